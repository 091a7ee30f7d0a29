package identity

import (
	"cmp"
	"slices"
	"strings"

	"depository.example/depository/pipeline/survey/name"
)

// least is the likeness, 0 to 1, from which two practices are proposed as one.
const least = 0.55

// A Proposal is two practices that may be one, with why.
type Proposal struct {
	Earlier, Later Practice
	Score          float64  // 0 to 1
	Reasons        []string // "title", "theme", "place", "started", "link"
}

// Propose lists, for the practices of two periods that nothing links, who may be who:
// each once at most, the likeliest first. What a person has decided is not asked again.
func Propose(earlier, later []Practice, decisions []Decision) []Proposal {
	both := [][]Practice{earlier, later}
	var gone, come []Practice
	for _, l := range Resolve(both, decisions) {
		switch first := l.In[0]; {
		case len(l.In) > 1:
		case slices.ContainsFunc(later, func(p Practice) bool { return p == first }):
			come = append(come, first)
		default:
			gone = append(gone, first)
		}
	}
	var all []Proposal
	for _, a := range gone {
		if slices.ContainsFunc(decisions, func(d Decision) bool { return d.Period == a.Period && d.Ref == a.Ref() }) {
			continue
		}
		for _, b := range come {
			if p := propose(a, b); a.Partner == b.Partner && p.Score >= least {
				all = append(all, p)
			}
		}
	}
	slices.SortFunc(all, func(x, y Proposal) int {
		return cmp.Or(cmp.Compare(y.Score, x.Score), compare(x.Earlier, y.Earlier), compare(x.Later, y.Later))
	})
	var out []Proposal
	used := map[Practice]bool{}
	for _, p := range all {
		if !used[p.Earlier] && !used[p.Later] {
			used[p.Earlier], used[p.Later] = true, true
			out = append(out, p)
		}
	}
	return out
}

// propose weighs what two practices have in common: the title most of all.
func propose(a, b Practice) Proposal {
	p := Proposal{Earlier: a, Later: b}
	title := likeness(a.Title, b.Title)
	p.Score = float64(0.7 * title)
	if title >= 0.5 {
		p.Reasons = append(p.Reasons, "title")
	}
	for _, c := range []struct {
		word   string
		x, y   string
		weight float64
	}{{"theme", a.Theme, b.Theme, 0.1}, {"place", a.Place, b.Place, 0.05}, {"started", a.Started, b.Started, 0.1}, {"link", a.Link, b.Link, 0.2}} {
		if c.x == c.y && (c.x != "" || c.word == "place") {
			p.Score += c.weight
			p.Reasons = append(p.Reasons, c.word)
		}
	}
	p.Score = min(p.Score, 1)
	return p
}

// likeness is the Dice coefficient of the pairs of letters of two folded titles, word by
// word (Dice, Ecology 26, 1945, p. 297–302): the order of words does not count.
func likeness(a, b string) float64 {
	x, y := pairs(a), pairs(b)
	n, both := 0, 0
	for _, c := range x {
		n += c
	}
	for g, c := range y {
		n += c
		both += min(c, x[g])
	}
	if n == 0 {
		return 0
	}
	return float64(2*both) / float64(n)
}

func pairs(text string) map[string]int {
	out := map[string]int{}
	for _, w := range strings.Fields(name.Alike(text)) {
		letters := []rune(" " + w + " ")
		for i := range len(letters) - 1 {
			out[string(letters[i:i+2])]++
		}
	}
	return out
}
