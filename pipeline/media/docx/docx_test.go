package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/tell/document"
)

// every is a document with every kind of block.
func every() *document.Document {
	return &document.Document{
		Lang: "uk", Title: "Назва <звіту>", Subtitle: "Підзаголовок", Organisation: "Асоціація & партнери", Notice: "Умовні дані", Contents: "Зміст", Dateline: "Київ, 2026", Running: "Короткий заголовок", Stamp: "ЗРАЗОК",
		Date: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), Keywords: []string{"а", "б"},
		Labels: document.Labels{Figure: "Рисунок", Table: "Таблиця", NoData: "н/д"},
		Blocks: []document.Block{
			&document.Heading{Level: 1, ID: "one", Text: "1 Перший розділ"},
			&document.Paragraph{Style: document.Lead, Spans: []document.Span{
				{Text: "Дивіться "}, {Text: "туди", Bold: true, Link: "#two"}, {Text: "English words", Lang: "en"}, {Text: ".", Note: []document.Span{{Text: "Перша виноска", Link: "https://rada.gov.ua/"}, {Text: ".", Note: document.Plain("виноска у виносці")}}},
				{Text: "відкрите джерело", Link: "https://zakon.rada.gov.ua/laws?a=1&b=2"}, {Text: "нікуди", Link: "http://10.0.0.1/"},
			}},
			&document.List{Ordered: true, Items: [][]document.Span{document.Plain("перше"), document.Plain("друге")}},
			&document.PageBreak{},
			&document.Heading{Level: 2, ID: "two", Text: "1.1 Другий"},
			&document.List{Items: [][]document.Span{document.Plain("крапка")}},
			&document.KeyFigures{Items: []document.KeyFigure{{Value: "38 %", Label: "онлайн", Note: "+2"}, {Value: "7", Label: "практик"}}},
			&document.Card{ID: "r1", Number: "1", Title: "Зробити", Body: []document.Block{&document.Paragraph{Spans: document.Plain("зараз")}},
				Facts: []document.Fact{{Label: "Пріоритет", Spans: document.Plain("високий"), Dots: 2}}},
			&document.Table{ID: "t", Number: "A1", Title: "Таблиця рівнів", Columns: []document.Column{{Title: "хто"}, {Title: "скільки", Align: document.Right}}, Source: document.Plain("джерело"), Rows: []document.Row{
				{Cells: []document.Cell{{Spans: document.Plain("рядок"), Head: true}, {Spans: document.Plain("4"), Class: 5}}},
				{Kind: document.GroupRow, Cells: []document.Cell{{Spans: document.Plain("Група")}}},
				{Kind: document.TotalRow, Cells: []document.Cell{{Spans: []document.Span{{Text: "усього", Note: document.Plain("виноска таблиці")}}}, {Spans: document.Plain("4")}}}}},
			&document.Figure{ID: "f", Number: "2", Kind: document.Ranking, Message: "Що показано", Measure: "бали", Alt: "Опис \"рисунка\" для тих, хто не бачить", Series: []string{"тепер"}, Axis: document.Axis{Max: 5}, Source: document.Plain("звідки"),
				Rows: []document.FigureRow{{Label: "Л", Note: "+1", Values: []document.Value{{X: 2, Known: true, Low: 1.5, High: 2.5, Text: "2,0", Class: 2}}}}},
		},
	}
}

// written returns the parts of a file by name.
func written(t *testing.T, doc *document.Document, opts Options) (data []byte, parts map[string]string) {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, doc, opts); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	parts = map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(text)
	}
	return b.Bytes(), parts
}

