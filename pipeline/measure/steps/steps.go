// Package steps finds the cheapest way to the next level of maturity: of all sets of
// answers that would reach it, the one with the fewest steps. It believes that who is
// told what to do next is owed the least that suffices, and no guess at it.
package steps

import (
	"cmp"
	"math"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/impute"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
)

// A Step is one answer to be raised.
type Step struct {
	Criterion string
	Level     int     // of a rubric, to be reached
	Choice    string  // of a closed question, in place of Level
	Proof     bool    // the answer stays: only its evidence is missing
	Cost      float64 // steps of level, weighed by the effort of the criterion
	Gain      float64 // of the overall score, by this step alone; of one that alone changes nothing 0
}

// A State says what came of looking for a way.
type State uint8

const (
	Found    State = iota // the steps reach the next level
	Top                   // there is no higher level
	Few                   // too little is answered for a score
	Beyond                // no answers to the questions that can be raised reach it
	Many                  // too many sets would have to be looked through to say which is the cheapest, and the parts of the root depend on each other
	Together              // the score of a practice does not follow from it alone, or the method names no levels
)

// A Way leads from one level to the next.
type Way struct {
	State State
	Now   score.Score // of the practice as it is
	Level score.MaturityLevel
	Next  score.MaturityLevel
	Then  float64 // the score when all steps are made
	Cost  float64 // of all steps
	Steps []Step  // in the order of the questionnaire
}

// standsAlone tells whether a node's value follows from one practice alone, by arithmetic
// that a cell holds.
func standsAlone(n *score.Node) bool {
	if n.Leaf == nil {
		return cmp.Or(n.Aggregate.By, aggregate.Arithmetic) == aggregate.Arithmetic && n.Weighing.By != score.Component
	}
	l := n.Leaf
	fixed := l.Normalise.By == normalise.Levels || l.Normalise.By == normalise.Goalposts
	return fixed && l.Rule == nil && l.Rows == nil && l.Denominate.By == "" && l.Treat == nil &&
		(l.Impute.By == "" || l.Impute.By == impute.Leave)
}

// AllAlone tells whether the value of every node of a model follows so.
func AllAlone(m *score.Model) bool {
	alone := m.Root != nil
	if alone {
		m.Root.Walk(func(n, _ *score.Node) { alone = alone && standsAlone(n) })
	}
	return alone
}

// Cheapest finds the set of answers with the least cost that brings a practice to the
// next level of the model. A step of level costs the effort of its criterion; so does
// an answer where there is none, and evidence where only that is missing. Of sets that
// cost the same the one with the higher score is taken, of those the one that raises
// earlier questions more. A question that the other answers do not ask is not raised.
func Cheapest(m *score.Model, q *survey.Questionnaire, sub *survey.Submission, p *survey.Practice) Way {
	s := &search{m: m, q: q, sub: sub, p: p}
	return s.way(s.find)
}

// find looks for the best set of steps; false where there are too many to look through.
func (s *search) find() bool {
	if s.run(); !s.tired() {
		return true
	}
	s.best = nil
	return s.inParts()
}

// way tells what comes of looking for the best set of steps.
func (s *search) way(find func() bool) Way {
	m := s.m
	if len(m.Levels) == 0 || !AllAlone(m) {
		return Way{State: Together}
	}
	now, _ := s.try(nil)
	way := Way{Now: now.root}
	if !now.root.Known {
		way.State = Few
		return way
	}
	at := 0
	for i, l := range m.Levels {
		if l.Level == now.root.Level {
			at = i
		}
	}
	way.Level = m.Levels[at]
	if at+1 == len(m.Levels) {
		way.State = Top
		return way
	}
	way.Next = m.Levels[at+1]
	s.prepare(now, at+1)
	switch {
	case !find():
		way.State = Many
		return way
	case s.best == nil:
		way.State = Beyond
		return way
	}
	way.Then, way.Cost = s.then, s.cost
	for i, j := range s.best {
		if j >= 0 {
			way.Steps = append(way.Steps, s.raises[i].options[j].Step)
		}
	}
	return way
}

// An option is a step that may be made, with what it adds to each demand at the most.
type option struct {
	Step
	adds []float64
}

// A raise is a question whose answer may be raised.
type raise struct {
	at      int // among the answers of the practice
	k       *survey.Criterion
	options []option // by cost, the dearest first
}

// A demand is what a node has to reach.
type demand struct {
	node string
	lack float64 // what is wanting now; at most 0: nothing
}

// A tried is what a set of answers gives.
type tried struct {
	root score.Score
	r    *score.Result
	unit *score.Unit
}

func (t *tried) at(node string) score.Score {
	s, _ := t.r.At(t.unit, node)
	return s
}

// try scores the practice with steps made, nil none; false where one of them raises a
// question that is then not asked.
func (s *search) try(chosen map[int]Step) (tried, bool) {
	p, asked := s.with(chosen)
	if !asked {
		return tried{}, false
	}
	sub := *s.sub
	sub.Practices = []survey.Practice{p}
	r := s.m.Practices([]survey.Submission{sub}, nil)
	t := tried{r: r, unit: r.Of(score.Practice)[0]}
	t.root = t.at(s.m.Root.ID)
	return t, true
}

