package ingest

import (
	"slices"
	"strconv"

	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

// An understood cell is an answer and how it was read.
type understood struct {
	survey.Answer
	is reply.Reading
}

// answers reads the cells of a record under criterion columns, in the order of
// the questionnaire, and reports what cannot be read or is doubted. A column that
// the table has not is not asked.
func (t *tables) answers(r *record) []survey.Answer {
	for i := range r.read {
		u, a := &r.read[i], &r.answers[i]
		k, _ := t.opts.Questionnaire.Criterion(a.Criterion)
		switch {
		case k == nil, t.lost.has(a.At):
		case a.State == survey.Unreadable:
			code, args := tableFault(k, u.is.Fault)
			t.tell(cell.Error, code, a.At, a.Raw, append(args, "criterion", k.Name["uk"])...)
		default: // a remark is the habit of tables
			tellNotes(t.tell, a, slices.DeleteFunc(slices.Clone(u.is.Notes), func(n reply.Note) bool { return n == reply.Remarked }))
		}
	}
	return r.answers
}

// peek reads the answers of a row that may be a record, and counts those that
// were understood.
func (t *tables) peek(r *record) {
	q := t.opts.Questionnaire
	for col := range r.head.at {
		c := r.head.of(col)
		if c.Is != "criterion" {
			continue
		}
		if k := c.criterion(q); k != nil {
			at := cell.Ref{File: t.book.File, Sheet: r.sheet.Name, Row: r.row, Col: col}
			typed, _ := r.sheet.At(r.row, col)
			r.read = append(r.read, t.answer(k, typed, r.head, at))
		}
	}
	slices.SortFunc(r.read, func(a, b understood) int {
		return position(q, a.Criterion) - position(q, b.Criterion)
	})
	for _, u := range r.read {
		r.answers = append(r.answers, u.Answer)
		if u.State == survey.Given {
			r.given++
		}
	}
}

func position(q *survey.Questionnaire, id string) int {
	return slices.IndexFunc(q.Criteria, func(c survey.Criterion) bool { return c.ID == id })
}

// answer reads one cell. A cell whose value the file does not give is unreadable
// and was reported when the file was read.
func (t *tables) answer(k *survey.Criterion, c sheet.Cell, h *head, at cell.Ref) understood {
	typed := c.Typed(t.book.Date1904)
	if t.lost.has(at) {
		typed.Kept = reply.AsError
	}
	is := h.question(k).Read(typed)
	if is.Fault == reply.NeitherWord {
		is = h.counted(typed.Text, at.Col)
	}
	return understood{survey.Answer{Criterion: k.ID, State: is.State, Number: is.Number, Choice: is.Choice, Raw: typed.Text, At: at}, is}
}

// question makes a criterion ready for the replies of the table.
func (h *head) question(k *survey.Criterion) *reply.Question {
	q := h.questions[k]
	if q == nil {
		q = h.replies.For(k)
		if h.questions == nil {
			h.questions = map[*survey.Criterion]*reply.Question{}
		}
		h.questions[k] = q
	}
	return q
}

// tableFault is the code of the problem that an unreadable cell of a table is,
// with what its texts name beside the criterion.
func tableFault(k *survey.Criterion, why reply.Fault) (code string, args []string) {
	switch code = faultCode(k, why); code {
	case "number-as-date":
		return code, nil
	case "number-of-other-unit":
		return code, []string{"unit", k.Unit["uk"]}
	case "reply-too-long":
		return code, []string{"limit", strconv.Itoa(reply.MaxBytes)}
	}
	switch k.Kind {
	case survey.YesNo:
		return "table-yesno-unreadable", nil
	case survey.Choice:
		return "table-choice-unreadable", nil
	}
	return "table-number-unreadable", nil
}

// means tells what a cell says in the words of its layout.
func (h *head) means(text string) reply.Word {
	w, _ := h.replies.Word(text)
	return w
}

// counted reads a number under a yes or no question: 1 and 0, and where the
// label or the cell says that things are counted, any number.
func (h *head) counted(text string, col int) reply.Reading {
	x, said, ok := reply.Pieces(text)
	switch {
	case ok && x == 0:
		return reply.Reading{State: survey.Given, Choice: "no"}
	case ok && (x == 1 || x > 1 && (said || h.counts(col))):
		return reply.Reading{State: survey.Given, Choice: "yes"}
	}
	return reply.Reading{State: survey.Unreadable, Fault: reply.NeitherWord}
}
