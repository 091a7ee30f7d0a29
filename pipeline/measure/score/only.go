package score

import (
	"encoding/binary"
	"math"

	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/survey/survey"
)

// Alone reports whether the score of each partner under a change follows from what that
// partner answered, and from what was learnt of all under none.
func (p *Prepared) Alone(ch *Change) bool {
	for k, at := range p.tree.leaves {
		if !ch.leaf().Alone(p.tree.nodes[at].indicator(), &p.base[k], string(Partner)) {
			return false
		}
	}
	return !(&Drawn{p: p, ch: ch}).duels()
}

// Only returns the model of some partners, given by their positions among Units(Partner),
// ascending: on the scales, and with the weights, that were learnt of all. What the whole
// calls Alone comes to the same bits in it.
func (p *Prepared) Only(partners []int) *Prepared {
	mine := make([]bool, len(p.Units(Partner)))
	for _, u := range partners {
		mine[u] = true
	}
	rows, entries := []int(nil), []survey.Entry(nil)
	for row, u := range (reading{p: p}).ancestors(len(p.layers) - 1) {
		if mine[u] {
			rows, entries = append(rows, row), append(entries, p.entries[row])
		}
	}
	q := (*Prepared)(p.model.lay(entries, p.apart))
	q.tree, q.rows = p.tree, rows
	for k := range p.base {
		q.base = append(q.base, p.base[k].Take(rows))
	}
	return settled(q)
}

// In returns the same answers in a model of some of the partners alone.
func (a *Amended) In(some *Prepared) *Amended {
	out, columns := *a, map[string]*indicator.Column{}
	for _, id := range a.questions {
		columns[id] = a.p.frame.Columns[id].Take(some.rows)
	}
	out.p = answering(some, columns, a.whole)
	out.p.tree = a.p.tree
	for _, k := range a.leaves {
		out.p.base[k] = a.p.base[k].Take(some.rows)
	}
	return out.topped(some)
}

// Alone is that of Prepared, with questions answered otherwise.
func (a *Amended) Alone(ch *Change) bool { return a.p.Alone(ch) }

// Mark appends what a practice answers otherwise, and how its parts weigh then.
func (a *Amended) Mark(to []byte, row int) []byte {
	for _, id := range a.questions {
		to = a.p.frame.Columns[id].Mark(to, row)
	}
	for _, k := range a.leaves {
		to = a.p.base[k].Mark(to, row)
	}
	for at := range a.p.tree.nodes {
		to = binary.LittleEndian.AppendUint64(to, math.Float64bits(a.p.tree.nodes[at].weight))
	}
	return to
}
