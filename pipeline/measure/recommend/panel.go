package recommend

import (
	"fmt"
	"slices"

	"depository.example/depository/pipeline/measure/score"
)

// A Panel is what a draw is asked of partners, so that rules can be judged on it: their
// scores at the nodes that conditions ask of, then their overall scores at the target of
// each rule that may hold. What some partners answer does not depend on who else is asked,
// where the draw lets them be Alone.
type Panel struct {
	nodes  []int    // positions among Prepared.Nodes
	names  []string // ids of these
	closed []*score.Amended
}

// panelOf asks what the rules of a list need.
func panelOf(list []*candidate, nodes []score.NodeInfo) (p Panel) {
	asked := map[string]bool{}
	for _, c := range list {
		if c.closed == nil {
			continue
		}
		p.closed = append(p.closed, c.closed)
		for _, id := range c.Rule.When.Asks {
			asked[id] = true
		}
		if when := c.Rule.When; when.Test != nil && when.Asks == nil {
			for i := range nodes {
				asked[nodes[i].ID] = true
			}
		}
	}
	for i := range nodes {
		if asked[nodes[i].ID] && !nodes[i].Theme { // no condition can name a theme
			p.nodes, p.names = append(p.nodes, i), append(p.names, nodes[i].ID)
		}
	}
	return p
}

// Panel is what is asked of all partners.
func (a *Advice) Panel() Panel { return a.panel }

// Of is the panel of a model of some of the partners alone.
func (p Panel) Of(some *score.Prepared) Panel {
	closed := make([]*score.Amended, len(p.closed))
	for i, c := range p.closed {
		closed[i] = c.In(some)
	}
	p.closed = closed
	return p
}

// Width is how many numbers each partner answers with.
func (p Panel) Width() int { return len(p.nodes) + len(p.closed) }

// Alone reports whether under a change each partner answers by itself.
func (p Panel) Alone(ch *score.Change) bool {
	return !slices.ContainsFunc(p.closed, func(a *score.Amended) bool { return !a.Alone(ch) })
}

// Mark appends what the answers follow from of one practice, given by its position.
func (p Panel) Mark(to []byte, practice int) []byte {
	to = fmt.Append(to, p.nodes)
	for _, a := range p.closed {
		to = a.Mark(to, practice)
	}
	return to
}

// Look appends what the partners answer, those of one question side by side.
func (p Panel) Look(to []float64, d *score.Drawn) []float64 {
	for _, at := range p.nodes {
		to = d.Node(to, at)
	}
	for _, a := range p.closed {
		to = d.Amended(to, a)
	}
	return to
}

// Judge tries every rule on a draw, given the overall scores of all partners and what they
// answered the panel.
func (a *Advice) Judge(draw int, overall, answers []float64) {
	n, nodes, mean := len(overall), map[string]NodeFact{}, a.s.meanOf(overall)
	for _, id := range a.panel.names {
		if f := a.s.factOf(answers[:n]); len(f.Scores) > 0 {
			nodes[id] = f
		}
		answers = answers[n:]
	}
	facts := a.s.factsOf(nodes)
	for _, c := range a.list {
		if c.closed != nil {
			c.holds[draw] = c.Rule.When.Holds(facts) && a.s.meanOf(answers[:n]) > mean
			answers = answers[n:]
		}
	}
}
