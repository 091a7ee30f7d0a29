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
	long    bool // its workbooks take LibreOffice as long as all others: make long has it compute them
}

// officeTrials are those of this package; the tests that read a form as the pipeline does
// add theirs.
var officeTrials = []officeTrial{{name: "shown", prepare: shownBooks}, {name: "not asked", prepare: askingBooks}, {name: "limits", prepare: booksAtLimits}, {name: "ticked", prepare: tickedBooks}, {name: "copied", prepare: copiedBooks}, {name: "counted", prepare: countedBooks}, {name: "printed", prepare: printedBooks}}

// TestLibreOfficeComputesWhatIsPromised has one LibreOffice compute the workbooks of all
// trials: it takes longer to start than to read one.
func TestLibreOfficeComputesWhatIsPromised(t *testing.T) {
	var files []string
	judges, dir := make([]func(*testing.T, []need.Book), len(officeTrials)), t.TempDir()
	first := make([]int, len(officeTrials)+1)
	for i, trial := range officeTrials {
		first[i+1] = len(files)
		if trial.long && !need.Longer() {
			continue
		}
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
		t.Run(trial.name, func(t *testing.T) {
			if trial.long {
				need.Long(t)
			}
			judges[i](t, computed[first[i]:first[i+1]])
		})
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
