package reference

// A finder finds which of many words a text holds, at one walk over it (A. V. Aho and
// M. J. Corasick, Efficient string matching, CACM 18(6), 1975, pages 333 to 340). A state
// is what of some words has been read.
type finder struct {
	class  [256]uint16 // of a byte that stands in a word; 0 any other
	wide   int         // classes
	next   []int32     // by state and class
	words  [][]int32   // that end in a state
	number map[string]int32
}

// newFinder finds words.
func newFinder(words []string) *finder {
	f := &finder{wide: 1, number: map[string]int32{}}
	for _, w := range words {
		for i := range len(w) {
			if f.class[w[i]] == 0 {
				f.class[w[i]] = uint16(f.wide)
				f.wide++
			}
		}
	}
	f.grow()
	for _, w := range words {
		if _, known := f.number[w]; known || w == "" {
			continue
		}
		f.number[w] = int32(len(f.number))
		at := int32(0)
		for i := range len(w) {
			step := int(at)*f.wide + int(f.class[w[i]])
			if f.next[step] == 0 {
				f.next[step] = f.grow()
			}
			at = f.next[step]
		}
		f.words[at] = append(f.words[at], f.number[w])
	}
	f.link()
	return f
}

// grow adds a state.
func (f *finder) grow() int32 {
	f.next = append(f.next, make([]int32, f.wide)...)
	f.words = append(f.words, nil)
	return int32(len(f.words) - 1)
}

// link says where to go on where a word ends or goes on otherwise, the shorter states
// first.
func (f *finder) link() {
	back := make([]int32, len(f.words)) // the longest other state that a state ends in
	queue := []int32{}
	for _, to := range f.next[:f.wide] {
		if to != 0 {
			queue = append(queue, to)
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		f.words[at] = append(f.words[at], f.words[back[at]]...)
		for c := range f.wide {
			to, other := &f.next[int(at)*f.wide+c], f.next[int(back[at])*f.wide+c]
			if *to == 0 {
				*to = other
				continue
			}
			back[*to] = other
			queue = append(queue, *to)
		}
	}
}

// find tells the numbers of the words that stand in a text, as often as they do.
func (f *finder) find(text string, tell func(word int32)) {
	at := int32(0)
	for i := range len(text) {
		at = f.next[int(at)*f.wide+int(f.class[text[i]])]
		for _, w := range f.words[at] {
			tell(w)
		}
	}
}
