// Package proof tells in formulas whether evidence counts, as reply.Evidence.Lack
// does, with what Excel 2016 and LibreOffice 7.4 compute. It believes that a step is
// 1 (yes), 0 (no) or 0.5: a spreadsheet cannot tell; then a form says that a level
// is not certain, and is not wrong.
package proof

import (
	"fmt"
	"strings"

	"depository.example/depository/pipeline/media/formula"
)

// The columns of the row of one cell of evidence, each a step.
const (
	Name    = 1 + iota
	text    // in small letters, one space between words, one before and after
	http    // the text, a mark in the place of http://
	host    // behind the first mark, up to a slash
	httpIs  // a link with http://
	www     // behind www., up to a slash
	wwwIs   // a link with www.
	bare    // the text, every known ending written .ua/
	word    // the name before the first ending
	bareIs  // a link without either
	kindIs  // the kind of an act
	signs   // the text, every sign of a number written №
	numIs   // the number of an act
	months  // the text, months in the numbers of dates
	days    // the same, in English
	digits  // the same, every digit written 9
	dayIs   // a day that counts
	Once    // what stood in the cell when the form was written
	OnceIs  // what reply made of it: 1 or 0
	Number  // of the question, as others refer to it: 2.3
	sees    // the number of the question to which the text refers; "" none
	own     // whether what is typed here counts
	Typed   // what is typed, "" where nothing is
	Verdict // whether the evidence counts, here or where the text refers to
)

// window is how many letters of a text are searched; behind them nothing is certain.
const window = 300

// Always is the last day of a period whose name tells none.
const Always = "99991231"

// A Step is the formula of a column.
type Step struct {
	Col  int
	Expr formula.Any
}

// A Row is the row of one cell of evidence: the sheet and row on which its steps
// stand, and what has been typed. Read: what stood in the cell stands in Once, and
// has been read. From First to Last are the rows of the questions to which the text may
// refer: «див. 2.3».
type Row struct {
	Typed       formula.Mixed
	Row         int
	Read        bool
	First, Last int
}

func (r Row) in(col int) formula.Mixed {
	return formula.Ref{Col: col, Row: r.Row, FreeRow: true}.Cell()
}

var (
	one, half, zero = formula.Num(1), formula.Num(0.5), formula.Num(0)
	space           = formula.Str(" ")
	firstDot        = formula.Str(".")
)

// Steps returns the formulas of the columns from the text to the verdict. The last
// day that counts, as 20260630, or "" where no period is typed yet, stands in lastDay.
func (r Row) Steps(lastDay formula.Mixed) []Step {
	tidy := formula.Lower(formula.Join(space, formula.Trim(replaced(r.Typed, " ", "\u00a0", "\u202f", "\u2009", "\t", "\n")), space))
	if r.Read { // nothing to search in what has been read
		tidy = formula.If(formula.Exact(r.Typed, r.in(Once)), formula.Str("  "), tidy)
	}
	numbers := replaced(replaced(r.in(text), " №", " no. ", " no.", " no ", " num. ", " num ", " n° ", " n°", " n "), "№", "№ ")
	dots := replaced(replaced(r.in(text), ".", "/"), " ", "» ", `" `, "” ")
	day := formula.If(formula.Equal(formula.Least(r.in(kindIs), r.in(numIs)), zero), zero, r.day(lastDay))
	verdict := formula.Most(r.in(httpIs), r.in(wwwIs), r.in(bareIs), formula.Least(r.in(kindIs), r.in(numIs), r.in(dayIs)))
	verdict = formula.If(formula.Len(r.in(text)).More(formula.Num(window)), formula.If(formula.Equal(verdict, one), one, half), verdict)
	if r.Read {
		verdict = formula.If(formula.Exact(r.Typed, r.in(Once)), formula.Number(r.in(OnceIs)), verdict)
	}
	return []Step{
		{text, tidy},
		{http, replaced(r.in(text), httpMark, "https://", "http://")},
		{host, hostBehind(httpMark, r.in(http))},
		{httpIs, r.withHTTP()},
		{www, hostBehind("www.", r.in(text))},
		{wwwIs, formula.If(formula.IsError(formula.Find(formula.Str("www."), r.in(text))), zero, formula.If(isHost("www.", r.in(text), r.in(www)), one, half))},
		{bare, replaced(r.in(text), ".ua/", endings()...)},
		{word, wordBefore(r.in(bare))},
		{bareIs, r.withNeither()},
		{kindIs, kind(r.in(text))},
		{signs, replaced(numbers, " ", ",", ";")},
		{numIs, numbered(r.in(signs))},
		{months, monthsReplaced(dots, ukMonths)},
		{days, monthsReplaced(r.in(months), enMonths)},
		{digits, replaced(r.in(days), "9", "0", "1", "2", "3", "4", "5", "6", "7", "8")},
		{dayIs, day},
		{sees, r.referred()},
		{own, formula.If(r.Typed.Empty(), zero, verdict)},
		{Typed, formula.Join(r.Typed, formula.Str(""))},
		{Verdict, formula.If(r.in(sees).Is(""), formula.Number(r.in(own)), formula.Most(r.in(own), r.there()))},
	}
}

