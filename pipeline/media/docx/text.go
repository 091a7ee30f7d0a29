package docx

import (
	"encoding/xml"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/wording"
)

// esc returns a text as the content of an element or of an attribute in quotes.
func esc(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a Builder takes everything
	return b.String()
}

// texted returns a run's text; line breaks are breaks.
func texted(text string) string {
	return `<w:t xml:space="preserve">` + strings.ReplaceAll(esc(text), "&#xA;", `</w:t><w:br/><w:t xml:space="preserve">`) + "</w:t>"
}

// runText is the text of a run in the mark-up.
var runText = regexp.MustCompile(`(<w:t xml:space="preserve">)([^<]*)`)

// tied returns mark-up with no-break spaces in its texts where no line may end.
func tied(markup, lang string) string {
	return runText.ReplaceAllStringFunc(markup, func(t string) string { return wording.Tied(t, lang) })
}

// run returns a run with properties, "" none.
func run(properties, text string) string {
	if text == "" {
		return ""
	}
	if properties != "" {
		properties = "<w:rPr>" + properties + "</w:rPr>"
	}
	return "<w:r>" + properties + texted(text) + "</w:r>"
}

// tags are the languages as Word names them.
var tags = map[string]string{"uk": "uk-UA", "en": "en-GB"}

// language returns the tag of a language; one that is not known is itself.
func language(lang string) string {
	if tag, ok := tags[lang]; ok {
		return tag
	}
	return lang
}

// spans returns running text.
func (d *writer) spans(list []document.Span) string {
	var b strings.Builder
	for _, s := range list {
		b.WriteString(d.span(s, d.outside))
		if s.Note != nil {
			b.WriteString(d.note(s.Note))
		}
	}
	return b.String()
}

// plain returns the text of spans, without notes.
func plain(list []document.Span) string {
	var b strings.Builder
	for _, s := range list {
		b.WriteString(s.Text)
	}
	return b.String()
}

// span returns a span without its note. outside returns the relationship of an
// address beyond the document.
func (d *writer) span(s document.Span, outside func(string) string) string {
	var p strings.Builder
	open, shut := "", ""
	if name, ok := d.bookmarks[strings.TrimPrefix(s.Link, "#")]; ok && strings.HasPrefix(s.Link, "#") {
		open, shut = `<w:hyperlink w:anchor="`+name+`" w:history="1">`, "</w:hyperlink>"
	} else if s.Link != "" && !strings.HasPrefix(s.Link, "#") && document.Follows(s.Link) && outside != nil {
		open, shut = `<w:hyperlink r:id="`+outside(s.Link)+`" w:history="1">`, "</w:hyperlink>"
		p.WriteString(`<w:rStyle w:val="Hyperlink"/>`)
	}
	if s.Bold {
		p.WriteString("<w:b/><w:bCs/>")
	}
	if s.Lang != "" && s.Lang != d.doc.Lang {
		fmt.Fprintf(&p, `<w:lang w:val="%s"/>`, esc(language(s.Lang)))
	}
	if s.Text == "" {
		return ""
	}
	return open + run(p.String(), s.Text) + shut
}

// outside returns the relationship of an address of the body.
func (d *writer) outside(link string) string {
	d.links = append(d.links, link)
	return fmt.Sprintf("rIdLink%d", len(d.links))
}

// note keeps a footnote and returns its call. Word knows no note within a note: that
// one stands in brackets. An address in a note is its text, since it is printed.
func (d *writer) note(spans []document.Span) string {
	var b strings.Builder
	var walk func([]document.Span)
	walk = func(list []document.Span) {
		for _, s := range list {
			b.WriteString(d.span(s, nil))
			if s.Note != nil {
				b.WriteString(run("", " ("))
				walk(s.Note)
				b.WriteString(run("", ")"))
			}
		}
	}
	walk(spans)
	d.noted++
	fmt.Fprintf(&d.notes, `<w:footnote w:id="%d"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>%s%s</w:p></w:footnote>`+"\n", d.noted, run("", " "), b.String())
	return fmt.Sprintf(`<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="%d"/></w:r>`, d.noted)
}

// afterTables are the styles of paragraphs that keep some white from a table above.
var afterTables = []string{"BodyText", "Lead", "Small", "Source", "Aside", "Caption"}

// paragraph writes a paragraph in a style; id is its place in the document, "" none;
// more are properties that come after the style.
func (d *writer) paragraph(style, id, content, more string) {
	if d.turn {
		more, d.turn = "<w:pageBreakBefore/>"+more, false
	} else if d.tabled && slices.Contains(afterTables, style) && !strings.Contains(more, "<w:spacing") {
		more += `<w:spacing w:before="120"/>`
	}
	d.tabled = false
	d.raw(`<w:p><w:pPr><w:pStyle w:val="%s"/>%s</w:pPr>%s</w:p>`+"\n", style, more, d.marked(id, content))
}

// marked puts a bookmark around the content that an identifier names.
func (d *writer) marked(id, content string) string {
	name, ok := d.bookmarks[id]
	if !ok {
		return content
	}
	d.marks++
	return fmt.Sprintf(`<w:bookmarkStart w:id="%d" w:name="%s"/>%s<w:bookmarkEnd w:id="%[1]d"/>`, d.marks, name, content)
}
