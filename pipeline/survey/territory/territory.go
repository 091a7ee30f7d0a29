// Package territory reads the dated list of hromadas that stand apart, because they
// are occupied or because there is combat. It believes that a status is said only
// with the list and the day that say it, and that a row which contradicts itself
// says nothing.
package territory

import (
	"slices"
	"strings"
	"time"

	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/place"
)

// Reasons for which a territory stands apart.
const (
	occupied = "occupied"
	combat   = "combat"
)

// A List is the status of hromadas on a day.
type List struct {
	Date   string            // ISO 8601, of the list that was used
	Faults []Fault           // rows that contradict themselves and are not used, by row
	status map[string]string // by code; only those that stand apart
	freed  map[string]string // by code; see Freed
}

// A Fault is a row of the list that contradicts itself, or the codifier.
type Fault struct {
	Row, Col int    // 1-based; of the cell that does not agree with the others
	Code     string // what is wrong: "code", "oblast", "name", "flag", "status", "freed" or "twice"
	Read     string // what stands there
	Other    string // what contradicts it
	Name     string // of the hromada, as the row has it
}

// Status tells why a hromada or a whole oblast stands apart; "" it does not.
func (t *List) Status(code string) string {
	if t == nil {
		return ""
	}
	return t.status[code]
}

// Freed returns the months of 2022 in which a hromada that does not stand apart was
// freed, as "2022-03/2022-04" or "2022-11"; "" it was not occupied, or nobody says when.
func (t *List) Freed(code string) string {
	if t == nil || t.status[code] != "" {
		return ""
	}
	return t.freed[code]
}

// columns says where what stands; -1 nowhere.
type columns struct {
	code, name, oblast, status, freed int
	lists                             []dayList // by day
}

// A dayList is a column of the hromadas on a day's list.
type dayList struct {
	col int
	day string // ISO 8601
}

func columnsOf(head []string) (c columns) {
	at := func(label string) int { return slices.Index(head, label) }
	c = columns{code: at("hromada_code"), name: at("hromada_short_name"), oblast: at("oblast_code"), status: at("Status_war_sept"), freed: at("deoccupation_date")}
	for i, h := range head {
		stamp, ok := strings.CutPrefix(h, "war_zone_")
		if d, err := time.Parse("02_01_2006", stamp); ok && err == nil {
			c.lists = append(c.lists, dayList{i, d.Format(time.DateOnly)})
		}
	}
	slices.SortFunc(c.lists, func(a, b dayList) int { return strings.Compare(a.day, b.day) })
	return c
}

// Read reads a table with a header: hromada_code, columns named
// war_zone_DD_MM_YYYY (1: on the list of territories of combat or occupied on
// that day, otherwise 0) and Status_war_sept («occupied»: under occupation in
// September 2022), and, where they are, hromada_short_name, oblast_code and
// deoccupation_date (0: not freed). The list that counts is the last not after date
// ("" the last of all). A hromada on it is occupied where the status says so,
// otherwise of combat; from September 2022 on one that the status calls occupied
// stands apart in any case. A row that contradicts itself, or calls a code by a
// name that it has not in the codifier, is not used and among the Faults. An oblast
// (oblast_code) stands apart when all its hromadas do, as most of them.
func Read(rows [][]string, date string, codifier *place.Registry) (*List, error) {
	if len(rows) == 0 {
		return nil, cell.Fail("places.territories.empty")
	}
	c := columnsOf(rows[0])
	list := dayList{-1, ""}
	for _, l := range c.lists {
		if date == "" || l.day <= date {
			list = l
		}
	}
	if c.code < 0 || list.col < 0 {
		return nil, cell.Fail("places.territories.columns", "date", date)
	}
	t := &List{Date: list.day, status: map[string]string{}, freed: map[string]string{}}
	counts := map[string]map[string]int{} // hromadas by oblast and status
	seen := map[string]string{}           // statuses and flags by code
	for i, row := range rows[1:] {
		row = append(slices.Clone(row), make([]string, max(0, len(rows[0])-len(row)))...)
		if strings.Join(row, "") == "" {
			continue
		}
		f := c.fault(row, codifier)
		code := strings.TrimSpace(row[c.code])
		if said, twice := seen[code]; twice && f.Code == "" && said != c.said(row) {
			f = Fault{Col: c.code + 1, Code: "twice", Read: code}
			delete(t.status, code)
		}
		seen[code] = c.said(row)
		if f.Code != "" {
			f.Row, f.Name = i+2, c.of(row, c.name)
			t.Faults = append(t.Faults, f)
			continue
		}
		s := c.statusOf(row, list)
		if s != "" {
			t.status[code] = s
		}
		if months := monthsOf(c.of(row, c.freed)); months != "" && months[:7] <= list.day[:7] {
			t.freed[code] = months
		}
		if c.oblast >= 0 {
			if counts[row[c.oblast]] == nil {
				counts[row[c.oblast]] = map[string]int{}
			}
			counts[row[c.oblast]][s]++
		}
	}
	t.whole(counts)
	return t, nil
}

