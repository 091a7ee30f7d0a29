package store

import (
	"cmp"
	"slices"
)

// A Change is one thing that differs between two periods, or between two states of
// one.
type Change struct {
	Kind                     string // "answer", "practice" or "correction"; of scores what the change comes from
	Partner, Place, Practice string
	Item                     string // a criterion, a node; "" the practice itself
	Before, After            string // as typed, or as printed; "" nothing
	Cell1, Cell2             string // file!sheet!cell; "" none
	Period                   string // of a correction: the one that was corrected
	BeforeKnown, AfterKnown  bool   // false: there was nothing
}

// A Known says until when recordings count: the end of a day, or one recording; the
// zero Known is now.
type Known struct {
	Day       string // YYYY-MM-DD
	recording int64
}

// where is the condition on recordings (r), with its parameter.
func (k Known) where() (condition string, args []any) {
	switch {
	case k.recording > 0:
		return ` WHERE r.id <= ?`, []any{k.recording}
	case k.Day != "":
		return ` WHERE substr(r.recorded, 1, 10) <= ?`, []any{k.Day}
	}
	return "", nil
}

// rows reads the facts of a table about a period by their keys without the period.
func (d *DB) rows(t table, period string, known Known) (map[string][]any, error) {
	out := map[string][]any{}
	err := d.walk(t, []any{period}, known, func(key string, row []any) { out[key] = row })
	return out, err
}

// walk visits the facts of a table whose first keys, the period and what may stand behind
// it, are those of within, in the order of their keys, each as the
// last recording has it, without those that are gone: its keys without the period as one
// text, and its row. It reads the rows as they lie, one after the other.
func (d *DB) walk(t table, within []any, known Known, visit func(key string, row []any)) error {
	among, args := "", slices.Clone(within)
	for _, k := range t.keys[1:len(within)] {
		among += ` AND ` + k.name + ` = ?`
	}
	if allowed, more := known.where(); allowed != "" {
		among, args = among+` AND recording IN (SELECT id FROM recording AS r`+allowed+`)`, append(args, more...)
	}
	last, key := []any(nil), ""
	told := func() {
		if last != nil && last[len(last)-1] == int64(0) {
			visit(key, last[:len(last)-1])
		}
	}
	err := d.each(`SELECT `+list(t.keys, t.values)+`, gone FROM `+t.name+` WHERE period = ?`+among+` ORDER BY `+list(t.keys)+`, recording`, args, func(row []any) {
		if next := keyOf(row[1:len(t.keys)]); next != key || last == nil {
			told()
			key = next
		}
		last = row
	})
	told()
	return err
}

// tableOf finds a table by its name.
func tableOf(name string) table {
	return tables[slices.IndexFunc(tables, func(t table) bool { return t.name == name })]
}

// Periods lists the periods that were recorded, ascending.
func (d *DB) Periods(known Known) (out []string, err error) {
	allowed, args := known.where()
	err = d.each(`SELECT DISTINCT period FROM recording AS r`+allowed+` ORDER BY period`, args, func(row []any) {
		out = append(out, row[0].(string))
	})
	return out, err
}

// First returns the day of the first recording, as YYYY-MM-DD; "" there is none.
func (d *DB) First() (day string, err error) {
	err = d.each(`SELECT min(substr(recorded, 1, 10)) FROM recording`, nil, func(row []any) { day = text(row[0]) })
	return day, err
}

// at names a cell: file!sheet!cell, without what is not there.
func at(file, sheet, cell any) string {
	out := text(file)
	for _, part := range []string{text(sheet), text(cell)} {
		if part != "" {
			out += "!" + part
		}
	}
	return out
}

func text(v any) string { s, _ := v.(string); return s }

// Diff lists what differs between two periods as was known: practices that came and
// went, and answers, of one partner ("" all), in the order of
// partner, practice and item. Answers of practices that only one of the periods has
// are not listed one by one. What was put right in the first after the second had
// been recorded is among the changes as a correction.
func (d *DB) Diff(one, two, partner string, known Known) ([]Change, error) {
	a, b := state{one, known}, state{two, known}
	var out []Change
	for _, read := range []func(one, two state) ([]Change, error){d.membership, d.answers} {
		changes, err := read(a, b)
		if err != nil {
			return nil, err
		}
		out = append(out, changes...)
	}
	late, err := d.corrections(a, two)
	if err != nil {
		return nil, err
	}
	out = slices.DeleteFunc(append(out, late...), func(c Change) bool { return partner != "" && c.Partner != partner })
	slices.SortStableFunc(out, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Partner, b.Partner), cmp.Compare(a.Place, b.Place), cmp.Compare(a.Practice, b.Practice), cmp.Compare(a.Item, b.Item))
	})
	return out, nil
}

