package typeset

import (
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/pdf"
	"depository.example/depository/pipeline/survey/brief"
)

// A Setter sets text on a canvas in the manner of one language.
type Setter struct {
	Canvas *pdf.Canvas
	Clean  *Cleaner
	hyphen *hyphenator
	Lang   string
}

// NewSetter returns the setter of a language, in the faces of the canvas.
func NewSetter(c *pdf.Canvas, lang string) *Setter {
	return &Setter{Canvas: c, Clean: NewCleaner(c.Faces[pdf.Sans]), hyphen: openHyphenator(lang), Lang: lang}
}

// PlainRuns sets one text in one style.
func (ts *Setter) PlainRuns(text string, st TextStyle) []Run {
	return []Run{{Text: ts.Clean.Text(text), Face: st.Face, Size: st.Size, Colour: st.Colour}}
}

// Wrap fills lines no wider than width (mm). A word wider than a line is cut.
func (ts *Setter) Wrap(runs []Run, width float64, divide bool) Paragraph {
	w := wrapper{faces: &ts.Canvas.Faces, hyphen: ts.hyphen, lang: ts.Lang, runs: runs, width: max(width, 1), divide: divide}
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
	return Paragraph{runs, w.lines}
}

// SetLine draws one line of a paragraph with its baseline at y.
func (ts *Setter) SetLine(text Paragraph, index int, x, y float64, own *pdf.Elem) {
	l := text.Lines[index]
	c := ts.Canvas
	for i, f := range l.frags {
		r := &text.runs[f.run]
		target := own
		if r.Elem != nil {
			target = r.Elem
		}
		if target != nil {
			c.Mark(target)
		}
		s := f.text
		w := c.Faces[r.Face].Width(s, r.Size)
		if i == len(l.frags)-1 && l.more {
			s += " "
		}
		c.Text(x, y-r.Rise, s, r.Face, r.Size, r.Colour)
		if r.Link != "" && r.Elem != nil {
			ts.linkLine(r, x, y, w)
		}
		x += w
	}
}

// linkLine makes a drawn part of a link active; its line is thin below the text
// so that paper shows it too.
func (ts *Setter) linkLine(r *Run, x, y, w float64) {
	c := ts.Canvas
	c.Line(x, y+0.11*r.Size*pdf.Point, x+w, y+0.11*r.Size*pdf.Point, Sky, 0.15)
	em := r.Size * pdf.Point
	c.Link(r.Elem, x, y-0.8*em, w, 1.1*em, r.Link, brief.Letters(r.Text, contentsMost))
}

// contentsMost is how many characters of a link's text describe it.
const contentsMost = 200

// Ellipsis shortens a text to a width in millimetres.
func (ts *Setter) Ellipsis(s string, name pdf.FaceName, size, width float64) string {
	f := ts.Canvas.Faces[name]
	if f.Width(s, size) <= width {
		return s
	}
	room := width - f.Width("…", size)
	if room <= 0 {
		return ""
	}
	at := f.Prefix(s, size, room)
	if f.Width(s[:at], size) > room {
		return ""
	}
	return s[:at] + "…"
}

// FitLines divides a text into so many lines at most; the last ends with an
// ellipsis where the text is longer.
func (ts *Setter) FitLines(s string, name pdf.FaceName, size, width float64, most int) []string {
	s = ts.Clean.Text(s)
	if ts.Canvas.Faces[name].Width(s, size) <= width {
		return []string{s}
	}
	if len(s) > 2000 { // no label can show more
		s = s[:strings.LastIndexFunc(s[:2000], func(rune) bool { return true })]
	}
	set := ts.Wrap([]Run{{Text: s, Face: name, Size: size}}, width, true)
	if ts.wordsFit(s, name, size, width) { // then words are divided only where that spares a line
		if whole := ts.Wrap([]Run{{Text: s, Face: name, Size: size}}, width, false); len(whole.Lines) <= len(set.Lines) {
			set = whole
		}
	}
	var out []string
	for i, l := range set.Lines {
		text := lineText(l)
		if i == most-1 && len(set.Lines) > most {
			text = ts.Ellipsis(text+strings.Repeat(" ", 4)+"…………", name, size, width)
			text = strings.TrimRight(strings.TrimRight(text, "…"), " ") + "…"
			out = append(out, text)
			break
		}
		out = append(out, text)
	}
	return out
}

// wordsFit reports whether no word of a text is wider than a line.
func (ts *Setter) wordsFit(s string, name pdf.FaceName, size, width float64) bool {
	words := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' })
	return !slices.ContainsFunc(words, func(w string) bool { return ts.Canvas.Faces[name].Width(w, size) > width })
}

func lineText(l line) string {
	var b strings.Builder
	for _, f := range l.frags {
		b.WriteString(f.text)
	}
	return b.String()
}