// with is the practice with steps made; false where one of them raises a question that
// is then not asked.
func (s *search) with(chosen map[int]Step) (survey.Practice, bool) {
	p := *s.p
	p.Answers = append([]survey.Answer(nil), s.p.Answers...)
	for i, step := range chosen {
		p.Answers[i] = raised(p.Answers[i], step)
	}
	for i := range p.Answers {
		a := &p.Answers[i]
		k, known := s.q.Criterion(a.Criterion)
		if !known || k.Ask == nil {
			continue
		}
		asked := k.Ask.Holds(p.Answer)
		if _, is := chosen[i]; is && !asked {
			return p, false
		}
		if asked && a.State == survey.Unasked && a.Dropped { // now it is asked and open
			a.State = survey.Blank
		}
	}
	return p, true
}

// raised is an answer after a step.
func raised(a survey.Answer, step Step) survey.Answer {
	a.State, a.Dropped, a.Verdict, a.Evident = survey.Given, false, nil, true
	if step.Choice != "" {
		a.Choice = step.Choice
	} else if !step.Proof {
		a.Number = float64(step.Level)
	}
	return a
}

// prepare lists what may be raised and what is demanded for a level of the model.
func (s *search) prepare(now tried, next int) {
	s.now, s.want, s.reach = now.root.Value, s.m.Levels[next].Level, s.m.Levels[next].From
	grid := (s.m.Scale.Max - s.m.Scale.Min) * 1e-11
	want := func(node string, at float64) {
		is := now.at(node)
		lack := at - s.m.Scale.Min
		if is.Known {
			lack = at - is.Value
		}
		s.demands = append(s.demands, demand{node, lack - grid})
	}
	want(s.m.Root.ID, s.m.Levels[next].From)
	for _, l := range s.m.Levels[:next+1] {
		for _, gate := range l.Needs {
			want(gate.Node, gate.AtLeast)
		}
	}
	above := ancestry(s.m.Root)
	for i := range s.p.Answers {
		a := &s.p.Answers[i]
		k, known := s.q.Criterion(a.Criterion)
		if _, scored := above[a.Criterion]; !known || !scored || k.Kind.Measured() || a.State == survey.NotApplicable || a.State == survey.NotAsked {
			continue
		}
		one := raise{at: i, k: k}
		for _, step := range stepsOf(k, a, above[k.ID][0].Leaf) {
			if o, helps := s.option(step, i, now, above[k.ID]); helps {
				one.options = append(one.options, o)
			}
		}
		if len(one.options) > 0 {
			s.raises = append(s.raises, one)
		}
	}
	s.order()
}

// option measures a step: what it adds to each demand. Below a branch without a score
// a step counts for all that the branch may add, since nobody knows which of the
// answers brings it.
func (s *search) option(step Step, at int, now tried, above []*score.Node) (o option, helps bool) {
	alone := s.alone(at, step)
	o = option{Step: step}
	for _, d := range s.demands {
		is, then, add := now.at(d.node), alone.at(d.node), 0.0
		below, open := inside(d.node, above, now)
		switch {
		case !below:
		case open || !is.Known:
			add = s.m.Scale.Max - s.m.Scale.Min
		case then.Known:
			add = max(0, then.Value-is.Value)
		}
		o.adds = append(o.adds, add)
		helps = helps || add > 0
	}
	if root := alone.root; root.Known {
		o.Gain = root.Value - s.now
	}
	return o, helps
}

// alone tries one step without asking whether its question arises.
func (s *search) alone(at int, step Step) tried {
	p := *s.p
	p.Answers = append([]survey.Answer(nil), s.p.Answers...)
	p.Answers[at] = raised(p.Answers[at], step)
	sub := *s.sub
	sub.Practices = []survey.Practice{p}
	r := s.m.Practices([]survey.Submission{sub}, nil)
	t := tried{r: r, unit: r.Of(score.Practice)[0]}
	t.root = t.at(s.m.Root.ID)
	return t
}

// inside tells whether a node stands above a criterion (or is it), and whether on the
// way up to it some branch has no score.
func inside(node string, above []*score.Node, now tried) (below, open bool) {
	for i, n := range above {
		if n.ID == node {
			return true, open
		}
		if i > 0 && !now.at(n.ID).Known {
			open = true
		}
	}
	return false, false
}

// ancestry returns for each criterion its node and those above it, up to the root.
func ancestry(root *score.Node) map[string][]*score.Node {
	out := map[string][]*score.Node{}
	var walk func(n *score.Node, above []*score.Node)
	walk = func(n *score.Node, above []*score.Node) {
		own := append([]*score.Node{n}, above...)
		if n.Leaf != nil {
			out[n.ID] = own
		}
		for _, part := range n.Parts {
			walk(part, own)
		}
	}
	walk(root, nil)
	return out
}

const never = math.MaxFloat64
