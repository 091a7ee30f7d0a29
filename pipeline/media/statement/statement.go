// Package statement asks SQLite, and tells it: each row that a query returns, a statement
// for each of some rows. It believes that what SQLite has no type for is a mistake of a
// programmer, and NULL only what is none.
package statement

import (
	"errors"
	"fmt"
	"iter"

	"github.com/ncruces/go-sqlite3"
)

// Each visits the rows that a query returns.
func Each(conn *sqlite3.Conn, query string, args []any, visit func(row *sqlite3.Stmt)) (err error) {
	ask, _, err := conn.Prepare(query)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ask.Close()) }()
	if err := bindAll(ask, args); err != nil {
		return err
	}
	for ask.Step() {
		visit(ask)
	}
	return ask.Err()
}

// Run executes a statement for each of some rows.
func Run(conn *sqlite3.Conn, statement string, rows iter.Seq[[]any]) (err error) {
	do, _, err := conn.Prepare(statement)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, do.Close()) }()
	for row := range rows {
		if err := bindAll(do, row); err != nil {
			return err
		}
		if err := do.Exec(); err != nil {
			return err
		}
	}
	return nil
}

func bindAll(s *sqlite3.Stmt, args []any) error {
	for i, a := range args {
		if err := Bind(s, i+1, a); err != nil {
			return err
		}
	}
	return nil
}

// Bind sets a parameter of a statement, counted from 1: a text, bytes, a number, or nil.
func Bind(s *sqlite3.Stmt, i int, value any) error {
	switch v := value.(type) {
	case nil:
		return s.BindNull(i)
	case string:
		return s.BindText(i, v)
	case []byte:
		return s.BindBlob(i, v)
	case int:
		return s.BindInt(i, v)
	case int64:
		return s.BindInt64(i, v)
	case float64:
		return s.BindFloat(i, v)
	}
	return fmt.Errorf("parameter %d is %T, which SQLite has no type for", i, value)
}
