package report

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"depository.example/depository/pipeline/media/pdf"
	"depository.example/depository/pipeline/media/typeset"
	"depository.example/depository/pipeline/tell/document"
)

func TestRunningHeadNamesTheChapterOfThePage(t *testing.T) {
	doc := &document.Document{Lang: "uk", Title: "Звіт", Running: "Звіт", Contents: "Зміст"}
	for _, name := range []string{"Головне", "Порівняння", "Методика"} {
		doc.Blocks = append(doc.Blocks, &document.PageBreak{},
			&document.Heading{Level: 1, ID: name, Text: name, Short: name},
			&document.Paragraph{Spans: document.Plain(strings.Repeat("Речення, яке щось каже. ", 300))})
	}
	heads, titles := map[int]string{}, map[int]string{}
	for _, b := range boxes(t, doc) {
		switch {
		case b.Owner == nil && b.Bottom < typeset.MarginTop && b.Left > pdf.PageWidth/2:
			heads[b.Page] = b.Text
		case b.Owner != nil && b.Owner.Role == "H1" && b.Page > 2:
			titles[b.Page] = b.Text
		}
	}
	if len(titles) != 3 {
		t.Fatalf("chapters begin on pages %v", titles)
	}
	chapter := ""
	for page := 3; page <= len(heads)+1; page++ {
		if titles[page] != "" {
			chapter = titles[page]
		}
		if heads[page] != chapter {
			t.Errorf("page %d belongs to %q, its head says %q", page, chapter, heads[page])
		}
	}
}

// wantFilled is how full a page must be that is not the last of its chapter.
const wantFilled = 0.6

func TestPagesAreFull(t *testing.T) {
	docs := map[string]*document.Document{"uk": sampleDocument("uk"), "en": sampleDocument("en")}
	for n := 1; n <= 36; n += 5 {
		docs[fmt.Sprint(n, " rows")] = mixed(n)
	}
	for name, doc := range docs {
		for _, opts := range []Options{{}, {Official: true}} {
			pages, err := Pages(doc, opts)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range pages {
				if !p.Ends && p.Filled < wantFilled || p.Filled > 1.001 {
					t.Errorf("%s, official %v: page %d is filled to %.0f %%", name, opts.Official, p.Number, 100*p.Filled)
				}
			}
		}
	}
}

// mixed is a chapter of headings, sentences and every kind of figure with n rows.
func mixed(n int) *document.Document {
	doc := &document.Document{Lang: "uk", Title: "Рисунки", Labels: document.Labels{Figure: "Рисунок", Continued: "продовження"}}
	doc.Blocks = append(doc.Blocks, &document.Heading{Level: 1, ID: "c", Text: "Розділ"})
	for i, kind := range kinds {
		f := trials()["60 partners"](kind)
		f.ID, f.Number, f.Rows = string(kind), fmt.Sprint(i+1), f.Rows[:min(n, len(f.Rows))]
		doc.Blocks = append(doc.Blocks, &document.Heading{Level: 2, ID: fmt.Sprint("s", i), Text: "Що тут показано"},
			&document.Paragraph{Spans: document.Plain("Одне речення перед рисунком, яке пояснює, як його читати.")}, f)
	}
	return doc
}

// after returns for every kind of figure chapters that hold so many lines, a
// heading with its sentence and the figure.
func after(lines int) []*document.Document {
	var out []*document.Document
	all := mixed(12)
	for i := 1; i+2 < len(all.Blocks); i += 3 {
		list := &document.List{}
		for n := range lines {
			list.Items = append(list.Items, document.Plain(fmt.Sprint("Пункт ", n)))
		}
		doc := *all
		doc.Blocks = append([]document.Block{list}, all.Blocks[i:i+3]...)
		out = append(out, &doc)
	}
	return out
}

func TestHeadingAndItsSentenceStayWithTheFigure(t *testing.T) {
	for lines := 1; lines < 40; lines += 3 {
		for _, doc := range after(lines) {
			at := map[string]int{}
			for _, b := range boxes(t, doc) {
				if b.Owner != nil && at[b.Owner.Role] == 0 {
					at[b.Owner.Role] = b.Page
				}
			}
			if at["H1"] != at["Figure"] {
				t.Errorf("after %d lines the heading stands on page %d, its figure on %d", lines, at["H1"], at["Figure"])
			}
		}
	}
}

