package report

import (
	"fmt"
	"slices"
	"strconv"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/tell/document"
)

// manyPartners is a report of n partners: an index with links, then a section of
// a page or two for each.
func manyPartners(n int) *document.Document {
	doc := sampleDocument("uk")
	index := &document.Table{ID: "index", Title: "Партнери", Columns: []document.Column{{Title: "Партнер"}, {Title: "Місце", Align: document.Right}}}
	doc.Blocks = []document.Block{&document.Heading{Level: 1, ID: "partners", Text: "1. Партнери"}, index}
	for i := range n {
		id, name := fmt.Sprintf("p%03d", i), fmt.Sprintf("Партнер %03d", i)
		index.Rows = append(index.Rows, document.Row{Cells: []document.Cell{
			{Head: true, Spans: []document.Span{{Text: name, Link: "#" + id}}}, {Spans: document.Plain(strconv.Itoa(i + 1))}}})
		f := trials()["one missing"](document.Profile)
		f.ID, f.Number = "f"+id, strconv.Itoa(i+1)
		doc.Blocks = append(doc.Blocks, &document.PageBreak{}, &document.Heading{Level: 2, ID: id, Text: name}, f)
		for range i % 5 {
			doc.Blocks = append(doc.Blocks, trials()["one missing"](document.HeatMap))
		}
	}
	doc.Blocks = append(doc.Blocks, &document.Heading{Level: 1, ID: "sources", Text: "Джерела"}, &document.Paragraph{Spans: document.Plain("Усе.")})
	for i, b := range doc.Blocks {
		if f, ok := b.(*document.Figure); ok {
			f.ID = fmt.Sprint("figure-", i)
		}
	}
	return doc
}

func TestLinksOfManyPartnersLeadToThem(t *testing.T) {
	partners := 120
	if need.All() {
		partners = 500
	}
	doc := manyPartners(partners)
	stands := map[string]int{} // heading: its page
	for _, b := range boxes(t, doc) {
		if b.Owner != nil && (b.Owner.Role == "H2" || b.Owner.Role == "H1") && stands[b.Text] == 0 {
			stands[b.Text] = b.Page
		}
	}
	pdf, _ := write(t, doc, Options{})
	f := readPDF(t, pdf)
	pages := f.pages()
	links := 0
	f.structure().walk(func(e *readElem) {
		for _, a := range e.annots {
			to := f.refs(f.bodies[a], "Dest")
			if len(to) == 0 {
				continue
			}
			links++
			name := f.text(f.bodies[a], "Contents")
			if got := 1 + slices.Index(pages, to[0]); got != stands[name] {
				t.Errorf("the link %q leads to page %d, its heading stands on %d", name, got, stands[name])
			}
		}
	})
	if links < partners+2 {
		t.Errorf("%d links, want one a partner and one a chapter", links)
	}
}
