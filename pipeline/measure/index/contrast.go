package index

import (
	"math"
	"strconv"

	"depository.example/depository/pipeline/measure/stat"
)

// A Contrast is the same units under two methods, A and B. Ranks 0 and scores NaN
// are missing.
type Contrast struct {
	Rank     [2][]int
	Score    [2][]float64
	Both     []int   // positions of the units that have a rank under both
	Kendall  float64 // tau-b of the scores, -1 to 1; NaN: not known
	Spearman float64 // rho of the scores; NaN: not known
	Moved    int     // units of Both whose rank changes
	Mean     float64 // absolute change of rank over Both; NaN where nobody is
	Most     float64 // the largest
}

// NewContrast puts two rankings of the same units side by side.
func NewContrast(rank [2][]int, score [2][]float64) *Contrast {
	c := &Contrast{Rank: rank, Score: score, Kendall: stat.Kendall(score[0], score[1]), Spearman: stat.Spearman(score[0], score[1])}
	sum := 0.0
	for i := range rank[0] {
		if rank[0][i] == 0 || rank[1][i] == 0 {
			continue
		}
		c.Both = append(c.Both, i)
		if d := math.Abs(float64(c.Shift(i))); d > 0 {
			c.Moved++
			sum += d
			c.Most = math.Max(c.Most, d)
		}
	}
	c.Mean = sum / float64(len(c.Both))
	return c
}

// Shift is how many places a unit rises from A to B.
func (c *Contrast) Shift(i int) int { return c.Rank[0][i] - c.Rank[1][i] }

// Change is how many points a unit gains from A to B, with the decimals of the higher
// score: the difference of two floating-point numbers has digits that neither has.
// NaN where a score is missing.
func (c *Contrast) Change(i int) float64 {
	a, b := c.Score[0][i], c.Score[1][i]
	most := math.Max(math.Abs(a), math.Abs(b))
	if math.IsNaN(most) || math.IsInf(most, 0) {
		return b - a
	}
	var digits stat.Grid
	change, err := strconv.ParseFloat(strconv.FormatFloat(b-a, 'f', max(0, digits.Decimals(most)), 64), 64)
	if err != nil { // no number is written so
		return b - a
	}
	return change
}

// Against puts a result beside that of another method over the same table, unit by
// unit in the order of the file. ok is false where the other has other units.
func (r *Result) Against(other *Result) (c *Contrast, ok bool) {
	if len(r.Table.Units) != len(other.Table.Units) {
		return nil, false
	}
	for u, name := range r.Table.Units {
		if other.Table.Units[u] != name {
			return nil, false
		}
	}
	var rank [2][]int
	var score [2][]float64
	for _, u := range r.Order() {
		for k, x := range []*Result{r, other} {
			rank[k] = append(rank[k], x.Scored.Rank[u])
			score[k] = append(score[k], x.Scored.Value[x.Table.Root()][u])
		}
	}
	return NewContrast(rank, score), true
}
