package main

import (
	"fmt"
	"io"
	"strings"

	"depository/pipeline/score"
)

// An explainer prints how one unit's score came about, from the root down to
// the cells.
type explainer struct {
	*indexed
	w        io.Writer
	given    table
	at       int // the unit
	nodes    map[string]int
	children map[string][]string
}

// explain prints one unit's way from the score to the cells.
func (x *indexed) explain(w io.Writer, unit string) error {
	at := x.unit(unit)
	if at < 0 {
		return fmt.Errorf("%s: there is no unit %q", x.data, unit)
	}
	given, err := readTable(x.data, x.method.Unit.ID)
	if err != nil {
		return err
	}
	e := explainer{indexed: x, w: w, given: given, at: at, nodes: map[string]int{}, children: map[string][]string{}}
	for k, n := range x.scored.Nodes {
		if !n.Theme {
			e.nodes[n.ID] = k
			e.children[n.Parent] = append(e.children[n.Parent], n.ID)
		}
	}
	fmt.Fprintf(w, "%s (row %d)\n", strings.ReplaceAll(x.table.Units[at], "\x00", ", "), given.at[x.table.Rows[at]])
	e.node(x.scored.Nodes[x.table.Root()].ID, 1, x.method.Model.Root)
	e.verdict()
	return nil
}

// unit finds a unit by its identity; several columns are joined by commas.
func (x *indexed) unit(name string) int {
	found := -1
	for u, k := range x.table.Units {
		if k == name || strings.ReplaceAll(k, "\x00", ",") == strings.ReplaceAll(name, ", ", ",") {
			found = u
		}
	}
	return found
}

// node prints a node and what is below it.
func (e *explainer) node(id string, depth int, n *score.Node) {
	at := e.nodes[id]
	indent := strings.Repeat("  ", depth)
	value := shortest(e.scored.Value[at][e.at])
	if value == "" {
		value = "no score"
		if held := e.scored.Held(at, e.at); held.Why != "" {
			value += " (" + held.Why + ")"
		}
	}
	how := ""
	if n.Leaf == nil {
		how = ": " + aggregationText(n.Aggregate) + " of what has a value below"
	}
	cover := shortest(e.scored.Cover[at][e.at])
	if cover == "" {
		cover = "not applicable"
	}
	fmt.Fprintf(e.w, "%s%s = %s (weight %s, coverage %s)%s\n", indent, id, value, shortest(e.scored.Nodes[at].Weight), cover, how)
	if n.Leaf != nil {
		e.leaf(at, n, indent+"  ")
	}
	for _, c := range n.Parts {
		e.node(c.ID, depth+1, c)
	}
}

// leaf prints the cells that a value was read from, and the steps to the scale.
func (e *explainer) leaf(at int, n *score.Node, indent string) {
	e.cells(n, e.table.Rows[e.at], indent)
	rows, take := 0, ""
	for _, s := range e.table.Trace(at, e.at) {
		value := shortest(s.Value)
		if value == "" {
			value = "nothing"
		}
		if s.What != "row" && rows > 0 {
			fmt.Fprintf(e.w, "%sof %d rows: %s\n", indent, rows, take)
			rows = 0
		}
		switch s.What {
		case "row":
			if rows++; rows > 1 {
				e.cells(n, s.Row, indent)
			} else {
				take = s.Text
			}
			fmt.Fprintf(e.w, "%s  row %d gives %s\n", indent, e.given.at[s.Row], value)
		case "read":
			fmt.Fprintf(e.w, "%sread as %s%s\n", indent, value, bracketed(s.Text))
		case "normalise":
			fmt.Fprintf(e.w, "%s%s: %s\n", indent, s.Text, value)
		default:
			fmt.Fprintf(e.w, "%s%s%s: %s\n", indent, s.What, bracketed(s.Text), value)
		}
	}
}

func bracketed(text string) string {
	if text = strings.TrimSpace(text); text == "" {
		return ""
	}
	return " (" + text + ")"
}

// cells prints what stands in the cells that a leaf is read from.
func (e *explainer) cells(n *score.Node, row int, indent string) {
	columns := []string{n.Leaf.Column}
	if n.Leaf.Rule != nil {
		columns = nil
		for _, id := range n.Leaf.Needs {
			columns = append(columns, e.columnOf(id))
		}
	}
	if by := n.Leaf.Denominate.By; by != "" {
		columns = append(columns, e.columnOf(by))
	}
	if n.Leaf.Evidence != nil && e.given.has([]string{n.Leaf.Column + ".evidence"}) {
		columns = append(columns, n.Leaf.Column+".evidence")
	}
	for _, c := range columns {
		fmt.Fprintf(e.w, "%s%s: %q\n", indent, e.given.address(e.data, row, c), e.given.text(row, c))
	}
}

// columnOf gives the column that a question is read from.
func (e *explainer) columnOf(id string) string {
	for _, in := range e.method.Model.Inputs {
		if in.ID == id {
			return in.Column
		}
	}
	column := id
	e.method.Model.Root.Walk(func(n, _ *score.Node) {
		if n.ID == id && n.Leaf != nil {
			column = n.Leaf.Column
		}
	})
	return column
}

// text gives a cell as it stands.
func (t *table) text(row int, column string) string {
	for i, h := range t.header {
		if strings.TrimSpace(h) == column && i < len(t.rows[row]) {
			return t.rows[row][i]
		}
	}
	return ""
}

// verdict prints rank and maturity level.
func (e *explainer) verdict() {
	if r := e.scored.Rank[e.at]; r > 0 {
		fmt.Fprintf(e.w, "  rank %d of %d\n", r, len(e.table.Units))
	}
	level, held := e.scored.Level(e.at)
	if level >= 0 {
		fmt.Fprintf(e.w, "  level %d\n", level)
	}
	if held.Why == "gate" {
		fmt.Fprintf(e.w, "  held back by %s, which would have to reach %s\n", held.Node, shortest(held.Need))
	}
}
