package store

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// A Snapshot is what a run knows of a period.
type Snapshot struct {
	Period, Program string
	Root            string // the node of overall scores
	Method          Method
	facts           map[string][][]any // rows by table: keys, then values
}

// A Method is the text by which scores were computed.
type Method struct{ Hash, ID, Version, Text string }

// Record writes what has changed since the period was recorded last, in one
// transaction; changed is false where nothing has, and nothing is written then. The
// moment stands in the column recorded and nowhere else.
func (d *DB) Record(s *Snapshot, now time.Time) (changed bool, err error) {
	txn, err := d.conn.BeginImmediate()
	if err != nil {
		return false, err
	}
	defer txn.End(&err)
	news := map[string][][]any{}
	for _, t := range tables {
		rows, err := d.news(t, s)
		if err != nil {
			return false, err
		}
		news[t.name] = rows
		changed = changed || len(rows) > 0
	}
	if !changed {
		return false, nil
	}
	id, err := d.begin(s, now)
	if err != nil {
		return false, err
	}
	for _, t := range tables {
		if err := d.write(t, id, news[t.name]); err != nil {
			return false, fmt.Errorf("%s: %w", t.name, err)
		}
	}
	return true, nil
}

// begin enters the method and the recording.
func (d *DB) begin(s *Snapshot, now time.Time) (id int64, err error) {
	m := s.Method
	if err := d.run(`INSERT INTO method(hash, id, version, text) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`, m.Hash, m.ID, m.Version, m.Text); err != nil {
		return 0, err
	}
	err = d.run(`INSERT INTO recording(period, program, root, method, recorded) VALUES (?, ?, ?, ?, ?)`,
		s.Period, s.Program, s.Root, m.Hash, now.UTC().Format(time.RFC3339))
	return d.conn.LastInsertRowID(), err
}

// run executes one statement.
func (d *DB) run(statement string, args ...any) error {
	do, _, err := d.conn.Prepare(statement)
	if err != nil {
		return err
	}
	return errors.Join(bind(do, args), do.Exec(), do.Close())
}

// news lists the rows of a table that differ from what is known of the period, in
// the order of their keys: keys, gone, values.
func (d *DB) news(t table, s *Snapshot) (out [][]any, err error) {
	known, err := d.rows(t, s.Period, Known{})
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, row := range s.facts[t.name] {
		key := keyOf(table{keys: t.keys[1:]}, row[1:])
		if seen[key] {
			continue
		}
		seen[key] = true
		if before, ok := known[key]; !ok || !slices.Equal(before, row) {
			out = append(out, slices.Concat(row[:len(t.keys)], []any{int64(0)}, row[len(t.keys):]))
		}
	}
	for key, row := range known {
		if !seen[key] {
			out = append(out, slices.Concat(row[:len(t.keys)], []any{int64(1)}, make([]any, len(t.values))))
		}
	}
	keys := make(map[*any]string, len(out)) // by the first field of a row, which stays where it is
	for _, row := range out {
		keys[&row[0]] = keyOf(t, row)
	}
	slices.SortFunc(out, func(a, b []any) int { return cmp.Compare(keys[&a[0]], keys[&b[0]]) })
	return out, nil
}

// keyOf joins the keys of a row.
func keyOf(t table, row []any) string {
	var key []byte
	for i := range t.keys {
		if i > 0 {
			key = append(key, 0)
		}
		if text, is := row[i].(string); is {
			key = append(key, text...)
		} else {
			key = fmt.Append(key, row[i])
		}
	}
	return string(key)
}

// write inserts rows of a recording.
func (d *DB) write(t table, recording int64, rows [][]any) (err error) {
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(t.keys)+2+len(t.values)), ", ")
	put, _, err := d.conn.Prepare(`INSERT INTO ` + t.name + `(` + list(t.keys) + `, recording, gone, ` + list(t.values) + `) VALUES (` + marks + `)`)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, put.Close()) }()
	for _, row := range rows {
		full := slices.Concat(row[:len(t.keys)], []any{recording}, row[len(t.keys):])
		if err := errors.Join(put.Reset(), bind(put, full)); err != nil {
			return err
		}
		if err := put.Exec(); err != nil {
			return err
		}
	}
	return nil
}
