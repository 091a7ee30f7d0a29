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
)

// ways reads how values are filled, tamed, brought onto the scale and put together:
// of a node, of the defaults, and of the alternatives that are drawn.
type ways struct {
	*reader
	unit *index.Unit // by which a method names units and groups
}

func (w *ways) aggregation(v value) aggregate.Method {
	if v.isMapping() {
		m := w.mapping(v, "aggregate")
		a := aggregate.Method{By: aggregate.PowerMean, Power: m.number("power", 1)}
		m.done()
		return a
	}
	return aggregate.Method{By: aggregate.By(w.oneOf(v, "aggregate", "arithmetic",
		"arithmetic", "geometric", "harmonic", "median", "min", "max", "copeland"))}
}

func (w *ways) imputation(v value) impute.Method {
	if !v.isMapping() {
		return impute.Method{By: impute.By(w.oneOf(v, "impute", "none", "none", "mean", "median"))}
	}
	m := w.mapping(v, "impute")
	mean, median := m.str("mean_by", ""), m.str("median_by", "")
	m.done()
	switch {
	case mean != "" && median == "":
		return w.grouped(v, impute.Mean, mean)
	case median != "" && mean == "":
		return w.grouped(v, impute.Median, median)
	}
	w.fault(v, "impute-group")
	return impute.Method{By: impute.Leave}
}

func (w *ways) grouped(v value, by impute.By, group string) impute.Method {
	known := append([]string{score.WithinTheme, string(score.Partner), string(score.Place)}, w.unit.Groups...)
	if !slices.Contains(known, group) {
		w.fault(v, "no-group", "group", group)
	}
	return impute.Method{By: by, Group: group}
}

// treatment reads one treatment; what it does not say is as in base.
func (w *ways) treatment(v value, base *normalise.Treatment) *normalise.Treatment {
	if s, ok := v.scalar(); ok && s == "none" {
		return nil
	}
	t := normalise.Treatment{Skew: 2, Kurt: 3.5, Winsorise: 5, Log: true}
	if base != nil {
		t = *base
	}
	m := w.mapping(v, "treat")
	if m == nil {
		return nil
	}
	t.Skew, t.Kurt = m.number("skew", t.Skew), m.number("kurtosis", t.Kurt)
	t.Winsorise = m.integer("winsorise", t.Winsorise, 0, 1_000_000)
	if then := m.oneOf("then", "", "log", "none"); then != "" {
		t.Log = then == "log"
	}
	m.done()
	return &t
}

// normaliser reads {by: …} with its parameters, or the bare word.
func (w *ways) normaliser(v value) normalise.Method {
	words := []string{"minmax", "goalposts", "levels", "distance_to_max", "distance_to_reference", "distance_to_target",
		"fraction_of_max", "percentile", "rank", "borda", "zscore", "none"}
	if !v.isMapping() {
		return w.complete(v, normalise.Method{By: normalise.By(w.oneOf(v, "normalise", "minmax", words...))}, nil)
	}
	m := w.mapping(v, "normalise")
	n := normalise.Method{By: normalise.By(m.oneOf("by", "minmax", words...))}
	n = w.complete(v, n, m)
	m.done()
	return n
}

// complete reads the parameters that the normalisation knows.
func (w *ways) complete(v value, n normalise.Method, m *mapping) normalise.Method {
	if m == nil {
		m = &mapping{r: w.reader, used: map[string]bool{}, values: map[string]value{}}
	}
	m.what = "normalise by " + string(n.By)
	switch n.By {
	case normalise.Goalposts:
		low, high := m.optional("low"), m.optional("high")
		if low == nil || high == nil || *low >= *high {
			w.fault(v, "goalposts")
			return n
		}
		n.Low, n.High = *low, *high
		n.Raw = m.oneOf("of", "", "raw") == "raw"
		w.clip(m, &n, "none", "low", "high", "both")
	case normalise.DistanceToReference:
		if n.Unit = w.identity(m.words("unit")); n.Unit == "" {
			w.fault(v, "reference-unit")
		}
		w.clip(m, &n, "none", "high")
	case normalise.DistanceToTarget:
		t := m.optional("target")
		if t == nil {
			w.fault(v, "target")
			return n
		}
		n.Target = *t
		w.clip(m, &n, "none", "high")
	case normalise.Percentile, normalise.Rank, normalise.Borda:
		n.Ties = stat.Ties(m.oneOf("ties", "min", "min", "average", "max"))
	case normalise.ZScore:
		if n.Mean, n.SD = m.number("mean", 0), m.number("sd", 1); n.SD <= 0 {
			w.fault(v, "zscore-sd")
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

func (w *ways) clip(m *mapping, n *normalise.Method, words ...string) {
	c := m.oneOf("clip", "none", words...)
	n.ClipLow, n.ClipHigh = c == "low" || c == "both", c == "high" || c == "both"
}

// fits refuses what a leaf's other keys do not allow.
func (w *ways) fits(v value, n *score.Node) {
	l := n.Leaf
	raw := l.Normalise.OfRaw(l.Transform)
	switch {
	case l.Normalise.By == normalise.None && l.Lower:
		w.fault(v, "by-none-lower", "node", n.ID)
	case l.Normalise.By == normalise.Goalposts && (math.IsNaN(raw.Low) || math.IsNaN(raw.High)):
		w.fault(v, "goalposts-transform", "node", n.ID, "by", l.Transform)
	}
}
