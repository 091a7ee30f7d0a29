package figure

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/media/pdf"
	"depository.example/depository/pipeline/media/typeset"
	"depository.example/depository/pipeline/tell/document"
)

// Type of the labels of figures, in points, and lines of one label.
const (
	labelSize    = 8.5
	labelLeading = 3.5 // mm
	tickSize     = 7.5
	valueSize    = 8.5
	labelLines   = 2
)

// chartMost is the height that one drawing may take, mm; rowsMost the rows.
const (
	chartMost = 208.0
	rowsMost  = 30
)

// BoundingBox is the layout attribute of a figure, from millimetres.
func BoundingBox(x, y, w, h float64) string {
	return fmt.Sprintf("<</O /Layout /Placement /Block /BBox [%.2f %.2f %.2f %.2f]>>",
		x/pdf.Point, (pdf.PageHeight-y-h)/pdf.Point, (x+w)/pdf.Point, (pdf.PageHeight-y)/pdf.Point)
}

// A plot is the frame of a chart by rows: labels, a scale, values.
type plot struct {
	axis   axis
	labels [][]string // of the rows
	notes  float64    // width of the last column
	values float64    // width of the column of values
	right  float64    // edge of the scale
}

// An axis places values between two edges of the page.
type axis struct {
	document.Axis
	left, width float64
}

// newAxis takes a scale from the figure, or from its values where the figure
// states none that can be used.
func newAxis(a document.Axis, rows []document.FigureRow, left, width float64) axis {
	return axis{a.Over(rows), left, width}
}

// at returns where a value stands; one outside the scale stands at its end.
func (a axis) at(v float64) float64 { return a.left + a.width*a.Share(v) }

// number prints a value of a scale with the decimals that its step needs.
func (p *Plotter) number(v float64, ticks []float64, a axis) string {
	decimals := a.TickDecimals(ticks)
	s := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	if p.Lang == "uk" {
		s = strings.Replace(s, ".", ",", 1)
	}
	if v < 0 && strings.Trim(s, "0.,") != "" {
		s = "\u2212" + s
	}
	return s
}

// newPlot divides the width between labels, scale, values and notes.
func (p *Plotter) newPlot(f *document.Figure, most float64) *plot {
	pl := &plot{}
	widest := 0.0
	for _, r := range f.Rows {
		widest = max(widest, p.Canvas.Faces[pdf.Sans].Width(p.Clean.Text(r.Label), labelSize))
		pl.notes = max(pl.notes, p.Canvas.Faces[pdf.Bold].Width(p.Clean.Text(r.Note), valueSize))
		pl.values = max(pl.values, p.Canvas.Faces[pdf.Bold].Width(p.Clean.Text(r.Value(0).Text), valueSize))
	}
	pl.notes, pl.values = min(pl.notes, 38), min(pl.values, 30)
	label := min(widest+0.5, most)
	for _, r := range f.Rows {
		pl.labels = append(pl.labels, p.FitLines(r.Label, pdf.Sans, labelSize, label, labelLines))
	}
	left := typeset.MarginLeft + label + 4
	pl.right = typeset.MarginLeft + typeset.Measure - 2
	if pl.notes > 0 {
		pl.right -= pl.notes + 3
	}
	if pl.values > 0 {
		pl.right -= pl.values + 3
	}
	pl.axis = newAxis(f.Axis, f.Rows, left, pl.right-left)
	return pl
}

// rowHeight is what a row takes with its label.
func (pl *plot) rowHeight(i int, least float64) float64 {
	return max(least, float64(len(pl.labels[i]))*labelLeading+0.9)
}

// label sets the label of a row, its middle at y, ending before the scale.
func (p *Plotter) label(lines []string, right, y float64, colour pdf.RGB) {
	top := y - float64(len(lines))*labelLeading/2
	for i, s := range lines {
		p.Canvas.Right(right, top+float64(i)*labelLeading+0.74*labelLeading, s, pdf.Sans, labelSize, colour)
	}
}

// scale draws the ticks and their numbers above rows that begin at top.
func (p *Plotter) scale(a axis, top, bottom float64) {
	ticks := a.Ticks()
	for _, t := range ticks {
		x := a.at(t)
		p.Canvas.Line(x, top, x, bottom, typeset.Rule, 0.18)
		p.Canvas.Centre(x, top-1.2, p.number(t, ticks, a), pdf.Sans, tickSize, typeset.Mute)
	}
}

// average draws the mark across rows and its label below them.
func (p *Plotter) average(m *document.Mark, a axis, top, bottom float64) {
	if m == nil || math.IsNaN(m.Value) {
		return
	}
	x := a.at(m.Value)
	p.Canvas.Line(x, top, x, bottom+0.6, typeset.Dotted, 0.5)
	text := p.Ellipsis(p.Clean.Text(m.Label), pdf.Bold, tickSize, typeset.Measure)
	half := p.Canvas.Faces[pdf.Bold].Width(text, tickSize) / 2
	x = min(max(x, typeset.MarginLeft+half), typeset.MarginLeft+typeset.Measure-half)
	p.Canvas.Centre(x, bottom+3.6, text, pdf.Bold, tickSize, typeset.Amber)
}

