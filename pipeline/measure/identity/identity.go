// Package identity tells which practices of two periods are one. It believes that an
// identity is a decision with who and why, that what a person has decided is never
// overruled nor renumbered, and that what the program only supposes is a proposal.
package identity

import (
	"cmp"
	"slices"
	"strings"

	"depository.example/depository/pipeline/survey/name"
)

// A Practice is one of one period.
type Practice struct {
	Period, Partner, Place, ID  string
	Title, Theme, Started, Link string
	Form                        bool // its id is one that a form has given, and stays
}

// Ref calls a practice within its period.
func (p *Practice) Ref() string { return p.Partner + "/" + p.ID }

// A Kind is what a person has decided.
type Kind string

// The kinds of decisions. Ended needs no later practice; several decisions of Merged or
// Split share one side.
const (
	Same    Kind = "same"
	Renamed Kind = "renamed"
	Merged  Kind = "merged"
	Split   Kind = "split"
	Ended   Kind = "ended"
)

// Kinds lists them.
var Kinds = []Kind{Same, Renamed, Merged, Split, Ended}

// A Decision links a practice of one period with one of another.
type Decision struct {
	Kind          Kind
	Period, Ref   string // the earlier one
	Later, Become string // the later period and its practice; "" of Ended
	Who, Why      string
}

// A Line is a practice through all periods: what it is called in each.
type Line struct {
	ID string // period/partner/id of its first practice; never another one
	In []Practice
}

// Resolve follows practices through periods (ascending). It does not depend on the order
// in which practices come, and a period more changes no earlier line. First the
// decisions count; then the id of a form; then, for partners' own tables, an equal
// folded title with the same place and theme.
func Resolve(periods [][]Practice, decisions []Decision) []Line {
	r := resolver{at: map[key]int{}}
	for _, p := range periods {
		list := slices.Clone(p)
		slices.SortFunc(list, compare)
		r.period(list, decisions)
	}
	return r.lines
}

// compare orders practices by who has them.
func compare(a, b Practice) int {
	return cmp.Or(strings.Compare(a.Partner, b.Partner), strings.Compare(a.Place, b.Place), strings.Compare(a.ID, b.ID), strings.Compare(a.Title, b.Title))
}

type key struct{ period, ref string }

type resolver struct {
	lines []Line
	at    map[key]int // the line of a practice
}

// period enters the practices of one period, in order.
func (r *resolver) period(list []Practice, decisions []Decision) {
	taken := map[int]bool{}
	pass := func(find func(*Practice) int) {
		for i := range list {
			p := &list[i]
			if _, known := r.at[key{p.Period, p.Ref()}]; known {
				continue
			}
			if line := find(p); line >= 0 && !taken[line] {
				taken[line] = true
				r.enter(line, p)
			}
		}
	}
	pass(func(p *Practice) int { return r.decided(p, decisions) })
	pass(func(p *Practice) int {
		return r.like(p, decisions, func(q *Practice) bool { return p.Form && q.Form && q.ID == p.ID && q.Place == p.Place })
	})
	pass(func(p *Practice) int {
		return r.like(p, decisions, func(q *Practice) bool {
			return !(p.Form && q.Form) && q.Place == p.Place && q.Theme == p.Theme && name.Alike(q.Title) == name.Alike(p.Title)
		})
	})
	for i := range list {
		if _, known := r.at[key{list[i].Period, list[i].Ref()}]; !known {
			r.lines = append(r.lines, Line{ID: list[i].Period + "/" + list[i].Ref()})
			r.enter(len(r.lines)-1, &list[i])
		}
	}
}

func (r *resolver) enter(line int, p *Practice) {
	r.lines[line].In = append(r.lines[line].In, *p)
	r.at[key{p.Period, p.Ref()}] = line
}

// decided is the line that a decision gives a practice: of several that merge the first.
func (r *resolver) decided(p *Practice, decisions []Decision) int {
	for _, d := range decisions {
		if d.Kind != Ended && d.Later == p.Period && d.Become == p.Ref() {
			if line, ok := r.at[key{d.Period, d.Ref}]; ok {
				return line
			}
		}
	}
	return -1
}

// like is the line whose last practice is of the same partner and like another one; -1
// where there is none, or a person has decided of it otherwise.
func (r *resolver) like(p *Practice, decisions []Decision, alike func(*Practice) bool) int {
	for i := range r.lines {
		last := &r.lines[i].In[len(r.lines[i].In)-1]
		if last.Partner == p.Partner && last.Period != p.Period && alike(last) &&
			!slices.ContainsFunc(decisions, func(d Decision) bool {
				return d.Period == last.Period && d.Ref == last.Ref() && d.Later != "" && d.Later <= p.Period || d.Kind == Ended && d.Period == last.Period && d.Ref == last.Ref()
			}) {
			return i
		}
	}
	return -1
}
