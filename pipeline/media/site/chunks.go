package site

import (
	"bytes"
	"fmt"
	"hash/maphash"
	"io"
	"maps"
	"slices"
	"sync"

	"depository.example/depository/pipeline/media/html"
	"depository.example/depository/pipeline/media/site/jsontext"
	"depository.example/depository/pipeline/tell/pages"
)

// perChunk is how many practices one file holds at least, where they have no pages of
// their own; it ends with those of a partner, so that a reader loads one, or at twice as many.
const perChunk = 22

// A leaf is the page of one practice as practice.html shows it: where the list is of the
// pieces of its mark-up.
type leaf struct {
	title, lang string
	from, to    int // of the sheaf's lists
}

// A sheaf is the leaves of a file, and the pieces that they are put together from:
// what several say alike is there once, and what nearly all say in a file of its own.
// Its room is used for one file after another.
type sheaf struct {
	common *sheaf // whose pieces come before its own; nil: none do

	text   []byte           // the pieces one after another
	ends   []int            // where each ends
	at     map[uint64]int32 // the last piece with a sum
	same   []int32          // by piece, the one before it with the same sum; -1 none
	lists  []int            // the pieces of the leaves, by number, one leaf after another
	leaves map[string]leaf
	json   []byte // room of what is written
}

// sheaves are sheaves to be used again: the pieces of a file take half a megabyte.
var sheaves = sync.Pool{New: func() any { return &sheaf{at: map[uint64]int32{}, leaves: map[string]leaf{}} }}

// seed is that of the sums of pieces: nothing of them reaches a file.
var seed = maphash.MakeSeed()

// empty makes a sheaf ready for another file.
func (s *sheaf) empty() {
	s.text, s.ends, s.same, s.lists = s.text[:0], s.ends[:0], s.same[:0], s.lists[:0]
	clear(s.at)
	clear(s.leaves)
}

// piece is one of the pieces.
func (s *sheaf) piece(i int32) []byte {
	from := 0
	if i > 0 {
		from = s.ends[i-1]
	}
	return s.text[from:s.ends[i]]
}

// find returns the number of a piece among its own, -1 there is none like it, and the
// last one with the same sum.
func (s *sheaf) find(piece []byte, sum uint64) (number, last int32) {
	last, ok := s.at[sum]
	if !ok {
		return -1, -1
	}
	for i := last; i >= 0; i = s.same[i] {
		if bytes.Equal(s.piece(i), piece) {
			return i, last
		}
	}
	return -1, last
}

// number returns the number of a piece, which is a new one where there is none like it.
func (s *sheaf) number(piece []byte) int {
	sum, before := maphash.Bytes(seed, piece), 0
	if s.common != nil {
		if i, _ := s.common.find(piece, sum); i >= 0 {
			return int(i)
		}
		before = len(s.common.ends)
	}
	i, last := s.find(piece, sum)
	if i < 0 {
		i = int32(len(s.ends))
		s.at[sum], s.same = i, append(s.same, last)
		s.text = append(s.text, piece...)
		s.ends = append(s.ends, len(s.text))
	}
	return before + int(i)
}

// write writes the sheaf as the script reads it, as JSON: pieces, and leaves with their
// title t, language l and pieces b.
func (s *sheaf) write(w io.Writer) error {
	out := append(s.json[:0], `{"pieces":[`...)
	for i := range s.ends {
		if i > 0 {
			out = append(out, ',')
		}
		out = jsontext.Text(out, s.piece(int32(i)))
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
		out = jsontext.Text(append(jsontext.Text(out, key), `:{"t":`...), l.title)
		if l.lang != "" {
			out = jsontext.Text(append(out, `,"l":`...), l.lang)
		}
		out = append(jsontext.List(append(out, `,"b":`...), s.lists[l.from:l.to], jsontext.Int), '}')
	}
	s.json = append(out, "}}\n"...)
	return writeAll(w, s.json)
}

// pressed is how much is compressed at a time, in bytes.
const pressed = 16 << 10

