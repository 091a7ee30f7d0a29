package chart

import (
	"slices"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"

	"depository.example/depository/pipeline/tell/document"
)

// ranking: a bar a row, its interval, a hollow dot for the period before, and
// the value at the end of the row.
func ranking(f *document.Figure) engine {
	c := newBar(f)
	data := make([]opts.BarData, len(f.Rows))
	for i, r := range f.Rows {
		v := value(r, 0)
		data[i] = opts.BarData{Value: []any{number(v), i}, ItemStyle: barStyle(v, r.Muted)}
	}
	c.AddSeries(seriesName(f, 0), data, average(f)...)
	c.Overlap(intervals(f))
	if len(f.Series) > 1 {
		c.Overlap(before(f))
	}
	return c
}

func barStyle(v document.Value, muted bool) *opts.ItemStyle {
	style := &opts.ItemStyle{Color: fill(v, muted)}
	if v.Class == 1 && !muted {
		style.BorderColor, style.BorderWidth = Steps[2], 1
	}
	return style
}

// intervals are thin lines from Low to High over the bars, where they differ.
func intervals(f *document.Figure) *charts.Custom {
	c := charts.NewCustom()
	data := []opts.CustomData{}
	for i, r := range f.Rows {
		if v := value(r, 0); v.Known && v.Low < v.High {
			data = append(data, opts.CustomData{Value: []any{v.Low, i, v.High}})
		}
	}
	c.AddSeries("", data, calls(drawInterval))
	return c
}

// before is the second series of a ranking: the period before, a hollow dot.
func before(f *document.Figure) *charts.Scatter {
	c := charts.NewScatter()
	data := make([]opts.ScatterData, len(f.Rows))
	for i, r := range f.Rows {
		data[i] = opts.ScatterData{Value: []any{number(value(r, 1)), i}}
	}
	c.AddSeries(seriesName(f, 1), data,
		charts.WithScatterChartOpts(opts.ScatterChart{Symbol: "circle", SymbolSize: 9}),
		charts.WithItemStyleOpts(opts.ItemStyle{Color: white, BorderColor: ink, BorderWidth: 1.5, Opacity: opts.Float(1)}))
	return c
}

// dumbbell: from the first value, hollow, to the second, filled.
func dumbbell(f *document.Figure) engine { return pairs(f, 0, 1) }

// profile: the unit, filled, against the average, hollow.
func profile(f *document.Figure) engine { return pairs(f, 1, 0) }

// pairs joins two values of a row; hollow and filled are their series.
func pairs(f *document.Figure, hollow, filled int) engine {
	c := charts.NewCustom()
	rowAxes(&c.RectChart, f, f.Axis)
	data := make([]opts.CustomData, len(f.Rows))
	for i, r := range f.Rows {
		from, to := value(r, hollow), value(r, filled)
		low, high := any("-"), any("-")
		if to.Known && to.Low < to.High {
			low, high = to.Low, to.High
		}
		muted := 0
		if r.Muted {
			muted = 1
		}
		data[i] = opts.CustomData{Value: []any{number(from), i, number(to), low, high, muted}}
	}
	c.AddSeries("", data, append(average(f), calls(drawPair))...)
	return c
}

// stacked: the parts of a whole, each row drawn to 100 %.
func stacked(f *document.Figure) engine {
	c := charts.NewBar()
	rowAxes(&c.RectChart, f, document.Axis{Min: 0, Max: 100})
	c.SetXAxis(labels(f)).XYReversal()
	parts := make([][]float64, len(f.Rows))
	for i, r := range f.Rows {
		parts[i] = shares(r, len(f.Series))
	}
	for k := range f.Series {
		data := make([]opts.BarData, len(f.Rows))
		for i, r := range f.Rows {
			v := value(r, k)
			class := partClass(f, v, k)
			data[i] = opts.BarData{
				Value:     []any{parts[i][k], i},
				ItemStyle: &opts.ItemStyle{Color: partColour(f, class, k), BorderColor: white, BorderWidth: 1},
				Label:     &opts.Label{Color: onto(class)},
			}
		}
		c.AddSeries(f.Series[k], data,
			charts.WithBarChartOpts(opts.BarChart{Stack: "whole"}),
			charts.WithLabelOpts(opts.Label{Show: opts.Bool(true), Position: "inside", Formatter: cellFormat}))
	}
	return c
}

