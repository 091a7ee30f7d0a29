package chart

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"depository.example/depository/pipeline/tell/document"
)

const apart = 6 // the class of an oblast whose value stands apart from the comparison

// heatMap: a cell a row and series, shaded in five classes, with its value. A
// series has one colour of type, so light and dark cells are two series.
func heatMap(f *document.Figure) engine {
	c := charts.NewHeatMap()
	c.SetGlobalOptions(
		charts.WithAnimation(false),
		charts.WithTooltipOpts(tooltip()),
		charts.WithXAxisOpts(opts.XAxis{
			Type: "category", Position: "top", Data: f.Series,
			AxisLine:  &opts.AxisLine{Show: opts.Bool(false)},
			AxisLabel: &opts.AxisLabel{Color: grey, Formatter: columnFormat},
		}),
		charts.WithYAxisOpts(opts.YAxis{
			Type: "category", Inverse: opts.Bool(true), Data: labels(f),
			AxisLine:  &opts.AxisLine{Show: opts.Bool(false)},
			AxisLabel: &opts.AxisLabel{Color: ink, Formatter: rowFormat},
		}),
		charts.WithVisualMapOpts(classes("2")),
	)
	light, dark := []opts.HeatMapData{}, []opts.HeatMapData{}
	for i, r := range f.Rows {
		for k := range f.Series {
			class := shade(value(r, k))
			cell := opts.HeatMapData{Value: []any{k, i, class}}
			if onto(class) == white {
				dark = append(dark, cell)
			} else {
				light = append(light, cell)
			}
		}
	}
	c.AddSeries("", light, cellLook(ink)...)
	c.AddSeries("", dark, cellLook(white)...)
	return c
}

func cellLook(colour string) []charts.SeriesOpts {
	return []charts.SeriesOpts{
		charts.WithLabelOpts(opts.Label{Show: opts.Bool(true), Color: colour, Formatter: cellFormat}),
		charts.WithItemStyleOpts(opts.ItemStyle{BorderColor: white, BorderWidth: 2}),
	}
}

// shade is the class of a cell: 0 not known; a known value without a class of
// its own has the middle one.
func shade(v document.Value) int {
	if v.Known && v.Class == 0 {
		return 3
	}
	return v.Class
}

// classes colours whole numbers: 0 not known, 1 to 5 the scale, 6 apart.
func classes(dimension string) opts.VisualMap {
	pieces := []opts.Piece{{Lt: 0.5, Color: empty}}
	for i, colour := range Steps {
		pieces = append(pieces, opts.Piece{Gte: float32(i) + 0.5, Lt: float32(i) + 1.5, Color: colour})
	}
	pieces = append(pieces, opts.Piece{Gte: apart - 0.5, Color: pale})
	return opts.VisualMap{Type: "piecewise", Show: opts.Bool(false), Dimension: dimension, Pieces: pieces}
}

// MapName is the name under which the page registers the oblasts' geometry; a
// row's ID is the property "iso" of a feature there.
const MapName = "UA"

// oblasts: the choropleth.
func oblasts(f *document.Figure) engine {
	c := charts.NewMap()
	c.RegisterMapType(MapName)
	c.SetGlobalOptions(
		charts.WithAnimation(false),
		charts.WithTooltipOpts(tooltip()),
		charts.WithVisualMapOpts(classes("0")),
	)
	data := make([]opts.MapData, len(f.Rows))
	for i, r := range f.Rows {
		class := shade(value(r, 0))
		if r.Muted && value(r, 0).Known {
			class = apart
		}
		data[i] = opts.MapData{Name: r.ID, Value: class}
	}
	c.AddSeries("", data,
		charts.WithLabelOpts(opts.Label{Show: opts.Bool(true), Color: ink, Formatter: regionFormat}),
		charts.WithItemStyleOpts(opts.ItemStyle{AreaColor: empty, BorderColor: white, BorderWidth: 1.2}))
	return c
}

// quadrant: points in four fields, parted at the middle of both scales.
func quadrant(f *document.Figure) engine {
	c := charts.NewScatter()
	x, y := valueAxis(f.Axis), valueAxis(f.AxisY)
	c.SetGlobalOptions(
		charts.WithAnimation(false),
		charts.WithTooltipOpts(tooltip()),
		charts.WithXAxisOpts(x),
		charts.WithYAxisOpts(opts.YAxis{
			Type: "value", Min: y.Min, Max: y.Max, AxisLabel: y.AxisLabel, SplitLine: y.SplitLine,
		}),
	)
	data := []opts.ScatterData{}
	for i, r := range f.Rows {
		if a, b := value(r, 0), value(r, 1); a.Known && b.Known {
			data = append(data, opts.ScatterData{Value: []any{a.X, b.X, i}})
		}
	}
	c.AddSeries("", data,
		charts.WithScatterChartOpts(opts.ScatterChart{Symbol: "circle", SymbolSize: 12}),
		charts.WithItemStyleOpts(opts.ItemStyle{Color: middle, BorderColor: white, BorderWidth: 1, Opacity: opts.Float(1)}),
		charts.WithLabelOpts(opts.Label{Show: opts.Bool(true), Position: "right", Color: ink, Formatter: pointFormat}),
		charts.WithMarkLineNameXAxisItemOpts(opts.MarkLineNameXAxisItem{XAxis: (f.Axis.Min + f.Axis.Max) / 2}),
		charts.WithMarkLineNameYAxisItemOpts(opts.MarkLineNameYAxisItem{YAxis: (f.AxisY.Min + f.AxisY.Max) / 2}),
		charts.WithMarkLineStyleOpts(opts.MarkLineStyle{
			Symbol:    []string{"none", "none"},
			Label:     &opts.Label{Show: opts.Bool(false)},
			LineStyle: &opts.LineStyle{Color: grey, Width: 1, Type: "dashed"},
		}))
	return c
}
