package report

import (
	"slices"
	"strings"

	"depository/pipeline/document"
)

// Figures give way so that pages are full: least is how much of its usual
// height a figure keeps, heightStep the step in which it shrinks, emptyMost the
// share of a page that may stay empty before a figure of many rows is divided.
const (
	leastHeight = 0.68
	heightStep  = 0.08
	emptyMost   = 0.3
	partLeast   = 5 // rows in a part of a divided figure
	trialMost   = 60
)

// textHeight is the height of the text area, mm.
const textHeight = pageBottom - marginTop

// stretches divides blocks where pages must begin anew.
func stretches(blocks []document.Block) [][]document.Block {
	var out [][]document.Block
	from := 0
	for i, b := range blocks {
		h, isHeading := b.(*document.Heading)
		_, isBreak := b.(*document.PageBreak)
		if i > from && (isBreak || isHeading && h.Level <= 1) {
			out = append(out, blocks[from:i])
			from = i
		}
	}
	if from < len(blocks) {
		out = append(out, blocks[from:])
	}
	return out
}

// stretch lays out what stands between two breaks. Where it holds figures it is
// tried out first, with figures of several heights.
func (p *printer) stretch(blocks []document.Block) {
	p.tall = 1
	if len(blocks) <= trialMost && slices.ContainsFunc(blocks, isFigure) {
		p.tall = p.bestHeight(blocks)
	}
	p.blocks(blocks)
	p.tall = 1
}

func isFigure(b document.Block) bool {
	f, ok := b.(*document.Figure)
	return ok && f != nil
}

// blocks lays blocks out one after another.
func (p *printer) blocks(list []document.Block) {
	for i, b := range list {
		p.introduces = i+1 < len(list) && (i > 0 && headed(list[i-1]) && shows(list[i+1]) || announces(b, list[i+1]))
		p.block(b)
	}
	p.introduces = false
}

func headed(b document.Block) bool {
	h, ok := b.(*document.Heading)
	return ok && h.Level > 1
}

// shows reports a block that a sentence before it may introduce.
func shows(b document.Block) bool {
	switch b.(type) {
	case *document.Figure, *document.Table:
		return true
	}
	return false
}

// announces reports a paragraph that ends with a colon before a list.
func announces(b, next document.Block) bool {
	p, isParagraph := b.(*document.Paragraph)
	_, isList := next.(*document.List)
	if !isParagraph || !isList || len(p.Spans) == 0 {
		return false
	}
	return strings.HasSuffix(strings.TrimSpace(p.Spans[len(p.Spans)-1].Text), ":")
}

// bestHeight gives the height of figures, as a share of the usual, at which a
// stretch makes the fewest and the fullest pages.
func (p *printer) bestHeight(blocks []document.Block) float64 {
	best, least := 1.0, 0.0
	for tall := 1.0; tall >= leastHeight; tall -= heightStep {
		ends := p.trial(blocks, tall)
		cost := badness(ends) + 2*(1-tall)
		if tall == 1 || cost < least {
			best, least = tall, cost
		}
		if len(ends) <= 1 {
			break
		}
	}
	return best
}

// badness grows with the number of pages and with what is empty on them; the
// last may end anywhere, but not after a few lines.
func badness(ends []Page) float64 {
	cost := 10 * float64(len(ends))
	for i, e := range ends {
		empty := 1 - e.Filled
		if i == len(ends)-1 {
			empty = 0.6 * max(0.25-e.Filled, 0)
		}
		cost += 10 * empty * empty
	}
	return cost
}

// trial lays a stretch out without drawing it.
func (p *printer) trial(blocks []document.Block, tall float64) []Page {
	was := *p
	p.flow = flow{p: p, y: marginTop, fresh: true, begun: true, dry: true}
	p.tall, p.clean.silent = tall, true
	p.blocks(blocks)
	p.flow.finish()
	ends := p.flow.pages
	p.clean.silent = was.clean.silent
	geometry := p.geometry
	*p = was
	p.geometry = geometry
	return ends
}

// room is what the page still holds below the pieces that wait, with notes, mm.
func (f *flow) room(notes ...*footnote) float64 {
	if f.due {
		return textHeight - f.noteHeight(notes)
	}
	h := 0.0
	for i, p := range f.pending {
		if i > 0 || !f.fresh {
			h += p.gap
		}
		h += p.height
		notes = append(notes, p.notes...)
	}
	return pageBottom - f.noteHeight(notes) - f.y - h - f.before
}

// fitted lays the charts of a figure out: as tall as the stretch has them, less
// where that lets them end on this page, divided where the page would stay too
// empty. fixed is what stands above and below them.
func (p *printer) fitted(f *document.Figure, fixed float64) []chart {
	p.first = 0
	charts := p.charts(f)
	room := p.flow.room() - fixed
	if heightOf(charts) <= room {
		return charts
	}
	usual := p.tall
	defer func() { p.tall, p.first = usual, 0 }()
	for p.tall = usual - heightStep; p.tall >= leastHeight; p.tall -= heightStep {
		if less := p.charts(f); heightOf(less) <= room {
			return less
		}
	}
	p.tall = usual
	if room+fixed > emptyMost*textHeight && len(f.Rows) >= 2*partLeast {
		p.first = room
		return p.charts(f)
	}
	return charts
}

const chartGap = 3.0 // between two drawings of one figure, mm

func heightOf(charts []chart) float64 {
	h := chartGap * float64(max(len(charts)-1, 0))
	for _, c := range charts {
		h += c.height
	}
	return h
}
