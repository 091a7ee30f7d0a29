package figure

import (
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/pdf"
	"depository.example/depository/pipeline/media/typeset"
	"depository.example/depository/pipeline/tell/document"
)

// heatPlotter draws tables of coloured cells.
type heatPlotter struct{ p *Plotter }

const (
	heatLabel = 58.0 // width of the rows' labels at most, mm
	heatLeast = 9.0  // width of a cell at least
	heatMost  = 20.0
	heatRow   = 5.8
	headMost  = 40.0 // height of turned headings at most
	wrapLeast = 12.0 // width of a cell from which words of a heading may be divided
)

// A heat is one panel of a heat map: some of the columns.
type heat struct {
	from, to int // columns
	left     float64
	cell     float64 // width of a cell
	heads    [][]string
	upright  bool // headings are turned
	head     float64
}

// heatMap draws a table of shades with the value in each cell. Columns that a
// page cannot hold go to a panel below.
func (hp heatPlotter) heatMap(f *document.Figure) []Chart {
	n := len(f.Series)
	for _, r := range f.Rows {
		n = max(n, len(r.Values))
	}
	if n == 0 {
		return nil
	}
	widest := 0.0
	for _, r := range f.Rows {
		widest = max(widest, hp.p.Canvas.Faces[pdf.Sans].Width(hp.p.Clean.Text(r.Label), labelSize))
	}
	label := min(widest+0.5, heatLabel)
	var labels [][]string
	for _, r := range f.Rows {
		labels = append(labels, hp.p.FitLines(r.Label, pdf.Sans, labelSize, label, labelLines))
	}
	room := typeset.Measure - label - 3
	perPanel := int(room / heatLeast)
	panels := (n + perPanel - 1) / perPanel
	perPanel = (n + panels - 1) / panels
	var out []Chart
	for from := 0; from < n; from += perPanel {
		h := heat{from: from, to: min(from+perPanel, n), left: typeset.MarginLeft + label + 3}
		h.cell = min(room/float64(perPanel), heatMost)
		hp.heatHeads(f, &h)
		out = append(out, hp.heatPanel(f, h, labels)...)
	}
	return hp.withLegend(f, out)
}

// heatHeads sets the headings of the columns: wrapped where their words fit,
// turned otherwise.
func (hp heatPlotter) heatHeads(f *document.Figure, h *heat) {
	const size = tickSize
	text := func(i int) string {
		if i < len(f.Series) {
			return f.Series[i]
		}
		return ""
	}
	lines := 1
	for i := h.from; i < h.to; i++ {
		set := hp.p.FitLines(text(i), pdf.Sans, size, h.cell-1, 9)
		h.heads = append(h.heads, set)
		lines = max(lines, len(set))
		if len(set) > 4 || shortened(set) || h.cell < wrapLeast && hyphenated(set) {
			h.upright = true
		}
	}
	h.head = float64(lines)*3 + 2
	if !h.upright {
		return
	}
	h.heads, h.head = nil, 0
	most := max(int((h.cell-1)/3), 1)
	for i := h.from; i < h.to; i++ {
		set := hp.p.FitLines(text(i), pdf.Sans, size, headMost-3, min(most, 3))
		h.heads = append(h.heads, set)
		for _, s := range set {
			h.head = max(h.head, hp.p.Canvas.Faces[pdf.Sans].Width(s, size)+3)
		}
	}
}

// hyphenated reports whether a word was divided.
func hyphenated(lines []string) bool {
	return slices.ContainsFunc(lines, func(s string) bool {
		rs := []rune(s)
		return len(rs) > 0 && rs[len(rs)-1] == typeset.SoftHyphen
	})
}

// shortened reports whether a text lost its end.
func shortened(lines []string) bool {
	return len(lines) > 0 && strings.HasSuffix(lines[len(lines)-1], "…")
}

