package findings

import (
	"slices"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/points"
	"depository.example/depository/pipeline/survey/survey"
)

// An Inventory is the findings about the records of a period: of what kinds they are,
// what answers do not go together, and what fell out on the way to the comparison.
type Inventory struct{ f *Findings }

// Inventory returns the findings about records.
func (f *Findings) Inventory() Inventory { return Inventory{f} }

// A KindTally is what the records of one kind answered, and what scores they have.
type KindTally struct {
	Kind    *survey.PointKind
	Records Count             // of the kind that do not stand apart, of those that have a kind
	Answers map[string]Tally  // by criterion
	Scores  map[string]Sample // by node
}

// A Sample is the mean of so many values; NaN of none.
type Sample struct {
	Mean float64
	N    int
}

// with takes one more value into the mean.
func (s Sample) with(x float64) Sample {
	return Sample{s.Mean + (x-s.Mean)/float64(s.N+1), s.N + 1}
}

// ByKind returns what the records of a partner ("" of all) answered and scored by kind,
// in the order of the method; a kind without records is left out.
func (i Inventory) ByKind(partner string) []KindTally {
	if partner == "" {
		return slices.Clone(i.f.kinds())
	}
	return i.tally(partner)
}

// tally works out ByKind.
func (i Inventory) tally(partner string) []KindTally {
	f := i.f
	kinds := f.evidence.Questionnaire.Kinds
	by := map[string]*KindTally{}
	all := 0
	visit := i.each
	if partner != "" {
		visit = func(each func(*survey.Practice)) { inside(f, partner, each) }
	}
	visit(func(p *survey.Practice) {
		k := points.Kind(kinds, p.Title)
		if k == nil {
			return
		}
		t := by[k.ID]
		if t == nil {
			t = &KindTally{Kind: k, Records: Count{Unit: Practices, About: k.ID}, Answers: map[string]Tally{}, Scores: map[string]Sample{}}
			by[k.ID] = t
		}
		all++
		t.Records.N++
		for _, a := range p.Answers {
			t.Answers[a.Criterion] = t.Answers[a.Criterion].with(a)
		}
	})
	for _, u := range f.Now.Of(score.Practice) {
		k := points.Kind(kinds, u.Name)
		if k == nil || u.Apart != "" || partner != "" && u.Partner != partner || by[k.ID] == nil {
			continue
		}
		for _, n := range f.Now.Nodes {
			if s, _ := f.Now.At(u, n.ID); s.Known {
				by[k.ID].Scores[n.ID] = by[k.ID].Scores[n.ID].with(s.Value)
			}
		}
	}
	var out []KindTally
	for k := range kinds {
		if t := by[kinds[k].ID]; t != nil {
			t.Records.Of = all
			out = append(out, *t)
		}
	}
	return out
}

// with counts one more answer.
func (t Tally) with(a survey.Answer) Tally {
	t.Criterion = a.Criterion
	switch {
	case a.State == survey.Given && a.Choice == "yes":
		t.Yes++
		t.Given++
	case a.State == survey.Given:
		t.Given++
	case a.State == survey.Blank || a.State == survey.Unreadable:
		t.Unknown++
	}
	return t
}

// each visits the practices of all partners that do not stand apart.
func (i Inventory) each(visit func(*survey.Practice)) {
	for k := range i.f.evidence.Submissions {
		sub := &i.f.evidence.Submissions[k]
		for j := range sub.Practices {
			if p := &sub.Practices[j]; !i.f.outside[sub.Key(p)] {
				visit(p)
			}
		}
	}
}

// Contradicting counts the records whose answers do not go together, of those that say
// «yes» first and of which the others are known; with the cells of the «yes».
func (i Inventory) Contradicting(c survey.Contradiction) Count {
	out := Count{Unit: Practices, About: c.Says}
	i.each(func(p *survey.Practice) {
		says := p.Answer(c.Says)
		if says.State != survey.Given || says.Choice != "yes" {
			return
		}
		no := 0
		for _, id := range c.Yet {
			a := p.Answer(id)
			if a.State != survey.Given {
				return
			}
			if a.Choice == "no" {
				no++
			}
		}
		if out.Of++; no == len(c.Yet) {
			out.N++
			out.Cells = append(out.Cells, says.At)
		}
	})
	return out
}

// WithAny counts the records of a branch that answer «yes» to any of its criteria, among
// those that answer one.
func (i Inventory) WithAny(b Branch) Count {
	out := Count{Unit: Practices, About: b.Node}
	i.each(func(p *survey.Practice) {
		known, any := false, false
		for _, a := range p.Answers {
			if b.Holds(a.Criterion) && a.State == survey.Given {
				known, any = true, any || a.Choice == "yes"
			}
		}
		if known {
			out.Of++
		}
		if any {
			out.N++
		}
	})
	return out
}

// A Step is how many units are left, and how many fell out for what reason.
type Step struct {
	Unit      Unit
	Left, Out int
	Why       string // "received", "silent", "apart" or "unscored"
}

// Funnel returns, for records, places and partners, how many there were and who fell out
// on the way to the comparison. Each list begins with all that were received.
func (i Inventory) Funnel() [][]Step {
	return [][]Step{i.recordFunnel(), i.unitFunnel(Places, score.Place), i.unitFunnel(Partners, score.Partner)}
}

// recordFunnel ends with the records that the shares and recommendations count.
func (i Inventory) recordFunnel() []Step {
	total, silent, apart := 0, 0, 0
	for n := range i.f.evidence.Submissions {
		sub := &i.f.evidence.Submissions[n]
		for j := range sub.Practices {
			p := &sub.Practices[j]
			total++
			switch {
			case i.silent(p):
				silent++
			case i.f.outside[sub.Key(p)]:
				apart++
			}
		}
	}
	return []Step{{Practices, total, 0, "received"}, {Practices, total - silent, silent, "silent"}, {Practices, total - silent - apart, apart, "apart"}}
}

// silent reports whether a record answers no scored criterion.
func (i Inventory) silent(p *survey.Practice) bool {
	for _, n := range i.f.criteria {
		if a := p.Answer(n.ID); a.State == survey.Given || a.State == survey.NotApplicable {
			return false
		}
	}
	return true
}

// unitFunnel ends with the units that have an overall score in the comparison.
func (i Inventory) unitFunnel(unit Unit, kind score.UnitKind) []Step {
	total, apart, unscored := 0, 0, 0
	for _, u := range i.f.Now.Of(kind) {
		s, _ := i.f.Now.At(u, i.f.Comparison.Root)
		total++
		switch {
		case u.Apart != "":
			apart++
		case !s.Known:
			unscored++
		}
	}
	return []Step{{unit, total, 0, "received"}, {unit, total - apart, apart, "apart"}, {unit, total - apart - unscored, unscored, "unscored"}}
}
