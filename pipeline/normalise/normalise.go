// Package normalise brings the values of an indicator onto the method's scale.
// It believes in two steps: Fit learns from all units what has to be learned,
// Apply works on one unit and needs nothing else.
package normalise

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"depository/pipeline/stat"
)

// A By names a way to normalise.
type By string

// The ways to normalise; the formulas stand at Fitted.Apply.
const (
	MinMax              By = "minmax"
	Goalposts           By = "goalposts"
	Levels              By = "levels"
	DistanceToMax       By = "distance_to_max"
	DistanceToReference By = "distance_to_reference"
	DistanceToTarget    By = "distance_to_target"
	FractionOfMax       By = "fraction_of_max"
	Percentile          By = "percentile"
	Rank                By = "rank"
	Borda               By = "borda"
	ZScore              By = "zscore"
	None                By = "none"
)

// A Method is a way to normalise with its parameters.
type Method struct {
	By        By
	Low, High float64   // goalposts; of the value after the transform
	ClipLow   bool      // values below the scale become its minimum
	ClipHigh  bool      // values above the scale become its maximum
	Top       float64   // levels: the highest of the rubric
	Unit      string    // distance_to_reference: the identity of the reference unit
	Target    float64   // distance_to_target
	Ties      stat.Ties // percentile, rank, borda
	Mean, SD  float64   // zscore
	Raw       bool      // goalposts are before the transform
}

// A Setting is what a method is fitted for.
type Setting struct {
	Min, Max  float64 // the method's scale
	Lower     bool    // less is better
	Reference float64 // value of the reference unit; NaN: missing
}

// A Fitted method knows everything about the other units that it needs.
type Fitted struct {
	Method
	set      Setting
	n        int
	min, max float64
	mean, sd float64
	sorted   []float64 // percentile, rank, borda: the values, of the sign that ranks the best highest
	constant bool
}

// Fit learns from the values of all units in canonical order; NaN is a unit
// without a value. The error says why no value can be normalised.
func (m Method) Fit(values []float64, set Setting) (Fitted, error) {
	d := stat.Describe(values)
	f := Fitted{Method: m, set: set, n: d.N, min: d.Min, max: d.Max, mean: d.Mean, sd: d.SD}
	f.constant = m.Learns() && (d.N == 1 || d.N > 1 && d.Min == d.Max)
	switch m.By {
	case Percentile, Rank, Borda:
		f.sorted = ascending(values, set.Lower)
	case DistanceToReference:
		return f, f.checkReference()
	case DistanceToTarget:
		if d.N > 0 && (!set.Lower && m.Target <= d.Min || set.Lower && m.Target >= d.Max) && !f.constant {
			return f, fmt.Errorf("target %v is no better than the worst value", m.Target)
		}
	case FractionOfMax:
		if d.N > 0 && !f.constant && (d.Max <= 0 || set.Lower && d.Min <= 0) {
			return f, fmt.Errorf("a fraction of the maximum needs values above zero, the lowest is %v", d.Min)
		}
	}
	return f, nil
}

// Learns reports whether the result depends on the other units' values.
func (m Method) Learns() bool {
	switch m.By {
	case Goalposts, Levels, None:
		return false
	}
	return true
}

// Fixed reports whether the method is stated in the units of the values
// themselves, so that a change of those units (a logarithm) makes it wrong.
func (m Method) Fixed() bool {
	switch m.By {
	case Goalposts, Levels, DistanceToTarget:
		return true
	}
	return false
}

func (f *Fitted) checkReference() error {
	worst := f.min
	if f.set.Lower {
		worst = f.max
	}
	name := strings.ReplaceAll(f.Unit, "\x00", ", ")
	switch {
	case f.n == 0 || f.constant:
		return nil
	case math.IsNaN(f.set.Reference):
		return fmt.Errorf("the reference unit %q has no value, or is not there", name)
	case f.set.Reference == worst:
		return fmt.Errorf("the reference unit %q has the worst value of all", name)
	}
	return nil
}

// ascending sorts the known values; with lower, of their negatives.
func ascending(values []float64, lower bool) []float64 {
	out := make([]float64, 0, len(values))
	for _, v := range values {
		switch {
		case math.IsNaN(v):
		case lower:
			out = append(out, -v)
		default:
			out = append(out, v)
		}
	}
	slices.Sort(out)
	return out
}

// Constant reports that the units do not differ (or that there is one), so that
// the indicator does not distinguish them.
func (f *Fitted) Constant() bool { return f.constant }