// heatPanel draws the rows of one panel, over as many pages as they need.
func (hp heatPlotter) heatPanel(f *document.Figure, h heat, labels [][]string) []Chart {
	least := heatRow * hp.p.Tall
	height := func(i int) float64 { return max(least, float64(len(labels[i]))*labelLeading+0.9) }
	var out []Chart
	for _, part := range split(len(f.Rows), height, hp.p.First-h.head-8, chartMost-h.head-8) {
		total := h.head
		for i := part[0]; i < part[1]; i++ {
			total += height(i)
		}
		out = append(out, Chart{total + 1.5, func(y float64) {
			hp.drawHeads(h, y)
			at := y + h.head
			for i := part[0]; i < part[1]; i++ {
				hp.heatRow(f.Rows[i], h, labels[i], at, height(i))
				at += height(i)
			}
		}})
	}
	return out
}

func (hp heatPlotter) drawHeads(h heat, y float64) {
	const size = tickSize
	for i, set := range h.heads {
		middle := h.left + (float64(i)+0.5)*h.cell
		for n, s := range set {
			if h.upright {
				x := middle + (float64(n)-float64(len(set)-1)/2)*3 + 0.9
				hp.p.Canvas.Upward(x, y+h.head-1.5, s, pdf.Sans, size, typeset.Mute)
				continue
			}
			hp.p.Canvas.Centre(middle, y+h.head-1.6-float64(len(set)-1-n)*3, s, pdf.Sans, size, typeset.Mute)
		}
	}
}

func (hp heatPlotter) heatRow(r document.FigureRow, h heat, label []string, y, height float64) {
	c := hp.p.Canvas
	hp.p.label(label, h.left-2, y+height/2, rowInk(r))
	for i := h.from; i < h.to; i++ {
		v := r.Value(i)
		x := h.left + float64(i-h.from)*h.cell
		class := typeset.ClampClass(v.Class)
		if !v.Drawable() {
			class = 0
		}
		c.Rect(x+0.25, y+0.25, h.cell-0.5, height-0.5, typeset.Shade(class))
		if class == 0 {
			c.Frame(x+0.35, y+0.35, h.cell-0.7, height-0.7, typeset.Rule, 0.15)
		}
		size := 8.0
		text := hp.p.Clean.Text(v.Text)
		for size > tickSize && c.Faces[pdf.Sans].Width(text, size) > h.cell-1 {
			size -= 0.5
		}
		c.Centre(x+h.cell/2, y+height/2+0.35*size*pdf.Point, hp.p.Ellipsis(text, pdf.Sans, size, h.cell-0.8), pdf.Sans, size, typeset.OnShade(class))
	}
}

// withLegend adds the names of the classes to the last of some charts.
func (hp heatPlotter) withLegend(f *document.Figure, charts []Chart) []Chart {
	if len(charts) == 0 || len(f.Classes) == 0 {
		return charts
	}
	rows := hp.p.legendRows(hp.classItems(f), typeset.Measure)
	last := &charts[len(charts)-1]
	above, draw := last.Height, last.Draw
	last.Height += 1 + float64(len(rows))*legendLine
	last.Draw = func(y float64) {
		draw(y)
		hp.p.legend(rows, typeset.MarginLeft, y+above+1)
	}
	return charts
}

// classItems are the signs of the classes, and of what is not known where
// something is not.
func (hp heatPlotter) classItems(f *document.Figure) []legendItem {
	var out []legendItem
	sign := func(class int) func(x, y float64) {
		return func(x, y float64) {
			hp.p.Canvas.Rect(x-2, y-1.4, 4, 2.8, typeset.Shade(class))
			hp.p.Canvas.Frame(x-2, y-1.4, 4, 2.8, typeset.Rule, 0.15)
		}
	}
	for i, name := range f.Classes {
		if i < 5 {
			out = append(out, legendItem{name, sign(i + 1)})
		}
	}
	unknown := slices.ContainsFunc(f.Rows, func(r document.FigureRow) bool {
		return slices.ContainsFunc(r.Values, func(v document.Value) bool { return !v.Drawable() })
	})
	if unknown && hp.p.Labels.NoData != "" {
		out = append(out, legendItem{hp.p.Labels.NoData, sign(0)})
		if f.Kind == document.Map {
			out[len(out)-1] = cartographer(hp).missingItem()
		}
	}
	if slices.ContainsFunc(f.Rows, func(r document.FigureRow) bool { return r.Point }) {
		out = append(out, cartographer(hp).pointItem())
	}
	return out
}
