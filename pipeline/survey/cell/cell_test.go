package cell

import (
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

func TestRefString(t *testing.T) {
	for _, c := range []struct {
		ref  Ref
		want string
	}{
		{Ref{"a.xlsx", "Практика 1", 14, 3}, "a.xlsx!Практика 1!C14"},
		{Ref{"a.xlsx", "P", 14, 0}, "a.xlsx!P!14:14"},
		{Ref{File: "a.xlsx", Sheet: "P"}, "a.xlsx!P"},
		{Ref{"a.csv", "", 2, 28}, "a.csv!AB2"},
		{Ref{}, ""},
	} {
		if got := c.ref.String(); got != c.want {
			t.Errorf("%#v: got %q, want %q", c.ref, got, c.want)
		}
	}
}

// TestColumnNameAgainstExcelize compares with an independent implementation over
// every column that a sheet can have.
func TestColumnNameAgainstExcelize(t *testing.T) {
	for col := 1; col <= excelize.MaxColumns; col++ {
		want, err := excelize.ColumnNumberToName(col)
		if err != nil {
			t.Fatal(err)
		}
		if got := ColumnName(col); got != want {
			t.Fatalf("column %d: got %q, want %q", col, got, want)
		}
	}
	if got := ColumnName(0); got != "" {
		t.Errorf("column 0: got %q", got)
	}
}

func TestSortedGivesEachProblemOnce(t *testing.T) {
	var l Problems
	l.Add(Error, "b", Ref{File: "b.xlsx", Sheet: "S", Row: 2, Col: 1}, "x", "name", "1")
	l.Add(Note, "a", Ref{File: "a.xlsx"}, "")
	l.Add(Error, "b", Ref{File: "b.xlsx", Sheet: "S", Row: 2, Col: 1}, "x", "name", "1")
	l.Add(Error, "b", Ref{File: "b.xlsx", Sheet: "S", Row: 2, Col: 1}, "x", "name", "2")
	got := l.Sorted()
	if len(got) != 3 || got[0].Code != "a" || got[1].Args[0].Value != "1" || got[2].Args[0].Value != "2" {
		t.Errorf("got %+v", got)
	}
	if l.Count(Error) != 3 || got.Count(Error) != 2 || got.Count(Warning) != 0 {
		t.Errorf("counts: %d %d %d", l.Count(Error), got.Count(Error), got.Count(Warning))
	}
}

func TestOrderOfArrivalDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var l Problems
		for range rapid.IntRange(0, 8).Draw(t, "n") {
			at := Ref{File: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "file"), Row: rapid.IntRange(0, 3).Draw(t, "row")}
			l.Add(Warning, rapid.SampledFrom([]string{"x", "y"}).Draw(t, "code"), at, "")
		}
		shuffled := Problems(rapid.Permutation(l).Draw(t, "order"))
		a, b := l.Sorted(), shuffled.Sorted()
		if len(a) != len(b) {
			t.Fatalf("%d and %d problems", len(a), len(b))
		}
		for i := range a {
			if a[i].Compare(b[i]) != 0 {
				t.Fatalf("problem %d differs: %v and %v", i, a[i], b[i])
			}
		}
	})
}
