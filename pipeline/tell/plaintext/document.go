package plaintext

import (
	"fmt"
	"io"
	"strings"

	"depository.example/depository/pipeline/tell/document"
)

// lineWidth is the width that the text of a document is broken to.
const lineWidth = 100

// Document prints a document for a terminal: headings after a blank line, lists with
// hyphens, a table of two columns as a list, any other in columns, a figure by its
// alternative text. Links are what they are called. Errors are those of w.
func Document(w io.Writer, doc *document.Document) error {
	p := &printer{}
	p.line(doc.Title)
	if doc.Subtitle != "" {
		p.line(doc.Subtitle)
	}
	p.line("")
	for _, b := range doc.Blocks {
		p.block(b)
	}
	_, err := io.WriteString(w, p.out.String())
	return err
}

// A printer is one walk.
type printer struct{ out strings.Builder }

func (p *printer) line(text string) { p.out.WriteString(text + "\n") }

// wrapped prints a text below a mark: the lines that follow stand under the first.
func (p *printer) wrapped(mark, text string) {
	indent := strings.Repeat(" ", len(mark))
	for i, line := range Wrap(text, lineWidth-len(mark)) {
		if i == 0 {
			p.line(mark + line)
		} else {
			p.line(indent + line)
		}
	}
}

func (p *printer) block(b document.Block) {
	switch b := b.(type) {
	case *document.Heading:
		p.line("")
		p.line(b.Text)
	case *document.Paragraph:
		p.wrapped("", plain(b.Spans))
	case *document.List:
		for i, item := range b.Items {
			mark := "- "
			if b.Ordered {
				mark = fmt.Sprintf("%d. ", i+1)
			}
			p.wrapped(mark, plain(item))
		}
	case *document.Table:
		p.table(b)
	case *document.Figure:
		p.wrapped("", b.Alt)
	case *document.KeyFigures:
		for _, k := range b.Items {
			p.wrapped("- ", k.Label+": "+k.Value)
		}
	case *document.Card:
		p.line("")
		p.line(strings.TrimSpace(b.Number + " " + b.Title))
		for _, inner := range b.Body {
			p.block(inner)
		}
		for _, f := range b.Facts {
			p.wrapped("- ", f.Label+": "+plain(f.Spans))
		}
	}
}

// table prints a table of two columns as a list, since its second has sentences.
func (p *printer) table(t *document.Table) {
	if t.Title != "" {
		p.line("")
		p.line(t.Title)
	}
	var head []string
	var left []bool
	for _, c := range t.Columns {
		head, left = append(head, c.Title), append(left, c.Align == document.Left)
	}
	out := Table{Header: head, Left: left}
	for _, r := range t.Rows {
		cells := make([]string, len(head)) // of a group row the first stands for all
		for i, c := range r.Cells {
			cells[i] = strings.TrimRight(plain(c.Spans), " ")
		}
		if len(head) == 2 {
			p.pair(cells[0], cells[1])
		}
		out.Rows = append(out.Rows, cells)
	}
	if len(head) != 2 {
		p.line("")
		p.out.WriteString(out.String())
	}
	if t.Source != nil {
		p.wrapped("", plain(t.Source))
	}
}

// pair prints two cells as one entry; its other lines stand further in.
func (p *printer) pair(name, text string) {
	for i, line := range Wrap(name+": "+text, lineWidth-4) {
		p.line(strings.Repeat(" ", 2+2*min(i, 1)) + line)
	}
}

// plain returns spans without any mark-up, footnotes in brackets.
func plain(spans []document.Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
		if s.Note != nil {
			b.WriteString(" (" + plain(s.Note) + ")")
		}
	}
	return b.String()
}
