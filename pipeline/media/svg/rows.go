package svg

import (
	"slices"

	"depository.example/depository/pipeline/media/palette"
	"depository.example/depository/pipeline/tell/document"
)

// Measures of figures by rows, in pixels.
const (
	textSize  = 14.0
	smallSize = 12.0
	narrow    = 330.0 // room of a row on the narrowest screen
	rowHeight = 42.0
	trackY    = 26.0 // of the middle of the marks, from the top of a row
	keyLine   = 20.0
	inset     = 0.02 // white at both sides, a share of the width
)

// A part is some of the rows, and what stands between them.
type part struct {
	rows []document.FigureRow
	left int // rows left out before these
}

// parts returns the rows that have a name: all, or both ends and the reader's own
// between them.
func (d *drawing) parts() []part {
	n := len(d.Rows)
	if n <= mostNamed {
		return []part{{rows: d.Rows}}
	}
	out := []part{{rows: d.Rows[:ends]}}
	left := n - 2*ends
	if i := slices.IndexFunc(d.Rows, func(r document.FigureRow) bool { return r.ID != "" && r.ID == d.Mine }); i >= ends && i < n-ends {
		out = append(out, part{d.Rows[i : i+1], i - ends})
		left = n - ends - i - 1
	}
	return append(out, part{d.Rows[n-ends:], left})
}

// byRows draws a ranking, a dumbbell or a profile: a row has its label and value
// above its marks, so that both have room on a telephone.
func (d *drawing) byRows() {
	a := d.Axis.Over(d.Rows)
	d.legend(d.rowKeys())
	d.put(`<svg x="`, pc(inset), `" width="`, pc(1-2*inset), `" overflow="visible">`)
	if len(d.Rows) > mostNamed {
		d.histogram(a)
	}
	top := d.height
	d.scale(a)
	first := d.height
	foot := first
	for _, p := range d.parts() {
		foot += gap(p) + float64(len(p.rows))*rowHeight
	}
	d.grid(a, top+18, foot)
	d.average(a, first, foot)
	for _, p := range d.parts() {
		d.between(p)
		for _, r := range p.rows {
			d.mark(r, func() { d.row(r, a) })
			d.height += rowHeight
		}
	}
	d.raw("</svg>")
	d.height += 4
	if d.Average != nil {
		d.height += 18
	}
}

// gap is the height of a line that says how many rows are left out.
func gap(p part) float64 {
	if p.left == 0 {
		return 0
	}
	return 26
}

// between says how many rows are left out before a part.
func (d *drawing) between(p part) {
	if p.left > 0 {
		d.text("50%", d.height+18, "m c", d.Words.T("figure.left-out", "n", p.left))
	}
	d.height += gap(p)
}

// scale prints the numbers of the axis.
func (d *drawing) scale(a document.Axis) {
	ticks := a.Ticks()
	decimals := a.TickDecimals(ticks)
	for _, t := range ticks {
		d.text(pc(a.Share(t)), d.height+14, "m c", d.Words.Number(t, decimals))
	}
	d.height += 22
}

// grid draws the lines of the axis.
func (d *drawing) grid(a document.Axis, top, foot float64) {
	for _, t := range a.Ticks() {
		x := pc(a.Share(t))
		d.put(`<line class="g" x1="`, x, `" x2="`, x, `" y1="`, num(top), `" y2="`, num(foot), `"/>`)
	}
}

func (d *drawing) row(r document.FigureRow, a document.Axis) {
	y := d.height + trackY
	d.put(`<rect class="hit" x="-1%" width="102%" y="`, num(d.height+1), `" height="`, num(rowHeight-2), `"/>`)
	end := r.Value(0).Text
	switch {
	case d.Kind == document.Dumbbell:
		end = r.Note
	case r.Note != "":
		end += " (" + r.Note + ")"
	}
	quiet := ""
	if r.Muted {
		quiet = " m"
	}
	d.text("0", d.height+15, "l"+quiet, fitted(r.Label, textSize, narrow-wide(end, textSize)))
	d.text("100%", d.height+15, "v"+quiet, end)
	switch d.Kind {
	case document.Dumbbell:
		d.change(r, a, y)
	case document.Profile:
		d.against(r, a, y)
	default:
		d.stands(r, a, y)
	}
}

