// Package rule holds what a form goes by before any page is drawn: what the method says
// of its questions, and the formulas that name no cell of their own.
package rule

import (
	"slices"
	"strconv"

	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/survey/survey"
)

// A Numbering counts groups and the criteria in them: 2.3.
type Numbering struct{ Group, item int }

func (n Numbering) nextGroup() Numbering { return Numbering{Group: n.Group + 1} }

// String prints the number of a group and of a criterion in it: 2.3.
func (n Numbering) String() string { return strconv.Itoa(n.Group) + "." + strconv.Itoa(n.item) }

// Numbers numbers the questions in the order of the questionnaire: 2.3.
func Numbers(q *survey.Questionnaire) map[string]Numbering {
	out, group, number := map[string]Numbering{}, "", Numbering{}
	for i := range q.Criteria {
		k := &q.Criteria[i]
		if i == 0 || k.Group != group {
			group, number = k.Group, number.nextGroup()
		}
		number.item++
		out[k.ID] = number
	}
	return out
}

// Evidenced are the ids of the criteria that ask for evidence.
func Evidenced(q *survey.Questionnaire) (ids []string) {
	for i := range q.Criteria {
		if q.Criteria[i].Evidence != nil {
			ids = append(ids, q.Criteria[i].ID)
		}
	}
	return ids
}

// Gated tells whether any question is asked only where it arises.
func Gated(q *survey.Questionnaire) bool {
	return slices.ContainsFunc(q.Criteria, func(k survey.Criterion) bool { return k.Ask != nil })
}

// Limits returns the plausible range of a number; where it is open, what a
// spreadsheet still counts exactly.
func Limits(k *survey.Criterion) (low, high float64) {
	low, high = -1e15, 1e15
	if k.Low != nil {
		low = *k.Low
	}
	if k.High != nil {
		high = *k.High
	}
	return low, high
}

// Least is the number of the lowest answer.
func Least(leaf *indicator.Leaf, k *survey.Criterion) float64 {
	if k.Kind.Chosen() {
		return leaf.Points[k.LowestWord]
	}
	return k.Lowest
}