// Apply normalises the value of one unit; NaN stays NaN. Ranks, Borda, z-scores
// and none keep their own units, all others are put on the scale.
func (f *Fitted) Apply(x float64) float64 {
	if math.IsNaN(x) {
		return x
	}
	switch f.By {
	case None:
		return x
	case ZScore:
		return f.zscore(x)
	case Rank:
		return f.rank(x)
	case Borda:
		return f.rank(x) - 1
	}
	share := 0.5
	if !f.constant {
		share = f.share(x)
	}
	if f.ClipLow && share < 0 {
		share = 0
	}
	if f.ClipHigh && share > 1 {
		share = 1
	}
	return f.set.Min + float64(share*(f.set.Max-f.set.Min))
}

// Formula says with its numbers what Apply does, in English, for analysts.
func (f *Fitted) Formula() string {
	say := func(format string, numbers ...float64) string {
		args := make([]any, len(numbers))
		for i, x := range numbers {
			args[i] = strconv.FormatFloat(x, 'g', 10, 64)
		}
		return fmt.Sprintf(format, args...)
	}
	text := ""
	switch f.By {
	case None:
		text = "as it is"
	case MinMax, DistanceToMax:
		text = say("between the lowest %s and the highest %s", f.min, f.max)
	case Goalposts:
		text = say("between the goalposts %s and %s", f.Low, f.High)
	case Levels:
		text = say("of the highest level %s", f.Top)
	case DistanceToReference:
		text = say("against %s of the reference unit, the others lie between %s and %s", f.set.Reference, f.min, f.max)
	case DistanceToTarget:
		text = say("against the target %s, the units lie between %s and %s", f.Target, f.min, f.max)
	case FractionOfMax:
		text = say("as a fraction of the highest %s", f.max)
		if f.set.Lower {
			text = say("the lowest %s as a fraction of it", f.min)
		}
	case ZScore:
		text = say("mean %s, standard deviation %s", f.mean, f.sd)
	case Percentile, Rank, Borda:
		text = say("by its rank among %s", float64(f.n))
	}
	if f.set.Lower {
		text += ", less is better"
	}
	if f.constant {
		text += "; does not distinguish the units"
	}
	return string(f.By) + ": " + text
}

func (f *Fitted) zscore(x float64) float64 {
	if f.constant {
		return f.Mean
	}
	z := float64(f.SD * (x - f.mean) / f.sd)
	if f.set.Lower {
		z = -z
	}
	return f.Mean + z
}

func (f *Fitted) rank(x float64) float64 {
	if f.set.Lower {
		x = -x
	}
	return stat.RankIn(f.sorted, x, f.Ties)
}

// share gives the part of the scale, 0 to 1 unless said otherwise by Clip.
func (f *Fitted) share(x float64) float64 {
	if f.set.Lower {
		return f.shareLower(x)
	}
	switch f.By {
	case MinMax:
		return (x - f.min) / (f.max - f.min)
	case Goalposts:
		return (x - f.Low) / (f.High - f.Low)
	case Levels:
		return x / f.Top
	case DistanceToMax:
		return 1 - (f.max-x)/(f.max-f.min)
	case DistanceToReference:
		return 1 - (f.set.Reference-x)/(f.set.Reference-f.min)
	case DistanceToTarget:
		return (x - f.min) / (f.Target - f.min)
	case FractionOfMax:
		return x / f.max
	case Percentile:
		return (f.rank(x) - 1) / float64(f.n-1)
	}
	return math.NaN()
}

func (f *Fitted) shareLower(x float64) float64 {
	switch f.By {
	case MinMax:
		return (f.max - x) / (f.max - f.min)
	case Goalposts:
		return (f.High - x) / (f.High - f.Low)
	case Levels:
		return 1 - x/f.Top
	case DistanceToMax:
		return 1 - (x-f.min)/(f.max-f.min)
	case DistanceToReference:
		return 1 - (x-f.set.Reference)/(f.max-f.set.Reference)
	case DistanceToTarget:
		return (f.max - x) / (f.max - f.Target)
	case FractionOfMax:
		return f.min / x
	case Percentile:
		return (f.rank(x) - 1) / float64(f.n-1)
	}
	return math.NaN()
}

// A Transform changes the shape of an indicator before it is normalised.
type Transform string

const (
	Straight Transform = ""
	Ln       Transform = "ln"
	Log1p    Transform = "log1p"
	Sqrt     Transform = "sqrt"
)

// Apply transforms one value; NaN for a value that has no transform (the
// logarithm of zero, the root of a negative number).
func (t Transform) Apply(x float64) float64 {
	switch {
	case t == Ln && x > 0:
		return math.Log(x)
	case t == Log1p && x > -1:
		return math.Log1p(x)
	case t == Sqrt && x >= 0:
		return math.Sqrt(x)
	case t == Straight:
		return x
	}
	return math.NaN()
}

// OfRaw gives the method with goalposts that were stated before the transform
// brought behind it.
func (m Method) OfRaw(t Transform) Method {
	if m.By == Goalposts && m.Raw {
		m.Low, m.High, m.Raw = t.Apply(m.Low), t.Apply(m.High), false
	}
	return m
}
