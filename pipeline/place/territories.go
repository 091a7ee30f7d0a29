package place

import (
	"slices"
	"strings"
	"time"

	"depository/pipeline/cell"
)

// Reasons for which a territory stands apart.
const (
	Occupied = "occupied"
	Combat   = "combat"
)

// Territories is the status of hromadas on a day.
type Territories struct {
	Date   string            // ISO 8601, of the list that was used
	status map[string]string // by code; only those that stand apart
}

// Status tells why a hromada or a whole oblast stands apart; "" it does not.
func (t *Territories) Status(code string) string {
	if t == nil {
		return ""
	}
	return t.status[code]
}

// ReadTerritories reads a table with a header: hromada_code, columns named
// war_zone_DD_MM_YYYY (1: on the list of territories of combat or occupied on
// that day) and Status_war_sept («occupied»: under occupation in September
// 2022). The list that counts is the last not after date ("" the last of all).
// A hromada on it is occupied where the status says so, otherwise of combat; from
// September 2022 on one that the status calls occupied stands apart in any case.
// An oblast (oblast_code) stands apart when all its hromadas do, as most of them.
func ReadTerritories(rows [][]string, date string) (*Territories, error) {
	if len(rows) == 0 {
		return nil, cell.Fail("places.territories.empty")
	}
	code, status := slices.Index(rows[0], "hromada_code"), slices.Index(rows[0], "Status_war_sept")
	list, day := -1, ""
	for i, h := range rows[0] {
		stamp, ok := strings.CutPrefix(h, "war_zone_")
		d, err := time.Parse("02_01_2006", stamp)
		if iso := d.Format(time.DateOnly); ok && err == nil && iso > day && (date == "" || iso <= date) {
			list, day = i, iso
		}
	}
	if code < 0 || list < 0 {
		return nil, cell.Fail("places.territories.columns", "date", date)
	}
	t := &Territories{Date: day, status: map[string]string{}}
	oblast := slices.Index(rows[0], "oblast_code")
	counts := map[string]map[string]int{} // hromadas by oblast and status
	for _, row := range rows[1:] {
		if len(row) <= max(code, list, status, oblast) {
			continue
		}
		s := ""
		occupied := status >= 0 && strings.EqualFold(strings.TrimSpace(row[status]), "occupied")
		switch listed := strings.TrimSpace(row[list]) == "1"; {
		case occupied && (listed || day >= "2022-09"):
			s = Occupied
		case listed:
			s = Combat
		}
		if s != "" {
			t.status[row[code]] = s
		}
		if oblast >= 0 {
			if counts[row[oblast]] == nil {
				counts[row[oblast]] = map[string]int{}
			}
			counts[row[oblast]][s]++
		}
	}
	for code, n := range counts {
		switch {
		case n[""] > 0:
		case n[Occupied] >= n[Combat]:
			t.status[code] = Occupied
		default:
			t.status[code] = Combat
		}
	}
	return t, nil
}
