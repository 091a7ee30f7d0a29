package compose

import (
	"math"
	"strings"
	"testing"

	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/review"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/writing"
	"depository.example/depository/templates"
)

func TestVerifiedIsSaid(t *testing.T) {
	texts, err := templates.Wording("uk")
	if err != nil {
		t.Fatal(err)
	}
	c := writing.New(Input{
		Analysis: analysis.Analysis{Now: &score.Result{Nodes: []score.NodeInfo{{ID: "a", Name: survey.Text{"uk": "Акт"}}}}, Comparison: &compare.Comparison{}},
		Evidence: analysis.Evidence{Questionnaire: &survey.Questionnaire{}, Model: &score.Model{}},
	}, texts)
	MethodologyChapter{c}.Verified()
	if self := document.Text(c.Blocks[0].(*document.Paragraph).Spans); !strings.Contains(self, "ніхто не перевіряв") {
		t.Errorf("nobody has looked: %s", self)
	}
	c.Blocks = nil
	c.In.Verified = review.Summary{Claims: 8, Verified: 6, Confirmed: 3, Lowered: 2, Raised: 1,
		Agreement: []review.Agreement{{Criterion: "a", Answers: 4, Alpha: 0.5}, {Criterion: "b", Answers: 2, Alpha: 0.9}, {Criterion: "c", Answers: 2, Alpha: math.NaN()}}}
	MethodologyChapter{c}.Verified()
	var said []string
	for _, b := range c.Blocks {
		said = append(said, document.Text(b.(*document.Paragraph).Spans))
	}
	all := strings.Join(said, "\n")
	for _, want := range []string{"6 з 8 заявлених рівнів (75\u00a0%)", "знижено 2", "підвищено 1", "0,667", "Акт (0,50)"} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q in %s", want, all)
		}
	}
	if strings.Contains(all, "0,90") || strings.Contains(all, "⟦") {
		t.Errorf("%s", all)
	}
}
