package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/media/pdf"
	"depository.example/depository/pipeline/media/typeset"
	"depository.example/depository/pipeline/tell/document"
)

// hostile is text that no workbook should hold, and one will.
var hostile = "😀🇺🇦 عربي 中文 \x00\x01\x1b[31m\u202eright\u200f\ufeff e\u0301 и\u0306 \xff\xfe ) >> endstream endobj \\ ( " + strings.Repeat("ъ", longest()) + " a\u0300\u0301\u0302\u0303\u0304 \ufffd\u00ad\u2028=1+1<script>"

// longest is of how many letters a word is: longer than any column, and in make torture
// longer than a page.
func longest() int {
	if need.All() {
		return 5000
	}
	return 500
}

// hostileDocument has hostile text in every field.
func hostileDocument() *document.Document {
	h := hostile
	spans := []document.Span{{Text: h}, {Text: h, Bold: true, Lang: "uk"}, {Text: h, Link: "javascript:alert(1)"}, {Text: h, Link: "#nowhere" + h, Note: []document.Span{{Text: h, Note: document.Plain(h)}}}}
	doc := &document.Document{Lang: "uk", Title: h, Subtitle: h, Organisation: h, Dateline: h, Note: h, Running: h, Notice: h, Subject: h, Keywords: []string{h, h}, Contents: h,
		Labels: document.Labels{Figure: h, Table: h, Page: h, Continued: h, NoData: h, ToContents: h, Appendix: h, Of: h}, Date: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	row := document.FigureRow{ID: h, Label: h, Lang: h, Note: h, Values: []document.Value{{X: 2, Known: true, Low: 1, High: 3, Text: h, Class: 7}, {X: 2, Known: true, Text: h, Class: -3}}}
	doc.Blocks = []document.Block{
		nil, &document.Heading{Level: 9, ID: h, Text: h, Short: h}, &document.Heading{Level: -1, Text: ""}, &document.Paragraph{Style: 77, Spans: spans}, &document.Paragraph{},
		&document.Paragraph{Style: document.Aside, Spans: spans}, &document.List{Items: [][]document.Span{spans, nil}}, &document.KeyFigures{Items: []document.KeyFigure{{Value: h, Label: h, Note: h}, {}, {}, {}, {Value: h}}}, &document.KeyFigures{},
		&document.Card{ID: h, Number: h, Title: h, Body: []document.Block{&document.Paragraph{Spans: spans}, nil}, Facts: []document.Fact{{Label: h, Spans: spans, Dots: 99}, {Label: h, Dots: -5}, {}, {}, {}}}, &document.Card{},
		&document.Table{ID: h, Number: h, Title: h, Columns: []document.Column{{Title: h, Align: document.Right, Width: -1}, {Title: h, Align: 9, Width: 1e9}, {}}, Source: spans, Rows: []document.Row{
			{Kind: document.GroupRow}, {Kind: document.GroupRow, Cells: []document.Cell{{Spans: spans}}}, {Cells: []document.Cell{{Spans: spans, Class: 9}, {}, {}, {}, {Spans: spans}}}, {}, {Kind: 50}, {Kind: document.TotalRow, Cells: []document.Cell{{Spans: spans, Head: true}}}}},
		&document.Table{}, &document.Table{Columns: make([]document.Column, 60), Rows: []document.Row{{}}}, &document.PageBreak{}, &document.PageBreak{},
		&document.Figure{}, &document.Figure{Kind: "unheard", Rows: []document.FigureRow{row}},
	}
	for _, k := range kinds {
		doc.Blocks = append(doc.Blocks, &document.Figure{ID: h, Kind: k, Number: h, Message: h, Measure: h, Alt: h, Source: spans, Axis: document.Axis{Label: h, Min: 5, Max: 5}, Series: []string{h, h}, Rows: []document.FigureRow{row, {}, row}, Average: &document.Mark{Value: 1e308, Label: h}, Classes: []string{h, h, h, h, h, h, h}})
		doc.Blocks = append(doc.Blocks, &document.Figure{Kind: k, Rows: []document.FigureRow{{}}})
	}
	return doc
}

func TestHostileTextsAreReplacedAndListed(t *testing.T) {
	readPDF(t, files(t)["hostile"])
	replaced := replacedOfHostile
	for _, r := range []rune{'😀', 'ع', '中', 0, 0x1b, 0x202e, utf8.RuneError} {
		i := slices.IndexFunc(replaced, func(x typeset.Replaced) bool { return x.Rune == r })
		if i < 0 {
			t.Errorf("%U is not listed", r)
			continue
		}
		if replaced[i].Count == 0 || replaced[i].Near == "" {
			t.Errorf("%U is listed without where: %+v", r, replaced[i])
		}
	}
	if !slices.IsSortedFunc(replaced, func(a, b typeset.Replaced) int { return int(a.Rune - b.Rune) }) {
		t.Error("the list is not sorted")
	}
}

func TestCleanText(t *testing.T) {
	faces, err := pdf.OpenFaces()
	if err != nil {
		t.Fatal(err)
	}
	for in, want := range map[string]string{
		"Київ":                 "Київ",
		"Ки\u0438\u0306":       "Кий",
		"a\tb\nc":              "a b c",
		"a\u00adb\u200dc":      "abc",
		"10\u202f000":          "10\u00a0000",
		"пів\u2011року":        "пів-року",
		"\u202eabc\x00":        "abc",
		"x😀y":                  "x□y",
		"п’ять №\u00a05 — «х»": "п’ять №\u00a05 — «х»",
	} {
		if got := typeset.NewCleaner(faces[pdf.Sans]).Text(in); got != want && strings.ReplaceAll(got, "?", "□") != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func TestAllFacesHaveWhatTheFirstHas(t *testing.T) {
	faces, err := pdf.OpenFaces()
	if err != nil {
		t.Fatal(err)
	}
	lost := 0
	for r := rune(0x20); r < 0x2400; r++ {
		for _, f := range faces[1:] {
			if faces[pdf.Sans].Has(r) && !f.Has(r) && r > 0x20 {
				lost++
				if lost < 5 {
					t.Logf("%s lacks %U %c", f.Family, r, r)
				}
			}
		}
	}
	for _, r := range fmt.Sprintf("%s%s", "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯабвгґдеєжзиіїйклмнопрстуфхцчшщьюя’«»—–−№§•→…□", "ABCabc0123456789%") {
		for _, f := range faces {
			if !f.Has(r) && r != '□' {
				t.Errorf("%s lacks %c", f.Family, r)
			}
		}
	}
}
