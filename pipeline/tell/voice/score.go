package voice

import (
	"slices"
	"strconv"

	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/tell/wording"
)

// What is printed never contradicts what was decided: decimals are added until a
// score stands on its own side of every limit, and apart from its neighbours in
// a rank order.

// printing is how many decimals scores need.
type printing struct {
	fifths []float64       // the four borders of the five shades
	limits []float64       // of scores, that decide something
	near   map[float64]int // decimals by score, of those that have near neighbours in a rank order
	rough  bool            // not all partners are told apart by what is printed
}

// nearest is how many of the highest of very many are printed so that each differs from the
// next. Of at most allApart partners all are: of more the order is read at its ends, and
// a column of scores to the thousandth would tell of a sharpness that they do not have.
const (
	nearest  = 11
	allApart = 100
)

// Points prints a score with one decimal, or with as many as it takes not to
// contradict what was decided by it.
func (v *Voice) Points(x float64) string { return v.Words.Number(x, v.printing.decimals(x)) }

// Delta prints a difference of scores with its sign; one that is there does not
// print as 0.0.
func (v *Voice) Delta(x float64) string { return v.Words.Signed(x, wording.DecimalsApart(x, 0, 1)) }

// Rounded reports whether a difference prints otherwise than that of the two numbers as
// they are printed: 6.7 beside 52.2 and 45.6.
func (v *Voice) Rounded(low, high, delta float64) bool {
	d := wording.DecimalsApart(delta, 0, 1)
	from, _ := strconv.ParseFloat(wording.Round(low, v.printing.decimals(low)), 64) // digits of Round
	to, _ := strconv.ParseFloat(wording.Round(high, v.printing.decimals(high)), 64)
	return wording.Round(to-from, d) != wording.Round(delta, d)
}

// Interval prints a range of scores; one number where its ends print alike.
func (v *Voice) Interval(low, high float64) string {
	from, to := v.Points(low), v.Points(high)
	if from == to {
		return to
	}
	return from + "–" + to
}

// PointsApart prints two scores that are compared, so that a higher one prints
// higher.
func (v *Voice) PointsApart(x, y float64) (a, b string) {
	d := wording.DecimalsApart(x, y, max(v.printing.decimals(x), v.printing.decimals(y)))
	return v.Words.Number(x, d), v.Words.Number(y, d)
}

func (p *printing) decimals(x float64) int {
	return max(wording.Decimals(x, 1, p.limits...), p.near[x])
}

// Class returns the shade 1 to 5 of a score: fifths of the scale.
func (v *Voice) Class(x float64) int {
	class := 1
	for _, border := range v.printing.fifths {
		if x >= border {
			class++
		}
	}
	return class
}

// Classes returns the legend of the five shades.
func (v *Voice) Classes() []string {
	s := v.Found.Now.Scale
	var out []string
	for i := range 5 {
		low := s.Min + float64(i)*(s.Max-s.Min)/5
		high := s.Min + float64(i+1)*(s.Max-s.Min)/5
		out = append(out, v.Words.Shortest(low, 1)+"–"+v.Words.Shortest(high, 1))
	}
	return out
}

// newPrinting finds the limits that scores are judged by, and how many decimals
// those need that stand beside another of the same rank order.
func newPrinting(f *findings.Findings, m *score.Model) *printing {
	s := f.Now.Scale
	p := &printing{near: map[float64]int{}}
	for i := 1; i < 5; i++ {
		p.fifths = append(p.fifths, s.Grid().Round(s.Min+float64(i)*(s.Max-s.Min)/5))
	}
	p.limits = append(slices.Clone(p.fifths), s.Min+(s.Max-s.Min)/2, s.Max)
	if m != nil {
		for _, l := range m.Levels {
			p.limits = append(p.limits, l.From)
			for _, gate := range l.Needs {
				p.limits = append(p.limits, gate.AtLeast)
			}
		}
	}
	var partners, places []float64
	for _, s := range f.Comparison.Ranked() {
		partners = append(partners, s.Score.Value)
	}
	for _, u := range f.Ranked(score.Place) {
		places = append(places, u.Value)
	}
	p.tellEnds(partners)
	p.tellApart(places[:min(len(places), nearest)])
	for _, ch := range f.Comparison.Changes {
		p.tellApart([]float64{ch.Before, ch.After})
	}
	return p
}

// tellEnds notes the decimals of partners in their order.
func (p *printing) tellEnds(ranked []float64) {
	if p.rough = len(ranked) > allApart; !p.rough {
		p.tellApart(ranked)
		return
	}
	p.tellApart(ranked[:nearest])
	p.tellApart(ranked[len(ranked)-nearest:])
}

// RanksNote says, where different ranks may print beside equal scores, that they rest on
// scores before rounding; "" where they do not.
func (v *Voice) RanksNote() string {
	if !v.printing.rough {
		return ""
	}
	return v.Words.T("report.ranks.unrounded")
}

// tellApart notes the decimals at which neighbours of a rank order print
// differently.
func (p *printing) tellApart(ranked []float64) {
	for i := 1; i < len(ranked); i++ {
		a, b := ranked[i-1], ranked[i]
		d := wording.DecimalsApart(a, b, 1)
		p.near[a], p.near[b] = max(p.near[a], d), max(p.near[b], d)
	}
}