// partColour is the shade of a part. A sixth part, the top of a scale of six
// levels, is darker than the five steps.
func partColour(f *document.Figure, class, series int) string {
	switch {
	case class == 0:
		return empty
	case len(f.Series) > len(Steps) && series == len(f.Series)-1:
		return Darkest
	}
	return Steps[class-1]
}

// partClass is the class of a part: its own; in a figure without classes, its
// place among the series. A part without a class among parts that have one is
// what is not known, 0.
func partClass(f *document.Figure, v document.Value, series int) int {
	if v.Class > 0 || classed(f) {
		return v.Class
	}
	if len(f.Series) <= 1 {
		return 4
	}
	return 1 + series*(len(Steps)-1)/(len(f.Series)-1)
}

// classed reports whether a value of the figure has a class.
func classed(f *document.Figure) bool {
	return slices.ContainsFunc(f.Rows, func(r document.FigureRow) bool {
		return slices.ContainsFunc(r.Values, func(v document.Value) bool { return v.Class > 0 })
	})
}

// shares returns each value's percentage of the row's whole, one a series; 0 for
// what is not known or not above zero. The values are first set against the
// largest, so that no sum grows beyond the numbers.
func shares(r document.FigureRow, series int) []float64 {
	parts := make([]float64, series)
	largest, whole := 0.0, 0.0
	for k := range parts {
		if v := value(r, k); v.Known {
			parts[k] = max(v.X, 0)
			largest = max(largest, parts[k])
		}
	}
	if largest == 0 {
		return parts
	}
	for k := range parts {
		parts[k] /= largest
		whole += parts[k]
	}
	for k := range parts {
		parts[k] = 100 * parts[k] / whole
	}
	return parts
}

func newBar(f *document.Figure) *charts.Bar {
	c := charts.NewBar()
	rowAxes(&c.RectChart, f, f.Axis)
	c.SetXAxis(labels(f)).XYReversal()
	return c
}

// rowAxes sets the axes of a chart with one line a row: the scale, the labels
// on the left, and a second axis on the right for what stands at a row's end.
func rowAxes(c *charts.RectChart, f *document.Figure, scale document.Axis) {
	none := &opts.AxisLine{Show: opts.Bool(false)}
	c.SetGlobalOptions(
		charts.WithAnimation(false),
		charts.WithTooltipOpts(tooltip()),
		charts.WithXAxisOpts(valueAxis(scale)),
		charts.WithYAxisOpts(opts.YAxis{
			Type: "category", Inverse: opts.Bool(true), Data: labels(f), AxisLine: none,
			AxisLabel: &opts.AxisLabel{Color: ink, Formatter: rowFormat},
		}),
	)
	c.ExtendYAxis(opts.YAxis{
		Type: "category", Inverse: opts.Bool(true), Position: "right", Data: labels(f), AxisLine: none,
		AxisLabel: &opts.AxisLabel{Color: ink, FontWeight: "bold", Formatter: endFormat},
	})
}

func valueAxis(a document.Axis) opts.XAxis {
	return opts.XAxis{
		Type: "value", Min: a.Min, Max: a.Max,
		AxisLabel: &opts.AxisLabel{Color: grey, Formatter: axisFormat},
		SplitLine: &opts.SplitLine{Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: line}},
	}
}

// average draws the labelled line of the average across the rows.
func average(f *document.Figure) []charts.SeriesOpts {
	if f.Average == nil {
		return nil
	}
	return []charts.SeriesOpts{
		charts.WithMarkLineNameXAxisItemOpts(opts.MarkLineNameXAxisItem{XAxis: f.Average.Value}),
		charts.WithMarkLineStyleOpts(opts.MarkLineStyle{
			Symbol:    []string{"none", "none"},
			Label:     &opts.Label{Show: opts.Bool(true), Formatter: markFormat, Color: ochre, FontWeight: "bold"},
			LineStyle: &opts.LineStyle{Color: ochre, Width: 1.5, Type: "dashed"},
		}),
	}
}

func seriesName(f *document.Figure, k int) string {
	if k < len(f.Series) {
		return f.Series[k]
	}
	return ""
}

// calls has a series drawn by a function of the page.
func calls(name string) charts.SeriesOpts {
	return charts.WithSeriesOpts(func(s *charts.SingleSeries) { s.RenderItem = types.FuncStr(name) })
}
