// Package methodpage prints the description of a method (package describe) in each
// medium: plain text, a page of HTML, a PDF. It believes that the three say the same,
// so it adds no word.
package methodpage

import (
	"io"
	"path/filepath"
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/html"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/media/report"
	"depository.example/depository/pipeline/tell/describe"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/plaintext"
	"depository.example/depository/pipeline/tell/wording"
)

// A Format is a medium that a description is printed in.
type Format string

// The formats; each is the ending of its files.
const (
	Text Format = "txt"
	HTML Format = "html"
	PDF  Format = "pdf"
)

// formats are all of them.
var formats = []Format{HTML, PDF, Text}

// FormatOf returns the format that the name of a file asks for; ok is false where it
// asks for another one.
func FormatOf(file string) (as Format, ok bool) {
	ending := strings.ToLower(strings.TrimPrefix(filepath.Ext(file), "."))
	if ending == "htm" {
		return HTML, true
	}
	return Format(ending), slices.Contains(formats, Format(ending))
}

// describeMethod describes a method in the language of the texts.
func describeMethod(m *method.Method, texts *wording.Catalogue) *document.Document {
	in := describe.Method{ID: m.ID, Version: m.Version, Hash: m.Hash, Name: m.Name, Questionnaire: &m.Questionnaire, Model: &m.Model, Uncertainty: m.Uncertainty}
	for _, s := range m.Sources {
		in.Sources = append(in.Sources, describe.Source(s))
	}
	return describe.Document(in, texts)
}

// Write prints the description of a method. Errors are those of w and of the fonts.
func Write(w io.Writer, as Format, m *method.Method, texts *wording.Catalogue) error {
	doc := describeMethod(m, texts)
	switch as {
	case HTML:
		return html.Write(w, doc, html.Options{})
	case PDF:
		_, err := report.Write(w, doc, report.Options{})
		return err
	}
	return plaintext.Document(w, doc)
}
