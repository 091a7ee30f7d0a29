package html

import (
	"cmp"
	"strings"

	"depository.example/depository/pipeline/tell/document"
)

// spans writes running text. A note is called by its number, and kept for the end.
func (w *writer) spans(list []document.Span) {
	for i := range list {
		s := &list[i]
		w.span(s)
		if s.Note != nil {
			w.notes = append(w.notes, s.Note)
			w.raw(`<sup><a id="call-%d" href="#note-%[1]d" role="doc-noteref">%[1]d</a></sup>`, len(w.notes))
		}
	}
}

func (w *writer) span(s *document.Span) {
	href, ok := "", false
	if s.Link != "" {
		href, ok = s.Link, true
		if w.Link != nil {
			href, ok = w.Link(s.Link)
		} else {
			ok = document.Follows(s.Link)
		}
	}
	if ok {
		w.put(`<a href="`)
		w.attrText(href)
		w.put(`"`, outside(href), ">")
	}
	if s.Bold {
		w.put("<strong>")
	}
	if s.Lang != "" {
		w.put("<bdi")
		w.attr("lang", s.Lang)
		w.put(">")
	}
	w.own(s.Text, cmp.Or(s.Lang, w.Lang))
	if s.Lang != "" {
		w.put("</bdi>")
	}
	if s.Bold {
		w.put("</strong>")
	}
	if ok {
		w.put("</a>")
	}
}

// outside marks a link that leaves what is published: who follows it is not told on.
func outside(href string) string {
	if strings.Contains(href, "://") {
		return ` rel="external noopener noreferrer"`
	}
	return ""
}
