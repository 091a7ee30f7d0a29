package reference

import (
	"bytes"
	"index/suffixarray"
	"slices"
	"strings"
)

// Passages are what was taken in of pages, one after the other: a stretch of them is a page.
type passages struct {
	where   []string // the place of each
	numbers parted[int32]
	says    parted[string] // the texts that each says or stands under, each once
	named   []uint64       // the usual ids that each names: a set of them each
	width   int            // of a set, in words
}

// A parted is lists, one after the other.
type parted[T any] struct {
	all []T
	to  []int32 // the end of each
}

// from is where a list begins.
func (p *parted[T]) from(k int32) int32 {
	if k == 0 {
		return 0
	}
	return p.to[k-1]
}

func (p *parted[T]) list(k int32) []T { return p.all[p.from(k):p.to[k]] }

// end ends a list.
func (p *parted[T]) end() { p.to = append(p.to, int32(len(p.all))) }

// cut leaves so many lists.
func (p *parted[T]) cut(n int32) { p.all, p.to = p.all[:p.from(n)], p.to[:n] }

func (p *passages) len() int32 { return int32(len(p.where)) }

// cut lets go of all behind the first n.
func (p *passages) cut(n int32) {
	p.where, p.named = p.where[:n], p.named[:int(n)*p.width]
	p.numbers.cut(n)
	p.says.cut(n)
}

// set is the set of the usual ids that a passage names.
func (p *passages) set(k int32) []uint64 { return p.named[int(k)*p.width:][:p.width] }

// calls reports whether a passage names what is called so.
func (p *passages) calls(k int32, names []string) bool {
	for _, text := range p.says.list(k) {
		for _, name := range names {
			if strings.Contains(text, name) {
				return true
			}
		}
	}
	return false
}

// A print is a number and a passage that prints it, in this order: sorted they are an index.
type print uint64

func printOf(number, passage int32) print { return print(number)<<32 | print(passage) }

func (p print) number() int32  { return int32(p >> 32) }
func (p print) passage() int32 { return int32(p & (1<<32 - 1)) }

// prints adds what a passage prints.
func (p *passages) prints(list []print, k int32) []print {
	for _, number := range p.numbers.list(k) {
		list = append(list, printOf(number, k))
	}
	return list
}

// A concordance finds the passages that name something, among so many that were there when
// it was made.
type concordance struct {
	said   parted[int32]      // the passages of each text
	text   []byte             // the texts, each with a zero after it
	ends   []int32            // in text, of each
	asked  int                // how often text was searched
	sorted *suffixarray.Index // over text; nil until it is asked often
}

// concordanceOf makes that of all passages.
func concordanceOf(p *passages) *concordance {
	c, numbers := &concordance{}, map[string]int32{} // a heading stands over many
	var said [][]int32
	for k := range p.len() {
		for _, text := range p.says.list(k) {
			n, known := numbers[text]
			if !known {
				n = int32(len(said))
				numbers[text], said = n, append(said, nil)
				c.text = append(append(c.text, text...), 0)
				c.ends = append(c.ends, int32(len(c.text)))
			}
			said[n] = append(said[n], k)
		}
	}
	for _, list := range said {
		c.said.all = append(c.said.all, list...)
		c.said.end()
	}
	return c
}

// naming returns the passages that name what is called so, in their order.
func (c *concordance) naming(names []string) (out []int32) {
	for _, name := range names {
		out = c.search(name, out)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// seldom is how often the text is searched before it is sorted, which takes as long as so
// many searches.
const seldom = 64

// search adds the passages of the texts that hold a name.
func (c *concordance) search(name string, out []int32) []int32 {
	if c.asked++; c.asked > seldom && c.sorted == nil {
		c.sorted = suffixarray.New(c.text)
	}
	if c.sorted != nil {
		for _, at := range c.sorted.Lookup([]byte(name), -1) {
			n, _ := slices.BinarySearch(c.ends, int32(at)+1)
			out = append(out, c.said.list(int32(n))...)
		}
		return out
	}
	for from := 0; ; {
		at := bytes.Index(c.text[from:], []byte(name))
		if at < 0 {
			return out
		}
		n, _ := slices.BinarySearch(c.ends, int32(from+at)+1)
		out = append(out, c.said.list(int32(n))...)
		from = int(c.ends[n])
	}
}
