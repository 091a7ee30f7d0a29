// Package html writes a document as HTML, in one walk. It believes that mark-up
// says what a thing is and a style sheet how it looks: there is no style, no script
// and no address in it that the document did not have.
package html

import (
	"cmp"
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/wording"
)

// Options say what surrounds the blocks.
type Options struct {
	// Lang is the language of the blocks, where lines end by its rules.
	Lang string
	// Labels are the printer's words; without NoData an unknown value is empty.
	Labels document.Labels
	// Top is the rank of the heading that opens a chapter, 1 to 6; 0 is 2, below
	// the title of a page.
	Top int
	// Figure appends the drawing of a figure to mark-up; nil prints its numbers as a
	// table.
	Figure func(out []byte, f *document.Figure) []byte
	// Style is CSS that a page by itself has besides its own.
	Style string
	// Link returns the address of a link; ok says whether it may be followed, and
	// what is not followed is text. nil: the link itself, where document.Follows.
	Link func(link string) (href string, ok bool)
	// Kept are texts that pages before have in common with this one; nil: none are kept.
	Kept *Kept
}

// Body returns blocks one after another, and the notes that they call for at the
// end. Identifiers are those of the document; a note is "note-1", its call
// "call-1". All text is escaped; a text in another language is isolated (<bdi>).
func Body(blocks []document.Block, opts Options) template.HTML {
	return template.HTML(Append(nil, blocks, opts))
}

// Append writes what Body returns behind other mark-up: who writes many pages uses
// the room of one for the next.
func Append(out []byte, blocks []document.Block, opts Options) []byte {
	w := &writer{Options: opts, out: out}
	if w.Top == 0 {
		w.Top = 2
	}
	w.level = max(w.Top-1, 1)
	for _, b := range blocks {
		w.block(b)
	}
	w.endnotes()
	return w.out
}

// A writer is one walk.
type writer struct {
	Options
	out   []byte
	level int // rank of the last heading
	notes [][]document.Span
}

// raw writes mark-up; its arguments are escaped already.
func (w *writer) raw(format string, args ...any) { w.out = fmt.Appendf(w.out, format, args...) }

// put writes mark-up piece by piece: where there is much of it, raw takes its time.
func (w *writer) put(pieces ...string) {
	for _, p := range pieces {
		w.out = append(w.out, p...)
	}
}

// attrText writes a text as the content of an attribute in quotes.
func (w *writer) attrText(text string) { w.out = escape(w.out, text) }

// text writes a text in the language of the page as the content of an element.
func (w *writer) text(text string) { w.own(text, w.Lang) }

// own writes a text in a language as the content of an element. Lines end in it where an
// educated writer would end them: not between a number and its unit, nor within «4–5».
func (w *writer) own(text, lang string) {
	if w.Kept != nil {
		w.out = w.Kept.append(w.out, text, lang)
	} else {
		w.out = appendTied(w.out, text, lang)
	}
}

// Tied returns a text in a language as the content of an element, as pages have it.
func Tied(text, lang string) template.HTML { return template.HTML(appendTied(nil, text, lang)) }

func appendTied(out []byte, text, lang string) []byte {
	from := 0
	wording.EachTie(text, lang, func(at int) {
		out = append(appendWhole(out, text[from:at]), wording.NBSP...)
		from = at + 1
	})
	return appendWhole(out, text[from:])
}

// appendWhole keeps spans of numbers whole.
func appendWhole(out []byte, text string) []byte {
	for {
		from, to := span(text)
		if to == 0 {
			return escape(out, text)
		}
		out = append(escape(out, text[:from]), `<span class="whole">`...)
		out = append(escape(out, text[from:to]), "</span>"...)
		text = text[to:]
	}
}

// span finds two numbers with a dash between them, after which browsers would end a line;
// 0, 0: there are none.
func span(text string) (from, to int) {
	const dash = "–"
	for at := 0; ; {
		next := strings.Index(text[at:], dash)
		if next < 0 {
			return 0, 0
		}
		at += next
		for from = at; from > 0 && numeral(text[from-1]); from-- {
		}
		for to = at + len(dash); to < len(text) && numeral(text[to]); to++ {
		}
		if from < at && to > at+len(dash) {
			return from, to
		}
		at += len(dash)
	}
}

func numeral(c byte) bool { return c >= '0' && c <= '9' || c == ',' || c == '.' }

// escape appends a text as the content of an element or of an attribute in quotes, as
// template.HTMLEscapeString has it.
func escape(out []byte, text string) []byte {
	from := 0
	for i := range len(text) {
		if c := text[i]; marks[c] {
			out = append(append(out, text[from:i]...), escapes[c]...)
			from = i + 1
		}
	}
	return append(out, text[from:]...)
}

// escapes are the bytes that are mark-up, or that no page can hold; marks tells them
// from all others.
var (
	escapes = [...]string{0: "\uFFFD", '"': "&#34;", '\'': "&#39;", '&': "&amp;", '<': "&lt;", '>': "&gt;"}
	marks   = [256]bool{0: true, '"': true, '\'': true, '&': true, '<': true, '>': true}
)

// esc returns a text as escape writes it.
func esc(text string) string { return template.HTMLEscapeString(text) }

// attr writes an attribute with a space before it; nothing where it has no value.
func (w *writer) attr(name, value string) {
	if value != "" {
		w.put(" ", name, `="`)
		w.attrText(value)
		w.put(`"`)
	}
}

