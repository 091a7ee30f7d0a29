package store

import "strings"

// A column is one of a table, with its type in SQLite.
type column struct{ name, kind string }

// A table holds one kind of fact. A row says what was known of its keys from a
// recording on: until a later row of the same keys, or that it is gone.
type table struct {
	name   string
	keys   []column // the period first
	values []column
}

func columns(kind, names string) (out []column) {
	for _, n := range strings.Fields(names) {
		out = append(out, column{n, kind})
	}
	return out
}

// tables are the facts of a period, in the order in which they are written.
var tables = []table{
	{"source", columns("TEXT", "period file"), columns("TEXT", "sha256 read_as")},
	{"partner", columns("TEXT", "period partner"), columns("TEXT", "name_uk name_en place")},
	{"practice", columns("TEXT", "period partner place practice"), columns("TEXT", "title theme summary started link place_name file sheet cell")},
	{"answer", columns("TEXT", "period partner place practice criterion"), append(columns("TEXT", "state choice raw comment reason file sheet cell"), columns("REAL", "number verified")...)},
	{"score", columns("TEXT", "period kind partner place unit node"), append(columns("REAL", "score coverage"), append(columns("INTEGER", "level rank"), columns("TEXT", "method")...)...)},
	{"recommendation", columns("TEXT", "period rule"), append(columns("INTEGER", "number priority"), append(columns("REAL", "gain certainty"), columns("TEXT", "concerned")...)...)},
	{"plan", columns("TEXT", "period partner stage task"), columns("TEXT", "due status file sheet cell")},
}

// migrations are the steps of the schema; PRAGMA user_version says how many were
// taken. A step that has been published is never changed.
var migrations = []func() string{first}

// first makes the tables, and forbids to change or remove what stands in them.
func first() string {
	var b strings.Builder
	b.WriteString(`CREATE TABLE method (hash TEXT PRIMARY KEY, id TEXT NOT NULL, version TEXT NOT NULL, text TEXT NOT NULL) STRICT;
CREATE TABLE recording (id INTEGER PRIMARY KEY, period TEXT NOT NULL, program TEXT NOT NULL, root TEXT NOT NULL, method TEXT NOT NULL REFERENCES method(hash), recorded TEXT NOT NULL) STRICT;
`)
	for _, t := range tables {
		b.WriteString("CREATE TABLE " + t.name + " (")
		var keys []string
		for _, c := range t.keys {
			b.WriteString(c.name + " " + c.kind + " NOT NULL, ")
			keys = append(keys, c.name)
		}
		b.WriteString("recording INTEGER NOT NULL REFERENCES recording(id), gone INTEGER NOT NULL CHECK (gone IN (0, 1)), ")
		for _, c := range t.values {
			b.WriteString(c.name + " " + c.kind + ", ")
		}
		b.WriteString("PRIMARY KEY (" + strings.Join(keys, ", ") + ", recording)) STRICT, WITHOUT ROWID;\n")
	}
	for _, name := range append([]string{"method", "recording"}, names()...) {
		for _, verb := range []string{"UPDATE", "DELETE"} {
			b.WriteString("CREATE TRIGGER " + name + "_no_" + strings.ToLower(verb) + " BEFORE " + verb + " ON " + name + " BEGIN SELECT RAISE(ABORT, 'append-only'); END;\n")
		}
	}
	return b.String()
}

func names() (out []string) {
	for _, t := range tables {
		out = append(out, t.name)
	}
	return out
}

// list names columns, parted by commas.
func list(groups ...[]column) string {
	var out []string
	for _, g := range groups {
		for _, c := range g {
			out = append(out, c.name)
		}
	}
	return strings.Join(out, ", ")
}