// A paragraph before a card that the page cannot hold is not parted for it: where it goes
// on overleaf, its page is full.
func TestParagraphIsNotPartedForWhatFollows(t *testing.T) {
	const words = "Речення, яке щось каже про те, що стоїть нижче. "
	for lines := 1; lines < 40; lines++ {
		list := &document.List{}
		for n := range lines {
			list.Items = append(list.Items, document.Plain(fmt.Sprint("Пункт ", n)))
		}
		card := &document.Card{Number: "1", Title: "Картка", Body: []document.Block{&document.Paragraph{Spans: document.Plain(strings.Repeat("Слова картки. ", 120))}}}
		doc := &document.Document{Lang: "uk", Title: "Звіт", Blocks: []document.Block{list, &document.Heading{Level: 2, ID: "s", Text: "Розділ"},
			&document.Paragraph{Spans: document.Plain(strings.Repeat(words, 10))}, card}}
		foot, first, last := 0.0, 0, 0
		var own *pdf.Elem
		for _, b := range boxes(t, doc) {
			if own == nil && strings.HasPrefix(b.Text, "Речення") {
				own, first = b.Owner, b.Page
			}
			if own == nil || b.Owner != own {
				continue
			}
			if last = b.Page; last == first {
				foot = max(foot, b.Bottom)
			}
		}
		if first == 0 || last > first && foot < typeset.PageBottom-12 {
			t.Errorf("after %d lines the paragraph goes from page %d, to %.0f mm, to page %d", lines, first, foot, last)
		}
	}
}

// A page that stays empty says so.
func TestEmptyPageSaysSo(t *testing.T) {
	doc := &document.Document{Lang: "uk", Title: "Звіт", Labels: document.Labels{Empty: "Тут порожньо"}}
	for n := range 3 {
		doc.Blocks = append(doc.Blocks, &document.PageBreak{Left: n > 0}, &document.Paragraph{Spans: document.Plain(fmt.Sprint("Сторінка ", n))})
	}
	at := map[string]int{}
	for _, b := range boxes(t, doc) {
		at[b.Text] = b.Page
	}
	empty := at["Тут порожньо"]
	if empty%2 == 0 || empty != at["Сторінка 2"]-1 || at["Сторінка 1"]%2 > 0 {
		t.Errorf("texts stand on pages %v", at)
	}
}

func TestFiguresAndTextsDoNotMeet(t *testing.T) {
	for lines := 1; lines < 40; lines += 3 {
		for _, doc := range after(lines) {
			list := boxes(t, doc)
			for i, a := range list {
				for _, b := range list[i+1:] {
					if a.Page == b.Page && a.Owner != b.Owner && a.Owner != nil && b.Owner != nil &&
						a.Left+0.15 < b.Right && b.Left+0.15 < a.Right && a.Top+0.4 < b.Bottom && b.Top+0.4 < a.Bottom {
						t.Errorf("after %d lines, page %d: %q stands on %q", lines, a.Page, a.Text, b.Text)
					}
				}
			}
		}
	}
}

