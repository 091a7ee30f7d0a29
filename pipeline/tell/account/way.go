package account

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/measure/index"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/tell/wording"
)

// A Source is the table that an index was made of: the base name of its file, the
// sheet of a workbook ("" none), and what stands there.
type Source struct {
	File, Sheet string
	Table       *index.Table
}

// Unit prints the way of one unit of an index, from its score at the root down to
// the cells.
func Unit(w io.Writer, t *wording.Catalogue, r *index.Result, from Source, unit int) error {
	way := &way{w: w, t: t}
	e := tableWay{way: way, Result: r, from: from, at: unit, header: index.NewHeader(from.Table.Header), nodes: map[string]int{}}
	for k, n := range r.Scored.Nodes {
		if !n.Theme {
			e.nodes[n.ID] = k
		}
	}
	way.line("", "index.unit", "unit", r.Name(unit), "row", strconv.Itoa(from.Table.Rows[r.Table.Rows[unit]].At))
	way.node(r.Asked.Model.Root, 1, e)
	e.verdict()
	return way.err
}

// A way prints how a score came about.
type way struct {
	w    io.Writer
	t    *wording.Catalogue
	hash func(file string) string // SHA-256 of a file that a cell stands in; nil: it is not told
	err  error
}

// A stop is what a way says of one node.
type stop struct {
	value, cover float64 // NaN: none; does not apply
	weight       float64
	held         score.Held
}

// stops are the nodes of one unit's way.
type stops interface {
	stop(n *score.Node) stop
	leaf(n *score.Node, indent string) // what is below a leaf
	called(n *score.Node) string       // how a node is called
}

func (p *way) print(text string) {
	if _, err := fmt.Fprintln(p.w, text); p.err == nil {
		p.err = err
	}
}

// line prints one text of the catalogue.
func (p *way) line(indent, key string, args ...any) { p.print(indent + p.t.T(key, args...)) }

// typed prints what stands in a cell, on one line.
func (p *way) typed(indent, at, text string) {
	p.line(indent, "index.typed", "at", at, "text", strings.Join(strings.Fields(text), " "))
}

// stands prints a cell with what stands in it and, where that is told, the sum of the
// file.
func (p *way) stands(indent string, at cell.Ref, text string) {
	if p.hash == nil {
		p.typed(indent, at.String(), text)
		return
	}
	p.line(indent, "explain.cell", "at", at.String(), "text", strings.Join(strings.Fields(text), " "), "hash", p.hash(at.File))
}

// node prints a node and what is below it.
func (p *way) node(n *score.Node, depth int, of stops) {
	s := of.stop(n)
	indent := strings.Repeat("  ", depth)
	cover := cmp.Or(index.Digits(s.cover), p.t.T("index.not-applicable"))
	args := []any{"id", of.called(n), "value", p.score(s), "weight", index.Digits(s.weight), "coverage", cover}
	if n.Leaf != nil {
		p.line(indent, "index.node", args...)
		of.leaf(n, indent+"  ")
		return
	}
	how := p.t.T("method.aggregate."+string(n.Aggregate.By), "power", index.Digits(n.Aggregate.Power))
	p.line(indent, "index.branch", append(args, "how", how)...)
	for _, c := range n.Parts {
		p.node(c, depth+1, of)
	}
}

// score prints a node's value, or why there is none.
func (p *way) score(s stop) string {
	if value := index.Digits(s.value); value != "" {
		return value
	}
	if s.held.Why != "" {
		return p.t.T("index.no-score.why", "why", p.t.T("index.why."+s.held.Why, "need", index.Digits(s.held.Need)))
	}
	return p.t.T("index.no-score")
}

