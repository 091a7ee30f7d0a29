// Package lemma finds the base forms of Ukrainian words. It believes that a word is
// what a reader means by it: «громадою» and «громад» are «громада», however the
// apostrophe is typed and whatever letter of another alphabet looks the same.
//
// It goes by a spelling dictionary in the format of hunspell, whose rules say how a
// base form becomes its other forms, and applies them backwards: an ending is taken
// off, what the rule had stripped is put back, and the result counts if the
// dictionary has it with that rule. No form is kept, so that the dictionary takes
// the room of its base forms alone.
//
// A base form is a key, not a text to print: lower case, «'» for every apostrophe,
// «г» for «ґ». Words that the dictionary has not bend as the known word they end
// with, or lose a common ending.
package lemma

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Dictionary knows base forms and the rules by which they bend. It is read-only
// and may be used by many goroutines at once.
type Dictionary struct {
	words words
	rules rules
}

// joined bounds how many readings a hyphenated word has: the product of those of
// its parts.
const joined = 8

// shortest is how many letters a part of a hyphenated word has that counts by itself.
const shortest = 3

// Of returns the base forms of a word, sorted, each once; at least one. A word with
// hyphens that the dictionary has not is that of its last parts, bent, and has
// besides the base forms of its parts: «е-демократії» is «е-демократія» and
// «демократія». What holds no Ukrainian letter is its own base form, folded.
func (d *Dictionary) Of(word string) []string {
	key := Fold(word)
	if bases := d.known(key); len(bases) > 0 {
		return bases
	}
	whole, parts := d.compound(key)
	return sorted(append(whole, parts...))
}

// Whole is Of for a word that is looked for: without the parts of one with hyphens.
func (d *Dictionary) Whole(word string) []string {
	key := Fold(word)
	if bases := d.known(key); len(bases) > 0 {
		return bases
	}
	whole, _ := d.compound(key)
	return sorted(whole)
}

// Terms is Of for a word to be found: one with hyphens has the base forms of its
// parts whether the dictionary has it or not.
func (d *Dictionary) Terms(word string) []string {
	key := Fold(word)
	bases := d.known(key)
	if len(bases) > 0 && !strings.Contains(key, "-") {
		return bases
	}
	whole, parts := d.compound(key)
	if len(bases) > 0 {
		whole = bases
	}
	return sorted(append(whole, parts...))
}

// compound returns the base forms of a folded word by its parts: of the whole, and
// of each.
func (d *Dictionary) compound(key string) (whole, parts []string) {
	if !strings.Contains(key, "-") {
		return d.guess(key), nil
	}
	if number, ok := ordinal(key); ok {
		return []string{number}, nil
	}
	whole = []string{""}
	for i, part := range strings.Split(key, "-") {
		bases := d.part(part, strings.HasSuffix(key, "-"+part))
		whole = join(whole, bases, i > 0)
		if utf8.RuneCountInString(part) >= shortest && strings.ContainsFunc(part, unicode.IsLetter) {
			parts = append(parts, bases...)
		}
	}
	return whole, parts
}

// ordinal is the base form of a number written as «21-го», «7-а»: «21-й».
func ordinal(key string) (string, bool) {
	digits, ending, _ := strings.Cut(key, "-")
	if digits == "" || strings.Trim(digits, "0123456789") != "" || !ukrainian(ending) || utf8.RuneCountInString(ending) > shortest {
		return "", false
	}
	return digits + "-й", true
}

// part returns the base forms of what stands between hyphens. The first of a
// compound does not bend: «соціально-економічний» has nothing of «соціальний».
func (d *Dictionary) part(key string, last bool) []string {
	if !last && strings.HasSuffix(key, "о") || !ukrainian(key) {
		return []string{key}
	}
	if bases := d.known(key); len(bases) > 0 {
		return bases
	}
	return d.guess(key)
}

// join puts each of bases behind each of the beginnings, at most joined of them.
func join(beginnings, bases []string, hyphen bool) []string {
	var out []string
	for _, b := range beginnings {
		if hyphen {
			b += "-"
		}
		for _, base := range bases {
			if len(out) < joined {
				out = append(out, b+base)
			}
		}
	}
	return out
}

// known returns the base forms that the dictionary has for a folded word.
func (d *Dictionary) known(key string) []string {
	var out []string
	if _, ok := d.words.flags(key); ok {
		out = append(out, key)
	}
	if base, ok := irregular[key]; ok {
		out = append(out, base)
	}
	d.rules.undo(key, func(base string, conditions []rule) {
		flags, ok := d.words.flags(base)
		if ok && slices.ContainsFunc(conditions, func(r rule) bool { return strings.IndexByte(flags, r.flag) >= 0 && r.when.holds(base) }) {
			out = append(out, base)
		}
	})
	return sorted(out)
}

func sorted(s []string) []string {
	slices.Sort(s)
	return slices.Compact(s)
}
