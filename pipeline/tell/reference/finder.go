package reference

import "depository.example/depository/pipeline/survey/automaton"

// A finder finds which of many words a text holds, byte by byte.
type finder struct {
	class  [256]uint16 // of a byte that stands in a word; 0 any other
	words  *automaton.Automaton
	number map[string]int32
}

// newFinder finds words.
func newFinder(words []string) *finder {
	f, classes := &finder{number: map[string]int32{}}, 1
	for _, w := range words {
		for i := range len(w) {
			if f.class[w[i]] == 0 {
				f.class[w[i]] = uint16(classes)
				classes++
			}
		}
	}
	f.words = automaton.New(classes)
	for _, w := range words {
		if _, known := f.number[w]; known || w == "" {
			continue
		}
		f.number[w] = int32(len(f.number))
		symbols := make([]uint16, len(w))
		for i := range symbols {
			symbols[i] = f.class[w[i]]
		}
		f.words.Enter(symbols, f.number[w])
	}
	f.words.Link()
	return f
}

// find tells the numbers of the words that stand in a text, as often as they do.
func (f *finder) find(text string, tell func(word int32)) {
	at := int32(0)
	for i := range len(text) {
		at = f.words.Step(at, f.class[text[i]])
		for _, w := range f.words.Ends(at) {
			tell(w)
		}
	}
}
