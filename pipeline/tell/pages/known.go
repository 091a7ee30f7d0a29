package pages

import (
	"cmp"
	"slices"
	"sync"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/compose"
	"depository.example/depository/pipeline/tell/voice"
)

// What is known of practices is what pages in every language look up; none changes it.
type known struct {
	practices map[survey.PracticeKey]*survey.Practice
	units     map[string][]*score.Unit           // practices by partner, the highest first
	before    map[survey.PracticeKey]score.Score // overall, of the period before
	verified  map[string]bool                    // links to practices and partners whose answers reviewers have looked at
	named     map[string]survey.PracticeKey      // practices as people name them, partner/id; the first of several places
	adopters  map[string][]survey.PracticeKey    // who says to have taken over the practice of that name
	levels    func() map[string]map[int]int      // answers by criterion and level
	words     func() vocabulary
}

// whatIsKnown looks it up.
func whatIsKnown(in compose.Input) *known {
	k := &known{practices: map[survey.PracticeKey]*survey.Practice{}, units: map[string][]*score.Unit{}, before: map[survey.PracticeKey]score.Score{}}
	k.named, k.adopters = map[string]survey.PracticeKey{}, map[string][]survey.PracticeKey{}
	for i := range in.Submissions {
		s := &in.Submissions[i]
		for j := range s.Practices {
			k.meet(s.Key(&s.Practices[j]), &s.Practices[j])
		}
	}
	k.verified = verifiedOf(k.practices)
	root := in.Now.Root()
	for _, u := range in.Now.Of(score.Practice) {
		k.units[u.Partner] = append(k.units[u.Partner], u)
	}
	for _, list := range k.units {
		slices.SortStableFunc(list, func(a, b *score.Unit) int {
			x, _ := in.Now.At(a, root)
			y, _ := in.Now.At(b, root)
			if x.Known != y.Known {
				return map[bool]int{true: -1, false: 1}[x.Known]
			}
			return cmp.Compare(y.Value, x.Value)
		})
	}
	if in.Before != nil {
		for _, u := range in.Before.Of(score.Practice) {
			k.before[u.Key()], _ = in.Before.At(u, in.Before.Root())
		}
	}
	k.levels = sync.OnceValue(func() map[string]map[int]int { return levelsOf(in.Questionnaire, k.practices) })
	k.words = sync.OnceValue(func() vocabulary { return wordsOf(in.Now.Of(score.Practice), k.practices) })
	return k
}

// meet notes a practice.
func (k *known) meet(key survey.PracticeKey, p *survey.Practice) {
	k.practices[key] = p
	if _, ok := k.named[key.Ref()]; !ok {
		k.named[key.Ref()] = key
	}
	if from := p.Adopted.From; from != "" {
		k.adopters[from] = append(k.adopters[from], key)
	}
}

// verifiedOf are the links to the practices that reviewers have looked at, and to their
// partners.
func verifiedOf(practices map[survey.PracticeKey]*survey.Practice) map[string]bool {
	out := map[string]bool{}
	for key, p := range practices {
		if verified(p) {
			out["#"+voice.PracticeAnchor(key)], out["#"+voice.PartnerAnchor(key.Partner)] = true, true
		}
	}
	return out
}

// levelsOf counts by criterion and level the answers of all practices.
func levelsOf(q *survey.Questionnaire, practices map[survey.PracticeKey]*survey.Practice) map[string]map[int]int {
	out := map[string]map[int]int{}
	for _, p := range practices {
		for i := range q.Criteria {
			k := &q.Criteria[i]
			a := answerTo(p, k.ID, i)
			if !k.Kind.Graded() || a == nil || a.State != survey.Given {
				continue
			}
			if out[k.ID] == nil {
				out[k.ID] = map[int]int{}
			}
			out[k.ID][int(k.Counts(*a))]++
		}
	}
	return out
}
