package html

import (
	"slices"
	"strings"

	"depository.example/depository/pipeline/tell/document"
)

func (w *writer) table(b *document.Table) {
	w.grid(b, strings.TrimSpace(w.Labels.Table+" "+b.Number+" "+b.Title))
	w.source(b.Source)
}

// grid writes a table in a box of its own, which scrolls where the screen is
// narrow, has a name and can be reached from the keyboard. Rows below a heading are one group.
func (w *writer) grid(b *document.Table, label string) {
	class := ""
	if b.Compact || b.Dense {
		class = "compact"
	}
	w.put(`<div class="scroll" role="region" tabindex="0"`)
	w.attr("aria-label", label)
	w.put("><table")
	w.attr("id", b.ID)
	w.attr("class", class)
	w.put(">\n")
	if b.Title != "" {
		w.raw("<caption>%s%s</caption>\n", w.numbered(w.Labels.Table, b.Number), esc(b.Title))
	}
	w.raw("<thead><tr>")
	for _, c := range b.Columns {
		name := "th"
		if c.Title == "" { // a heading that says nothing is none
			name = "td"
		}
		w.put("<", name, scope(name, "col"))
		w.attr("class", align(c.Align))
		w.put(">")
		w.text(c.Title)
		w.put("</", name, ">")
	}
	w.raw("</tr></thead>\n<tbody>\n")
	for i, r := range b.Rows {
		if r.Kind == document.GroupRow && i > 0 {
			w.raw("</tbody><tbody>\n")
		}
		w.row(b, r)
	}
	w.raw("</tbody></table></div>\n")
}

func scope(name, of string) string {
	if name != "th" {
		return ""
	}
	return ` scope="` + of + `"`
}

// align is the class of a column's cells.
func align(a document.Align) string {
	return [...]string{document.Left: "", document.Right: "num", document.Centre: "mid"}[min(a, document.Centre)]
}

// steps are the classes of tinted cells.
var steps = [...]string{"", " step-1", " step-2", " step-3", " step-4", " step-5"}

// A cellKind is how a cell begins.
type cellKind struct {
	head  bool
	align document.Align
	step  int
}

// number is the place of a kind in opened.
func (k cellKind) number() int {
	n := k.step*(int(document.Centre)+1) + int(k.align)
	if k.head {
		n += len(steps) * (int(document.Centre) + 1)
	}
	return n
}

// opened is the mark-up that cells begin with: most of a page is cells.
var opened = func() []string {
	out := make([]string, 2*len(steps)*(int(document.Centre)+1))
	for _, name := range []string{"td", "th"} {
		for step, tint := range steps {
			for a := document.Left; a <= document.Centre; a++ {
				w := writer{}
				w.put("<", name, scope(name, "row"))
				w.attr("class", strings.TrimSpace(align(a)+tint))
				w.put(">")
				out[cellKind{name == "th", a, step}.number()] = string(w.out)
			}
		}
	}
	return out
}()

func (w *writer) row(b *document.Table, r document.Row) {
	switch r.Kind {
	case document.GroupRow:
		w.raw("<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"%d\">", max(len(b.Columns), 1))
		if len(r.Cells) > 0 {
			w.spans(r.Cells[0].Spans)
		}
		w.put("</th></tr>\n")
		return
	case document.TotalRow:
		w.put(`<tr class="total">`)
	default:
		w.put("<tr>")
	}
	for i := range r.Cells {
		c, column := &r.Cells[i], document.Left
		if i < len(b.Columns) {
			column = b.Columns[i].Align
		}
		kind := cellKind{head: c.Head, align: min(column, document.Centre), step: min(max(c.Class, 0), len(steps)-1)}
		w.put(opened[kind.number()])
		w.spans(c.Spans)
		if c.Head {
			w.put("</th>")
		} else {
			w.put("</td>")
		}
	}
	w.put("</tr>\n")
}

// Numbers returns a figure as a table of what it prints: what a reader gets who does
// not see it. number prints the ends of an interval, "61,3 (55,0–66,2)", nil leaves
// them out; an unknown value without a text of its own is noData.
func Numbers(f *document.Figure, noData string, number func(x float64, decimals int) string) *document.Table {
	t := &document.Table{Columns: []document.Column{{}}}
	names := valueNames(f)
	for _, name := range names {
		t.Columns = append(t.Columns, document.Column{Title: name, Align: document.Right})
	}
	notes := slices.ContainsFunc(f.Rows, func(r document.FigureRow) bool { return r.Note != "" })
	if notes {
		t.Columns = append(t.Columns, document.Column{Align: document.Right})
	}
	for _, r := range f.Rows {
		row := document.Row{Cells: []document.Cell{{Head: true, Spans: []document.Span{{Text: r.Label, Lang: r.Lang}}}}}
		for k := range names {
			c := document.Cell{Spans: document.Plain(noData)}
			if k < len(r.Values) {
				c = valueCell(f, r.Values[k], noData, number)
			}
			row.Cells = append(row.Cells, c)
		}
		if notes {
			row.Cells = append(row.Cells, document.Cell{Spans: document.Plain(r.Note)})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func valueCell(f *document.Figure, v document.Value, noData string, number func(float64, int) string) document.Cell {
	text := v.Text
	switch {
	case text == "":
		text = noData
	case v.Known && v.Low < v.High && number != nil:
		decimals := max(f.Axis.Decimals, 1)
		text += " (" + number(v.Low, decimals) + "–" + number(v.High, decimals) + ")"
	}
	return document.Cell{Spans: document.Plain(text), Class: v.Class}
}

// valueNames names the values of a row.
func valueNames(f *document.Figure) []string {
	switch {
	case f.Kind == document.Quadrant:
		return []string{f.Axis.Label, f.AxisY.Label}
	case len(f.Series) > 0:
		return f.Series
	}
	return []string{f.Axis.Label}
}