// id returns the attribute of an anchor, with a space before it; "" none.
func id(name string) string {
	if name == "" {
		return ""
	}
	return ` id="` + esc(name) + `"`
}

func (w *writer) block(b document.Block) {
	switch b := b.(type) {
	case *document.Heading:
		w.heading(b)
	case *document.Paragraph:
		w.paragraph(b)
	case *document.List:
		w.list(b)
	case *document.KeyFigures:
		w.keyFigures(b)
	case *document.Card:
		w.card(b)
	case *document.Table:
		w.table(b)
	case *document.Figure:
		w.figure(b)
	}
	// A page break is nothing here: print style sheets break before chapters.
}

func (w *writer) heading(b *document.Heading) {
	w.level = min(w.Top+max(b.Level, 1)-1, 6)
	rank := strconv.Itoa(w.level)
	w.put("<h", rank)
	w.attr("id", b.ID)
	w.put(">")
	w.text(b.Text)
	w.put("</h", rank, ">\n")
}

// classes of paragraphs, by style.
var classes = [...]string{document.Body: "", document.Lead: "lead", document.Small: "small", document.Source: "source", document.Aside: "aside"}

func (w *writer) paragraph(b *document.Paragraph) {
	class := ""
	if int(b.Style) < len(classes) {
		class = classes[b.Style]
	}
	w.put("<p")
	w.attr("class", class)
	w.put(">")
	w.spans(b.Spans)
	w.put("</p>\n")
}

func (w *writer) list(b *document.List) {
	name, class := "ul", ""
	if b.Ordered {
		name = "ol"
	}
	if b.Compact {
		class = "compact"
	}
	w.put("<", name)
	w.attr("class", class)
	w.put(">\n")
	for _, item := range b.Items {
		w.put("<li>")
		w.spans(item)
		w.put("</li>\n")
	}
	w.put("</", name, ">\n")
}

// keyFigures: what a number means comes before it, as whoever listens needs it; the
// style sheet turns them.
func (w *writer) keyFigures(b *document.KeyFigures) {
	w.raw("<dl class=\"key\">\n")
	for _, k := range b.Items {
		w.put("<div><dt>")
		w.text(k.Label)
		w.put("</dt><dd>")
		w.text(k.Value)
		w.put("</dd>")
		if k.Note != "" {
			w.put(`<dd class="note">`)
			w.text(k.Note)
			w.put("</dd>")
		}
		w.raw("</div>\n")
	}
	w.raw("</dl>\n")
}

func (w *writer) card(b *document.Card) {
	level, number := min(w.level+1, 6), ""
	if b.Number != "" {
		number = `<span class="number">` + esc(b.Number) + ".</span> "
	}
	title := string(Tied(b.Title, cmp.Or(b.Lang, w.Lang)))
	if b.Lang != "" {
		title = `<bdi lang="` + esc(b.Lang) + `">` + title + "</bdi>"
	}
	w.raw("<article class=\"card\"%s>\n<h%d>%s%s</h%[2]d>\n", id(b.ID), level, number, title)
	for _, inner := range b.Body {
		w.block(inner)
	}
	if b.Facts != nil {
		w.raw("<dl class=\"facts\">\n")
		for _, f := range b.Facts {
			w.put("<div><dt>", esc(f.Label), "</dt><dd>", dots(f.Dots))
			w.spans(f.Spans)
			w.put("</dd></div>\n")
		}
		w.raw("</dl>\n")
	}
	w.raw("</article>\n")
}

// dots is a priority as signs, beside the word that says it.
func dots(n int) string {
	if n < 1 {
		return ""
	}
	n = min(n, 3)
	return `<span class="dots" aria-hidden="true">` + strings.Repeat("●", n) + strings.Repeat("○", 3-n) + "</span> "
}

// figure writes what is read around a drawing, and the drawing.
func (w *writer) figure(b *document.Figure) {
	w.raw("<figure%s>\n<figcaption>%s%s", id(b.ID), w.numbered(w.Labels.Figure, b.Number), Tied(b.Message, w.Lang))
	if b.Measure != "" {
		w.raw(` <span class="measure">%s</span>`, Tied(b.Measure, w.Lang))
	}
	w.raw("</figcaption>\n")
	if w.Figure != nil {
		w.out = append(w.Figure(w.out, b), '\n')
	} else {
		w.grid(Numbers(b, w.Labels.NoData), b.Message)
	}
	w.source(b.Source)
	w.raw("</figure>\n")
}

// numbered is the number of a figure or table with its word: "Figure 3."
func (w *writer) numbered(word, number string) string {
	if number == "" {
		return ""
	}
	return `<span class="number">` + esc(strings.TrimSpace(word+wording.NBSP+number)) + ".</span> "
}

func (w *writer) source(spans []document.Span) {
	if spans != nil {
		w.put(`<p class="source">`)
		w.spans(spans)
		w.put("</p>\n")
	}
}

// endnotes lists the notes; each leads back to where it is called.
func (w *writer) endnotes() {
	if w.notes == nil {
		return
	}
	w.raw("<div role=\"doc-endnotes\" class=\"notes\">\n")
	for i := 0; i < len(w.notes); i++ { // a note may call for another
		w.raw("<p id=\"note-%d\"><a href=\"#call-%[1]d\">%[1]d</a> ", i+1)
		w.spans(w.notes[i])
		w.put("</p>\n")
	}
	w.raw("</div>\n")
}
