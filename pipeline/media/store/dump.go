package store

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
)

// counted are the recordings, each with its number within its period.
const counted = `(SELECT *, row_number() OVER (PARTITION BY period ORDER BY id) AS nth FROM recording)`

// Dump writes all rows of all tables in the order of their keys, a table after the
// other, as CSV: the table's name, then its columns. The column recorded, which
// alone comes from the clock, is left out; a recording is counted within its period,
// so that the order in which periods were recorded does not show.
func (d *DB) Dump(w io.Writer) error {
	out := csv.NewWriter(w)
	put := func(name, columns, from, order string) error {
		if err := out.Write(append([]string{name}, strings.Split(columns, ", ")...)); err != nil {
			return err
		}
		return d.each(`SELECT `+columns+` FROM `+from+` ORDER BY `+order, nil, func(row []any) {
			fields := []string{name}
			for _, v := range row {
				fields = append(fields, field(v))
			}
			out.Write(fields) // an error stays until Flush
		})
	}
	if err := put("method", "hash, id, version, text", "method", "hash"); err != nil {
		return err
	}
	if err := put("recording", "period, nth, program, root, method", counted, "period, nth"); err != nil {
		return err
	}
	for _, t := range tables {
		from := t.name + ` JOIN (SELECT id, nth FROM ` + counted + `) ON id = recording`
		if err := put(t.name, list(t.keys)+", nth, gone, "+list(t.values), from, list(t.keys)+", nth"); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// field prints a value; nothing where there is none.
func field(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	return ""
}
