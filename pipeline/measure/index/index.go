// Package index reads any table of units and indicators by a method. It believes
// that a table is what a person sees in it: a title over the header is no unit, a
// total under the units is none either, and whatever is passed over, doubted or
// not understood is said with its row.
//
// A Finder takes the rows of a table as they come, finds the header and tells the
// units from everything else. A Reader makes of the units the frame that package
// score computes with.
package index

import (
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/name"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

// A Unit says which columns of a table name its units.
type Unit struct {
	ID     []string // identity columns
	Name   string   // column with the name as printed; "" none
	Groups []string // columns that sort units into groups
}

// An Asked is what of a method a table is read by.
type Asked struct {
	Questionnaire *survey.Questionnaire
	Model         *score.Model
	Unit          Unit
}

// A Row is one row of a table.
type Row struct {
	At    int           // its number in the file, from 1
	Cells []reply.Typed // shorter than the header where the last cells are empty
}

// Text returns what stands in a column (from 0), without spaces at its ends; ""
// where the row ends before it.
func (r Row) Text(col int) string {
	if col < 0 || col >= len(r.Cells) {
		return ""
	}
	return trim(r.Cells[col].Text)
}

// A Table is a table of units as it was found.
type Table struct {
	Header []string // by column
	Top    int      // the row of the header
	Rows   []Row    // the units
	Comma  bool     // numbers have a decimal comma
}

// Texts makes a table of texts, whose rows are counted from 2.
func Texts(header []string, rows [][]string, comma bool) *Table {
	t := &Table{Header: header, Top: 1, Comma: comma}
	for i, cells := range rows {
		r := Row{At: i + 2}
		for _, c := range cells {
			r.Cells = append(r.Cells, reply.Text(c))
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

// A Remark is what is said of a table beside its scores.
type Remark struct {
	Code string // of its text in the wording, behind "index."
	Args []any  // names and values by turns
}

func remark(code string, args ...any) Remark { return Remark{code, args} }

// Columns returns the columns that the method reads: those of the units first.
func (a *Asked) Columns() []string {
	out := append([]string(nil), a.Unit.ID...)
	out = append(out, a.Unit.Groups...)
	for i := range a.Questionnaire.Criteria {
		out = append(out, a.columnOf(a.Questionnaire.Criteria[i].ID).Column)
	}
	return out
}

// columnOf returns the column of a table that a question is read from, and
// whether its kind was stated.
func (a *Asked) columnOf(id string) (in score.Input) {
	for _, in := range a.Model.Inputs {
		if in.ID == id {
			return in
		}
	}
	a.Model.Root.Walk(func(n, _ *score.Node) {
		if n.Leaf != nil && n.ID == id {
			in = score.Input{ID: id, Column: n.Leaf.Column}
		}
	})
	return in
}

// A Header tells where columns stand. A label is found as it is written, as the
// same name, or else by one that is alike.
type Header struct {
	labels []string
	same   map[string]int  // by name.Same: the first column
	alike  map[string]int  // by name.Alike
	twice  map[string]bool // by name.Same: labels that stand more than once
}

// NewHeader reads the labels of a header.
func NewHeader(labels []string) *Header {
	h := &Header{labels: labels, same: map[string]int{}, alike: map[string]int{}, twice: map[string]bool{}}
	for i, label := range labels {
		same := name.Same(label)
		if _, has := h.same[same]; has {
			h.twice[same] = true
			continue
		}
		h.same[same] = i
		if key := name.Alike(label); key != "" {
			if _, has := h.alike[key]; !has {
				h.alike[key] = i
			}
		}
	}
	return h
}

// At returns the place of a column, from 0. exact is false where only a label that
// looks like it is there; ok is false where none is.
func (h *Header) At(column string) (col int, exact, ok bool) {
	if col, ok = h.same[name.Same(column)]; ok {
		return col, true, true
	}
	col, ok = h.alike[name.Alike(column)]
	return col, false, ok
}

// has counts which of the columns are there.
func (h *Header) has(columns []string) (n int) {
	for _, c := range columns {
		if _, _, ok := h.At(c); ok {
			n++
		}
	}
	return n
}
