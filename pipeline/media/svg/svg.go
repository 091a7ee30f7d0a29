// Package svg draws the figures of a document as static SVG. It believes that a
// figure is there before any script: it is seen in print and in the dark, each mark
// leads to what it stands for and has a name, and it stays small however many there
// are.
package svg

import (
	_ "embed"
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"depository.example/depository/pipeline/media/palette"
	"depository.example/depository/pipeline/survey/brief"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/wording"
)

// mostNamed is how many marks of one figure have a name of their own; beyond, a figure
// is a distribution with ends marks of each end, and the reader's own.
const (
	mostNamed = 30
	ends      = 10
)

// altMost is the length of an alternative text at most, in characters.
const altMost = 300

// Options say for whom a figure is drawn.
type Options struct {
	Words *wording.Catalogue // of the figure's language
	// Link returns the address of what a row stands for, "" none; nil: no links.
	Link func(document.FigureRow) string
	Mine string // ID of the row that the reader looks for; "" none
	// Alone makes a file by itself, with its colours; else the page has Style.
	Alone bool
}

//go:embed figure.css
var figureCSS string

// Style returns the style sheet of figures; colours are palette.CSS, which a page
// has besides.
func Style() string { return figureCSS }

// Draw returns a figure as one svg element; "" where it has no rows. The same figure
// and options give the same bytes.
func Draw(f *document.Figure, opts Options) template.HTML {
	return template.HTML(Append(nil, f, opts))
}

// Append writes what Draw returns behind other mark-up.
func Append(out []byte, f *document.Figure, opts Options) []byte {
	if len(f.Rows) == 0 {
		return out
	}
	room, _ := rooms.Get().(*[]byte)
	d := &drawing{Options: opts, Figure: f, out: (*room)[:0]}
	defer func() {
		*room = d.out
		rooms.Put(room)
	}()
	switch f.Kind {
	case document.Ranking, document.Dumbbell, document.Profile:
		d.byRows()
	case document.Stacked:
		d.stacked()
	case document.HeatMap:
		d.heatMap()
	case document.Map:
		d.drawMap()
	case document.Quadrant:
		d.quadrant()
	default:
		return out
	}
	return d.element(out)
}

// rooms are for the marks of a figure, whose size is known, and said before them, when
// they are drawn.
var rooms = sync.Pool{New: func() any { return new([]byte) }}

// A drawing is one figure as it is drawn. Places across are shares of the width,
// so that type keeps its size on every screen; places down are pixels.
type drawing struct {
	Options
	*document.Figure
	out    []byte
	height float64
	box    string // viewBox of what has a shape of its own; "" none

	// What a map means stands over it in type that does not shrink with it.
	key       string
	keyHeight float64
	linked    bool
}

// standalone is the width of a figure as a file, in pixels.
const standalone = 720

// element appends the figure with what is said about it.
func (d *drawing) element(out []byte) []byte {
	id, role, width, style := "fig-"+esc(d.ID), "img", "100%", ""
	if d.linked {
		role = "group"
	}
	if d.Alone {
		width, style = strconv.Itoa(standalone), "<style>"+palette.CSS()+figureCSS+"</style>"
	}
	size := fmt.Sprintf(`width="%s" height="%s"`, width, num(d.height))
	if d.box != "" {
		size = fmt.Sprintf(`viewBox="%s"`, d.box)
		if d.Alone {
			size += fmt.Sprintf(` width="%s"`, width)
		}
	}
	if d.key != "" {
		out = fmt.Appendf(out, `<svg xmlns="http://www.w3.org/2000/svg" class="fig" width="100%%" height="%s" aria-hidden="true">%s</svg>`, num(d.keyHeight), d.key)
	}
	out = fmt.Appendf(out, `<svg xmlns="http://www.w3.org/2000/svg" class="fig fig-%s" %s role="%s" aria-labelledby="%s-t" aria-describedby="%[4]s-d">`+
		`<title id="%[4]s-t">%[5]s</title><desc id="%[4]s-d">%[6]s</desc>%[7]s`,
		d.Kind, size, role, id, esc(d.Message), esc(Alt(d.Figure)), style)
	return append(append(out, d.out...), "</svg>"...)
}

// Alt returns the alternative text of a figure, altMost characters at most: the
// figure's own where it is short enough, else its message and up to three rows, the
// first, the second and the last.
func Alt(f *document.Figure) string {
	if n := utf8.RuneCountInString(f.Alt); n > 0 && n <= altMost {
		return f.Alt
	}
	text := []rune(strings.TrimSuffix(f.Message, "."))
	if len(text) > altMost-1 {
		return brief.Letters(string(text), altMost)
	}
	for i, at := range []int{0, 1, len(f.Rows) - 1} {
		if at < i || at >= len(f.Rows) {
			continue
		}
		mark := "; "
		if i == 0 {
			mark = ". "
		}
		if more := []rune(mark + name(f.Rows[at])); len(text)+len(more) < altMost {
			text = append(text, more...)
		}
	}
	return string(text) + "."
}

