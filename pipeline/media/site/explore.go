package site

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"sync"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/levers"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/chart"
	"depository.example/depository/pipeline/media/site/jsontext"
	"depository.example/depository/pipeline/tell/pages"
)

// A number is a float64 that JSON can hold; null: none.
type number float64

// MarshalJSON prints null for NaN.
func (x number) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(x)) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(x))
}

// printedTo rounds what is plotted and printed, and not computed with, to thousandths.
func printedTo(list []float64) []number {
	out := make([]number, len(list))
	for i, x := range list {
		out[i] = number(math.Round(x*1000) / 1000)
	}
	return out
}

// A workbench is what explore.js and compare.js work on.
type workbench struct {
	Nodes    []string    `json:"nodes"` // names: the overall score, dimensions, criteria
	IDs      []string    `json:"ids"`   // theirs
	Sides    int         `json:"sides"` // how many of them, from the second, are dimensions
	Partners []party     `json:"partners"`
	Levers   *weights    `json:"levers,omitempty"` // none: weights cannot be changed without the answers
	Draws    [][]float64 `json:"draws"`
	Scale    [2]float64  `json:"scale"`
}

// A party is a partner: id, name, page below the language's folder, whether it stands
// apart, the ends of its interval, its values by node.
type party struct {
	ID     string   `json:"i"`
	Name   string   `json:"n"`
	Href   string   `json:"h"`
	Apart  bool     `json:"a,omitempty"`
	Low    number   `json:"l"`
	High   number   `json:"u"`
	Values []number `json:"v"`
}

type weights struct {
	By       aggregate.By `json:"by"`
	Power    float64      `json:"power"`
	Cover    float64      `json:"cover"`    // least coverage
	Children float64      `json:"children"` // least share of parts
	Decimals int          `json:"decimals"`
	Take     int          `json:"take"`
	Parts    []string     `json:"parts"` // names
	Weights  []float64    `json:"weights"`
}

// workbenchOf lays out what the scripts need; paths are those of pages, by anchor.
func workbenchOf(site *pages.Site, paths map[string]string) workbench {
	e := site.Explorer
	w := workbench{Sides: e.Sides, Draws: e.Draws, Levers: weightsOf(e), Scale: site.Scale}
	for _, n := range e.Nodes {
		w.Nodes, w.IDs = append(w.Nodes, n.Name), append(w.IDs, n.ID)
	}
	for _, p := range e.Partners {
		w.Partners = append(w.Partners, party{p.ID, p.Name, paths[p.Anchor], p.Apart, number(p.Low), number(p.High), printedTo(p.Values)})
	}
	return w
}

func weightsOf(e *pages.Explorer) *weights {
	l := e.Levers
	if l == nil {
		return nil
	}
	return &weights{By: l.Aggregate.By, Power: l.Aggregate.Power, Cover: l.MinCoverage, Children: l.MinChildren, Decimals: l.Decimals, Take: l.Take, Parts: e.Parts, Weights: l.Weights}
}

// presses are compressors to be used again: each takes half a megabyte.
var presses = sync.Pool{New: func() any {
	w, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed) // an error only for a level that there is not
	return w
}}

// packages are the rooms of what is packed, whose size is known when it is.
var packages = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// packed is a script like that of call, whose last argument is what is written,
// compressed, as a text.
func packed(begin string, write func(w io.Writer) error) ([]byte, error) {
	b, _ := packages.Get().(*bytes.Buffer)
	defer packages.Put(b)
	b.Reset()
	b.WriteString("depository." + begin + `"`)
	text := base64.NewEncoder(base64.StdEncoding, b)
	w, _ := presses.Get().(*gzip.Writer)
	defer presses.Put(w)
	w.Reset(text)
	if err := errors.Join(write(w), w.Close(), text.Close()); err != nil {
		return nil, err
	}
	b.WriteString("\");\n")
	return bytes.Clone(b.Bytes()), nil
}

