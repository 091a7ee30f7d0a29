package table

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"depository.example/depository/pipeline/measure/grade"
	"depository.example/depository/pipeline/measure/review"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/legible"
	"depository.example/depository/pipeline/survey/survey"
)

// basisHeader are the columns of basis.csv.
var basisHeader = strings.Split("period,partner,kind,territory,file,illustrative,practice,place,place_name,theme,criterion,state,value,evident,doubted,reviewers,verified,found,reviewed,registered,adopted_from,result", ",")

// Basis returns basis.csv: what findings rest on besides answers.csv. One row a
// practice of the period ("now") and of the one before ("before"), then one an answer of
// it; state and value of the period itself stand in answers.csv and are empty here. Tasks
// of action plans ("plan") have their status as state and are due on their value.
func Basis(now, before []survey.Submission) Table {
	t := Table{Header: basisHeader, Rows: func(yield func([]string) bool) {
		for i := range now {
			s := &now[i]
			if !eachBasis("now", s, yield) {
				return
			}
			for _, t := range s.Plan {
				if !yield(padded([]string{"plan", s.Partner.ID, string(s.Partner.Kind), s.Partner.Place, cmp.Or(t.At.File, s.File), yes(s.Illustrative), "", "", "", "", "", t.Status, t.Due})) {
					return
				}
			}
		}
		for i := range before {
			if !eachBasis("before", &before[i], yield) {
				return
			}
		}
	}}
	for range t.Rows {
		t.Len++
	}
	return t
}

// eachBasis goes over the rows of a submission, and tells whether to go on.
func eachBasis(period string, s *survey.Submission, yield func([]string) bool) bool {
	row := make([]string, 0, len(basisHeader))
	for i := range s.Practices {
		p := &s.Practices[i]
		row = append(row[:0], period, s.Partner.ID, string(s.Partner.Kind), s.Partner.Place, cmp.Or(p.At.File, s.File), yes(s.Illustrative), p.ID, p.Place, p.PlaceName, p.Theme)
		head := row
		about := padded(row)
		about[columnRegistered], about[columnRegistered+1], about[columnRegistered+2] = day(grade.RegisterDay(s)), p.Adopted.From, yes(p.Told.Result != "")
		if !yield(about) {
			return false
		}
		for k := range p.Answers {
			a := &p.Answers[k]
			if a.State == survey.NotAsked {
				continue
			}
			state, x := "", ""
			if period == "before" {
				state, x = a.State.String(), value(a)
			}
			v := a.Verified()
			if !yield(padded(append(head, a.Criterion, state, x, yes(a.Evident), yes(a.Doubted), count(v.Reviewers), level(v), levels(v), v.On))) {
				return false
			}
		}
	}
	return true
}

// Where a row of basisHeader has more than the practice and the answer.
const columnFound, columnRegistered = 17, 19

// padded makes a row of basis.csv, whose last fields are empty, of the first.
func padded(row []string) []string {
	for len(row) < len(basisHeader) {
		row = append(row, "")
	}
	return row
}

