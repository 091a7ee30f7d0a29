package site

import (
	"sync"

	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/pages"
)

// A stock is what stands on a page of which several files are made: it is made for the
// first of them and let go of with the last, since a figure of everybody takes megabytes.
type stock struct {
	page *pages.Page

	room sync.Mutex
	left int // files that are still to be made of it
	held *pages.Content
}

// take returns the content for one of the files.
func (s *stock) take() pages.Content {
	s.room.Lock()
	defer s.room.Unlock()
	c := s.content()
	if s.left--; s.left <= 0 {
		s.held = nil
	}
	return c
}

// look returns the content, and says for how many files more it is kept.
func (s *stock) look(more func(c pages.Content) int) {
	s.room.Lock()
	defer s.room.Unlock()
	s.left += more(s.content())
}

func (s *stock) content() pages.Content {
	if s.held == nil {
		c := s.page.Make()
		s.held = &c
	}
	return *s.held
}

// figure returns the figure that is a block of the page, for one of the files.
func (s *stock) figure(at int) *document.Figure {
	f, _ := s.take().Blocks[at].(*document.Figure)
	return f
}
