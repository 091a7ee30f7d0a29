package report

import (
	"math"
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/figure"
	"depository.example/depository/pipeline/media/typeset"
	"depository.example/depository/pipeline/tell/document"
)

// fitter finds heights of figures at which a chapter fills its pages.
type fitter struct{ p *printer }

// Figures give way so that pages are full: heightStep is the step in
// which they shrink, emptyMost the
// share of a page that may stay empty before a figure of many rows is divided.
const (
	heightStep = 0.08
	emptyMost  = 0.3
	trialMost  = 60
)

// A figure is divided between pages only where it spares a page, or one that is
// filled less than filledLeast; tightSteps is how often type may get tighter.
const (
	divisionCost = 8.0
	filledLeast  = 0.6
	tightSteps   = 5
)

// stretches divides blocks where pages must begin anew.
func stretches(blocks []document.Block) [][]document.Block {
	var out [][]document.Block
	from := 0
	for i, b := range blocks {
		h, isHeading := b.(*document.Heading)
		isBreak := breaks(b)
		if i > from && (isBreak || isHeading && h.Level <= 1 && !breaks(blocks[i-1])) {
			out = append(out, blocks[from:i])
			from = i
		}
	}
	if from < len(blocks) {
		out = append(out, blocks[from:])
	}
	return out
}

func breaks(b document.Block) bool {
	_, ok := b.(*document.PageBreak)
	return ok
}

// stretch lays out what stands between two breaks. Where it holds figures, or
// is to take one page, it is tried out first: with figures of several heights,
// and where one page is wanted and not enough, in ever tighter type.
func (x fitter) stretch(blocks []document.Block) {
	usual := x.p.theme
	if len(blocks) <= trialMost {
		switch {
		case x.onePage(blocks):
			x.tighten(blocks)
		case slices.ContainsFunc(blocks, isFigure):
			x.p.plot.Tall, x.p.whole, _ = x.bestHeight(blocks)
		case !x.p.opts.Official && rows(blocks) <= rowsMost:
			x.gather(blocks)
		}
	}
	x.blocks(blocks)
	x.p.plot.Tall, x.p.whole, x.p.theme = 1, false, usual
}

// A stretch without figures whose last page holds less than lonelyEnd is set up to
// gatherSteps tighter where that spares the page. One with more than rowsMost rows of
// tables is not tried out: it would cost as much as setting it; nor are papers whose lines
// stand half as far again by order.
const (
	lonelyEnd   = 0.5
	gatherSteps = 3
	rowsMost    = 400
)

// rows counts the rows of the tables of a stretch.
func rows(blocks []document.Block) int {
	n := 0
	for _, b := range blocks {
		if t, ok := b.(*document.Table); ok && t != nil {
			n += len(t.Rows)
		}
	}
	return n
}

// gather sets the type in which a stretch without figures does not end with a few lines
// on a page of their own; the usual where none does.
func (x fitter) gather(blocks []document.Block) {
	usual := x.p.theme
	ends, _ := x.trial(blocks, 1, false)
	n := len(ends)
	if n < 2 || ends[n-1].Filled >= lonelyEnd {
		return
	}
	for step := 1; step <= gatherSteps; step++ {
		x.p.theme = usual.tighter(step)
		if ends, _ = x.trial(blocks, 1, false); len(ends) < n {
			return
		}
	}
	x.p.theme = usual
}

// onePage reports a stretch that is to take one page: a sheet, or what follows
// such a break.
func (x fitter) onePage(blocks []document.Block) bool {
	b, ok := blocks[0].(*document.PageBreak)
	return x.p.doc.Sheet || ok && b != nil && b.Whole
}

// tighten sets the type and the height of figures with which a stretch takes
// one page; the usual ones where none does.
func (x fitter) tighten(blocks []document.Block) {
	usual := x.p.theme
	for step := range tightSteps + 1 {
		x.p.theme = usual.tighter(step)
		var pages int
		if x.p.plot.Tall, x.p.whole, pages = x.bestHeight(blocks); pages <= 1 {
			return
		}
	}
	x.p.theme = usual
	x.p.plot.Tall, x.p.whole, _ = x.bestHeight(blocks)
}

