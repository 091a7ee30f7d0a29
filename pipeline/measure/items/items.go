// Package items looks at the data behind an index before anybody believes the
// index: which criteria are half empty, skewed or say nothing, which say the same
// twice or contradict each other, and which single one decides. It believes that
// an analyst wants to be told what to look at, so every flag has a threshold with
// a name.
package items

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/stat"
)

// The thresholds of the flags. Availability, skewness and kurtosis are those of
// get_stats of COINr 1.1.14; high correlation that of get_corr_flags there.
const (
	LowAvailability = 0.65 // below it too few units answer
	Skewed          = 2    // |skewness| above it, and
	Peaked          = 3.5  // kurtosis above it: outliers
	TooHigh         = 0.9  // correlation above it: two criteria say the same
	Significant     = 0.05 // a negative correlation counts when it is less probable than that by chance
	SameForMost     = 0.9  // of the units have one value: the criterion does not distinguish
	NoAlpha         = 0.5  // below it they have hardly anything in common (George and Mallery, SPSS for Windows Step by Step, 2003)
	LowAlpha        = 0.7  // Cronbach's alpha below it: the parts measure different things (Nunnally, Psychometric Theory, 1978)
)

// A Report is what there is to know about the data of an index.
type Report struct {
	Units    int
	Criteria []Criterion // in the order of the file
	Pairs    []Pair      // flagged: criteria of one branch that correlate too highly or negatively
	Branches []Branch    // in the order of the file
}

// A Criterion is one leaf over all units.
type Criterion struct {
	ID           string
	Asked, N     int     // units that the question applies to; of these with a value
	Availability float64 // N ÷ Asked; NaN where nobody was asked
	stat.Moments         // of the values as read
	Median       float64
	Distinct     int     // different values
	Most         float64 // share of the known values that are the most common one
	Outliers     bool    // skewness and kurtosis above their limits; of two values, as yes and no, neither is an outlier
	Says         bool    // distinguishes the units
	Weight       float64 // effective: the product of the shares of weight up to the root
	Explains     float64 // square of the correlation with the overall score; NaN unknown
	Moved        float64 // mean absolute change of rank when the criterion is left out
	MovedMost    int     // the largest
}

// A Pair is two criteria of one branch.
type Pair struct {
	Branch, A, B string
	R            float64 // Pearson, of the values on the scale
	Negative     bool    // significantly below 0; otherwise too high
}

// A Branch is how well the parts of a node go together, on the scale.
type Branch struct {
	ID        string
	Parts     []string
	Alpha     float64   // Cronbach's; NaN unknown
	Explained float64   // share of the variance in the first principal component of the parts that vary; NaN unknown
	Loadings  []float64 // of the first component, by part, NaN for one that does not vary; nil unknown
}

// Table looks at a table.
func Table(t *score.Table) *Report {
	return look(t.Matrix(), func(ch *score.Change) []int { return stat.Competition(t.Roots(ch)) })
}

// Practices looks at the practices of all partners; ranks are those of partners
// in the comparison.
func Practices(p *score.Prepared) *Report {
	units := p.Units(score.Partner)
	return look(p.Matrix(), func(ch *score.Change) []int {
		scores := slices.Clone(p.Partners(ch))
		for i := range units {
			if units[i].Apart != "" {
				scores[i] = math.NaN()
			}
		}
		return stat.Competition(scores)
	})
}

func look(m score.Matrix, ranks func(*score.Change) []int) *Report {
	r := &Report{Units: len(m.Units)}
	nominal := ranks(nil)
	root := len(m.Nodes) - 1
	weights := effective(m.Nodes)
	for at, n := range m.Nodes {
		if n.Leaf {
			c := criterion(n.ID, m.Raw[at], m.Asked[at])
			c.Weight = weights[at]
			r2 := stat.Correlation(m.Value[at], m.Value[root])
			c.Explains = float64(r2 * r2)
			c.Moved, c.MovedMost = shift(nominal, ranks(&score.Change{Without: []string{n.ID}}))
			r.Criteria = append(r.Criteria, c)
			continue
		}
		r.branch(m, at)
	}
	return r
}

