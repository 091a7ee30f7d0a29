// Package chart hands the figures that a reader sets up to ECharts, through
// go-echarts. It believes that a figure is data: what it writes is JSON without one
// line of program; the script of the page puts the numbers in, which alone knows what
// was chosen.
package chart

import (
	"encoding/json"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// An engine is a chart of go-echarts: its options in place after Validate.
type engine interface {
	Validate()
	JSON() map[string]any
}

// option prints an option. The components that the page sets in its own type
// (title, legend, toolbox), and colours, which follow the page's, are left out.
func option(e engine) json.RawMessage {
	e.Validate()
	o := e.JSON()
	for _, part := range []string{"title", "legend", "toolbox", "color"} {
		delete(o, part)
	}
	// A tooltip is drawn, not set as mark-up: a policy without inline style holds.
	o["tooltip"] = map[string]any{"trigger": "item", "renderMode": "richText", "confine": true}
	data, _ := json.Marshal(o) // options are plain values
	return data
}

// Plane is the option of two indicators against each other, each from low to high.
// The script gives the names of the axes and two series: all, and whom the reader
// looks for.
func Plane(low, high float64) json.RawMessage {
	c := charts.NewScatter()
	c.SetGlobalOptions(
		charts.WithAnimation(false),
		charts.WithXAxisOpts(opts.XAxis{Type: "value", Min: low, Max: high, NameLocation: "middle", NameGap: 30}),
		charts.WithYAxisOpts(opts.YAxis{Type: "value", Min: low, Max: high, NameLocation: "middle", NameGap: 40}),
	)
	for _, size := range []int{10, 16} {
		c.AddSeries("", []opts.ScatterData{}, charts.WithScatterChartOpts(opts.ScatterChart{Symbol: "circle", SymbolSize: size}))
	}
	return option(c)
}

// Sides is the option of several units by dimension: a line of the screen is a
// dimension, a sign on it a unit. The script gives the dimensions and the series.
func Sides(low, high float64) json.RawMessage {
	c := charts.NewScatter()
	c.SetGlobalOptions(
		charts.WithAnimation(false),
		charts.WithXAxisOpts(opts.XAxis{Type: "value", Min: low, Max: high}),
		charts.WithYAxisOpts(opts.YAxis{Type: "category", Inverse: opts.Bool(true), SplitLine: &opts.SplitLine{Show: opts.Bool(true)}}),
	)
	return option(c)
}
