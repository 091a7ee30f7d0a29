package report

import (
	"slices"
	"strings"
)

// A setter sets text on a canvas in the manner of one language.
type setter struct {
	canvas *canvas
	clean  *cleaner
	hyphen *hyphenator
	lang   string
}

func newSetter(c *canvas, lang string) *setter {
	return &setter{canvas: c, clean: newCleaner(c.faces[sans]), hyphen: openHyphenator(lang), lang: lang}
}

// plainRuns sets one text in one style.
func (ts *setter) plainRuns(text string, st textStyle) []run {
	return []run{{text: ts.clean.text(text), face: st.face, size: st.size, colour: st.colour}}
}

// wrap fills lines no wider than width (mm). A word wider than a line is cut.
func (ts *setter) wrap(runs []run, width float64, divide bool) paragraph {
	w := wrapper{faces: &ts.canvas.faces, hyphen: ts.hyphen, lang: ts.lang, runs: runs, width: max(width, 1), divide: divide}
	chunks := w.bind(w.chunks())
	slices.Reverse(chunks) // a stack: the next is the last
	for len(chunks) > 0 {
		next := chunks[len(chunks)-1]
		chunks = chunks[:len(chunks)-1]
		if rest := w.add(next, len(chunks) == 0); rest != nil {
			chunks = append(chunks, *rest)
		}
	}
	w.flush(false)
	return paragraph{runs, w.lines}
}

// setLine draws one line of a paragraph with its baseline at y.
func (ts *setter) setLine(text paragraph, index int, x, y float64, own *elem) {
	l := text.lines[index]
	c := ts.canvas
	for i, f := range l.frags {
		r := &text.runs[f.run]
		target := own
		if r.elem != nil {
			target = r.elem
		}
		if target != nil {
			c.mark(target)
		}
		s := f.text
		w := c.faces[r.face].width(s, r.size)
		if i == len(l.frags)-1 && l.more {
			s += " "
		}
		c.text(x, y-r.rise, s, r.face, r.size, r.colour)
		if r.link != "" && r.elem != nil {
			ts.linkLine(r, x, y, w)
		}
		x += w
	}
}

// linkLine makes a drawn part of a link active; its line is thin below the text
// so that paper shows it too.
func (ts *setter) linkLine(r *run, x, y, w float64) {
	c := ts.canvas
	c.line(x, y+0.11*r.size*point, x+w, y+0.11*r.size*point, sky, 0.15)
	em := r.size * point
	c.link(r.elem, x, y-0.8*em, w, 1.1*em, r.link, start(r.text, contentsMost))
}

// contentsMost is how many characters of a link's text describe it.
const contentsMost = 200

// ellipsis shortens a text to a width in millimetres.
func (ts *setter) ellipsis(s string, name faceName, size, width float64) string {
	f := ts.canvas.faces[name]
	if f.width(s, size) <= width {
		return s
	}
	room := width - f.width("…", size)
	if room <= 0 {
		return ""
	}
	at := f.prefix(s, size, room)
	if f.width(s[:at], size) > room {
		return ""
	}
	return s[:at] + "…"
}

// fitLines divides a text into so many lines at most; the last ends with an
// ellipsis where the text is longer.
func (ts *setter) fitLines(s string, name faceName, size, width float64, most int) []string {
	s = ts.clean.text(s)
	if ts.canvas.faces[name].width(s, size) <= width {
		return []string{s}
	}
	if len(s) > 2000 { // no label can show more
		s = s[:strings.LastIndexFunc(s[:2000], func(rune) bool { return true })]
	}
	set := ts.wrap([]run{{text: s, face: name, size: size}}, width, true)
	if ts.wordsFit(s, name, size, width) { // then words are divided only where that spares a line
		if whole := ts.wrap([]run{{text: s, face: name, size: size}}, width, false); len(whole.lines) <= len(set.lines) {
			set = whole
		}
	}
	var out []string
	for i, l := range set.lines {
		text := lineText(l)
		if i == most-1 && len(set.lines) > most {
			text = ts.ellipsis(text+strings.Repeat(" ", 4)+"…………", name, size, width)
			text = strings.TrimRight(strings.TrimRight(text, "…"), " ") + "…"
			out = append(out, text)
			break
		}
		out = append(out, text)
	}
	return out
}

// wordsFit reports whether no word of a text is wider than a line.
func (ts *setter) wordsFit(s string, name faceName, size, width float64) bool {
	words := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' })
	return !slices.ContainsFunc(words, func(w string) bool { return ts.canvas.faces[name].width(w, size) > width })
}

func lineText(l line) string {
	var b strings.Builder
	for _, f := range l.frags {
		b.WriteString(f.text)
	}
	return b.String()
}
