package method

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/measure/condition"
	"depository.example/depository/pipeline/measure/index"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/items"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/uncertainty"
)

// refTable reads a published table.
func refTable(t testing.TB, name string) (header []string, rows [][]string) {
	t.Helper()
	return tableAt(t, need.Published(t, name)[0])
}

func tableAt(t testing.TB, path string) (header []string, rows [][]string) {
	t.Helper()
	f, err := os.Open(path)
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

// byKey returns the cells of a table by the first column and the header.
func byKey(header []string, rows [][]string) map[string]map[string]string {
	out := map[string]map[string]string{}
	for _, r := range rows {
		out[r[0]] = map[string]string{}
		for i, h := range header {
			out[r[0]][h] = r[i]
		}
	}
	return out
}

func parse(t testing.TB, text string) *Method {
	t.Helper()
	m, err := Parse("test.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// frame reads a table of texts by a method.
func frame(m *Method, header []string, rows [][]string, comma bool) (*indicator.Frame, []index.Unread, error) {
	f, unread, _, err := m.Asked().Read(index.Texts(header, rows, comma), nil)
	return f, unread, err
}

// indexOf scores a table by a method.
func indexOf(t testing.TB, m *Method, header []string, rows [][]string) (*score.Table, *score.Scored) {
	t.Helper()
	f, unread, err := frame(m, header, rows, false)
	if err != nil {
		t.Fatal(err)
	}
	if len(unread) > 0 {
		t.Fatalf("unread cells: %v", unread[:min(3, len(unread))])
	}
	table, err := m.Model.PrepareTable(f)
	if err != nil {
		t.Fatal(err)
	}
	return table, table.Score(nil)
}

const hdiMethod = `
method: 1
id: hdi
version: "2022"
name: {uk: Індекс людського розвитку, en: Human Development Index}
scale: {min: 0, max: 1}
unit: {id: [iso3, year], name: country, groups: []}
tree:
  id: hdi
  aggregate: geometric
  parts:
    - {id: health, column: life_expectancy, normalise: {by: goalposts, low: 20, high: 85, clip: high}}
    - id: education
      parts:
        - {id: expected, column: expected_years_schooling, normalise: {by: goalposts, low: 0, high: 18, clip: high}}
        - {id: mean, column: mean_years_schooling, normalise: {by: goalposts, low: 0, high: 15, clip: high}}
    - {id: income, column: gni_pc_ppp, transform: ln, normalise: {by: goalposts, low: 100, high: 75000, of: raw, clip: high}}
`

// TestHDIAsPublished computes every published value: of 1990 and 2022, which the
// repository carries, and of all years.
func TestHDIAsPublished(t *testing.T) {
	for i, path := range need.Published(t, "hdi/hdi_even_years.csv") {
		header, rows := tableAt(t, path)
		if equal, want := asPublished(t, header, rows), []int{357, 3174}[i]; equal != want {
			t.Errorf("%s: %d values as published, want %d", path, equal, want)
		}
	}
}

// asPublished counts the values that come out as published, and tells the others.
func asPublished(t *testing.T, header []string, rows [][]string) (equal int) {
	t.Helper()
	m := parse(t, hdiMethod)
	table, scored := indexOf(t, m, header, rows)
	published := slices.Index(header, "hdi_published")
	for u, row := range table.Rows {
		want := rows[row][published]
		if want == "" || want == "NA" {
			continue
		}
		w, _ := strconv.ParseFloat(want, 64)
		got := scored.Value[table.Root()][u]
		if math.Round(got*1000)/1000 == w {
			equal++
		} else {
			t.Errorf("%s: %v, published %s", table.Units[u], got, want)
		}
	}
	return equal
}

const egbrMethod = `
method: 1
id: egbr
unit: {id: [Country, Life event, Service]}
inputs:
  - {id: a1, column: "A1: information available online?", kind: yesno}
  - {id: a2, column: "A2: service available online?", kind: choice, choices: [{id: "yes"}, {id: "no"}, {id: automated}]}
  - {id: a3, column: "A3: available through portal?", kind: yesno}
  - {id: gov_level, column: Government level}
tree:
  id: online
  rule:
    - {when: "a2 == 'automated'", points: 100}
    - {when: "a1 == 'yes' && a2 == 'yes' && a3 == 'yes'", points: 100}
    - {when: "a1 == 'yes' && a2 == 'yes'", points: 75}
    - {when: "a1 == 'yes' && a3 == 'yes'", points: 50}
    - {when: "a1 == 'yes'", points: 25}
    - {points: 0}
  rows: [{when: "gov_level == 'central'", take: best}, {take: average}]
  normalise: {by: none}
`

// exceptions are the services whose published score does not follow from the
// rule. All of them follow from another reading of it, which the test checks: 25,
// 50 and 25 points for A1, A2 and A3 each, whatever A1 says, added up a URL; for
// central government each answer at its best URL.
var exceptions = []string{
	"CZ Health 2.2", "DE Business Start-up 1.1", "DE Health 2.3", "EL Business Start-up 7.2", "HR Studying 3.3",
	"HU Business Start-up 1.2", "IT Business Start-up 1.2", "LT Moving 1.6", "LV Health 2.3", "MK Business Start-up 7.1",
	"MK Business Start-up 7.2", "MK Health 2.2", "MK Health 2.3", "MK Health 2.4", "PT Health 2.1", "RO Health 1.2",
	"RS Health 2.2", "SK Studying 3.3", "SK Studying 3.4", "TR Business Start-up 6.3", "TR Business Start-up 6.4",
}

// addedUp scores a service by the other reading.
func addedUp(header []string, rows [][]string) float64 {
	columns := []string{"A1: information available online?", "A2: service available online?", "A3: available through portal?"}
	points := []float64{25, 50, 25}
	total, best := 0.0, make([]float64, 3)
	for _, r := range rows {
		for i, c := range columns {
			if condition.Fold(r[slices.Index(header, c)]) == "yes" {
				total += points[i]
				best[i] = points[i]
			}
		}
	}
	if condition.Fold(rows[0][slices.Index(header, "Government level")]) == "central" {
		return best[0] + best[1] + best[2]
	}
	return total / float64(len(rows))
}

func TestEGovernmentBenchmarkFromRawAnswers(t *testing.T) {
	header, rows := refTable(t, "egbr/service_answers.csv")
	resultHeader, results := refTable(t, "egbr/service_results.csv")
	m := parse(t, egbrMethod)
	f, unread, err := frame(m, header, rows, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range unread {
		if u.Text != "." {
			t.Errorf("row %d, %s: %q is not understood", u.Row, u.Column, u.Text)
		}
	}
	table, err := m.Model.PrepareTable(f)
	if err != nil {
		t.Fatal(err)
	}
	scored := table.Score(nil)
	got := map[string]float64{}
	for u, k := range table.Units {
		got[k] = scored.Value[table.Root()][u]
	}
	at := func(name string) int { return slices.Index(resultHeader, name) }
	urls := map[string][][]string{}
	for i, k := range f.Keys {
		urls[k] = append(urls[k], rows[i])
	}
	equal, there, missed := 0, 0, []string(nil)
	for _, r := range results {
		k := strings.Join([]string{r[at("Country")], r[at("LifeEvent")], r[at("Service")]}, "\x00")
		v, ok := got[k]
		if !ok || r[at("OnlineAvailability")] == "" {
			continue
		}
		there++
		w, err := strconv.ParseFloat(r[at("OnlineAvailability")], 64)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(w-v) <= 0.5 {
			equal++
			continue
		}
		name := r[at("Country")] + " " + r[at("LifeEvent")] + " " + strings.Fields(r[at("Service")])[0]
		if other := addedUp(header, urls[k]); math.Abs(other-w) > 0.5 {
			t.Errorf("%s: %v, published %v, by the other reading %v", name, v, w, other)
		}
		missed = append(missed, name)
	}
	slices.Sort(missed)
	if !slices.Equal(missed, exceptions) {
		t.Errorf("services that miss the published score:\n%q\nwant\n%q", missed, exceptions)
	}
	if equal < 1261 || there != 1282 {
		t.Errorf("%d of %d services as published, want 1261 of 1282", equal, there)
	}
}

// asem writes a method for the ASEM data from COINr's table of indicators.
func asem(t testing.TB, defaults, more string) string {
	header, rows := refTable(t, "coinr/00_input/ASEM_iMeta.csv")
	col := func(name string) int { return slices.Index(header, name) }
	var b strings.Builder
	fmt.Fprintf(&b, "method: 1\nid: asem\nunit: {id: [uCode], groups: [EurAsia_group]}\n%s\n%s\n", defaults, more)
	b.WriteString("inputs: [{id: Area, kind: number}, {id: Energy, kind: number}, {id: GDP, kind: number}, {id: Population, kind: number}]\ntree:\n")
	var node func(id, indent string)
	node = func(id, indent string) {
		for _, r := range rows {
			if r[col("iCode")] != id {
				continue
			}
			fmt.Fprintf(&b, "%sid: %s\n%sweight: %s\n", indent, id, indent, r[col("Weight")])
			if r[col("Type")] == "Indicator" {
				if r[col("Direction")] == "-1" {
					fmt.Fprintf(&b, "%sdirection: lower\n", indent)
				}
				if d := r[col("Denominator")]; d != "NA" && d != "" {
					fmt.Fprintf(&b, "%s#denominate: {by: %s}\n", indent, d)
				}
			}
		}
		first := true
		for _, r := range rows {
			if r[col("Parent")] == id && (r[col("Type")] == "Indicator" || r[col("Type")] == "Aggregate") {
				if first {
					fmt.Fprintf(&b, "%sparts:\n", indent)
					first = false
				}
				fmt.Fprintf(&b, "%s  -\n", indent)
				node(r[col("iCode")], indent+"    ")
			}
		}
	}
	for _, r := range rows {
		if r[col("Type")] == "Aggregate" && (r[col("Parent")] == "NA" || r[col("Parent")] == "") {
			node(r[col("iCode")], "  ")
		}
	}
	return b.String()
}

// withColumn adds the columns of another table, matched by uCode.
func withColumn(t testing.TB, header []string, rows [][]string, names ...string) ([]string, [][]string) {
	h, all := refTable(t, "coinr/00_input/ASEM_iData.csv")
	key := slices.Index(h, "uCode")
	by := map[string][]string{}
	for _, r := range all {
		by[r[key]] = r
	}
	own := slices.Index(header, "uCode")
	header = slices.Clone(header)
	for _, n := range names {
		if slices.Contains(header, n) {
			continue
		}
		header = append(header, n)
		for i, r := range rows {
			rows[i] = append(slices.Clone(r), by[r[own]][slices.Index(h, n)])
		}
	}
	return header, rows
}

var asemExtra = []string{"Area", "Energy", "GDP", "Population", "EurAsia_group"}

// compareTable compares every column of an expected table that is a node.
func compareTable(t *testing.T, name string, table *score.Table, scored *score.Scored, skip ...string) {
	t.Helper()
	header, rows := refTable(t, name)
	want := byKey(append([]string{"uCode"}, header[slices.Index(header, "uCode")+1:]...), cut(rows, slices.Index(header, "uCode")))
	compared, worst := 0, 0.0
	for at, n := range scored.Nodes {
		if slices.Contains(skip, n.ID) {
			continue
		}
		for u, key := range table.Units {
			cell, ok := want[key][n.ID]
			if !ok {
				continue
			}
			got := scored.Value[at][u]
			if cell == "NA" || cell == "NaN" {
				if !math.IsNaN(got) {
					t.Errorf("%s: %s %s is %v, want nothing", name, key, n.ID, got)
				}
				compared++
				continue
			}
			w, err := strconv.ParseFloat(cell, 64)
			if err != nil {
				t.Fatal(err)
			}
			d := math.Abs(got-w) / max(math.Abs(w), 1e-3)
			if !(d <= 1e-9) {
				t.Errorf("%s: %s %s is %v, want %v", name, key, n.ID, got, w)
			}
			compared, worst = compared+1, max(worst, d)
		}
	}
	if compared == 0 {
		t.Fatalf("%s: nothing compared", name)
	}
	t.Logf("%s: %d values, largest relative difference %.1e", name, compared, worst)
}

func cut(rows [][]string, from int) [][]string {
	var out [][]string
	for _, r := range rows {
		out = append(out, r[from:])
	}
	return out
}

func TestCOINrNormalisations(t *testing.T) {
	lower := []string{} // COINr's fracmax rewards the worst of these
	header, meta := refTable(t, "coinr/00_input/ASEM_iMeta.csv")
	for _, r := range meta {
		if r[slices.Index(header, "Direction")] == "-1" {
			lower = append(lower, r[slices.Index(header, "iCode")])
		}
	}
	for _, c := range []struct {
		file, scale, by string
		skip            []string
	}{
		{"minmax_0_100", "{min: 0, max: 100}", "{by: minmax}", nil},
		{"minmax_1_100", "{min: 1, max: 100}", "{by: minmax}", nil},
		{"zscore_0_1", "{min: 0, max: 1}", "{by: zscore}", nil},
		{"rank_min", "{min: 0, max: 1}", "{by: rank}", nil},
		{"borda_min", "{min: 0, max: 1}", "{by: borda}", nil},
		{"prank_min", "{min: 0, max: 1}", "{by: percentile}", nil},
		{"dist2max", "{min: 0, max: 1}", "{by: distance_to_max}", nil},
		{"dist2ref_AUT", "{min: 0, max: 1}", "{by: distance_to_reference, unit: AUT}", []string{"Ship"}},
		{"fracmax", "{min: 0, max: 1}", "{by: fraction_of_max}", lower},
	} {
		t.Run(c.file, func(t *testing.T) {
			h, rows := refTable(t, "coinr/05_treat/default_winmax5_then_logCT_data.csv")
			h, rows = withColumn(t, h, rows, asemExtra...)
			m := parse(t, asem(t, "defaults: {normalise: "+c.by+"}", "scale: "+c.scale))
			table, scored := indexOf(t, m, h, rows)
			compareTable(t, "coinr/06_normalise/"+c.file+".csv", table, scored, c.skip...)
		})
	}
	t.Run("withNA", func(t *testing.T) {
		h, rows := refTable(t, "coinr/01_example_coin/dset_Denominated.csv")
		h, rows = withColumn(t, h, rows, asemExtra...)
		table, scored := indexOf(t, parse(t, asem(t, "", "")), h, rows)
		compareTable(t, "coinr/06_normalise/withNA_minmax_0_100.csv", table, scored)
	})
}

func TestCOINrFromRawToIndex(t *testing.T) {
	h, rows := refTable(t, "coinr/00_input/ASEM_iData.csv")
	text := asem(t, "defaults: {impute: {mean_by: EurAsia_group}, treat: {winsorise: 5}}", "")
	text = strings.ReplaceAll(text, "#denominate", "denominate")
	table, scored := indexOf(t, parse(t, text), h, rows)
	compareTable(t, "coinr/01_example_coin/dset_Normalised.csv", table, scored)
	compareTable(t, "coinr/01_example_coin/dset_Aggregated.csv", table, scored)
}

func TestCOINrImputation(t *testing.T) {
	for file, by := range map[string]string{"col_mean": "mean", "col_median": "median", "col_mean_by_EurAsia": "{mean_by: EurAsia_group}"} {
		h, rows := refTable(t, "coinr/01_example_coin/dset_Denominated.csv")
		h, rows = withColumn(t, h, rows, asemExtra...)
		text := asem(t, "defaults: {impute: "+by+", normalise: {by: none}}", "")
		text = strings.ReplaceAll(text, "direction: lower", "") // none does not turn
		table, scored := indexOf(t, parse(t, text), h, rows)
		var branches []string
		for _, n := range scored.Nodes {
			if !n.Leaf {
				branches = append(branches, n.ID)
			}
		}
		compareTable(t, "coinr/04_impute/"+file+".csv", table, scored, branches...)
	}
}

func TestCOINrTreatment(t *testing.T) {
	h, rows := refTable(t, "coinr/01_example_coin/dset_Imputed.csv")
	h, rows = withColumn(t, h, rows, asemExtra...)
	text := asem(t, "defaults: {treat: {winsorise: 5}, normalise: {by: none}}", "")
	text = strings.ReplaceAll(text, "direction: lower", "")
	table, scored := indexOf(t, parse(t, text), h, rows)
	compareTable(t, "coinr/05_treat/default_winmax5_then_logCT_data.csv", table, scored)
}

func TestCOINrAggregations(t *testing.T) {
	for file, by := range map[string]string{
		"amean": "arithmetic", "gmean": "geometric", "hmean": "harmonic", "genmean_p2": "{power: 2}",
		"median_unweighted": "median", "copeland": "copeland",
	} {
		t.Run(file, func(t *testing.T) {
			h, rows := refTable(t, "coinr/06_normalise/minmax_1_100.csv")
			h, rows = withColumn(t, h, rows, asemExtra...)
			text := asem(t, "defaults: {aggregate: "+by+", normalise: {by: none}}", "scale: {min: 1, max: 100}")
			text = strings.ReplaceAll(text, "direction: lower", "")
			table, scored := indexOf(t, parse(t, text), h, rows)
			compareTable(t, "coinr/07_aggregate/"+file+".csv", table, scored)
		})
	}
	h, rows := refTable(t, "coinr/07_aggregate/withNA_normalised_minmax_1_100.csv")
	h, rows = withColumn(t, h, rows, asemExtra...)
	text := strings.ReplaceAll(asem(t, "defaults: {normalise: {by: none}}", ""), "direction: lower", "")
	table, scored := indexOf(t, parse(t, text), h, rows)
	compareTable(t, "coinr/07_aggregate/withNA_amean.csv", table, scored)
}

// TestCOINrMonteCarlo scores the 1,000 replications by their given parameters.
func TestCOINrMonteCarlo(t *testing.T) {
	_, params := refTable(t, "coinr/11_sensitivity/UA_N1000_parameters.csv")
	_, weights := refTable(t, "coinr/11_sensitivity/noisy_weight_sets.csv")
	h, rows := refTable(t, "coinr/00_input/ASEM_iData.csv")
	text := asem(t, "defaults: {impute: {mean_by: EurAsia_group}, treat: {winsorise: 5}}", `scale: {min: 1, max: 100}
uncertainty:
  replications: 1000
  seed: 1
  weights: {noise: 0.25}
  treat: [{winsorise: 1}, {winsorise: 2}, {winsorise: 3}, {winsorise: 4}, {winsorise: 5}]
  normalise: [{by: minmax}, {by: zscore, mean: 10, sd: 2}]
  aggregate: [arithmetic, geometric]`)
	text = strings.ReplaceAll(text, "#denominate", "denominate")
	m := parse(t, text)
	table, nominal := indexOf(t, m, h, rows)
	compareTable(t, "coinr/11_sensitivity/nominal_aggregated_minmax_1_100.csv", table, nominal)
	sets := map[string]map[string]string{}
	for _, w := range weights {
		if sets[w[0]] == nil {
			sets[w[0]] = map[string]string{}
		}
		sets[w[0]][w[1]] = w[3]
	}
	header := []string{"rep", "winsorise", "normalise", "aggregate"}
	for _, n := range nominal.Nodes {
		header = append(header, n.ID)
	}
	word := map[string]string{"n_minmax": "minmax", "n_zscore": "zscore", "a_amean": "arithmetic", "a_gmean": "geometric"}
	var draws [][]string
	for _, p := range params {
		row := []string{p[0], p[1], word[p[2]], word[p[4]]}
		for _, n := range nominal.Nodes {
			row = append(row, sets[p[3]][n.ID])
		}
		draws = append(draws, row)
	}
	changes, err := m.Uncertainty.Replay(header, draws, table.Nodes())
	if err != nil {
		t.Fatal(err)
	}
	spread := uncertainty.Run(len(changes), func(i int) []float64 { return table.Roots(changes[i]) }, nil)
	sh, scores := refTable(t, "coinr/11_sensitivity/UA_N1000_scores.csv")
	rh, ranks := refTable(t, "coinr/11_sensitivity/UA_N1000_ranks.csv")
	wantScore, wantRank := byKey(sh, scores), byKey(rh, ranks)
	worst, wrong := 0.0, 0
	for i := range changes {
		for u, key := range table.Units {
			rep := fmt.Sprintf("r_%d", i+1)
			w, _ := strconv.ParseFloat(wantScore[key][rep], 64)
			worst = max(worst, math.Abs(spread.Scores[i][u]-w)/w)
			if r, _ := strconv.Atoi(wantRank[key][rep]); r != spread.Ranks[i][u] {
				wrong++
			}
		}
	}
	t.Logf("largest relative difference of %d scores: %.1e", len(changes)*len(table.Units), worst)
	if !(worst <= 1e-9) || wrong > 0 {
		t.Errorf("largest relative difference %v, %d ranks differ", worst, wrong)
	}
	stats := byKey(refTable(t, "coinr/11_sensitivity/UA_N1000_rankstats.csv"))
	for u, key := range table.Units {
		got := spread.Rank(u)
		for name, g := range map[string]float64{"Mean": got.Mean, "Median": got.Median, "Q5": got.Q5, "Q95": got.Q95, "Nominal": float64(nominal.Rank[u])} {
			if w, _ := strconv.ParseFloat(stats[key][name], 64); math.Abs(w-g) > 1e-9 {
				t.Errorf("%s %s is %v, want %v", key, name, g, w)
			}
		}
	}
}

func TestCOINrSynthetic(t *testing.T) {
	header, meta := refTable(t, "coinr/bench/synth_meta.csv")
	col := func(name string) int { return slices.Index(header, name) }
	var b strings.Builder
	b.WriteString("method: 1\nid: synth\nunit: {id: [uCode]}\ndefaults: {impute: mean, treat: {}}\ntree:\n  id: Index\n  parts:\n")
	for _, p := range meta {
		if p[col("Type")] != "Aggregate" || p[col("iCode")] == "Index" {
			continue
		}
		fmt.Fprintf(&b, "    - id: %s\n      weight: %s\n      parts:\n", p[col("iCode")], p[col("Weight")])
		for _, r := range meta {
			if r[col("Parent")] == p[col("iCode")] {
				direction := map[string]string{"1": "higher", "-1": "lower"}[r[col("Direction")]]
				fmt.Fprintf(&b, "        - {id: %s, weight: %s, direction: %s}\n", r[col("iCode")], r[col("Weight")], direction)
			}
		}
	}
	h, rows := refTable(t, "coinr/bench/synth_1000.csv")
	table, scored := indexOf(t, parse(t, b.String()), h, rows)
	compareTable(t, "coinr/bench/synth_1000_expected.csv", table, scored)
}

// TestCOINrWithoutIndicators leaves two indicators out, as change_ind does.
func TestCOINrWithoutIndicators(t *testing.T) {
	h, rows := refTable(t, "coinr/00_input/ASEM_iData.csv")
	text := asem(t, "defaults: {impute: {mean_by: EurAsia_group}, treat: {winsorise: 5}}", "")
	text = strings.ReplaceAll(text, "#denominate", "denominate")
	table, _ := indexOf(t, parse(t, text), h, rows)
	compareTable(t, "coinr/09_compare/dropped_LPI_Forest_aggregated.csv", table, table.Score(&score.Change{Without: []string{"LPI", "Forest"}}))
}

// TestCOINrTargets normalises by the targets of the table of indicators.
func TestCOINrTargets(t *testing.T) {
	h, rows := refTable(t, "coinr/05_treat/default_winmax5_then_logCT_data.csv")
	h, rows = withColumn(t, h, rows, asemExtra...)
	text := asem(t, "", "scale: {min: 0, max: 1}")
	header, meta := refTable(t, "coinr/00_input/ASEM_iMeta.csv")
	id, target := slices.Index(header, "iCode"), slices.Index(header, "Target")
	for _, r := range meta {
		if r[target] != "NA" {
			line := "id: " + r[id] + "\n"
			at := strings.Index(text, line)
			indent := text[strings.LastIndex(text[:at], "\n")+1 : at]
			text = text[:at] + line + indent + "normalise: {by: distance_to_target, target: " + r[target] + "}\n" + text[at+len(line):]
		}
	}
	table, scored := indexOf(t, parse(t, text), h, rows)
	compareTable(t, "coinr/06_normalise/dist2targ_iMetaTarget.csv", table, scored)
}

// TestCOINrEffectiveWeights compares the shares of every node in the index.
func TestCOINrEffectiveWeights(t *testing.T) {
	h, rows := refTable(t, "coinr/00_input/ASEM_iData.csv")
	table, _ := indexOf(t, parse(t, strings.ReplaceAll(asem(t, "", ""), "#denominate", "denominate")), h, rows)
	want := byKey(refTable(t, "coinr/01_example_coin/effective_weights.csv"))
	report := items.Table(table)
	for _, c := range report.Criteria {
		w, err := strconv.ParseFloat(want[c.ID]["EffWeight"], 64)
		if err != nil || math.Abs(c.Weight-w) > 1e-12 {
			t.Errorf("%s weighs %v, want %v", c.ID, c.Weight, w)
		}
	}
	if len(report.Criteria) != 49 {
		t.Errorf("%d criteria", len(report.Criteria))
	}
}
