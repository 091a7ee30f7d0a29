package method

import (
	"encoding/csv"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/measure/uncertainty"
	"depository.example/depository/pipeline/survey/survey"
)

// realSubmissions builds submissions of the true answers of 2022.
func realSubmissions(t testing.TB) []survey.Submission {
	t.Helper()
	subs := map[string]*survey.Submission{}
	of := func(file, oblast string) *survey.Submission {
		if subs[file] == nil {
			subs[file] = &survey.Submission{File: file, Partner: survey.Partner{ID: file, Name: survey.Text{"uk": oblast}}}
		}
		return subs[file]
	}
	for _, row := range records(t, "truth-centres.csv") {
		p := survey.Practice{ID: row["code"], Title: row["name"], PlaceName: row["hromada"]}
		p.Answers = yesNo(row, []string{"access.bus_100", "access.free_parking", "access.disability", "access.pandus",
			"access.dis_sanit", "access.braille_mat", "access.pram_place", "convenience.add_serv", "convenience.free_wifi",
			"convenience.self_serv", "convenience.sanit_room", "payment.bank_branc", "payment.pay_card", "payment.pay_terminal", "booking.e_registr"})
		s := of(row["file"], row["oblast"])
		s.Practices = append(s.Practices, p)
	}
	for _, row := range records(t, "truth-edem.csv") {
		p := survey.Practice{ID: row["hromada"], PlaceName: row["hromada"], Place: row["hromada_code"]}
		p.Answers = yesNo(row, []string{"democracy.edem_petitions", "democracy.edem_consultations",
			"democracy.edem_participatory_budget", "democracy.edem_open_hromada"})
		s := of(row["file"], row["oblast"])
		s.Practices = append(s.Practices, p)
	}
	var out []survey.Submission
	for _, s := range subs {
		out = append(out, *s)
	}
	slices.SortFunc(out, func(a, b survey.Submission) int { return strings.Compare(a.File, b.File) })
	return out
}

func records(t testing.TB, name string) []map[string]string {
	t.Helper()
	f, err := os.Open(need.Shared(t, "real/"+name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, r := range rows[1:] {
		m := map[string]string{}
		for i, h := range rows[0] {
			m[h] = r[i]
		}
		out = append(out, m)
	}
	return out
}

func yesNo(row map[string]string, ids []string) []survey.Answer {
	var out []survey.Answer
	for _, id := range ids {
		a := survey.Answer{Criterion: id}
		switch row[id[strings.IndexByte(id, '.')+1:]] {
		case "TRUE", "1":
			a.State, a.Choice = survey.Given, "yes"
		case "FALSE", "0":
			a.State, a.Choice = survey.Given, "no"
		default:
			a.State = survey.Blank
		}
		out = append(out, a)
	}
	return out
}

func load(t testing.TB, name string) *Method {
	t.Helper()
	m, err := Load("../../../templates/methods/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestRealHromada recomputes one hromada's score by hand from the truth files.
func TestRealScoresFollowTheTree(t *testing.T) {
	m, subs := load(t, "local-services.yaml"), realSubmissions(t)
	r := m.Model.Practices(subs, nil)
	for _, u := range r.Of(score.Partner) {
		root, _ := r.At(u, r.Root())
		t.Logf("%-24s %-20s %+v  %v", u.ID, u.Name, root, u.Rests)
	}
	for _, u := range r.Of(score.Practice)[:3] {
		root, _ := r.At(u, r.Root())
		t.Logf("%s %+v", u.ID, root)
	}
	for _, u := range r.Of(score.Place)[:5] {
		root, _ := r.At(u, r.Root())
		t.Logf("%s %+v", u.ID, root)
	}
	p := m.Model.Prepare(subs, nil)
	s := uncertainty.Partners(m.Uncertainty, p)
	for _, u := range s.Partners {
		t.Logf("%s %+v %+v", u.ID, u.Score, u.Rank)
	}
	if math.IsNaN(s.Partners[0].Score.Mean) {
		t.Error("no score")
	}
}

func BenchmarkPractices(b *testing.B) {
	m, subs := load(b, "local-services.yaml"), realSubmissions(b)
	b.ReportAllocs()
	for b.Loop() {
		m.Model.Practices(subs, nil)
	}
}

func BenchmarkUncertainty(b *testing.B) {
	m, subs := load(b, "local-services.yaml"), realSubmissions(b)
	p := m.Model.Prepare(subs, nil)
	m.Uncertainty.Replications = 1000
	b.ReportAllocs()
	for b.Loop() {
		uncertainty.Partners(m.Uncertainty, p)
	}
}

// pilots makes partners with practices of every theme and drawn answers.
func pilots(m *Method, partners, practices int) []survey.Submission {
	var subs []survey.Submission
	for i := range partners {
		s := survey.Submission{Partner: survey.Partner{ID: string(rune('a' + i))}}
		for k := range practices {
			p := survey.Practice{ID: string(rune('A' + k)), Theme: m.Model.Themes[k%len(m.Model.Themes)].ID}
			for _, c := range m.Questionnaire.Criteria {
				u := stat.NewKey(1).With(uint64(i)).With(uint64(k)).Of(c.ID).Uniform()
				a := survey.Answer{Criterion: c.ID, State: survey.Given, Number: math.Floor(6 * u), Evident: u > 0.4}
				if c.High != nil {
					a.Number = *c.High * u
				}
				p.Answers = append(p.Answers, a)
			}
			s.Practices = append(s.Practices, p)
		}
		subs = append(subs, s)
	}
	return subs
}

func BenchmarkPilots(b *testing.B) {
	m := load(b, "egov-practices.yaml")
	subs := pilots(m, 12, 9)
	b.ReportAllocs()
	for b.Loop() {
		uncertainty.Partners(m.Uncertainty, m.Model.Prepare(subs, nil))
	}
}

func BenchmarkASEM(b *testing.B) {
	h, rows := refTable(b, "coinr/00_input/ASEM_iData.csv")
	text := asem(b, "defaults: {impute: {mean_by: EurAsia_group}, treat: {winsorise: 5}}", `scale: {min: 1, max: 100}
uncertainty:
  replications: 1000
  seed: 1
  weights: {noise: 0.25}
  treat: [{winsorise: 1}, {winsorise: 2}, {winsorise: 3}, {winsorise: 4}, {winsorise: 5}]
  normalise: [{by: minmax}, {by: zscore, mean: 10, sd: 2}]
  aggregate: [arithmetic, geometric]`)
	m := parse(b, strings.ReplaceAll(text, "#denominate", "denominate"))
	table, _ := indexOf(b, m, h, rows)
	b.ReportAllocs()
	for b.Loop() {
		uncertainty.Run(1000, func(i int) []float64 { return table.Roots(m.Uncertainty.Draw(i, table.Nodes())) }, nil)
	}
}
