package site

import (
	"sync"

	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/pages"
)

// A stock is what stands on a page of which several files are made: it is made for the
// first of them and let go of with the last, since a figure of everybody takes megabytes,
// and what stands on all such pages is not held at once.
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

// figures are those of the page with their places among its blocks; so many files each
// are made of them.
func (s *stock) figures(files int) (out []*document.Figure, at []int) {
	for i, b := range s.page.Make().Blocks {
		if f, ok := b.(*document.Figure); ok {
			out, at = append(out, f), append(at, i)
		}
	}
	s.left += files * len(out)
	return out, at
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
