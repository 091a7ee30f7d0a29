// Package docx writes a document as a file of WordprocessingML (ECMA-376, 5th
// edition, transitional), for offices that edit: headings with a navigation,
// tables, footnotes, figures as pictures with an alternative text. It believes that
// whoever edits needs styles, not looks: every paragraph names one, and what it
// looks like is said once.
//
// The way of a document: Write walks its blocks (body.go, table.go, text.go) and
// notes what the walk asks for, footnotes, addresses and pictures; parts.go has what
// stands in every file.
package docx

import (
	"archive/zip"
	"fmt"
	"io"
	"strings"

	"depository.example/depository/pipeline/media/deflate"
	"depository.example/depository/pipeline/media/raster"
	"depository.example/depository/pipeline/tell/document"
)

// Options say how a document is written.
type Options struct {
	Official bool   // as papers of the Government are typed: Times New Roman, 14 points, 1.5 lines
	Draft    string // a word across every page, besides the document's own; "" none
}

// dpi is how finely figures are painted.
const dpi = 220

// Write writes doc. The same document and options give the same bytes. Errors are
// those of w and of the typefaces.
func Write(w io.Writer, doc *document.Document, opts Options) error {
	d := &writer{doc: doc, opts: opts, bookmarks: bookmarks(doc.Blocks)}
	d.cover()
	d.contents()
	for _, b := range doc.Blocks {
		d.block(b)
	}
	if d.err != nil {
		return d.err
	}
	if d.tabled {
		d.paragraph("Small", "", "", "")
	}
	z := deflate.NewZip(w)
	for _, p := range d.parts() {
		method := zip.Deflate
		if strings.HasSuffix(p.name, ".png") {
			method = zip.Store
		}
		part, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: method})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(part, p.text); err != nil {
			return err
		}
	}
	return z.Close()
}

// A writer is one walk.
type writer struct {
	doc       *document.Document
	opts      Options
	out       strings.Builder   // the body
	bookmarks map[string]string // by identifier of the document
	marks     int               // bookmarks set
	links     []string          // addresses outside, in order of their relationships
	notes     strings.Builder   // footnotes
	noted     int               // how many
	pictures  []raster.Picture
	lists     int  // numbered lists up to now
	turn      bool // what follows begins a page
	tabled    bool // a table is the last that was written
	level     int  // of the last heading
	err       error
}

// raw writes mark-up; its arguments are escaped already.
func (d *writer) raw(format string, args ...any) { fmt.Fprintf(&d.out, format, args...) }

// bookmarks names every place of a document as Word takes it: a letter, then
// letters, digits and underscores, 40 characters at most.
func bookmarks(blocks []document.Block) map[string]string {
	out := map[string]string{}
	add := func(id string) {
		if _, taken := out[id]; id != "" && !taken {
			out[id] = fmt.Sprintf("place_%d", len(out)+1)
		}
	}
	var walk func([]document.Block)
	walk = func(blocks []document.Block) {
		for _, b := range blocks {
			switch b := b.(type) {
			case *document.Heading:
				add(b.ID)
			case *document.Table:
				add(b.ID)
			case *document.Figure:
				add(b.ID)
			case *document.Card:
				add(b.ID)
				walk(b.Body)
			}
		}
	}
	walk(blocks)
	return out
}
