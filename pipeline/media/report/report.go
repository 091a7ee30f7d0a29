// Package report prints a document as a PDF that a minister can sign, a blind
// reader can hear and an archive can keep: PDF/UA-1 and PDF/A-3A in one file.
// It believes that whatever is drawn is either content in its place of the
// reading order or an ornament marked as such, and that nothing is lost on the
// way to paper: what cannot be printed is replaced and listed.
//
// The way of a document: its blocks are laid out as pieces (table.go, card.go,
// text.go; figures by package figure), the flow of package typeset places pieces
// on pages, the canvas of package pdf draws them and notes what belongs to which
// element, and its finisher rewrites the file with structure, metadata and
// attachments.
package report

import (
	"io"
	"time"

	"depository.example/depository/pipeline/media/pdf"
	"depository.example/depository/pipeline/media/typeset"
	"depository.example/depository/pipeline/tell/document"
)

// What a report is made with and what it tells: a file inside it, a character
// that it could not print, a page of its text.
type (
	Attachment = pdf.Attachment
	Replaced   = typeset.Replaced
	Page       = typeset.Page
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
	out, err := pdf.Finish(p.Canvas, p.meta(), opts.Attachments)
	if err != nil {
		return nil, err
	}
	_, err = w.Write(out)
	return p.Clean.List(), err
}

// Pages lays doc out and returns its pages of text, those of the contents aside.
func Pages(doc *document.Document, opts Options) ([]Page, error) {
	p, err := newPrinter(doc, opts)
	if err != nil {
		return nil, err
	}
	p.print()
	return p.flow.Pages, nil
}

// meta is what the file says of itself.
func (p *printer) meta() pdf.Meta {
	m := pdf.Meta{
		Title: p.Clean.Text(p.doc.Title), Author: p.Clean.Text(p.doc.Organisation),
		Subject: p.Clean.Text(p.doc.Subject), Lang: p.doc.Lang, Date: p.doc.Date.UTC(), Sheet: p.doc.Sheet,
	}
	if m.Lang == "" {
		m.Lang = "uk"
	}
	if m.Date.IsZero() {
		m.Date = time.Unix(0, 0).UTC()
	}
	for _, k := range p.doc.Keywords {
		m.Keywords = append(m.Keywords, p.Clean.Text(k))
	}
	return m
}
