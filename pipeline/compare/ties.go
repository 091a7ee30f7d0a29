package compare

import "depository/pipeline/robust"

// findTies lists for each ranked partner whom it cannot be told apart from, and
// the longest runs of places in which no two can be told apart. Without an
// uncertainty analysis nothing is said.
func (c *Comparison) findTies(s *robust.Study) {
	ranked := c.Ranked()
	if s == nil {
		return
	}
	for i := range ranked {
		for j := range ranked {
			if i != j && alike(s, ranked[i].Unit.ID, ranked[j].Unit.ID) {
				ranked[i].Tied = append(ranked[i].Tied, ranked[j].Unit.ID)
			}
		}
	}
	reached := 0
	for from := range ranked {
		to := runFrom(ranked, from, s)
		if to <= reached || to-from < 2 {
			continue
		}
		reached = to
		c.Ties = append(c.Ties, tie(ranked[from:to]))
	}
}

// runFrom gives the end (not in it) of the longest run of places that begins at
// from and in which every two are alike.
func runFrom(ranked []Standing, from int, s *robust.Study) int {
	for to := from + 1; to < len(ranked); to++ {
		for i := from; i < to; i++ {
			if !alike(s, ranked[i].Unit.ID, ranked[to].Unit.ID) {
				return to
			}
		}
	}
	return len(ranked)
}

func tie(run []Standing) Tie {
	t := Tie{From: run[0].Rank, To: run[0].Rank + len(run) - 1}
	for _, s := range run {
		t.Partners = append(t.Partners, s.Unit.ID)
	}
	return t
}

// alike reports that neither of two partners stands above the other in 95 % of
// the draws.
func alike(s *robust.Study, a, b string) bool {
	ab, ok := s.Above(a, b)
	ba, ok2 := s.Above(b, a)
	return !ok || !ok2 || (ab < ToldApart && ba < ToldApart)
}
