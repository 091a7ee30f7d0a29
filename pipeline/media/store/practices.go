package store

import (
	"maps"
	"slices"
	"strings"
)

// A Practice is a practice as it was known last.
type Practice struct {
	Partner, Place, ID string
	Period             string // the last that has it
	Title, Theme       string
	TitleEN            string // "" none
	PlaceName          string
	Text               string   // its summary, then what was typed into answers
	Score, Level       string   // overall; "" none
	Given              []string // criteria that were answered
}

// Practices lists every practice that is known, each by the last period that has
// it, in the order of partner, place and id.
func (d *DB) Practices(known Known) ([]Practice, error) {
	periods, err := d.Periods(known)
	if err != nil {
		return nil, err
	}
	by := map[string]*Practice{}
	for _, period := range periods {
		rows, err := d.rows(tableOf("practice"), period, known)
		if err != nil {
			return nil, err
		}
		for key, row := range rows {
			by[key] = &Practice{Partner: text(row[1]), Place: text(row[2]), ID: text(row[3]), Period: period,
				Title: text(row[4]), Theme: text(row[5]), Text: text(row[6]), PlaceName: text(row[9])}
		}
	}
	for _, period := range periods {
		if err := d.fill(by, period, known); err != nil {
			return nil, err
		}
	}
	var out []Practice
	for _, key := range slices.Sorted(maps.Keys(by)) {
		out = append(out, *by[key])
	}
	return out, nil
}

// fill enters the answers and the overall scores of a period.
func (d *DB) fill(by map[string]*Practice, period string, known Known) error {
	answers, err := d.rows(tableOf("answer"), period, known)
	if err != nil {
		return err
	}
	scores, err := d.rows(tableOf("score"), period, known)
	if err != nil {
		return err
	}
	for _, key := range slices.Sorted(maps.Keys(answers)) {
		row := answers[key]
		p := by[keyOf(table{keys: tableOf("practice").keys[1:]}, row[1:])]
		if p == nil || p.Period != period || text(row[5]) != "given" {
			continue
		}
		p.Given = append(p.Given, text(row[4]))
		if row[13] == nil && text(row[6]) == "" { // a text
			p.Text += "\n" + text(row[7])
		}
		if c := text(row[8]); c != "" {
			p.Text += "\n" + c
		}
	}
	if err := d.tellOf(by, period, known); err != nil {
		return err
	}
	root := ""
	err = d.each(`SELECT root FROM recording WHERE period = ? ORDER BY id`, []any{period}, func(row []any) { root = text(row[0]) })
	for _, row := range scores {
		p := by[strings.Join([]string{text(row[2]), text(row[3]), text(row[4])}, "\x00")]
		if p != nil && p.Period == period && text(row[1]) == "practice" && text(row[5]) == root {
			p.Score, p.Level = field(row[6]), field(row[8])
		}
	}
	return err
}

// tellOf enters what practices tell of themselves.
func (d *DB) tellOf(by map[string]*Practice, period string, known Known) error {
	told, err := d.rows(tableOf("described"), period, known)
	for _, key := range slices.Sorted(maps.Keys(told)) {
		row := told[key]
		p := by[key[:strings.LastIndexByte(key, 0)]]
		switch {
		case p == nil || p.Period != period:
		case text(row[4]) == "title_en":
			p.TitleEN = text(row[5])
		default:
			p.Text += "\n" + text(row[5])
		}
	}
	return err
}

// Answers reports whether a practice has answered a criterion.
func (p *Practice) Answers(criterion string) bool { return slices.Contains(p.Given, criterion) }
