package html

import (
	"fmt"
	"strings"

	"depository.example/depository/pipeline/tell/document"
)

// spans returns running text. A note is called by its number, and kept for the end.
func (w *writer) spans(list []document.Span) string {
	var b strings.Builder
	for _, s := range list {
		b.WriteString(w.span(s))
		if s.Note != nil {
			w.notes = append(w.notes, s.Note)
			fmt.Fprintf(&b, `<sup><a id="call-%d" href="#note-%[1]d" role="doc-noteref">%[1]d</a></sup>`, len(w.notes))
		}
	}
	return b.String()
}

func (w *writer) span(s document.Span) string {
	text := esc(s.Text)
	if s.Lang != "" {
		text = `<bdi lang="` + esc(s.Lang) + `">` + text + "</bdi>"
	}
	if s.Bold {
		text = "<strong>" + text + "</strong>"
	}
	if s.Link == "" {
		return text
	}
	href, ok := s.Link, document.Follows(s.Link)
	if w.Link != nil {
		href, ok = w.Link(s.Link)
	}
	if !ok {
		return text
	}
	return `<a href="` + esc(href) + `"` + outside(href) + ">" + text + "</a>"
}

// outside marks a link that leaves what is published: who follows it is not told on.
func outside(href string) string {
	if strings.Contains(href, "://") {
		return ` rel="external noopener noreferrer"`
	}
	return ""
}
