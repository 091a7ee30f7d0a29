package lemma

import (
	"bytes"
	"sort"
	"strings"
	"unicode/utf8"
)

// block is how many words stand between two that are written whole.
const block = 16

// words are base forms in the order of their bytes with their flags, each on a line
// that begins with how many bytes it shares with the one before (as one character,
// from '!', 0): "!громада/%;h", "-ський/j". Every sixteenth is written whole.
type words struct {
	text  string
	heads []int32 // where the lines of the whole words begin
}

// newWords lays out the lines of a dictionary.
func newWords(text string) words {
	w := words{text: text}
	for at, n := 0, 0; at < len(text); n++ {
		if n%block == 0 {
			w.heads = append(w.heads, int32(at))
		}
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			break
		}
		at += end + 1
	}
	return w
}

// line splits the line at a place into what it shares, its letters and its flags.
func (w words) line(at int) (shared int, rest, flags string, next int) {
	end := at + strings.IndexByte(w.text[at:], '\n')
	rest, flags, _ = strings.Cut(w.text[at+1:end], "/")
	return int(w.text[at] - '!'), rest, flags, end + 1
}

// flags returns the flags of a base form, and whether it is one.
func (w words) flags(word string) (string, bool) {
	i := sort.Search(len(w.heads), func(i int) bool {
		_, rest, _, _ := w.line(int(w.heads[i]))
		return rest > word
	})
	if i == 0 {
		return "", false
	}
	at := int(w.heads[i-1])
	var buffer [128]byte
	current := buffer[:0]
	for n := 0; n < block && at < len(w.text); n++ {
		shared, rest, flags, next := w.line(at)
		current = append(current[:min(shared, len(current))], rest...)
		switch c := strings.Compare(string(current), word); {
		case c == 0:
			return flags, true
		case c > 0:
			return "", false
		}
		at = next
	}
	return "", false
}

// appendWord writes a line behind the words that are there.
func appendWord(b *bytes.Buffer, before, word, flags string, whole bool) {
	shared := 0
	if !whole {
		for shared < min(len(before), len(word), '~'-'!') && before[shared] == word[shared] {
			shared++
		}
		for shared < len(word) && !utf8.RuneStart(word[shared]) { // lines are UTF-8
			shared--
		}
	}
	b.WriteByte(byte('!' + shared))
	b.WriteString(word[shared:])
	if flags != "" {
		b.WriteByte('/')
		b.WriteString(flags)
	}
	b.WriteByte('\n')
}
