// Package table writes the results as plain tables that a program can read back:
// answers.csv, practices.csv, scores.csv and problems.csv. It believes that a table is an
// interface: fixed columns, one order of rows, every number in the shortest form
// that reads back to the same value, and every text as it was typed, but for what could
// do harm (Plain). People get each table as a workbook besides (Workbook).
package table

import (
	"bytes"
	"cmp"
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
func Answers(submissions []survey.Submission) []byte {
	rows := [][]string{}
	for _, s := range submissions {
		for _, p := range s.Practices {
			for _, a := range p.Answers {
				if a.State == survey.NotAsked {
					continue
				}
				rows = append(rows, []string{cmp.Or(a.At.File, s.File), a.At.Sheet, a.At.Name(), s.Partner.ID,
					p.ID, p.Title, p.Place, a.Criterion, a.State.String(), value(a), a.Raw})
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b []string) int {
		return cmp.Or(
			strings.Compare(a[0], b[0]), strings.Compare(a[3], b[3]), strings.Compare(a[1], b[1]),
			natural.Compare(a[4], b[4]), strings.Compare(a[6], b[6]), strings.Compare(a[7], b[7]), natural.Compare(a[2], b[2]),
		)
	})
	return Plain(strings.Split("file,sheet,cell,partner,practice,practice_title,place,criterion,state,value,raw", ","), rows)
}

func value(a survey.Answer) string {
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
func Practices(submissions []survey.Submission) []byte {
	rows := [][]string{}
	for _, s := range submissions {
		for i := range s.Practices {
			p := &s.Practices[i]
			row := []string{s.Partner.ID, p.ID, p.Place, p.Theme}
			for _, t := range p.Texts() {
				row = append(row, *t.Text)
			}
			rows = append(rows, append(row, p.Adopted.From, cmp.Or(p.At.File, s.File), p.At.Sheet, p.At.Name()))
		}
	}
	slices.SortStableFunc(rows, func(a, b []string) int {
		return cmp.Or(strings.Compare(a[0], b[0]), natural.Compare(a[1], b[1]), strings.Compare(a[2], b[2]))
	})
	header := []string{"partner", "practice", "place", "theme"}
	for _, t := range new(survey.Practice).Texts() {
		header = append(header, t.Field)
	}
	return Plain(append(header, "adopted_ref", "file", "sheet", "cell"), rows)
}

// Scores returns scores.csv: one row a unit and node, in the result's order. A
// score that is not known is an empty field, and so are the level and the rank
// that it has not. The last three are the shares of the score's weight that are borne
// out at the grades 1, 2 and 3 or better; empty without grades or without any weight.
func Scores(r *score.Result, grades *grade.Grades) []byte {
	rows := make([][]string, 0, len(r.Units)*len(r.Nodes))
	for i := range r.Units {
		u := &r.Units[i]
		for j, n := range r.Nodes {
			if j >= len(u.Scores) || !u.Scores[j].Asked {
				continue
			}
			rows = append(rows, append(scoreRow(u, n.ID, u.Scores[j]), borne(grades, u, n.ID)...))
		}
	}
	return Plain(strings.Split("unit_kind,unit,partner,place,node,score,level,coverage,rank,evidence_1,evidence_2,evidence_3", ","), rows)
}

// borne prints how well a score is borne out.
func borne(grades *grade.Grades, u *score.Unit, node string) []string {
	out := make([]string, 3)
	if grades == nil {
		return out
	}
	if s := grades.Shares(u, node); s[grade.Claimed] > 0 {
		for i, g := range []grade.Grade{grade.Named, grade.Found, grade.Confirmed} {
			out[i] = number(shares.Round(s[g]))
		}
	}
	return out
}

// shares is where shares are told apart: sums of many parts differ in their last bits.
var shares = stat.OnScale(0, 1)

func scoreRow(u *score.Unit, node string, s score.Score) []string {
	var value, level, rank string
	if s.Known {
		value = number(s.Value)
		if s.Level >= 0 {
			level = strconv.Itoa(s.Level)
		}
	}
	if s.Rank > 0 {
		rank = strconv.Itoa(s.Rank)
	}
	return []string{string(u.Kind), u.ID, u.Partner, u.Place, node, value, level, number(s.Coverage), rank}
}

// Problems returns problems.csv in the language of texts: the problems in
// canonical order, each with what is expected and what to do.
func Problems(problems cell.Problems, texts *wording.Catalogue) []byte {
	rows := [][]string{}
	for _, p := range problems.Sorted() {
		expected, remedy := account.Explain(p, texts)
		rows = append(rows, []string{p.Severity.String(), p.Code, p.At.File, p.At.Sheet, p.At.Name(), p.Read, expected, remedy})
	}
	return Plain(strings.Split("severity,code,file,sheet,cell,read,expected,remedy", ","), rows)
}

// number prints x in the shortest form that reads back to the same float64.
func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

// Plain prints a table as a Writer does.
func Plain(header []string, rows [][]string) []byte {
	var b bytes.Buffer
	w := NewWriter(&b)
	_ = w.Write(header) // a bytes.Buffer takes every byte, so there is no error to meet
	_ = w.WriteAll(rows)
	return b.Bytes()
}
