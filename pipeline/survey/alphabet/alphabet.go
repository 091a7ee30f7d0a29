// Package alphabet puts names in order. It believes that a list is looked up by
// people, who know the alphabet of its language and no codes: «Ґ» stands after
// «Г», «Є» after «Е», and «9» before «10».
package alphabet

import (
	"slices"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Of compares texts in the order of a language ("uk" or "en"), after the Unicode
// collation algorithm with the tailoring of CLDR; digits count as numbers. Names
// that differ in case or signs alone are told apart last. Several may compare at
// once.
func Of(lang string) func(a, b string) int {
	idle := sync.Pool{New: func() any { return collate.New(language.Make(lang), collate.Numeric) }} // a collator is for one at a time
	return func(a, b string) int {
		if a == b {
			return 0
		}
		c, _ := idle.Get().(*collate.Collator)
		defer idle.Put(c)
		return c.CompareString(a, b)
	}
}

// Keys returns what so many texts are put in order by: keys compare as bytes do, and
// as Of compares their texts. To sort many, it is less work than Of.
func Keys(lang string, n int, text func(i int) string) [][]byte {
	c := collate.New(language.Make(lang), collate.Numeric)
	var all collate.Buffer
	out := make([][]byte, n)
	for i := range out {
		out[i] = slices.Clone(c.KeyFromString(&all, text(i)))
		all.Reset()
	}
	return out
}
