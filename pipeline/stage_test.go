package pipeline

import (
	"sync"
	"testing"
)

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
