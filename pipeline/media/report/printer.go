package report

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/media/figure"
	"depository.example/depository/pipeline/media/pdf"
	"depository.example/depository/pipeline/media/typeset"
	"depository.example/depository/pipeline/tell/document"
)

// A printer lays out one document.
type printer struct {
	*typeset.Setter
	plot figure.Plotter

	doc   *document.Document
	opts  Options
	theme theme
	flow  typeset.Flow

	chapter  string // short title of the chapter, in the head of the page
	level    int    // of the last heading in the structure
	noteSeen int    // footnotes up to now
	contents *contents

	whole      bool // figures are not divided where a page holds them
	divided    int  // breaks within figures up to now
	introduces int  // a paragraph of so many lines at most stays with what follows
}

func newPrinter(doc *document.Document, opts Options) (*printer, error) {
	faces, err := pdf.OpenFaces()
	if err != nil {
		return nil, err
	}
	set := typeset.NewSetter(pdf.NewCanvas(faces), doc.Lang)
	p := &printer{
		Setter: set, plot: figure.Plotter{Setter: set, Labels: doc.Labels, Tall: 1},
		doc: doc, opts: opts, theme: newTheme(opts.Official),
	}
	p.contents = &contents{p: p}
	if doc.Sheet { // a third typeface would take a third of the time and the file of one page
		p.theme.h1.Face = pdf.Bold
	}
	p.flow = typeset.Flow{Owner: p, Set: p.Setter, Y: typeset.PageBottom} // no page of text yet: the first piece begins one
	return p, nil
}

// print draws all pages: the cover, room for the contents, the blocks, and at
// last the contents, when every page number is known. A sheet has blocks only.
func (p *printer) print() {
	if !p.doc.Sheet {
		coverSetter{p}.cover()
		p.contents.reserve()
	}
	for _, part := range stretches(p.doc.Blocks) {
		fitter{p}.stretch(part)
	}
	p.flow.Finish()
	p.contents.draw()
	p.Canvas.TurnTo(p.Canvas.Pages)
	p.Canvas.Release()
}

// block lays out one block of the document. Nil blocks are nothing.
func (p *printer) block(b document.Block) {
	root := p.Canvas.Tree.Root
	switch b := b.(type) {
	case *document.Heading:
		p.heading(b)
	case *document.Paragraph:
		p.paragraphBlock(b, column{root, typeset.MarginLeft, typeset.Measure})
	case *document.List:
		st := p.theme.body
		if b.Compact {
			st = p.theme.aside
		}
		p.list(b, column{root, typeset.MarginLeft, typeset.Measure}, st)
	case *document.KeyFigures:
		(&cardSetter{p: p}).keyFigures(b)
	case *document.Card:
		(&cardSetter{p: p}).set(b)
	case *document.Table:
		p.table(b)
	case *document.Figure:
		p.figure(b)
	case *document.PageBreak:
		p.flow.TurnLater()
		p.flow.Left = p.flow.Left || b.Left
	}
}

// NewPage begins a page with its running head and foot.
func (p *printer) NewPage() {
	p.Canvas.AddPage()
	p.furnish()
}

// LeaveEmpty says on a page that nothing is missing there.
func (p *printer) LeaveEmpty() {
	st := p.theme.small
	p.Canvas.Artifact()
	p.Canvas.Centre(typeset.MarginLeft+typeset.Measure/2, typeset.MarginTop+typeset.TextHeight/2, p.Clean.Text(p.doc.Labels.Empty), st.Face, st.Size, typeset.Mute)
	p.Canvas.Release()
}

// Running returns the title that the running head bears.
func (p *printer) Running() string { return p.chapter }

// Airiness returns the white between pieces, as a share of the usual.
func (p *printer) Airiness() float64 { return p.plot.Tall * p.theme.white }

// NoteStyle returns how footnotes are set.
func (p *printer) NoteStyle() typeset.TextStyle { return p.theme.footnote }

// furnish draws what every page of text bears: the stamp, the running
// head and the foot.
func (p *printer) furnish() {
	c := p.Canvas
	p.watermark()
	style := p.theme.running
	right := typeset.MarginLeft + typeset.Measure
	c.Pagination("Header")
	chapter := p.Ellipsis(p.Clean.Text(p.chapter), pdf.Sans, style.Size, 0.48*typeset.Measure)
	rest := typeset.Measure - c.Faces[pdf.Sans].Width(chapter, style.Size) - 6
	c.Text(typeset.MarginLeft, 14, p.Ellipsis(p.Clean.Text(p.doc.Running), pdf.Sans, style.Size, rest), pdf.Sans, style.Size, style.Colour)
	c.Right(right, 14, chapter, pdf.Sans, style.Size, style.Colour)
	c.Line(typeset.MarginLeft, 16.5, right, 16.5, typeset.Rule, 0.2)
	c.Pagination("Footer")
	c.Text(typeset.MarginLeft, 286, p.Ellipsis(p.Clean.Text(p.doc.Notice), pdf.Sans, style.Size, typeset.Measure-15), pdf.Sans, style.Size, style.Colour)
	c.Right(right, 286, strconv.Itoa(c.Page), pdf.Bold, p.theme.folio.Size, typeset.Ink)
	c.Release()
}

// stamp is what is set across every page: the document's own word, the draft's, or
// both.
func (p *printer) stamp() string {
	words := slices.DeleteFunc([]string{p.doc.Stamp, p.opts.Draft}, func(s string) bool { return s == "" })
	return p.Clean.Text(strings.Join(words, " · "))
}

// watermark sets the stamp across the page, below everything else.
func (p *printer) watermark() {
	word := p.stamp()
	if word == "" {
		return
	}
	c := p.Canvas
	diagonal := math.Hypot(pdf.PageWidth, pdf.PageHeight)
	size := min(110, 0.72*diagonal/max(c.Faces[pdf.Bold].Width(word, 1), 0.01))
	c.Pagination("Watermark")
	c.Turned(math.Atan2(pdf.PageHeight, pdf.PageWidth)*180/math.Pi, pdf.PageWidth/2, pdf.PageHeight/2, func() {
		c.Centre(pdf.PageWidth/2, pdf.PageHeight/2+size*pdf.Point/3, word, pdf.Bold, size, typeset.Stamp)
	})
	c.Release()
}
