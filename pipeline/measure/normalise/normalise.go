// Package normalise brings the values of an indicator onto the method's scale.
// It believes in two steps: Fit learns from all units what has to be learned,
// Apply works on one unit and needs nothing else.
package normalise

import (
	"bytes"
	"encoding/gob"
	"math"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/measure/stat"
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

// wire is a Fitted on its way from one program to another.
type wire struct {
	Method
	Set                Setting
	N                  int
	Min, Max, Mean, SD float64
	Sorted             []float64
	Constant           bool
}

// GobEncode writes what was learnt so that every bit of it comes back.
func (f Fitted) GobEncode() ([]byte, error) {
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(wire{f.Method, f.set, f.n, f.min, f.max, f.mean, f.sd, f.sorted, f.constant})
	return b.Bytes(), err
}

// GobDecode reads what GobEncode wrote.
func (f *Fitted) GobDecode(data []byte) error {
	var in wire
	err := gob.NewDecoder(bytes.NewReader(data)).Decode(&in)
	*f = Fitted{in.Method, in.Set, in.N, in.Min, in.Max, in.Mean, in.SD, in.Sorted, in.Constant}
	return err
}

// A Fault says why no value of an indicator can be normalised.
type Fault struct {
	Code string // "target", "fraction", "reference-missing", "reference-worst", "overflow-spread"
	Of   string // the number or unit concerned; "" none
}

// Error returns the code and what it concerns.
func (f *Fault) Error() string { return strings.TrimSpace(f.Code + " " + f.Of) }

func brief(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

// Fit learns from the values of all units, whose order changes no bit of it; NaN is a
// unit without a value. The error is a *Fault.
func (m Method) Fit(values []float64, set Setting) (Fitted, error) {
	d := stat.Range(values)
	if m.By == ZScore {
		d = stat.Describe(values)
	}
	f := Fitted{Method: m, set: set, n: d.N, min: d.Min, max: d.Max, mean: d.Mean, sd: d.SD}
	var own stat.Grid
	f.constant = m.Learns() && (d.N == 1 || d.N > 1 && own.Round(d.Min) == own.Round(d.Max))
	if f.overflows() {
		return f, &Fault{"overflow-spread", ""}
	}
	switch m.By {
	case Percentile, Rank, Borda:
		f.sorted = ascending(values, set.Lower)
	case DistanceToReference:
		return f, f.checkReference()
	case DistanceToTarget:
		if d.N > 0 && (!set.Lower && m.Target <= d.Min || set.Lower && m.Target >= d.Max) && !f.constant {
			return f, &Fault{"target", brief(m.Target)}
		}
	case FractionOfMax:
		if d.N > 0 && !f.constant && (d.Max <= 0 || set.Lower && d.Min <= 0) {
			return f, &Fault{"fraction", brief(d.Min)}
		}
	}
	return f, nil
}

// overflows reports whether what the method learns from the values is beyond the
// range of a float64 (±1.8e308): their spread, or their mean and deviation.
func (f *Fitted) overflows() bool {
	switch {
	case f.n < 2 || f.constant:
		return false
	case f.By == ZScore:
		return !(math.Abs(f.mean) <= math.MaxFloat64 && f.sd <= math.MaxFloat64)
	case f.By == MinMax || f.By == DistanceToMax || f.By == DistanceToReference || f.By == DistanceToTarget:
		return math.IsInf(f.max-f.min, 0)
	}
	return false
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
		return &Fault{"reference-missing", name}
	case f.set.Reference == worst:
		return &Fault{"reference-worst", name}
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

// OnScale reports whether the method puts values on the scale; ranks, Borda,
// z-scores and none keep their own units.
func (m Method) OnScale() bool {
	switch m.By {
	case None, ZScore, Rank, Borda:
		return false
	}
	return true
}

// Apply normalises the value of one unit; NaN stays NaN. On the scale it keeps
// what a float64 leaves over, so that three thirds are one.
func (f *Fitted) Apply(x float64) stat.Wide {
	if math.IsNaN(x) {
		return number(x)
	}
	switch f.By {
	case None:
		return number(x)
	case ZScore:
		return number(f.zscore(x))
	case Rank:
		return number(f.rank(x))
	case Borda:
		return number(f.rank(x) - 1)
	}
	share := number(0.5)
	if !f.constant {
		share = f.share(x)
	}
	if f.ClipLow && share.Value < 0 {
		share = number(0)
	}
	if f.ClipHigh && share.Value > 1 {
		share = number(1)
	}
	return number(f.set.Min).Plus(share.Times(f.set.Max - f.set.Min))
}

func number(x float64) stat.Wide { return stat.Wide{Value: x} }

// apart is the distance from a to b.
func apart(a, b float64) stat.Wide { return number(b).Minus(number(a)) }

// A Formula says with its numbers what Apply does.
type Formula struct {
	By       By
	What     string // "as-is", "minmax", "goalposts", "levels", "reference", "target", "fraction", "fraction.lower", "zscore" or "rank"
	Numbers  []any  // names of numbers and these as text by turns, ten digits each
	Lower    bool   // less is better
	Constant bool   // does not distinguish the units
}

// Formula describes the fitted method.
func (f *Fitted) Formula() Formula {
	what, numbers := f.formula()
	out := Formula{By: f.By, What: what, Lower: f.set.Lower, Constant: f.constant}
	for _, n := range numbers {
		out.Numbers = append(out.Numbers, n.name, strconv.FormatFloat(n.x, 'g', 10, 64))
	}
	return out
}

type named struct {
	name string
	x    float64
}

func (f *Fitted) formula() (what string, numbers []named) {
	low, high := named{"low", f.min}, named{"high", f.max}
	switch f.By {
	case MinMax, DistanceToMax:
		return "minmax", []named{low, high}
	case Goalposts:
		return "goalposts", []named{{"low", f.Low}, {"high", f.High}}
	case Levels:
		return "levels", []named{{"top", f.Top}}
	case DistanceToReference:
		return "reference", []named{{"reference", f.set.Reference}, low, high}
	case DistanceToTarget:
		return "target", []named{{"target", f.Target}, low, high}
	case FractionOfMax:
		if f.set.Lower {
			return "fraction.lower", []named{low}
		}
		return "fraction", []named{high}
	case ZScore:
		return "zscore", []named{{"mean", f.mean}, {"sd", f.sd}}
	case Percentile, Rank, Borda:
		return "rank", []named{{"n", float64(f.n)}}
	}
	return "as-is", nil
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

// share returns the part of the scale, 0 to 1 unless said otherwise by Clip.
func (f *Fitted) share(x float64) stat.Wide {
	if f.set.Lower {
		return f.shareLower(x)
	}
	switch f.By {
	case MinMax, DistanceToMax:
		return apart(f.min, x).Over(apart(f.min, f.max))
	case Goalposts:
		return apart(f.Low, x).Over(apart(f.Low, f.High))
	case Levels:
		return number(x).Over(number(f.Top))
	case DistanceToReference:
		return apart(f.min, x).Over(apart(f.min, f.set.Reference))
	case DistanceToTarget:
		return apart(f.min, x).Over(apart(f.min, f.Target))
	case FractionOfMax:
		return number(x).Over(number(f.max))
	case Percentile:
		return number(f.rank(x) - 1).Over(number(float64(f.n - 1)))
	}
	return number(math.NaN())
}

func (f *Fitted) shareLower(x float64) stat.Wide {
	switch f.By {
	case MinMax, DistanceToMax:
		return apart(x, f.max).Over(apart(f.min, f.max))
	case Goalposts:
		return apart(x, f.High).Over(apart(f.Low, f.High))
	case Levels:
		return apart(x, f.Top).Over(number(f.Top))
	case DistanceToReference:
		return apart(x, f.max).Over(apart(f.set.Reference, f.max))
	case DistanceToTarget:
		return apart(x, f.max).Over(apart(f.Target, f.max))
	case FractionOfMax:
		return number(f.min).Over(number(x))
	case Percentile:
		return number(f.rank(x) - 1).Over(number(float64(f.n - 1)))
	}
	return number(math.NaN())
}

// A Transform changes the shape of an indicator before it is normalised.
type Transform string

const (
	Straight Transform = ""      // the value as it is
	Ln       Transform = "ln"    // natural logarithm; of values above 0
	Log1p    Transform = "log1p" // ln(1 + x); of values above −1
	Sqrt     Transform = "sqrt"  // square root; of values from 0
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

// OfRaw returns the method with goalposts that were stated before the transform
// brought behind it.
func (m Method) OfRaw(t Transform) Method {
	if m.By == Goalposts && m.Raw {
		m.Low, m.High, m.Raw = t.Apply(m.Low), t.Apply(m.High), false
	}
	return m
}
