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
// Run does all six, Analyse the fourth.
package pipeline

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
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

// Periods gives the periods of the inputs, the earliest first.
func Periods(inputs string) ([]string, error) {
	entries, err := os.ReadDir(inputs)
	var found []string
	for _, e := range entries {
		info, err := os.Stat(filepath.Join(inputs, e.Name())) // a link to a folder is one
		if err == nil && info.IsDir() && !strings.HasPrefix(e.Name(), ".") && strings.ContainsAny(e.Name(), "0123456789") {
			found = append(found, e.Name())
		}
	}
	slices.SortFunc(found, comparePeriods)
	return found, err
}

// comparePeriods orders names of periods: runs of digits as numbers, so that
// 2026-2 stands before 2026-10, and the rest as text.
func comparePeriods(a, b string) int {
	pa, pb := splitDigits(a), splitDigits(b)
	for i := range min(len(pa), len(pb)) {
		na, errA := strconv.ParseUint(pa[i], 10, 64)
		nb, errB := strconv.ParseUint(pb[i], 10, 64)
		switch {
		case errA == nil && errB == nil && na < nb:
			return -1
		case errA == nil && errB == nil && na > nb:
			return 1
		case errA == nil && errB == nil:
			continue
		}
		if c := strings.Compare(pa[i], pb[i]); c != 0 {
			return c
		}
	}
	if c := len(pa) - len(pb); c != 0 {
		return c
	}
	return strings.Compare(a, b)
}

// splitDigits cuts a text into runs of digits and of other characters.
func splitDigits(s string) []string {
	var parts []string
	start := 0
	for i := 1; i <= len(s); i++ {
		if i == len(s) || isDigit(s[i]) != isDigit(s[i-1]) {
			parts = append(parts, s[start:i])
			start = i
		}
	}
	return parts
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// lastDay gives the last day of a period by its name: of 2026-H1 the 30th of
// June, of 2026-Q3 the 30th of September, of 2026-02 the 28th of February, of
// any other name that begins with a year the 31st of December.
func lastDay(period string) (time.Time, error) {
	year, err := strconv.Atoi(period[:min(4, len(period))])
	if err != nil || len(period) < 4 {
		return time.Time{}, fmt.Errorf("the period %q does not begin with a year: say the date of the report (--date 2026-11-24)", period)
	}
	month := 12
	if kind, n, ok := part(period[4:]); ok {
		switch {
		case kind == "H" && n <= 2:
			month = 6 * n
		case kind == "Q" && n <= 4:
			month = 3 * n
		case kind == "" && n <= 12:
			month = n
		}
	}
	return time.Date(year, time.Month(month+1), 0, 0, 0, 0, 0, time.UTC), nil
}

// part reads -H1, -Q3 or -02 after the year.
func part(s string) (kind string, n int, ok bool) {
	s, ok = strings.CutPrefix(strings.ToUpper(s), "-")
	if !ok || s == "" {
		return "", 0, false
	}
	if !isDigit(s[0]) {
		kind, s = s[:1], s[1:]
	}
	n, err := strconv.Atoi(s)
	return kind, n, err == nil && n >= 1
}
