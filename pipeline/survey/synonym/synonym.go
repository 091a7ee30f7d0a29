// Package synonym reads which expressions mean one thing. It believes that who looks for
// something need not know what others call it.
package synonym

import (
	"strings"

	"depository.example/depository/pipeline/survey/stem"
)

// Groups are expressions that mean one thing: each one word or more, or, with a hyphen at
// its end («е-»), what a word begins with that is another word elsewhere.
type Groups [][]string

// Read reads groups, a line each, expressions parted by «=»; lines that begin with «#»
// are remarks.
func Read(text string) Groups {
	var out Groups
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		var group []string
		for _, e := range strings.Split(line, "=") {
			if e = strings.TrimSpace(e); e != "" {
				group = append(group, e)
			}
		}
		out = append(out, group)
	}
	return out
}

// Stems are the groups with each expression as the stems of its words, in their order, and
// of compound words as those of their parts. What words begin with is left out, and with it
// a group that has but one expression then.
func (g Groups) Stems() [][][]string {
	out, of := [][][]string{}, stem.Stemmer{}
	for _, group := range g {
		var list [][]string
		for _, e := range group {
			var words []string
			of.Each(parts.Replace(e), func(word string) { words = append(words, word) })
			if words != nil && !strings.HasSuffix(e, "-") {
				list = append(list, words)
			}
		}
		if len(list) > 1 {
			out = append(out, list)
		}
	}
	return out
}

// parts makes several words of a compound one.
var parts = strings.NewReplacer("-", " ", "‑", " ")
