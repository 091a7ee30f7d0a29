package svg

import (
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/palette"
	"depository.example/depository/pipeline/tell/document"
)

// A key is a sign with what it means.
type key struct {
	text string
	sign func(x string, y float64) // its middle
}

// legend sets keys in two columns, the first before the second. A text that is too long
// for one line of a column takes two.
func (d *drawing) legend(keys []key) {
	const room = narrow/2 - 24
	rows := (len(keys) + 1) / 2
	var foot [2]float64
	for i, k := range keys {
		column := i / max(rows, 1)
		y := d.height + foot[column] + 10
		foot[column] += keyLine
		d.put(`<svg x="`, pc(float64(column)*0.5), `" overflow="visible">`)
		k.sign("9", y)
		first, second := twoLines(k.text, smallSize, room)
		d.text("24", y+4.5, "m", first)
		if second != "" {
			d.text("24", y+4.5+smallSize+1, "m", fitted(second, smallSize, room))
			foot[column] += smallSize + 1
		}
		d.put("</svg>")
	}
	if rows > 0 {
		d.height += max(foot[0], foot[1]) + 8
	}
}

// twoLines parts a text that is wider than a width between words, as late as the width
// lets; one word alone is shortened.
func twoLines(text string, size, width float64) (first, second string) {
	if wide(text, size) <= width {
		return text, ""
	}
	for at := strings.LastIndexByte(text, ' '); at > 0; at = strings.LastIndexByte(text[:at], ' ') {
		if wide(text[:at], size) <= width {
			return text[:at], text[at+1:]
		}
	}
	return fitted(text, size, width), ""
}

func dotKey(d *drawing, text, class string) key {
	return key{text, func(x string, y float64) { d.raw(`<circle class="%s" cx="%s" cy="%s" r="5.5"/>`, class, x, num(y)) }}
}

func boxKey(d *drawing, text, class string) key {
	return key{text, func(_ string, y float64) {
		d.put(`<rect class="`, class, ` box" x="1" y="`, num(y-6), `" width="16" height="12"/>`)
	}}
}

// rowKeys are the signs of figures by rows, where there is more than one.
func (d *drawing) rowKeys() []key {
	var out []key
	dots := d.Kind != document.Ranking || d.HasInterval() || d.Axis.Over(d.Rows).Min < 0
	for i, s := range d.Series {
		switch {
		case i > 1 || len(d.Series) == 1 && !d.HasInterval():
		case d.Kind == document.Dumbbell:
			out = append(out, dotKey(d, s, [...]string{"ring", "dot"}[i]))
		case dots:
			out = append(out, dotKey(d, s, [...]string{"dot", "ring"}[i]))
		case i == 0:
			out = append(out, boxKey(d, s, "s4"))
		default:
			out = append(out, key{s, func(x string, y float64) {
				d.raw(`<line class="stroke" x1="%s" x2="%[1]s" y1="%s" y2="%s"/>`, x, num(y-8), num(y+8))
			}})
		}
	}
	if d.HasInterval() {
		out = append(out, key{d.Words.T("figure.interval"), func(_ string, y float64) {
			d.raw(`<rect class="interval" x="1" y="%s" width="17" height="6"/>`, num(y-3))
		}})
	}
	if d.Kind != document.Profile && slices.ContainsFunc(d.Rows, func(r document.FigureRow) bool { return r.Muted && r.Value(0).Drawable() }) {
		out = append(out, d.pale())
	}
	return out
}

// pale says why rows are drawn pale.
func (d *drawing) pale() key {
	if d.Kind == document.Dumbbell {
		return dotKey(d, d.Words.T("figure.doubtful"), "dot still")
	}
	return dotKey(d, d.Words.T("figure.apart"), "dot apart")
}

// classKeys are the signs of the classes, and of what has no value where something
// has none.
func (d *drawing) classKeys(empty string) []key {
	var out []key
	for i, s := range d.Classes {
		if i < 5 {
			out = append(out, boxKey(d, s, shade(i+1)))
		}
	}
	if empty != "" {
		out = append(out, boxKey(d, empty, "s0"))
	}
	return out
}

// unknown reports a figure that leaves a place empty.
func (d *drawing) unknown() bool {
	return slices.ContainsFunc(d.Rows, func(r document.FigureRow) bool {
		return slices.ContainsFunc(r.Values, func(v document.Value) bool { return !v.Drawable() })
	})
}

// on is the class of text on a shade.
func on(class int) string { return "o" + string(rune('0'+palette.Class(class))) }