func TestFactsShareTheWholeWidth(t *testing.T) {
	p, err := newPrinter(&document.Document{Lang: "uk"}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	const room = 148.0
	rapid.Check(t, func(t *rapid.T) {
		var list []document.Fact
		for range rapid.IntRange(1, 4).Draw(t, "facts") {
			text := strings.Repeat("і ", rapid.IntRange(0, 400).Draw(t, "length"))
			list = append(list, document.Fact{Label: "Строк", Spans: document.Plain(text), Dots: rapid.IntRange(0, 3).Draw(t, "dots")})
		}
		sum := 0.0
		for i, w := range (&cardSetter{p}).factWidths(list, room) {
			if !(w > 0) {
				t.Fatalf("fact %d is %v mm wide", i, w)
			}
			sum += w
		}
		if sum > room+1e-6 {
			t.Fatalf("the facts take %v of %v mm", sum, room)
		}
	})
}

// overfull is a stretch a little longer than a page, after such a break.
func overfull(lines int, whole bool) *document.Document {
	list := &document.List{Compact: true}
	for n := range lines {
		list.Items = append(list.Items, document.Plain(fmt.Sprint("Наступний крок партнера ", n)))
	}
	return &document.Document{Lang: "uk", Title: "Сторінка", Blocks: []document.Block{
		&document.Heading{Level: 1, ID: "c", Text: "Партнери"}, &document.PageBreak{Whole: whole}, &document.Heading{Level: 2, ID: "p", Text: "Партнер"}, list,
	}}
}

func TestPageOfItsOwnIsSetTighter(t *testing.T) {
	const lines = 40 // of 5.9 mm in official type; a page holds 251 mm
	for whole, want := range map[bool]int{true: 2, false: 3} {
		pages, err := Pages(overfull(lines, whole), Options{Official: true})
		if err != nil || len(pages) != want {
			t.Errorf("whole %v: %d pages, want %d (%v)", whole, len(pages), want, err)
		}
	}
}

// However tight, the text of official reports keeps its 12 points, cells of tables the
// size that they usually have, and lines do not touch.
func TestTighterTypeKeepsItsSize(t *testing.T) {
	for _, official := range []bool{false, true} {
		usual := newTheme(official)
		got := usual.tighter(tightSteps)
		for _, s := range [][2]typeset.TextStyle{{usual.body, got.body}, {usual.aside, got.aside}, {usual.footnote, got.footnote}} {
			if s[1].Size != s[0].Size || s[1].Leading > s[0].Leading || s[1].Leading < 1.15*s[1].Size*pdf.Point {
				t.Errorf("official %v: %+v becomes %+v", official, s[0], s[1])
			}
		}
		if got.cell.Size < newTheme(false).cell.Size || got.cell.Leading < 1.15*got.cell.Size*pdf.Point {
			t.Errorf("official %v: cells are set as %+v", official, got.cell)
		}
		if official && got.aside.Size < 12 {
			t.Errorf("next steps are set in %v points", got.aside.Size)
		}
	}
}

// A figure that fills most of a page is not divided: what stands after it is
// short enough to leave the page before it full.
func TestFigureStaysWholeWhereAPageHoldsIt(t *testing.T) {
	f := trials()["60 partners"](document.Stacked)
	f.Rows, f.Number = f.Rows[:19], "6"
	list := &document.List{}
	for n := range 22 {
		list.Items = append(list.Items, document.Plain(fmt.Sprint("Пункт ", n)))
	}
	doc := &document.Document{Lang: "uk", Title: "Рисунки", Blocks: []document.Block{&document.Heading{Level: 1, ID: "c", Text: "Розділ"}, list, &document.Heading{Level: 2, ID: "s", Text: "Що є"}, f}}
	on := map[int]bool{}
	for _, b := range boxes(t, doc) {
		if b.Owner != nil && b.Owner.Role == "Figure" {
			on[b.Page] = true
		}
	}
	if len(on) != 1 {
		t.Errorf("the figure stands on pages %v", on)
	}
}

// DSTU 4163:2020 asks for margins of 30 mm at the left, 10 at the right and 20
// above and below; body text has 10 to 11.5 points, in official reports 12 to 14
// with lines half as far again.
func TestMarginsAndTypeFollowTheRules(t *testing.T) {
	for _, b := range boxes(t, sampleDocument("uk")) {
		if b.Owner == nil || b.Page == 1 { // the cover is an ornament to its edges
			continue
		}
		if b.Left < 30-0.1 || b.Right > pdf.PageWidth-10 || b.Top < 20 || b.Bottom > pdf.PageHeight-20 {
			t.Errorf("page %d: %q stands in the margin: %+v", b.Page, b.Text, b)
		}
	}
	for _, st := range []typeset.TextStyle{newTheme(false).body, newTheme(false).lead} {
		if st.Size < 10 || st.Size > 11.5 {
			t.Errorf("body text has %v points", st.Size)
		}
	}
	for _, st := range []typeset.TextStyle{newTheme(true).body, newTheme(true).lead, newTheme(true).cardText} {
		if lines := st.Leading / (st.Size * pdf.Point); st.Size < 12 || st.Size > 14 || math.Abs(lines-1.5) > 0.01 {
			t.Errorf("official text has %v points and %.2f lines", st.Size, lines)
		}
	}
}

// A few entries too many come closer together; many take another page.
func TestContentsLeaveNoPageOfAFewLines(t *testing.T) {
	for entries, want := range map[int]int{30: 1, 40: 1, 48: 1, 90: 2} {
		doc := &document.Document{Lang: "uk", Title: "Звіт", Contents: "Зміст", Blocks: []document.Block{&document.Heading{Level: 1, ID: "c", Text: "Розділ"}}}
		for i := range entries {
			doc.Blocks = append(doc.Blocks, &document.Heading{Level: 2, ID: fmt.Sprint("s", i), Text: fmt.Sprint("Підрозділ ", i+1)}, &document.Paragraph{Spans: document.Plain("Речення.")})
		}
		p, err := newPrinter(doc, Options{})
		if err != nil {
			t.Fatal(err)
		}
		p.print()
		if len(p.contents.pages) != want {
			t.Errorf("%d entries take %d pages, want %d", entries, len(p.contents.pages), want)
		}
	}
}

// TestAFewLinesDoNotTakeAPage: a chapter without figures whose end is a few lines over a
// page is set closer, so that it ends on the page before; in papers whose lines stand half
// as far again by order it is not.
func TestAFewLinesDoNotTakeAPage(t *testing.T) {
	pages := func(paragraphs int, opts Options) []typeset.Page {
		doc := &document.Document{Lang: "uk", Title: "Звіт", Running: "Звіт", Contents: "Зміст", Blocks: []document.Block{&document.Heading{Level: 1, ID: "a", Text: "Розділ", Short: "Розділ"}}}
		for range paragraphs {
			doc.Blocks = append(doc.Blocks, &document.Paragraph{Spans: document.Plain("Одне речення на рядок.")})
		}
		all, err := Pages(doc, opts)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	for _, opts := range []Options{{}, {Official: true}} {
		n := 5
		for before := len(pages(n, opts)); len(pages(n, opts)) == before; n++ {
		}
		all := pages(n, opts)
		last := all[len(all)-1].Filled
		if opts.Official && last >= 0.3 || !opts.Official && last < 0.1 {
			t.Errorf("official %v: %d paragraphs end on a page filled to %.0f %%", opts.Official, n, 100*last)
		}
	}
}

// A table that runs over a page goes on with a fifth of its rows, or with eight; a small
// one stands on one page.
func TestTableGoesOnWithMoreThanARemainder(t *testing.T) {
	for _, rows := range []int{6, 12, 29, 45, 70} {
		table := &document.Table{Title: "Таблиця", Dense: rows > 12, Columns: []document.Column{{Title: "Назва", Width: 3}, {Title: "Число", Width: 1, Align: document.Right}}}
		for i := range rows {
			table.Rows = append(table.Rows, document.Row{Cells: []document.Cell{{Spans: document.Plain(fmt.Sprint("рядок ", i+1)), Head: true}, {Spans: document.Plain("1")}}})
		}
		for lines := 1; lines < 42; lines++ {
			list := &document.List{}
			for n := range lines {
				list.Items = append(list.Items, document.Plain(fmt.Sprint("Пункт ", n)))
			}
			doc := &document.Document{Lang: "uk", Title: "Таблиця", Labels: document.Labels{Continued: "продовження"},
				Blocks: []document.Block{list, table, &document.Paragraph{Spans: document.Plain("Після таблиці.")}}}
			on := map[int]int{}
			last := 0
			for _, b := range boxes(t, doc) {
				if b.Owner != nil && strings.HasPrefix(b.Text, "рядок") {
					on[b.Page]++
					last = max(last, b.Page)
				}
			}
			if least := min(rows/5, 8); len(on) > 1 && (on[last] < least || rows == 6) {
				t.Errorf("after %d lines %d rows stand on pages %v", lines, rows, on)
			}
		}
	}
}
