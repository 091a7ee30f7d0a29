package html

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"depository.example/depository/pipeline/tell/document"
)

func (w *writer) table(b *document.Table) {
	w.grid(b, strings.TrimSpace(w.Labels.Table+" "+strings.TrimSpace(b.Number+" "+b.Title)))
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
		w.raw("<caption>%s%s</caption>\n", w.numbered(w.Labels.Table, b.Number), Tied(b.Title, w.Lang))
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
		w.put("<tr")
		w.attr("id", r.ID)
		w.put(">")
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
// not see it, intervals as well: "61,3 (55,0–66,2)"; an unknown value without a text of its
// own is noData.
func Numbers(f *document.Figure, noData string) *document.Table {
	return new(figured).table(f, noData)
}

// EachNumbers visits the rows of that table as texts, that of its headings first, without
// intervals; a row is the next one's afterwards. Errors are those of visit.
func EachNumbers(f *document.Figure, noData string, visit func(row []string) error) error {
	names := valueNames(f)
	row := append([]string{""}, names...)
	notes := noted(f)
	if notes {
		row = append(row, "")
	}
	if err := visit(row); err != nil {
		return err
	}
	for i := range f.Rows {
		r := &f.Rows[i]
		row[0] = r.Label
		for k := range names {
			if row[1+k] = noData; k < len(r.Values) {
				row[1+k] = cmp.Or(r.Values[k].Text, noData)
			}
		}
		if notes {
			row[1+len(names)] = r.Note
		}
		if err := visit(row); err != nil {
			return err
		}
	}
	return nil
}

// noted reports whether a row of a figure has a note.
func noted(f *document.Figure) bool {
	return slices.ContainsFunc(f.Rows, func(r document.FigureRow) bool { return r.Note != "" })
}

// AppendNumbers writes that table behind other mark-up, as Append does: every page has
// one, and its room is used again.
func AppendNumbers(out []byte, f *document.Figure, noData string, opts Options) []byte {
	room, _ := tables.Get().(*figured)
	defer tables.Put(room)
	return Append(out, []document.Block{room.table(f, noData)}, Options{Lang: opts.Lang, Top: opts.Top, Link: opts.Link, Kept: opts.Kept})
}

var tables = sync.Pool{New: func() any { return new(figured) }}

// A figured is the room of the table of a figure.
type figured struct {
	rows  []document.Row
	cells []document.Cell
	spans []document.Span
}

// text is the spans of a text.
func (r *figured) text(text, lang string) []document.Span {
	n := len(r.spans)
	r.spans = append(r.spans, document.Span{Text: text, Lang: lang})
	return r.spans[n : n+1 : n+1]
}

func (r *figured) table(f *document.Figure, noData string) *document.Table {
	r.rows, r.cells, r.spans = r.rows[:0], r.cells[:0], r.spans[:0]
	t := &document.Table{Columns: []document.Column{{}}}
	names := valueNames(f)
	for _, name := range names {
		t.Columns = append(t.Columns, document.Column{Title: name, Align: document.Right})
	}
	notes := noted(f)
	if notes {
		t.Columns = append(t.Columns, document.Column{Align: document.Right})
	}
	for i := range f.Rows {
		row, from := &f.Rows[i], len(r.cells)
		r.cells = append(r.cells, document.Cell{Head: true, Spans: r.text(row.Label, row.Lang)})
		for k := range names {
			text, class := noData, 0
			if k < len(row.Values) {
				text, class = valueText(&row.Values[k], noData), row.Values[k].Class
			}
			r.cells = append(r.cells, document.Cell{Spans: r.text(text, ""), Class: class})
		}
		if notes {
			r.cells = append(r.cells, document.Cell{Spans: r.text(row.Note, "")})
		}
		r.rows = append(r.rows, document.Row{Cells: r.cells[from:len(r.cells):len(r.cells)]})
	}
	t.Rows = r.rows
	return t
}

func valueText(v *document.Value, noData string) string {
	text := cmp.Or(v.Text, noData)
	if _, _, ok := v.Interval(); ok && v.Between != "" {
		text += " (" + v.Between + ")"
	}
	return text
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
