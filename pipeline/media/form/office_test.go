package form

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"depository.example/depository/internal/need"
)

// An officeTrial writes workbooks, and judges what LibreOffice computes of them.
type officeTrial struct {
	name    string
	prepare func(t *testing.T) (books [][]byte, judge func(t *testing.T, computed []need.Book))
}

// officeTrials are those of this package; the tests that read a form as the pipeline does
// add theirs.
var officeTrials = []officeTrial{{"shown", shownBooks}, {"not asked", askingBooks}, {"limits", booksAtLimits}, {"ticked", tickedBooks}, {"copied", copiedBooks}, {"counted", countedBooks}, {"printed", printedBooks}}

// TestLibreOfficeComputesWhatIsPromised has one LibreOffice compute the workbooks of all
// trials: it takes longer to start than to read one.
func TestLibreOfficeComputesWhatIsPromised(t *testing.T) {
	var files []string
	judges, dir := make([]func(*testing.T, []need.Book), len(officeTrials)), t.TempDir()
	first := make([]int, len(officeTrials)+1)
	for i, trial := range officeTrials {
		books, judge := trial.prepare(t)
		for _, data := range books {
			file := filepath.Join(dir, fmt.Sprintf("form%d.xlsx", len(files)))
			if err := os.WriteFile(file, data, 0o600); err != nil {
				t.Fatal(err)
			}
			files = append(files, file)
		}
		judges[i], first[i+1] = judge, len(files)
	}
	computed := need.Recomputed(t, files...)
	for i, trial := range officeTrials {
		t.Run(trial.name, func(t *testing.T) { judges[i](t, computed[first[i]:first[i+1]]) })
	}
}

// A form opened from a letter, before anything is computed, shows what its formulas give.
func shownBooks(t *testing.T) (books [][]byte, judge func(*testing.T, []need.Book)) {
	data := write(t, small(), Options{Lang: "uk", Partner: vinnytsia(), Period: "2026-H1", Cards: 4, Illustrative: true}, filled())
	return [][]byte{data}, func(t *testing.T, computed []need.Book) {
		if n := compareShown(t, data, computed[0]); n < 30 {
			t.Errorf("only %d formulas compared", n)
		}
	}
}
