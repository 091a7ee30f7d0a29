package reviewbook

import (
	"strings"
	"testing"
	"unsafe"

	"depository.example/depository/pipeline/measure/review"
)

// What is kept of reviewers' workbooks is bounded and holds no other text of them;
// the workbook for which there is no room is named.
func TestWhatIsKeptOfReviewersIsBounded(t *testing.T) {
	long := strings.Repeat("підстава ", 1_000)
	one := func() *Reviews {
		return &Reviews{Marks: []review.Mark{{Reason: long[:len("підстава")]}}, By: []Reviewer{{Name: "Рецензент", File: "a.xlsx"}}}
	}
	var all Reviews
	all.add(one(), "a.xlsx", 1_000)
	if len(all.Marks) != 1 || unsafe.StringData(all.Marks[0].Reason) == unsafe.StringData(long) || all.kept < 100 || all.kept > 1_000 {
		t.Fatalf("%d marks, %d bytes", len(all.Marks), all.kept)
	}
	for range 5 {
		all.add(one(), "b.xlsx", 1_000)
	}
	if last := all.Problems[len(all.Problems)-1]; all.kept > 1_000 || last.Code != "file-beyond-all" || last.At.File != "b.xlsx" {
		t.Errorf("%d bytes, %+v", all.kept, last)
	}
}
