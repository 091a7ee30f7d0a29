package chart

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"depository.example/depository/pipeline/tell/document"

	"pgregory.net/rapid"
)

var kinds = []document.FigureKind{
	document.Ranking, document.HeatMap, document.Dumbbell, document.Stacked,
	document.Map, document.Profile, document.Quadrant,
}

// twoRows is a small figure of a kind: one row is full, one has nothing.
func twoRows(kind document.FigureKind) *document.Figure {
	return &document.Figure{
		ID: "f", Kind: kind, Axis: document.Axis{Label: "Бал", Max: 100}, AxisY: document.Axis{Label: "Y", Max: 10},
		Series: []string{"2026", "2025"}, Average: &document.Mark{Value: 40, Label: "середнє 40"},
		Rows: []document.FigureRow{
			{ID: "UA-05", Label: "Вінниця", Values: []document.Value{
				{X: 62.5, Known: true, Low: 60, High: 65, Text: "62,5", Class: 4},
				{X: 7.5, Known: true, Low: 7.5, High: 7.5, Text: "7,5", Class: 1},
			}},
			{ID: "UA-48", Label: "Миколаїв", Muted: true, Values: []document.Value{{Text: "н/д"}, {Text: "н/д"}}},
		},
	}
}

// series decodes the series of a drawing's option.
func series(t *testing.T, f *document.Figure) []map[string]any {
	t.Helper()
	d, err := Draw(f)
	if err != nil {
		t.Fatal(err)
	}
	var option struct{ Series []map[string]any }
	if err := json.Unmarshal(d.Option, &option); err != nil {
		t.Fatal(err)
	}
	return option.Series
}

// values lists the data of a series as JSON, one text a value.
func values(t *testing.T, s map[string]any) []string {
	t.Helper()
	var out []string
	for _, item := range s["data"].([]any) {
		b, err := json.Marshal(item.(map[string]any)["value"])
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(b))
	}
	return out
}

func TestEachKindDrawsItsNumbers(t *testing.T) {
	want := map[document.FigureKind][][]string{ // a series' data: known first, then not known
		document.Ranking:  {{`[62.5,0]`, `["-",1]`}, {`[60,0,65]`}, {`[7.5,0]`, `["-",1]`}},
		document.HeatMap:  {{`[1,0,1]`, `[0,1,0]`, `[1,1,0]`}, {`[0,0,4]`}},
		document.Dumbbell: {{`[62.5,0,7.5,"-","-",0]`, `["-",1,"-","-","-",1]`}},
		document.Stacked:  {{`[89.28571428571428,0]`, `[0,1]`}, {`[10.714285714285714,0]`, `[0,1]`}},
		document.Map:      {{`4`, `0`}},
		document.Profile:  {{`[7.5,0,62.5,60,65,0]`, `["-",1,"-","-","-",1]`}},
		document.Quadrant: {{`[62.5,7.5,0]`}},
	}
	for _, kind := range kinds {
		got := series(t, twoRows(kind))
		if len(got) != len(want[kind]) {
			t.Errorf("%s: %d series, want %d", kind, len(got), len(want[kind]))
			continue
		}
		for i, s := range got {
			if data := values(t, s); !slices.Equal(data, want[kind][i]) {
				t.Errorf("%s: series %d holds %q, want %q", kind, i, data, want[kind][i])
			}
		}
	}
}

func TestColourFollowsClass(t *testing.T) {
	f := twoRows(document.Ranking)
	for class, want := range append([]string{"#2C6FB2"}, Steps[:]...) {
		f.Rows[0].Values[0].Class = class
		style := series(t, f)[0]["data"].([]any)[0].(map[string]any)["itemStyle"].(map[string]any)
		if style["color"] != want {
			t.Errorf("class %d is drawn in %v, want %s", class, style["color"], want)
		}
	}
}

// A part of a whole without a class, among parts with one, is what is not known.
func TestStackedPartsThatAreNotKnown(t *testing.T) {
	f := twoRows(document.Stacked)
	for name, want := range map[string][2]string{"classed": {Steps[3], "#ECE9E2"}, "plain": {Steps[0], Steps[4]}} {
		f.Rows[0].Values[1].Class = 0
		if name == "plain" {
			f.Rows[0].Values[0].Class = 0
		} else {
			f.Rows[0].Values[0].Class = 4
		}
		for k, s := range series(t, f) {
			if got := s["data"].([]any)[0].(map[string]any)["itemStyle"].(map[string]any)["color"]; got != want[k] {
				t.Errorf("%s: part %d is drawn in %v, want %s", name, k, got, want[k])
			}
		}
	}
}