// name is what a row says: its label, its values and its note.
func name(r document.FigureRow) string {
	var values []string
	for _, v := range r.Values {
		if v.Text != "" {
			values = append(values, v.Text)
		}
	}
	out := r.Label
	if len(values) > 0 {
		out += ": " + strings.Join(values, "; ")
	}
	if r.Note != "" {
		out += " (" + r.Note + ")"
	}
	return out
}

// raw writes mark-up, whose arguments are escaped already.
func (d *drawing) raw(format string, args ...any) { d.out = fmt.Appendf(d.out, format, args...) }

// put writes mark-up piece by piece: where there is much of it, raw takes its time.
func (d *drawing) put(pieces ...string) {
	for _, p := range pieces {
		d.out = append(d.out, p...)
	}
}

// shape draws one row that has no text of its own, and says its name instead.
func (d *drawing) shape(r document.FigureRow, draw func()) {
	d.link(r, ` aria-label="`+esc(name(r))+`"`, draw)
}

// mark draws one row: a link where it leads somewhere, with its name for a pointer;
// whoever listens hears its text.
func (d *drawing) mark(r document.FigureRow, draw func()) { d.link(r, "", draw) }

func (d *drawing) link(r document.FigureRow, label string, draw func()) {
	href := ""
	if d.Link != nil {
		href = d.Link(r)
	}
	class := ""
	if r.ID != "" && r.ID == d.Mine {
		class = ` class="mine"`
	}
	said := esc(name(r))
	if href == "" {
		d.put("<g", class, "><title>", said, "</title>")
		draw()
		d.put("</g>")
		return
	}
	d.linked = true
	d.put(`<a href="`, esc(href), `"`, class, label, "><title>", said, "</title>")
	draw()
	d.put("</a>")
}

// text sets a line, its foot at y.
func (d *drawing) text(x string, y float64, class, text string) {
	if text != "" {
		d.put(`<text x="`, x, `" y="`, num(y), `" class="`, class, `">`, esc(text), "</text>")
	}
}

// esc returns a text as the content of an element or of an attribute; what XML
// cannot hold is left out.
func esc(text string) string {
	if clean(text) {
		return text
	}
	text = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	return strings.ReplaceAll(template.HTMLEscapeString(text), "&#0;", "")
}

// clean reports a text that is escaped as it is.
func clean(text string) bool {
	for i := range len(text) {
		switch c := text[i]; {
		case c < ' ' && c != '\t' && c != '\n', c == '"', c == '\'', c == '&', c == '<', c == '>', c == 0xEF: // U+FFFE and U+FFFF begin so
			return false
		}
	}
	return utf8.ValidString(text)
}

// num prints a length with two decimals at most.
func num(x float64) string {
	if n := int(x); 0 < n && float64(n) == x {
		return strconv.Itoa(n)
	}
	s := strconv.FormatFloat(x, 'f', 2, 64)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// pc prints a share of the width.
func pc(share float64) string { return num(100*share) + "%" }

// wide returns about how wide a text is at a size, in pixels: wider rather than
// narrower, for the reader's face is not known.
func wide(text string, size float64) float64 {
	sum := 0.0
	for _, r := range text {
		sum += em(r)
	}
	return sum * size
}

// em is about how wide a letter is, for its size.
func em(r rune) float64 {
	if r >= 0 && int(r) < len(ems) {
		return ems[r]
	}
	return emOf(r)
}

// ems are the widths of the letters that texts are made of.
var ems = func() (out [0x500]float64) {
	for r := range out {
		out[r] = emOf(rune(r))
	}
	return out
}()

func emOf(r rune) float64 {
	switch {
	case strings.ContainsRune(" .,:;!|'’іїІЇijl()-·[]", r):
		return 0.3
	case strings.ContainsRune("мшщжюфыМШЩЖЮФwmWM—…", r):
		return 0.82
	case r >= 'А' && r <= 'Я' || r >= 'A' && r <= 'Z':
		return 0.65
	}
	return 0.54
}

// fitted shortens a text to a width, in pixels; a letter and the dots at least stay.
func fitted(text string, size, width float64) string {
	sum, end := 0.0, 0 // end: behind the last letter with room for the dots
	for i, r := range text {
		if i > 0 && (sum+em('…'))*size <= width {
			end = i
		}
		if sum += em(r); sum*size > width {
			_, first := utf8.DecodeRuneInString(text)
			return strings.TrimRight(text[:max(end, first)], " ,.;:«(–—-") + "…"
		}
	}
	return text
}
