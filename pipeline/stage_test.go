package pipeline

import (
	"errors"
	"io"
	"runtime"
	"slices"
	"sync"
	"testing"

	"depository.example/depository/pipeline/edition"
	"depository.example/depository/pipeline/media/publish"
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

// With one processor what takes longest is made first, and of what takes as long last what
// is made of other files; the site is no part of the edition.
func TestOrderOfMaking(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	var outputs []edition.Output
	var made []string
	for _, name := range []string{"answers.csv", "site/data/answers.csv", "site/uk/data/index.html", "site/uk/index.html", "report.uk.pdf", "ledger.xlsx", "basis.csv"} {
		outputs = append(outputs, edition.Plain(name, func(w io.Writer) error {
			made = append(made, name)
			_, err := io.WriteString(w, name)
			return err
		}))
	}
	own, err := publish.Begin(t.TempDir(), "2026")
	if err != nil {
		t.Fatal(err)
	}
	pages, err := publish.Begin(t.TempDir(), "2026")
	if err != nil {
		t.Fatal(err)
	}
	names, err := Publish(own, pages, outputs, edition.Manifest{}, func([]byte) error { return nil }, nil)
	if err = errors.Join(err, pages.Publish(), own.Close(), pages.Close()); err != nil {
		t.Fatal(err)
	}
	if want := []string{"report.uk.pdf", "answers.csv", "ledger.xlsx", "basis.csv", "site/uk/index.html", "site/data/answers.csv", "site/uk/data/index.html"}; !slices.Equal(made, want) {
		t.Errorf("made %v, want %v", made, want)
	}
	if want := []string{"answers.csv", "basis.csv", "ledger.xlsx", publish.ManifestName, "report.uk.pdf"}; !slices.Equal(names, want) {
		t.Errorf("published %v, want %v", names, want)
	}
}

// What grows with the practices is the same part of an edition however large that is, in
// one ledger or in many.
func TestSharesOfLargeTablesGrowWithTheSite(t *testing.T) {
	outputs := func(pages int, names ...string) []edition.Output {
		out := make([]edition.Output, pages)
		for i := range out {
			out[i].Site = true
		}
		for _, name := range names {
			out = append(out, edition.Output{Name: name})
		}
		return out
	}
	large := func(pages int, ledgers ...string) int {
		all := outputs(pages, append(ledgers, "numbers.csv")...)
		return shared(all).all - pages
	}
	one := large(1200, "ledger.xlsx")
	if two := large(1200, "ledger/UA-05.xlsx", "ledger/UA-07.xlsx"); one < 600 || two != one {
		t.Errorf("one ledger is %d with the numbers, two are %d", one, two)
	}
	if more := large(120_000, "ledger.xlsx"); more != 100*one {
		t.Errorf("of a hundred times the pages they are %d, not 100 times %d", more, one)
	}
	if few := large(0, "ledger.xlsx"); few != 2 {
		t.Errorf("without a site they are %d", few)
	}
}
