package compose

import (
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/tell/wording"
)

// What is printed never contradicts what was decided: decimals are added until a
// score stands on its own side of every limit, and apart from its neighbours in
// a rank order.

func (c *composer) decimals(x float64) int {
	return max(wording.Decimals(x, 1, c.limits...), c.near[x])
}

// pointsApart prints two scores that are compared, so that a higher one prints
// higher.
func (c *composer) pointsApart(x, y float64) (a, b string) {
	d := wording.DecimalsApart(x, y, max(c.decimals(x), c.decimals(y)))
	return c.t.Number(x, d), c.t.Number(y, d)
}

// setPrinting finds the limits that scores are judged by, and how many decimals
// those need that stand beside another of the same rank order.
func (c *composer) setPrinting() {
	s := c.in.Now.Scale
	c.limits = append(c.fifths(), s.Min+(s.Max-s.Min)/2, s.Max)
	if m := c.in.Model; m != nil {
		for _, l := range m.Levels {
			c.limits = append(c.limits, l.From)
			for _, gate := range l.Needs {
				c.limits = append(c.limits, gate.AtLeast)
			}
		}
	}
	c.near = map[float64]int{}
	var partners, places []float64
	for _, s := range c.f.Comparison.Ranked() {
		partners = append(partners, s.Score.Value)
	}
	for _, p := range c.f.Ranked(score.Place) {
		places = append(places, p.Value)
	}
	c.tellApart(partners)
	c.tellApart(places[:min(len(places), topPlaces+1)])
	for _, ch := range c.f.Comparison.Changes {
		c.tellApart([]float64{ch.Before, ch.After})
	}
}

// tellApart notes the decimals at which neighbours of a rank order print
// differently.
func (c *composer) tellApart(ranked []float64) {
	for i := 1; i < len(ranked); i++ {
		a, b := ranked[i-1], ranked[i]
		d := wording.DecimalsApart(a, b, 1)
		c.near[a], c.near[b] = max(c.near[a], d), max(c.near[b], d)
	}
}
