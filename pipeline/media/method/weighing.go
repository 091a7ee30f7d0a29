package method

import (
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/weighting"
	"depository.example/depository/pipeline/media/yamltree"
)

// weigher reads weights that a branch states for its parts.
type weigher struct {
	*yamltree.Reader
	weighed  map[string]bool // nodes that state a weight of their own
	warnings *yamltree.Faults
}

// weighing reads where the weights of a branch's parts come from, and sets those
// that follow from the file alone.
func (w *weigher) weighing(k keys, n *score.Node) {
	from, own := k.of("weights")
	v, ok := from.Get("weights")
	if !ok {
		return
	}
	if !v.IsMapping() {
		by := w.OneOf(v, "weights", "given", "given", "equal", "pca")
		if by == "given" {
			return
		}
		n.Weighing.By = score.WeighBy(by)
		w.alone(v, n, own)
		for _, p := range n.Parts {
			if own || !w.weighed[p.ID] {
				p.Weight = 1
			}
		}
		return
	}
	m := w.Mapping(v, "weights")
	pairs, compared := m.Get("pairwise")
	budgets, experts := m.Get("experts")
	m.Done()
	switch {
	case !own:
		w.Fault(v, "weights-default")
		return
	case compared == experts:
		w.Fault(v, "weights-way")
		return
	}
	w.alone(v, n, own)
	if compared {
		w.pairwise(pairs, n)
	} else {
		w.budgets(budgets, n)
	}
}

// alone refuses a weight of a part beside weights of its branch.
func (w *weigher) alone(v yamltree.Value, n *score.Node, own bool) {
	for _, p := range n.Parts {
		if own && w.weighed[p.ID] {
			w.Fault(v, "weight-own", "node", n.ID, "part", p.ID)
		}
	}
}

// pairwise reads comparisons of all parts with each other.
func (w *weigher) pairwise(v yamltree.Value, n *score.Node) {
	m := w.Mapping(v, "pairwise")
	if m == nil {
		return
	}
	if len(n.Parts) > weighting.MaxCompared {
		w.Fault(v, "pairs-many", "node", n.ID, "most", weighting.MaxCompared)
		return
	}
	times := make([][]float64, len(n.Parts))
	for i := range times {
		times[i] = make([]float64, len(n.Parts))
	}
	for _, key := range m.Keys {
		w.comparison(m, key, n, times)
	}
	if w.uncompared(v, n, times) {
		return
	}
	weights, ratio := weighting.Pairwise(times)
	w.setWeights(n, weights)
	n.Weighing = score.Weighing{By: score.Compared, Ratio: ratio}
	if ratio > weighting.Acceptable {
		f := yamltree.Fault{File: w.File, Line: v.Pos.Line, Column: v.Pos.Column,
			Code: "pairs-contradict", Args: []any{"node", n.ID, "ratio", ratio, "most", weighting.Acceptable}}
		*w.warnings = append(*w.warnings, f)
	}
}

// comparison reads one pair, «a/b: 3».
func (w *weigher) comparison(m *yamltree.Mapping, key string, n *score.Node, times [][]float64) {
	v, _ := m.Get(key)
	x := w.Number(v, key, 1)
	first, second, ok := strings.Cut(key, "/")
	i, j := partIndex(n, strings.TrimSpace(first)), partIndex(n, strings.TrimSpace(second))
	switch {
	case !ok || i < 0 || j < 0 || i == j:
		w.FaultAt(m.At[key], "pair-unknown", "pair", key, "node", n.ID, "list", strings.Join(partIDs(n), ", "))
	case x <= 0:
		w.Fault(v, "pair-number", "pair", key)
	case times[min(i, j)][max(i, j)] != 0:
		w.FaultAt(m.At[key], "pair-twice", "first", first, "second", second)
	case i < j:
		times[i][j] = x
	default:
		times[j][i] = 1 / x
	}
}

// uncompared names pairs that are missing.
func (w *weigher) uncompared(v yamltree.Value, n *score.Node, times [][]float64) bool {
	var missing []string
	for i := range times {
		for j := i + 1; j < len(times); j++ {
			if times[i][j] == 0 {
				missing = append(missing, n.Parts[i].ID+"/"+n.Parts[j].ID)
			}
		}
	}
	if missing != nil && len(w.Faults) == 0 {
		w.Fault(v, "pair-missing", "node", n.ID, "list", strings.Join(missing, ", "))
	}
	return missing != nil
}

// budgets reads what several experts give to each part.
func (w *weigher) budgets(v yamltree.Value, n *score.Node) {
	var all [][]float64
	for _, item := range w.Items(v) {
		m := w.Mapping(item, "an expert")
		if m == nil {
			continue
		}
		m.Text("name")
		given, ok := m.Get("budget")
		m.Done()
		if !ok {
			w.Fault(item, "expert-budget")
			continue
		}
		if one := w.budget(given, n); one != nil {
			all = append(all, one)
		}
	}
	if len(all) == 0 {
		return
	}
	mean, spread := weighting.Budgets(all)
	w.setWeights(n, mean)
	n.Weighing = score.Weighing{By: score.Experts, Experts: len(all), Spread: spread}
}

func (w *weigher) budget(v yamltree.Value, n *score.Node) []float64 {
	m := w.Mapping(v, "a budget")
	if m == nil {
		return nil
	}
	out, sum := make([]float64, len(n.Parts)), 0.0
	for i, p := range n.Parts {
		item, ok := m.Get(p.ID)
		if !ok {
			w.Fault(v, "budget-missing", "part", p.ID)
			return nil
		}
		if out[i] = w.Number(item, p.ID, 0); out[i] < 0 {
			w.Fault(item, "budget-negative")
			return nil
		}
		sum += out[i]
	}
	m.Done()
	if sum <= 0 {
		w.Fault(v, "budget-nothing")
		return nil
	}
	return out
}

func (w *weigher) setWeights(n *score.Node, weights []float64) {
	for i, p := range n.Parts {
		p.Weight = weights[i]
	}
}

func partIDs(n *score.Node) []string {
	var out []string
	for _, p := range n.Parts {
		out = append(out, p.ID)
	}
	return out
}

func partIndex(n *score.Node, id string) int {
	return slices.IndexFunc(n.Parts, func(p *score.Node) bool { return p.ID == id })
}
