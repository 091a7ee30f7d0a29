package site

import (
	"testing"

	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/pages"
)

// What stands on a page is held from its first file to its last, and not while the files
// are listed: what stands on all pages at once takes tens of megabytes.
func TestStockIsLetGoOf(t *testing.T) {
	made := 0
	first, second := &document.Figure{ID: "a"}, &document.Figure{ID: "b"}
	s := &stock{left: 1, page: &pages.Page{Make: func() pages.Content {
		made++
		return pages.Content{Blocks: []document.Block{&document.PageBreak{}, first, second}}
	}}}
	figures, at := s.figures(perPlate)
	if len(figures) != 2 || figures[0] != first || at[0] != 1 || at[1] != 2 || s.held != nil {
		t.Fatalf("%v at %v, held: %v", figures, at, s.held != nil)
	}
	const files = 1 + 2*perPlate
	for i := range files {
		if i == 0 {
			s.take()
		} else if got := s.figure(at[i%2]); got != figures[i%2] {
			t.Errorf("file %d: figure %s", i, got.ID)
		}
		if held := s.held != nil; held != (i < files-1) {
			t.Errorf("after file %d of %d, held: %v", i+1, files, held)
		}
	}
	if made != 2 {
		t.Errorf("made %d times, want once to list the files and once to make them", made)
	}
}
