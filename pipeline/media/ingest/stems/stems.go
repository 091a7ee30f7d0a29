// Package stems tells at one walk over a text whether it may be a label that is written
// down, or has stems that stand together in one. It believes that nearly no cell of a
// table is a label, and that to find that out has to cost less than to read the cell.
package stems

import (
	"slices"
	"strings"
	"unicode/utf8"

	"depository.example/depository/pipeline/survey/automaton"
	"depository.example/depository/pipeline/survey/place"
)

// A Search looks for the keys of labels and for lists of stems. It is for one goroutine.
type Search struct {
	keys  map[uint64]bool // hashes
	class []uint16        // of a letter; 0: no stem has it
	width int             // classes
	stems *automaton.Automaton
	lists [][][]int32 // those in which a stem stands, with the others
	empty bool        // a list has no stem: it stands in every text

	found []uint64 // of the text at hand, a bit for each stem
}

// New returns the search for keys, each the whole of a label, and for lists of stems that
// stand together. All are as place.Letters has them.
func New(keys []string, lists [][]string) *Search {
	s := &Search{keys: map[uint64]bool{}, width: 1}
	for _, key := range keys {
		s.keys[hashOf(key)] = true
	}
	for _, list := range lists {
		for _, stem := range list {
			s.classify(stem)
		}
	}
	s.stems = automaton.New(s.width)
	number := map[string]int32{}
	for _, list := range lists {
		s.enter(list, number)
	}
	s.stems.Link()
	s.found = make([]uint64, len(s.lists)/64+1)
	return s
}

// classify gives each letter of a stem a class.
func (s *Search) classify(stem string) {
	for _, r := range stem {
		for int(r) >= len(s.class) {
			s.class = append(s.class, 0)
		}
		if s.class[r] == 0 {
			s.class[r] = uint16(s.width)
			s.width++
		}
	}
}

// enter enters a list, and its stems that are new.
func (s *Search) enter(list []string, number map[string]int32) {
	var ids []int32
	for _, stem := range list {
		if stem == "" {
			continue
		}
		id, known := number[stem]
		if !known {
			id = int32(len(s.lists))
			number[stem], s.lists = id, append(s.lists, nil)
			var classes []uint16
			for _, r := range stem {
				classes = append(classes, s.class[r])
			}
			s.stems.Enter(classes, id)
		}
		ids = append(ids, id)
	}
	if len(ids) == 0 {
		s.empty = true
		return
	}
	for _, id := range ids {
		s.lists[id] = append(s.lists[id], ids)
	}
}

// May reports whether the letters of a text, or those that do not stand in brackets, are
// one of the keys, or have all stems of a list: whoever has another key with the hash of
// one is told so too. A text is not known that has to be changed before its letters are read:
// characters that are composed, signs that stand for words, or a number before it.
func (s *Search) May(text string) (may, known bool) {
	if isNumbered(text) {
		return true, false
	}
	may, brackets, known := s.walk(text, true)
	if known && !may && brackets {
		may, _, _ = s.walk(text, false)
	}
	return may, known
}

// isNumbered reports whether a text may begin with the number of a column: at most two
// digits, and what ends them stands somewhere.
func isNumbered(text string) bool {
	text = strings.TrimLeft(text, " \t\n\v\f\r")
	n := 0
	for n < len(text) && '0' <= text[n] && text[n] <= '9' {
		n++
	}
	return (n == 1 || n == 2) && strings.ContainsAny(text, ".)")
}

// Key is May of what place.Letters returns.
func (s *Search) Key(key string) bool {
	may, _, _ := s.walk(key, true)
	return may
}

// walk reads a text with what stands in brackets, or without, and tells whether something
// does.
func (s *Search) walk(text string, inside bool) (may, brackets, known bool) {
	clear(s.found)
	some, state, hash := s.empty, int32(0), uint64(offset)
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if (r == 0xd0 || r == 0xd1) && i+1 < len(text) && text[i+1]&0xc0 == 0x80 { // a Cyrillic letter
			r, size = r&0x1f<<6|rune(text[i+1]&0x3f), 2
		} else if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		switch letter := place.Letter(r); {
		case letter > 0:
			hash = (hash ^ uint64(letter)) * prime
			if class := s.classOf(letter); class == 0 {
				state = 0
			} else if state = s.stems.Step(state, class); len(s.stems.Ends(state)) > 0 {
				some = s.see(state) || some
			}
		case letter == place.Composed, r == '#', r == '№':
			return true, false, false
		case r == '(' || r == '[':
			brackets = true
			if !inside {
				size += max(strings.IndexByte(text[i:], closing[r&1]), 0)
			}
		}
		i += size
	}
	return some || s.keys[hash], brackets, true
}

// closing are the brackets that close «(», which is even, and «[».
var closing = [2]byte{')', ']'}

func (s *Search) classOf(letter rune) uint16 {
	if int(letter) < len(s.class) {
		return s.class[letter]
	}
	return 0
}

// see notes the stems that end at a state, and reports whether one completes a list.
func (s *Search) see(state int32) (whole bool) {
	for _, id := range s.stems.Ends(state) {
		if !s.has(id) {
			s.found[id/64] |= 1 << (id % 64)
			whole = whole || slices.ContainsFunc(s.lists[id], s.whole)
		}
	}
	return whole
}

func (s *Search) has(id int32) bool { return s.found[id/64]>>(id%64)&1 != 0 }

func (s *Search) whole(list []int32) bool {
	return !slices.ContainsFunc(list, func(id int32) bool { return !s.has(id) })
}

// The hash is FNV-1a, of letters.
const (
	offset = 14695981039346656037
	prime  = 1099511628211
)

func hashOf(key string) uint64 {
	hash := uint64(offset)
	for _, r := range key {
		hash = (hash ^ uint64(r)) * prime
	}
	return hash
}
