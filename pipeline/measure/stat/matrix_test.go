package stat

import (
	"encoding/csv"
	"math"
	"os"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"depository.example/depository/internal/need"
)

// columnsOf reads the numeric columns of a published table by name.
func columnsOf(t *testing.T, name string) map[string][]float64 {
	t.Helper()
	header, rows := readPublished(t, name)
	out := map[string][]float64{}
	for k, h := range header {
		for _, r := range rows {
			v, err := strconv.ParseFloat(r[k], 64)
			if err != nil {
				v = math.NaN()
			}
			out[h] = append(out[h], v)
		}
	}
	return out
}

func readPublished(t *testing.T, name string) (header []string, rows [][]string) {
	t.Helper()
	f, err := os.Open(need.Published(t, "coinr/"+name)[0])
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all[0], all[1:]
}

// parts lists the children of each aggregate of the ASEM tree, in its order.
func parts(t *testing.T) map[string][]string {
	header, rows := readPublished(t, "00_input/ASEM_iMeta.csv")
	id, parent := slices.Index(header, "iCode"), slices.Index(header, "Parent")
	out := map[string][]string{}
	for _, r := range rows {
		out[r[parent]] = append(out[r[parent]], r[id])
	}
	return out
}

func within(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(math.Abs(b), 1e-3) }

func TestCOINrCorrelations(t *testing.T) {
	for _, c := range []struct {
		data, file string
		by         func(x, y []float64) float64
		n          int
	}{
		{"01_example_coin/dset_Imputed.csv", "08_multivariate/corr_pearson_indicators_Imputed.csv", Correlation, 2401},
		{"01_example_coin/dset_Aggregated.csv", "08_multivariate/corr_spearman_pillar_index.csv", Spearman, 8},
	} {
		data := columnsOf(t, c.data)
		_, rows := readPublished(t, c.file)
		if len(rows) != c.n {
			t.Errorf("%s: %d rows, want %d", c.file, len(rows), c.n)
		}
		for _, r := range rows {
			want, err := strconv.ParseFloat(r[2], 64)
			if got := c.by(data[r[0]], data[r[1]]); err != nil || !within(got, want) {
				t.Errorf("%s: %s and %s correlate %v, want %v", c.file, r[0], r[1], got, want)
			}
		}
	}
}

func TestCOINrAlpha(t *testing.T) {
	raw, scaled, tree := columnsOf(t, "01_example_coin/dset_Raw.csv"), columnsOf(t, "01_example_coin/dset_Normalised.csv"), parts(t)
	_, rows := readPublished(t, "08_multivariate/cronbach_by_pillar.csv")
	for _, r := range rows {
		for k, data := range []map[string][]float64{raw, scaled} {
			var items [][]float64
			for _, id := range tree[r[0]] {
				items = append(items, data[id])
			}
			want, _ := strconv.ParseFloat(r[k+1], 64)
			if got := Alpha(items); !within(got, want) {
				t.Errorf("%s: alpha %v, want %v", r[0], got, want)
			}
		}
	}
}

// The sign of a component is nobody's: COINr takes what R's decomposition gives.
func TestCOINrComponents(t *testing.T) {
	tree, compared := parts(t), 0
	for file, of := range map[string][2]string{"pca_weights_level1": {"1", "Imputed"}, "pca_weights_level2": {"2", "Aggregated"}} {
		level, data := of[0], columnsOf(t, "01_example_coin/dset_"+of[1]+".csv")
		_, rows := readPublished(t, "08_multivariate/"+file+".csv")
		want := map[string]float64{}
		for _, r := range rows {
			if r[1] == level {
				want[r[0]], _ = strconv.ParseFloat(r[2], 64)
			}
		}
		for group, ids := range tree {
			if _, ours := want[ids[0]]; !ours {
				continue
			}
			var columns [][]float64
			for _, id := range ids {
				columns = append(columns, data[id])
			}
			c, ok := PCA(columns)
			if !ok {
				t.Fatalf("%s has no components", group)
			}
			sign := math.Copysign(1, c.Loadings[0][0]*want[ids[0]])
			for k, id := range ids {
				compared++
				if !within(c.Loadings[0][k], sign*want[id]) {
					t.Errorf("%s: loading %v, want %v", id, c.Loadings[0][k], sign*want[id])
				}
			}
		}
	}
	if compared != 57 {
		t.Errorf("%d loadings compared, want 49 and 8", compared)
	}
}

// By hand: of the pairs of 1 2 2 3 against 1 3 2 2, concordant are (1,2) (1,3)
// (1,4), discordant (2,4); tied in x (2,3), tied in y (3,4): 2/√(5·5).
func TestKendallByHand(t *testing.T) {
	if got := Kendall([]float64{1, 2, 2, 3}, []float64{1, 3, 2, 2}); !near(got, 0.4) {
		t.Errorf("tau-b %v, want 0.4", got)
	}
	if !math.IsNaN(Kendall([]float64{1, 1}, []float64{1, 2})) {
		t.Error("a constant correlates with nothing")
	}
}

func TestKendallCountsPairs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 30).Draw(t, "n")
		few := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) float64 { return float64(rapid.IntRange(0, 6).Draw(t, "v")) }), n, n)
		x, y := few.Draw(t, "x"), few.Draw(t, "y")
		sum, inX, inY := 0.0, 0.0, 0.0
		for i := range n {
			for j := range i {
				dx, dy := sign(x[i]-x[j]), sign(y[i]-y[j])
				sum, inX, inY = sum+dx*dy, inX+dx*dx, inY+dy*dy
			}
		}
		want := sum / math.Sqrt(inX) / math.Sqrt(inY)
		if got := Kendall(x, y); !near(got, want) {
			t.Fatalf("tau-b %v, want %v", got, want)
		}
	})
}

func sign(x float64) float64 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}

// Two columns with correlation ½ have components 1.5 and 0.5 along the diagonals.
func TestComponentsByHand(t *testing.T) {
	c, ok := PCA([][]float64{{1, 2, 3, math.NaN()}, {1, 3, 2, 5}})
	if !ok || c.Rows != 3 || !near(c.Variance[0], 1.5) || !near(c.Variance[1], 0.5) {
		t.Fatalf("%+v %v", c, ok)
	}
	if r := math.Sqrt(0.5); !near(c.Loadings[0][0], r) || !near(c.Loadings[0][1], r) {
		t.Errorf("loadings %v", c.Loadings)
	}
	if _, ok := PCA([][]float64{{1, 2}, {3, 3}}); ok {
		t.Error("a constant column has no components")
	}
}
