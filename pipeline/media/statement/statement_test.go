package statement

import (
	"math"
	"slices"
	"testing"

	"github.com/ncruces/go-sqlite3"
)

// What is put in comes out with the type that SQLite gives it, and what has none is
// refused before anything is kept.
func TestRows(t *testing.T) {
	conn, err := sqlite3.Open(":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.Exec(`CREATE TABLE x(a, b)`); err != nil {
		t.Fatal(err)
	}
	rows := [][]any{{"ї", nil}, {7, int64(math.MaxInt64)}, {0.5, []byte{0, 1}}}
	if err := Run(conn, `INSERT INTO x VALUES (?, ?)`, slices.Values(rows)); err != nil {
		t.Fatal(err)
	}
	if err := Run(conn, `INSERT INTO x VALUES (?, ?)`, slices.Values([][]any{{true, "x"}})); err == nil {
		t.Error("a value without a type was taken")
	}
	var types []sqlite3.Datatype
	var texts []string
	err = Each(conn, `SELECT a, b FROM x WHERE rowid <= ? ORDER BY rowid`, []any{3}, func(row *sqlite3.Stmt) {
		types = append(types, row.ColumnType(0), row.ColumnType(1))
		texts = append(texts, row.ColumnText(0))
	})
	want := []sqlite3.Datatype{sqlite3.TEXT, sqlite3.NULL, sqlite3.INTEGER, sqlite3.INTEGER, sqlite3.FLOAT, sqlite3.BLOB}
	if err != nil || !slices.Equal(types, want) || !slices.Equal(texts, []string{"ї", "7", "0.5"}) {
		t.Errorf("%v %v %v", types, texts, err)
	}
	if err := Each(conn, `SELECT count(*) FROM x`, nil, func(row *sqlite3.Stmt) {
		if n := row.ColumnInt(0); n != 3 {
			t.Errorf("%d rows are kept", n)
		}
	}); err != nil {
		t.Error(err)
	}
	if Each(conn, `SELECT nothing FROM nowhere`, nil, nil) == nil || Run(conn, `INSERT`, nil) == nil {
		t.Error("what is no statement was taken")
	}
}
