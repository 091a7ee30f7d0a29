// Package table writes the results as plain tables that a program can read back:
// answers.csv, practices.csv, scores.csv and problems.csv. It believes that a table is an
// interface: fixed columns, one order of rows, every number in the shortest form
// that reads back to the same value, and every text as it was typed, but for what could
// do harm (Plain). People get each table as a workbook besides (Workbook).
package table

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/measure/grade"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/natural"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/account"
	"depository.example/depository/pipeline/tell/wording"
)

// numeric are the columns whose fields are numbers where they read as one. In
// every other a field is a text, even if it is all digits: the code of a practice
// is no quantity.
var numeric = []string{"value", "score", "level", "coverage", "rank", "evidence_1", "evidence_2", "evidence_3", "claimed", "verified", "reviewers"}

// wrapped are the columns of whole sentences.
var wrapped = []string{"expected", "remedy", "reason", "summary", "problem", "solution", "result", "conditions", "cost", "repeated_by"}

// Answers returns answers.csv: one row an answer of the submissions, sorted by
// file, sheet, practice, place and cell. A question that was not asked has no
// row; value is a number, yes or no, or the id of a choice, and empty unless the
// answer was given.
func Answers(submissions []survey.Submission) Table {
	given := answersIn(submissions)
	header := strings.Split("file,sheet,cell,partner,practice,practice_title,place,criterion,state,value,raw", ",")
	return Table{header, len(given), func(yield func([]string) bool) {
		row := make([]string, len(header))
		for i := range given {
			s, p, a := given[i].in(submissions)
			row = append(row[:0], cmp.Or(a.At.File, s.File), a.At.Sheet, a.At.Name(), s.Partner.ID, p.ID, p.Title, p.Place, a.Criterion, a.State.String(), value(a), a.Raw)
			if !yield(row) {
				return
			}
		}
	}}
}

// An answerAt is where an answer is: the submission, the practice in it, the answer.
type answerAt struct{ submission, practice, answer int32 }

func (at answerAt) in(submissions []survey.Submission) (*survey.Submission, *survey.Practice, *survey.Answer) {
	s := &submissions[at.submission]
	p := &s.Practices[at.practice]
	return s, p, &p.Answers[at.answer]
}

// answersIn lists the answers that were asked for in the order of their rows.
func answersIn(submissions []survey.Submission) []answerAt {
	var out []answerAt
	for i := range submissions {
		for k := range submissions[i].Practices {
			for n := range submissions[i].Practices[k].Answers {
				if submissions[i].Practices[k].Answers[n].State != survey.NotAsked {
					out = append(out, answerAt{int32(i), int32(k), int32(n)})
				}
			}
		}
	}
	slices.SortStableFunc(out, func(one, other answerAt) int {
		s, p, a := one.in(submissions)
		t, q, b := other.in(submissions)
		if c := cmp.Or(strings.Compare(cmp.Or(a.At.File, s.File), cmp.Or(b.At.File, t.File)), strings.Compare(s.Partner.ID, t.Partner.ID), strings.Compare(a.At.Sheet, b.At.Sheet)); c != 0 {
			return c
		}
		if p != q {
			if c := cmp.Or(natural.Compare(p.ID, q.ID), strings.Compare(p.Place, q.Place)); c != 0 {
				return c
			}
		}
		if c := strings.Compare(a.Criterion, b.Criterion); c != 0 {
			return c
		}
		return natural.Compare(a.At.Name(), b.At.Name())
	})
	return slices.Clip(out)
}

func value(a *survey.Answer) string {
	switch {
	case a.State != survey.Given:
		return ""
	case a.Choice != "":
		return a.Choice
	}
	return number(a.Number)
}

