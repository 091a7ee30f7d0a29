package ingest

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"depository.example/depository/pipeline/survey/survey"
)

// TestFilesClashByPracticesOfOne: two files clash where one of them names a practice of
// the other, by place and id, whatever else they hold; a file does not clash with itself.
func TestFilesClashByPracticesOfOne(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var list []single
		seen, want := map[string]string{}, false
		for i := range rapid.IntRange(1, 4).Draw(rt, "files") {
			s := single{&survey.Submission{File: fmt.Sprint(i)}, new(outline)}
			for range rapid.IntRange(0, 40).Draw(rt, "practices") {
				p := survey.Practice{Place: fmt.Sprint(rapid.IntRange(0, 2).Draw(rt, "place")), ID: fmt.Sprint(rapid.IntRange(0, 400).Draw(rt, "id"))}
				s.outline.take(&p, nil)
				key := p.Place + "/" + p.ID
				other, known := seen[key]
				want = want || known && other != s.File
				seen[key] = s.File
			}
			list = append(list, s)
		}
		if got := clash(list); got != want {
			rt.Errorf("they clash: %v, want %v", got, want)
		}
	})
}