// cut lists the pieces of a page's mark-up: its lines, and the cells of its tables. It
// returns where the list begins and ends.
func (s *sheaf) cut(body []byte) (from, to int) {
	from = len(s.lists)
	for at, line := 0, 0; at < len(body); {
		if at == line {
			line = lineEnd(body, at)
		}
		end := pieceEnd(body, at, line)
		s.lists, at = append(s.lists, s.number(body[at:end])), end
	}
	return from, len(s.lists)
}

// lineEnd is where the line ends that begins at a place; there is none of one letter at
// the end.
func lineEnd(body []byte, at int) int {
	line := at + bytes.IndexByte(body[at:], '\n') + 1
	if line == at || line > len(body)-2 {
		return len(body)
	}
	return line
}

// pieceEnd is where the piece of mark-up ends that begins at a place: behind its line,
// or before the next cell.
func pieceEnd(body []byte, at, line int) int {
	for i := at + 1; i < line; i++ {
		next := bytes.IndexByte(body[i:line], '<')
		if next < 0 || i+next > len(body)-3 {
			break
		}
		if i += next; body[i+1] == 't' && (body[i+2] == 'd' || body[i+2] == 'h') {
			return i
		}
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
		n := len(parts) - 1
		of, begun := held[p.Of]
		if n < 0 || len(parts[n]) >= perChunk && (!begun || len(parts[n]) >= 2*perChunk) {
			parts = append(parts, nil)
			n++
		}
		parts[n] = append(parts[n], p)
		if !begun {
			of[0] = n
		}
		held[p.Of] = [2]int{of[0], n}
	}
	common := sync.OnceValue(func() *sheaf { return commonOf(v, parts) })
	out := []File{
		{dir + "chunks.js", func() ([]byte, error) { return call("chunks", held) }},
		{dir + "common.js", func() ([]byte, error) { return packed("common(", common().write) }},
	}
	for n, part := range parts {
		out = append(out, File{fmt.Sprintf("%spages-%d.js", dir, n), func() ([]byte, error) { return v.chunk(n, part, common()) }})
	}
	return out
}

// Of so many pages, from one end to the other, what some have in common most have.
const (
	looked = 24
	some   = 3
)

// commonOf gathers the pieces that most pages have: questions, and the words of levels.
func commonOf(v *volume, parts [][]*pages.Page) *sheaf {
	s, _ := sheaves.New().(*sheaf)
	var r room
	counts := map[int]int{} // pages that have a piece
	for i := range looked {
		p := parts[i*len(parts)/looked][0]
		content := p.Make()
		v.write(&r, content, p, "practice.html")
		content.Release()
		from, to := s.cut(r.body)
		of := slices.Clone(s.lists[from:to])
		slices.Sort(of)
		for _, n := range slices.Compact(of) {
			counts[n]++
		}
	}
	out, _ := sheaves.New().(*sheaf)
	for n := range s.ends {
		if counts[n] >= some {
			out.number(s.piece(int32(n)))
		}
	}
	return out
}

// A room is for the mark-up of a page before it goes into a file; what one page has used
// the next uses again.
type room struct {
	body []byte
	kept html.Kept
}

var rooms = sync.Pool{New: func() any { return new(room) }}

// chunk packs pages of practices: they say much alike, so that they take a tenth.
func (v *volume) chunk(n int, part []*pages.Page, common *sheaf) ([]byte, error) {
	s, _ := sheaves.Get().(*sheaf)
	defer sheaves.Put(s)
	s.empty()
	s.common = common
	r, _ := rooms.Get().(*room)
	defer rooms.Put(r)
	for _, p := range part {
		content := p.Make()
		v.write(r, content, p, "practice.html")
		content.Release()
		from, to := s.cut(r.body)
		s.leaves[p.Of+"/"+p.ID] = leaf{content.Title, content.Lang, from, to}
	}
	return packed(fmt.Sprintf("pages(%d,", n), s.write)
}
