package html

import "hash/maphash"

// Kept are texts as pages have them: of many pages, most say what others have said, and
// where its lines may end need be found out but once. They take a bounded room, where a
// text makes way for another. The zero value is empty; one at a time may write with it.
type Kept [1 << 10]struct {
	text, lang string
	out        []byte
}

// Texts that are shorter are bound sooner than they are found, longer ones are one
// partner's.
const keptLeast, keptMost = 24, 2 << 10

// seed is that of the places of texts: nothing of them reaches a page.
var seed = maphash.MakeSeed()

// append appends a text in a language as appendTied does.
func (k *Kept) append(out []byte, text, lang string) []byte {
	if len(text) < keptLeast || len(text) > keptMost {
		return appendTied(out, text, lang)
	}
	slot := &k[maphash.String(seed, text)%uint64(len(k))]
	if slot.text != text || slot.lang != lang {
		slot.text, slot.lang, slot.out = text, lang, appendTied(slot.out[:0], text, lang)
	}
	return append(out, slot.out...)
}
