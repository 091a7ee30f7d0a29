package indicator

import (
	"encoding/binary"
	"math"
	"slices"

	"depository.example/depository/pipeline/measure/condition"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/survey/survey"
)

// A Frame is what was answered, one row a unit in canonical order, one column a
// criterion or input.
type Frame struct {
	Keys    []string            // identity of each row, unique
	Columns map[string]*Column  // by id of the leaf or input
	Groups  map[string][]string // by name: the group of each row; "" none
	Apart   []bool              // rows that are in no statistic; nil none
	Doubts  []Doubt             // of what was read, before anything is computed

	Adjacent string // the groups of this name have their rows side by side; "" of none it is known

	combined map[string]Values // leaves whose rows have been combined; nil none
}

// A Column is what all rows answer to one question.
type Column struct {
	Number []float64 // NaN where no number or level is given
	Word   []string  // "yes", "no" or a choice id; nil for numbers and levels
	State  []survey.State
	Proved []bool // evidence was given; nil: nobody was asked for any
}

// NewColumn makes a column of n rows that nobody was asked for.
func NewColumn(n int, closed bool) *Column {
	c := &Column{Number: make([]float64, n), State: make([]survey.State, n)}
	for i := range c.Number {
		c.Number[i] = math.NaN()
	}
	if closed {
		c.Word = make([]string, n)
	}
	return c
}

// NotApplicable reports whether the row answered that the question does not apply.
func (c *Column) NotApplicable(row int) bool { return c.State[row] == survey.NotApplicable }

// Put enters one answer: what reviewers found, where they have looked, else what
// is claimed.
func (c *Column) Put(row int, a *survey.Answer) {
	c.State[row] = a.State
	switch {
	case a.State == survey.Unasked && a.Dropped: // on neither side of coverage
		c.State[row] = survey.NotApplicable
		return
	case a.State == survey.Unasked: // it counts as the lowest
		c.State[row] = survey.Given
	case a.State != survey.Given:
		return
	}
	if c.Word != nil {
		c.Word[row] = a.Choice
	} else {
		c.Number[row] = a.Claims()
	}
	if a.Proved() { // what reviewers found stands without further proof
		if c.Proved == nil {
			c.Proved = make([]bool, len(c.State))
		}
		c.Proved[row] = true
	}
}

// Take returns the frame of some rows in this order.
func (f *Frame) Take(rows []int) *Frame {
	out := &Frame{Columns: map[string]*Column{}, Groups: map[string][]string{}}
	for _, r := range rows {
		out.Keys = append(out.Keys, f.Keys[r])
	}
	for id, c := range f.Columns {
		out.Columns[id] = c.Take(rows)
	}
	for name, groups := range f.Groups {
		for _, r := range rows {
			out.Groups[name] = append(out.Groups[name], groups[r])
		}
	}
	return out
}

// Take returns the column of some rows in this order.
func (c *Column) Take(rows []int) *Column {
	return &Column{Number: take(c.Number, rows), Word: take(c.Word, rows), State: take(c.State, rows), Proved: take(c.Proved, rows)}
}

// take returns some rows of a column; nil of nil.
func take[T any](of []T, rows []int) []T {
	if of == nil {
		return nil
	}
	out := make([]T, len(rows))
	for i, r := range rows {
		out[i] = of[r]
	}
	return out
}

// Mark appends what a row answers, in one way for one answer.
func (c *Column) Mark(to []byte, row int) []byte {
	to = append(markNumber(to, c.Number[row]), byte(c.State[row]), flag(c.Proved, row))
	if c.Word != nil {
		to = markText(to, c.Word[row])
	}
	return to
}

// markText appends a text to what tells things apart.
func markText(to []byte, s string) []byte {
	return append(binary.AppendUvarint(to, uint64(len(s))), s...)
}

func markNumber(to []byte, x float64) []byte {
	return binary.LittleEndian.AppendUint64(to, math.Float64bits(x))
}

// Hashes returns stat.Hash of each row's identity.
func (f *Frame) Hashes() []uint64 {
	out := make([]uint64, len(f.Keys))
	for i, k := range f.Keys {
		out[i] = stat.Hash(k)
	}
	return out
}

// operands returns the inputs of one row, whichever it is then, to a condition.
func (f *Frame) operands(at *int) condition.Operands {
	return func(id string) any {
		col, row := f.Columns[id], *at
		switch {
		case col == nil || col.State[row] != survey.Given:
			return nil
		case col.Word != nil && col.Word[row] != "":
			return col.Word[row]
		case math.IsNaN(col.Number[row]):
			return nil
		}
		return col.Number[row]
	}
}

// IsApart reports whether a row is in no statistic.
func (f *Frame) IsApart(i int) bool { return f.Apart != nil && f.Apart[i] }

// Counting returns the values without those of rows apart.
func (f *Frame) Counting(values []float64) []float64 {
	if f.Apart == nil || !slices.Contains(f.Apart, true) {
		return values
	}
	out := slices.Clone(values)
	for i := range out {
		if f.Apart[i] {
			out[i] = math.NaN()
		}
	}
	return out
}
