package index

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/score"
)

// A Result is a table of units with what a method makes of it. Units are in the
// canonical order of Table; Order returns that of the file.
type Result struct {
	Asked  *Asked
	Table  *score.Table
	Scored *score.Scored

	rows int // of the frame
}

// Score scores what was read of rows. The error of rows that cannot be combined is
// a *indicator.RowsError, which names them as the file counts.
func (a *Asked) Score(f *indicator.Frame, rows []Row) (*Result, error) {
	t, err := a.Model.PrepareTable(f)
	if several, ok := errors.AsType[*indicator.RowsError](err); ok {
		several.First, several.Second = rows[several.First-1].At, rows[several.Second-1].At
	}
	if err != nil {
		return nil, err
	}
	return &Result{Asked: a, Table: t, Scored: t.Score(nil), rows: len(rows)}, nil
}

// Order returns the units in the order of their first rows.
func (r *Result) Order() []int {
	at := make([]int, r.rows)
	for i := range at {
		at[i] = -1
	}
	for u, row := range r.Table.Rows {
		at[row] = u
	}
	return slices.DeleteFunc(at, func(u int) bool { return u < 0 })
}

// Identity returns what a unit has in the columns that name it.
func (r *Result) Identity(u int) []string { return strings.Split(r.Table.Units[u], "\x00") }

// Name returns the identity of a unit in one line.
func (r *Result) Name(u int) string { return strings.Join(r.Identity(u), ", ") }

// Unit finds a unit by its identity, whose columns are joined by commas; -1: there
// is none.
func (r *Result) Unit(name string) int {
	found := -1
	for u, k := range r.Table.Units {
		if k == name || strings.ReplaceAll(k, "\x00", ",") == strings.ReplaceAll(name, ", ", ",") {
			found = u
		}
	}
	return found
}

// Ranked returns the units that have a rank, the first first; of one rank in order
// of identity.
func (r *Result) Ranked() (order []int) {
	for u, rank := range r.Scored.Rank {
		if rank > 0 {
			order = append(order, u)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(r.Scored.Rank[a], r.Scored.Rank[b]) })
	return order
}

// Spoilt reports whether a reference unit cannot serve: what rests on it has no
// value.
func (r *Result) Spoilt() bool {
	return slices.ContainsFunc(r.Scored.Doubts, func(d indicator.Doubt) bool { return strings.HasPrefix(d.Code, "reference") })
}

// A Note is what a reader of a single value should know.
type Note struct {
	Unit   int
	Node   string
	What   string  // "imputed", or one of Held.Why
	Of     string  // the node that holds it back; "" none
	Needed float64 // what that node would have to reach; 0 nothing
}

// noted are the reasons that are worth a note.
var noted = []string{"coverage", "children", "zero", "overflow", "evidence", "gate"}

// Notes lists, unit by unit in the order of the file, what a reader of single
// values should know: imputed; a level that counts less for want of evidence; no
// score, and what would have to be reached.
func (r *Result) Notes() (out []Note) {
	for _, u := range r.Order() {
		leaf := -1
		for at, n := range r.Scored.Nodes {
			if n.Theme {
				continue
			}
			if n.Leaf {
				if leaf++; r.Scored.Filled[leaf] != nil && r.Scored.Filled[leaf][u] {
					out = append(out, Note{Unit: u, Node: n.ID, What: "imputed"})
				}
			}
			if held := r.Scored.Held(at, u); slices.Contains(noted, held.Why) {
				out = append(out, Note{u, n.ID, held.Why, held.Node, held.Need})
			}
		}
	}
	return out
}

// columnName returns the column that a question, or a leaf, is read from; the id
// itself where the method has neither.
func (a *Asked) columnName(id string) string { return cmp.Or(a.columnOf(id).Column, id) }

// ReadFrom returns the columns that a leaf is read from: of a rule those that it
// needs, then the denominator and the evidence, where the header has them.
func (a *Asked) ReadFrom(n *score.Node, h *Header) []string {
	columns := []string{n.Leaf.Column}
	if n.Leaf.Rule != nil {
		columns = nil
		for _, id := range n.Leaf.Needs {
			columns = append(columns, a.columnName(id))
		}
	}
	if by := n.Leaf.Denominate.By; by != "" {
		columns = append(columns, a.columnName(by))
	}
	evidence := n.Leaf.Column + ".evidence"
	if n.Leaf.Evidence != nil && h.Has(evidence) {
		columns = append(columns, evidence)
	}
	return columns
}

// Has reports whether a header has a column.
func (h *Header) Has(column string) bool {
	_, _, ok := h.At(column)
	return ok
}

// Digits prints a number so that it reads back to the same float64, without an
// exponent where one can do without; "" for one that is missing.
func Digits(v float64) string {
	switch a := max(v, -v); {
	case v != v:
		return ""
	case v == 0:
		return "0" // never -0
	case a != 0 && (a < 1e-6 || a >= 1e21):
		return strconv.FormatFloat(v, 'e', -1, 64)
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}
