package method

import (
	"math"
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/impute"
	"depository.example/depository/pipeline/measure/index"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/media/yamltree"
)

// ways reads how values are filled, tamed, brought onto the scale and put together:
// of a node, of the defaults, and of the alternatives that are drawn.
type ways struct {
	*yamltree.Reader
	unit *index.Unit // by which a method names units and groups
}

func (w *ways) aggregation(v yamltree.Value) aggregate.Method {
	if v.IsMapping() {
		m := w.Mapping(v, "aggregate")
		a := aggregate.Method{By: aggregate.PowerMean, Power: m.Number("power", 1)}
		m.Done()
		return a
	}
	return aggregate.Method{By: aggregate.By(w.OneOf(v, "aggregate", "arithmetic",
		"arithmetic", "geometric", "harmonic", "median", "min", "max", "copeland"))}
}

func (w *ways) imputation(v yamltree.Value) impute.Method {
	if !v.IsMapping() {
		return impute.Method{By: impute.By(w.OneOf(v, "impute", "none", "none", "mean", "median"))}
	}
	m := w.Mapping(v, "impute")
	mean, median := m.Str("mean_by", ""), m.Str("median_by", "")
	m.Done()
	switch {
	case mean != "" && median == "":
		return w.grouped(v, impute.Mean, mean)
	case median != "" && mean == "":
		return w.grouped(v, impute.Median, median)
	}
	w.Fault(v, "impute-group")
	return impute.Method{By: impute.Leave}
}

func (w *ways) grouped(v yamltree.Value, by impute.By, group string) impute.Method {
	known := append([]string{string(score.WithinTheme), string(score.Partner), string(score.Place)}, w.unit.Groups...)
	if !slices.Contains(known, group) {
		w.Fault(v, "no-group", "group", group)
	}
	return impute.Method{By: by, Group: group}
}

// treatment reads one treatment; what it does not say is as in base.
func (w *ways) treatment(v yamltree.Value, base *normalise.Treatment) *normalise.Treatment {
	if s, ok := v.Scalar(); ok && s == "none" {
		return nil
	}
	t := normalise.Treatment{Skew: 2, Kurt: 3.5, Winsorise: 5, Log: true}
	if base != nil {
		t = *base
	}
	m := w.Mapping(v, "treat")
	if m == nil {
		return nil
	}
	t.Skew, t.Kurt = m.Number("skew", t.Skew), m.Number("kurtosis", t.Kurt)
	t.Winsorise = m.Integer("winsorise", t.Winsorise, 0, 1_000_000)
	if then := m.OneOf("then", "", "log", "none"); then != "" {
		t.Log = then == "log"
	}
	m.Done()
	return &t
}

// normaliser reads {by: …} with its parameters, or the bare word.
func (w *ways) normaliser(v yamltree.Value) normalise.Method {
	words := []string{"minmax", "goalposts", "levels", "distance_to_max", "distance_to_reference", "distance_to_target",
		"fraction_of_max", "percentile", "rank", "borda", "zscore", "none"}
	if !v.IsMapping() {
		return w.complete(v, normalise.Method{By: normalise.By(w.OneOf(v, "normalise", "minmax", words...))}, nil)
	}
	m := w.Mapping(v, "normalise")
	n := normalise.Method{By: normalise.By(m.OneOf("by", "minmax", words...))}
	n = w.complete(v, n, m)
	m.Done()
	return n
}

// complete reads the parameters that the normalisation knows.
func (w *ways) complete(v yamltree.Value, n normalise.Method, m *yamltree.Mapping) normalise.Method {
	if m == nil {
		m = &yamltree.Mapping{R: w.Reader, Used: map[string]bool{}, Values: map[string]yamltree.Value{}}
	}
	m.What = "normalise by " + string(n.By)
	switch n.By {
	case normalise.Goalposts:
		low, high := m.Optional("low"), m.Optional("high")
		if low == nil || high == nil || *low >= *high {
			w.Fault(v, "goalposts")
			return n
		}
		n.Low, n.High = *low, *high
		n.Raw = m.OneOf("of", "", "raw") == "raw"
		w.clip(m, &n, "none", "low", "high", "both")
	case normalise.DistanceToReference:
		if n.Unit = w.identity(m.Words("unit")); n.Unit == "" {
			w.Fault(v, "reference-unit")
		}
		w.clip(m, &n, "none", "high")
	case normalise.DistanceToTarget:
		t := m.Optional("target")
		if t == nil {
			w.Fault(v, "target")
			return n
		}
		n.Target = *t
		w.clip(m, &n, "none", "high")
	case normalise.Percentile, normalise.Rank, normalise.Borda:
		n.Ties = stat.Ties(m.OneOf("ties", "min", "min", "average", "max"))
	case normalise.ZScore:
		if n.Mean, n.SD = m.Number("mean", 0), m.Number("sd", 1); n.SD <= 0 {
			w.Fault(v, "zscore-sd")
		}
	}
	return n
}

// identity joins the columns that name a unit: a list, or a text with commas
// where there are several columns.
func (w *ways) identity(parts []string) string {
	if len(parts) == 1 && len(w.unit.ID) > 1 {
		parts = strings.Split(parts[0], ",")
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
		}
	}
	return strings.Join(parts, "\x00")
}

func (w *ways) clip(m *yamltree.Mapping, n *normalise.Method, words ...string) {
	c := m.OneOf("clip", "none", words...)
	n.ClipLow, n.ClipHigh = c == "low" || c == "both", c == "high" || c == "both"
}

// fits refuses what a leaf's other keys do not allow.
func (w *ways) fits(v yamltree.Value, n *score.Node) {
	l := n.Leaf
	raw := l.Normalise.OfRaw(l.Transform)
	switch {
	case l.Normalise.By == normalise.None && l.Lower:
		w.Fault(v, "by-none-lower", "node", n.ID)
	case l.Normalise.By == normalise.Goalposts && (math.IsNaN(raw.Low) || math.IsNaN(raw.High)):
		w.Fault(v, "goalposts-transform", "node", n.ID, "by", l.Transform)
	}
}