// A legendItem is one sign with what it means.
type legendItem struct {
	text string
	sign func(x, y float64) // centred at x, y
}

const (
	legendSign = 6.0 // width of a sign
	legendLine = 4.6
)

// legendRows puts items into rows of the page's width.
func (p *Plotter) legendRows(items []legendItem, width float64) [][]legendItem {
	var out [][]legendItem
	room := 0.0
	for _, item := range items {
		item.text = p.Ellipsis(p.Clean.Text(item.text), pdf.Sans, tickSize, width-legendSign-1)
		w := legendSign + p.Canvas.Faces[pdf.Sans].Width(item.text, tickSize) + 5
		if len(out) == 0 || w-5 > room {
			out = append(out, nil)
			room = width
		}
		out[len(out)-1] = append(out[len(out)-1], item)
		room -= w
	}
	return out
}

func (p *Plotter) legend(rows [][]legendItem, left, y float64) {
	for _, row := range rows {
		x := left
		for _, item := range row {
			item.sign(x+legendSign/2-0.5, y+legendLine/2)
			p.Canvas.Text(x+legendSign, y+legendLine/2+0.95, item.text, pdf.Sans, tickSize, typeset.Mute)
			x += legendSign + p.Canvas.Faces[pdf.Sans].Width(item.text, tickSize) + 5
		}
		y += legendLine
	}
}

// split divides rows into drawings of equal numbers that a page holds. The
// first takes as many as first holds, where that is not 0 and a part of rows.
func split(n int, height func(i int) float64, first, room float64) [][2]int {
	if k := holds(n, height, first); k > 0 {
		out := [][2]int{{0, k}}
		for _, part := range split(n-k, func(i int) float64 { return height(i + k) }, 0, room) {
			out = append(out, [2]int{part[0] + k, part[1] + k})
		}
		return out
	}
	charts := (n + rowsMost - 1) / rowsMost
	for ; charts < n; charts++ {
		per := (n + charts - 1) / charts
		fits := true
		for from := 0; from < n && fits; from += per {
			h := 0.0
			for i := from; i < min(from+per, n); i++ {
				h += height(i)
			}
			fits = h <= room
		}
		if fits {
			break
		}
	}
	per := (n + max(charts, 1) - 1) / max(charts, 1)
	var out [][2]int
	for from := 0; from < n; from += per {
		out = append(out, [2]int{from, min(from+per, n)})
	}
	return out
}

// holds is how many of n rows room holds, 0 where that would leave too few on
// either side.
func holds(n int, height func(i int) float64, room float64) int {
	k := 0
	for k < n && room >= height(k) {
		room -= height(k)
		k++
	}
	k = min(k, n-PartLeast)
	if k < PartLeast {
		return 0
	}
	return k
}

// byRows makes the charts of a figure whose rows stand below one another.
func (p *Plotter) byRows(f *document.Figure, pl *plot, items []legendItem, least float64, row func(i int, y float64)) []Chart {
	legend := p.legendRows(items, typeset.Measure)
	top := float64(len(legend))*legendLine + 5
	foot := 2.0
	if f.Average != nil {
		foot = 5
	}
	least *= p.Tall
	height := func(i int) float64 { return pl.rowHeight(i, least) }
	var out []Chart
	for _, part := range split(len(f.Rows), height, p.First-top-foot, chartMost-top-foot) {
		rows := 0.0
		for i := part[0]; i < part[1]; i++ {
			rows += height(i)
		}
		out = append(out, Chart{top + rows + foot, func(y float64) {
			p.legend(legend, typeset.MarginLeft, y)
			p.scale(pl.axis, y+top, y+top+rows)
			at := y + top
			for i := part[0]; i < part[1]; i++ {
				p.label(pl.labels[i], pl.axis.left-3, at+height(i)/2, rowInk(f.Rows[i]))
				row(i, at+height(i)/2)
				at += height(i)
			}
			p.average(f.Average, pl.axis, y+top, at)
		}})
	}
	return out
}

// rowInk is the colour of a row's texts.
func rowInk(r document.FigureRow) pdf.RGB {
	if r.Muted {
		return typeset.Mute
	}
	return typeset.Ink
}

// ends sets the value and the note of a row at the right of the scale.
func (p *Plotter) ends(pl *plot, r document.FigureRow, y float64) {
	x := typeset.MarginLeft + typeset.Measure
	if pl.notes > 0 {
		note := p.Ellipsis(p.Clean.Text(r.Note), pdf.Bold, valueSize, pl.notes+0.1)
		p.Canvas.Right(x, y+1.05, note, pdf.Bold, valueSize, rowInk(r))
		x -= pl.notes + 3
	}
	v := r.Value(0)
	name, colour := pdf.Bold, rowInk(r)
	if !v.Drawable() {
		name, colour = pdf.Sans, typeset.Mute
	}
	text := p.Ellipsis(p.Clean.Text(v.Text), name, valueSize, pl.values+0.1)
	p.Canvas.Right(x, y+1.05, text, name, valueSize, colour)
}
