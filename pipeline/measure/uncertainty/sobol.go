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

// Sources names what the plan draws.
func (p Plan) Sources() []string {
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

// Sensitivity asks what the ranking depends on: the target is the mean absolute
// change of rank against the nominal one over the units that are ranked.
// rescore returns the overall scores of all units under a change, and may be
// called from several goroutines at once. Rows of the design are the plan's
// replications.
func Sensitivity(plan Plan, nodes []score.NodeInfo, rescore func(*score.Change) []float64, counts []bool) []Index {
	return sensitivity(plan, nodes, rescore, counts, nil)
}

// sensitivity takes the ranks at points A, which are the plan's own draws, from
// known where that has them.
func sensitivity(plan Plan, nodes []score.NodeInfo, rescore func(*score.Change) []float64, counts []bool, known [][]int) []Index {
	sources, n := plan.Sources(), plan.Replications
	if len(sources) == 0 || n < 2 {
		return nil
	}
	nominal := rank(rescore(nil), counts)
	y := make([]float64, n*(len(sources)+2))
	parallel.Each(len(y), func(at int) {
		block, row := at/n, uint64(at%n)
		if block == 0 && at < len(known) {
			y[at] = meanShift(nominal, known[at])
			return
		}
		a, b := stat.NewKey(plan.Seed).With(row), stat.NewKey(plan.Seed).Of("second").With(row)
		ch := plan.change(nodes, func(source string) stat.Key {
			if block == 1 || block >= 2 && sources[block-2] == source {
				return b.Of(source)
			}
			return a.Of(source)
		})
		y[at] = meanShift(nominal, rank(rescore(ch), counts))
	})
	out := Indices(y, n, len(sources))
	for i := range out {
		out[i].Source = sources[i]
	}
	bootstrap(out, y, n, plan.Seed)
	return out
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
