package account

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"

	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
)

// A Period is what the scores of a period were made of.
type Period struct {
	Model       *score.Model
	Submissions []survey.Submission
	Prepared    *score.Prepared
	Result      *score.Result
}

// Unit prints the way of one unit of the period, from its score at the root down to
// the cells of a practice, or to the units that a place or a partner is made of.
// calledPartner is how its partner is called.
func (p Period) Unit(w io.Writer, t *wording.Catalogue, u *score.Unit, calledPartner string) error {
	way := p.wayOf(&way{w: w, t: t}, u)
	if u.Kind == score.Practice {
		at := way.practice.At
		at.Row, at.Col = 0, 0
		way.line("", "period.practice", "title", u.Name, "id", u.ID, "partner", calledPartner, "at", at.String())
	} else {
		way.line("", "period."+string(u.Kind), "name", u.Name, "id", u.ID, "partner", calledPartner)
		way.rolled()
	}
	way.node(p.Model.Root, 1, way)
	way.verdict()
	return way.err
}

// wayOf begins the way of a unit.
func (p Period) wayOf(w *way, u *score.Unit) *periodWay {
	way := &periodWay{way: w, Period: p, unit: u, nodes: map[string]int{}}
	for at, n := range p.Result.Nodes {
		if !n.Theme {
			way.nodes[n.ID] = at
		}
	}
	way.at = p.position(u)
	if u.Kind == score.Practice {
		way.practice = p.practice(u)
	} else {
		way.portions = p.Prepared.Portions(u.Kind, way.at)
	}
	return way
}

// position is the place of a unit among those of its kind.
func (p Period) position(u *score.Unit) int {
	return slices.IndexFunc(p.Prepared.Units(u.Kind), func(o score.Unit) bool {
		return o.ID == u.ID && o.Partner == u.Partner && o.Place == u.Place
	})
}

// practice finds what a unit was read from.
func (p Period) practice(u *score.Unit) survey.Practice {
	for i := range p.Submissions {
		for _, practice := range p.Submissions[i].Practices {
			if p.Submissions[i].Key(&practice) == u.Key() {
				return practice
			}
		}
	}
	return survey.Practice{}
}

// A periodWay is the way of a unit of a period.
type periodWay struct {
	*way
	Period
	unit     *score.Unit
	at       int             // its position among those of its kind
	practice survey.Practice // of a practice
	portions []score.Portion // of a larger unit
	nodes    map[string]int
}

func (e *periodWay) called(n *score.Node) string {
	if name := n.Name.In(e.t.Lang()); name != "" && name != n.ID {
		return e.t.T("period.node", "name", name, "id", n.ID)
	}
	return n.ID
}

func (e *periodWay) stop(n *score.Node) stop {
	at := e.nodes[n.ID]
	s := e.unit.Scores[at]
	out := stop{value: s.Value, cover: s.Coverage, weight: e.Result.Nodes[at].Weight, held: s.Held()}
	if !s.Known {
		out.value = math.NaN()
	}
	if !s.Asked || n.Leaf != nil && e.inapt(n) {
		out.cover = math.NaN()
	}
	return out
}

// rolled says in words what a larger unit is made of.
func (e *periodWay) rolled() {
	step := score.Step{From: score.Practice, By: score.RollMean}
	for _, s := range e.Model.Rollup {
		if s.To == e.unit.Kind {
			step = s
		}
	}
	counts := 0
	for _, part := range e.portions {
		if part.Counts {
			counts++
		}
	}
	key := "period.roll." + string(step.By)
	if step.Within != "" && e.t.Has(key+".theme") {
		key += ".theme"
	}
	e.line("  ", key, "n", step.N, "units", e.t.T("period.units."+string(step.From), "n", counts), "of", len(e.portions))
}

// mostPortions is how many units below a leaf are told one by one.
const mostPortions = 20

// leaf prints the cells and steps of a practice, or the values of the units below.
func (e *periodWay) leaf(n *score.Node, indent string) {
	if e.unit.Kind == score.Practice {
		if e.cells(n, indent); e.inapt(n) {
			return
		}
		for _, s := range e.Prepared.Trace(e.nodes[n.ID], e.at) {
			e.step(s, indent)
		}
		return
	}
	told, left := 0, 0
	for _, part := range e.portions {
		value := part.Value[e.nodes[n.ID]]
		if math.IsNaN(value) || !part.Counts {
			continue
		}
		if told == mostPortions {
			left++
			continue
		}
		told++
		e.portion(part.Unit, n, value, indent)
	}
	if left > 0 {
		e.line(indent, "period.portions.more", "n", left)
	}
}

// inapt reports whether the practice answers that a question does not apply to it.
func (e *periodWay) inapt(n *score.Node) bool {
	return e.unit.Kind == score.Practice && n.Leaf.Rule == nil && e.practice.Answer(n.ID).State == survey.NotApplicable
}

// portion prints the value of one unit below a leaf, of a practice with its cell.
func (e *periodWay) portion(u score.Unit, n *score.Node, value float64, indent string) {
	name := cmp.Or(u.Name, u.ID, e.t.T("period.nowhere"))
	if u.Kind == score.Practice {
		name = u.ID
		practice := e.Period.practice(&u)
		if e.hash != nil {
			e.line(indent, "period.portion", "name", name, "value", e.value(indicator.Stage{Value: value}))
			below := *e
			below.unit, below.at, below.practice = &u, e.position(&u), practice
			below.leaf(n, indent+"  ")
			return
		}
		if a := practice.Answer(n.ID); !a.At.IsZero() {
			e.line(indent, "period.portion.cell", "name", name, "value", e.value(indicator.Stage{Value: value}), "at", a.At.String(), "read", a.Raw)
			return
		}
	}
	e.line(indent, "period.portion", "name", name, "value", e.value(indicator.Stage{Value: value}))
}

// cells prints what stands in the cells that a leaf is read from.
func (e *periodWay) cells(n *score.Node, indent string) {
	ids := []string{n.ID}
	if n.Leaf.Rule != nil {
		ids = n.Leaf.Needs
	}
	if by := n.Leaf.Denominate.By; by != "" {
		ids = append(slices.Clone(ids), by)
	}
	for _, id := range ids {
		a := e.practice.Answer(id)
		if a.State == survey.NotAsked {
			e.line(indent, "period.not-asked", "id", id)
			continue
		}
		if of := a.Counted(); of != nil {
			e.stands(indent, of.NumeratorAt, strconv.FormatFloat(of.Numerator, 'f', -1, 64))
			e.stands(indent, of.DenominatorAt, strconv.FormatFloat(of.Denominator, 'f', -1, 64))
		} else {
			e.stands(indent, a.At, a.Raw)
		}
		if n.Leaf.Evidence != nil && a.Evidence() != "" {
			e.stands(indent, a.EvidenceAt(), a.Evidence())
		}
		if v := a.Verdict; v != nil {
			e.line(indent, "period.verified", "level", fmt.Sprint(v.Level), "by", v.By)
		}
	}
}

// verdict prints rank and maturity level, or why there is no rank.
func (e *periodWay) verdict() {
	root := e.unit.Scores[e.nodes[e.Result.Root()]]
	if e.unit.Apart != "" {
		e.line("  ", "period.apart")
	}
	e.reached(root.Rank, len(e.Result.Of(e.unit.Kind)), root.Level, root.Held())
}
