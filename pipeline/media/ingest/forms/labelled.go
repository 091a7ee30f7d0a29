package forms

import (
	"cmp"
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

// A labelled sheet is one that may be a card whose cells have no names, as far as it was
// looked at.
type labelled struct {
	*labels
	sheet   string
	cells   map[string]span
	columns map[slot.Part]int
	fields  map[string]cell.Ref

	questions, first, last int // rows that ask, the column of the labels, the last such row

	number     reworded // the printed number that was read last
	changed    []reworded
	renumbered bool // a question has the number that another one has now
}

// nearly tells whether a text is a question in other words: of its name and what it asks
// one is the same.
func (l *labels) nearly(k *survey.Criterion, text string) bool {
	plain, name, asks := form.Plain(text), form.Plain(k.Name.In(l.lang)), form.Plain(k.Question.In(l.lang))
	return name != "" && strings.HasPrefix(plain, name+" ") || asks != "" && strings.Contains(plain, " "+asks)
}

// numberOf returns the question of a printed number; nil the text is none.
func (l *labels) numberOf(text string) *survey.Criterion {
	const longest = len("99.99")
	if text == "" || text[0] > '9' && text[0] != 0xc2 && text[0] < 0xe1 { // it begins with a letter
		return nil
	}
	if text = strings.TrimSpace(text); len(text) > longest || text == "" || text[0] < '0' || text[0] > '9' { // nearly all cells of other tables
		return nil
	}
	if l.dotted && strings.IndexByte(text, '.') < 0 {
		return nil
	}
	return l.numbered[text]
}

// A reworded question is one whose words have changed since the form was made: its
// printed number says which it is, where it stands, and the others have theirs.
type reworded struct {
	k        *survey.Criterion
	row, col int
}

// card returns the cells of a card by its labels, and the questions that only their
// numbers tell; nil: the sheet is none.
func (l *labels) card(s *sheet.Sheet) (map[string]span, []reworded) {
	at := &labelled{labels: l, sheet: s.Name, cells: map[string]span{}, columns: map[slot.Part]int{}, fields: map[string]cell.Ref{}}
	for i := range s.Cells {
		c := &s.Cells[i]
		if i >= labelCells || c.Row > labelRows && at.first == 0 {
			break
		}
		if !at.numbers(c) && !c.Formula && c.Type != sheet.Number && l.may(c.Text) {
			at.see(c)
		}
	}
	if at.questions < min(labelsLeast, len(l.questions)) {
		return nil, nil
	}
	at.takeChanged()
	for f, is := range at.fields { // of former forms below the answers, now two columns on
		if is.Col < at.first {
			at.put(slot.Field, f, is.Row, is.Col+2)
		} else {
			at.put(slot.Field, f, is.Row, cmp.Or(at.columns[slot.Answer], is.Col+2))
		}
	}
	return at.cells, at.changed
}

// see takes a text for the label that it is.
func (at *labelled) see(c *sheet.Cell) {
	if typed := strings.TrimSpace(c.Text); slices.ContainsFunc(at.starts, func(word string) bool { return strings.HasPrefix(typed, word) }) {
		if part, isHead := at.heads[form.Plain(c.Text)]; isHead && at.columns[part] == 0 {
			at.columns[part] = c.Col
			return
		}
	}
	if f := at.field(c.Text); f != "" && at.fields[f].IsZero() {
		at.fields[f] = cell.Ref{Row: c.Row, Col: c.Col}
		return
	}
	if at.questions > 0 { // no table of others has such labels before that
		if of := at.counts[form.Plain(c.Text)]; of.id != "" {
			at.put(of.part, of.id, c.Row, cmp.Or(at.columns[slot.Evidence], c.Col+3))
			return
		}
	}
	if k := at.question(c.Text); k != nil {
		at.first = cmp.Or(at.first, c.Col)
		if c.Row != at.last { // a header that names questions side by side is that of a table
			at.questions, at.last = at.questions+1, c.Row
		}
		at.ask(k, c.Row, c.Col)
	}
}

// ask enters the cells of a question.
func (at *labelled) ask(k *survey.Criterion, row, col int) {
	at.put(slot.Answer, k.ID, row, cmp.Or(at.columns[slot.Answer], col+2))
	at.put(slot.Comment, k.ID, row, cmp.Or(at.columns[slot.Comment], col+4))
	if k.Evidence != nil { // else the cell says that none is needed
		at.put(slot.Evidence, k.ID, row, cmp.Or(at.columns[slot.Evidence], col+3))
	}
}

func (at *labelled) put(part slot.Part, id string, row, col int) {
	_, rest, _ := slot.CardOf(slot.CardName(1, part, id))
	if _, known := at.cells[rest]; !known {
		at.cells[rest] = span{at.sheet, sheet.Range{Row: row, Col: col, LastRow: row, LastCol: col}}
	}
}

// numbers takes a cell for a printed number, or for the text right of one that is its
// question in other words; false it is neither.
func (at *labelled) numbers(c *sheet.Cell) bool {
	if c.Formula {
		return false
	}
	if k := at.numberOf(c.Text); k != nil {
		at.number = reworded{k, c.Row, c.Col}
		return true
	}
	asks := at.number.k
	if asks == nil || at.number.row != c.Row || c.Col != at.number.col+1 {
		return false
	}
	k := at.question(c.Text)
	at.renumbered = at.renumbered || k != nil && k != asks
	if k != nil || !at.nearly(asks, c.Text) {
		return false
	}
	at.changed = append(at.changed, reworded{asks, c.Row, c.Col})
	return true
}

// takeChanged enters the questions that only their numbers tell, where no other has a
// number of those.
func (at *labelled) takeChanged() {
	at.changed = slices.DeleteFunc(at.changed, func(is reworded) bool {
		_, rest, _ := slot.CardOf(slot.AnswerName(1, is.k.ID))
		_, known := at.cells[rest]
		return known || at.renumbered
	})
	for _, is := range at.changed {
		at.ask(is.k, is.row, is.col)
	}
}