// step prints what one stage made of a value.
func (p *way) step(s indicator.Stage, indent string) {
	with := append(slices.Clone(s.With), "value", p.value(s))
	for i, w := range with {
		if w == "" {
			with[i] = p.t.T("index.nothing")
		}
	}
	switch s.What {
	case "normalise":
		p.line(indent, "index.onto-scale", "how", p.formula(s.Formula), "value", p.value(s))
		return
	case "impute", "impute.group":
		with[1] = p.t.T("index.fill." + with[1].(string))
	case "transform":
		with[1] = p.t.T("method.step.transform." + with[1].(string))
	}
	p.line(indent, "index."+s.What, with...)
}

// formula says how values came onto the scale.
func (p *way) formula(f normalise.Formula) string {
	how := p.t.T("index."+f.What, f.Numbers...)
	if f.Lower {
		how = p.t.T("index.lower", "how", how)
	}
	if f.Constant {
		how = p.t.T("index.constant", "how", how)
	}
	return how
}

func (p *way) value(s indicator.Stage) string {
	return cmp.Or(index.Digits(s.Value), p.t.T("index.nothing"))
}

// reached prints rank, maturity level and the gate that holds it back.
func (p *way) reached(rank, units, level int, held score.Held) {
	if rank > 0 {
		p.line("  ", "index.rank-of", "rank", rank, "n", units)
	}
	if level >= 0 {
		p.line("  ", "index.level", "level", level)
	}
	if held.Why == "gate" {
		p.line("  ", "index.held", "node", held.Node, "need", index.Digits(held.Need))
	}
}

// A tableWay is the way of a unit of a table.
type tableWay struct {
	*way
	*index.Result
	from   Source
	at     int // the unit
	header *index.Header
	nodes  map[string]int
}

func (e tableWay) stop(n *score.Node) stop {
	at := e.nodes[n.ID]
	return stop{e.Scored.Value[at][e.at], e.Scored.Cover[at][e.at], e.Scored.Nodes[at].Weight, e.Scored.Held(at, e.at)}
}

func (e tableWay) called(n *score.Node) string { return n.ID }

// leaf prints the cells that a value was read from, and the steps to the scale.
func (e tableWay) leaf(n *score.Node, indent string) {
	e.cells(n, e.Table.Rows[e.at], indent)
	rows, take := 0, indicator.Take("")
	for _, s := range e.Table.Trace(e.nodes[n.ID], e.at) {
		if s.What == "row" {
			if rows++; rows > 1 {
				e.cells(n, s.Row, indent)
			} else {
				take = s.Take
			}
			e.line(indent+"  ", "index.row", "row", strconv.Itoa(e.from.Table.Rows[s.Row].At), "value", e.value(s))
			continue
		}
		if rows > 0 {
			e.line(indent, "index.of-rows", "n", rows, "take", e.t.T("index.take."+cmp.Or(string(take), "none")))
			rows = 0
		}
		e.step(s, indent)
	}
}

// cells prints what stands in the cells that a leaf is read from.
func (e tableWay) cells(n *score.Node, row int, indent string) {
	for _, c := range e.Asked.ReadFrom(n, e.header) {
		e.typed(indent, e.address(row, c), e.text(row, c))
	}
}

// address names the cell of a row (counted from 0) and column.
func (e tableWay) address(row int, column string) string {
	at := e.from.Table.Rows[row].At
	if e.from.Sheet == "" {
		return e.t.T("index.cell", "file", e.from.File, "row", strconv.Itoa(at), "column", column)
	}
	col, _, _ := e.header.At(column)
	return cell.Ref{File: e.from.File, Sheet: e.from.Sheet, Row: at, Col: col + 1}.String()
}

// text returns a cell as it stands.
func (e tableWay) text(row int, column string) string {
	col, _, ok := e.header.At(column)
	if cells := e.from.Table.Rows[row].Cells; ok && col < len(cells) {
		return cells[col].Text
	}
	return ""
}

// verdict prints rank and maturity level.
func (e tableWay) verdict() {
	level, held := e.Scored.Level(e.at)
	e.reached(e.Scored.Rank[e.at], len(e.Table.Units), level, held)
}
