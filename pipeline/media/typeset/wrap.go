package typeset

import (
	"slices"
	"strings"
	"unicode"

	"depository.example/depository/pipeline/media/pdf"
	"depository.example/depository/pipeline/tell/wording"
)

// A Run is text set in one way.
type Run struct {
	Text   string
	Face   pdf.FaceName
	Size   float64 // points
	Colour pdf.RGB
	Elem   *pdf.Elem // its own element: a link, a foreign language; nil the paragraph's
	Link   string    // "#id" or a URL; "" none
	Rise   float64
	Note   *Footnote // that this mark calls
}

// A frag is a part of a run within a line.
type frag struct {
	run  int
	text string
}

// A line is one line of a paragraph as it will be set.
type line struct {
	frags []frag
	Width float64
	Notes []*Footnote
	more  bool // the paragraph goes on with another word: a space follows in the text
}

// A chunk is what no space divides: the unit of filling lines.
type chunk struct {
	frags []frag
	width float64
}

// A Paragraph is text ready to be set.
type Paragraph struct {
	runs  []Run
	Lines []line
}

// A wrapper divides text into lines.
type wrapper struct {
	faces  *[pdf.FaceCount]*pdf.Face
	hyphen *hyphenator
	lang   string
	runs   []Run
	width  float64
	divide bool // words may be divided; one that is wider than a line is, whatever this says
	alone  bool // the word now divided is wider than a line

	line    line
	lines   []line
	hyphens int // divided lines in a row, up to now
}

// Hyphenation pays only where a line would stay shorter than its measure by
// this share; not more than two lines in a row end with a hyphen.
const (
	loose      = 0.07
	maxHyphens = 2
)

// chunks cuts the runs at spaces.
func (w *wrapper) chunks() []chunk {
	var out []chunk
	joined := false // the next word continues the last one
	for i, r := range w.runs {
		for n, part := range strings.Split(r.Text, " ") {
			if n > 0 {
				joined = false
			}
			if part == "" {
				continue
			}
			f := frag{i, part}
			if joined {
				last := &out[len(out)-1]
				last.frags = append(last.frags, f)
				last.width += w.measure(f)
			} else {
				out = append(out, chunk{[]frag{f}, w.measure(f)})
			}
			joined = true
		}
	}
	return out
}

func (w *wrapper) measure(f frag) float64 {
	r := &w.runs[f.run]
	return w.faces[r.Face].Width(f.text, r.Size)
}

// bind joins with no-break spaces what must not be parted: a short word and the
// next, a number and its unit, a word and the dash after it.
func (w *wrapper) bind(in []chunk) []chunk {
	out := in[:0]
	for _, c := range in {
		if len(out) > 0 {
			last := &out[len(out)-1]
			if wording.Joins(last.tail(), c.head(), w.lang) && last.width+c.width < 0.8*w.width {
				last.width += w.measure(frag{last.frags[len(last.frags)-1].run, NBSP}) + c.width
				last.bound(c)
				continue
			}
		}
		out = append(out, c)
	}
	return out
}

// bound appends another chunk after a no-break space.
func (c *chunk) bound(next chunk) {
	end := &c.frags[len(c.frags)-1]
	end.text += NBSP
	if next.frags[0].run == end.run {
		end.text += next.frags[0].text
		next.frags = next.frags[1:]
	}
	c.frags = append(c.frags, next.frags...)
}

func (c chunk) tail() string {
	s := c.frags[len(c.frags)-1].text
	if i := strings.LastIndex(s, NBSP); i >= 0 {
		return s[i+len(NBSP):]
	}
	return s
}

func (c chunk) head() string { return c.frags[0].text }

// add puts a chunk into the line or begins another. What did not fit of a
// divided chunk is the rest.
func (w *wrapper) add(c chunk, last bool) (rest *chunk) {
	space := 0.0
	if len(w.line.frags) > 0 {
		space = w.measure(frag{w.line.frags[len(w.line.frags)-1].run, " "})
	}
	room := w.width - w.line.Width - space
	if c.width <= room+0.01 {
		w.push(c, space)
		return nil
	}
	empty := len(w.line.frags) == 0
	if w.hyphens < maxHyphens && (empty || w.divide && !last && room > loose*w.width) {
		w.alone = empty
		if left, right, ok := w.split(c, room, true); ok {
			w.push(left, space)
			w.hyphens++
			w.flushDivided()
			return &right
		}
	}
	if !empty {
		w.flush(true)
		return &c
	}
	left, right, _ := w.split(c, room, false)
	w.push(left, 0)
	if len(right.frags) == 0 {
		return nil
	}
	w.flushDivided()
	return &right
}

// push appends a chunk to the line, after a space where the line has text.
func (w *wrapper) push(c chunk, space float64) {
	if space > 0 {
		w.append(frag{w.spaceRun(c), " "})
	}
	for _, f := range c.frags {
		w.append(f)
		if n := w.runs[f.run].Note; n != nil {
			w.line.Notes = append(w.line.Notes, n)
		}
	}
	w.line.Width += space + c.width
}

