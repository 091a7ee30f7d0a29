package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"depository/pipeline/document"
)

// testPlotter draws on a first page, figures so tall.
func testPlotter(t testing.TB, tall float64) *plotter {
	t.Helper()
	faces, err := openFaces()
	if err != nil {
		t.Fatal(err)
	}
	c := newCanvas(faces)
	c.addPage()
	return &plotter{setter: newSetter(c, "uk"), tall: tall}
}

// No line from a label to its small oblast runs through another label.
func TestLeadersCrossNoLabel(t *testing.T) {
	p := testPlotter(t, 1)
	var taken, labels []textBox
	p.canvas.seen = func(b textBox) { labels = append(labels, b) }
	dots := []xy{{86, 126}, {81, 130}, {91, 124}, {98, 132}, {76, 112}}
	for i, name := range []string{"Чернівецька", "Івано-Франківська", "Закарпатська", "Тернопільська", "Львівська"} {
		p.callout(document.FigureRow{ID: name, Label: name, Values: []document.Value{{X: 40, Known: true, Text: "40,0", Class: 3}}}, dots[i], &taken)
	}
	if len(labels) != len(dots) {
		t.Fatalf("%d labels for %d oblasts", len(labels), len(dots))
	}
	for i, l := range labels {
		end := xy{min(max(dots[i].x, l.left), l.right), min(max(dots[i].y, l.top), l.bottom)}
		for k := 0.05; k < 1; k += 0.05 {
			x, y := dots[i].x+k*(end.x-dots[i].x), dots[i].y+k*(end.y-dots[i].y)
			for j, o := range labels {
				if i != j && o.left < x && x < o.right && o.top < y && y < o.bottom {
					t.Fatalf("the line to %q runs through %q", l.text, o.text)
				}
			}
		}
	}
}

// On a map of all oblasts every value is printed, at the usual height and at the
// least.
func TestMapPrintsEveryValue(t *testing.T) {
	for _, tall := range []float64{1, leastHeight} {
		p := testPlotter(t, tall)
		f := &document.Figure{Kind: document.Map, Classes: []string{"0–20", "20–40", "40–60", "60–80", "80–100"}}
		for i, r := range p.regions() {
			f.Rows = append(f.Rows, document.FigureRow{ID: r.id, Label: "Дніпропетровська", Values: []document.Value{{X: 40, Known: true, Text: fmt.Sprintf("%d,0", 40+i), Class: 1 + i%5}}})
		}
		var printed []string
		p.canvas.seen = func(b textBox) { printed = append(printed, b.text) }
		p.charts(f)[0].draw(60)
		for _, r := range f.Rows {
			text := r.Values[0].Text
			if !slices.ContainsFunc(printed, func(s string) bool { return strings.HasSuffix(s, text) }) {
				t.Errorf("height %.2f: the value of %s is not printed", tall, r.ID)
			}
		}
	}
}
