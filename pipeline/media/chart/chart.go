// Package chart gives the neutral figures of a document to ECharts, through
// go-echarts. It believes that a figure is data: what it writes is JSON without
// one line of program, and a function of the page is called by a name from a
// short fixed list. What is drawn is decided here; how large, and where a label
// has room, is decided by the page's script, which alone knows the screen.
package chart

import (
	"encoding/json"
	"fmt"
	"math"

	"github.com/go-echarts/go-echarts/v2/opts"

	"depository.example/depository/pipeline/tell/document"
)

// The names of the page's functions that an option may call. The script of the
// page has one function for each and takes no other.
const (
	axisFormat   = "@axis"   // a number on the scale
	rowFormat    = "@row"    // a row's label, broken to the room that it has
	endFormat    = "@end"    // a row's value at its end
	columnFormat = "@column" // a column's label
	cellFormat   = "@cell"   // the print of one value
	markFormat   = "@mark"   // the label of the average
	pointFormat  = "@point"  // a point's name or number
	regionFormat = "@region" // an oblast's name and value
	tipFormat    = "@tip"    // the box beside the pointer
	drawInterval = "@interval"
	drawPair     = "@pair"
)

// Steps are the five steps of the scale of blue, the lowest first.
var Steps = [5]string{"#E8EEF5", "#BCD3EA", "#7DAEDB", "#2C6FB2", "#0B4280"}

// Darkest is the shade of the top of a scale of six levels.
const Darkest = "#051E3E"

const (
	ink    = "#1B2733"
	grey   = "#5B6770"
	line   = "#DDE3EA"
	pale   = "#CFCAC0" // what is set apart: grey without blue
	empty  = "#ECE9E2" // what is not known
	middle = "#2C6FB2"
	ochre  = "#8A6100" // the average: yellow dark enough for thin lines and text
	white  = "#FFFFFF"
)

// A Drawing is what the page's script needs to draw one figure at any width:
// an ECharts option with the texts and numbers that its functions print.
type Drawing struct {
	Kind     document.FigureKind `json:"kind"`
	Decimals int                 `json:"decimals"` // of the numbers on the scale
	Series   []string            `json:"series"`
	Rows     []Row               `json:"rows"`
	Mark     string              `json:"mark,omitempty"` // label of the average
	AxisX    string              `json:"axisX,omitempty"`
	AxisY    string              `json:"axisY,omitempty"`
	Option   json.RawMessage     `json:"option"`
}

// A Row is one row of a figure as it is printed.
type Row struct {
	ID    string `json:"id,omitempty"`
	Label string `json:"label"`
	Note  string `json:"note,omitempty"`
	Muted bool   `json:"muted,omitempty"`
	// Texts are the prints of the values, Class their shades (0 to 5), one each.
	Texts []string `json:"texts"`
	Class []int    `json:"class,omitempty"`
	// Spans are the intervals of the values as low and high, empty where none.
	Spans [][]float64 `json:"spans,omitempty"`
	// Share is the width of each part of a Stacked, 0 to 100.
	Share []int `json:"share,omitempty"`
}

// An engine is a chart of go-echarts: its options in place after Validate.
type engine interface {
	Validate()
	JSON() map[string]any
}

// Draw makes the drawing of a figure. Numbers that are no numbers (NaN,
// infinities) count as not known. A kind without a drawing is an error.
func Draw(f *document.Figure) (*Drawing, error) {
	build, ok := builders[f.Kind]
	if !ok {
		return nil, fmt.Errorf("figure %s: no drawing for the kind %q", f.ID, f.Kind)
	}
	f = finite(f)
	d := &Drawing{
		Kind: f.Kind, Decimals: f.Axis.Decimals, Series: append([]string{}, f.Series...),
		Rows: rows(f), AxisX: f.Axis.Label, AxisY: f.AxisY.Label,
	}
	if f.Average != nil {
		d.Mark = f.Average.Label
	}
	option, err := optionJSON(build(f))
	if err != nil {
		return nil, fmt.Errorf("figure %s: %w", f.ID, err)
	}
	d.Option = option
	return d, nil
}

