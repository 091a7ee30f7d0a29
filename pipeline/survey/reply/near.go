package reply

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Named is something that can be asked for: by its reference, and what else it is
// called.
type Named struct {
	Ref    string
	Called []string
}

// Names are things that have their references alone.
func Names(refs []string) []Named {
	out := make([]Named, len(refs))
	for i, ref := range refs {
		out[i].Ref = ref
	}
	return out
}

// mostNear is how many are named to who has asked for what there is not.
const mostNear = 5

// Near returns the references of what a text may have meant, five at most, the nearest
// first: what is called so; what a typing error is away from (Meant); what begins with the
// text, then what holds it; what begins with half of it or more, and three letters at
// least. Capitals do not matter; of equally near ones the shortest counts, of slips the first.
func Near(typed string, all []Named) []string {
	type candidate struct {
		ref  string
		away int
	}
	text := strings.ToLower(strings.TrimSpace(typed))
	if text == "" {
		return nil
	}
	var found []candidate
	for _, one := range all {
		least := farAway
		for _, name := range append([]string{one.Ref}, one.Called...) {
			least = min(least, away(text, strings.ToLower(name)))
		}
		if least < farAway {
			found = append(found, candidate{one.Ref, least})
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int {
		if c := cmp.Compare(a.away, b.away); c != 0 || a.away < farSlip {
			return c
		}
		return cmp.Compare(len(a.ref), len(b.ref))
	})
	var out []string
	for _, c := range found {
		if slipped := found[0].away < farSlip; len(out) == mostNear || slipped && c.away > found[0].away {
			break
		}
		if !slices.Contains(out, c.ref) {
			out = append(out, c.ref)
		}
	}
	return out
}

// How far a name is from a text that is no slip of it.
const (
	beginsSo = farSlip + iota
	holdsIt
	beginsAlike // and one more for each letter of the text that the name does not begin with
	farAway     = 1 << 30
)

// away is how far a name is from a text, both in small letters.
func away(text, name string) int {
	switch d := slip(text, name); {
	case text == name:
		return 0
	case d < farSlip:
		return d
	case strings.HasPrefix(name, text):
		return beginsSo
	case utf8.RuneCountInString(text) >= 3 && strings.Contains(name, text):
		return holdsIt
	}
	a, b := []rune(text), []rune(name)
	same := 0
	for same < min(len(a), len(b)) && a[same] == b[same] {
		same++
	}
	if same >= 3 && 2*same >= len(a) {
		return beginsAlike + len(a) - same
	}
	return farAway
}
