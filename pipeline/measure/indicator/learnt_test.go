package indicator

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"depository.example/depository/internal/trial"
	"depository.example/depository/pipeline/measure/impute"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/survey/survey"
)

// bits is everything of the values of rows, every bit of each number.
func bits(c *Values) string {
	var b bytes.Buffer
	for _, column := range [][]float64{c.Value, c.Rest, c.Cover, c.ready, c.answered} {
		for _, v := range column {
			fmt.Fprintf(&b, "%x ", math.Float64bits(v))
		}
		fmt.Fprintln(&b)
	}
	fmt.Fprintln(&b, c.Capped, c.Filled, c.holes, c.Doubts, c.early, c.lost, c.learnt.Tamed, c.learnt.Scale, c.learnt.Fault, c.fallen())
	return b.String()
}

// drawLeaf draws how a leaf is brought onto the scale: every way of filling, of reshaping,
// of treating and of normalising.
func drawLeaf(t *rapid.T) *Leaf {
	l := &Leaf{Kind: survey.Number, Lower: rapid.Bool().Draw(t, "lower")}
	if rapid.Bool().Draw(t, "level") {
		l.Kind, l.Evidence = survey.Level, &survey.EvidenceRule{From: 3, Cap: 2}
	}
	if rapid.IntRange(0, 3).Draw(t, "denominate") == 0 {
		l.Denominate = Denominator{By: "by", Scale: 100}
	}
	l.Impute = impute.Method{By: rapid.SampledFrom([]impute.By{impute.Leave, impute.Mean, impute.Median}).Draw(t, "impute"), Group: rapid.SampledFrom([]string{"", "theme"}).Draw(t, "group")}
	l.Transform = rapid.SampledFrom([]normalise.Transform{normalise.Straight, normalise.Ln, normalise.Log1p, normalise.Sqrt}).Draw(t, "transform")
	if rapid.Bool().Draw(t, "treat") {
		l.Treat = &normalise.Treatment{Skew: 0.5, Kurt: 0.5, Winsorise: rapid.IntRange(0, 5).Draw(t, "winsorise"), Log: rapid.Bool().Draw(t, "log")}
	}
	by := []normalise.By{normalise.MinMax, normalise.Goalposts, normalise.Levels, normalise.DistanceToMax, normalise.DistanceToReference, normalise.DistanceToTarget,
		normalise.FractionOfMax, normalise.Percentile, normalise.Rank, normalise.Borda, normalise.ZScore, normalise.None}
	l.Normalise = normalise.Method{By: rapid.SampledFrom(by).Draw(t, "by"), Low: 0, High: 5, Top: 5, Unit: "unit 1", Target: 4, Ties: stat.TiesAverage, Mean: 50, SD: 10, ClipLow: rapid.Bool().Draw(t, "clip")}
	return l
}

// drawFrame draws rows with all kinds of nothing.
func drawFrame(t *rapid.T) (*Frame, []uint64) {
	rows := rapid.IntRange(0, 30).Draw(t, "rows")
	f := &Frame{Columns: map[string]*Column{"x": NewColumn(rows, false), "by": NewColumn(rows, false)}, Groups: map[string][]string{"theme": make([]string, rows)}, Apart: make([]bool, rows)}
	number := rapid.OneOf(rapid.Map(rapid.IntRange(-1, 5), func(i int) float64 { return float64(i) }), rapid.Float64Range(-3, 40), rapid.SampledFrom([]float64{1.7e308, -1.7e308, math.Copysign(0, -1)}))
	state := rapid.SampledFrom([]survey.State{survey.Given, survey.Given, survey.Given, survey.Blank, survey.NotApplicable, survey.Unreadable, survey.NotAsked})
	var keys []uint64
	for i := range rows {
		f.Keys = append(f.Keys, fmt.Sprint("unit ", i))
		keys = append(keys, stat.Hash(f.Keys[i]))
		for _, id := range []string{"x", "by"} {
			c := f.Columns[id]
			if c.State[i] = state.Draw(t, "state"); c.State[i] == survey.Given {
				c.Number[i] = number.Draw(t, "number")
			}
			c.Proved = make([]bool, rows)
		}
		f.Groups["theme"][i] = rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "theme")
		f.Apart[i] = rapid.IntRange(0, 5).Draw(t, "apart") == 0
	}
	return f, keys
}

// stretch is the part of a frame from one row to before another.
func stretch(f *Frame, from, to int) *Frame {
	rows := make([]int, 0, to-from)
	for r := from; r < to; r++ {
		rows = append(rows, r)
	}
	part := f.Take(rows)
	part.Apart = f.Apart[from:to]
	return part
}

// What is learnt from the sums of parts, in any order, and applied to each part by
// itself, comes to the bits of the whole, whatever the method.
func TestPartsComeToTheWhole(t *testing.T) {
	on := normalise.Setting{Min: 0, Max: 100}
	rapid.Check(t, func(t *rapid.T) {
		f, keys := drawFrame(t)
		n := Indicator{"x", drawLeaf(t)}
		whole := n.Scaled(f, on, nil, keys, nil)
		cuts := rapid.SliceOfN(rapid.IntRange(0, len(keys)), 0, 6).Draw(t, "cuts")
		slices.Sort(cuts)
		cuts = append(append([]int{0}, cuts...), len(keys))
		var sums []Sums
		for i := range cuts[1:] {
			part := stretch(f, cuts[i], cuts[i+1])
			own := n.Answers(part, keys[cuts[i]:cuts[i+1]])
			sums = append(sums, trial.Sent(t, own.Sums(0, cuts[i+1]-cuts[i])))
		}
		rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "order"), 0)).Shuffle(len(sums), func(i, j int) { sums[i], sums[j] = sums[j], sums[i] })
		answers := n.Answers(f, keys)
		all := Together(sums)
		if want := answers.Sums(0, len(keys)); all.Of != want.Of || all.Rows != want.Rows {
			t.Fatalf("the sums are of %d %x, not of %d %x", all.Rows, all.Of, want.Rows, want.Of)
		}
		learnt := trial.Sent(t, n.Fit(all, on))
		var parts []Values
		for i := range cuts[1:] {
			part := stretch(f, cuts[i], cuts[i+1])
			parts = append(parts, trial.Sent(t, n.Apply(part, on, keys[cuts[i]:cuts[i+1]], &learnt)))
		}
		joined := n.Joined(parts, &learnt)
		if got, want := bits(&joined), bits(&whole); got != want {
			t.Fatalf("parts come to\n%s\nnot to\n%s", got, want)
		}
		if len(keys) > 0 && n.Leaf.Kind == survey.Number { // another answer is another sum
			for id, x := range map[string]float64{"x": 77.125, "by": 1} {
				f.Columns[id].State[0], f.Columns[id].Number[0] = survey.Given, x
			}
			if again := n.Answers(f, keys).Of(0, len(keys)); again == all.Of {
				t.Fatal("another answer has the same hash")
			}
		}
	})
}
