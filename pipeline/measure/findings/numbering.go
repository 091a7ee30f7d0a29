package findings

import (
	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

// A Numbering tells the numbers of the findings part by part, so that those of thousands
// of partners never have to be there at once.
type Numbering struct {
	// Partners are the ids of all partners with practices, in the order of the units.
	Partners []string

	f     *Findings
	units map[string][]*score.Unit // of each partner: itself, its places and its practices
	books map[string][]*survey.Submission
	short []map[string][]cell.Ref // by recommendation and partner: the answers that fall short
	place map[string]*compare.Standing
	own   map[string]bool // the references of the partner at hand
}

// NewNumbering begins to tell the numbers of findings.
func NewNumbering(f *Findings) *Numbering {
	n := &Numbering{f: f, units: map[string][]*score.Unit{}, books: map[string][]*survey.Submission{}, place: map[string]*compare.Standing{}, own: map[string]bool{}}
	for i := range f.Now.Units {
		u := &f.Now.Units[i]
		id := u.Partner
		if u.Kind == score.Partner {
			id = u.ID
		}
		if n.units[id] == nil {
			n.Partners = append(n.Partners, id)
		}
		n.units[id] = append(n.units[id], u)
	}
	for i := range f.evidence.Submissions {
		s := &f.evidence.Submissions[i]
		n.books[s.Partner.ID] = append(n.books[s.Partner.ID], s)
	}
	for i := range f.Recommendations {
		by, list := map[string][]cell.Ref{}, f.Recommendations[i].Evidence
		for k := range list {
			by[list[k].Partner] = append(by[list[k].Partner], list[k].At)
		}
		n.short = append(n.short, by)
	}
	for i := range f.Comparison.Standings {
		n.place[f.Comparison.Standings[i].Unit.ID] = &f.Comparison.Standings[i]
	}
	return n
}

// Shared tells the numbers that are not those of one partner alone.
func (n *Numbering) Shared(tell func(Number)) {
	l := &lister{f: n.f, tell: tell, has: map[string]bool{}}
	l.totals()
	l.comparison()
	l.kinds()
	l.funnel()
	l.changes()
	l.answers()
	l.advice()
	l.method()
	l.quality()
	l.evidenceOf()
}

// Own tells the numbers of one partner: of its units and its place among others, of what
// it answered, and of what is recommended to it.
func (n *Numbering) Own(partner string, tell func(Number)) {
	clear(n.own)
	l := &lister{f: n.f, tell: tell, has: n.own}
	for _, u := range n.units[partner] {
		l.unit(u)
	}
	if s := n.place[partner]; s != nil {
		l.kindsOf(partner)
		l.standing(s)
	}
	for _, s := range n.books[partner] {
		l.typed(s)
	}
	for i := range n.f.Recommendations {
		l.gap(&n.f.Recommendations[i], partner, n.short[i][partner])
	}
}
