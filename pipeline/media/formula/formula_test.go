package formula_test

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/media/workbook"
)

// The columns of a row of inputs; the expressions stand behind them.
const (
	numbersFrom = 1 // three numbers
	textsFrom   = 4 // two texts
	mixed       = 6 // a number, a text or nothing
	shown       = 7 // a number in per cent, a date, or a plain one
	exprs       = 8
)

// digits are numbers whose sums and halves are not exact in binary.
var digits = []string{"0", "1", "-1", "2", "3", "0.1", "0.2", "0.3", "0.5", "1.5", "2.5", "1.005", "0.285", "-2.5", "7", "12", "99.99", "100", "1000000", "29.999999999999996", "30"}

var words = []string{"", "так", "Так", "ні", "3 – визначений", "ґ", "  два  слова ", "ABC", "abc", "їжак, Їжак", "12", "«акт» № 5", `"так"`}

// A row draws inputs and expressions over them.
type row struct {
	*rapid.T
	n int
}

func (r row) cell(col int) formula.Mixed { return formula.Ref{Col: col, Row: r.n}.Cell() }

func (r row) one(of int) int { return rapid.IntRange(0, of-1).Draw(r.T, "") }

func (r row) area() formula.Area { return formula.Ref{Col: 1, Row: r.n}.To(shown, r.n) }

func (r row) number(depth int) formula.Number {
	if depth == 0 {
		if r.one(2) == 0 {
			x, _ := strconv.ParseFloat(digits[r.one(len(digits))], 64)
			return formula.Num(x)
		}
		return formula.Number(r.cell(numbersFrom + r.one(3)))
	}
	next := func() formula.Number { return r.number(depth - 1) }
	text := func() formula.String { return r.text(depth - 1) }
	switch r.one(17) {
	case 0:
		return formula.Add(next(), next())
	case 1:
		return next().Minus(next())
	case 2:
		return formula.Product(next(), next())
	case 3:
		return next().Over(next())
	case 4:
		return formula.Round(next(), r.one(4))
	case 5:
		return formula.Least(next(), next(), r.area())
	case 6:
		return formula.Most(next(), next())
	case 7:
		return formula.Len(text())
	case 8:
		return formula.Find(formula.Str(words[1+r.one(len(words)-1)]), text())
	case 9:
		return formula.IfError(next(), next())
	case 10:
		return formula.If(r.truth(depth-1), next(), next())
	case 11:
		return formula.OrZero(r.cell(mixed))
	case 12:
		return formula.Add(formula.CountA(r.area()), formula.CountIf(r.area(), words[1+r.one(4)]), formula.Sum(r.area()))
	case 13:
		return formula.Parsed(formula.Left(r.cell(textsFrom), formula.Num(1)))
	case 14:
		return formula.Sqrt(next())
	case 15:
		return formula.Ln(next())
	}
	n := formula.UpTo(formula.Len(text()), 6)
	is := formula.Equal(formula.Mid(r.cell(textsFrom), n, formula.Numbers(1, 2)), formula.Strings("а", "ак"))
	return formula.SumOf(formula.Product(formula.Number(is), n))
}

func (r row) text(depth int) formula.String {
	if depth == 0 {
		if r.one(2) == 0 {
			return formula.Str(words[r.one(len(words))])
		}
		return formula.String(r.cell(textsFrom + r.one(2)))
	}
	next := func() formula.String { return r.text(depth - 1) }
	few := formula.Num(float64(r.one(6)))
	switch r.one(11) {
	case 0:
		return formula.Join(next(), next())
	case 1:
		return formula.Left(next(), few)
	case 2:
		return formula.Right(next(), few)
	case 3:
		return formula.Mid(next(), formula.Add(few, formula.Num(1)), few)
	case 4:
		return formula.Trim(next())
	case 5:
		return formula.Lower(next())
	case 6:
		return formula.Upper(next())
	case 7:
		return formula.Substitute(next(), next(), formula.Str("-"))
	case 8:
		return formula.If(r.truth(depth-1), next(), next())
	case 9:
		return formula.IfError(formula.Lookup(next(), [][2]string{{"так", "1"}, {"ні", "0"}}), next())
	}
	return formula.Repeat(words[r.one(len(words))], r.one(3))
}

