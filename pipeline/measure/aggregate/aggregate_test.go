package aggregate

import (
	"math"
	"slices"
	"testing"

	"depository.example/depository/pipeline/measure/stat"
)

var nan = math.NaN()

// of aggregates the values of parts, each given for all units, on a scale of 0 to 100.
func of(m Method, apart []bool, weights []float64, values ...[]float64) (out []float64, lost []Lost) {
	var parts []Part
	for k, v := range values {
		parts = append(parts, Part{Weight: weights[k], Value: v, On: stat.OnScale(0, 100)})
	}
	n := len(values[0])
	c := Column{Value: make([]float64, n), Rest: make([]float64, n), Lost: make([]Lost, n)}
	m.Of(parts, c, apart)
	return c.Value, c.Lost
}

// TestMeans holds the means of one unit against numbers that anybody can work out, and
// roots to 30 digits by Python's decimal.
func TestMeans(t *testing.T) {
	equal := []float64{1, 1, 1}
	for _, c := range []struct {
		name            string
		by              Method
		weights, values []float64
		want            float64
	}{
		{"plain", Method{By: Arithmetic}, equal, []float64{1, 2, 6}, 3},
		{"without a word", Method{}, equal, []float64{1, 2, 6}, 3},
		{"weighted", Method{By: Arithmetic}, []float64{3, 1}, []float64{2, 16}, 5.5},
		{"weights of any sum", Method{By: Arithmetic}, []float64{0.3, 0.1}, []float64{2, 16}, 5.5},
		{"an unknown part is no zero", Method{By: Arithmetic}, []float64{1, 5, 1}, []float64{10, nan, 30}, 20},
		{"no part is known", Method{By: Arithmetic}, []float64{1, 1}, []float64{nan, nan}, nan},
		{"the weight of what is known is 0", Method{By: Arithmetic}, []float64{0, 1}, []float64{10, nan}, nan},
		{"cube of the product", Method{By: Geometric}, equal, []float64{4, 1, 2}, 2},
		{"weighted geometric", Method{By: Geometric}, []float64{3, 1}, []float64{2, 16}, 3.36358566101485817},
		{"two speeds over one way", Method{By: Harmonic}, []float64{1, 1}, []float64{60, 40}, 48},
		{"harmonic of three", Method{By: Harmonic}, equal, []float64{1, 4, 4}, 2},
		{"quadratic", Method{By: PowerMean, Power: 2}, []float64{1, 1}, []float64{1, 7}, 5},
		{"cubic", Method{By: PowerMean, Power: 3}, equal, []float64{3, 4, 5}, 4.16016764610380823},
		{"of roots", Method{By: PowerMean, Power: 0.5}, []float64{1, 1}, []float64{1, 9}, 4},
		{"of the power 0", Method{By: PowerMean}, []float64{3, 1}, []float64{2, 16}, 3.36358566101485817},
		{"of the power -1", Method{By: PowerMean, Power: -1}, []float64{1, 1}, []float64{60, 40}, 48},
		{"of the power -12", Method{By: PowerMean, Power: -12}, []float64{1, 1}, []float64{1, 2}, 1.05944154237744912},
		{"of the power 1000", Method{By: PowerMean, Power: 1000}, []float64{1, 1}, []float64{2, 4}, 3.99722837196181009},
		{"middle", Method{By: Median}, []float64{9, 1, 1}, []float64{10, 40, 20}, 20},
		{"middle of four", Method{By: Median}, []float64{1, 1, 1, 1}, []float64{10, 40, 20, 30}, 25},
		{"middle of what is known", Method{By: Median}, equal, []float64{10, nan, 20}, 15},
		{"lowest", Method{By: Lowest}, equal, []float64{nan, 40, 20}, 20},
		{"highest", Method{By: Highest}, equal, []float64{nan, 40, 20}, 40},
	} {
		var parts [][]float64
		for _, v := range c.values {
			parts = append(parts, []float64{v})
		}
		got, _ := of(c.by, nil, c.weights, parts...)
		if !(math.Abs(got[0]-c.want) <= 1e-15*math.Abs(c.want)*4) && !(math.IsNaN(got[0]) && math.IsNaN(c.want)) {
			t.Errorf("%s: %v of %v by %v is %.17g, want %.17g", c.name, c.by, c.values, c.weights, got[0], c.want)
		}
	}
}

// TestMeansThatAreNotDefined says why there is no value: a zero under a root or a
// logarithm, and a sum that no float64 holds.
func TestMeansThatAreNotDefined(t *testing.T) {
	for _, c := range []struct {
		by   Method
		a, b float64
		want Lost
	}{
		{Method{By: Arithmetic}, 0, 4, Kept}, {Method{By: Geometric}, 0, 4, AtZero}, {Method{By: Harmonic}, -1, 4, AtZero},
		{Method{By: PowerMean, Power: -2}, 0, 4, AtZero}, {Method{By: PowerMean, Power: 2}, 0, 4, Kept}, {Method{By: PowerMean, Power: 2}, -3, 4, AtZero},
		{Method{By: Arithmetic}, math.MaxFloat64, math.MaxFloat64, TooHigh},
	} {
		got, lost := of(c.by, nil, []float64{1, 1}, []float64{c.a}, []float64{c.b})
		if lost[0] != c.want || math.IsNaN(got[0]) != (c.want != Kept) {
			t.Errorf("%v of %v and %v: %v, lost %v, want %v", c.by, c.a, c.b, got[0], lost[0], c.want)
		}
	}
}

