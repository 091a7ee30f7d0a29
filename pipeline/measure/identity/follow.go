package identity

import (
	"slices"

	"depository.example/depository/pipeline/survey/survey"
)

// Of lists the practices of a period. form tells the files that are forms, whose ids
// stay.
func Of(period string, subs []survey.Submission, form func(file string) bool) (out []Practice) {
	for i := range subs {
		s := &subs[i]
		for j := range s.Practices {
			p := &s.Practices[j]
			out = append(out, Practice{Period: period, Partner: s.Partner.ID, Place: p.Place, ID: p.ID, Title: p.Title, Theme: p.Theme,
				Started: p.Started, Link: p.Link, Form: form(p.At.File)})
		}
	}
	return out
}

// Follow returns the submissions of a period with each practice called as the next period
// calls the same one, by the decisions and the rule of Resolve: so what is compared by id
// is compared practice by practice. before and now are what Of lists of both.
func Follow(subs []survey.Submission, before, now []Practice, decisions []Decision) []survey.Submission {
	became := map[[3]string]Practice{} // by partner, place, id of the earlier one
	taken := map[[3]string]bool{}
	for _, l := range Resolve([][]Practice{before, now}, decisions) {
		if len(l.In) == 2 {
			became[l.In[0].key()], taken[l.In[1].key()] = l.In[1], true
		}
	}
	out := slices.Clone(subs)
	for i := range out {
		s := &out[i]
		s.Practices = slices.Clone(s.Practices)
		for j := range s.Practices {
			p := &s.Practices[j]
			key := [3]string{s.Partner.ID, p.Place, p.ID}
			switch next, follows := became[key]; {
			case follows:
				p.Place, p.ID = next.Place, next.ID
			case taken[key]: // it has ended, and another one bears its name now
				p.ID += " (" + before[0].Period + ")"
			}
		}
	}
	return out
}

func (p *Practice) key() [3]string { return [3]string{p.Partner, p.Place, p.ID} }
