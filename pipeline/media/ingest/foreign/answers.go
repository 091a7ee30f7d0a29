package foreign

import (
	"slices"
	"strconv"

	"depository.example/depository/pipeline/media/ingest/clean"
	"depository.example/depository/pipeline/media/ingest/records"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

// tellAnswers reports what cannot be read or is doubted in the cells of a record under
// criterion columns. A column that the table has not is not asked.
func (t *Tables) tellAnswers(r *record) {
	for i, is := range r.read {
		if is.State != survey.Unreadable && len(is.Notes) == 0 {
			continue
		}
		k := r.head.asked[i].k
		a := survey.Answer{Number: is.Number, Raw: is.Raw, At: cell.Ref{File: t.book.File, Sheet: r.sheet.Name, Row: r.row, Col: r.head.asked[i].col}}
		switch {
		case t.lost.Has(a.At):
		case is.State == survey.Unreadable:
			code, args := tableFault(k, is.Fault)
			t.tell(cell.Error, code, a.At, a.Raw, append(args, "criterion", k.Name["uk"])...)
		default: // a remark is the habit of tables
			clean.TellNotes(t.tell, &a, slices.DeleteFunc(slices.Clone(is.Notes), func(n reply.Note) bool { return n == reply.Remarked }))
		}
	}
}

// peek reads the answers of a row that may be a record, and counts those that
// were understood. What a row that is no record leaves goes to the next one.
func (t *Tables) peek(r *record) {
	r.read = t.room.Replies(len(r.head.asked))
	at := cell.Ref{File: t.book.File, Sheet: r.sheet.Name, Row: r.row}
	for i := range r.head.asked {
		c := &r.head.asked[i]
		var typed *sheet.Cell
		if at, ok := find(r.line, c.col); ok {
			typed = &r.line[at]
		}
		at.Col = c.col
		is := t.answer(c, typed, r.head, &at)
		r.read[i] = is
		if is.State == survey.Given {
			r.given++
		}
	}
}

// find finds a cell of a row by its column.
func find(row []sheet.Cell, col int) (int, bool) {
	if i := col - 1; i < len(row) && row[i].Col == col { // a row without gaps
		return i, true
	}
	return slices.BinarySearchFunc(row, col, func(of sheet.Cell, col int) int { return of.Col - col })
}

func position(q *survey.Questionnaire, id string) int {
	return slices.IndexFunc(q.Criteria, func(c survey.Criterion) bool { return c.ID == id })
}

// asRead is what the reading of a cell goes by.
type asRead struct {
	text, format string
	kind         sheet.Type
}

// What was read recently in a column; of none yet nothing.
type recently struct {
	key asRead
	is  *records.Reply
}

// How many texts of a column are known, and how long they may be: most say yes or
// no, or a small number.
const (
	fewTexts  = 256
	fewRecent = 8
	shortText = 64 // bytes
)

// answer reads one cell (nil: an empty one). One whose value the file does not give
// is unreadable and was reported when the file was read.
func (t *Tables) answer(q *asked, c *sheet.Cell, h *head, at *cell.Ref) *records.Reply {
	if c == nil {
		c = &emptyCell
	}
	if t.lost.Any() && t.lost.Has(*at) {
		typed := c.Typed(t.book.Date1904)
		typed.Kept = reply.AsError
		return &records.Reply{Reading: q.question.Read(typed), Raw: typed.Text}
	}
	recent := &q.recent[slotOf(c.Text)]
	if recent.is != nil && recent.key.text == c.Text && recent.key.kind == c.Type && recent.key.format == c.Format {
		return recent.is
	}
	key := asRead{c.Text, c.Format, c.Type}
	if is, known := q.known[key]; known {
		*recent = recently{key, is}
		return is
	}
	typed := c.Typed(t.book.Date1904)
	is := &records.Reply{Reading: q.question.Read(typed), Raw: typed.Text}
	if is.Fault == reply.NeitherWord {
		is.Reading = h.counted(typed.Text, at.Col)
	}
	if len(q.known) < fewTexts && len(c.Text) <= shortText {
		q.known[key] = is
	}
	return is
}

// slotOf is where it is remembered what was read in a text recently.
func slotOf(text string) int {
	n := len(text)
	if n == 0 {
		return 0
	}
	return (n*5 + int(text[n-1]) + int(text[0])*11) % fewRecent
}

var emptyCell sheet.Cell

// tableFault is the code of the problem that an unreadable cell of a table is,
// with what its texts name beside the criterion.
func tableFault(k *survey.Criterion, why reply.Fault) (code string, args []string) {
	switch code = clean.FaultCode(k, why); code {
	case "number-as-date":
		return code, nil
	case "number-of-other-unit":
		return code, []string{"unit", k.Unit["uk"]}
	case "reply-too-long":
		return code, []string{"limit", strconv.Itoa(reply.MaxBytes)}
	}
	switch {
	case k.Kind.Truth():
		return "table-yesno-unreadable", nil
	case k.Kind.Chosen():
		return "table-choice-unreadable", nil
	}
	return "table-number-unreadable", nil
}

// means tells what a cell says in the words of its layout.
func (h *head) means(text string) reply.Word {
	if h.said == nil {
		w, _ := h.replies.Word(text)
		return w
	}
	return h.said.Word(&h.replies, text)
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
