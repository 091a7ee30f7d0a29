package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// A table is written as encoding/csv writes what is printed of its fields.
func TestWriterWritesAsTheLibrary(t *testing.T) {
	field := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", `\.`, " a", "\u00a0a", "\u2003a", "a ", `"`, `a"b""c`, "a,b", "a\nb", "\n", "'=a", "=a", "-1", "ї"}))
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(1, 4).Draw(t, "columns")
		rows := rapid.SliceOfN(rapid.SliceOfN(field, width, width), 0, 5).Draw(t, "rows")
		table := Of(rapid.SliceOfN(field, width, width).Draw(t, "header"), rows)
		var want bytes.Buffer
		library := csv.NewWriter(&want)
		for _, row := range append([][]string{table.Header}, rows...) {
			line := slices.Clone(row)
			for i := range line {
				line[i] = printed(line[i])
			}
			if err := library.Write(line); err != nil {
				t.Fatal(err)
			}
		}
		library.Flush()
		if got := table.CSV(); !bytes.Equal(got, want.Bytes()) {
			t.Fatalf("%q, the library %q", got, want.Bytes())
		}
		i := 0
		for line := range table.Printed() {
			for k, text := range line {
				if text != printed(rows[i][k]) {
					t.Fatalf("row %d: %q", i, line)
				}
			}
			i++
		}
	})
}

// What cannot be written is told, once and for all, and the rows end there.
func TestWriterTellsWhatFails(t *testing.T) {
	full := errors.New("the disk is full")
	asked := 0
	table := Table{Header: []string{"a"}, Len: 1_000_000, Rows: func(yield func([]string) bool) {
		for range 1_000_000 {
			if asked++; !yield([]string{"0123456789"}) {
				return
			}
		}
	}}
	if err := table.Write(failing{full}); !errors.Is(err, full) || asked > 10_000 {
		t.Errorf("%v, after %d rows", err, asked)
	}
	if err := Workbook(failing{full}, "a", table); !errors.Is(err, full) {
		t.Errorf("as a workbook: %v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

var _ io.Writer = failing{}

// However few lines are sorted at once, all come in the order of their keys, also those that
// are printed otherwise than their key.
func TestSorter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keys := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-c,"=/-]{0,5}`), 0, 30, rapid.ID[string]).Draw(t, "keys")
		s := sorter{most: rapid.IntRange(1, 60).Draw(t, "most")}
		for _, key := range keys {
			s.add(key, []string{key, "a,b"})
		}
		slices.Sort(keys)
		var got []string
		if err := s.each(func(line []byte) error {
			got = append(got, string(line))
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		for i, key := range keys {
			if i >= len(got) || got[i] != string(lineOf(key, "a,b")) {
				t.Fatalf("%q of %q", got, keys)
			}
		}
		if len(got) != len(keys) {
			t.Fatalf("%d lines of %d", len(got), len(keys))
		}
	})
}

// lineOf is a line of a table.
func lineOf(fields ...string) []byte {
	var w Writer
	w.append(fields)
	return w.buffer
}