// spaceRun is the run that a space before c belongs to: not a link's.
func (w *wrapper) spaceRun(c chunk) int {
	before, after := w.line.frags[len(w.line.frags)-1].run, c.frags[0].run
	if before != after && w.runs[before].Elem != nil {
		return after
	}
	return before
}

func (w *wrapper) append(f frag) {
	if n := len(w.line.frags); n > 0 && w.line.frags[n-1].run == f.run {
		w.line.frags[n-1].text += f.text
		return
	}
	w.line.frags = append(w.line.frags, f)
}

func (w *wrapper) flush(more bool) {
	if len(w.line.frags) == 0 {
		return
	}
	w.line.more = more
	w.lines = append(w.lines, w.line)
	w.line, w.hyphens = line{}, 0
}

func (w *wrapper) flushDivided() {
	n := w.hyphens
	w.flush(false)
	w.hyphens = n
}

// split divides a chunk so that its left part is no wider than room: at a
// no-break space, a hyphen, a slash or between syllables. Gently it may fail;
// otherwise it cuts between any two characters.
func (w *wrapper) split(c chunk, room float64, gently bool) (left, right chunk, ok bool) {
	for i := len(c.frags) - 1; i >= 0; i-- {
		before := 0.0
		for _, f := range c.frags[:i] {
			before += w.measure(f)
		}
		if before > room {
			continue
		}
		at, hyphen := w.cut(c.frags[i], room-before, gently)
		if at > 0 {
			return w.halves(c, i, at, hyphen), w.after(c, i, at), true
		}
		if i > 0 && !gently {
			return w.part(c.frags[:i]), w.part(c.frags[i:]), true
		}
	}
	if gently {
		return left, right, false
	}
	f := c.frags[0]
	r := &w.runs[f.run]
	at := w.faces[r.Face].Prefix(f.text, r.Size, room)
	return w.halves(c, 0, at, false), w.after(c, 0, at), true
}

// halves is the part of c before byte at of its fragment i; hyphen adds one.
func (w *wrapper) halves(c chunk, i, at int, hyphen bool) chunk {
	text := strings.TrimSuffix(c.frags[i].text[:at], NBSP)
	if hyphen {
		text += string(SoftHyphen)
	}
	return w.part(append(slices.Clone(c.frags[:i]), frag{c.frags[i].run, text}))
}

func (w *wrapper) after(c chunk, i, at int) chunk {
	var frags []frag
	if text := c.frags[i].text[at:]; text != "" {
		frags = append(frags, frag{c.frags[i].run, text})
	}
	return w.part(append(frags, c.frags[i+1:]...))
}

func (w *wrapper) part(frags []frag) chunk {
	c := chunk{frags: frags}
	for _, f := range frags {
		c.width += w.measure(f)
	}
	return c
}

// cut finds the last place in bytes where a fragment may be divided so that
// what stands before is no wider than room; 0 none.
func (w *wrapper) cut(f frag, room float64, gently bool) (at int, hyphen bool) {
	r := &w.runs[f.run]
	face := w.faces[r.Face]
	scale := r.Size * pdf.Point / 1000
	hyphenWidth := float64(face.Units(SoftHyphen)) * scale
	var syllables []int
	if !isAddress(f.text) && !isAddress(r.Text) {
		syllables = w.syllables(f.text)
	}
	x, prev, older := 0.0, rune(0), rune(0)
	n := 0 // index in runes
	for i, c := range f.text {
		if i > 0 {
			switch {
			case slices.Contains(syllables, n) && x+hyphenWidth <= room:
				at, hyphen = i, true
			case x <= room && open(older, prev, c, gently):
				at, hyphen = i, false
			}
		}
		if x > room {
			break
		}
		x += float64(face.Units(c)) * scale
		older, prev = prev, c
		n++
	}
	return at, hyphen
}

// isAddress reports whether a word is an address on the web: a hyphen added to it would
// be read as a part of it.
func isAddress(word string) bool {
	return strings.Contains(word, "://") && !strings.ContainsAny(word, " \u00A0")
}

// open reports whether a line may end between two characters of a word, older
// the one before them. A number keeps what a hyphen adds: № 851-IV.
func open(older, before, after rune, gently bool) bool {
	switch before {
	case '-', '/':
		return unicode.IsLetter(after) && !(gently && before == '-' && unicode.IsDigit(older))
	case '\u00A0':
		return !gently
	case '.', '_', '&', '=', '?', '@':
		return !gently
	}
	return false
}

// syllables returns the places where the words of a fragment may be divided, in runes.
func (w *wrapper) syllables(s string) []int {
	if !w.divide && !w.alone || len(s) > 8*hyphenMost {
		return nil
	}
	rs := []rune(s)
	var out []int
	start := 0
	for i := 0; i <= len(rs); i++ {
		if i < len(rs) && rs[i] != '\u00A0' && rs[i] != '-' && rs[i] != '/' {
			continue
		}
		for _, b := range w.hyphen.breaks(rs[start:i]) {
			out = append(out, start+b)
		}
		start = i + 1
	}
	return out
}
