package site

import (
	"fmt"
	"io"

	"depository.example/depository/pipeline/tell/pages"
)

// perChunk is how many practices one file holds at least, where they have no pages of
// their own.
const perChunk = 25

// A leaf is the page of one practice as practice.html shows it: the numbers of the
// pieces of its mark-up.
type leaf struct {
	Title  string `json:"t"`
	Lang   string `json:"l,omitempty"`
	Pieces []int  `json:"b"`
}

// A sheaf is the leaves of a file, and the pieces that they are put together from:
// what several say alike is there once.
type sheaf struct {
	Pieces []string        `json:"pieces"`
	Leaves map[string]leaf `json:"leaves"`

	at map[string]int
}

// pieces returns the numbers of the pieces of a page's mark-up: its lines, and the
// cells of its tables.
func (s *sheaf) pieces(body string) []int {
	var out []int
	from := 0
	cut := func(to int) {
		if to == from {
			return
		}
		piece := body[from:to]
		i, ok := s.at[piece]
		if !ok {
			i = len(s.Pieces)
			s.at[piece], s.Pieces = i, append(s.Pieces, piece)
		}
		out, from = append(out, i), to
	}
	for i := range len(body) - 2 {
		switch {
		case body[i] == '\n':
			cut(i + 1)
		case body[i] == '<' && body[i+1] == 't' && (body[i+2] == 'd' || body[i+2] == 'h'):
			cut(i)
		}
	}
	cut(len(body))
	return out
}

// chunks are the files that practice.html reads: where each practice has its page, or,
// where there are too many for that, which files hold those of each partner.
func (v *volume) chunks() []File {
	dir := v.site.Lang + "/data/"
	if !v.shell {
		return []File{{dir + "addresses.js", func() ([]byte, error) { return call("addresses", v.addresses()) }}}
	}
	var parts [][]*pages.Page
	held := map[string][2]int{} // by partner, the first and the last file
	for i := range v.site.Pages {
		p := &v.site.Pages[i]
		if p.Kind != pages.PracticePage {
			continue
		}
		if n := len(parts); n == 0 || len(parts[n-1]) >= perChunk {
			parts = append(parts, nil)
		}
		n := len(parts) - 1
		parts[n] = append(parts[n], p)
		if _, ok := held[p.Of]; !ok {
			held[p.Of] = [2]int{n, n}
		}
		held[p.Of] = [2]int{held[p.Of][0], n}
	}
	out := []File{{dir + "chunks.js", func() ([]byte, error) { return call("chunks", held) }}}
	for n, part := range parts {
		out = append(out, File{fmt.Sprintf("%spages-%d.js", dir, n), func() ([]byte, error) { return v.chunk(n, part) }})
	}
	return out
}

// chunk packs pages of practices: they say much alike, so that they take a tenth.
func (v *volume) chunk(n int, part []*pages.Page) ([]byte, error) {
	s := sheaf{Leaves: map[string]leaf{}, at: map[string]int{}}
	for _, p := range part {
		content := p.Make()
		s.Leaves[p.Of+"/"+p.ID] = leaf{content.Title, content.Lang, s.pieces(string(v.body(content, p, "practice.html")))}
	}
	text, err := packed(func(w io.Writer) error { return plainJSON(w, s) })
	if err != nil {
		return nil, err
	}
	return call("pages", n, text)
}
