package ingest

import (
	"slices"
	"testing"

	"depository.example/depository/pipeline/survey/cell"
)

// Who reads files apart gets the same problems and counts as who reads them together,
// and no answers; the room for these goes from file to file and mixes nothing up.
func TestFilesReadApart(t *testing.T) {
	files := writtenTables(t, 6, 400)
	opts := realOptions(t)
	together := ReadFiles(files, opts, nil)
	opts.Apart = true
	for range 3 {
		apart := ReadFiles(files, opts, nil)
		if !slices.EqualFunc(apart.Problems, together.Problems, func(a, b cell.Problem) bool { return a.Compare(b) == 0 }) {
			t.Fatalf("%d problems, and %d together", len(apart.Problems), len(together.Problems))
		}
		if len(apart.Single) != len(files) || len(apart.Tallies) != len(files) || apart.Submissions != nil {
			t.Fatalf("%d submissions with %d counts", len(apart.Single), len(apart.Tallies))
		}
		known := apart.Known()
		for i := range apart.Single {
			var want Tally
			for j := range together.Single[i].Practices {
				if is, of := known[i].Practices[j], together.Single[i].Practices[j]; is.ID != of.ID || is.Place != of.Place || len(known[i].Practices) != len(together.Single[i].Practices) {
					t.Fatalf("%s %s is known as %s %s", of.Place, of.ID, is.Place, is.ID)
				}
			}
			for j := range together.Single[i].Practices {
				asked, given := together.Single[i].Practices[j].Answered()
				want.Practices, want.Asked, want.Given = want.Practices+1, want.Asked+asked, want.Given+given
			}
			if apart.Single[i].Practices != nil {
				t.Fatal("practices are kept")
			}
			if got := apart.Tallies[i]; got != want || want.Given == 0 {
				t.Errorf("%s: %+v, want %+v", files[i].Name, got, want)
			}
		}
	}
}