// corrections lists what was put right in a period after a later one had been
// recorded.
func (d *DB) corrections(now state, later string) (out []Change, err error) {
	allowed, args := now.Known.where()
	first := int64(0)
	err = d.each(`SELECT min(id) FROM (SELECT * FROM recording AS r`+allowed+`) WHERE period = ?`, append(args, later), func(row []any) { first, _ = row[0].(int64) })
	if err != nil || first == 0 {
		return nil, err
	}
	then := state{now.period, Known{recording: first}}
	if known, err := d.Periods(then.Known); err != nil || !slices.Contains(known, now.period) {
		return nil, err // it was recorded after the later one: nothing was put right
	}
	for _, read := range []func(one, two state) ([]Change, error){d.membership, d.answers} {
		changes, err := read(then, now)
		if err != nil {
			return nil, err
		}
		for _, c := range changes {
			c.Kind = "correction"
			out = append(out, c)
		}
	}
	return out, nil
}

// A state is a period as it was known.
type state struct {
	period string
	Known
}

// pair reads a table about two states.
func (d *DB) pair(name string, one, two state) (a, b map[string][]any, err error) {
	if a, err = d.rows(tableOf(name), one.period, one.Known); err == nil {
		b, err = d.rows(tableOf(name), two.period, two.Known)
	}
	return a, b, err
}

// membership lists practices that one of the periods has and the other has not, and
// those with another title.
func (d *DB) membership(one, two state) (out []Change, err error) {
	a, b, err := d.pair("practice", one, two)
	for _, key := range union(a, b) {
		x, y := a[key], b[key]
		if x != nil && y != nil && x[4] == y[4] {
			continue
		}
		c := Change{Kind: "practice", BeforeKnown: x != nil, AfterKnown: y != nil}
		for _, row := range [][]any{x, y} {
			if row != nil {
				c.Partner, c.Place, c.Practice = text(row[1]), text(row[2]), text(row[3])
			}
		}
		if x != nil {
			c.Before, c.Cell1 = text(x[4]), at(x[10], x[11], x[12])
		}
		if y != nil {
			c.After, c.Cell2 = text(y[4]), at(y[10], y[11], y[12])
		}
		out = append(out, c)
	}
	return out, err
}

// answers lists answers of practices of both periods that differ in what they say.
func (d *DB) answers(one, two state) (out []Change, err error) {
	a, b, err := d.pair("answer", one, two)
	if err != nil {
		return nil, err
	}
	inA, inB, err := d.pair("practice", one, two)
	for _, key := range union(a, b) {
		x, y := a[key], b[key]
		row := either(x, y)
		practice := keyOf(row[1:len(tableOf("practice").keys)])
		if inA[practice] == nil || inB[practice] == nil || x != nil && y != nil && slices.Equal(said(x), said(y)) {
			continue
		}
		c := Change{Kind: "answer", Partner: text(row[1]), Place: text(row[2]), Practice: text(row[3]), Item: text(row[4]), BeforeKnown: x != nil, AfterKnown: y != nil}
		if x != nil {
			c.Before, c.Cell1 = shown(x), at(x[10], x[11], x[12])
		}
		if y != nil {
			c.After, c.Cell2 = shown(y), at(y[10], y[11], y[12])
		}
		out = append(out, c)
	}
	return out, err
}

// said is what an answer says: state, choice, number, and what reviewers found; of
// one that is not understood the text.
func said(row []any) []any {
	if row[5] == "unreadable" {
		return []any{row[5], row[7]}
	}
	return []any{row[5], row[6], row[13], row[14]}
}

// shown prints an answer: as it was typed, or its kind of nothing.
func shown(row []any) string {
	if s := text(row[7]); s != "" {
		return s
	}
	return text(row[5])
}

// either returns the row that is there, the first of both.
func either(a, b []any) []any {
	if a != nil {
		return a
	}
	return b
}

// MethodOf returns the text of the method by which a period was recorded last.
func (d *DB) MethodOf(period string, known Known) (out string, err error) {
	allowed, args := known.where()
	err = d.each(`SELECT m.text FROM (SELECT * FROM recording AS r`+allowed+`) AS r JOIN method AS m ON m.hash = r.method WHERE r.period = ? ORDER BY r.id`, append(args, period), func(row []any) { out = text(row[0]) })
	return out, err
}

// Manifest returns the SHA-256 of the manifest of the edition of a period that was
// recorded last; "" none.
func (d *DB) Manifest(period string, known Known) (out string, err error) {
	rows, err := d.rows(tableOf("edition"), period, known)
	for _, row := range rows {
		out = text(row[2])
	}
	return out, err
}

// union lists the keys of both, ascending.
func union(a, b map[string][]any) (out []string) {
	for k := range a {
		out = append(out, k)
	}
	for k := range b {
		if a[k] == nil {
			out = append(out, k)
		}
	}
	slices.Sort(out)
	return out
}
