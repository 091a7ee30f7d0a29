package pdftext_test

import (
	"bytes"
	"strings"
	"testing"

	"depository.example/depository/pipeline/media/pdftext"
	"depository.example/depository/pipeline/media/report"
	"depository.example/depository/pipeline/tell/document"

	"depository.example/depository/internal/trial"
)

// What report prints is read back, brackets and backslashes too; what is no PDF file
// is an error.
func TestTextIsReadBack(t *testing.T) {
	text := `Бал — 12 345,6 (з 100 \ 200), «Ґанок» і №7`
	var b bytes.Buffer
	doc := &document.Document{Lang: "uk", Title: "Звіт", Sheet: true, Running: "Звіт", Blocks: []document.Block{
		&document.Heading{Level: 1, ID: "a", Text: "Розділ"}, &document.Paragraph{Spans: document.Plain(text)},
	}}
	if _, err := report.Write(&b, doc, report.Options{}); err != nil {
		t.Fatal(err)
	}
	pages, err := pdftext.Pages(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
	if all := squeeze(strings.Join(pages, "")); !strings.Contains(all, squeeze(text)) {
		t.Errorf("%q is not in %q", text, all)
	}
	for _, wrong := range [][]byte{nil, []byte("%PDF-1.7\n"), []byte("PK"), b.Bytes()[:len(b.Bytes())/40]} {
		if pages, err := pdftext.Pages(wrong); err == nil {
			t.Errorf("%q… has the text %q", wrong[:min(9, len(wrong))], pages)
		}
	}
}

func FuzzPages(f *testing.F) {
	trial.Seed(f, []byte("%PDF-1.7\n1 0 obj\n<</Length 20>>\nstream\nBT (\\000A) Tj ET    \nendstream\n"))
	f.Fuzz(func(t *testing.T, data []byte) { _, _ = pdftext.Pages(data) })
}
