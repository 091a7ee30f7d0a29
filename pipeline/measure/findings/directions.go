package findings

import (
	"slices"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
)

// Directions returns the themes of the method, in the file's order.
func (f *Findings) Directions() []score.NodeInfo {
	return slices.DeleteFunc(slices.Clone(f.Now.Nodes), func(n score.NodeInfo) bool { return !n.Theme })
}

// BestOf returns the practices of a direction that have a score, the highest first, but
// no more than most, and how many there are.
func (f *Findings) BestOf(direction string, most int) ([]Scored, Count) {
	all := f.practices().byTheme[direction]
	return slices.Clone(all[:min(most, len(all))]), Count{Unit: Practices, About: direction, N: min(most, len(all)), Of: len(all)}
}

// PracticesOf returns the practices of a partner that have a score, the highest first.
func (f *Findings) PracticesOf(partner string) []Scored {
	return slices.Clone(f.practices().byPartner[partner])
}

// PlacesOf returns the hromadas of a partner that have a score, the highest first.
func (i Inventory) PlacesOf(partner string) []Scored {
	return slices.DeleteFunc(i.f.Ranked(score.Place), func(s Scored) bool { return s.Partner != partner })
}

// Practice returns a practice as its partner describes it; nil where there is none.
func (f *Findings) Practice(k survey.PracticeKey) *survey.Practice {
	sub := f.Submission(k.Partner)
	if sub == nil {
		return nil
	}
	i := slices.IndexFunc(sub.Practices, func(p survey.Practice) bool { return sub.Key(&p) == k })
	if i < 0 {
		return nil
	}
	return &sub.Practices[i]
}

// AdoptedBy returns the practices of others that were taken over from one, in the
// order of the submissions.
func (f *Findings) AdoptedBy(k survey.PracticeKey) []survey.PracticeKey {
	var out []survey.PracticeKey
	for i := range f.evidence.Submissions {
		s := &f.evidence.Submissions[i]
		for j := range s.Practices {
			if s.Practices[j].Adopted.From == k.Ref() {
				out = append(out, s.Key(&s.Practices[j]))
			}
		}
	}
	return out
}