// criterion describes the values of one leaf.
func criterion(id string, raw []float64, asked []bool) Criterion {
	known := slices.DeleteFunc(slices.Clone(raw), math.IsNaN)
	slices.Sort(known)
	c := Criterion{ID: id, N: len(known), Moments: stat.Describe(known), Median: stat.Quantile(known, 0.5)}
	for _, a := range asked {
		if a {
			c.Asked++
		}
	}
	c.Availability = float64(c.N) / float64(c.Asked) // 0/0 is NaN
	most, run := 0, 0
	for i, v := range known {
		if run++; i == 0 || v != known[i-1] {
			c.Distinct, run = c.Distinct+1, 1
		}
		most = max(most, run)
	}
	c.Most = float64(most) / float64(c.N)
	c.Outliers = c.Distinct > 2 && math.Abs(c.Skew) > Skewed && c.Kurt > Peaked
	c.Says = c.N > 1 && c.Most < SameForMost
	return c
}

// effective returns each node the product of the shares of weight up to the root.
func effective(nodes []score.NodeInfo) []float64 {
	sums, at := map[string]float64{}, map[string]int{}
	for i, n := range nodes {
		sums[n.Parent] += n.Weight
		at[n.ID] = i
	}
	out := make([]float64, len(nodes))
	for i := len(nodes) - 1; i >= 0; i-- { // parents stand behind their children
		out[i] = 1
		if parent := nodes[i].Parent; parent != "" {
			out[i] = float64(out[at[parent]]*nodes[i].Weight) / sums[parent]
		}
	}
	return out
}

// shift compares two rankings over the units that both rank.
func shift(before, after []int) (mean float64, most int) {
	sum, n := 0, 0
	for i, r := range before {
		if r > 0 && after[i] > 0 {
			d := max(r-after[i], after[i]-r)
			sum, n, most = sum+d, n+1, max(most, d)
		}
	}
	if n == 0 {
		return math.NaN(), 0
	}
	return float64(sum) / float64(n), most
}

// branch looks at the parts of a node.
func (r *Report) branch(m score.Matrix, at int) {
	b := Branch{ID: m.Nodes[at].ID, Explained: math.NaN()}
	var columns [][]float64
	var leaves []int
	for k, n := range m.Nodes {
		if n.Parent == b.ID {
			b.Parts, columns = append(b.Parts, n.ID), append(columns, m.Value[k])
			if n.Leaf {
				leaves = append(leaves, k)
			}
		}
	}
	b.Alpha = stat.Alpha(columns)
	b.component(columns)
	r.Branches = append(r.Branches, b)
	for i, x := range leaves {
		for _, y := range leaves[i+1:] {
			r.pair(b.ID, m.Nodes[x].ID, m.Nodes[y].ID, m.Value[x], m.Value[y])
		}
	}
}

// component analyses the parts that vary.
func (b *Branch) component(columns [][]float64) {
	var varying [][]float64
	var at []int
	for k, c := range columns {
		if d := stat.Describe(c); d.N > 1 && d.Min != d.Max {
			varying, at = append(varying, c), append(at, k)
		}
	}
	c, ok := stat.PCA(varying)
	if !ok {
		return
	}
	b.Explained = c.Variance[0] / float64(len(varying))
	b.Loadings = make([]float64, len(columns))
	for k := range b.Loadings {
		b.Loadings[k] = math.NaN()
	}
	for k, i := range at {
		b.Loadings[i] = c.Loadings[0][k]
	}
}

// pair keeps two criteria where their correlation is to be looked at.
func (r *Report) pair(branch, a, b string, x, y []float64) {
	p := Pair{Branch: branch, A: a, B: b, R: stat.Correlation(x, y)}
	n := 0
	for i := range x {
		if !math.IsNaN(x[i]) && !math.IsNaN(y[i]) {
			n++
		}
	}
	p.Negative = p.R < 0 && chance(p.R, n) < Significant
	if p.Negative || p.R > TooHigh {
		r.Pairs = append(r.Pairs, p)
	}
}

// chance is how probable so strong a correlation of n pairs is where there is
// none: two-sided, by the t distribution.
func chance(r float64, n int) float64 {
	if n < 3 {
		return 1
	}
	if math.Abs(r) >= 1 {
		return 0
	}
	t := math.Abs(r) * math.Sqrt(float64(n-2)/(1-float64(r*r)))
	return 2 * distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(n - 2)}.Survival(t)
}
