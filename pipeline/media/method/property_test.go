package method

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/score"
)

// A drawn table is scored by a drawn method.
type drawnTable struct {
	method string
	header []string
	rows   [][]string
}

var drawnValues = []string{"", "NA", "0", "1", "2", "2.5", "7", "1000", "-3"}

// drawTable draws a method of two branches over four columns in two groups.
func drawTable(t *rapid.T, scale, ways, aggregates []string) drawnTable {
	var b strings.Builder
	fmt.Fprintf(&b, "method: 1\nid: x\nscale: %s\nunit: {id: [u], groups: [g]}\ntree:\n  id: r\n  aggregate: %s\n  parts:\n",
		rapid.SampledFrom(scale).Draw(t, "scale"), rapid.SampledFrom(aggregates).Draw(t, "root"))
	for k, parts := range [][]string{{"a", "b"}, {"c", "d"}} {
		fmt.Fprintf(&b, "    - id: n%d\n      aggregate: %s\n      parts:\n", k, rapid.SampledFrom(aggregates).Draw(t, "branch"))
		for _, id := range parts {
			fmt.Fprintf(&b, "        - {id: %s, weight: %d, impute: %s, treat: %s, normalise: %s}\n", id, rapid.IntRange(1, 3).Draw(t, "weight"),
				rapid.SampledFrom([]string{"none", "mean", "median", "{mean_by: g}"}).Draw(t, "impute"),
				rapid.SampledFrom([]string{"none", "{}", "{winsorise: 1, then: none}"}).Draw(t, "treat"),
				rapid.SampledFrom(ways).Draw(t, "normalise"))
		}
	}
	d := drawnTable{method: b.String(), header: []string{"u", "g", "a", "b", "c", "d"}}
	for i := range rapid.IntRange(1, 12).Draw(t, "units") {
		row := []string{fmt.Sprintf("U%02d", i), rapid.SampledFrom([]string{"x", "y", ""}).Draw(t, "group")}
		for range 4 {
			row = append(row, rapid.SampledFrom(drawnValues).Draw(t, "value"))
		}
		d.rows = append(d.rows, row)
	}
	return d
}

func (d drawnTable) score(t interface {
	Helper()
	Fatal(...any)
}) (*score.Table, *score.Scored) {
	t.Helper()
	m, err := Parse("drawn.yaml", []byte(d.method))
	if err != nil {
		t.Fatal(err)
	}
	f, _, err := frame(m, d.header, d.rows, false)
	if err != nil {
		t.Fatal(err)
	}
	table, err := m.Model.PrepareTable(f)
	if err != nil {
		t.Fatal(err)
	}
	return table, table.Score(nil)
}

var (
	scales = []string{"{min: 0, max: 100}", "{min: 1, max: 100}", "{min: -1, max: 1}"}
	onto   = []string{"minmax", "percentile", "distance_to_max", "{by: percentile, ties: average}", "{by: goalposts, low: 0, high: 7, clip: both}"}
	means  = []string{"arithmetic", "median", "min", "max"}
)

func sameBits(a, b float64) bool {
	return math.Float64bits(a) == math.Float64bits(b) || math.IsNaN(a) && math.IsNaN(b)
}

// Rows and columns in any order give the same bits.
func TestOrderChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawTable(t, scales, append([]string{"zscore", "rank", "borda"}, onto...), append([]string{"copeland"}, means...))
		table, scored := d.score(t)
		columns, rows := rapid.Permutation([]int{0, 1, 2, 3, 4, 5}).Draw(t, "columns"), rapid.Permutation(d.rows).Draw(t, "rows")
		other := drawnTable{method: d.method}
		for _, c := range columns {
			other.header = append(other.header, d.header[c])
		}
		for _, r := range rows {
			var row []string
			for _, c := range columns {
				row = append(row, r[c])
			}
			other.rows = append(other.rows, row)
		}
		again, rescored := other.score(t)
		if !slices.Equal(table.Units, again.Units) || !slices.Equal(scored.Rank, rescored.Rank) {
			t.Fatalf("%v %v, %v %v", table.Units, scored.Rank, again.Units, rescored.Rank)
		}
		for at := range scored.Value {
			for u, v := range scored.Value[at] {
				if w := rescored.Value[at][u]; !sameBits(v, w) || !sameBits(scored.Cover[at][u], rescored.Cover[at][u]) {
					t.Fatalf("%s of %s: %v and %v", scored.Nodes[at].ID, table.Units[u], v, w)
				}
			}
		}
	})
}

