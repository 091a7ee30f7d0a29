package lemma

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// rules are the rules of endings by what they add.
type rules struct {
	byEnding map[string][]change
	longest  int // bytes of the longest ending
}

// A change is what rules with the same ending strip from a base form.
type change struct {
	strip string
	rules []rule
}

// A rule allows a change for base forms that bear a flag and end as it says.
type rule struct {
	flag byte
	when condition
}

// A condition is a pattern at the end of a base form, one entry a letter.
type condition []letters

// letters is a set of letters, or all but them.
type letters struct {
	set string
	not bool
}

// holds reports whether a word ends as the condition says.
func (c condition) holds(word string) bool {
	for i := len(c) - 1; i >= 0; i-- {
		r, size := utf8.DecodeLastRuneInString(word)
		if size == 0 || strings.ContainsRune(c[i].set, r) == c[i].not {
			return false
		}
		word = word[:len(word)-size]
	}
	return true
}

// parseCondition reads a pattern of hunspell: letters, [sets], [^sets] and dots.
func parseCondition(text string) (condition, error) {
	var out condition
	for text != "" {
		set, rest, closed := "", "", true
		switch r, size := utf8.DecodeRuneInString(text); r {
		case '[':
			set, rest, closed = strings.Cut(text[1:], "]")
		case '.':
			set, rest = "^", text[1:]
		default:
			set, rest = text[:size], text[size:]
		}
		if !closed || set == "" {
			return nil, fmt.Errorf("the condition %q has a set without an end", text)
		}
		l := letters{set: strings.TrimPrefix(set, "^")}
		l.not = l.set != set
		out, text = append(out, l), rest
	}
	if len(out) == 1 && out[0].set == "" { // "." alone: anything
		return nil, nil
	}
	return out, nil
}

// add takes a rule: flag, what it strips, what it adds, condition, parted by
// spaces; "0" is nothing.
func (r *rules) add(line string, conditions map[string]condition) error {
	f := strings.Fields(line)
	if len(f) != 4 || len(f[0]) != 1 {
		return fmt.Errorf("the rule %q is none", line)
	}
	when, known := conditions[f[3]]
	if !known {
		var err error
		if when, err = parseCondition(f[3]); err != nil {
			return err
		}
		conditions[f[3]] = when
	}
	strip, ending := nothing(f[1]), nothing(f[2])
	r.longest = max(r.longest, len(ending))
	if r.byEnding == nil {
		r.byEnding = map[string][]change{}
	}
	changes := r.byEnding[ending]
	for i := range changes {
		if changes[i].strip == strip {
			changes[i].rules = append(changes[i].rules, rule{f[0][0], when})
			return nil
		}
	}
	r.byEnding[ending] = append(changes, change{strip, []rule{{f[0][0], when}}})
	return nil
}

func nothing(s string) string {
	if s == "0" {
		return ""
	}
	return s
}

// undo yields what a word may have been before a rule bent it, with the rules that
// would have done so: where at least one condition holds.
func (r *rules) undo(word string, yield func(base string, by []rule)) {
	for cut := len(word); cut > 0 && len(word)-cut <= r.longest; cut-- {
		if cut < len(word) && !utf8.RuneStart(word[cut]) {
			continue
		}
		for _, c := range r.byEnding[word[cut:]] {
			base := word[:cut] + c.strip
			for i := range c.rules {
				if c.rules[i].when.holds(base) {
					yield(base, c.rules[i:])
					break
				}
			}
		}
	}
}