// TestHumanDevelopment works out what UNDP has published (Human Development Report,
// 1990 of the series of 2023) of its three indices by the technical note: the geometric
// mean of indices of health, of schooling and of income.
func TestHumanDevelopment(t *testing.T) {
	for _, c := range []struct {
		country                           string
		life, expected, schooling, income float64
		published                         float64
	}{
		{"Afghanistan", 45.967, 2.936460018, 0.871961963, 3115.670448, 0.284},
		{"Albania", 73.144, 11.57933998, 7.354632085, 4964.172443, 0.649},
	} {
		equal := []float64{1, 1, 1}
		schooling, _ := of(Method{By: Arithmetic}, nil, equal, []float64{c.expected / 18}, []float64{c.schooling / 15})
		income := (math.Log(c.income) - math.Log(100)) / (math.Log(75000) - math.Log(100))
		got, _ := of(Method{By: Geometric}, nil, equal, []float64{(c.life - 20) / 65}, schooling, []float64{income})
		if math.Round(1000*got[0])/1000 != c.published {
			t.Errorf("%s: %v, published %v", c.country, got[0], c.published)
		}
	}
}

// TestCopeland takes the example that textbooks give: Tennessee votes for its capital,
// 42 % near Memphis, 26 % near Nashville, 15 % near Chattanooga, 17 % near Knoxville, each
// for the nearest. Nashville beats all others, Chattanooga two, Knoxville one, Memphis none.
func TestCopeland(t *testing.T) {
	weights := []float64{42, 26, 15, 17}
	ballots := [][]float64{{4, 3, 2, 1}, {1, 4, 3, 2}, {1, 2, 4, 3}, {1, 2, 3, 4}} // Memphis, Nashville, Chattanooga, Knoxville
	got, _ := of(Method{By: Copeland}, nil, weights, ballots...)
	if want := []float64{-3, 3, 1, -1}; !slices.Equal(got, want) {
		t.Errorf("Tennessee: %v, want %v", got, want)
	}
	circle := [][]float64{{3, 2, 1}, {1, 3, 2}, {2, 1, 3}} // Condorcet's: each beats one and loses to one
	if got, _ := of(Method{By: Copeland}, nil, []float64{1, 1, 1}, circle...); !slices.Equal(got, []float64{0, 0, 0}) {
		t.Errorf("a circle: %v", got)
	}
	// A tie at a part counts half of its weight: at the other one the first stands higher.
	if got, _ := of(Method{By: Copeland}, nil, []float64{1, 1}, []float64{5, 5}, []float64{2, 1}); !slices.Equal(got, []float64{1, -1}) {
		t.Errorf("a tie at one of two parts: %v", got)
	}
	// Nobody is measured against who stands apart, or against what is not known.
	got, _ = of(Method{By: Copeland}, []bool{false, true, false, false}, weights, ballots...)
	if want := []float64{-2, 3, 2, 0}; !slices.Equal(got, want) {
		t.Errorf("without Nashville: %v, want %v", got, want)
	}
	got, _ = of(Method{By: Copeland}, nil, []float64{1, 1}, []float64{1, 2, nan, nan}, []float64{nan, nan, 5, nan})
	if want := []float64{-1, 1, 0}; !slices.Equal(got[:3], want) || !math.IsNaN(got[3]) {
		t.Errorf("with what is not known: %v, want %v and nothing", got, want)
	}
}

// Of some units, in any order, comes what comes of all; the others stay as they are.
// There are more units than a mean goes over at once.
func TestSomeUnits(t *testing.T) {
	const n = 300
	parts := make([]Part, 5)
	for k := range parts {
		parts[k] = Part{Weight: float64(k), Value: make([]float64, n), On: stat.OnScale(0, 100)}
		if k%2 == 0 {
			parts[k].Rest = make([]float64, n)
		}
		for u := range n {
			if parts[k].Value[u] = float64((u*7 + k*k*31) % 101); (u+k)%6 == 0 {
				parts[k].Value[u] = nan
			}
			if parts[k].Rest != nil {
				parts[k].Rest[u] = parts[k].Value[u] * 1e-17
			}
		}
	}
	units := []int{299, 0, 7, 128, 127, 129}
	for u := 20; u < 290; u += 2 {
		units = append(units, u)
	}
	for _, m := range []Method{{By: Arithmetic}, {By: Geometric}, {By: Harmonic}, {By: PowerMean, Power: 0.5}, {By: PowerMean, Power: 30}, {By: Median}, {By: Lowest}, {By: Copeland}} {
		made := func(units []int) Column {
			c := Column{Value: slices.Repeat([]float64{-1}, n), Rest: make([]float64, n), Lost: make([]Lost, n), Units: units}
			m.Of(slices.Clone(parts), c, nil)
			return c
		}
		all, some := made(nil), made(units)
		for u := range n {
			want, rest, lost := -1.0, 0.0, Kept
			if slices.Contains(units, u) {
				want, rest, lost = all.Value[u], all.Rest[u], all.Lost[u]
			}
			if math.Float64bits(some.Value[u]) != math.Float64bits(want) || !(some.Rest[u] == rest || rest != rest) || some.Lost[u] != lost {
				t.Fatalf("%v of unit %d: %v + %v (%v), want %v + %v (%v)", m, u, some.Value[u], some.Rest[u], some.Lost[u], want, rest, lost)
			}
		}
	}
}
