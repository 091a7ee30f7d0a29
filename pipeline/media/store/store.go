// Package store keeps what was known, period by period, in one file of SQLite. It
// believes that a memory is never rewritten: the period that a fact is of and the
// moment when it was recorded are two things, a correction is one more row, and a
// row is written only where something has changed.
//
// Nothing that is published depends on the file. It is strict tables that any tool
// of SQLite reads: docs/depository.md describes them.
package store

import (
	"errors"
	"io/fs"
	"os"
	"strconv"

	"github.com/ncruces/go-sqlite3"

	"depository.example/depository/pipeline/media/regular"
	"depository.example/depository/pipeline/media/statement"
)

// A DB is an open depository, for one goroutine at a time.
type DB struct{ conn *sqlite3.Conn }

// ErrNewer is told of a file that a later version of the program has written.
var ErrNewer = errors.New("the depository was written by a later version of the program")

// Open opens the depository at a path, makes it where there is none, and brings its
// schema up to date.
func Open(path string) (*DB, error) {
	return open(path, sqlite3.OPEN_READWRITE|sqlite3.OPEN_CREATE)
}

// OpenExisting opens the depository to be read; an error where there is none.
func OpenExisting(path string) (*DB, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	return open(path, sqlite3.OPEN_READWRITE)
}

func open(path string, flags sqlite3.OpenFlag) (*DB, error) {
	if err := regular.Check(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	conn, err := sqlite3.OpenFlags(path, flags)
	if err != nil {
		return nil, err
	}
	d := &DB{conn}
	if err = conn.Exec(`PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000`); err == nil {
		err = d.migrate()
	}
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return d, nil
}

// Close closes the file.
func (d *DB) Close() error { return d.conn.Close() }

// migrate takes the steps of the schema that are missing, all or none.
func (d *DB) migrate() (err error) {
	version := 0
	if err := d.each(`PRAGMA user_version`, nil, func(row []any) { version = int(row[0].(int64)) }); err != nil {
		return err
	}
	if version > len(migrations) {
		return ErrNewer
	}
	if version == len(migrations) {
		return nil
	}
	txn, err := d.conn.BeginImmediate()
	if err != nil {
		return err
	}
	defer txn.End(&err)
	if err := d.each(`PRAGMA user_version`, nil, func(row []any) { version = int(row[0].(int64)) }); err != nil {
		return err // another program may have taken them meanwhile
	}
	for ; version < len(migrations); version++ {
		if err := d.conn.Exec(migrations[version]()); err != nil {
			return err
		}
	}
	return d.conn.Exec(`PRAGMA user_version = ` + strconv.Itoa(version))
}

// Sound asks SQLite whether the file is whole; what is wrong is the error.
func (d *DB) Sound() error {
	var said []error
	err := d.each(`PRAGMA integrity_check`, nil, func(row []any) {
		if text, _ := row[0].(string); text != "ok" {
			said = append(said, errors.New(text))
		}
	})
	return errors.Join(append(said, err)...)
}

// each visits the rows that a query returns; fields are int64, float64, string or nil.
func (d *DB) each(query string, args []any, visit func(row []any)) error {
	return statement.Each(d.conn, query, args, func(ask *sqlite3.Stmt) {
		row := make([]any, ask.ColumnCount())
		for i := range row {
			switch ask.ColumnType(i) {
			case sqlite3.INTEGER:
				row[i] = ask.ColumnInt64(i)
			case sqlite3.FLOAT:
				row[i] = ask.ColumnFloat(i)
			case sqlite3.TEXT:
				row[i] = ask.ColumnText(i)
			}
		}
		visit(row)
	})
}