var builders = map[document.FigureKind]func(*document.Figure) engine{
	document.Ranking:  ranking,
	document.HeatMap:  heatMap,
	document.Dumbbell: dumbbell,
	document.Stacked:  stacked,
	document.Map:      oblasts,
	document.Profile:  profile,
	document.Quadrant: quadrant,
}

// optionJSON prints an option. The components that the page sets in its own
// type (title, legend, toolbox) are left out.
func optionJSON(e engine) (json.RawMessage, error) {
	e.Validate()
	option := e.JSON()
	for _, part := range []string{"title", "legend", "toolbox", "color"} {
		delete(option, part)
	}
	return json.Marshal(option)
}

// finite copies a figure so that every number in it is finite: a value that is
// not becomes unknown, an interval that is not becomes the value, an average
// that is not goes away, and a scale that is not, or is empty, spans the values.
func finite(f *document.Figure) *document.Figure {
	g := *f
	g.Rows = make([]document.FigureRow, len(f.Rows))
	for i, r := range f.Rows {
		values := make([]document.Value, len(r.Values))
		for k, v := range r.Values {
			values[k] = finiteValue(v)
		}
		r.Values = values
		g.Rows[i] = r
	}
	if f.Average != nil && !isFinite(f.Average.Value) {
		g.Average = nil
	}
	g.Axis = finiteAxis(f.Axis, g.Rows, 0)
	g.AxisY = finiteAxis(f.AxisY, g.Rows, 1)
	return &g
}

func finiteValue(v document.Value) document.Value {
	if !v.Known || !isFinite(v.X) {
		return document.Value{Text: v.Text}
	}
	if !isFinite(v.Low) || !isFinite(v.High) || v.Low > v.High {
		v.Low, v.High = v.X, v.X
	}
	v.Class = min(max(v.Class, 0), len(Steps))
	return v
}

func finiteAxis(a document.Axis, rows []document.FigureRow, column int) document.Axis {
	if isFinite(a.Min) && isFinite(a.Max) && a.Min < a.Max {
		return a
	}
	a.Min, a.Max = 0, 1
	for _, r := range rows {
		for k, v := range r.Values {
			if v.Known && (column == 0 || k == column) {
				a.Min, a.Max = min(a.Min, v.Low, v.X), max(a.Max, v.High, v.X)
			}
		}
	}
	return a
}

func isFinite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

func rows(f *document.Figure) []Row {
	out := make([]Row, len(f.Rows))
	for i, r := range f.Rows {
		row := Row{ID: r.ID, Label: r.Label, Note: r.Note, Muted: r.Muted, Texts: []string{}}
		for _, v := range r.Values {
			row.Texts = append(row.Texts, v.Text)
			row.Class = append(row.Class, v.Class)
			span := []float64{}
			if v.Low < v.High {
				span = append(span, v.Low, v.High)
			}
			row.Spans = append(row.Spans, span)
		}
		if f.Kind == document.Stacked {
			for _, share := range shares(r, len(f.Series)) {
				row.Share = append(row.Share, int(math.Round(share)))
			}
		}
		out[i] = row
	}
	return out
}

// value returns a row's value of a series; the zero Value, not known, where there
// is none.
func value(r document.FigureRow, series int) document.Value {
	if series < len(r.Values) {
		return r.Values[series]
	}
	return document.Value{}
}

// number returns a value as ECharts takes it: "-" where it is not known.
func number(v document.Value) any {
	if !v.Known {
		return "-"
	}
	return v.X
}

func labels(f *document.Figure) []string {
	out := make([]string, len(f.Rows))
	for i, r := range f.Rows {
		out[i] = r.Label
	}
	return out
}

// fill returns the colour of a value: that of its class, pale when the row is
// apart from the comparison, plain blue when the figure has no classes.
func fill(v document.Value, muted bool) string {
	switch {
	case muted:
		return pale
	case v.Class > 0:
		return Steps[v.Class-1]
	}
	return middle
}

// onto returns the colour of type that reads on a class.
func onto(class int) string {
	if class >= 4 {
		return white
	}
	return ink
}

func tooltip() opts.Tooltip {
	return opts.Tooltip{Show: opts.Bool(true), Trigger: "item", Formatter: tipFormat, BackgroundColor: white, BorderColor: line}
}