// stands draws a value with its interval, or a bar where no row has one; a ring or a
// stroke is the period before.
func (d *drawing) stands(r document.FigureRow, a document.Axis, y float64) {
	v, before := r.Value(0), r.Value(1)
	dots := d.HasInterval() || a.Min < 0
	muted := ""
	if r.Muted {
		muted = " apart"
	}
	if low, high, ok := v.Interval(); ok {
		d.bar(a.Share(low), a.Share(high), y-3, 6, "interval"+muted)
	}
	switch {
	case !v.Drawable():
	case dots:
		d.put(`<circle class="dot`, muted, `" cx="`, pc(a.Share(v.X)), `" cy="`, num(y), `" r="6"/>`)
	default:
		class := palette.Class(v.Class)
		if class == 0 {
			class = 4
		}
		from := a.Share(max(0, a.Min))
		d.bar(min(from, a.Share(v.X)), max(from, a.Share(v.X)), y-6, 12, shade(class)+muted)
	}
	switch {
	case !before.Drawable():
	case dots:
		d.put(`<circle class="ring" cx="`, pc(a.Share(before.X)), `" cy="`, num(y), `" r="5"/>`)
	default:
		d.raw(`<line class="stroke" x1="%s" x2="%[1]s" y1="%s" y2="%s"/>`, pc(a.Share(before.X)), num(y-8), num(y+8))
	}
}

// bar draws a bar between two shares of the width.
func (d *drawing) bar(from, to, y, height float64, class string) {
	d.put(`<rect class="`, class, `" x="`, pc(from), `" width="`, pc(max(to-from, 0.003)), `" y="`, num(y), `" height="`, num(height), `"/>`)
}

func shade(class int) string { return "s" + string(rune('0'+palette.Class(class))) }

// change draws the way from a ring to a dot; a fall has a colour of its own.
func (d *drawing) change(r document.FigureRow, a document.Axis, y float64) {
	before, after := r.Value(0), r.Value(1)
	class := "rise"
	switch {
	case r.Muted:
		class = "still"
	case before.X > after.X:
		class = "fall"
	}
	if before.Drawable() && after.Drawable() {
		d.raw(`<line class="way %s" x1="%s" x2="%s" y1="%s" y2="%[4]s"/>`, class, pc(a.Share(before.X)), pc(a.Share(after.X)), num(y))
	}
	if before.Drawable() {
		d.raw(`<circle class="ring %s" cx="%s" cy="%s" r="5"/>`, class, pc(a.Share(before.X)), num(y))
	}
	if after.Drawable() {
		d.raw(`<circle class="dot %s" cx="%s" cy="%s" r="6"/>`, class, pc(a.Share(after.X)), num(y))
	}
}

// against draws one unit against the average: the distance is the message.
func (d *drawing) against(r document.FigureRow, a document.Axis, y float64) {
	v, mean := r.Value(0), r.Value(1)
	if v.Drawable() && mean.Drawable() {
		class := "rise"
		if v.X < mean.X {
			class = "fall"
		}
		d.raw(`<line class="way %s" x1="%s" x2="%s" y1="%s" y2="%[4]s"/>`, class, pc(a.Share(mean.X)), pc(a.Share(v.X)), num(y))
	}
	if mean.Drawable() {
		d.raw(`<circle class="ring" cx="%s" cy="%s" r="5"/>`, pc(a.Share(mean.X)), num(y))
	}
	if v.Drawable() {
		d.raw(`<circle class="dot" cx="%s" cy="%s" r="6"/>`, pc(a.Share(v.X)), num(y))
	}
}

// average draws the mark across the rows and its label below them.
func (d *drawing) average(a document.Axis, top, foot float64) {
	if d.Average == nil || !(document.Value{X: d.Average.Value, Known: true}).Drawable() {
		return
	}
	at := a.Share(d.Average.Value)
	class := "a c"
	switch {
	case at < 0.2:
		class = "a"
	case at > 0.8:
		class = "a e"
	}
	d.raw(`<line class="mean" x1="%s" x2="%[1]s" y1="%s" y2="%s"/>`, pc(at), num(top), num(foot+2))
	d.text(pc(at), foot+16, class, d.Average.Label)
}

// bins is how finely a distribution is drawn.
const bins = 20

// histogram draws how many rows have which value, where not each has a mark of its
// own.
func (d *drawing) histogram(a document.Axis) {
	const height = 64.0
	var counts [bins]int
	n, most := 0, 1
	for _, r := range d.Rows {
		v := r.Value(0)
		if d.Kind == document.Dumbbell {
			v = r.Value(1)
		}
		if !v.Drawable() {
			continue
		}
		i := min(int(a.Share(v.X)*bins), bins-1)
		counts[i]++
		n++
		most = max(most, counts[i])
	}
	d.text("0", d.height+14, "m", d.Words.T("figure.distribution", "n", n, "most", most))
	d.height += 20
	for i, k := range counts {
		if k > 0 {
			h := height * float64(k) / float64(most)
			d.raw(`<rect class="s3" x="%s" width="%s" y="%s" height="%s"/>`, pc((float64(i)+0.05)/bins), pc(0.9/bins), num(d.height+height-h), num(h))
		}
	}
	d.height += height + 4
}
