package main

import (
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/measure/index"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/tell/wording"
)

// An explainer prints how one unit's score came about, from the root down to
// the cells.
type explainer struct {
	*indexed
	w        io.Writer
	at       int // the unit
	nodes    map[string]int
	children map[string][]string
}

// explain prints one unit's way from the score to the cells.
func (x *indexed) explain(w io.Writer, unit string) error {
	at := x.unit(unit)
	if at < 0 {
		return x.noUnit(unit)
	}
	e := explainer{indexed: x, w: w, at: at, nodes: map[string]int{}, children: map[string][]string{}}
	for k, n := range x.scored.Nodes {
		if !n.Theme {
			e.nodes[n.ID] = k
			e.children[n.Parent] = append(e.children[n.Parent], n.ID)
		}
	}
	e.line("", "index.unit", "unit", strings.ReplaceAll(x.table.Units[at], "\x00", ", "), "row", strconv.Itoa(x.file.Rows[x.table.Rows[at]].At))
	e.node(x.scored.Nodes[x.table.Root()].ID, 1, x.method.Model.Root)
	e.verdict()
	return nil
}

// noUnit says that the table has no unit of a name, and which was probably meant.
func (x *indexed) noUnit(name string) error {
	names := make([]string, len(x.table.Units))
	for i, u := range x.table.Units {
		names[i] = strings.ReplaceAll(u, "\x00", ",")
	}
	if like := reply.Meant(name, names); like != "" {
		return wording.Fail("index.no-unit.like", "file", x.data, "read", name, "like", like)
	}
	return wording.Fail("index.no-unit", "file", x.data, "read", name, "n", len(names), "some", strings.Join(names[:min(len(names), 5)], "; "))
}

// line prints one text of the catalogue.
func (e *explainer) line(indent, key string, args ...any) {
	fmt.Fprintln(e.w, indent+e.texts.T(key, args...))
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
	cover := shortest(e.scored.Cover[at][e.at])
	if cover == "" {
		cover = e.texts.T("index.not-applicable")
	}
	args := []any{"id", id, "value", e.score(at), "weight", shortest(e.scored.Nodes[at].Weight), "coverage", cover}
	if n.Leaf != nil {
		e.line(indent, "index.node", args...)
		e.leaf(at, n, indent+"  ")
		return
	}
	how := e.texts.T("method.aggregate."+string(n.Aggregate.By), "power", shortest(n.Aggregate.Power))
	e.line(indent, "index.branch", append(args, "how", how)...)
	for _, c := range n.Parts {
		e.node(c.ID, depth+1, c)
	}
}

// score prints a node's value, or why there is none.
func (e *explainer) score(at int) string {
	if value := shortest(e.scored.Value[at][e.at]); value != "" {
		return value
	}
	if held := e.scored.Held(at, e.at); held.Why != "" {
		return e.texts.T("index.no-score.why", "why", e.texts.T("index.why."+held.Why, "need", shortest(held.Need)))
	}
	return e.texts.T("index.no-score")
}

// leaf prints the cells that a value was read from, and the steps to the scale.
func (e *explainer) leaf(at int, n *score.Node, indent string) {
	e.cells(n, e.table.Rows[e.at], indent)
	rows, take := 0, score.Take("")
	for _, s := range e.table.Trace(at, e.at) {
		if s.What == "row" {
			if rows++; rows > 1 {
				e.cells(n, s.Row, indent)
			} else {
				take = s.Take
			}
			e.line(indent+"  ", "index.row", "row", strconv.Itoa(e.file.Rows[s.Row].At), "value", e.value(s))
			continue
		}
		if rows > 0 {
			e.line(indent, "index.of-rows", "n", rows, "take", e.texts.T("index.take."+cmp.Or(string(take), "none")))
			rows = 0
		}
		e.step(s, indent)
	}
}

// step prints what one stage made of the value.
func (e *explainer) step(s score.Stage, indent string) {
	with := append(slices.Clone(s.With), "value", e.value(s))
	for i, w := range with {
		if w == "" {
			with[i] = e.texts.T("index.nothing")
		}
	}
	switch s.What {
	case "normalise":
		e.line(indent, "index.onto-scale", "by", string(s.Formula.By), "how", e.formula(s.Formula), "value", e.value(s))
		return
	case "impute", "impute.group":
		with[1] = e.texts.T("index.fill." + with[1].(string))
	}
	e.line(indent, "index."+s.What, with...)
}

// formula says how values came onto the scale.
func (e *explainer) formula(f normalise.Formula) string {
	how := e.texts.T("index."+f.What, f.Numbers...)
	if f.Lower {
		how = e.texts.T("index.lower", "how", how)
	}
	if f.Constant {
		how = e.texts.T("index.constant", "how", how)
	}
	return how
}

func (e *explainer) value(s score.Stage) string {
	return cmp.Or(shortest(s.Value), e.texts.T("index.nothing"))
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
	if n.Leaf.Evidence != nil && named(e.file.Header, n.Leaf.Column+".evidence") {
		columns = append(columns, n.Leaf.Column+".evidence")
	}
	for _, c := range columns {
		fmt.Fprintf(e.w, "%s%s: %q\n", indent, e.address(row, c), e.text(row, c))
	}
}

// columnOf returns the column that a question is read from.
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

// address names the cell of a row (counted from 0) and column.
func (e *explainer) address(row int, column string) string {
	file, at := filepath.Base(e.data), e.file.Rows[row].At
	if e.file.Sheet == "" {
		return e.texts.T("index.cell", "file", file, "row", strconv.Itoa(at), "column", column)
	}
	col, _, _ := index.NewHeader(e.file.Header).At(column)
	return cell.Ref{File: file, Sheet: e.file.Sheet, Row: at, Col: col + 1}.String()
}

// text returns a cell as it stands.
func (e *explainer) text(row int, column string) string {
	col, _, ok := index.NewHeader(e.file.Header).At(column)
	if cells := e.file.Rows[row].Cells; ok && col < len(cells) {
		return cells[col].Text
	}
	return ""
}

// verdict prints rank and maturity level.
func (e *explainer) verdict() {
	if r := e.scored.Rank[e.at]; r > 0 {
		e.line("  ", "index.rank-of", "rank", r, "n", len(e.table.Units))
	}
	level, held := e.scored.Level(e.at)
	if level >= 0 {
		e.line("  ", "index.level", "level", level)
	}
	if held.Why == "gate" {
		e.line("  ", "index.held", "node", held.Node, "need", shortest(held.Need))
	}
}
