package typeset

import (
	"depository.example/depository/pipeline/media/pdf"
)

// A Piece is the smallest part of the flow that no page break divides: a line
// of text, a row of a table, a chart.
type Piece struct {
	Height float64 // mm
	Gap    float64 // space before it, dropped at the top of a page
	Keep   bool    // no break between it and the next
	Notes  []*Footnote
	Repeat *Repeat         // drawn again at the top of a page that begins with this piece
	Draw   func(y float64) // y is its top
}

// A Repeat is what a page begins with when a table runs on.
type Repeat struct {
	Height float64
	Draw   func(y float64)
}

// A Footnote is a remark at the foot of the page where it is called.
type Footnote struct {
	Number string
	Text   Paragraph
	Elem   *pdf.Elem
	placed bool
}

// An Owner is whose pages a flow fills.
type Owner interface {
	NewPage()             // begins a page with its head and foot
	LeaveEmpty()          // says on the page that it stays empty
	Running() string      // the chapter that the head names
	Airiness() float64    // white between pieces, as a share of the usual
	NoteStyle() TextStyle // of footnotes
}

// A Flow places pieces on pages, one after another.
type Flow struct {
	Owner   Owner
	Set     *Setter
	Y       float64 // where the next piece goes
	low     float64 // foot of the last
	Fresh   bool    // nothing stands on the page yet
	due     bool    // the next piece begins a page
	Left    bool    // and that page is one of an even number
	pending []Piece // kept together, not placed yet
	before  float64 // white wanted before the next piece
	notes   []*Footnote
	rest    []noteLine // lines of notes that did not fit on the page before

	Begun bool   // there is a page
	head  string // of that page
	Dry   bool   // pieces are placed without being drawn
	Pages []Page // that are complete

	Collecting bool // pieces are handed to whoever frames them, not placed
	Sink       []Piece
}

// noteSpace is the white above the rule over the footnotes.
const noteSpace = 4.0

// notesMost is the share of a page that footnotes may take.
const notesMost = 0.5

// Add takes the next piece; it is placed as soon as nothing keeps it waiting.
func (f *Flow) Add(p Piece) {
	if f.Collecting {
		f.Sink = append(f.Sink, p)
		return
	}
	if f.due {
		f.settle()
		f.turn()
	}
	p.Gap += f.before
	f.before = 0
	f.pending = append(f.pending, p)
	if !p.Keep {
		f.settle()
	}
}

// Space leaves so much white, less where figures are lower too, unless a page begins there; before pieces that
// must follow those waiting it becomes the next one's gap.
func (f *Flow) Space(h float64) {
	h *= f.Owner.Airiness()
	if f.Collecting {
		if n := len(f.Sink); n > 0 {
			f.Sink[n-1].Height += h
		}
		return
	}
	if len(f.pending) > 0 {
		f.before += h
		return
	}
	if !f.Fresh && !f.due {
		f.Y += h
	}
}

// settle places the waiting pieces: together where a page holds them.
func (f *Flow) settle() {
	unit := f.pending
	f.pending = nil
	if len(unit) == 0 {
		return
	}
	if !f.fits(unit) && !f.Fresh {
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
		if !f.Fresh && !f.fits([]Piece{p}) {
			f.turn()
		}
		f.place(p)
	}
}

// fits reports whether pieces have room on the page, with their notes.
func (f *Flow) fits(unit []Piece) bool {
	h := 0.0
	if f.Fresh && unit[0].Repeat != nil {
		h = unit[0].Repeat.Height
	}
	var notes []*Footnote
	for i, p := range unit {
		if i > 0 || !f.Fresh {
			h += p.Gap
		}
		h += p.Height
		notes = append(notes, p.Notes...)
	}
	return f.Y+h <= PageBottom-f.noteHeight(notes)+0.01
}

// noteHeight is what the notes of the page take, with more of them.
func (f *Flow) noteHeight(more []*Footnote) float64 {
	lines := len(f.rest)
	for _, n := range f.notes {
		lines += len(n.Text.Lines)
	}
	for _, n := range more {
		if !n.placed {
			lines += len(n.Text.Lines)
		}
	}
	if lines == 0 {
		return 0
	}
	h := noteSpace + float64(lines)*f.Owner.NoteStyle().Leading
	return min(h, notesMost*(PageBottom-MarginTop))
}

