package svg

import (
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"depository.example/depository/pipeline/media/oblasts"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/templates"
)

var update = flag.Bool("update", false, "write the golden files anew")

func words(t testing.TB, lang string) *wording.Catalogue {
	t.Helper()
	c, err := templates.Wording(lang)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func value(x float64) document.Value {
	return document.Value{X: x, Known: true, Low: x - 4, High: x + 5, Text: strings.Replace(fmt.Sprintf("%.1f", x), ".", ",", 1), Class: 1 + int(x/20.01)}
}

// plain is a value without an interval.
func plain(x float64) document.Value {
	v := value(x)
	v.Low, v.High = x, x
	return v
}

// kinds are figures of every kind with n rows; a map has the oblasts at most.
func kinds(n int) []*document.Figure {
	names := []string{"Вінницька міська територіальна громада", "Київ", "Івано-Франківська міська територіальна громада", "Миколаїв", "Славутич <&>"}
	make := func(kind document.FigureKind, series ...string) *document.Figure {
		return &document.Figure{
			ID: string(kind), Kind: kind, Message: "Показано, хто де стоїть", Measure: "Бал, 0–100", Series: series,
			Axis: document.Axis{Label: "Зрілість", Max: 100}, Classes: []string{"0–20", "20–40", "40–60", "60–80", "80–100"},
		}
	}
	fill := func(f *document.Figure, values func(x float64) []document.Value) *document.Figure {
		for i := range n {
			x := 97 - 90*float64(i)/float64(max(n-1, 1))
			f.Rows = append(f.Rows, document.FigureRow{ID: fmt.Sprint("p", i), Label: names[i%len(names)], Values: values(x)})
		}
		return f
	}
	ranking := fill(make(document.Ranking, "2026, I півріччя", "2025, II півріччя"), func(x float64) []document.Value { return []document.Value{value(x), plain(x - 3)} })
	ranking.Average = &document.Mark{Value: 52, Label: "середнє 52,0"}
	bars := fill(make(document.Ranking, "2026, I півріччя"), func(x float64) []document.Value { return []document.Value{plain(x)} })
	bars.ID = "bars"
	profile := fill(make(document.Profile, "Вінниця", "середнє"), func(x float64) []document.Value { return []document.Value{value(x), plain(60)} })
	dumbbell := fill(make(document.Dumbbell, "2025", "2026"), func(x float64) []document.Value { return []document.Value{plain(60), plain(x)} })
	heat := fill(make(document.HeatMap, "Правові засади", "Захист даних і безпека", "Охоплення", "Разом"), func(x float64) []document.Value {
		return []document.Value{plain(x), plain(100 - x), {Text: "н/д"}, plain(x / 2)}
	})
	stacked := fill(make(document.Stacked, "так", "ні", "невідомо"), func(x float64) []document.Value {
		out := []document.Value{plain(x), plain(80 - 0.7*x), plain(20)}
		out[0].Class, out[1].Class, out[2].Class = 4, 2, 0
		return out
	})
	quadrant := fill(make(document.Quadrant), func(x float64) []document.Value { return []document.Value{plain(x), plain(float64(int(7*x) % 100))} })
	quadrant.AxisY = document.Axis{Label: "Придатність до поширення", Max: 100}
	land := make(document.Map, "бал")
	for i, o := range oblasts.All()[:min(n, 27)] {
		r := document.FigureRow{ID: o.ID, Label: names[i%5], Values: []document.Value{plain(float64(95 - 3*i))}, Point: i%3 == 1}
		if i%4 == 3 {
			r.Values[0] = document.Value{Text: "н/д"}
		}
		land.Rows = append(land.Rows, r)
	}
	ranking.Rows[n-1].Muted, dumbbell.Rows[0].Muted, dumbbell.Rows[0].Note, profile.Rows[0].Note = true, true, "+1,0", "+37,0"
	return []*document.Figure{ranking, bars, profile, dumbbell, heat, stacked, quadrant, land}
}

func linked(r document.FigureRow) string { return "partner.html#" + r.ID }

func draw(t testing.TB, f *document.Figure, alone bool) string {
	return string(Draw(f, Options{Words: words(t, "uk"), Link: linked, Mine: "p33", Alone: alone}))
}

// elements counts elements, and fails where the mark-up is not well formed or an
// identifier stands twice.
func elements(t testing.TB, text string) (n int) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	ids := map[string]bool{}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return n
		}
		if err != nil {
			t.Fatalf("%v in %.2000s", err, text)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		n++
		for _, a := range start.Attr {
			if a.Name.Local == "id" && ids[a.Value] {
				t.Errorf("the identifier %q stands twice", a.Value)
			}
			ids[a.Value] = ids[a.Value] || a.Name.Local == "id"
			if strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") {
				t.Errorf("%s=%q", a.Name.Local, a.Value)
			}
		}
	}
}

// The golden files were looked at in a browser, light and dark, 390 and 1280 wide.
func TestEveryKindIsDrawn(t *testing.T) {
	for _, f := range kinds(5) {
		got := draw(t, f, true)
		elements(t, got)
		golden := filepath.Join("testdata", f.ID+".svg")
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s is drawn otherwise: run with -update and look at it", golden)
		}
	}
}