// day prints a day; nothing of the zero time.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// levels prints what each reviewer found.
func levels(v survey.Verdict) string {
	out := make([]string, len(v.Levels))
	for i, x := range v.Levels {
		out[i] = number(x)
	}
	return strings.Join(out, " ")
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func level(v survey.Verdict) string {
	if v.Reviewers == 0 {
		return ""
	}
	return number(v.Level)
}

// ReadBasis makes the submissions of both periods of basis.csv and answers.csv again,
// as far as findings rest on them. An answer that stands in one file alone is an error.
func ReadBasis(basis, answers []byte, q *survey.Questionnaire) (now, before []survey.Submission, err error) {
	given, err := answersOf(answers)
	if err != nil {
		return nil, nil, err
	}
	rows, err := csv.NewReader(bytes.NewReader(basis)).ReadAll()
	if err != nil || len(rows) == 0 || len(rows[0]) != len(basisHeader) {
		return nil, nil, errors.Join(errBasis, err)
	}
	r := basisReader{q: q, given: given}
	for _, row := range rows[1:] {
		if err := r.row(plainly(row)); err != nil {
			return nil, nil, err
		}
	}
	if len(r.given) > 0 {
		return nil, nil, errAnswers
	}
	return r.now, r.before, nil
}

// errBasis and errAnswers mean that the two tables are not of one edition, or none.
var (
	errBasis   = errors.New("basis.csv: not what an edition holds")
	errAnswers = errors.New("answers.csv: not what basis.csv knows")
)

// An answerKey tells answers of one period apart.
type answerKey struct{ partner, practice, place, criterion string }

// A said is what answers.csv says of an answer, what its practice is called, and the cell
// it stands in.
type said struct {
	state, value string
	title        string
	at           cell.Ref
}

// at is a cell by its file, sheet and name; a row where the name is that of one.
func at(file, sheet, name string) cell.Ref {
	r := cell.Ref{File: file, Sheet: sheet}
	if r.Row, r.Col = cell.Position(name); r.Row == 0 {
		whole, _, _ := strings.Cut(name, ":")
		r.Row, _ = strconv.Atoi(whole) // "" and what is no row: the sheet as a whole
	}
	return r
}

// answersOf returns state and value by answer.
func answersOf(data []byte) (map[answerKey]said, error) {
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil || len(rows) == 0 || len(rows[0]) < 11 {
		return nil, errors.Join(errAnswers, err)
	}
	out := map[answerKey]said{}
	for _, r := range rows[1:] {
		r = plainly(r)
		out[answerKey{r[3], r[4], r[6], r[7]}] = said{r[8], r[9], r[5], at(r[0], r[1], r[2])}
	}
	return out, nil
}

// plainly takes away what a Writer has put before fields.
func plainly(row []string) []string {
	for i := range row {
		row[i] = legible.Uncell(row[i])
	}
	return row
}

// A basisReader gathers submissions row by row.
type basisReader struct {
	q           *survey.Questionnaire
	given       map[answerKey]said
	now, before []survey.Submission
}

func (r *basisReader) row(row []string) error {
	list := &r.now
	switch row[0] {
	case "plan":
		return r.task(row)
	case "before":
		list = &r.before
	}
	if n := len(*list); n == 0 || (*list)[n-1].Partner.ID != row[1] {
		*list = append(*list, survey.Submission{Partner: survey.Partner{ID: row[1], Kind: survey.PartnerKind(row[2]), Place: row[3]}, File: row[4], Illustrative: row[5] != ""})
	}
	s := &(*list)[len(*list)-1]
	if row[10] == "" {
		practiceOf(s, row)
		return nil
	}
	if len(s.Practices) == 0 {
		return errBasis
	}
	heard := said{state: row[11], value: row[12]}
	if row[0] == "now" {
		key := answerKey{row[1], row[6], row[7], row[10]}
		ok := false
		if heard, ok = r.given[key]; !ok {
			return errAnswers
		}
		delete(r.given, key)
	}
	p := &s.Practices[len(s.Practices)-1]
	p.Title = cmp.Or(p.Title, heard.title)
	a, err := r.answer(row, heard)
	p.Answers = append(p.Answers, a)
	return err
}

// task enters a task of the plan of a partner; one that has no practices has only a plan.
func (r *basisReader) task(row []string) error {
	n := len(r.now)
	if n == 0 || r.now[n-1].Partner.ID != row[1] {
		r.now = append(r.now, survey.Submission{Partner: survey.Partner{ID: row[1], Kind: survey.PartnerKind(row[2]), Place: row[3]}, File: row[4], Illustrative: row[5] != ""})
		n++
	}
	s := &r.now[n-1]
	s.Plan = append(s.Plan, survey.Task{Status: row[11], Due: row[12]})
	return nil
}

// practiceOf enters a practice, and the day of the register that its partner's answers
// were taken from.
func practiceOf(s *survey.Submission, row []string) {
	p := survey.Practice{ID: row[6], Place: row[7], PlaceName: row[8], Theme: row[9]}
	p.At.File, p.Adopted.From, p.Told.Result = row[4], row[columnRegistered+1], row[columnRegistered+2]
	if registered := row[columnRegistered]; registered != "" {
		s.Sources = []survey.Source{{Kind: survey.FromRegister, AsOf: registered}}
	}
	s.Practices = append(s.Practices, p)
}

// verdictOf reads what reviewers found.
func verdictOf(row []string) (*survey.Verdict, error) {
	v := survey.Verdict{On: row[columnFound+1]}
	for field := range strings.FieldsSeq(row[columnFound]) {
		x, err := strconv.ParseFloat(field, 64)
		if err != nil {
			return nil, err
		}
		v.Levels = append(v.Levels, x)
	}
	if len(v.Levels) == 0 {
		return nil, errBasis
	}
	v.Reviewers, v.Level, v.Apart = len(v.Levels), review.Consensus(v.Levels), slices.Min(v.Levels) < slices.Max(v.Levels)
	return &v, nil
}

// answer makes one answer of its row and of what was said.
func (r *basisReader) answer(row []string, heard said) (a survey.Answer, err error) {
	a = survey.Answer{Criterion: row[10], Evident: row[13] != "", Doubted: row[14] != "", At: heard.at}
	for s := survey.NotAsked; s <= survey.Unasked; s++ {
		if s.String() == heard.state {
			a.State = s
		}
	}
	k, known := r.q.Criterion(a.Criterion)
	switch {
	case a.State == survey.Unasked:
		if known {
			a.Unask(k)
		}
	case a.State != survey.Given:
	case known && k.Kind.Chosen():
		a.Choice = heard.value
	default:
		if a.Number, err = strconv.ParseFloat(heard.value, 64); err != nil && !known {
			a.Choice, err = heard.value, nil
		}
	}
	if row[15] != "" && err == nil {
		a.Verdict, err = verdictOf(row)
	}
	return a, err
}
