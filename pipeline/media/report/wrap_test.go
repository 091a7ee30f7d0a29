package report

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"depository.example/depository/pipeline/media/pdf"
	"depository.example/depository/pipeline/media/typeset"
	"depository.example/depository/pipeline/tell/document"
)

// linesByPage counts the lines of body text on each page.
func linesByPage(list []pdf.TextBox, owner string) map[int][]string {
	out := map[int][]string{}
	last := map[int]float64{}
	for _, b := range list {
		if b.Owner == nil || b.Owner.Role != owner {
			continue
		}
		if out[b.Page] != nil && math.Abs(last[b.Page]-b.Bottom) < 0.5 {
			out[b.Page][len(out[b.Page])-1] += b.Text
			continue
		}
		out[b.Page] = append(out[b.Page], b.Text)
		last[b.Page] = b.Bottom
	}
	return out
}

func TestNoLoneLineOfAParagraph(t *testing.T) {
	for before := 30; before < 50; before++ {
		blocks := append(filler(before), &document.Paragraph{Spans: document.Plain(strings.Repeat("слово ", 70))})
		for page, lines := range linesByPage(boxes(t, &document.Document{Lang: "uk", Blocks: blocks}), "P") {
			if page > 1 && len(lines) == 1 {
				t.Errorf("after %d lines a paragraph has one line on page %d", before, page)
			}
		}
	}
}

func TestHeadingNeverLastOnAPage(t *testing.T) {
	const text = "Текст"
	figure := trials()["one row"](document.Ranking)
	figure.Message = text
	for name, next := range map[string]document.Block{
		"paragraph": &document.Paragraph{Spans: document.Plain(text)},
		"aside":     &document.Paragraph{Style: document.Aside, Spans: document.Plain(text)},
		"list":      &document.List{Items: [][]document.Span{document.Plain(text)}},
		"table":     &document.Table{Title: text, Columns: []document.Column{{Title: "x"}}, Rows: []document.Row{{Cells: []document.Cell{{Spans: document.Plain("y")}}}}},
		"figure":    figure,
		"card":      &document.Card{Title: text},
		"tiles":     &document.KeyFigures{Items: []document.KeyFigure{{Value: text}}},
	} {
		for before := 15; before < 45; before++ {
			blocks := append(filler(before), &document.Heading{Level: 2, Text: "Заголовок"}, &document.Heading{Level: 3, Text: "Нижчий"}, next)
			place := map[string]int{}
			for _, b := range boxes(t, &document.Document{Lang: "uk", Blocks: blocks}) {
				if b.Owner != nil {
					place[strings.TrimSpace(b.Text)] = b.Page
				}
			}
			if place["Заголовок"] != place["Нижчий"] || place["Нижчий"] != place[text] || place[text] == 0 {
				t.Errorf("%s after %d lines: heading on page %d, subheading on %d, text on %d", name, before, place["Заголовок"], place["Нижчий"], place[text])
			}
		}
	}
}

// filler is so many lines that move what follows down the page.
func filler(lines int) []document.Block {
	var out []document.Block
	for i := range lines {
		out = append(out, &document.List{Items: [][]document.Span{document.Plain(fmt.Sprint("рядок ", i))}})
	}
	return out
}

func TestSourceStaysWithItsFigureAndTable(t *testing.T) {
	figure := trials()["one row"](document.Ranking)
	for name, b := range map[string]document.Block{
		"figure": figure,
		"table":  &document.Table{Columns: []document.Column{{Title: "x"}}, Source: figure.Source, Rows: []document.Row{{Cells: []document.Cell{{Spans: document.Plain("Партнер 1")}}}}},
	} {
		for before := 15; before < 45; before++ {
			place := map[string]int{}
			for _, b := range boxes(t, &document.Document{Lang: "uk", Blocks: append(filler(before), b)}) {
				place[strings.TrimSpace(b.Text)] = b.Page
			}
			if place["Джерело"] != place["Партнер 1"] || place["Джерело"] == 0 {
				t.Errorf("%s after %d lines: on page %d, its source on %d", name, before, place["Партнер 1"], place["Джерело"])
			}
		}
	}
}

func TestTableRepeatsItsHeaderAndGroup(t *testing.T) {
	doc := manyRows(120)
	table := doc.Blocks[0].(*document.Table)
	table.Rows = slices.Insert(table.Rows, 0, document.Row{Kind: document.GroupRow, Cells: []document.Cell{{Spans: document.Plain("Група перша")}}})
	heads, groups, pages := map[int]int{}, map[int]int{}, 0
	for _, b := range boxes(t, doc) {
		pages = max(pages, b.Page)
		switch strings.TrimSpace(b.Text) {
		case "Критерій":
			heads[b.Page]++
		case "Група перша":
			groups[b.Page]++
		}
	}
	if pages < 4 {
		t.Fatalf("only %d pages", pages)
	}
	for page := 2; page <= pages; page++ {
		if heads[page] != 1 || groups[page] != 1 {
			t.Errorf("page %d: %d headers, %d group headings", page, heads[page], groups[page])
		}
	}
}

func TestFootnoteStandsWhereItIsCalled(t *testing.T) {
	var blocks []document.Block
	for i := range 60 {
		blocks = append(blocks, &document.Paragraph{Spans: []document.Span{{Text: fmt.Sprint("Твердження ", i), Note: document.Plain(fmt.Sprint("Примітка ", i, " книга vinnytsia.xlsx, аркуш «Практики», клітинка H14"))}}})
	}
	calls, notes := map[string]int{}, map[string]int{}
	for _, b := range boxes(t, &document.Document{Lang: "uk", Blocks: blocks}) {
		if b.Owner != nil && b.Owner.Role == "Reference" {
			calls[b.Text] = b.Page
		}
		if b.Owner != nil && b.Owner.Role == "Lbl" {
			notes[strings.Trim(b.Text, typeset.NBSP+" ")] = b.Page
		}
		if b.Bottom > typeset.PageBottom+0.5 && b.Owner != nil {
			t.Errorf("%q stands below the text area", b.Text)
		}
	}
	if len(calls) != 60 || len(notes) != 60 {
		t.Fatalf("%d calls, %d notes", len(calls), len(notes))
	}
	for n, page := range calls {
		if notes[n] != page {
			t.Errorf("note %s is called on page %d and stands on %d", n, page, notes[n])
		}
	}
}

func TestColumnsFillTheMeasure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "columns")
		columns := make([]document.Column, n)
		natural, least := make([]float64, n), make([]float64, n)
		floor := 0.0
		for i := range columns {
			columns[i].Width = float64(rapid.IntRange(0, 5).Draw(t, "share"))
			least[i] = rapid.Float64Range(1, 45).Draw(t, "least")
			natural[i] = least[i] + rapid.Float64Range(0, 200).Draw(t, "more")
			floor += least[i]
		}
		sum := 0.0
		for i, w := range share(columns, natural, least) {
			sum += w
			if w <= 0 || floor < typeset.Measure && w < least[i]-1e-6 {
				t.Fatalf("column %d is %.2f wide, its longest word %.2f", i, w, least[i])
			}
		}
		if math.Abs(sum-typeset.Measure) > 1e-6 {
			t.Fatalf("the columns take %.3f of %.3f", sum, typeset.Measure)
		}
	})
}
