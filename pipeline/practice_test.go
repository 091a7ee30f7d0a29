package pipeline

import (
	"bytes"
	"encoding/json"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/uncertainty"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/pages"
)

// The levels of the product's own method as its file names them, and where each begins.
var (
	levelsUK = []string{"Неповний", "Виконуваний", "Керований", "Визначений", "Передбачуваний", "Удосконалюваний"}
	levelsEN = []string{"Incomplete", "Performed", "Managed", "Established", "Predictable", "Innovating"}
	begins   = []float64{0, 10, 30, 50, 70, 90}
)

// rowsOf are the texts of the cells of a table of a page, by row.
func rowsOf(t *testing.T, page []byte, id string) (out [][]string) {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Data != "table" || !slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "id" && a.Val == id }) {
			continue
		}
		for n := range n.Descendants() {
			switch {
			case n.Data == "tr":
				out = append(out, nil)
			case n.Data == "td" || n.Data == "th":
				out[len(out)-1] = append(out[len(out)-1], "")
			case n.Type == html.TextNode && len(out) > 0 && len(out[len(out)-1]) > 0:
				out[len(out)-1][len(out[len(out)-1])-1] += strings.TrimSpace(strings.ReplaceAll(n.Data, "\u00a0", " "))
			}
		}
	}
	return out
}

// numberIn reads a number as it is printed in either language.
func numberIn(text string) float64 {
	x, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
	if err != nil {
		return math.NaN()
	}
	return x
}

// printsAs reports that a number is printed right, to one decimal or more.
func printsAs(text string, x float64) bool { return math.Abs(numberIn(text)-x) <= 0.0501 }

// The page of a practice says by dimension and in all at what level it is, by the cuts of
// the method, its score, and between which scores that lies in 90 % of the draws; its data
// say the same.
func TestPracticeTellsLevelAndInterval(t *testing.T) {
	r, files := sample(t), sampleSite(t)
	texts := map[string][]string{"uk": levelsUK, "en": levelsEN}
	looked, held := 0, 0
	for name, page := range files {
		lang, rest, _ := strings.Cut(name, "/")
		if lang == "data" || !strings.HasPrefix(rest, "practices/") || strings.Count(rest, "/") != 2 {
			continue
		}
		var record pages.Record
		if err := json.Unmarshal(files["data/"+strings.TrimSuffix(rest, ".html")+".json"], &record); err != nil {
			t.Fatal(err)
		}
		partner, id := path.Split(record.ID)
		units := r.results.Now.Of(score.Practice)
		u := units[slices.IndexFunc(units, func(u *score.Unit) bool { return u.Partner+"/" == partner && u.ID == id })]
		rows := rowsOf(t, page, "by-dimension")
		if len(rows) < 2 || len(rows[0]) != 4 || record.Draws != 200 || !strings.Contains(string(page), "200") {
			t.Fatalf("%s: %q, of %d draws", name, rows, record.Draws)
		}
		at := 0
		for i, n := range r.results.Now.Nodes { // dimensions in the order of the method, the whole last
			if n.Leaf || n.Theme || !u.Scores[i].Asked {
				continue
			}
			at++
			s, row := u.Scores[i], rows[at]
			low, high, drawn := r.results.Practices.Of(u.Key(), n.ID)
			if !s.Known {
				if row[1] != "" || row[3] != "" {
					t.Errorf("%s: of %s nothing is known, and %q is said", name, n.ID, row)
				}
				continue
			}
			level, cut := s.Level, 0
			for k, from := range begins {
				if s.Value >= from {
					cut = k
				}
			}
			if n.Parent != "" && level != cut || level > cut {
				t.Errorf("%s: %s is at level %d with %v", name, n.ID, level, s.Value)
			}
			if level < cut {
				held++
			}
			if row[1] != strconv.Itoa(level)+" — "+texts[lang][level] || !printsAs(row[2], s.Value) {
				t.Errorf("%s: %s: %q of level %d with %v", name, n.ID, row, level, s.Value)
			}
			from, to, _ := strings.Cut(row[3], "–")
			if !drawn || !printsAs(from, low) || !printsAs(to, high) || low > high {
				t.Errorf("%s: %s: %q, want %v to %v", name, n.ID, row, low, high)
			}
			ends, told := record.Intervals[n.ID], record.Levels[n.ID]
			if n.Parent == "" {
				ends, told = *record.Interval, *record.Level
			}
			if ends != [2]float64{low, high} || told != level {
				t.Errorf("%s: the data say level %d of %s, %v", name, told, n.ID, ends)
			}
			looked++
		}
		if at != len(rows)-1 {
			t.Errorf("%s: %d nodes, %d rows", name, at, len(rows)-1)
		}
	}
	if looked < 200 || held == 0 {
		t.Errorf("%d levels, %d of them held back", looked, held)
	}
}