func (r row) truth(depth int) formula.Bool {
	if depth == 0 {
		return formula.Truth(r.one(2) == 0)
	}
	next := func() formula.Bool { return r.truth(depth - 1) }
	a, b := r.number(depth-1), r.number(depth-1)
	switch r.one(13) {
	case 0:
		return a.Less(b)
	case 1:
		return a.AtMost(b)
	case 2:
		return a.More(b)
	case 3:
		return a.AtLeast(b)
	case 4:
		return formula.Equal(a, b)
	case 5:
		return formula.Differs(r.text(depth-1), r.text(depth-1))
	case 6:
		return formula.And(next(), next())
	case 7:
		return formula.Or(next(), next())
	case 8:
		return formula.Not(next())
	case 9:
		return formula.IsNumber(r.cell(mixed))
	case 10:
		return formula.IsError(a)
	case 11:
		return formula.Exact(r.text(depth-1), r.text(depth-1))
	}
	return formula.Or(formula.Equal(formula.ShownAs(formula.Ref{Col: shown, Row: r.n}), formula.Str("P")),
		r.cell(mixed).Empty(), r.cell(mixed).Is("так"))
}

func (r row) input(col int) workbook.Value {
	number := workbook.Value{Text: digits[r.one(len(digits))], Kind: workbook.NumberValue}
	text := workbook.Value{Text: words[r.one(len(words))]}
	switch {
	case col < textsFrom:
		return number
	case col < mixed:
		return text
	case col == mixed:
		return []workbook.Value{number, text, {}}[r.one(3)]
	}
	return []workbook.Value{number, {Text: "0.45", Kind: workbook.PercentValue}, {Text: "2026-06-30", Kind: workbook.DateValue}}[r.one(3)]
}

const (
	triedRows = 2500
	eachRow   = 6 // two expressions of a number, a text, a truth
)

// What LibreOffice computes of an expression's text is its value: 15,000 expressions
// over 2,500 rows of inputs, in one workbook.
func TestTextAndValueAreOne(t *testing.T) {
	sheet, plain := "x", workbook.Format{}
	number := workbook.Format{Number: 2} // of every kind of value; else LibreOffice takes that of what is added up
	book := workbook.New(sheet)
	s := book.Sheet(sheet)
	put := func(col, n int, format workbook.Format, value any) {
		s.Block(workbook.Box{Col: col, Row: n, LastCol: col, LastRow: n}, format, value)
	}
	var all [triedRows + 1][eachRow]formula.Any
	for n := 1; n <= triedRows; n++ {
		rapid.Custom(func(t *rapid.T) int {
			r := row{t, n}
			for col := 1; col < exprs; col++ {
				put(col, n, plain, r.input(col))
			}
			for i := range eachRow {
				depth := 1 + r.one(3)
				all[n][i] = []formula.Any{r.number(depth), r.text(depth), r.truth(depth)}[i%3]
				put(exprs+i, n, number, all[n][i])
			}
			return 0
		}).Example(n)
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "x.xlsx")
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	computed := need.Recomputed(t, file)[0]
	failed, compared := 0, map[formula.Kind]int{}
	for n := 1; n <= triedRows; n++ {
		for i, e := range all[n] {
			got := computed.At(sheet, exprs+i, n)
			want := book.Cell(sheet, exprs+i, n)
			compared[want.Kind]++
			if same(want, got) {
				continue
			}
			if failed++; failed < 20 {
				t.Errorf("row %d: %s is %+v, LibreOffice computes %q", n, formula.Text(e), want, got)
			}
		}
	}
	if failed > 0 {
		t.Errorf("%d of %d differ", failed, triedRows*eachRow)
	}
	for kind, least := range map[formula.Kind]int{formula.Numeric: 2000, formula.Textual: 2000, formula.Logical: 2000, formula.Failed: 100} {
		if compared[kind] < least {
			t.Errorf("too little is tried: %v", compared)
		}
	}
}

// same compares a value with what a cell holds. Which error it is, differs
// between programs.
func same(want formula.Value, got string) bool {
	switch want.Kind {
	case formula.Failed:
		return len(got) > 0 && got[0] == '#' || got == "Err:502" || got == "Err:504"
	case formula.Textual:
		return got == want.S
	case formula.Logical:
		return got == fmt.Sprint(want.X)
	}
	x, err := strconv.ParseFloat(got, 64)
	return err == nil && math.Abs(x-want.X) <= 1e-12*math.Max(1, math.Abs(want.X))
}

