package grade

import (
	"time"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
)

// Shares are the parts of a score's weight that are borne out at least so well, by
// grade: Shares[Named] is at Named or better. Shares[Claimed] is 1 where the score has
// any weight, else all are 0.
type Shares [Highest + 1]float64

// An Input is what grades are given from.
type Input struct {
	Submissions []survey.Submission
	Model       *score.Model
	Prepared    *score.Prepared // of the same submissions
	Published   time.Time
	AsOf        time.Time // the last day of the period
}

// Grades are the grades of all answers of a period. Several may read them at once.
type Grades struct {
	leaves  []leaf
	below   map[string][]int           // by node of the tree, the leaves that are it or lie below it
	all     []int                      // all leaves
	at      map[survey.PracticeKey]int // position of a practice in given
	keys    []survey.PracticeKey       // by position among the practices of the model
	themes  []string                   // the same
	given   [][]int8                   // by practice and leaf; -1 no answer that a score could rest on
	partsOf map[key][]score.Part
}

type leaf struct {
	id     string
	weight float64 // of the overall score
}

type key struct {
	kind               score.UnitKind
	partner, place, id string
}

func keyOf(u *score.Unit) key { return key{u.Kind, u.Partner, u.Place, u.ID} }

// All grades all answers.
func All(in Input) *Grades {
	g := &Grades{below: map[string][]int{}, at: map[survey.PracticeKey]int{}, partsOf: map[key][]score.Part{}}
	g.all = g.tree(in.Model.Root, 1)
	repeated := repetitions(in.Submissions)
	for i := range in.Submissions {
		s := &in.Submissions[i]
		c := Circumstances{Published: in.Published, AsOf: in.AsOf, Register: RegisterDay(s)}
		for j := range s.Practices {
			p := &s.Practices[j]
			c.Repeated = repeated[s.Key(p).Ref()]
			g.at[s.Key(p)] = len(g.given)
			g.given = append(g.given, g.row(p, c))
		}
	}
	for _, u := range in.Prepared.Units(score.Practice) {
		g.keys, g.themes = append(g.keys, u.Key()), append(g.themes, u.Theme)
	}
	for _, kind := range []score.UnitKind{score.Practice, score.Place, score.Partner} {
		parts := in.Prepared.Parts(kind)
		for i, u := range in.Prepared.Units(kind) {
			g.partsOf[keyOf(&u)] = parts[i]
		}
	}
	return g
}

// repetitions are the practices that a practice of another partner names as adopted,
// and tells what came of it, as that partner names them.
func repetitions(subs []survey.Submission) map[string]bool {
	out := map[string]bool{}
	for i := range subs {
		for _, p := range subs[i].Practices {
			if p.Adopted.From != "" && p.Told.Result != "" {
				out[p.Adopted.From] = true
			}
		}
	}
	return out
}

// tree notes the leaves with their shares of the overall score, and returns them.
func (g *Grades) tree(n *score.Node, share float64) []int {
	if n == nil {
		return nil
	}
	first := len(g.leaves)
	if n.Leaf != nil {
		g.leaves = append(g.leaves, leaf{n.ID, share})
	}
	total := 0.0
	for _, p := range n.Parts {
		total += p.Weight
	}
	for _, p := range n.Parts {
		g.tree(p, float64(share*p.Weight)/total)
	}
	below := make([]int, 0, len(g.leaves)-first)
	for k := first; k < len(g.leaves); k++ {
		below = append(below, k)
	}
	g.below[n.ID] = below
	return below
}

// row returns the grades of a practice's answers by leaf.
func (g *Grades) row(p *survey.Practice, c Circumstances) []int8 {
	out := make([]int8, len(g.leaves))
	for k, l := range g.leaves {
		if a := p.Answer(l.id); a.State == survey.Given {
			out[k] = int8(Of(&a, c))
		} else {
			out[k] = -1
		}
	}
	return out
}

// Answer returns the grade of a practice's answer to a criterion; false where it gave none.
func (g *Grades) Answer(practice survey.PracticeKey, criterion string) (Grade, bool) {
	i, ok := g.at[practice]
	if !ok {
		return Claimed, false
	}
	for k, l := range g.leaves {
		if l.id == criterion && g.given[i][k] >= 0 {
			return Grade(g.given[i][k]), true
		}
	}
	return Claimed, false
}

// Shares returns how well the score of a unit at a node is borne out: of the weight of
// the answers that it is made of, the part at each grade or better. A practice weighs
// what it has in the unit's overall score, an answer what its criterion has in the
// tree. The id of a theme stands for the practices of that theme.
func (g *Grades) Shares(u *score.Unit, node string) Shares {
	var out Shares
	leaves, inTree := g.below[node]
	if !inTree {
		leaves = g.all
	}
	for _, part := range g.partsOf[keyOf(u)] {
		if !inTree && g.themes[part.Practice] != node {
			continue
		}
		i, ok := g.at[g.keys[part.Practice]]
		if !ok {
			continue
		}
		for _, k := range leaves {
			weight := float64(part.Share * g.leaves[k].weight)
			for level := range g.given[i][k] + 1 { // none of an answer that is not given
				out[level] += weight
			}
		}
	}
	for level := len(out) - 1; level >= 0 && out[0] > 0; level-- {
		out[level] /= out[0]
	}
	return out
}