// referred is the number of the question to which a text refers, as reply.Referred has
// it: the last word of one that begins with «див».
func (r Row) referred() formula.String {
	tidy := formula.Trim(replaced(formula.Lower(replaced(r.Typed, " ", "\u00a0", "\u202f", "\u2009", "\t", "\n")), "див. ", "див."))
	last := formula.Trim(formula.Right(formula.Substitute(tidy, space, formula.Repeat(" ", 50)), formula.Num(50)))
	begins := formula.Left(tidy, formula.Num(3))
	last = formula.If(formula.Equal(formula.Right(last, one), firstDot), formula.Left(last, formula.Len(last).Minus(one)), last)
	refers := formula.Or(formula.Equal(begins, formula.Str("див")), formula.Equal(begins, formula.Str("see")))
	return formula.If(refers, formula.IfError(last, formula.Str("")), formula.Str(""))
}

// there tells whether the evidence counts that stands where the text refers to.
func (r Row) there() formula.Number {
	area := func(col int) formula.Mixed {
		return formula.AsMixed(formula.Ref{Col: col, Row: r.First}.To(col, r.Last))
	}
	return formula.SumOf(formula.Product(formula.Number(formula.Equal(area(Number), r.in(sees))), formula.Number(area(own))))
}

// LastDay returns the last day of a period that is typed, as 20260630; "" where none
// is typed yet.
func LastDay(typed formula.Mixed) formula.String {
	var ends [][2]string
	for _, part := range strings.Fields("-H1=0630 -H2=1231 -Q1=0331 -Q2=0630 -Q3=0930 -Q4=1231") {
		name, end, _ := strings.Cut(part, "=")
		ends = append(ends, [2]string{name, end})
	}
	for m := 1; m <= 12; m++ {
		end := fmt.Sprintf("%02d31", m)
		ends = append(ends, [2]string{fmt.Sprintf("-%d", m), end})
		if m < 10 {
			ends = append(ends, [2]string{fmt.Sprintf("-%02d", m), end})
		}
	}
	name := formula.Trim(typed)
	year := formula.Left(name, formula.Num(4))
	end := formula.Lookup(formula.Upper(formula.Mid(name, formula.Num(5), formula.Num(9))), ends)
	return formula.If(formula.Equal(name, formula.Str("")), formula.Str(""),
		formula.If(formula.IsError(formula.Parsed(year)), formula.Str(Always), formula.Join(year, formula.IfError(end, formula.Str("1231")))))
}

// replaced writes one text for each of several.
func replaced(in formula.Any, by string, each ...string) formula.String {
	out := formula.String(formula.AsMixed(in))
	for _, s := range each {
		old := formula.Str(s)
		if s == "\t" || s == "\n" {
			old = formula.Char(int(s[0]))
		}
		out = formula.Substitute(out, old, formula.Str(by))
	}
	return out
}

// has tells whether one of texts stands in another.
func has(in formula.Any, each ...string) formula.Bool {
	return formula.CountNumbers(formula.Find(formula.Strings(each...), in)).More(zero)
}
