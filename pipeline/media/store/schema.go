package store

import (
	"slices"
	"strings"
)

// A column is one of a table, with its type in SQLite, and the step of the schema
// that brought it.
type column struct {
	name, kind string
	since      int
}

// A table holds one kind of fact. A row says what was known of its keys from a
// recording on: until a later row of the same keys, or that it is gone.
type table struct {
	name   string
	keys   []column // the period first
	values []column
	by     int // how many keys behind the period are those of a group that is recorded together; 0: the table is
}

// ofPartner are tables of which the rows of a partner are recorded together; scores are
// by kind and partner.
const ofPartner = 1

// columns are some of one type that were there from the first step on.
func columns(kind, names string) []column { return later(1, kind, names) }

// later are columns that a step of the schema has added.
func later(since int, kind, names string) (out []column) {
	for _, n := range strings.Fields(names) {
		out = append(out, column{n, kind, since})
	}
	return out
}

// tables are the facts of a period, in the order in which they are written.
var tables = []table{
	{"source", columns("TEXT", "period file"), columns("TEXT", "sha256 read_as"), 0},
	{"partner", columns("TEXT", "period partner"), append(columns("TEXT", "name_uk name_en place"), later(2, "TEXT", "kind")...), ofPartner},
	{"practice", columns("TEXT", "period partner place practice"), columns("TEXT", "title theme summary started link place_name file sheet cell"), ofPartner},
	{"answer", columns("TEXT", "period partner place practice criterion"), slices.Concat(columns("TEXT", "state choice raw comment reason file sheet cell"),
		columns("REAL", "number verified"), later(2, "TEXT", "evidence"), later(2, "INTEGER", "proved")), ofPartner},
	{"score", columns("TEXT", "period kind partner place unit node"), slices.Concat(columns("REAL", "score coverage"), columns("INTEGER", "level rank"), columns("TEXT", "method")), 2},
	{"recommendation", columns("TEXT", "period rule"), slices.Concat(columns("INTEGER", "number priority"), columns("REAL", "gain certainty"), columns("TEXT", "concerned"),
		later(2, "TEXT", "title_uk title_en measure measured"), later(2, "REAL", "goal reached")), 0},
	{"plan", columns("TEXT", "period partner stage task"), columns("TEXT", "due status file sheet cell"), ofPartner},
	{"place", later(2, "TEXT", "period code"), slices.Concat(later(2, "TEXT", "name oblast"), later(2, "REAL", "lat lon")), 0},
	{"described", later(2, "TEXT", "period partner place practice field"), later(2, "TEXT", "text file sheet cell"), ofPartner},
	{"adoption", later(2, "TEXT", "period partner place practice"), later(2, "TEXT", "origin adopted act file sheet cell"), ofPartner},
	{"finding", later(2, "TEXT", "period partner place practice criterion reviewer"), slices.Concat(later(2, "REAL", "level"), later(2, "TEXT", "reason file sheet cell")), 0},
	{"edition", later(2, "TEXT", "period"), later(2, "TEXT", "program manifest settings"), 0},
}

// step is the step of the schema that made a table.
func (t table) step() int { return t.keys[0].since }

// migrations are the steps of the schema; PRAGMA user_version says how many were
// taken. What a step that has been published makes is never changed.
var migrations = []func() string{first, second}

// first makes the tables, and forbids to change or remove what stands in them.
func first() string {
	var b strings.Builder
	b.WriteString(`CREATE TABLE method (hash TEXT PRIMARY KEY, id TEXT NOT NULL, version TEXT NOT NULL, text TEXT NOT NULL) STRICT;
CREATE TABLE recording (id INTEGER PRIMARY KEY, period TEXT NOT NULL, program TEXT NOT NULL, root TEXT NOT NULL, method TEXT NOT NULL REFERENCES method(hash), recorded TEXT NOT NULL) STRICT;
`)
	made := []string{"method", "recording"}
	for _, t := range tables {
		if t.step() == 1 {
			b.WriteString(t.create(1))
			made = append(made, t.name)
		}
	}
	return b.String() + guarded(made)
}

// second adds what a period is scored anew from: evidence and kinds of partners; and
// places, adoptions, what practices tell, findings of reviewers, and the edition.
func second() string {
	var b strings.Builder
	var made []string
	for _, t := range tables {
		if t.step() == 2 {
			b.WriteString(t.create(2))
			made = append(made, t.name)
			continue
		}
		for _, c := range t.values {
			if c.since == 2 {
				b.WriteString("ALTER TABLE " + t.name + " ADD COLUMN " + c.name + " " + c.kind + ";\n")
			}
		}
	}
	return b.String() + guarded(made)
}

// create makes a table with the columns that it had at a step.
func (t table) create(step int) string {
	var b strings.Builder
	b.WriteString("CREATE TABLE " + t.name + " (")
	for _, c := range t.keys {
		b.WriteString(c.name + " " + c.kind + " NOT NULL, ")
	}
	b.WriteString("recording INTEGER NOT NULL REFERENCES recording(id), gone INTEGER NOT NULL CHECK (gone IN (0, 1)), ")
	for _, c := range t.values {
		if c.since <= step {
			b.WriteString(c.name + " " + c.kind + ", ")
		}
	}
	b.WriteString("PRIMARY KEY (" + list(t.keys) + ", recording)) STRICT, WITHOUT ROWID;\n")
	return b.String()
}

// guarded forbids to change or remove rows of tables.
func guarded(tables []string) string {
	var b strings.Builder
	for _, name := range tables {
		for _, verb := range []string{"UPDATE", "DELETE"} {
			b.WriteString("CREATE TRIGGER " + name + "_no_" + strings.ToLower(verb) + " BEFORE " + verb + " ON " + name + " BEGIN SELECT RAISE(ABORT, 'append-only'); END;\n")
		}
	}
	return b.String()
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
