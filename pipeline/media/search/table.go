package search

import (
	"slices"

	"github.com/ncruces/go-sqlite3"

	"depository.example/depository/pipeline/media/statement"
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
func (x *Index) each(query string, args []any, visit func(row *sqlite3.Stmt)) error {
	return statement.Each(x.conn, query, args, visit)
}

// put executes a statement for each of some rows.
func (x *Index) put(do string, rows ...[]any) error {
	return statement.Run(x.conn, do, slices.Values(rows))
}
