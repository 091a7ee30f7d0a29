package site

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"

	"depository.example/depository/pipeline/tell/pages"
)

// perChunk is how many practices one file holds at least, where they have no pages of
// their own.
const perChunk = 25

// A leaf is the page of one practice as practice.html shows it: the numbers of the
// pieces of its mark-up.
type leaf struct {
	title, lang string
	pieces      []int
}

// A sheaf is the leaves of a file, and the pieces that they are put together from:
// what several say alike is there once.
type sheaf struct {
	pieces []string
	leaves map[string]leaf
	at     map[string]int
}

// write writes the sheaf as the script reads it, as JSON: pieces, and leaves with their
// title t, language l and pieces b.
func (s *sheaf) write(w io.Writer) error {
	out := []byte(`{"pieces":[`)
	for i, piece := range s.pieces {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendText(out, piece)
		if len(out) > pressed {
			if err := writeAll(w, out); err != nil {
				return err
			}
			out = out[:0]
		}
	}
	out = append(out, `],"leaves":{`...)
	for i, key := range slices.Sorted(maps.Keys(s.leaves)) {
		if i > 0 {
			out = append(out, ',')
		}
		l := s.leaves[key]
		out = appendText(append(appendText(out, key), `:{"t":`...), l.title)
		if l.lang != "" {
			out = appendText(append(out, `,"l":`...), l.lang)
		}
		out = append(appendList(append(out, `,"b":`...), l.pieces, appendInt), '}')
	}
	return writeAll(w, append(out, "}}\n"...))
}

// pressed is how much is compressed at a time, in bytes.
const pressed = 16 << 10

// cut returns the numbers of the pieces of a page's mark-up: its lines, and the
// cells of its tables.
func (s *sheaf) cut(body []byte) []int {
	var out []int
	for len(body) > 0 {
		n := pieceEnd(body)
		i, ok := s.at[string(body[:n])]
		if !ok {
			piece := string(body[:n])
			i = len(s.pieces)
			s.at[piece], s.pieces = i, append(s.pieces, piece)
		}
		out, body = append(out, i), body[n:]
	}
	return out
}

// pieceEnd is where the first piece of mark-up ends: behind its line, or before the
// next cell.
func pieceEnd(body []byte) int {
	line := bytes.IndexByte(body, '\n') + 1
	if line == 0 || line > len(body)-2 {
		line = len(body)
	}
	for i := 1; i < line; {
		next := bytes.IndexByte(body[i:line], '<')
		if next < 0 || i+next > len(body)-3 {
			break
		}
		if i += next; body[i+1] == 't' && (body[i+2] == 'd' || body[i+2] == 'h') {
			return i
		}
		i++
	}
	return line
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

// rooms are for the mark-up of a page before it goes into a file.
var rooms = sync.Pool{New: func() any { return new([]byte) }}

// chunk packs pages of practices: they say much alike, so that they take a tenth.
func (v *volume) chunk(n int, part []*pages.Page) ([]byte, error) {
	s := sheaf{leaves: map[string]leaf{}, at: map[string]int{}}
	room, _ := rooms.Get().(*[]byte)
	defer rooms.Put(room)
	body := *room // of one page after another
	for _, p := range part {
		content := p.Make()
		body = v.body(body[:0], content, p, "practice.html")
		s.leaves[p.Of+"/"+p.ID] = leaf{content.Title, content.Lang, s.cut(body)}
	}
	*room = body
	return packed(fmt.Sprintf("pages(%d,", n), s.write)
}
