package score

import "depository.example/depository/pipeline/measure/aggregate"

// Separable reports whether the score of a unit follows from that unit alone, so
// that a table can be scored in parts and never be held whole.
func (m *Model) Separable() bool {
	alone := true
	m.Root.Walk(func(n, _ *Node) {
		if l := n.Leaf; l != nil {
			alone = alone && !l.Impute.Fills() && l.Treat == nil && l.Rows == nil && !l.Normalise.Learns()
			return
		}
		alone = alone && n.Aggregate.By != aggregate.Copeland && n.Weighing.By != Component
	})
	return alone
}
