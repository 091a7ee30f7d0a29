package reference

import (
	"bytes"
	"index/suffixarray"
	"slices"
)

// A page is what was taken in of pages about the same: which passages print a number,
// and which name an id. Passages are numbered in their order.
type page struct {
	of     []string           // the ids that it is about, which every passage names
	where  []string           // the place of each passage
	by     map[string][]int32 // the passages that print a number
	says   map[string]int32   // texts that passages say or stand under; each once, since a heading stands over many
	said   [][]int32          // the passages of each text
	text   []byte             // the texts, each with a zero after it
	ends   []int32            // in text, of each
	asked  int                // how often text was searched
	sorted *suffixarray.Index // over text; nil until it is asked often
	named  map[string][]int32 // the passages that name an id, of those that were asked for
	usual  *vocabulary
	holds  [][]int32        // by word of the vocabulary, the texts that hold it
	near   map[string]*page // what of this page names an id, of those that were asked for
}

// A vocabulary is what ids are called that nearly every page names.
type vocabulary struct {
	*finder
	words map[string][]int32 // of an id
}

// newVocabulary is that of ids and their names.
func newVocabulary(ids []string, names map[string][]string) *vocabulary {
	var all []string
	for _, id := range ids {
		all = append(append(all, id), names[id]...)
	}
	v := &vocabulary{newFinder(all), map[string][]int32{}}
	for _, id := range ids {
		for _, name := range append([]string{id}, names[id]...) {
			if n, known := v.number[name]; known {
				v.words[id] = append(v.words[id], n)
			}
		}
	}
	return v
}

func newPage(of []string, usual *vocabulary) *page {
	return &page{of: of, by: map[string][]int32{}, says: map[string]int32{}, named: map[string][]int32{}, usual: usual, holds: make([][]int32, len(usual.number)), near: map[string]*page{}}
}

// add takes a passage in.
func (p *page) add(where string, of passage) {
	n := int32(len(p.where))
	p.where = append(p.where, where)
	for _, number := range of.numbers {
		p.by[number] = append(p.by[number], n)
	}
	for _, text := range of.says {
		k, known := p.says[text]
		if !known {
			k = p.hear(text)
		}
		p.said[k] = append(p.said[k], n)
	}
}

// hear takes a text in.
func (p *page) hear(text string) int32 {
	k := int32(len(p.said))
	p.says[text], p.said = k, append(p.said, nil)
	p.text = append(append(p.text, text...), 0)
	p.ends = append(p.ends, int32(len(p.text)))
	p.usual.find(text, func(word int32) {
		if in := p.holds[word]; len(in) == 0 || in[len(in)-1] != k {
			p.holds[word] = append(in, k)
		}
	})
	return k
}

// few is how many passages are looked through one by one.
const few = 1000

// look adds the places that print a number of all that it is about to those found so
// far, until there are enough of them.
func (p *page) look(token string, about []string, names map[string][]string, out []string) []string {
	in, by := p, p.by[token]
	fewest := by
	for _, id := range about { // of a large page, what names one of them is a page by itself
		if len(fewest) == 0 || len(out) == mostPlaces {
			return out
		}
		if id == "" || slices.Contains(p.of, id) {
			continue
		}
		if list := p.naming(id, names[id]); len(list) < len(fewest) {
			if fewest = list; p.of == nil && len(list) < few {
				in = p.nearTo(id, list)
			}
		}
	}
	if in != p {
		by = in.printing(token, p)
	}
	var room [8][]int32
	lists := append(room[:0], by)
	for _, id := range about {
		if id != "" && !slices.Contains(p.of, id) {
			lists = append(lists, in.within(id, names[id], p))
		}
	}
	for _, list := range lists {
		if len(list) < len(fewest) {
			fewest = list
		}
	}
	for _, k := range fewest {
		if len(out) == mostPlaces {
			break
		}
		if inAll(lists, k) && !slices.Contains(out, p.where[k]) {
			out = append(out, p.where[k])
		}
	}
	return out
}

// nearTo is the page of the passages that name an id.
func (p *page) nearTo(id string, passages []int32) *page {
	near := p.near[id]
	if near == nil {
		near = &page{of: []string{id}, by: map[string][]int32{"": passages}, named: map[string][]int32{}}
		p.near[id] = near
	}
	return near
}

// printing are the passages that print a number, of those of a page that the whole has too.
func (p *page) printing(token string, whole *page) []int32 {
	out, known := p.by[token]
	if !known {
		out = both(p.by[""], whole.by[token])
		p.by[token] = out
	}
	return out
}

// within are the passages that name an id, likewise.
func (p *page) within(id string, names []string, whole *page) []int32 {
	if p == whole {
		return p.naming(id, names)
	}
	if p.of[0] == id {
		return p.by[""]
	}
	out, known := p.named[id]
	if !known {
		out = both(p.by[""], whole.naming(id, names))
		p.named[id] = out
	}
	return out
}

// both are the numbers that two ascending lists have.
func both(few, many []int32) (out []int32) {
	lists := [][]int32{many}
	for _, k := range few {
		if inAll(lists, k) {
			out = append(out, k)
		}
	}
	return out
}

// inAll reports whether each list holds a passage, and cuts from the lists what stands
// before it: who asks next asks for a later one.
func inAll(lists [][]int32, k int32) bool {
	for i, list := range lists {
		far := 1
		for far < len(list) && list[far] < k {
			far *= 2
		}
		from := far / 2
		at, holds := slices.BinarySearch(list[from:min(far+1, len(list))], k)
		if lists[i] = list[from+at:]; !holds {
			return false
		}
	}
	return true
}

// naming returns the passages that name an id, or what it is called.
func (p *page) naming(id string, names []string) []int32 {
	out, known := p.named[id]
	if known {
		return out
	}
	if words, usual := p.usual.words[id]; usual {
		for _, w := range words {
			for _, k := range p.holds[w] {
				out = append(out, p.said[k]...)
			}
		}
	} else {
		for _, name := range append([]string{id}, names...) {
			if name != "" {
				out = p.search(name, out)
			}
		}
	}
	slices.Sort(out)
	out = slices.Clip(slices.Compact(out))
	p.named[id] = out
	return out
}

// seldom is how often the text of a page is searched before it is sorted, which takes as
// long as so many searches.
const seldom = 64

// search adds the passages of the texts that hold a name.
func (p *page) search(name string, out []int32) []int32 {
	if p.asked++; p.asked > seldom && p.sorted == nil {
		p.sorted = suffixarray.New(p.text)
	}
	if p.sorted != nil {
		for _, at := range p.sorted.Lookup([]byte(name), -1) {
			k, _ := slices.BinarySearch(p.ends, int32(at)+1)
			out = append(out, p.said[k]...)
		}
		return out
	}
	for from := 0; ; {
		at := bytes.Index(p.text[from:], []byte(name))
		if at < 0 {
			return out
		}
		k, _ := slices.BinarySearch(p.ends, int32(from+at)+1)
		out = append(out, p.said[k]...)
		from = int(p.ends[k])
	}
}
