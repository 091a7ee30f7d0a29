package recommend

import (
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/survey/survey"
)

// measure finds how large the compared partners are: their population where it
// is known of all of them, else the number of their places.
func (s *setting) measure() {
	s.people = s.countPeople()
	if s.sizes = s.people; s.sizes != nil {
		return
	}
	s.sizes = map[string]float64{}
	for _, u := range s.in.Now.Of(score.Place) {
		if s.compared[u.Partner] != nil && u.Apart == "" {
			s.sizes[u.Partner]++
		}
	}
}

// countPeople adds the population of each partner's places, the first answer of
// a place; nil where any partner has none.
func (s *setting) countPeople() map[string]float64 {
	values, seen := map[string][]float64{}, map[[2]string]bool{}
	s.eachPractice(func(sub *survey.Submission, p *survey.Practice) {
		a := p.Answer(s.in.Meaning.Population)
		at := [2]string{sub.Partner.ID, p.Place}
		if a.State == survey.Given && a.Number > 0 && !seen[at] {
			seen[at] = true
			values[sub.Partner.ID] = append(values[sub.Partner.ID], a.Number)
		}
	})
	out := map[string]float64{}
	for id := range s.counted {
		if len(values[id]) == 0 {
			return nil
		}
		out[id] = stat.Sum(values[id])
	}
	return out
}

// reach returns the share of the compared partners that are concerned, or of
// their people where the population of each is known.
func (s *setting) reach(concerned []string) (share float64, byPeople bool) {
	if s.people == nil {
		return float64(len(concerned)) / float64(len(s.all)), false
	}
	var some, all []float64
	for _, id := range concerned {
		some = append(some, s.people[id])
	}
	for _, u := range s.all {
		all = append(all, s.people[u.ID])
	}
	return stat.Sum(some) / stat.Sum(all), true
}
