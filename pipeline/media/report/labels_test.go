package report

import (
	"cmp"
	"fmt"
	"math"
	"strings"
	"testing"

	"depository.example/depository/pipeline/media/pdf"
	"depository.example/depository/pipeline/media/typeset"
	"depository.example/depository/pipeline/tell/document"
)

// boxes lays a document out and returns every text where it stands.
func boxes(t testing.TB, doc *document.Document) []pdf.TextBox {
	t.Helper()
	p, err := newPrinter(doc, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var out []pdf.TextBox
	p.Canvas.Seen = func(b pdf.TextBox) { out = append(out, b) }
	p.print()
	return out
}

// clashes lists texts of figures that cover one another or leave the page.
func clashes(list []pdf.TextBox) []string {
	const slack = 0.15 // mm; boxes are a little larger than letters
	var out []string
	var inFigures []pdf.TextBox
	for _, b := range list {
		if b.Left < -0.01 || b.Right > pdf.PageWidth+0.01 || b.Top < 0 || b.Bottom > pdf.PageHeight {
			out = append(out, fmt.Sprintf("page %d: %q leaves the page: %.1f to %.1f", b.Page, b.Text, b.Left, b.Right))
		}
		if b.Owner != nil && b.Owner.Role == "Figure" {
			if b.Left < typeset.MarginLeft-0.5 || b.Right > typeset.MarginLeft+typeset.Measure+0.5 || b.Bottom > typeset.PageBottom+0.5 {
				out = append(out, fmt.Sprintf("page %d: %q leaves the text area: %.1f to %.1f, foot %.1f", b.Page, b.Text, b.Left, b.Right, b.Bottom))
			}
			inFigures = append(inFigures, b)
		}
	}
	for i, a := range inFigures {
		for _, b := range inFigures[i+1:] {
			if a.Page == b.Page && a.Left+slack < b.Right && b.Left+slack < a.Right && a.Top+slack < b.Bottom && b.Top+slack < a.Bottom {
				out = append(out, fmt.Sprintf("page %d: %q and %q overlap", a.Page, a.Text, b.Text))
			}
		}
	}
	return out
}

// Names and words of 80 letters.
var (
	longName = "Міська рада міста Переяслава-Хмельницького Бориспільського району Київської обл."
	longWord = strings.Repeat("Найдовшеслово", 7)[:2*80]
)

// trialColumns is how many series a trial of a kind has; two where it is not said.
var trialColumns = map[document.FigureKind]int{document.HeatMap: 9, document.Stacked: 4}

// oblasts are the codes of ISO 3166-2:UA.
var oblasts = strings.Fields("UA-05 UA-07 UA-09 UA-12 UA-14 UA-18 UA-21 UA-23 UA-26 UA-30 UA-32 UA-35 UA-40 UA-43 UA-46 UA-48 UA-51 UA-53 UA-56 UA-59 UA-61 UA-63 UA-65 UA-68 UA-71 UA-74 UA-77")

// A valueAt returns the value of row i in series j of a trial.
type valueAt func(i, j int) document.Value

// trial makes a figure of a kind with so many rows.
func trial(kind document.FigureKind, rows int, label func(i int) string, v valueAt) *document.Figure {
	f := &document.Figure{ID: "f", Kind: kind, Number: "1", Message: "Що показує рисунок", Measure: "Бали", Alt: "Опис", Source: document.Plain("Джерело"),
		Axis: document.Axis{Min: 0, Max: 5, Label: "Зрілість"}, AxisY: document.Axis{Min: 0, Max: 5, Label: "Відтворюваність"},
		Average: &document.Mark{Value: 4.9, Label: "середнє всіх партнерів 4,90"}, Classes: []string{"1 початковий", "2 базовий", "3 визначений", "4 керований", "5 випереджальний"}}
	if kind == document.Profile || kind == document.Stacked || kind == document.Map {
		f.Average = nil
	}
	columns := cmp.Or(trialColumns[kind], 2)
	for j := range columns {
		f.Series = append(f.Series, "Технології та взаємодія "+fmt.Sprint(j+1))
	}
	for i := range rows {
		r := document.FigureRow{ID: oblasts[i%len(oblasts)], Label: label(i), Note: "+0,25"}
		for j := range columns {
			x := v(i, j)
			r.Values = append(r.Values, x)
		}
		f.Rows = append(f.Rows, r)
	}
	return f
}

func shortName(i int) string { return fmt.Sprint("Партнер ", i+1) }

func plain(i, j int) document.Value {
	x := 2.5 + 2.4*math.Sin(float64(3*i+j))
	return document.Value{X: x, Known: true, Low: x - 0.4, High: x + 0.4, Text: fmt.Sprintf("%.2f", x), Class: class(x)}
}

func equal(int, int) document.Value {
	return document.Value{X: 3, Known: true, Low: 3, High: 3, Text: "3,00", Class: 3}
}

func oneMissing(i, j int) document.Value {
	if i == 3 {
		return document.Value{Text: "н/д"}
	}
	return plain(i, j)
}

func negative(i, j int) document.Value {
	x := -4 + 0.7*float64(i) - float64(j)
	return document.Value{X: x, Known: true, Low: x - 1, High: x, Text: fmt.Sprintf("\u2212%.2f", -x)}
}

func noNumber(i, _ int) document.Value {
	x := []float64{math.NaN(), math.Inf(1), math.Inf(-1), 1e300, -1e300, 0}[i]
	return document.Value{X: x, Known: true, Low: math.Inf(-1), High: math.NaN(), Text: "∞", Class: 9 * i}
}

func wide(i, j int) document.Value {
	v := plain(i, j)
	v.Text = "12 345 678,90 млн гривень"
	return v
}

// A maker makes a figure of a kind.
type maker func(document.FigureKind) *document.Figure

// made is the maker of a trial.
func made(rows int, label func(i int) string, v valueAt) maker {
	return func(k document.FigureKind) *document.Figure { return trial(k, rows, label, v) }
}

func named(name string) func(int) string { return func(int) string { return name } }

// trials are figures that go wrong easily, by what is odd about them.
func trials() map[string]maker {
	return map[string]maker{
		"names of 80 letters":    made(27, named(longName), plain),
		"one word of 80 letters": made(12, named(longWord), plain),
		"60 partners":            made(60, shortName, plain),
		"all equal":              made(20, shortName, equal),
		"one missing":            made(8, shortName, oneMissing),
		"negative": func(k document.FigureKind) *document.Figure {
			f := trial(k, 10, shortName, negative)
			f.Axis, f.AxisY = document.Axis{}, document.Axis{}
			return f
		},
		"not numbers":           made(6, shortName, noNumber),
		"one row":               made(1, shortName, plain),
		"long texts everywhere": wordy,
	}
}

// wordy has a long text wherever a figure has any.
func wordy(k document.FigureKind) *document.Figure {
	f := trial(k, 5, named(longName), wide)
	for i := range f.Series {
		f.Series[i] = longName
	}
	for i := range f.Rows {
		f.Rows[i].Note = longName
	}
	f.Classes = []string{longName, longName, longName, longName, longName}
	f.Axis.Label, f.AxisY.Label = longName+longName+longName, longName+longName
	if f.Average != nil {
		f.Average.Label = longName + longName
	}
	return f
}

var kinds = []document.FigureKind{document.Ranking, document.HeatMap, document.Dumbbell, document.Stacked, document.Map, document.Profile, document.Quadrant}

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
					if b.Owner != nil && b.Owner.Role == "Figure" {
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