// What is brought onto the scale stays on it, whatever the table.
func TestScoresStayOnTheScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawTable(t, scales, onto, means)
		_, scored := d.score(t)
		m, _ := Parse("drawn.yaml", []byte(d.method))
		low, high := m.Model.Scale.Min, m.Model.Scale.Max
		for at := range scored.Value {
			for u, v := range scored.Value[at] {
				if v < low-1e-9 || v > high+1e-9 || math.IsInf(v, 0) {
					t.Fatalf("%s of %d is %v", scored.Nodes[at].ID, u, v)
				}
				if c := scored.Cover[at][u]; !(c >= 0 && c <= 1+1e-12) {
					t.Fatalf("coverage %v", c)
				}
			}
		}
	})
}

// A better answer never lowers the unit's own score under goalposts, and a unit
// that repeats another's answers changes nobody's score by them.
func TestBetterNeverHurtsAndRepetitionChangesNobody(t *testing.T) {
	fixed := []string{"{by: goalposts, low: 0, high: 7, clip: both}", "{by: goalposts, low: -3, high: 1000}"}
	rapid.Check(t, func(t *rapid.T) {
		d := drawTable(t, scales, fixed, means)
		d.method = strings.NewReplacer("impute: mean", "impute: none", "impute: median", "impute: none", "impute: {mean_by: g}", "impute: none", "treat: {}", "treat: none", "treat: {winsorise: 1, then: none}", "treat: none").Replace(d.method)
		table, before := d.score(t)
		u, col := rapid.IntRange(0, len(d.rows)-1).Draw(t, "unit"), rapid.IntRange(2, 5).Draw(t, "column")
		copied := append([]string{"V"}, d.rows[u][1:]...)
		more := drawnTable{d.method, d.header, append(slices.Clone(d.rows), copied)}
		_, repeated := more.score(t)
		for i := range table.Units {
			if !sameBits(before.Value[table.Root()][i], repeated.Value[table.Root()][i]) {
				t.Fatalf("%s had %v, has %v", table.Units[i], before.Value[table.Root()][i], repeated.Value[table.Root()][i])
			}
		}
		x, err := strconv.ParseFloat(d.rows[u][col], 64)
		if err != nil {
			return
		}
		better := slices.Clone(d.rows)
		better[u] = slices.Clone(better[u])
		better[u][col] = strconv.FormatFloat(x+rapid.SampledFrom([]float64{0.25, 1, 900}).Draw(t, "more"), 'g', -1, 64)
		_, after := drawnTable{d.method, d.header, better}.score(t)
		if v, w := before.Value[table.Root()][u], after.Value[table.Root()][u]; w < v-1e-9 {
			t.Fatalf("%v became %v", v, w)
		}
	})
}

// One unit, all equal, all missing, one group, no unit: named results.
func TestDegenerateTables(t *testing.T) {
	const method = "method: 1\nid: x\nunit: {id: [u], groups: [g]}\ntree: {id: r, aggregate: %s, parts: [{id: a, normalise: %s, impute: {mean_by: g}, treat: {}}]}\n"
	for name, c := range map[string]struct {
		rows   [][]string
		doubts string
		known  bool
	}{
		"no unit":      {nil, "", true},
		"one unit":     {[][]string{{"A", "x", "5"}}, "constant", true},
		"all equal":    {[][]string{{"A", "x", "5"}, {"B", "x", "5"}, {"C", "y", "5"}, {"D", "y", "5"}}, "constant", true},
		"all missing":  {[][]string{{"A", "x", ""}, {"B", "x", "NA"}}, "impute-group", false},
		"one group":    {[][]string{{"A", "x", "5"}, {"B", "x", ""}, {"C", "x", "7"}}, "", true},
		"group of one": {[][]string{{"A", "x", "5"}, {"B", "x", ""}, {"C", "y", "7"}}, "impute-one", true},
	} {
		for _, way := range []string{"minmax", "zscore", "percentile", "rank", "borda", "distance_to_max", "fraction_of_max", "{by: distance_to_target, target: 9}", "{by: distance_to_reference, unit: A}"} {
			for _, by := range []string{"arithmetic", "median", "copeland"} {
				_, scored := drawnTable{fmt.Sprintf(method, by, way), []string{"u", "g", "a"}, c.rows}.score(t)
				for at := range scored.Value {
					for u, v := range scored.Value[at] {
						if math.IsInf(v, 0) || math.IsNaN(v) == c.known && !strings.Contains(way, "reference") {
							t.Errorf("%s, %s, %s: %v", name, way, by, scored.Value[at])
						}
						if math.IsNaN(v) && scored.Held(at, u).Why == "" {
							t.Errorf("%s, %s, %s: no score and no reason", name, way, by)
						}
					}
				}
				if c.doubts != "" && !slices.ContainsFunc(scored.Doubts, func(d indicator.Doubt) bool { return d.Code == c.doubts }) {
					t.Errorf("%s, %s: doubts %v", name, way, scored.Doubts)
				}
			}
		}
	}
}
