package methodpage

import (
	"fmt"
	"io"
	"strings"

	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/tell/plaintext"
	"depository.example/depository/pipeline/tell/wording"
)

// lineWidth is the width that text is broken to.
const lineWidth = 100

// Text writes the same page as plain text.
func Text(w io.Writer, m *method.Method, texts *wording.Catalogue) error {
	p := (&pager{m: m, t: texts}).page()
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n%s\n", p.Name, strings.Join(p.Lead, "\n"))
	for _, s := range p.Sections {
		fmt.Fprintf(&b, "\n%s\n", s.Title)
		s.print(&b)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// print prints what stands below the title of a section, and its parts with their
// ids. A table of two columns is a list: its second has sentences.
func (s *section) print(b *strings.Builder) {
	for _, text := range s.Text {
		fmt.Fprintf(b, "%s\n", strings.Join(plaintext.Wrap(text, lineWidth), "\n"))
	}
	for _, item := range s.Items {
		fmt.Fprintf(b, "- %s\n", strings.Join(plaintext.Wrap(item, lineWidth-2), "\n  "))
	}
	switch {
	case s.Table == nil:
	case len(s.Table.Head) == 2:
		for _, r := range s.Table.Rows {
			fmt.Fprintf(b, "  %s\n", strings.Join(plaintext.Wrap(r.Cells[0].Text+": "+r.Cells[1].Text, lineWidth-4), "\n    "))
		}
	default:
		fmt.Fprintf(b, "\n%s", s.Table.plain())
	}
	for i := range s.Parts {
		part := &s.Parts[i]
		fmt.Fprintf(b, "\n%s", part.Title)
		if part.ID != "" && part.ID != part.Title {
			fmt.Fprintf(b, " (%s)", part.ID)
		}
		b.WriteString("\n")
		part.print(b)
	}
}

// plain is the table as text; nodes of the tree stand below their parents.
func (t *pageTable) plain() plaintext.Table {
	cells := func(row []pageCell, depth int) []string {
		out := make([]string, len(row))
		for i, c := range row {
			out[i] = c.Text
		}
		if len(out) > 0 {
			out[0] = strings.Repeat("  ", depth) + out[0]
		}
		return out
	}
	plain := plaintext.Table{Header: cells(t.Head, 0)}
	for _, r := range t.Rows {
		plain.Rows = append(plain.Rows, cells(r.Cells, r.Depth))
	}
	return plain
}
