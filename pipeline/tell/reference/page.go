package reference

import (
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
	sorted *suffixarray.Index // over text; nil until it is asked
	named  map[string][]int32 // the passages that name an id, of those that were asked for
}

func newPage(of []string) *page {
	return &page{of: of, by: map[string][]int32{}, says: map[string]int32{}, named: map[string][]int32{}}
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
			k = int32(len(p.said))
			p.says[text], p.said = k, append(p.said, nil)
			p.text = append(append(p.text, text...), 0)
			p.ends = append(p.ends, int32(len(p.text)))
		}
		p.said[k] = append(p.said[k], n)
	}
}

// look adds the places that print a number of all that it is about to those found so
// far, until there are enough of them.
func (p *page) look(token string, about []string, names map[string][]string, out []string) []string {
	fewest := p.by[token]
	var room [8][]int32
	lists := append(room[:0], fewest)
	for _, id := range about {
		if len(fewest) == 0 || len(out) == mostPlaces {
			return out
		}
		if id == "" || slices.Contains(p.of, id) {
			continue
		}
		list := p.naming(id, names[id])
		if lists = append(lists, list); len(list) < len(fewest) {
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
	if p.sorted == nil {
		p.sorted = suffixarray.New(p.text)
	}
	for _, name := range append([]string{id}, names...) {
		if name == "" {
			continue
		}
		for _, at := range p.sorted.Lookup([]byte(name), -1) {
			k, _ := slices.BinarySearch(p.ends, int32(at)+1)
			out = append(out, p.said[k]...)
		}
	}
	slices.Sort(out)
	out = slices.Clip(slices.Compact(out))
	p.named[id] = out
	return out
}
