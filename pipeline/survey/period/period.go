// Package period reads the names of reporting periods. It believes that a period
// is named as people write it, a year and a part of it (2026, 2026-H1, 2026-Q3,
// 2026-02); any other name that an office prefers is kept, ordered, and has no
// other meaning.
package period

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"depository.example/depository/pipeline/survey/natural"
)

// A Kind is what part of a year a period is.
type Kind uint8

// The kinds of periods.
const (
	Other   Kind = iota // a name without a meaning of ours
	Year                // 2026
	Half                // 2026-H1
	Quarter             // 2026-Q3
	Month               // 2026-02
)

// A Period is a name, read.
type Period struct {
	Name string
	Kind Kind
	Year int // 0 where the name does not begin with one
	Part int // of the year, 1-based; 0 the whole
}

var form = regexp.MustCompile(`(?i)^(\d{4})(?:-(H[12]|Q[1-4]|0?[1-9]|1[0-2]))?$`)

// Parse reads a name.
func Parse(name string) Period {
	p := Period{Name: name}
	m := form.FindStringSubmatch(name)
	if m == nil {
		if len(name) >= 4 {
			p.Year, _ = strconv.Atoi(name[:4]) // 0 for what is no year
		}
		return p
	}
	p.Year, _ = strconv.Atoi(m[1])
	switch part := strings.ToUpper(m[2]); {
	case part == "":
		p.Kind = Year
	case part[0] == 'H':
		p.Kind, p.Part = Half, int(part[1]-'0')
	case part[0] == 'Q':
		p.Kind, p.Part = Quarter, int(part[1]-'0')
	default:
		p.Kind = Month
		p.Part, _ = strconv.Atoi(part)
	}
	return p
}

// LastDay returns the last day of a period: of 2026-H1 the 30th of June, of any
// other name that begins with a year its 31st of December; false where the name
// begins with none.
func (p Period) LastDay() (time.Time, bool) {
	month := 12
	switch p.Kind {
	case Half:
		month = 6 * p.Part
	case Quarter:
		month = 3 * p.Part
	case Month:
		month = p.Part
	}
	return time.Date(p.Year, time.Month(month+1), 0, 0, 0, 0, 0, time.UTC), p.Year > 0
}

// FirstDay returns the first day of a period, and whether it is known: of 2026-H1 the
// 1st of January.
func (p Period) FirstDay() (time.Time, bool) {
	last, ok := p.LastDay()
	months := map[Kind]int{Half: 6, Quarter: 3, Month: 1}[p.Kind]
	if months == 0 {
		months = 12
	}
	return time.Date(last.Year(), last.Month()-time.Month(months)+1, 1, 0, 0, 0, 0, time.UTC), ok
}

// Compare orders names of periods, the earliest first: 2026-2 before 2026-10.
func Compare(a, b string) int { return natural.Compare(a, b) }

// IsName reports whether a folder of this name is a period: its name has a digit
// and does not begin with a dot.
func IsName(folder string) bool {
	return !strings.HasPrefix(folder, ".") && strings.ContainsAny(folder, "0123456789")
}

// Before returns the last of several names that stands before a period; "" none.
func Before(names []string, period string) string {
	last := ""
	for _, n := range slices.SortedFunc(slices.Values(names), Compare) {
		if Compare(n, period) < 0 {
			last = n
		}
	}
	return last
}