// byDimension are the tables of levels and intervals of all pages of practices, in English.
func (r *analysedRun) byDimension(t *testing.T) (out []*document.Table) {
	t.Helper()
	for _, p := range pages.NewSite(r.composed(), catalogue(t, "en")).Pages {
		if p.Kind != pages.PracticePage {
			continue
		}
		for _, b := range p.Make().Blocks {
			if table, ok := b.(*document.Table); ok && table.ID == "by-dimension" {
				out = append(out, table)
			}
		}
	}
	return out
}

// A method without levels and draws has no table of them, one without levels tells the
// intervals alone.
func TestPracticeWithoutLevels(t *testing.T) {
	r := sample(t)
	model := *r.intake.Evidence.Model
	model.Levels = nil
	r.intake.Evidence.Model, r.intake.Evidence.Uncertainty.Sobol = &model, false
	for _, draws := range []int{20, 0} {
		r.intake.Evidence.Uncertainty.Replications = draws
		r.results = analysis.Analyse(r.intake.Evidence)
		tables := r.byDimension(t)
		for _, table := range tables {
			if columns := len(table.Columns); columns != 3 || len(table.Rows[0].Cells) != 3 || strings.Contains(table.Title+table.Source[0].Text, "evel") {
				t.Errorf("%d columns: %s, %s", columns, table.Title, table.Source[0].Text)
			}
		}
		if (len(tables) > 0) != (draws > 0) {
			t.Errorf("%d draws, %d tables", draws, len(tables))
		}
	}
}

// Where nothing is drawn no interval is told of, and the levels are.
func TestPracticeWithoutDraws(t *testing.T) {
	r := sample(t)
	r.intake.Evidence.Uncertainty = uncertainty.Plan{}
	r.results = analysis.Analyse(r.intake.Evidence)
	for _, lang := range []string{"uk", "en"} {
		said := 0
		for _, p := range pages.NewSite(r.composed(), catalogue(t, lang)).Pages {
			if p.Kind != pages.PracticePage {
				continue
			}
			var b bytes.Buffer
			if err := document.Print(&b, &document.Document{Blocks: p.Make().Blocks}); err != nil {
				t.Fatal(err)
			}
			for _, word := range []string{"нтервал", "nterval"} {
				if strings.Contains(b.String(), word) {
					t.Errorf("%s: %s tells an interval of nothing", lang, p.Anchor)
				}
			}
			for _, name := range append(levelsUK, levelsEN...) {
				said += strings.Count(b.String(), " — "+name)
			}
		}
		if said < 100 {
			t.Errorf("%s: %d levels", lang, said)
		}
	}
}

// Where other assumptions leave a score outside its interval, here since in all draws one
// dimension makes up for another in part only, the table says so, and else it does not.
func TestPracticeOutsideItsInterval(t *testing.T) {
	r := sample(t)
	drawn := r.intake.Evidence.Uncertainty
	for _, plan := range []uncertainty.Plan{{Replications: 5, Aggregate: drawn.Aggregate[1:]}, {Replications: 5}} {
		r.intake.Evidence.Uncertainty = plan
		r.results = analysis.Analyse(r.intake.Evidence)
		told := 0
		for _, table := range r.byDimension(t) {
			if strings.Contains(document.Text(table.Source), "nearly always one way") {
				told++
			}
		}
		want := 0
		for _, u := range r.results.Now.Of(score.Practice) {
			if slices.ContainsFunc(r.results.Now.Nodes, func(n score.NodeInfo) bool {
				s, _ := r.results.Now.At(u, n.ID)
				low, high, ok := r.results.Practices.Of(u.Key(), n.ID)
				return ok && s.Known && (s.Value < low || s.Value > high)
			}) {
				want++
			}
		}
		if told != want || (want > 0) != (plan.Aggregate != nil) {
			t.Errorf("%d practices lie outside, %d pages say so", want, told)
		}
	}
}