func TestText(t *testing.T) {
	a := formula.Ref{Col: 1, Row: 2}
	x := formula.Number(a.Cell())
	for want, e := range map[string]formula.Any{
		`$A$2-($A$2-(-1))`:        x.Minus(x.Minus(formula.Num(-1))),
		`2*($A$2/3)`:              formula.Product(formula.Num(2), x.Over(formula.Num(3))),
		`($A$2+1)*2`:              formula.Product(formula.Add(x, formula.Num(1)), formula.Num(2)),
		`$A$2&" ""є"" "&($A$2=1)`: formula.Join(a.Cell(), formula.Str(` "є" `), formula.Equal(x, formula.Num(1))),
		`'О''к'!A$2:B$9`:          formula.Ref{Sheet: "О'к", Col: 1, Row: 2, FreeCol: true}.To(2, 9),
		`IF(TRUE,1,{"a","b"})`:    formula.If(formula.Truth(true), formula.AsMixed(formula.Num(1)), formula.AsMixed(formula.Strings("a", "b"))),
	} {
		if got := formula.Text(e); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// Arrays are worked out as Excel does it: what is one row or one column stands for each,
// what has no counterpart fails, and so does what is no number.
func TestArrays(t *testing.T) {
	column, row := formula.UpTo(formula.Num(3), 9), formula.Numbers(1, 2)
	sum := func(x formula.Number) formula.Any { return formula.SumOf(x) }
	texts := formula.Number(formula.Strings("а", "б"))
	for name, c := range map[string]struct {
		e    formula.Any
		want formula.Value
	}{
		"a number and an array":      {sum(formula.Product(formula.Num(2), column)), formula.Value{Kind: formula.Numeric, X: 12}},
		"a column and a row":         {sum(formula.Product(column, row)), formula.Value{Kind: formula.Numeric, X: 18}},
		"one size":                   {sum(formula.Product(column, column)), formula.Value{Kind: formula.Numeric, X: 14}},
		"two rows of several sizes":  {sum(formula.Add(row, formula.Numbers(1, 2, 3))), formula.Value{Kind: formula.Failed, S: "#N/A"}},
		"a text":                     {sum(formula.Product(texts, row)), formula.Value{Kind: formula.Failed, S: "#VALUE!"}},
		"division by zero":           {sum(row.Over(formula.Numbers(1, 0))), formula.Value{Kind: formula.Failed, S: "#DIV/0!"}},
		"what is asked of a failure": {sum(formula.Product(formula.Number(formula.IsNumber(row.Over(formula.Numbers(1, 0)))), row)), formula.Value{Kind: formula.Numeric, X: 1}},
		"comparisons":                {sum(formula.Product(formula.Number(column.More(formula.Num(1))), column)), formula.Value{Kind: formula.Numeric, X: 5}},
		"products of one size":       {formula.SumProduct(column, column, column), formula.Value{Kind: formula.Numeric, X: 36}},
		"products of several sizes":  {formula.SumProduct(column, row), formula.Value{Kind: formula.Failed, S: "#VALUE!"}},
		"products of texts":          {formula.SumProduct(texts, row), formula.Value{Kind: formula.Numeric}},
		"numbers are counted":        {formula.Count(texts, row, formula.Num(7)), formula.Value{Kind: formula.Numeric, X: 3}},
		"a condition for all":        {formula.And(column.More(formula.Num(0)), row.Less(formula.Num(2))), formula.Value{Kind: formula.Logical}},
		"a condition that fails":     {formula.Or(formula.Truth(true), formula.Bool(row.Over(formula.Num(0)))), formula.Value{Kind: formula.Failed, S: "#DIV/0!"}},
		"an array in a cell":         {row.Minus(formula.Num(5)), formula.Value{Kind: formula.Numeric, X: -4}},
	} {
		if got := formula.Eval(c.e, "", nil); got != c.want {
			t.Errorf("%s: %s is %+v, want %+v", name, formula.Text(c.e), got, c.want)
		}
	}
}
