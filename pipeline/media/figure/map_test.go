package figure

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"depository.example/depository/pipeline/media/pdf"
	"depository.example/depository/pipeline/media/typeset"
	"depository.example/depository/pipeline/tell/document"
)

// testPlotter draws on a first page, figures so tall.
func testPlotter(t testing.TB, tall float64) *Plotter {
	t.Helper()
	faces, err := pdf.OpenFaces()
	if err != nil {
		t.Fatal(err)
	}
	c := pdf.NewCanvas(faces)
	c.AddPage()
	return &Plotter{Setter: typeset.NewSetter(c, "uk"), Tall: tall}
}

// No line from a label to its small oblast runs through another label.
func TestLeadersCrossNoLabel(t *testing.T) {
	p := testPlotter(t, 1)
	var taken, labels []pdf.TextBox
	p.Canvas.Seen = func(b pdf.TextBox) { labels = append(labels, b) }
	dots := []pdf.XY{{X: 86, Y: 126}, {X: 81, Y: 130}, {X: 91, Y: 124}, {X: 98, Y: 132}, {X: 76, Y: 112}}
	for i, name := range []string{"Чернівецька", "Івано-Франківська", "Закарпатська", "Тернопільська", "Львівська"} {
		cartographer{p}.callout(document.FigureRow{ID: name, Label: name, Values: []document.Value{{X: 40, Known: true, Text: "40,0", Class: 3}}}, dots[i], &taken)
	}
	if len(labels) != len(dots) {
		t.Fatalf("%d labels for %d oblasts", len(labels), len(dots))
	}
	for i, l := range labels {
		end := pdf.XY{X: min(max(dots[i].X, l.Left), l.Right), Y: min(max(dots[i].Y, l.Top), l.Bottom)}
		for k := 0.05; k < 1; k += 0.05 {
			x, y := dots[i].X+k*(end.X-dots[i].X), dots[i].Y+k*(end.Y-dots[i].Y)
			for j, o := range labels {
				if i != j && o.Left < x && x < o.Right && o.Top < y && y < o.Bottom {
					t.Fatalf("the line to %q runs through %q", l.Text, o.Text)
				}
			}
		}
	}
}

// On a map of all oblasts every value is printed, at the usual height and at the
// least.
func TestMapPrintsEveryValue(t *testing.T) {
	for _, tall := range []float64{1, LeastHeight} {
		p := testPlotter(t, tall)
		f := &document.Figure{Kind: document.Map, Classes: []string{"0–20", "20–40", "40–60", "60–80", "80–100"}}
		for i, r := range (cartographer{p}).regions() {
			f.Rows = append(f.Rows, document.FigureRow{ID: r.id, Label: "Дніпропетровська", Values: []document.Value{{X: 40, Known: true, Text: fmt.Sprintf("%d,0", 40+i), Class: 1 + i%5}}})
		}
		var printed []string
		p.Canvas.Seen = func(b pdf.TextBox) { printed = append(printed, b.Text) }
		p.Charts(f)[0].Draw(60)
		for _, r := range f.Rows {
			text := r.Values[0].Text
			if !slices.ContainsFunc(printed, func(s string) bool { return strings.HasSuffix(s, text) }) {
				t.Errorf("height %.2f: the value of %s is not printed", tall, r.ID)
			}
		}
	}
}

// White type stands within its territory, dark type on no dark one.
func TestNamesOnTheMapCanBeRead(t *testing.T) {
	square := func(left float64) region {
		return region{rings: [][]pdf.XY{{{X: left, Y: 0}, {X: left + 10, Y: 0}, {X: left + 10, Y: 10}, {X: left, Y: 10}}}}
	}
	own, dark := square(0), square(10)
	l := &mapLabels{dark: []region{dark}}
	const ink = pdf.RGB(0x202020)
	for _, c := range []struct {
		left, right float64
		colour      pdf.RGB
		want        bool
	}{
		{1, 9, pdf.White, true},
		{-1, 9, pdf.White, false}, // on what has no data
		{-1, 9, ink, true},
		{1, 11, ink, false}, // on the dark neighbour
	} {
		if got := l.readable(own, pdf.TextBox{Left: c.left, Right: c.right, Top: 4, Bottom: 6}, c.colour); got != c.want {
			t.Errorf("type of %v from %v to %v can be read: %v, want %v", c.colour, c.left, c.right, got, c.want)
		}
	}
}
