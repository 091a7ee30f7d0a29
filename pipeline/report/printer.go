package report

import (
	"math"
	"strconv"

	"depository/pipeline/document"
)

// A printer lays out one document.
type printer struct {
	plotter

	doc   *document.Document
	opts  Options
	theme theme
	flow  flow

	chapter  string // short title of the chapter, in the head of the page
	level    int    // of the last heading in the structure
	noteSeen int    // footnotes up to now
	entries  []entry
	contents []int   // pages that hold the table of contents
	closer   float64 // distance of its lines, as a share of the usual

	whole      bool // figures are not divided where a page holds them
	divided    int  // breaks within figures up to now
	introduces bool // the paragraph now laid out stays with what follows

	contentsHead, contentsList *elem
}

func newPrinter(doc *document.Document, opts Options) (*printer, error) {
	faces, err := openFaces()
	if err != nil {
		return nil, err
	}
	p := &printer{
		plotter: plotter{setter: newSetter(newCanvas(faces), doc.Lang), labels: doc.Labels, tall: 1},
		doc:     doc, opts: opts, theme: newTheme(opts.Official),
	}
	if doc.Sheet { // a third typeface would take a third of the time and the file of one page
		p.theme.h1.face = bold
	}
	p.flow = flow{owner: p, set: p.setter, y: pageBottom} // no page of text yet: the first piece begins one
	return p, nil
}

// print draws all pages: the cover, room for the contents, the blocks, and at
// last the contents, when every page number is known. A sheet has blocks only.
func (p *printer) print() {
	if !p.doc.Sheet {
		p.cover()
		p.reserveContents()
	}
	for _, part := range stretches(p.doc.Blocks) {
		p.stretch(part)
	}
	p.flow.finish()
	p.drawContents()
	p.canvas.turnTo(p.canvas.pages)
	p.canvas.release()
}

// block lays out one block of the document. Nil blocks are nothing.
func (p *printer) block(b document.Block) {
	root := p.canvas.tree.root
	switch b := b.(type) {
	case *document.Heading:
		p.heading(b)
	case *document.Paragraph:
		p.paragraphBlock(b, column{root, marginLeft, measure})
	case *document.List:
		st := p.theme.body
		if b.Compact {
			st = p.theme.aside
		}
		p.list(b, column{root, marginLeft, measure}, st)
	case *document.KeyFigures:
		p.keyFigures(b)
	case *document.Card:
		p.card(b)
	case *document.Table:
		p.table(b)
	case *document.Figure:
		p.figure(b)
	case *document.PageBreak:
		p.flow.turnLater()
	}
}

// newPage begins a page with its running head and foot.
func (p *printer) newPage() {
	p.canvas.addPage()
	p.furnish()
}

func (p *printer) running() string      { return p.chapter }
func (p *printer) airiness() float64    { return p.tall * p.theme.white }
func (p *printer) noteStyle() textStyle { return p.theme.footnote }

// furnish draws what every page of text bears: the draft's word, the running
// head and the foot.
func (p *printer) furnish() {
	c := p.canvas
	p.watermark()
	style := p.theme.running
	right := marginLeft + measure
	c.pagination("Header")
	chapter := p.ellipsis(p.clean.text(p.chapter), sans, style.size, 0.48*measure)
	rest := measure - c.faces[sans].width(chapter, style.size) - 6
	c.text(marginLeft, 14, p.ellipsis(p.clean.text(p.doc.Running), sans, style.size, rest), sans, style.size, style.colour)
	c.right(right, 14, chapter, sans, style.size, style.colour)
	c.line(marginLeft, 16.5, right, 16.5, rule, 0.2)
	c.pagination("Footer")
	c.text(marginLeft, 286, p.ellipsis(p.clean.text(p.doc.Notice), sans, style.size, measure-15), sans, style.size, style.colour)
	c.right(right, 286, strconv.Itoa(c.page), bold, p.theme.folio.size, ink)
	c.release()
}

// watermark sets the draft's word across the page, below everything else.
func (p *printer) watermark() {
	word := p.clean.text(p.opts.Draft)
	if word == "" {
		return
	}
	c := p.canvas
	diagonal := math.Hypot(pageWidth, pageHeight)
	size := min(110, 0.72*diagonal/max(c.faces[bold].width(word, 1), 0.01))
	c.pagination("Watermark")
	c.turned(math.Atan2(pageHeight, pageWidth)*180/math.Pi, pageWidth/2, pageHeight/2, func() {
		c.centre(pageWidth/2, pageHeight/2+size*point/3, word, bold, size, 0xEEF0F2)
	})
	c.release()
}
