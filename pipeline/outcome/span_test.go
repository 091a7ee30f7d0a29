package outcome

import (
	"strings"
	"testing"

	"depository.example/depository/pipeline"
	"depository.example/depository/templates"
)

// The stages of a run lie side by side, from nothing to all of it, and those of a cluster
// one after the other within them.
func TestStagesAreTheWholeRun(t *testing.T) {
	for _, books := range []int{1, 50, 250, 2000} {
		at := 0.0
		for _, stage := range []pipeline.Stage{pipeline.Reading, pipeline.Scoring, pipeline.Writing, pipeline.Publishing} {
			from, to := Span(stage, books)
			if from != at || to <= from {
				t.Errorf("of %d, %s goes from %v to %v, the one before it to %v", books, stage, from, to, at)
			}
			at = to
		}
		if at != 1 {
			t.Errorf("of %d, the last ends at %v", books, at)
		}
		at = 0
		for _, stage := range pipeline.Stages {
			from, to := Span(pipeline.Clustered+pipeline.Stage(stage), books)
			if from < at || to <= from || to > 1 {
				t.Errorf("of %d, %s on a cluster goes from %v to %v, the one before it to %v", books, stage, from, to, at)
			}
			at = to
		}
	}
}

// Of a stage of a cluster it is said, in both languages, how much of it is done.
func TestStagesOfAClusterAreSaid(t *testing.T) {
	for _, lang := range []string{"uk", "en"} {
		texts, err := templates.Wording(lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, stage := range pipeline.Stages {
			if said := texts.T("command.stage."+string(pipeline.Clustered)+stage, "done", 17, "n", 42); !strings.Contains(said, "17") || !strings.Contains(said, "42") {
				t.Errorf("%s: of %s it says %q", lang, stage, said)
			}
		}
	}
}
