// Package alphabet puts names in order. It believes that a list is looked up by
// people, who know the alphabet of its language and no codes: «Ґ» stands after
// «Г», «Є» after «Е», and «9» before «10».
package alphabet

import (
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Of compares texts in the order of a language ("uk" or "en"), after the Unicode
// collation algorithm with the tailoring of CLDR; digits count as numbers. Names
// that differ in case or signs alone are told apart last. What it returns is for
// one goroutine at a time.
func Of(lang string) func(a, b string) int {
	return collate.New(language.Make(lang), collate.Numeric).CompareString
}
