package form

import (
	"fmt"
	"slices"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/survey/survey"
)

// atLimits is a method whose levels begin at sums that its answers hit exactly: at
// thirds, and at parts of 2^13, with a hair below and above each; gates stand at
// such sums too.
func atLimits(t *testing.T, top, rest string) *method.Method {
	t.Helper()
	rubric := "levels: [{level: 0, name: а, text: x}, {level: 1, name: б, text: x}, {level: 2, name: в, text: x}, {level: 3, name: г, text: x}]"
	m, err := method.Parse("limits.yaml", []byte(fmt.Sprintf(`
method: 1
id: limits
%s
tree:
  id: all
  min_coverage: 0.6
  parts:
    - id: legal
      weight: 0.3
      parts: [{id: a, kind: level, %s}, {id: b, weight: 2, kind: level, %s}]
    - id: people
      weight: 0.7
      min_children: 0.5
      parts: [{id: c, weight: 0.1, kind: level, %s}, {id: d, weight: 0.2, kind: level, %s}, {id: e, kind: number, low: 0, high: 8192, normalise: {by: goalposts, low: 0, high: 8192}}]
%s`, top, rubric, rubric, rubric, rubric, rest)))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// triedCards is how many mixtures of answers a form has.
func triedCards() int {
	if need.All() {
		return 36
	}
	return 8
}

// tried returns practices with all mixtures of answers; "" is left blank.
func tried(answers []string, pick func(i int) []string) *survey.Submission {
	s := &survey.Submission{}
	for i := range triedCards() {
		p := survey.Practice{ID: fmt.Sprint("P-", i), Title: "Практика", PlaceName: "Вінниця"}
		for k, v := range pick(i) {
			a := survey.Answer{Criterion: answers[k], State: survey.Given}
			if v == "" {
				a.State = survey.Blank
			}
			fmt.Sscan(v, &a.Number)
			p.Answers = append(p.Answers, a)
		}
		s.Practices = append(s.Practices, p)
	}
	return s
}

// The level that a form computes is the pipeline's at every limit: at each score
// that answers give exactly, at a hair below and above it, for the overall score,
// gates of branches and of criteria, coverages and shares of parts.
func booksAtLimits(t *testing.T) (books [][]byte, judge func(*testing.T, []need.Book)) {
	pick := func(i int) []string {
		key := func(n int) string { return []string{"", "0", "1", "2", "3"}[n%5] }
		return []string{key(i + 1), key(i/2 + i/25), key(i/3 + i/7), key(i / 5), []string{"", "0", "1", "2731", "4095", "4096", "8192"}[i%7]}
	}
	fill := tried([]string{"a", "b", "c", "d", "e"}, pick)
	plain := atLimits(t, "", "")
	scores := map[string][]float64{}
	r := plain.Model.Practices([]survey.Submission{*fill}, nil)
	for _, u := range r.Of(score.Practice) {
		for _, node := range []string{"all", "legal", "a"} {
			if s, _ := r.At(u, node); s.Known && s.Value > 0 && s.Value < 100 {
				scores[node] = append(scores[node], s.Value)
			}
		}
	}
	for _, list := range scores {
		slices.Sort(list)
	}
	met := map[int]int{}
	for k, hair := range []float64{-2e-10, 0, 2e-10} {
		at := func(node string, level int) float64 {
			list := scores[node]
			return list[(1+4*level+k)*len(list)/20] + hair
		}
		levels := "levels:\n  - {level: 0, from: 0, name: нуль}\n"
		for l := 1; l <= 3; l++ {
			levels += fmt.Sprintf("  - {level: %d, from: %v, name: рівень, needs: [{node: legal, at_least: %v}, {node: a, at_least: %v}]}\n",
				l, at("all", l), at("legal", l-1), at("a", l-1))
		}
		m := atLimits(t, "", levels)
		books = append(books, write(t, &m.Questionnaire, Options{Lang: "uk", Partner: vinnytsia(), Period: "2026-H1", Model: &m.Model}, fill))
		r := m.Model.Practices([]survey.Submission{*fill}, nil)
		for _, u := range r.Of(score.Practice) {
			s, _ := r.At(u, "all")
			met[s.Level]++
			if s.Held().Why != "" {
				met[-len(s.Held().Why)]++ // "children", "coverage", "gate"
			}
		}
	}
	for _, level := range []int{0, 1, 2, 3, -len("coverage"), -len("gate")} {
		if met[level] == 0 {
			t.Errorf("levels and reasons met: %v", met)
		}
	}
	return books, func(t *testing.T, computed []need.Book) {
		for i := range books {
			if n := compareShown(t, books[i], computed[i]); n < 3*triedCards() {
				t.Fatalf("%d formulas compared", n)
			}
		}
	}
}
