package proof

import (
	"fmt"
	"strings"

	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/survey/reply"
)

// Months as dates have them, in their order, and what every name of a month begins
// with.
const (
	ukMonths = "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня|січень|лютий|березень|квітень|травень|червень|липень|серпень|вересень|жовтень|листопад|грудень"
	enMonths = "january|february|march|april|may|june|july|august|september|october|november|december"
	ukStems  = "січ|лют|бер|квіт|трав|черв|лип|серп|вер|жовт|лист|груд"
	enStems  = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
)

// monthsReplaced writes «12 лютого 2025» as «12.02.2025».
func monthsReplaced(in formula.Any, months string) formula.String {
	out := formula.String(formula.AsMixed(in))
	for i, name := range strings.Split(months, "|") {
		out = replaced(out, fmt.Sprintf(".%02d.", i%12+1), " "+name+" ")
	}
	return out
}

// day finds a day from 1990 to the last one. Days in words that the steps before do
// not write in numbers leave it open.
func (r Row) day(lastDay formula.Mixed) formula.Number {
	forms := allForms()
	in, nines, each := r.in(days), r.in(digits), lettersOf(r.in(text))
	part := func(of func(form dayForm) place) formula.String {
		var at, long []int
		for _, f := range forms {
			at, long = append(at, of(f).at), append(long, of(f).long)
		}
		return formula.Mid(in, formula.Add(each, formula.Numbers(at...)), formula.Numbers(long...))
	}
	padded := func(s formula.String) formula.String {
		return formula.Right(formula.Join(formula.Str("0"), s), formula.Num(2))
	}
	var masks, centuries []string
	var lengths []int
	for _, f := range forms {
		masks, lengths, centuries = append(masks, f.mask), append(lengths, len(f.mask)), append(centuries, f.century)
	}
	long, mask := formula.Numbers(lengths...), formula.Strings(masks...)
	year := formula.Join(formula.Strings(centuries...), part(func(f dayForm) place { return f.year }))
	month := padded(part(func(f dayForm) place { return f.month }))
	date := padded(part(func(f dayForm) place { return f.day }))
	nine, after := formula.Str("9"), formula.Add(each, one, long)
	last := formula.If(lastDay.Empty(), formula.Str(Always), formula.String(lastDay))
	found := formula.SumOf(formula.Product(
		formula.Number(formula.Equal(formula.Mid(nines, formula.Add(each, one), long), mask)),
		formula.Number(formula.Differs(formula.Mid(nines, each, one), nine)),
		formula.Number(formula.Differs(formula.Mid(nines, after, one), nine)),
		formula.Between(formula.Join(year, month, date), formula.Str(fmt.Sprintf("%d0101", reply.EarliestYear)), last),
		formula.Between(month, formula.Str("01"), formula.Str("12")),
		formula.Between(date, formula.Str("01"), formula.Str("31")),
		formula.Number(formula.IsError(formula.Find(formula.Join(month, date), formula.Str("0230 0231 0431 0631 0931 1131")))),
		leap(year, formula.Join(month, date)),
	))
	open := formula.Or(has(in, strings.Split(ukStems, "|")...), has(r.in(text), strings.Split(enStems, "|")...))
	known := formula.If(lastDay.Empty(), half, one)
	return formula.If(formula.Len(r.in(text)).Less(formula.Num(8)), zero,
		formula.If(found.More(zero), known, formula.If(open, half, zero)))
}

// leap is not 0 but for a 29 February of a year without one.
func leap(year, monthDay formula.String) formula.Number {
	years := formula.Str("00 04 08 12 16 20 24 28 32 36 40 44 48 52 56 60 64 68 72 76 80 84 88 92 96")
	is := formula.IsNumber(formula.Find(formula.Right(year, formula.Num(2)), years))
	return formula.Add(formula.Number(formula.Differs(monthDay, formula.Str("0229"))), formula.Product(formula.Number(is), one))
}

// A place is where a part of a day stands behind the character before it, and how
// long it is.
type place struct{ at, long int }

// A dayForm is a way to write a day: its digits written 9, and where its parts are.
type dayForm struct {
	mask             string
	century          string // of a year in two digits
	year, month, day place
}

func allForms() (forms []dayForm) {
	for _, f := range []struct {
		mark  string
		year  int
		first bool // the year is
	}{{".", 4, false}, {".", 2, false}, {"-", 4, false}, {". ", 4, false}, {".", 4, true}, {"-", 4, true}} {
		for _, month := range []int{2, 1} {
			for _, day := range []int{2, 1} {
				forms = append(forms, newForm(f.mark, f.year, month, day, f.first))
			}
		}
	}
	return forms
}

func newForm(mark string, year, month, day int, first bool) (f dayForm) {
	parts := []*place{&f.day, &f.month, &f.year}
	f.day.long, f.month.long, f.year.long = day, month, year
	if first {
		parts = []*place{&f.year, &f.month, &f.day}
	}
	var mask []string
	next := 1
	for _, p := range parts {
		p.at = next
		next += p.long + len(mark)
		mask = append(mask, strings.Repeat("9", p.long))
	}
	f.mask = strings.Join(mask, mark)
	if year == 2 {
		f.century = "20"
	}
	return f
}
