package ingest

import (
	"slices"
	"strconv"

	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

// answers reads the cells of a record under criterion columns, in the order of
// the questionnaire, and reports what cannot be read or is doubted. A column that
// the table has not is not asked.
func (t *tables) answers(r *record) []survey.Answer {
	for i := range r.read {
		is, a, k := &r.read[i], &r.answers[i], r.head.asked[i].k
		switch {
		case t.lost.has(a.At):
		case a.State == survey.Unreadable:
			code, args := tableFault(k, is.Fault)
			t.tell(cell.Error, code, a.At, a.Raw, append(args, "criterion", k.Name["uk"])...)
		case len(is.Notes) > 0: // a remark is the habit of tables
			tellNotes(t.tell, a, slices.DeleteFunc(slices.Clone(is.Notes), func(n reply.Note) bool { return n == reply.Remarked }))
		}
	}
	return r.answers
}

// peek reads the answers of a row that may be a record, and counts those that
// were understood.
func (t *tables) peek(r *record) {
	t.readings = t.readings[:0]
	r.answers = make([]survey.Answer, len(r.head.asked))
	for i, c := range r.head.asked {
		var typed sheet.Cell
		if at, ok := slices.BinarySearchFunc(r.line, c.col, func(of sheet.Cell, col int) int { return of.Col - col }); ok {
			typed = r.line[at]
		}
		at := cell.Ref{File: t.book.File, Sheet: r.sheet.Name, Row: r.row, Col: c.col}
		is, raw := t.answer(c.question, typed, r.head, at)
		t.readings = append(t.readings, is)
		a := &r.answers[i]
		a.Criterion, a.State, a.Number, a.Choice, a.Raw, a.At = c.k.ID, is.State, is.Number, is.Choice, raw, at
		if a.State == survey.Given {
			r.given++
		}
	}
	r.read = t.readings
}

func position(q *survey.Questionnaire, id string) int {
	return slices.IndexFunc(q.Criteria, func(c survey.Criterion) bool { return c.ID == id })
}

// answer reads one cell, and returns what is typed there. A cell whose value the
// file does not give is unreadable and was reported when the file was read.
func (t *tables) answer(q *reply.Question, c sheet.Cell, h *head, at cell.Ref) (is reply.Reading, raw string) {
	typed := c.Typed(t.book.Date1904)
	if t.lost.has(at) {
		typed.Kept = reply.AsError
	}
	is = q.Read(typed)
	if is.Fault == reply.NeitherWord {
		is = h.counted(typed.Text, at.Col)
	}
	return is, typed.Text
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