// However many rows there are, a figure stays small: 700 elements are within the
// 1,500 of a page; 30 marks have names.
func TestFiguresAreBounded(t *testing.T) {
	for _, n := range []int{5, 50, 2000} {
		for _, f := range kinds(n) {
			for i := range f.Rows {
				f.Alt += f.Rows[i].Label + "; "
			}
			got := draw(t, f, false)
			if k := elements(t, got); k > 700 {
				t.Errorf("%s with %d rows: %d elements", f.ID, n, k)
			}
			if k := strings.Count(got, "<a "); k > mostNamed || k == 0 {
				t.Errorf("%s with %d rows: %d marks lead somewhere", f.ID, n, k)
			}
			if len(got) > 60_000 {
				t.Errorf("%s with %d rows: %d bytes", f.ID, n, len(got))
			}
			if alt := []rune(Alt(f)); len(alt) > altMost || len(alt) < 20 {
				t.Errorf("%s with %d rows: alternative text of %d characters", f.ID, n, len(alt))
			}
			if n > mostNamed && f.Kind == document.Ranking && !strings.Contains(got, `href="partner.html#p33" class="mine"`) {
				t.Errorf("%s with %d rows: the reader's own is not shown", f.ID, n)
			}
		}
	}
}

// A figure never says less than its values: every value of a few rows is printed.
func TestValuesArePrinted(t *testing.T) {
	for _, f := range kinds(5) {
		got := draw(t, f, false)
		for _, r := range f.Rows {
			if !strings.Contains(got, esc(name(r))) {
				t.Errorf("%s does not say %q", f.ID, name(r))
			}
		}
		if strings.Contains(got, "style=") || strings.Contains(got, "<style") || strings.Contains(got, "<script") {
			t.Errorf("%s has a style or a script of its own, which the page's policy refuses", f.ID)
		}
	}
}

// Hostile texts and values stay texts, and never break the drawing.
func TestHostileFigures(t *testing.T) {
	const bad = "\"'><script>alert(1)</script>\x00\x07\u2028]]>&#x0;<!--"
	nan := 0.0
	nan /= nan
	for _, n := range []int{1, 2, 40, 200} {
		for _, f := range kinds(n) {
			f.ID, f.Message, f.Alt, f.Axis, f.AxisY, f.Average = bad, bad, bad, document.Axis{Label: bad}, document.Axis{Label: bad}, &document.Mark{Value: nan, Label: bad}
			for i := range f.Rows {
				f.Rows[i].Label, f.Rows[i].Note = bad, bad
				if f.Kind != document.Map {
					f.Rows[i].ID = bad
				}
				for k := range f.Rows[i].Values {
					f.Rows[i].Values[k].Text, f.Rows[i].Values[k].Class = bad, i-5
					if i%3 == 0 {
						f.Rows[i].Values[k].X, f.Rows[i].Values[k].Low = nan, -1/(1e-320*0+1e-300)
					}
				}
			}
			if n > 1 {
				f.Rows[1].Values = nil
			}
			got := draw(t, f, false)
			elements(t, got)
			if strings.Contains(got, "<script") {
				t.Errorf("%s: mark-up came out of a text", f.Kind)
			}
		}
	}
}

// The key of a map does not shrink with it: on a page it stands before the drawing that
// scales, in a file within it.
func TestKeyOfAMapKeepsItsSize(t *testing.T) {
	words, err := templates.Wording("uk")
	if err != nil {
		t.Fatal(err)
	}
	f := &document.Figure{ID: "m", Kind: document.Map, Message: "M", Classes: []string{"0–20", "20–40"}, Rows: []document.FigureRow{{ID: "UA-46", Label: "L", Values: []document.Value{{X: 2, Known: true, Text: "2", Class: 2}}}}}
	for alone, before := range map[bool]bool{false: true, true: false} {
		text := string(Draw(f, Options{Words: words, Alone: alone}))
		if key, scaled := strings.Index(text, "20–40"), strings.Index(text, "viewBox="); key < 0 || scaled < 0 || key < scaled != before {
			t.Errorf("alone %t: the key is at %d, what scales at %d", alone, key, scaled)
		}
	}
}

// A mark is much nearer to the name of its own row than to the next one's.
func TestMarksBelongToTheirRows(t *testing.T) {
	const letters = 5 // of the height of capitals, half
	name := (15.0 - letters)
	if own, next := trackY-name, rowHeight+name-trackY; own*1.5 > next {
		t.Errorf("the marks of a row are %v below its name, and %v above the next", own, next)
	}
	if trackY-8 < 15 {
		t.Errorf("marks begin at %v, in the name", trackY-8)
	}
}

// A legend says a name that takes two lines whole, in two columns as always.
func TestLegendsAreWhole(t *testing.T) {
	f := kinds(3)[4]
	f.Series[1] = "Технології та інтероперабельність"
	got := draw(t, f, false)
	for _, part := range []string{">Технології та<", ">інтероперабельність<"} {
		if !strings.Contains(got, part) {
			t.Errorf("%s is not in the legend", part)
		}
	}
	for text, want := range map[string][2]string{"так": {"так", ""}, "Правові засади": {"Правові засади", ""}, "Інтероперабельністьтаінше": {"Інтероперабельністьта…", ""}} {
		if first, second := twoLines(text, smallSize, 141); first != want[0] || second != want[1] {
			t.Errorf("%q is parted as %q, %q", text, first, second)
		}
	}
}
