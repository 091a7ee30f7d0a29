package report

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"depository/pipeline/document"
)

// boxes lays a document out and gives every text where it stands.
func boxes(t testing.TB, doc *document.Document) []textBox {
	t.Helper()
	p, err := newPrinter(doc, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var out []textBox
	p.canvas.seen = func(b textBox) { out = append(out, b) }
	p.print()
	return out
}

// clashes lists texts of figures that cover one another or leave the page.
func clashes(list []textBox) []string {
	const slack = 0.15 // mm; boxes are a little larger than letters
	var out []string
	var inFigures []textBox
	for _, b := range list {
		if b.left < -0.01 || b.right > pageWidth+0.01 || b.top < 0 || b.bottom > pageHeight {
			out = append(out, fmt.Sprintf("page %d: %q leaves the page: %.1f to %.1f", b.page, b.text, b.left, b.right))
		}
		if b.owner != nil && b.owner.role == "Figure" {
			if b.left < marginLeft-0.5 || b.right > marginLeft+measure+0.5 || b.bottom > pageBottom+0.5 {
				out = append(out, fmt.Sprintf("page %d: %q leaves the text area: %.1f to %.1f, foot %.1f", b.page, b.text, b.left, b.right, b.bottom))
			}
			inFigures = append(inFigures, b)
		}
	}
	for i, a := range inFigures {
		for _, b := range inFigures[i+1:] {
			if a.page == b.page && a.left+slack < b.right && b.left+slack < a.right && a.top+slack < b.bottom && b.top+slack < a.bottom {
				out = append(out, fmt.Sprintf("page %d: %q and %q overlap", a.page, a.text, b.text))
			}
		}
	}
	return out
}

// trials are figures that go wrong easily, by what is special about them.
func trials() map[string]func(kind document.FigureKind) *document.Figure {
	long := "Міська рада міста Переяслава-Хмельницького Бориспільського району Київської обл."
	word := strings.Repeat("Найдовшеслово", 7)[:2*80]
	base := func(kind document.FigureKind, rows int, label func(i int) string, v func(i, j int) document.Value) *document.Figure {
		f := &document.Figure{ID: "f", Kind: kind, Number: "1", Message: "Що показує рисунок", Measure: "Бали", Alt: "Опис", Source: document.Plain("Джерело"),
			Axis: document.Axis{Min: 0, Max: 5, Label: "Зрілість"}, AxisY: document.Axis{Min: 0, Max: 5, Label: "Відтворюваність"},
			Average: &document.Mark{Value: 4.9, Label: "середнє всіх партнерів 4,90"}, Classes: []string{"1 початковий", "2 базовий", "3 визначений", "4 керований", "5 випереджальний"}}
		if kind == document.Profile || kind == document.Stacked || kind == document.Map {
			f.Average = nil
		}
		columns := map[document.FigureKind]int{document.HeatMap: 9, document.Bump: 4, document.Stacked: 4}[kind]
		if columns == 0 {
			columns = 2
		}
		for j := range columns {
			f.Series = append(f.Series, "Технології та взаємодія "+fmt.Sprint(j+1))
		}
		ids := []string{"UA-05", "UA-07", "UA-09", "UA-12", "UA-14", "UA-18", "UA-21", "UA-23", "UA-26", "UA-30", "UA-32", "UA-35", "UA-40", "UA-43", "UA-46", "UA-48", "UA-51", "UA-53", "UA-56", "UA-59", "UA-61", "UA-63", "UA-65", "UA-68", "UA-71", "UA-74", "UA-77"}
		for i := range rows {
			r := document.FigureRow{ID: ids[i%len(ids)], Label: label(i), Note: "+0,25"}
			for j := range columns {
				x := v(i, j)
				if kind == document.Bump && x.Known {
					x.X = float64(1 + (i*7+j*3)%rows)
					x.Text = fmt.Sprint(x.X)
				}
				r.Values = append(r.Values, x)
			}
			f.Rows = append(f.Rows, r)
		}
		return f
	}
	plain := func(i, j int) document.Value {
		x := 2.5 + 2.4*math.Sin(float64(3*i+j))
		return document.Value{X: x, Known: true, Low: x - 0.4, High: x + 0.4, Text: fmt.Sprintf("%.2f", x), Class: class(x)}
	}
	equal := func(int, int) document.Value {
		return document.Value{X: 3, Known: true, Low: 3, High: 3, Text: "3,00", Class: 3}
	}
	short := func(i int) string { return fmt.Sprint("Партнер ", i+1) }
	type maker = func(kind document.FigureKind) *document.Figure
	return map[string]maker{
		"names of 80 letters": func(k document.FigureKind) *document.Figure {
			return base(k, 27, func(int) string { return long }, plain)
		},
		"one word of 80 letters": func(k document.FigureKind) *document.Figure {
			return base(k, 12, func(int) string { return word }, plain)
		},
		"60 partners": func(k document.FigureKind) *document.Figure { return base(k, 60, short, plain) },
		"all equal":   func(k document.FigureKind) *document.Figure { return base(k, 20, short, equal) },
		"one missing": func(k document.FigureKind) *document.Figure {
			return base(k, 8, short, func(i, j int) document.Value {
				if i == 3 {
					return document.Value{Text: "н/д"}
				}
				return plain(i, j)
			})
		},
		"negative": func(k document.FigureKind) *document.Figure {
			f := base(k, 10, short, func(i, j int) document.Value {
				x := -4 + 0.7*float64(i) - float64(j)
				return document.Value{X: x, Known: true, Low: x - 1, High: x, Text: fmt.Sprintf("\u2212%.2f", -x)}
			})
			f.Axis, f.AxisY = document.Axis{}, document.Axis{}
			return f
		},
		"not numbers": func(k document.FigureKind) *document.Figure {
			return base(k, 6, short, func(i, _ int) document.Value {
				return document.Value{X: []float64{math.NaN(), math.Inf(1), math.Inf(-1), 1e300, -1e300, 0}[i], Known: true, Low: math.Inf(-1), High: math.NaN(), Text: "∞", Class: 9 * i}
			})
		},
		"one row": func(k document.FigureKind) *document.Figure { return base(k, 1, short, plain) },
		"long texts everywhere": func(k document.FigureKind) *document.Figure {
			f := base(k, 5, func(int) string { return long }, func(i, j int) document.Value {
				v := plain(i, j)
				v.Text = "12 345 678,90 млн гривень"
				return v
			})
			for i := range f.Series {
				f.Series[i] = long
			}
			for i := range f.Rows {
				f.Rows[i].Note = long
			}
			f.Classes = []string{long, long, long, long, long}
			f.Axis.Label, f.AxisY.Label = long+long+long, long+long
			if f.Average != nil {
				f.Average.Label = long + long
			}
			return f
		},
	}
}

var kinds = []document.FigureKind{document.Ranking, document.HeatMap, document.Dumbbell, document.Stacked, document.Map, document.Profile, document.Quadrant, document.Bump}

func TestLabelsNeverOverlapOrLeaveThePage(t *testing.T) {
	for name, make := range trials() {
		for _, kind := range kinds {
			t.Run(string(kind)+"/"+name, func(t *testing.T) {
				f := make(kind)
				list := boxes(t, &document.Document{Lang: "uk", Title: "Назва", Blocks: []document.Block{f}})
				for i, c := range clashes(list) {
					if i < 6 {
						t.Error(c)
					}
				}
				drawn := 0
				for _, b := range list {
					if b.owner != nil && b.owner.role == "Figure" {
						drawn++
					}
				}
				if drawn == 0 {
					t.Error("nothing is drawn")
				}
			})
		}
	}
}

func TestSampleLabelsNeverOverlap(t *testing.T) {
	for _, lang := range []string{"uk", "en"} {
		for _, c := range clashes(boxes(t, sampleDocument(lang))) {
			t.Error(lang, c)
		}
	}
}

// A label keeps its words whole where dividing one spares no line.
func TestLabelsDivideWordsLast(t *testing.T) {
	p := testPrinter(t, "uk")
	for _, c := range []struct {
		text  string
		width float64
		want  []string
	}{
		{"Захист даних і безпека", 13, []string{"Захист", "даних", "і\u00a0безпека"}},
		{"Відтворюваність", 14, []string{"Відтворюва\u00ad", "ність"}},
	} {
		if got := p.fitLines(c.text, sans, 6.8, c.width, 9); !slices.Equal(got, c.want) {
			t.Errorf("%q in %.0f mm: %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

// No line from a label to its small oblast runs through another label.
func TestLeadersCrossNoLabel(t *testing.T) {
	p := testPrinter(t, "uk")
	p.canvas.addPage()
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
		p := testPrinter(t, "uk")
		p.canvas.addPage()
		p.tall = tall
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
