package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A Practice is a practice as it was known last.
type Practice struct {
	Partner, Place, ID string
	Period             string // the last that has it
	Title, Theme       string
	TitleEN            string   // "" none
	PlaceName, Oblast  string   // as printed in Ukrainian; "" not known
	Text               string   // its summary, then what was typed into answers
	Score, Level       string   // overall; "" none
	Given              []string // criteria that were answered
}

// Stamp tells states of the depository apart, whatever it holds: a text that differs where
// anything else was recorded.
func (d *DB) Stamp(known Known) (string, error) {
	h := sha256.New()
	allowed, args := known.where()
	err := d.each(`SELECT id, period, program, root, method, recorded FROM recording AS r`+allowed+` ORDER BY id`, args, func(row []any) { fmt.Fprintf(h, "%q\n", row) })
	return hex.EncodeToString(h.Sum(nil)), err
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
		if err := d.walk(tableOf("practice"), []any{period}, known, func(key string, row []any) {
			by[key] = &Practice{Partner: text(row[1]), Place: text(row[2]), ID: text(row[3]), Period: period,
				Title: text(row[4]), Theme: text(row[5]), Text: text(row[6]), PlaceName: text(row[9])}
		}); err != nil {
			return nil, err
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

// fill enters what else is known of the practices that a period is the last to have.
func (d *DB) fill(by map[string]*Practice, period string, known Known) error {
	root, err := d.rootOf(period, known)
	if err != nil {
		return err
	}
	oblasts := map[string]string{}
	if err := d.walk(tableOf("place"), []any{period}, known, func(_ string, row []any) { oblasts[text(row[1])] = text(row[3]) }); err != nil {
		return err
	}
	for _, p := range by {
		if p.Period == period {
			p.Oblast = oblasts[p.Place]
		}
	}
	for _, part := range []struct {
		table string
		enter func(p *Practice, row []any)
	}{{"answer", answered}, {"described", described}} {
		err := d.walk(tableOf(part.table), []any{period}, known, func(key string, row []any) {
			if p := by[key[:strings.LastIndexByte(key, 0)]]; p != nil && p.Period == period {
				part.enter(p, row)
			}
		})
		if err != nil {
			return err
		}
	}
	return d.walk(tableOf("score"), []any{period}, known, func(_ string, row []any) {
		if text(row[1]) != "practice" || text(row[5]) != root {
			return
		}
		if p := by[text(row[2])+"\x00"+text(row[3])+"\x00"+text(row[4])]; p != nil && p.Period == period {
			p.Score, p.Level = field(row[6]), field(row[8])
		}
	})
}

// answered enters an answer.
func answered(p *Practice, row []any) {
	if text(row[5]) != "given" {
		return
	}
	p.Given = append(p.Given, text(row[4]))
	if row[13] == nil && text(row[6]) == "" { // a text
		p.Text += "\n" + text(row[7])
	}
	if c := text(row[8]); c != "" {
		p.Text += "\n" + c
	}
}

// described enters what a practice tells of itself.
func described(p *Practice, row []any) {
	if text(row[4]) == "title_en" {
		p.TitleEN = text(row[5])
		return
	}
	p.Text += "\n" + text(row[5])
}

// rootOf is the node of overall scores by which a period was recorded last.
func (d *DB) rootOf(period string, known Known) (root string, err error) {
	allowed, args := known.where()
	err = d.each(`SELECT root FROM (SELECT * FROM recording AS r`+allowed+`) WHERE period = ? ORDER BY id`, append(args, period), func(row []any) { root = text(row[0]) })
	return root, err
}
