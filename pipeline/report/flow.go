package report

// A piece is the smallest part of the flow that no page break divides: a line
// of text, a row of a table, a chart.
type piece struct {
	height float64 // mm
	gap    float64 // space before it, dropped at the top of a page
	keep   bool    // no break between it and the next
	notes  []*footnote
	repeat *repeat         // drawn again at the top of a page that begins with this piece
	draw   func(y float64) // y is its top
}

// A repeat is what a page begins with when a table runs on.
type repeat struct {
	height float64
	draw   func(y float64)
}

// A footnote is a remark at the foot of the page where it is called.
type footnote struct {
	number string
	text   paragraph
	elem   *elem
	placed bool
}

// An owner is whose pages a flow fills.
type owner interface {
	newPage()             // begins a page with its head and foot
	running() string      // the chapter that the head names
	airiness() float64    // white between pieces, as a share of the usual
	noteStyle() textStyle // of footnotes
}

// A flow places pieces on pages, one after another.
type flow struct {
	owner   owner
	set     *setter
	y       float64 // where the next piece goes
	low     float64 // foot of the last
	fresh   bool    // nothing stands on the page yet
	due     bool    // the next piece begins a page
	pending []piece // kept together, not placed yet
	before  float64 // white wanted before the next piece
	notes   []*footnote
	rest    []noteLine // lines of notes that did not fit on the page before

	begun bool   // there is a page
	head  string // of that page
	dry   bool   // pieces are placed without being drawn
	pages []Page // that are complete

	collecting bool // pieces are handed to whoever frames them, not placed
	sink       []piece
}

// noteSpace is the white above the rule over the footnotes.
const noteSpace = 4.0

// notesMost is the share of a page that footnotes may take.
const notesMost = 0.5

// add takes the next piece; it is placed as soon as nothing keeps it waiting.
func (f *flow) add(p piece) {
	if f.collecting {
		f.sink = append(f.sink, p)
		return
	}
	if f.due {
		f.settle()
		f.turn()
	}
	p.gap += f.before
	f.before = 0
	f.pending = append(f.pending, p)
	if !p.keep {
		f.settle()
	}
}

// space leaves so much white, less where figures are lower too, unless a page begins there; before pieces that
// must follow those waiting it becomes the next one's gap.
func (f *flow) space(h float64) {
	h *= f.owner.airiness()
	if f.collecting {
		if n := len(f.sink); n > 0 {
			f.sink[n-1].height += h
		}
		return
	}
	if len(f.pending) > 0 {
		f.before += h
		return
	}
	if !f.fresh && !f.due {
		f.y += h
	}
}

// settle places the waiting pieces: together where a page holds them.
func (f *flow) settle() {
	unit := f.pending
	f.pending = nil
	if len(unit) == 0 {
		return
	}
	if !f.fits(unit) && !f.fresh {
		f.turn()
	}
	if f.fits(unit) {
		for _, p := range unit {
			f.place(p)
		}
		f.pending = unit[:0]
		return
	}
	for _, p := range unit { // longer than a page: break where it must
		if !f.fresh && !f.fits([]piece{p}) {
			f.turn()
		}
		f.place(p)
	}
}

// fits reports whether pieces have room on the page, with their notes.
func (f *flow) fits(unit []piece) bool {
	h := 0.0
	if f.fresh && unit[0].repeat != nil {
		h = unit[0].repeat.height
	}
	var notes []*footnote
	for i, p := range unit {
		if i > 0 || !f.fresh {
			h += p.gap
		}
		h += p.height
		notes = append(notes, p.notes...)
	}
	return f.y+h <= pageBottom-f.noteHeight(notes)+0.01
}

// noteHeight is what the notes of the page take, with more of them.
func (f *flow) noteHeight(more []*footnote) float64 {
	lines := len(f.rest)
	for _, n := range f.notes {
		lines += len(n.text.lines)
	}
	for _, n := range more {
		if !n.placed {
			lines += len(n.text.lines)
		}
	}
	if lines == 0 {
		return 0
	}
	h := noteSpace + float64(lines)*f.owner.noteStyle().leading
	return min(h, notesMost*(pageBottom-marginTop))
}

func (f *flow) place(p piece) {
	switch {
	case f.fresh && p.repeat != nil:
		if !f.dry {
			p.repeat.draw(f.y)
		}
		f.y += p.repeat.height
	case !f.fresh:
		f.y += p.gap
	}
	if !f.dry {
		p.draw(f.y)
	}
	f.y += p.height
	f.low = f.y
	f.fresh = false
	for _, n := range p.notes {
		if !n.placed {
			n.placed = true
			f.notes = append(f.notes, n)
		}
	}
}

// turn ends the page and begins the next.
func (f *flow) turn() {
	f.foot()
	f.newPage()
	f.y, f.fresh, f.due = marginTop, true, false
}

// turnLater begins a new page with the next piece, unless one has just begun:
// by then the head of that page is known.
func (f *flow) turnLater() {
	f.settle()
	f.due = !f.fresh
}

// finish ends the last page, and adds pages for notes that still wait.
func (f *flow) finish() {
	f.settle()
	f.due = true
	f.foot()
	for len(f.rest) > 0 {
		f.newPage()
		f.y = marginTop
		f.foot()
	}
}

func (f *flow) newPage() {
	f.begun, f.head, f.low = true, f.owner.running(), marginTop
	if !f.dry {
		f.owner.newPage()
	}
}

// A noteLine is one line of a footnote.
type noteLine struct {
	note  *footnote
	index int
}

// foot draws the notes of the page; lines without room go to the next page.
func (f *flow) foot() {
	lines := f.rest
	for _, n := range f.notes {
		for i := range n.text.lines {
			lines = append(lines, noteLine{n, i})
		}
	}
	f.notes, f.rest = nil, nil
	if len(lines) == 0 {
		f.note(0)
		return
	}
	style := f.owner.noteStyle()
	most := int((max(pageBottom-f.y, notesMost*(pageBottom-marginTop)) - noteSpace) / style.leading)
	shown := lines[:min(len(lines), max(most, 1))]
	f.rest = append(f.rest, lines[len(shown):]...)
	f.note(noteSpace + float64(len(shown))*style.leading)
	if f.dry {
		return
	}
	y := pageBottom - float64(len(shown))*style.leading
	f.set.canvas.artifact()
	f.set.canvas.line(marginLeft, y-1.2, marginLeft+40, y-1.2, rule, 0.25)
	for _, l := range shown {
		f.set.setLine(l.note.text, l.index, marginLeft, y+0.74*style.leading, l.note.elem)
		y += style.leading
	}
}

// note keeps how full the page is that now ends, its notes taking so many
// millimetres.
func (f *flow) note(notes float64) {
	if f.begun {
		f.pages = append(f.pages, Page{f.set.canvas.page, f.head, (f.low - marginTop + notes) / textHeight, f.due})
	}
}

// A Page is one page of text, as Pages finds it.
type Page struct {
	Number int
	Head   string  // the chapter in its running head
	Filled float64 // share of the text area down to the last line, with notes; 0 to 1
	Ends   bool    // the next page begins a chapter or a part
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
