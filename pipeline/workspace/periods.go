package workspace

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"depository.example/depository/pipeline/survey/period"
)

// A PeriodError says that a period is not there.
type PeriodError struct {
	Period string // what was asked for; "" the last
	Inputs string
	Found  []string // the periods that are there, in order
}

// Words says which period is not there, or that none is (wording.Told).
func (e *PeriodError) Words() (key string, args []any) {
	if e.Period == "" {
		return "command.run.no-periods", []any{"inputs", e.Inputs}
	}
	return "command.run.no-period", []any{"inputs", e.Inputs, "period", e.Period, "found", e.Found}
}

// Error says which period is not there, in English.
func (e *PeriodError) Error() string {
	if e.Period == "" {
		return "no period in " + e.Inputs
	}
	return fmt.Sprintf("no period %q in %s", e.Period, e.Inputs)
}

// Period finds a period among the inputs, "" the last one, and the one before it
// ("" none). The error of one that is not there is a *PeriodError.
func (from *Sources) Period(want string) (name, before string, err error) {
	found, err := Periods(from.Inputs)
	if errors.Is(err, fs.ErrNotExist) {
		return "", "", &PeriodError{Inputs: from.Inputs}
	}
	if err != nil {
		return "", "", err
	}
	i := len(found) - 1
	if want != "" {
		i = slices.Index(found, want)
	}
	if i < 0 {
		return "", "", &PeriodError{Period: want, Inputs: from.Inputs, Found: found}
	}
	if i > 0 {
		before = found[i-1]
	}
	return found[i], before, nil
}

// Periods returns the periods of the inputs, the earliest first: every folder with
// a digit in its name that is not hidden. Runs of digits are ordered as numbers.
func Periods(inputs string) ([]string, error) {
	entries, err := os.ReadDir(inputs)
	var found []string
	for _, e := range entries {
		info, err := os.Stat(filepath.Join(inputs, e.Name())) // a link to a folder is one
		if err == nil && info.IsDir() && period.IsName(e.Name()) {
			found = append(found, e.Name())
		}
	}
	slices.SortFunc(found, period.Compare)
	return found, err
}