// Every part is well-formed; every relationship that is used is there, and every part
// that one leads to.
func TestPackageHoldsTogether(t *testing.T) {
	_, parts := written(t, every(), Options{Draft: "ЧЕРНЕТКА"})
	for name, text := range parts {
		if strings.HasSuffix(name, ".png") {
			continue
		}
		for d := xml.NewDecoder(strings.NewReader(text)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
	rels, body := parts["word/_rels/document.xml.rels"], parts["word/document.xml"]
	for _, piece := range strings.Split(body, `r:id="`)[1:] {
		id, _, _ := strings.Cut(piece, `"`)
		if !strings.Contains(rels, `Id="`+id+`"`) {
			t.Errorf("no relationship %s", id)
		}
	}
	for _, piece := range strings.Split(rels, `Target="`)[1:] {
		target, rest, _ := strings.Cut(piece, `"`)
		if _, ok := parts["word/"+target]; !ok && !strings.HasPrefix(rest, ` TargetMode="External"`) {
			t.Errorf("no part %s", target)
		}
	}
	for _, piece := range strings.Split(body, `w:pStyle w:val="`)[1:] {
		style, _, _ := strings.Cut(piece, `"`)
		if !strings.Contains(parts["word/styles.xml"], `w:styleId="`+style+`"`) {
			t.Errorf("no style %s", style)
		}
	}
	for _, want := range []string{`descr="Опис &#34;рисунка&#34; для тих, хто не бачить"`, `w:anchor="place_2"`, `<w:lang w:val="en-GB"/>`, `<w:tblHeader/>`, `w:fill="0B4280"`, `<w:footnoteReference w:id="2"/>`} {
		if !strings.Contains(body, want) {
			t.Errorf("the body has no %s", want)
		}
	}
	if strings.Contains(rels, "10.0.0.1") || !strings.Contains(rels, "laws?a=1&amp;b=2") {
		t.Errorf("addresses: %s", rels)
	}
	if !strings.Contains(parts["word/header1.xml"], `string="ЗРАЗОК · ЧЕРНЕТКА"`) {
		t.Error("the word across the page is not there")
	}
}

func TestSameBytes(t *testing.T) {
	a, _ := written(t, every(), Options{})
	b, _ := written(t, every(), Options{})
	if !bytes.Equal(a, b) {
		t.Error("two files of one document differ")
	}
}

// Texts that have run as program somewhere stay texts in every place.
func TestHostileTextsStayText(t *testing.T) {
	const bad = "\"'></w:t></w:r><w:altChunk r:id=\"x\"/>\x00\u0001%s%d INCLUDETEXT \u202E"
	span := []document.Span{{Text: bad, Lang: bad, Link: bad, Bold: true, Note: document.Plain(bad)}}
	doc := &document.Document{Lang: bad, Title: bad, Subtitle: bad, Organisation: bad, Notice: bad, Contents: bad, Running: bad, Stamp: bad, Subject: bad, Keywords: []string{bad}, Labels: document.Labels{Figure: bad, Table: bad}, Blocks: []document.Block{
		&document.Heading{Level: 9, ID: bad, Text: bad}, &document.Paragraph{Style: 99, Spans: span}, &document.List{Items: [][]document.Span{span}},
		&document.KeyFigures{Items: []document.KeyFigure{{Value: bad, Label: bad, Note: bad}}}, &document.KeyFigures{},
		&document.Card{ID: bad, Number: bad, Title: bad, Facts: []document.Fact{{Label: bad, Spans: span, Dots: 9}}},
		&document.Table{ID: bad, Number: bad, Title: bad, Columns: []document.Column{{Title: bad, Align: 9}}, Source: span, Rows: []document.Row{{Cells: []document.Cell{{Spans: span, Class: 99}, {}}}, {Kind: document.GroupRow}, {}}},
		&document.Table{}, &document.Figure{ID: bad, Number: bad, Message: bad, Measure: bad},
	}}
	_, parts := written(t, doc, Options{Draft: bad})
	for name, text := range parts {
		for d := xml.NewDecoder(strings.NewReader(text)); ; {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if e, ok := token.(xml.StartElement); ok && e.Name.Local == "altChunk" {
				t.Errorf("%s: mark-up came out of a text", name)
			}
		}
	}
}

// An office opens it: LibreOffice finds every text, the notes and the picture.
func TestLibreOfficeOpensIt(t *testing.T) {
	need.Writer(t)
	pdftotext, pdfimages := need.Tool(t, "pdftotext"), need.Tool(t, "pdfimages")
	data, _ := written(t, every(), Options{Official: true})
	file := filepath.Join(t.TempDir(), "report.docx")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	out := need.Converted(t, "pdf", file)
	text, err := need.Run(t, pdftotext, "-layout", out[0], "-")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Назва <звіту>", "Асоціація & партнери", "1.1 Другий", "Перша виноска", "виноска у виносці", "виноска таблиці", "1. Зробити", "38 %", "Таблиця A1. Таблиця рівнів", "Група", "усього", "Рисунок 2. бали", "звідки", "Короткий заголовок", "●●○ високий"} {
		if !strings.Contains(strings.ReplaceAll(text, "\u00A0", " "), want) {
			t.Errorf("no %q in:\n%s", want, text)
		}
	}
	if images, err := need.Run(t, pdfimages, "-list", out[0]); err != nil || strings.Count(images, "image") < 1 {
		t.Errorf("no picture: %v\n%s", err, images)
	}
}

// What a compositor does for paper is asked of Word: no line ends with a short word or
// between a number and its word, a table keeps its source, a card its facts, and the
// contents get their pages as the file is opened.
func TestWordIsAskedToSetWell(t *testing.T) {
	_, parts := written(t, &document.Document{
		Lang: "uk", Title: "Звіт", Contents: "Зміст",
		Blocks: []document.Block{
			&document.Heading{Level: 1, ID: "a", Text: "Розділ"},
			&document.Paragraph{Spans: document.Plain("Бал за шкалою від 0 до 100, ступінь ≥ 3 — у додатку Б.")},
			&document.Card{ID: "c", Title: "Картка", Body: []document.Block{&document.Paragraph{Spans: document.Plain("перше")}, &document.Paragraph{Spans: document.Plain("останнє")}},
				Facts: []document.Fact{{Label: "Строк", Spans: document.Plain("рік")}, {Label: "Кошти", Spans: document.Plain("є")}}},
			&document.Table{ID: "t", Columns: []document.Column{{Title: "Назва"}}, Rows: []document.Row{{Cells: []document.Cell{{Spans: document.Plain("рядок")}}}}, Source: document.Plain("звідки")},
			&document.KeyFigures{Items: []document.KeyFigure{{Value: "1", Label: "число"}}},
		},
	}, Options{})
	if !strings.Contains(parts["word/settings.xml"], `<w:updateFields w:val="true"/>`) {
		t.Error("the contents are not renewed")
	}
	body := parts["word/document.xml"]
	if want := "від 0\u00a0до\u00a0100, ступінь ≥\u00a03\u00a0— у\u00a0додатку\u00a0Б."; !strings.Contains(body, want) {
		t.Errorf("nothing keeps %q together", want)
	}
	if strings.Contains(body, "</w:tbl>\n<w:tbl>") || strings.Contains(body, "</w:tbl>\n<w:sectPr>") {
		t.Error("a table is followed by no paragraph")
	}
	for _, kept := range []string{"останнє", "Строк", "рядок"} {
		at := strings.Index(body, kept)
		if from := strings.LastIndex(body[:at], "<w:p>"); !strings.Contains(body[from:at], "<w:keepNext/>") {
			t.Errorf("%q does not stay with what follows it", kept)
		}
	}
}
