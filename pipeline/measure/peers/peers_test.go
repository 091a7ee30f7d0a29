package peers

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/survey/place"
)

// table reads a CSV file below ../shared/peers, without its header.
func table(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open(need.Shared(t, "peers/"+name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// places reads a table of attributes.
func places(t *testing.T, name string) *Table {
	t.Helper()
	var attributes, codes []string
	var rows []Row
	for _, r := range table(t, name) {
		if !slices.Contains(attributes, r[1]) {
			attributes = append(attributes, r[1])
		}
		codes = append(codes, r[0])
		if r[2] != "" {
			rows = append(rows, Row{r[0], r[1], number(t, r[2])})
		}
	}
	return New(attributes, codes, rows)
}

// The peers are those that an independent program found.
func TestNearest(t *testing.T) {
	for data, want := range map[string]string{"attributes.csv": "peers-attributes.csv", "likeness.csv": "peers-likeness.csv", "expected/small-attributes.csv": "small-peers.csv"} {
		l := places(t, data).Likeness(nil)
		expected := table(t, "expected/"+want)
		by := map[string]int{}
		for _, r := range expected {
			by[r[0]]++
		}
		var found []Peer
		ok := false
		for i, r := range expected {
			if i == 0 || expected[i-1][0] != r[0] {
				found, ok = l.Nearest(r[0], 7)
			}
			rank, _ := strconv.Atoi(r[1])
			if !ok || len(found) != by[r[0]] {
				t.Fatalf("%s: %s has %d peers, want %d", want, r[0], len(found), by[r[0]])
			}
			p := found[rank-1]
			if p.Code != r[2] || math.Abs(p.Distance-number(t, r[3])) > 1e-9 || strconv.Itoa(len(p.Parts)) != r[4] || p.Largest().Attribute != r[5] ||
				math.Abs(p.Largest().Share-number(t, r[6])) > 1e-6 {
				t.Errorf("%s: %v, got %+v", want, r, p)
			}
		}
		if f, ok := l.Nearest("F", 7); ok && len(f) > 0 {
			t.Errorf("F shares nothing and has peers %v", f)
		}
	}
}

// The hit rates are those that an independent program found.
func TestCheckAdoption(t *testing.T) {
	points, oblast := map[string]place.Point{}, map[string]string{}
	for _, r := range table(t, "places.csv") {
		points[r[0]], oblast[r[0]] = place.Point{Lat: number(t, r[5]), Lon: number(t, r[6]), Known: true}, r[3]
	}
	where := Where{func(c string) place.Point { return points[c] }, func(c string) string { return oblast[c] }}
	tools := []string{"petitions", "consultations", "participatory_budget", "open_hromada"}
	known := map[string]map[string]bool{}
	for _, l := range table(t, "edem.csv") {
		for i, tool := range tools {
			if known[tool] == nil {
				known[tool] = map[string]bool{}
			}
			if l[1+i] != "" {
				known[tool][l[0]] = l[1+i] == "1"
			}
		}
	}
	files := map[string]*Table{"likeness.csv": places(t, "likeness.csv"), "attributes.csv": places(t, "attributes.csv")}
	eight := strings.Fields("population urban_share area_km2 settlements travel_minutes own_income_per_head transfers_share kind")
	got := map[string]Check{}
	for file, data := range files {
		for name, attributes := range map[string][]string{"eight attributes": eight, "all attributes": data.Attributes, "population alone": {"population"}} {
			for _, k := range []int{7, 15} {
				for _, c := range data.Only(data.Places, attributes).CheckAdoption(tools, known, nil, k, where) {
					label := map[string]string{"likeness": name + ", " + file, "map": "nearest on the map", "oblast": "same oblast"}[c.Forecast]
					if c.Forecast == "likeness" || name == "eight attributes" {
						got[fmt.Sprintf("%s %d %s", label, c.K, c.Tool)] = c
					}
				}
			}
		}
	}
	for _, r := range table(t, "expected/hit-rates.csv") {
		c := got[r[0]+" "+r[1]+" "+r[2]]
		if r[1] == "" {
			c = got[r[0]+" 0 "+r[2]]
		}
		if fmt.Sprint(c.Places) != r[3] || fmt.Sprint(c.Adopters) != r[4] || math.Abs(c.AUC-number(t, r[5])) > 1e-6 {
			t.Errorf("%v: got %+v", r, c)
		}
	}
}

// What a forecast is worth is said as the issue of a test against chance.
func TestRate(t *testing.T) {
	for _, c := range []struct {
		rate       Rate
		few, tells bool
	}{
		{Rate{330, 207, 0.684910}, false, true},
		{Rate{330, 187, 0.547306}, false, false}, // 0.547 − 1.645 × 0.032 = 0.494
		{Rate{30, 19, 0.9}, true, false},
		{Rate{39, 20, 0.9}, true, false},
	} {
		if c.rate.Few() != c.few || c.rate.Tells() != c.tells {
			t.Errorf("%+v: few %t, tells %t", c.rate, c.rate.Few(), c.rate.Tells())
		}
	}
	if e := (Rate{Places: 330, Adopters: 207}).Error(); math.Abs(e-0.033) > 0.0005 {
		t.Errorf("the standard error is %v, published as about 0.033", e)
	}
}

// A box holds a third of nine values each; what is unknown leaves no box.
func TestBox(t *testing.T) {
	var codes []string
	var rows []Row
	for i := range 9 {
		code := string(rune('A' + i))
		codes = append(codes, code)
		rows = append(rows, Row{code, "x", float64(i)}, Row{code, "y", float64(i % 2)})
	}
	codes = append(codes, "Z")
	tab := New([]string{"x", "y"}, codes, append(rows, Row{"Z", "y", 1}))
	if b := tab.Box("E", []string{"x"}); !slices.Equal(b.Members, []string{"D", "F"}) || b.Sides[0].Third != 2 || b.Sides[0].Low != 3 || b.Sides[0].High != 5 || b.Sides[0].Known != 9 {
		t.Errorf("%+v", b)
	}
	if b := tab.Box("A", []string{"x", "y"}); !slices.Equal(b.Members, []string{"C"}) {
		t.Errorf("%+v", b)
	}
	if b := tab.Box("Z", []string{"x", "y"}); b.Members != nil || b.Sides[0].Third != 0 {
		t.Errorf("%+v", b)
	}
	if b := tab.Box("A", nil); b.Members != nil {
		t.Errorf("%+v", b)
	}
}

// The order of rows changes nothing, weights scale nothing together, and a place is
// as far from another as that one from it.
func TestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		attributes := []string{"p", "q", "r"}
		codes := rapid.SliceOfNDistinct(rapid.StringMatching(`[A-Z]{2}`), 3, 12, rapid.ID).Draw(t, "codes")
		var rows []Row
		for _, c := range codes {
			for _, a := range attributes {
				if rapid.Bool().Draw(t, "known") {
					rows = append(rows, Row{c, a, float64(rapid.IntRange(-5, 5).Draw(t, "value"))})
				}
			}
		}
		weights := map[string]float64{"p": float64(rapid.IntRange(0, 3).Draw(t, "weight"))}
		one := New(attributes, codes, rows).Likeness(weights)
		slices.Reverse(rows)
		slices.Reverse(codes)
		two := New(attributes, codes, rows).Likeness(weights)
		for _, c := range codes {
			a, _ := one.Nearest(c, 20)
			b, _ := two.Nearest(c, 20)
			if fmt.Sprint(a) != fmt.Sprint(b) {
				t.Fatalf("%s: %v and %v", c, a, b)
			}
			for _, p := range a {
				back, _ := one.Nearest(p.Code, 20)
				if !slices.ContainsFunc(back, func(x Peer) bool { return x.Code == c && x.Distance == p.Distance }) {
					t.Fatalf("%s is near to %s and not the other way", p.Code, c)
				}
			}
		}
	})
}
