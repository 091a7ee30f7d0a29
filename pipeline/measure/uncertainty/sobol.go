package uncertainty

import (
	"math"
	"slices"

	"depository.example/depository/pipeline/measure/parallel"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/stat"
)

// What can be drawn: the names of the sources of uncertainty, in the order of
// their keys in a method file.
const (
	Weights         = "weights"
	Normalisation   = "normalise"
	AggregationRule = "aggregate"
	TreatmentRule   = "treat"
	ImputationRule  = "impute"
	Answers         = "answers"
)

// sources names what the plan draws.
func (p Plan) sources() []string {
	var out []string
	for _, s := range []struct {
		name  string
		drawn bool
	}{
		{Weights, p.Noise > 0}, {Normalisation, len(p.Normalise) > 1}, {AggregationRule, len(p.Aggregate) > 1},
		{TreatmentRule, len(p.Treat) > 1}, {ImputationRule, len(p.Impute) > 1}, {Answers, p.LevelError > 0},
	} {
		if s.drawn {
			out = append(out, s.name)
		}
	}
	return out
}

// An Index says how much of the variance one source of uncertainty explains:
// First alone, Total together with all its interactions. Both estimates can lie
// a little outside 0 to 1. The intervals are 5th to 95th percentile of a
// bootstrap.
type Index struct {
	Source                                   string
	First, Total                             float64 // NaN where the target does not vary at all
	FirstLow, FirstHigh, TotalLow, TotalHigh float64
}

// Indices estimates Sobol indices of k sources from the values of a target at n
// points A, n points B, and for each source the points A with that source taken
// from B, in this order: first-order after Saltelli and others, Variance Based
// Sensitivity Analysis of Model Output, Computer Physics Communications 181(2),
// 2010, table 2 (b); total after Jansen, the same table (f). The variance is that
// of A and B together, as in SA_estimate of COINr 1.1.14.
func Indices(y []float64, n, k int) []Index {
	out := make([]Index, k)
	rows := make([]int, n)
	for i := range rows {
		rows[i] = i
	}
	for i := range out {
		out[i].First, out[i].Total = indices(y, n, i, rows)
	}
	return out
}

// indices estimates source i over the given rows of the design.
func indices(y []float64, n, i int, rows []int) (first, total float64) {
	a, b, ab := y[:n], y[n:2*n], y[(2+i)*n:(3+i)*n]
	var sum, squares, s, t float64
	for _, r := range rows {
		sum += a[r] + b[r]
	}
	mean := sum / float64(2*len(rows))
	for _, r := range rows {
		da, db := a[r]-mean, b[r]-mean
		squares += float64(da*da) + float64(db*db)
		d := ab[r] - a[r]
		s += float64(b[r] * d)
		t += float64(d * d)
	}
	m := float64(len(rows))
	variance := squares / (2*m - 1)
	if !(variance > 0) {
		return math.NaN(), math.NaN()
	}
	return s / m / variance, t / (2 * m) / variance
}

// bootstraps is how often the rows of a design are drawn anew for intervals.
const bootstraps = 200

// bootstrap adds intervals: the rows of the design are drawn with replacement.
func bootstrap(list []Index, y []float64, n int, seed uint64) {
	rows := make([]int, n)
	first, total := make([][]float64, len(list)), make([][]float64, len(list))
	for b := range bootstraps {
		key := stat.NewKey(seed).Of("bootstrap").With(uint64(b))
		for r := range rows {
			rows[r] = pick(key.With(uint64(r)), n)
		}
		for i := range list {
			f, t := indices(y, n, i, rows)
			first[i], total[i] = append(first[i], f), append(total[i], t)
		}
	}
	for i := range list {
		slices.Sort(first[i])
		slices.Sort(total[i])
		list[i].FirstLow, list[i].FirstHigh = stat.Quantile(first[i], 0.05), stat.Quantile(first[i], 0.95)
		list[i].TotalLow, list[i].TotalHigh = stat.Quantile(total[i], 0.05), stat.Quantile(total[i], 0.95)
	}
}

// A Design asks what a ranking depends on: the target is the mean absolute change of
// rank against the nominal one over the units that are ranked. Its rows are the
// replications of a plan; the points of a row are A, the plan's own draw, B, another,
// and A with each source in turn taken from B.
type Design struct {
	plan    Plan
	nodes   []score.NodeInfo
	sources []string
	counts  []bool
	nominal []int
}

// NewDesign makes the design of a plan, given the overall scores under no change; counts
// says which units are ranked (nil: all). nil where the plan draws nothing to depend on.
func NewDesign(plan Plan, nodes []score.NodeInfo, nominal []float64, counts []bool) *Design {
	sources := plan.sources()
	if len(sources) == 0 || plan.Replications < 2 {
		return nil
	}
	return &Design{plan: plan, nodes: nodes, sources: sources, counts: counts, nominal: rank(nominal, counts)}
}

// Rows is how many rows the design has; nil has none.
func (d *Design) Rows() int {
	if d == nil {
		return 0
	}
	return d.plan.Replications
}

// Points returns the changes at the points of a row behind A, which is the plan's own.
func (d *Design) Points(row int) (out []*score.Change) {
	first, second := stat.NewKey(d.plan.Seed).With(uint64(row)), stat.NewKey(d.plan.Seed).Of("second").With(uint64(row))
	for point := range len(d.sources) + 1 {
		out = append(out, d.plan.change(d.nodes, func(source string) stat.Key {
			if point == 0 || d.sources[point-1] == source {
				return second.Of(source)
			}
			return first.Of(source)
		}))
	}
	return out
}

// Row returns the target at the points of a row, given the overall scores at each, A first.
func (d *Design) Row(points [][]float64) (out []float64) {
	for _, scores := range points {
		out = append(out, meanShift(d.nominal, rank(scores, d.counts)))
	}
	return out
}

// Indices estimates the indices of all rows (Row), with their intervals; nil of nil.
func (d *Design) Indices(rows [][]float64) []Index {
	if d == nil {
		return nil
	}
	n, points := d.Rows(), len(d.sources)+2
	y := make([]float64, n*points)
	for i, row := range rows {
		for point, target := range row {
			y[point*n+i] = target
		}
	}
	out := Indices(y, n, len(d.sources))
	for i := range out {
		out[i].Source = d.sources[i]
	}
	bootstrap(out, y, n, d.plan.Seed)
	return out
}

// Ask scores all points of the design and estimates the indices. rescore returns the
// overall scores of all units under a change, and may be called from several goroutines
// at once.
func (d *Design) Ask(rescore func(*score.Change) []float64) []Index {
	rows := make([][]float64, d.Rows())
	parallel.Each(len(rows), func(i int) {
		points := [][]float64{rescore(d.plan.Draw(i, d.nodes))}
		for _, ch := range d.Points(i) {
			points = append(points, rescore(ch))
		}
		rows[i] = d.Row(points)
	})
	return d.Indices(rows)
}

// meanShift is the mean absolute difference of ranks, over units with both.
func meanShift(nominal, drawn []int) float64 {
	sum, n := 0, 0
	for i, r := range nominal {
		if r > 0 && drawn[i] > 0 {
			sum, n = sum+max(r-drawn[i], drawn[i]-r), n+1
		}
	}
	if n == 0 {
		return 0
	}
	return float64(sum) / float64(n)
}