// write writes the workbench as JSON, one bundle after another: of many partners they
// are most of it.
func (b *workbench) write(w io.Writer, l *levers.Levers) error {
	head := *b
	head.Levers = nil
	data, err := json.Marshal(head)
	if err != nil || b.Levers == nil {
		return errors.Join(err, writeAll(w, data))
	}
	under, err := json.Marshal(b.Levers)
	if err != nil {
		return err
	}
	// {…,"levers":{…,"bundles":[…]}}
	if err := writeAll(w, data[:len(data)-1], []byte(`,"levers":`), under[:len(under)-1], []byte(`,"bundles":[`)); err != nil {
		return err
	}
	var out []byte
	for i := range l.Bundles {
		if out = out[:0]; i > 0 {
			out = append(out, ',')
		}
		out = appendBundle(out, &l.Bundles[i])
		if err := writeAll(w, out); err != nil {
			return err
		}
	}
	return writeAll(w, []byte("]}}"))
}

// appendBundle appends one of levers.Levers: partner p, weight w, practices q, choices c.
func appendBundle(out []byte, b *levers.Bundle) []byte {
	out = jsontext.Int(append(out, `{"p":`...), b.Partner)
	out = jsontext.Number(append(out, `,"w":`...), b.Weight)
	if len(b.Practices) > 0 {
		out = jsontext.List(append(out, `,"q":`...), b.Practices, func(out []byte, s score.Stand) []byte {
			return append(appendStand(append(out, '{'), s), '}')
		})
	}
	out = append(out, `,"c":`...)
	if len(b.Choices) == 0 {
		return append(out, "null}\n"...)
	}
	return append(jsontext.List(out, b.Choices, appendChoice), "}\n"...)
}

func appendChoice(out []byte, c levers.Choice) []byte {
	out = append(out, '{')
	if len(c.Of) > 0 {
		out = append(jsontext.List(append(out, `"o":`...), c.Of, jsontext.Int), ',')
	}
	return append(appendStand(out, c.Stand), '}')
}

// appendStand appends what is known of the parts: values v, and how much is known k.
func appendStand(out []byte, s score.Stand) []byte {
	out = jsontext.List(append(out, `"v":`...), s.Value, jsontext.Number)
	return jsontext.List(append(out, `,"k":`...), s.Cover, jsontext.Number)
}

func writeAll(w io.Writer, parts ...[]byte) error {
	for _, p := range parts {
		if _, err := w.Write(p); err != nil {
			return err
		}
	}
	return nil
}

// benches are the files of the explorer and of the comparison.
func (v *volume) benches() []File {
	if v.site.Explorer == nil {
		return nil
	}
	dir := v.site.Lang + "/data/"
	out := []File{{dir + "workbench.js", func() ([]byte, error) {
		bench := workbenchOf(v.site, v.paths)
		return packed("workbench(", func(w io.Writer) error { return bench.write(w, v.site.Explorer.Levers) })
	}}, {dir + "charts.js", func() ([]byte, error) {
		scale := v.site.Scale
		return call("charts", chart.Plane(scale[0], scale[1]), chart.Sides(scale[0], scale[1]))
	}}}
	for from := 0; from < len(v.site.Practices); from += chunk {
		part := v.site.Practices[from:min(from+chunk, len(v.site.Practices))]
		out = append(out, File{fmt.Sprintf("%sprofiles-%d.js", dir, from/chunk), func() ([]byte, error) { return call("profiles", from/chunk, profiles(part)) }})
	}
	return out
}

// profiles are the names of practices below their partners, the overall score, their
// scores by dimension, and the ends of the interval of the overall score, if it has one.
func profiles(part []pages.Listing) [][]any {
	out := make([][]any, len(part))
	for i, l := range part {
		overall := math.NaN()
		if l.Score.Known {
			overall = l.Score.X
		}
		out[i] = []any{l.ID, printedTo([]float64{overall})[0], printedTo(l.Sides)}
		if l.Interval != nil {
			ends := printedTo([]float64{l.Interval.Low, l.Interval.High})
			out[i] = append(out[i], ends[0], ends[1])
		}
	}
	return out
}
