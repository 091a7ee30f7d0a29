package compare

import (
	"depository.example/depository/pipeline/measure/parallel"
	"depository.example/depository/pipeline/measure/uncertainty"
)

// findTies lists for each ranked partner whom it cannot be told apart from, and
// the longest runs of places in which no two can be told apart. Without an
// uncertainty study nothing is said.
func (c *Comparison) findTies(study *uncertainty.Study) {
	ranked := c.Ranked()
	if study == nil {
		return
	}
	pairs := compareAll(ranked, study)
	for i := range ranked {
		n := 0
		for j := range ranked {
			if i != j && pairs.alike(i, j) {
				n++
			}
		}
		if n == 0 {
			continue
		}
		ranked[i].Tied = make([]string, 0, n) // hundreds each, of many
		for j := range ranked {
			if i != j && pairs.alike(i, j) {
				ranked[i].Tied = append(ranked[i].Tied, ranked[j].Unit.ID)
			}
		}
	}
	reached := 0
	for from := range ranked {
		to := pairs.runFrom(from, reached)
		if to <= reached || to-from < 2 {
			continue
		}
		reached = to
		c.Ties = append(c.Ties, tie(ranked[from:to]))
	}
}

// pairs tells of each two partners, the better placed first, whether they are
// alike: row i holds those placed behind i.
type pairs [][]bool

// compareAll reports of every two that neither stands above the other in 95 % of the
// draws; a draw in which they are equal counts half for each.
func compareAll(ranked []Standing, study *uncertainty.Study) pairs {
	alike := study.Between(1-ToldApart, ToldApart)
	out := make(pairs, len(ranked))
	parallel.Each(len(ranked), func(i int) {
		out[i] = make([]bool, len(ranked)-i-1)
		for k := range out[i] {
			out[i][k] = alike(ranked[i].Unit.ID, ranked[i+1+k].Unit.ID)
		}
	})
	return out
}

func (p pairs) alike(i, j int) bool {
	if i > j {
		i, j = j, i
	}
	return p[i][j-i-1]
}

// runFrom returns the end (not in it) of the longest run of places that begins at
// from and in which every two are alike. One that began before it ends at reached: its
// places are known to be alike.
func (p pairs) runFrom(from, reached int) int {
	for to := max(from+1, reached); to < len(p); to++ {
		for i := from; i < to; i++ {
			if !p.alike(i, to) {
				return to
			}
		}
	}
	return len(p)
}

// tie makes a run of places of its holders.
func tie(run []Standing) Tie {
	t := Tie{From: run[0].Rank, To: run[0].Rank + len(run) - 1}
	for _, s := range run {
		t.Partners = append(t.Partners, s.Unit.ID)
	}
	return t
}
