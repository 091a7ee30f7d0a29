package svg

import (
	"strconv"

	"depository.example/depository/pipeline/media/palette"
	"depository.example/depository/pipeline/tell/document"
)

// heatMap draws a table of shades with the value in each cell. Columns are numbered,
// and named above, so that a name is read without turning the head.
func (d *drawing) heatMap() {
	n := len(d.Series)
	for _, r := range d.Rows {
		n = max(n, len(r.Values))
	}
	d.columnNames()
	empty := ""
	if d.unknown() {
		empty = d.Words.T("site.no-data")
	}
	d.legend(d.classKeys(empty))
	for i := range n {
		d.text(pc((float64(i)+0.5)/float64(n)), d.height+13, "m c", strconv.Itoa(i+1))
	}
	d.height += 18
	for _, p := range d.parts() {
		d.between(p)
		for _, r := range p.rows {
			d.mark(r, func() { d.cells(r, n) })
			d.height += 48
		}
	}
}

// columnNames numbers the columns.
func (d *drawing) columnNames() {
	var keys []key
	for i, s := range d.Series {
		keys = append(keys, key{s, func(x string, y float64) { d.text(x, y+4.5, "m c b", strconv.Itoa(i+1)) }})
	}
	d.legend(keys)
}

func (d *drawing) cells(r document.FigureRow, n int) {
	d.text("0", d.height+15, "l", fitted(r.Label, textSize, narrow))
	for i := range n {
		v := r.Value(i)
		class := palette.Class(v.Class)
		if !v.Drawable() {
			class = 0
		}
		d.raw(`<rect class="%s cell" x="%s" width="%s" y="%s" height="24"/>`, shade(class), pc((float64(i)+0.02)/float64(n)), pc(0.96/float64(n)), num(d.height+20))
		d.text(pc((float64(i)+0.5)/float64(n)), d.height+36.5, on(class)+" c n", fitted(v.Text, smallSize, narrow/float64(max(n, 1))+4))
	}
}

// stacked draws shares of a whole, a bar a row; white parts them, so that grey print
// reads as well.
func (d *drawing) stacked() {
	d.legend(d.shareKeys())
	for _, p := range d.parts() {
		d.between(p)
		for _, r := range p.rows {
			d.mark(r, func() { d.shares(r) })
			d.height += 48
		}
	}
}

func (d *drawing) shareKeys() []key {
	var out []key
	for i, s := range d.Series {
		class, _ := classOf(d, i)
		out = append(out, boxKey(d, s, class))
	}
	return out
}

// classOf is the shade of a series and of text on it: that of its values, 0 what is
// not known; the top of six or more has a shade of its own.
func classOf(d *drawing, series int) (fill, text string) {
	if series >= 5 && series == len(d.Series)-1 {
		return "s6", "o6"
	}
	for _, r := range d.Rows {
		if v := r.Value(series); v.Drawable() {
			return shade(v.Class), on(v.Class)
		}
	}
	return shade(0), on(0)
}

func (d *drawing) shares(r document.FigureRow) {
	d.text("0", d.height+15, "l", fitted(r.Label, textSize, narrow-wide(r.Note, textSize)))
	d.text("100%", d.height+15, "v", r.Note)
	at := 0.0
	for i, share := range r.Shares() {
		if share <= 0 {
			continue
		}
		fill, text := classOf(d, i)
		d.raw(`<rect class="%s cell" x="%s" width="%s" y="%s" height="24"/>`, fill, pc(at), pc(share), num(d.height+20))
		if wide(r.Values[i].Text, textSize) < share*narrow-4 {
			d.text(pc(at+share/2), d.height+37, text+" c b", r.Values[i].Text)
		}
		at += share
	}
}