// Practices returns practices.csv: one row a practice with what is told of it, sorted
// by partner, practice and place.
func Practices(submissions []survey.Submission) Table {
	header := []string{"partner", "practice", "place", "theme"}
	for _, t := range new(survey.Practice).Texts() {
		header = append(header, t.Field)
	}
	type told struct {
		s *survey.Submission
		p *survey.Practice
	}
	var list []told
	for i := range submissions {
		for k := range submissions[i].Practices {
			list = append(list, told{&submissions[i], &submissions[i].Practices[k]})
		}
	}
	slices.SortStableFunc(list, func(a, b told) int {
		return cmp.Or(strings.Compare(a.s.Partner.ID, b.s.Partner.ID), natural.Compare(a.p.ID, b.p.ID), strings.Compare(a.p.Place, b.p.Place))
	})
	return Table{append(header, "adopted_ref", "file", "sheet", "cell"), len(list), func(yield func([]string) bool) {
		var row []string
		for _, one := range list {
			row = append(row[:0], one.s.Partner.ID, one.p.ID, one.p.Place, one.p.Theme)
			for _, t := range one.p.Texts() {
				row = append(row, *t.Text)
			}
			if row = append(row, one.p.Adopted.From, cmp.Or(one.p.At.File, one.s.File), one.p.At.Sheet, one.p.At.Name()); !yield(row) {
				return
			}
		}
	}}
}

// Scores returns scores.csv: one row a unit and node, in the result's order. A
// score that is not known is an empty field, and so are the level and the rank
// that it has not. The last three are the shares of the score's weight that are borne
// out at the grades 1, 2 and 3 or better; empty without grades or without any weight.
func Scores(r *score.Result, grades *grade.Grades) Table {
	t := Table{Header: strings.Split("unit_kind,unit,partner,place,node,score,level,coverage,rank,evidence_1,evidence_2,evidence_3", ",")}
	each := func(yield func(u *score.Unit, node int) bool) {
		for i := range r.Units {
			u := &r.Units[i]
			for j := range min(len(r.Nodes), len(u.Scores)) {
				if u.Scores[j].Asked && !yield(u, j) {
					return
				}
			}
		}
	}
	for range each {
		t.Len++
	}
	t.Rows = func(yield func([]string) bool) {
		p := scorePrinter{grades: grades, row: make([]string, len(t.Header))}
		for u, j := range each {
			if !yield(p.print(u, r.Nodes[j].ID, &u.Scores[j])) {
				return
			}
		}
	}
	return t
}

// A scorePrinter prints scores, many of which are equal.
type scorePrinter struct {
	grades *grade.Grades
	row    []string
	texts  [1 << 10]struct {
		x    float64
		text string
	}
}

// number is number, which prints what it has printed lately no second time.
func (p *scorePrinter) number(x float64) string {
	const golden = 0x9E3779B97F4A7C15 // 2^64 over the golden ratio: spreads what is near (Knuth, TAOCP 3, 6.4)
	known := &p.texts[math.Float64bits(x)*golden>>54]
	if known.text == "" || math.Float64bits(known.x) != math.Float64bits(x) {
		known.x, known.text = x, number(x)
	}
	return known.text
}

// print prints a row.
func (p *scorePrinter) print(u *score.Unit, node string, s *score.Score) []string {
	var value, level, rank string
	if s.Known {
		value = p.number(s.Value)
		if s.Level >= 0 {
			level = strconv.Itoa(s.Level)
		}
	}
	if s.Rank > 0 {
		rank = strconv.Itoa(s.Rank)
	}
	p.row = append(p.row[:0], string(u.Kind), u.ID, u.Partner, u.Place, node, value, level, p.number(s.Coverage), rank, "", "", "")
	if p.grades == nil {
		return p.row
	}
	if borne := p.grades.Shares(u, node); borne[grade.Claimed] > 0 {
		for i, g := range []grade.Grade{grade.Named, grade.Found, grade.Confirmed} {
			p.row[len(p.row)-3+i] = p.number(shares.Round(borne[g]))
		}
	}
	return p.row
}

// shares is where shares are told apart: sums of many parts differ in their last bits.
var shares = stat.OnScale(0, 1)

// Problems returns problems.csv in the language of texts: the problems in
// canonical order, each with what is expected and what to do.
func Problems(problems cell.Problems, texts *wording.Catalogue) Table {
	sorted := problems.Sorted()
	return Table{strings.Split("severity,code,file,sheet,cell,read,expected,remedy", ","), len(sorted), func(yield func([]string) bool) {
		for _, p := range sorted {
			if expected, remedy := account.Explain(p, texts); !yield([]string{p.Severity.String(), p.Code, p.At.File, p.At.Sheet, p.At.Name(), p.Read, expected, remedy}) {
				return
			}
		}
	}}
}

// number prints x in the shortest form that reads back to the same float64.
func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
