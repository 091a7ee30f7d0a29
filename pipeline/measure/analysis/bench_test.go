package analysis_test

import (
	"fmt"
	"testing"

	"depository.example/depository/internal/madeup"
	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/media/rules"
	"depository.example/depository/templates"
)

// evidence is two periods of made-up partners under the product's own method.
func evidence(t testing.TB, partners int) analysis.Evidence {
	t.Helper()
	file := func(name string) []byte {
		data, err := templates.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	m, err := method.Parse("egov-practices.yaml", file("methods/egov-practices.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	rules, err := rules.Parse("egov-practices.yaml", file("rules/egov-practices.yaml"), m)
	if err != nil {
		t.Fatal(err)
	}
	return analysis.Evidence{
		Questionnaire: &m.Questionnaire, Model: &m.Model, Uncertainty: m.Uncertainty, Rules: rules,
		Submissions: madeup.Submissions(&m.Questionnaire, partners, 2), Earlier: madeup.Submissions(&m.Questionnaire, partners, 1),
	}
}

// BenchmarkAnalyse prints what an analysis costs by the number of partners.
func BenchmarkAnalyse(b *testing.B) {
	for _, n := range []int{50, 125, 250} {
		e := evidence(b, n)
		b.Run(fmt.Sprint(n, "-partners"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				analysis.Analyse(e)
			}
		})
	}
}
