package site

import (
	"strings"
	"testing"

	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/templates"
)

func TestLegendNamesWhatIsDrawn(t *testing.T) {
	words, err := templates.Wording("uk")
	if err != nil {
		t.Fatal(err)
	}
	const steps = "step-1=початковий step-2=базовий step-3=визначений step-4=керований step-5=випереджальний"
	want := map[document.FigureKind]string{
		document.Ranking:  steps + " dot-hollow=2025-H2 whisker=інтервал\u00a090\u00a0%",
		document.HeatMap:  steps + " step-0=н/д",
		document.Map:      steps + " step-0=н/д step-6=поза\u00a0порівнянням",
		document.Dumbbell: "dot-hollow=2025-H2 dot-filled=2026-H1",
		document.Stacked:  steps,
		document.Profile:  "dot-filled=Вінниця dot-hollow=середнє whisker=інтервал\u00a090\u00a0%",
	}
	for _, f := range samplePage("uk").Figures {
		var got []string
		for _, item := range legend(f, words) {
			got = append(got, item.Mark+"="+strings.ReplaceAll(item.Text, " ", "\u00a0"))
		}
		if s := strings.Join(got, " "); s != want[f.Kind] {
			t.Errorf("%s: legend %q, want %q", f.Kind, s, want[f.Kind])
		}
	}
}

func TestTableHoldsEveryNumber(t *testing.T) {
	words, err := templates.Wording("uk")
	if err != nil {
		t.Fatal(err)
	}
	want := map[document.FigureKind][]string{ // the head, the first row
		document.Ranking:  {"Назва|2026-H1|2025-H2", "Вінниця|81,3 (76,1–85,7)|77,3"},
		document.Dumbbell: {"Назва|2025-H2|2026-H1|Примітка", "Вінниця|75,0|82,2|+7,2"},
		document.Map:      {"Назва|Загальний бал", "Вінницька область|91,3"},
		document.Quadrant: {"Назва|Зрілість|Придатність до поширення", "Запис до лікаря онлайн|20,0|18,0"},
	}
	for _, f := range samplePage("uk").Figures {
		got := table(f, words)
		if len(got.Rows) != len(f.Rows) {
			t.Errorf("%s: %d rows, want %d", f.Kind, len(got.Rows), len(f.Rows))
		}
		for _, row := range got.Rows {
			if len(row) != len(got.Head) {
				t.Errorf("%s: a row of %d cells under a head of %d", f.Kind, len(row), len(got.Head))
			}
		}
		if w, ok := want[f.Kind]; ok {
			for i, line := range [][]string{got.Head, got.Rows[0]} {
				if s := strings.Join(line, "|"); s != w[i] {
					t.Errorf("%s: %q, want %q", f.Kind, s, w[i])
				}
			}
		}
	}
}
