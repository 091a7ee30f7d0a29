package document

import (
	"strings"
	"testing"
	"time"
)

func TestPrintShowsEveryPart(t *testing.T) {
	doc := &Document{
		Lang: "en", Title: "Title", Notice: "Illustrative.", Date: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC),
		Blocks: []Block{
			&Heading{Level: 2, ID: "a", Text: "1.1 Scores"},
			&Paragraph{Style: Aside, Spans: []Span{{Text: "See "}, {Text: "there", Bold: true, Link: "#a"}, {Text: "слова", Lang: "uk"}, {Text: ".", Note: Plain("a note")}}},
			&List{Ordered: true, Items: [][]Span{Plain("one"), Plain("two")}},
			&KeyFigures{Items: []KeyFigure{{"38%", "online", "+2"}}},
			&Card{ID: "c", Number: "1", Title: "Do", Body: []Block{&Paragraph{Spans: Plain("it")}}, Facts: []Fact{{"Priority", Plain("high"), 3}}},
			&Table{Number: "A1", Title: "T", Columns: []Column{{Title: "x"}, {Title: "y"}}, Source: Plain("src"), Rows: []Row{
				{Kind: GroupRow, Cells: []Cell{{Spans: Plain("G")}}}, {Cells: []Cell{{Spans: Plain("r")}, {Spans: Plain("4"), Class: 4}}}, {Kind: TotalRow, Cells: []Cell{{Spans: Plain("sum")}}}}},
			&Figure{Number: "2", Kind: Ranking, Message: "M", Measure: "points", Series: []string{"now"}, Average: &Mark{3, "mean 3"}, Alt: "alt",
				Rows: []FigureRow{{Label: "L", Muted: true, Note: "+1", Values: []Value{{X: 2, Known: true, Low: 1.5, High: 2.5, Text: "2.0", Class: 2}, {Text: "n/a"}}}}},
			&PageBreak{}, &PageBreak{Whole: true},
		},
	}
	want := `lang: en
title: Title
notice: Illustrative.
date: 2026-11-24

## 1.1 Scores {#a}

[aside] See [**there**](#a)[uk: слова].{a note}

1. one
2. two

[key] 38% | online | +2

[card 1] Do {#c}

it
  Priority: ●●●high

[table A1] T
| x | y |
| = G |
| r | 4 ‹4› |
| Σ sum |
source: src

[figure 2, ranking] M
measure: points
series: now
average: mean 3
  L (pale): 2.0 [1.5; 2.5] ‹2› | n/a | +1
alt: alt

[page break]

[page of its own]
`
	var b strings.Builder
	if err := Print(&b, doc); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}
