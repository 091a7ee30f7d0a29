package report

import (
	"bytes"
	"os"
	"testing"
	"time"

	"depository/pipeline/document"
)

func TestQuick(t *testing.T) {
	doc := &document.Document{Lang: "uk", Title: "Цифрова зрілість громад України — 2025", Organisation: "Аналітичний звіт", Contents: "Зміст", Date: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), Running: "Цифрова зрілість", Notice: "Демонстраційні дані",
		Blocks: []document.Block{&document.Heading{Level: 1, ID: "a", Text: "1. Головне"}, &document.Paragraph{Spans: []document.Span{{Text: "Середній бал зріс до "}, {Text: "3,17", Bold: true}, {Text: " та посилання", Link: "#a"}, {Text: " далі", Note: []document.Span{{Text: "Примітка"}}}}}}}
	var b bytes.Buffer
	rep, err := Write(&b, doc, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Log(rep)
	os.WriteFile("/tmp/q.pdf", b.Bytes(), 0o644)
}
