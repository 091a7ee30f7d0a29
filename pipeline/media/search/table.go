package search

import (
	"errors"
	"iter"
	"slices"

	"github.com/ncruces/go-sqlite3"
)

// A set has numbers of documents, a bit each.
type set []byte

// with returns the set with a number.
func (s set) with(n int) set {
	for len(s) <= n/8 {
		s = append(s, 0)
	}
	s[n/8] |= 1 << (n % 8)
	return s
}

// has reports whether a number is in the set.
func (s set) has(n int) bool { return n/8 < len(s) && s[n/8]&(1<<(n%8)) != 0 }

// Facets lists what documents have that queries may ask for, ascending.
func (x *Index) Facets() (out []string, err error) {
	err = x.each(`SELECT name FROM facet ORDER BY name`, nil, func(row *sqlite3.Stmt) { out = append(out, row.ColumnText(0)) })
	return out, err
}

// sets reads which documents have each of some facets.
func (x *Index) sets(names []string) (out []set, err error) {
	for _, name := range names {
		var s set
		if err := x.each(`SELECT docs FROM facet WHERE name = ?`, []any{name}, func(row *sqlite3.Stmt) { s = row.ColumnBlob(0, nil) }); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

// each visits the rows that a query returns.
func (x *Index) each(query string, args []any, visit func(row *sqlite3.Stmt)) (err error) {
	ask, _, err := x.conn.Prepare(query)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ask.Close()) }()
	if err := bind(ask, args); err != nil {
		return err
	}
	for ask.Step() {
		visit(ask)
	}
	return ask.Err()
}

// put executes a statement for each of some rows.
func (x *Index) put(statement string, rows ...[]any) error {
	return x.putAll(statement, slices.Values(rows))
}

func (x *Index) putAll(statement string, rows iter.Seq[[]any]) (err error) {
	do, _, err := x.conn.Prepare(statement)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, do.Close()) }()
	for row := range rows {
		if err := errors.Join(bind(do, row), do.Exec()); err != nil {
			return err
		}
	}
	return nil
}

// bind sets the parameters of a statement.
func bind(s *sqlite3.Stmt, args []any) error {
	for i, a := range args {
		var err error
		switch a := a.(type) {
		case int:
			err = s.BindInt(i+1, a)
		case string:
			err = s.BindText(i+1, a)
		case []byte:
			err = s.BindBlob(i+1, a)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
