package place

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
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

// Status tells why a hromada stands apart; "" it does not.
func (t *Territories) Status(code string) string {
	if t == nil {
		return ""
	}
	return t.status[code]
}

// Len counts the hromadas that stand apart.
func (t *Territories) Len() int { return len(t.status) }

// ReadTerritories reads a table with a header: hromada_code, columns named
// war_zone_DD_MM_YYYY (1: on the list of territories of combat or occupied on
// that day) and Status_war_sept («occupied»: under occupation in September
// 2022). The list that counts is the last not after date ("" the last of all).
// A hromada on it is occupied where the status says so, otherwise of combat.
func ReadTerritories(rows [][]string, date string) (*Territories, error) {
	if len(rows) == 0 {
		return nil, errors.New("the list of territories is empty")
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
		return nil, fmt.Errorf("the list of territories needs the columns hromada_code and war_zone_DD_MM_YYYY of a day not after %q", date)
	}
	t := &Territories{Date: day, status: map[string]string{}}
	for _, row := range rows[1:] {
		if len(row) <= max(code, list, status) || strings.TrimSpace(row[list]) != "1" {
			continue
		}
		t.status[row[code]] = Combat
		if status >= 0 && strings.EqualFold(strings.TrimSpace(row[status]), "occupied") {
			t.status[row[code]] = Occupied
		}
	}
	return t, nil
}
