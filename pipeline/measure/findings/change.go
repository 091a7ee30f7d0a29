package findings

import (
	"depository.example/depository/pipeline/measure/compare"
)

// Moves counts the partners of both periods by what became of their score.
type Moves struct {
	Up, Down  int // outside of the uncertainty
	Known, Of int // Known: of whose change the uncertainty is known
}

// Moves counts the clear rises and falls; nothing counts as one that lies inside the
// uncertainty.
func (f *Findings) Moves() Moves {
	m := Moves{Of: len(f.Comparison.Changes)}
	for _, ch := range f.Comparison.Changes {
		if ch.Range != nil {
			m.Known++
		}
		switch {
		case ch.Clear && ch.Delta > 0:
			m.Up++
		case ch.Clear && ch.Delta < 0:
			m.Down++
		}
	}
	return m
}

// ChangeOf returns a partner's change since the period before.
func (f *Findings) ChangeOf(partner string) (compare.Change, bool) {
	for _, ch := range f.Comparison.Changes {
		if ch.Partner == partner {
			return ch, true
		}
	}
	return compare.Change{}, false
}