// A number that is no number is not known, whatever place it stands in, and an
// option is always whole.
func TestNoNumberBreaksAnOption(t *testing.T) {
	bad := []float64{math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, -math.MaxFloat64, math.Copysign(0, -1)}
	for _, kind := range kinds {
		for _, x := range bad {
			f := twoRows(kind)
			f.Axis, f.AxisY = document.Axis{Min: x, Max: x}, document.Axis{Min: x}
			f.Average.Value = x
			for i := range f.Rows {
				for k := range f.Rows[i].Values {
					f.Rows[i].Values[k] = document.Value{X: x, Known: true, Low: x, High: -x, Class: 99}
				}
			}
			d, err := Draw(f)
			if err != nil {
				t.Errorf("%s with %v: %v", kind, x, err)
				continue
			}
			if !json.Valid(d.Option) || len(d.Option) < 100 {
				t.Errorf("%s with %v: option %.60s", kind, x, d.Option)
			}
			if _, err := json.Marshal(d); err != nil {
				t.Errorf("%s with %v: %v", kind, x, err)
			}
		}
	}
}

func TestFigureIsNotChanged(t *testing.T) {
	f := twoRows(document.Ranking)
	f.Rows[0].Values[0].Low = math.Inf(-1)
	if _, err := Draw(f); err != nil {
		t.Fatal(err)
	}
	if !math.IsInf(f.Rows[0].Values[0].Low, -1) {
		t.Error("Draw changed the figure that it was given")
	}
}

// Ragged, empty and hostile figures give an option, and the same bytes each time.
func TestAnyFigureDraws(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		f := &document.Figure{
			Kind: rapid.SampledFrom(kinds).Draw(r, "kind"), Series: rapid.SliceOfN(rapid.String(), 0, 4).Draw(r, "series"),
			Axis: document.Axis{Min: rapid.Float64().Draw(r, "min"), Max: rapid.Float64().Draw(r, "max")},
		}
		for range rapid.IntRange(0, 5).Draw(r, "rows") {
			row := document.FigureRow{ID: rapid.String().Draw(r, "id"), Label: rapid.String().Draw(r, "label"), Muted: rapid.Bool().Draw(r, "muted")}
			for range rapid.IntRange(0, 5).Draw(r, "values") {
				row.Values = append(row.Values, document.Value{
					X: rapid.Float64().Draw(r, "x"), Low: rapid.Float64().Draw(r, "low"), High: rapid.Float64().Draw(r, "high"),
					Known: rapid.Bool().Draw(r, "known"), Class: rapid.IntRange(-2, 8).Draw(r, "class"),
				})
			}
			f.Rows = append(f.Rows, row)
		}
		a, err := Draw(f)
		if err != nil {
			r.Fatal(err)
		}
		b, err := Draw(f)
		if err != nil {
			r.Fatal(err)
		}
		if !bytes.Equal(a.Option, b.Option) || !json.Valid(a.Option) {
			r.Fatalf("two drawings differ, or are no JSON: %s", a.Option)
		}
	})
}

var functionName = regexp.MustCompile(`"(@[a-z]+)"`)

// The page's script has a function for each name that an option may call, and
// options call no other. There is no program in an option.
func TestFunctionsAreThePages(t *testing.T) {
	script, err := os.ReadFile(filepath.Join("..", "..", "..", "templates", "site", "dashboard.js"))
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, kind := range kinds {
		d, err := Draw(twoRows(kind))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range functionName.FindAllSubmatch(d.Option, -1) {
			used[string(m[1])] = true
		}
		if bytes.Contains(d.Option, []byte("function")) || bytes.Contains(d.Option, []byte("__f__")) {
			t.Errorf("%s: the option holds program: %s", kind, d.Option)
		}
	}
	for _, name := range functions {
		if !strings.Contains(string(script), "'"+name+"': function") {
			t.Errorf("the page's script has no function %s", name)
		}
		if !used[name] {
			t.Errorf("no figure calls %s", name)
		}
		delete(used, name)
	}
	for name := range used {
		t.Errorf("an option calls %s, which functions does not list", name)
	}
}

// functions are those of the page's script that an option may call.
var functions = []string{
	axisFormat, rowFormat, endFormat, columnFormat, cellFormat, markFormat,
	pointFormat, regionFormat, tipFormat, drawInterval, drawPair,
}