// whole finds the oblasts that stand apart, by the statuses of their hromadas.
func (t *List) whole(counts map[string]map[string]int) {
	for code, n := range counts {
		switch {
		case n[""] > 0:
		case n[occupied] >= n[combat]:
			t.status[code] = occupied
		default:
			t.status[code] = combat
		}
	}
}

func (c columns) of(row []string, col int) string {
	if col < 0 {
		return ""
	}
	return strings.TrimSpace(row[col])
}

func (c columns) occupied(row []string) bool {
	return strings.EqualFold(c.of(row, c.status), "occupied")
}

// statusOf tells why the hromada of a row stands apart by a list; "" it does not.
func (c columns) statusOf(row []string, list dayList) string {
	switch listed := c.of(row, list.col) == "1"; {
	case c.occupied(row) && (listed || list.day >= statusFrom):
		return occupied
	case listed:
		return combat
	}
	return ""
}

// The status of Status_war_sept is that of this month.
const (
	statusFrom  = "2022-09"
	statusUntil = "2022-09-30"
)

// said is what a row says of its hromada, to be compared with another row.
func (c columns) said(row []string) string {
	out := c.of(row, c.status)
	for _, l := range c.lists {
		out += "\t" + c.of(row, l.col)
	}
	return out
}

// fault finds what contradicts itself in a row; Code "" nothing.
func (c columns) fault(row []string, codifier *place.Registry) Fault {
	code, name := c.of(row, c.code), c.of(row, c.name)
	h, known := codifier.Hromada(code)
	switch oblast := c.of(row, c.oblast); {
	case !place.IsCode(code):
		return Fault{Col: c.code + 1, Code: "code", Read: code}
	case place.IsCode(oblast) && oblast[:4] != code[:4]:
		return Fault{Col: c.oblast + 1, Code: "oblast", Read: oblast, Other: code}
	case known && name != "" && !codifier.Calls(h, name):
		return Fault{Col: c.name + 1, Code: "name", Read: name, Other: codifier.Describe(h)}
	}
	for _, l := range c.lists {
		if flag := c.of(row, l.col); flag != "0" && flag != "1" {
			return Fault{Col: l.col + 1, Code: "flag", Read: flag}
		}
	}
	return c.contradiction(row)
}

// contradiction compares the status of a row with the lists before and after its
// month, and with the month in which the territory was freed.
func (c columns) contradiction(row []string) Fault {
	status, freed := strings.ToLower(c.of(row, c.status)), c.of(row, c.freed)
	listed, near := false, 0 // on one of the lists beside the month; how many there are
	for i, l := range c.lists {
		before := l.day <= statusUntil && (i+1 == len(c.lists) || c.lists[i+1].day > statusUntil)
		after := l.day > statusUntil && (i == 0 || c.lists[i-1].day <= statusUntil)
		if before || after {
			near++
			listed = listed || c.of(row, l.col) == "1"
		}
	}
	apart := status == "occupied" || strings.Contains(status, "in the war zone")
	since := freed != "" && freed != "0"
	switch {
	case c.status < 0 || status == "":
	case apart && near > 0 && !listed:
		return Fault{Col: c.status + 1, Code: "status", Read: c.of(row, c.status)}
	case c.freed < 0:
	case status == "occupied" && since && freedBefore(freed), // freed before it was occupied
		strings.HasPrefix(status, "not occupied") && since, status == "deoccupied" && !since:
		return Fault{Col: c.freed + 1, Code: "freed", Read: freed, Other: c.of(row, c.status)}
	}
	return Fault{}
}

// monthsOf reads the months in which a territory was freed («March-April»), of the year
// of the list; "" none.
func monthsOf(words string) string {
	var out []string
	for part := range strings.SplitSeq(words, "-") {
		m, err := time.Parse("January", strings.TrimSpace(part))
		if err != nil {
			return ""
		}
		out = append(out, statusFrom[:5]+m.Format("01"))
	}
	return strings.Join(out, "/")
}

// freedBefore reports whether months («March-April») all lie before September.
func freedBefore(months string) bool {
	last := months[strings.LastIndexByte(months, '-')+1:]
	m, err := time.Parse("January", strings.TrimSpace(last))
	return err == nil && m.Month() < time.September
}
