package pipeline

import (
	"sync"
	"testing"
)

// The stages of a run lie side by side, from nothing to all of it.
func TestStagesAreTheWholeRun(t *testing.T) {
	for _, books := range []int{1, 50, 250, 2000} {
		at := 0.0
		for _, stage := range []Stage{Reading, Scoring, Writing, Publishing} {
			from, to := stage.Span(books)
			if from != at || to <= from {
				t.Errorf("of %d, %s goes from %v to %v, the one before it to %v", books, stage, from, to, at)
			}
			at = to
		}
		if at != 1 {
			t.Errorf("of %d, the last ends at %v", books, at)
		}
	}
}

// toTheEnd is told how a run comes on, and fails where a stage does not come to its end.
func toTheEnd(t *testing.T) Progress {
	var ended sync.Map
	t.Cleanup(func() {
		for _, stage := range []Stage{Reading, Scoring, Writing, Publishing} {
			if _, ok := ended.Load(stage); !ok {
				t.Errorf("%s does not come to its end", stage)
			}
		}
	})
	return func(stage Stage, done, total int, _ string) {
		if total > 0 && done == total {
			ended.Store(stage, true)
		}
	}
}