func (f *Flow) place(p Piece) {
	switch {
	case f.Fresh && p.Repeat != nil:
		if !f.Dry {
			p.Repeat.Draw(f.Y)
		}
		f.Y += p.Repeat.Height
	case !f.Fresh:
		f.Y += p.Gap
	}
	if !f.Dry {
		p.Draw(f.Y)
	}
	f.Y += p.Height
	f.low = f.Y
	f.Fresh = false
	for _, n := range p.Notes {
		if !n.placed {
			n.placed = true
			f.notes = append(f.notes, n)
		}
	}
}

// turn ends the page and begins the next; where one on the left is wanted and that is
// none, it stays empty and another begins.
func (f *Flow) turn() {
	f.foot()
	f.begin()
	if f.Left && !f.Dry && f.Set.Canvas.Page%2 > 0 {
		f.Owner.LeaveEmpty()
		f.due = true
		f.foot()
		f.begin()
	}
	f.Left = false
	f.Y, f.Fresh, f.due = MarginTop, true, false
}

// TurnLater begins a new page with the next piece, unless one has just begun:
// by then the head of that page is known.
func (f *Flow) TurnLater() {
	f.settle()
	f.due = !f.Fresh
}

// Finish ends the last page, and adds pages for notes that still wait.
func (f *Flow) Finish() {
	f.settle()
	f.due = true
	f.foot()
	for len(f.rest) > 0 {
		f.begin()
		f.Y = MarginTop
		f.foot()
	}
}

func (f *Flow) begin() {
	f.Begun, f.head, f.low = true, f.Owner.Running(), MarginTop
	if !f.Dry {
		f.Owner.NewPage()
	}
}

// A noteLine is one line of a footnote.
type noteLine struct {
	note  *Footnote
	index int
}

// foot draws the notes of the page; lines without room go to the next page.
func (f *Flow) foot() {
	lines := f.rest
	for _, n := range f.notes {
		for i := range n.Text.Lines {
			lines = append(lines, noteLine{n, i})
		}
	}
	f.notes, f.rest = nil, nil
	if len(lines) == 0 {
		f.note(0)
		return
	}
	style := f.Owner.NoteStyle()
	most := int((max(PageBottom-f.Y, notesMost*(PageBottom-MarginTop)) - noteSpace) / style.Leading)
	shown := lines[:min(len(lines), max(most, 1))]
	f.rest = append(f.rest, lines[len(shown):]...)
	f.note(noteSpace + float64(len(shown))*style.Leading)
	if f.Dry {
		return
	}
	y := PageBottom - float64(len(shown))*style.Leading
	f.Set.Canvas.Artifact()
	f.Set.Canvas.Line(MarginLeft, y-1.2, MarginLeft+40, y-1.2, Rule, 0.25)
	for _, l := range shown {
		f.Set.SetLine(l.note.Text, l.index, MarginLeft, y+0.74*style.Leading, l.note.Elem)
		y += style.Leading
	}
}

// note keeps how full the page is that now ends, its notes taking so many
// millimetres.
func (f *Flow) note(notes float64) {
	if f.Begun {
		f.Pages = append(f.Pages, Page{f.Set.Canvas.Page, f.head, (f.low - MarginTop + notes) / TextHeight, f.due})
	}
}

// A Page is one page of text, as Pages finds it.
type Page struct {
	Number int
	Head   string  // the chapter in its running head
	Filled float64 // share of the text area down to the last line, with notes; 0 to 1
	Ends   bool    // the next page begins a chapter or a part
}

// Room is what the page still holds below the pieces that wait, with notes, mm.
func (f *Flow) Room(notes ...*Footnote) float64 {
	if f.due {
		return TextHeight - f.noteHeight(notes)
	}
	h := 0.0
	for i, p := range f.pending {
		if i > 0 || !f.Fresh {
			h += p.Gap
		}
		h += p.Height
		notes = append(notes, p.Notes...)
	}
	return PageBottom - f.noteHeight(notes) - f.Y - h - f.before
}
