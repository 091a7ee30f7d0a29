// Package report prints a document as a PDF that a minister can sign, a blind
// reader can hear and an archive can keep: PDF/UA-1 and PDF/A-3A in one file.
// It believes that whatever is drawn is either content in its place of the
// reading order or an ornament marked as such, and that nothing is lost on the
// way to paper: what cannot be printed is replaced and listed.
//
// The way of a document: its blocks are laid out as pieces (blocks.go, table.go,
// figure.go), the flow places pieces on pages (flow.go), the canvas draws them
// through gofpdf and notes what belongs to which element (canvas.go, tree.go),
// and the finisher rewrites the file with structure, metadata and attachments
// (finish.go).
package report

import (
	"io"
	"time"

	"depository/pipeline/document"
)

// Options say how a document is printed.
type Options struct {
	Attachments []Attachment
	Official    bool   // larger type with wider lines, as papers of the Government are typed
	Draft       string // a word across every page: "ЧЕРНЕТКА"; "" none
}

// Write prints doc on w. It lists the characters that it could not print; its
// errors are those of w, of the fonts and of two attachments with one name.
func Write(w io.Writer, doc *document.Document, opts Options) (replaced []Replaced, err error) {
	p, err := newPrinter(doc, opts)
	if err != nil {
		return nil, err
	}
	p.print()
	out, err := finish(p.canvas, p.meta(), opts.Attachments)
	if err != nil {
		return nil, err
	}
	_, err = w.Write(out)
	return p.clean.list(), err
}

// Pages lays doc out and gives its pages of text, those of the contents aside.
func Pages(doc *document.Document, opts Options) ([]Page, error) {
	p, err := newPrinter(doc, opts)
	if err != nil {
		return nil, err
	}
	p.print()
	return p.flow.pages, nil
}

// meta is what the file says of itself.
func (p *printer) meta() meta {
	m := meta{
		title: p.clean.text(p.doc.Title), author: p.clean.text(p.doc.Organisation),
		subject: p.clean.text(p.doc.Subject), lang: p.doc.Lang, date: p.doc.Date.UTC(), sheet: p.doc.Sheet,
	}
	if m.lang == "" {
		m.lang = "uk"
	}
	if m.date.IsZero() {
		m.date = time.Unix(0, 0).UTC()
	}
	for _, k := range p.doc.Keywords {
		m.keywords = append(m.keywords, p.clean.text(k))
	}
	return m
}
