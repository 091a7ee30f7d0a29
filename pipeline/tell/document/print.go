package document

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Print writes a document as plain text, one block after another, with
// everything that a printer would need: for reading differences, and for tests.
// Errors are those of w.
func Print(w io.Writer, doc *Document) error {
	p := &textPrinter{bufio.NewWriter(w)}
	p.cover(doc)
	for _, b := range doc.Blocks {
		p.block(b)
	}
	return p.out.Flush()
}

// A textPrinter prints blocks; the writer keeps the first error until Flush.
type textPrinter struct{ out *bufio.Writer }

func (p *textPrinter) line(format string, args ...any) {
	fmt.Fprintf(p.out, format+"\n", args...)
}

// field prints a labelled text, unless it is empty.
func (p *textPrinter) field(name, text string) {
	if text != "" {
		p.line("%s: %s", name, text)
	}
}

func (p *textPrinter) cover(doc *Document) {
	p.line("lang: %s", doc.Lang)
	p.field("title", doc.Title)
	p.field("subtitle", doc.Subtitle)
	p.field("organisation", doc.Organisation)
	p.field("as of", doc.AsOf)
	p.field("dateline", doc.Dateline)
	p.field("note", doc.Note)
	p.field("notice", doc.Notice)
	p.field("stamp", doc.Stamp)
	if doc.Sheet {
		p.line("a single sheet, headed: %s", doc.Running)
	}
	p.line("date: %s", doc.Date.Format("2006-01-02"))
}

func (p *textPrinter) block(b Block) {
	p.line("")
	switch b := b.(type) {
	case *Heading:
		p.line("%s %s%s", strings.Repeat("#", max(b.Level, 1)), b.Text, anchor(b.ID))
	case *Paragraph:
		p.line("%s%s", [...]string{"", "[lead] ", "[small] ", "[source] ", "[aside] "}[min(int(b.Style), 4)], Text(b.Spans))
	case *List:
		p.list(b)
	case *KeyFigures:
		for _, k := range b.Items {
			p.line("[key] %s | %s | %s", k.Value, k.Label, k.Note)
		}
	case *Card:
		p.card(b)
	case *Table:
		p.table(b)
	case *Figure:
		p.figure(b)
	case *PageBreak:
		if b.Whole {
			p.line("[page of its own]")
			return
		}
		p.line("[page break]")
	}
}

func anchor(id string) string {
	if id == "" {
		return ""
	}
	return " {#" + id + "}"
}

// Text returns spans as text: bold in asterisks, links and languages in brackets,
// footnotes in braces.
func Text(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		text := s.Text
		if s.Bold {
			text = "**" + text + "**"
		}
		if s.Link != "" {
			text = "[" + text + "](" + s.Link + ")"
		}
		if s.Lang != "" {
			text = "[" + s.Lang + ": " + text + "]"
		}
		b.WriteString(text)
		if s.Note != nil {
			b.WriteString("{" + Text(s.Note) + "}")
		}
	}
	return b.String()
}

func (p *textPrinter) list(b *List) {
	for i, item := range b.Items {
		mark := "-"
		if b.Ordered {
			mark = fmt.Sprint(i+1) + "."
		}
		p.line("%s %s", mark, Text(item))
	}
}

func (p *textPrinter) card(b *Card) {
	p.line("[card %s] %s%s", b.Number, Text([]Span{{Text: b.Title, Lang: b.Lang}}), anchor(b.ID))
	for _, inner := range b.Body {
		p.block(inner)
	}
	for _, f := range b.Facts {
		p.line("  %s: %s%s", f.Label, strings.Repeat("●", max(f.Dots, 0)), Text(f.Spans))
	}
}

func (p *textPrinter) table(b *Table) {
	p.line("[table %s] %s%s", b.Number, b.Title, anchor(b.ID))
	var titles []string
	for _, c := range b.Columns {
		titles = append(titles, c.Title)
	}
	p.line("| %s |", strings.Join(titles, " | "))
	for _, r := range b.Rows {
		var cells []string
		for _, c := range r.Cells {
			text := Text(c.Spans)
			if c.Class > 0 {
				text += fmt.Sprintf(" ‹%d›", c.Class)
			}
			cells = append(cells, text)
		}
		p.line("%s %s |", [...]string{"|", "| =", "| Σ"}[min(int(r.Kind), 2)], strings.Join(cells, " | "))
	}
	p.field("source", Text(b.Source))
}

func (p *textPrinter) figure(b *Figure) {
	p.line("[figure %s, %s] %s%s", b.Number, b.Kind, b.Message, anchor(b.ID))
	p.field("measure", b.Measure)
	p.field("series", strings.Join(b.Series, " | "))
	if b.Average != nil {
		p.field("average", b.Average.Label)
	}
	for _, r := range b.Rows {
		var values []string
		for _, v := range r.Values {
			values = append(values, valueText(v))
		}
		muted := ""
		if r.Muted {
			muted = " (pale)"
		}
		p.line("  %s%s: %s", r.Label, muted, strings.TrimSuffix(strings.Join(values, " | ")+" | "+r.Note, " | "))
	}
	p.field("alt", b.Alt)
	p.field("source", Text(b.Source))
}

// valueText prints a value with its interval and its class.
func valueText(v Value) string {
	out := v.Text
	if v.Known && v.Low < v.High {
		out += fmt.Sprintf(" [%.4g; %.4g]", v.Low, v.High)
	}
	if v.Class > 0 {
		out += fmt.Sprintf(" ‹%d›", v.Class)
	}
	return out
}
