package index

import (
	"encoding/csv"
	"math"
	"os"
	"slices"
	"strconv"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
)

// humanDevelopment is the index as UNDP computes it (technical notes of the Human
// Development Report 2023/24, note 1).
func humanDevelopment() *Asked {
	a := &Asked{Questionnaire: &survey.Questionnaire{}, Unit: Unit{ID: []string{"iso3", "year"}}}
	leaf := func(column string, low, high float64, by normalise.Transform) *score.Node {
		a.Questionnaire.Criteria = append(a.Questionnaire.Criteria, survey.Criterion{ID: column, Kind: survey.Number})
		return &score.Node{ID: column, Weight: 1, Leaf: &indicator.Leaf{Column: column, Kind: survey.Number, Transform: by,
			Normalise: normalise.Method{By: normalise.Goalposts, Low: low, High: high, ClipHigh: true, Raw: true}}}
	}
	geometric := aggregate.Method{By: aggregate.Geometric}
	education := &score.Node{ID: "education", Weight: 1, Aggregate: aggregate.Method{By: aggregate.Arithmetic},
		Parts: []*score.Node{leaf("expected_years_schooling", 0, 18, normalise.Straight), leaf("mean_years_schooling", 0, 15, normalise.Straight)}}
	a.Model = &score.Model{Scale: score.Scale{Min: 0, Max: 1}, Root: &score.Node{ID: "hdi", Weight: 1, Aggregate: geometric,
		Parts: []*score.Node{leaf("life_expectancy", 20, 85, normalise.Straight), education, leaf("gni_pc_ppp", 100, 75000, normalise.Ln)}}}
	return a
}

// TestPublishedIndex reads the table that UNDP publishes and computes every value
// that it prints, to the three digits that it prints; the ranks are those of the
// values.
func TestPublishedIndex(t *testing.T) {
	path := need.Published(t, "hdi/hdi_even_years.csv")[0]
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	all, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	asked := humanDevelopment()
	table := Texts(all[0], all[1:], false)
	frame, unread, remarks, err := asked.Read(table, nil)
	if err != nil || len(unread)+len(remarks) > 0 {
		t.Fatal(err, unread, remarks)
	}
	r, err := asked.Score(frame, table.Rows)
	if err != nil {
		t.Fatal(err)
	}
	published, compared, known := slices.Index(all[0], "hdi_published"), 0, 0
	for i, u := range r.Order() {
		value := r.Scored.Value[r.Table.Root()][u]
		if !math.IsNaN(value) {
			known++
		}
		want, err := strconv.ParseFloat(all[1+i][published], 64)
		if err != nil {
			continue
		}
		if compared++; math.Round(value*1000)/1000 != want {
			t.Errorf("%s: %v, published %v", r.Name(u), value, want)
		}
	}
	if ranked := r.Ranked(); compared < 300 || len(ranked) != known || r.Scored.Rank[ranked[0]] != 1 {
		t.Errorf("%d values compared, %d of %d ranked", compared, len(ranked), known)
	}
}
