// Package pipeline is the order of the stages. It believes that one run is one
// function from files to a folder, and that everything between reading and
// writing is another one without files:
//
//  1. open the method, its rules, the layouts and the places;
//  2. lock the outputs and prepare a folder beside them;
//  3. read the workbooks of the period and of the one before into submissions
//     and problems;
//  4. Analyse: score, test how certain the scores are, compare, recommend;
//  5. compose the document in each language; print it as PDF and as a page;
//  6. write the tables and the manifest, and publish the folder whole.
//
// Run does all six; package analysis is the fourth.
package pipeline

import (
	"depository.example/depository/pipeline/survey/period"
	"depository.example/depository/pipeline/tell/wording"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
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

func (e *PeriodError) Error() string {
	if e.Period == "" {
		return "no period in " + e.Inputs
	}
	return fmt.Sprintf("no period %q in %s", e.Period, e.Inputs)
}

// periods finds the period to read and the one before it ("" none) among the
// folders of inputs: every folder with a digit in its name that is not hidden.
// Runs of digits are ordered as numbers.
func periods(inputs, want string) (period, before string, err error) {
	found, err := Periods(inputs)
	if errors.Is(err, fs.ErrNotExist) {
		return "", "", &PeriodError{Inputs: inputs}
	}
	if err != nil {
		return "", "", err
	}
	i := len(found) - 1
	if want != "" {
		i = slices.Index(found, want)
	}
	if i < 0 {
		return "", "", &PeriodError{Period: want, Inputs: inputs, Found: found}
	}
	if i > 0 {
		before = found[i-1]
	}
	return found[i], before, nil
}

// Periods returns the periods of the inputs, the earliest first.
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

// lastDay returns the last day of a period. A name that does not begin with a
// year has none: the date of the report must then be said.
func lastDay(name string) (time.Time, error) {
	day, ok := period.Parse(name).LastDay()
	if !ok {
		return time.Time{}, wording.Fail("command.run.no-date", "period", name)
	}
	return day, nil
}