func isFigure(b document.Block) bool {
	f, ok := b.(*document.Figure)
	return ok && f != nil
}

// blocks lays blocks out one after another.
func (x fitter) blocks(list []document.Block) {
	for i, b := range list {
		x.p.introduces = 0
		switch {
		case i+1 == len(list):
		case announces(b, list[i+1]):
			x.p.introduces = math.MaxInt
		case i > 0 && headed(list[i-1]) && shows(list[i+1]):
			x.p.introduces = introduction
		}
		x.p.block(b)
	}
	x.p.introduces = 0
}

// introduction is how many lines between a heading and what it shows stay with that: a
// longer paragraph would leave its first lines behind, and stands by itself.
const introduction = 3

func headed(b document.Block) bool {
	h, ok := b.(*document.Heading)
	return ok && h.Level > 1
}

// shows reports a block that a sentence before it may introduce.
func shows(b document.Block) bool {
	switch b.(type) {
	case *document.Figure, *document.Table, *document.Card:
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

// bestHeight returns the height of figures, as a share of the usual, at which a
// stretch makes the fewest and the fullest pages; whether its figures then stay
// whole; and how many pages it takes.
func (x fitter) bestHeight(blocks []document.Block) (height float64, whole bool, pages int) {
	least := math.Inf(1)
	for _, undivided := range []bool{true, false} {
		for tall := 1.0; tall > figure.LeastHeight-heightStep/2; tall -= heightStep {
			ends, divided := x.trial(blocks, tall, undivided)
			if cost := badness(ends) + 2*(1-tall) + divisionCost*float64(divided); cost < least {
				least, height, whole, pages = cost, tall, undivided, len(ends)
			}
			if len(ends) <= 1 {
				return height, whole, pages
			}
		}
	}
	return height, whole, pages
}

// badness grows with the number of pages and with what is empty on them; the
// last may end anywhere, but not after a few lines.
func badness(ends []typeset.Page) float64 {
	cost := 10 * float64(len(ends))
	for i, e := range ends {
		empty := 1 - e.Filled
		if i == len(ends)-1 {
			empty = 0.6 * max(0.25-e.Filled, 0)
		} else if e.Filled < filledLeast {
			cost += 2 * divisionCost
		}
		cost += 10 * empty * empty
	}
	return cost
}

// trial lays a stretch out without drawing it, and counts the breaks within
// figures.
func (x fitter) trial(blocks []document.Block, tall float64, whole bool) (pages []typeset.Page, divided int) {
	was := *x.p
	x.p.flow = typeset.Flow{Owner: x.p, Set: x.p.Setter, Y: typeset.MarginTop, Fresh: true, Begun: true, Dry: true}
	x.p.plot.Tall, x.p.whole, x.p.divided, x.p.Clean.Silent = tall, whole, 0, true
	x.blocks(blocks)
	x.p.flow.Finish()
	pages, divided = x.p.flow.Pages, x.p.divided
	x.p.Clean.Silent = was.Clean.Silent
	geometry := x.p.plot.Geometry
	*x.p = was
	x.p.plot.Geometry = geometry
	return pages, divided
}

// fitted lays the charts of a figure out: as tall as the stretch has them, less
// where that lets them end on this page, divided where the page would stay too
// empty. fixed is what stands above and below them.
func (x fitter) fitted(f *document.Figure, fixed float64) []figure.Chart {
	x.p.plot.First = 0
	charts := x.p.plot.Charts(f)
	room := x.p.flow.Room() - fixed
	if figure.HeightOf(charts) <= room {
		return charts
	}
	usual := x.p.plot.Tall
	defer func() { x.p.plot.Tall, x.p.plot.First = usual, 0 }()
	for x.p.plot.Tall = usual - heightStep; x.p.plot.Tall > figure.LeastHeight-heightStep/2; x.p.plot.Tall -= heightStep {
		if less := x.p.plot.Charts(f); figure.HeightOf(less) <= room {
			return less
		}
	}
	x.p.plot.Tall = usual
	if !x.p.whole && room+fixed > emptyMost*typeset.TextHeight && len(f.Rows) >= 2*figure.PartLeast {
		x.p.plot.First = room
		return x.p.plot.Charts(f)
	}
	return charts
}
