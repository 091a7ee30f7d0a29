package pipeline

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/media/kept"
	"depository.example/depository/pipeline/workspace"
)

// parted reads the sample in so many parts, written in an order and joined in another.
func parted(t *testing.T, opts Options, n int) (*Intake, error) {
	t.Helper()
	dir := t.TempDir()
	opts.Parts = nil
	var files []string
	for i := n; i >= 1; i-- {
		path := filepath.Join(dir, fmt.Sprint(i))
		if err := WritePart(opts, i, n, path, nil); err != nil {
			t.Fatal(err)
		}
		files = append(files, path)
	}
	slices.Reverse(files[:n/2])
	opts.Parts = files
	return readOf(t, opts)
}

func readOf(t *testing.T, opts Options) (*Intake, error) {
	t.Helper()
	job, err := Open(opts)
	if err != nil {
		t.Fatal(err)
	}
	return Read(job, nil)
}

// Whatever the number of parts, and in whatever order, what is read is the same.
func TestPartsGiveTheWhole(t *testing.T) {
	t.Parallel()
	opts := Options{Sources: workspace.Sources{Method: "egov-practices", Inputs: filepath.Join(need.Root(t), "inputs")}, Outputs: t.TempDir(), Lang: "uk"}
	want, err := readOf(t, opts)
	if err != nil {
		t.Fatal(err)
	}
	many := []int{2, 7} // a period of five workbooks: seven have empty ones among them
	if need.All() {
		many = []int{1, 2, 7, 16}
	}
	for _, n := range many {
		got, err := parted(t, opts, n)
		if err != nil || !reflect.DeepEqual(got.Evidence.Submissions, want.Evidence.Submissions) || !reflect.DeepEqual(got.Evidence.Earlier, want.Evidence.Earlier) ||
			!reflect.DeepEqual(got.Evidence.Problems, want.Evidence.Problems) || !reflect.DeepEqual(got.Files, want.Files) {
			t.Errorf("%d parts give something else, %v", n, err)
		}
	}
}

// Parts that are not those of the run are refused, and it is said why.
func TestPartsAreNotMixed(t *testing.T) {
	inputs, dir := t.TempDir(), t.TempDir()
	data, err := os.ReadFile(filepath.Join(need.Root(t), "inputs", "2026-H1", "verbodolsk.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	book := filepath.Join(inputs, "2026-H1", "verbodolsk.xlsx")
	write(t, book, data)
	opts := Options{Sources: workspace.Sources{Method: "egov-practices", Inputs: inputs}, Outputs: t.TempDir(), Lang: "uk"}
	part := func(name string, number, of int, opts Options) string {
		path := filepath.Join(dir, name)
		if err := WritePart(opts, number, of, path, nil); err != nil {
			t.Fatal(err)
		}
		return path
	}
	other := opts
	other.Limits.Cells = 12345
	a, b, c := part("a", 1, 2, opts), part("b", 2, 2, opts), part("c", 1, 1, opts)
	limited := part("limited", 2, 2, other)
	damaged := filepath.Join(dir, "damaged")
	write(t, damaged, []byte("{}"))
	for _, bad := range []struct {
		why   string
		parts []string
	}{{"missing", []string{a}}, {"mixed", []string{a, a}}, {"mixed", []string{a, c}}, {"other", []string{a, limited}}, {"damaged", []string{a, damaged}}, {"", []string{b, a}}} {
		opts.Parts = bad.parts
		_, err := readOf(t, opts)
		var refused *PartsError
		if bad.why == "" && err != nil || bad.why != "" && (!errors.As(err, &refused) || refused.Why != bad.why) {
			t.Errorf("%s: %v", bad.why, err)
		}
	}
	write(t, book, append(data, 0))
	var changed *PartsError
	if _, err := readOf(t, opts); !errors.As(err, &changed) || changed.Why != "changed" || !slices.Equal(changed.Files, []string{"verbodolsk.xlsx"}) {
		t.Errorf("a workbook has changed: %v", err)
	}
	if err := WritePart(opts, 1, 1, book, nil); err == nil {
		t.Error("a part was written over a workbook")
	}
	if info, err := os.Stat(a); err != nil || info.Mode().Perm() != 0o600 {
		t.Error(info.Mode(), err)
	}
}

// A part that is damaged anywhere is none.
func TestDamagedPartsAreNone(t *testing.T) {
	p := kept.Part{Number: 1, Of: 1, By: map[string]string{"2026": "x"}, Readings: []kept.Reading{{Period: "2026", Name: "a", SHA256: "1", Text: []byte("text")}}}
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		t.Fatal(err)
	}
	if got, err := kept.ReadPart(bytes.NewReader(b.Bytes())); err != nil || !reflect.DeepEqual(*got, p) {
		t.Fatal(got, err)
	}
	for i := range b.Len() {
		for _, data := range [][]byte{b.Bytes()[:i], append(append(bytes.Clone(b.Bytes()[:i]), b.Bytes()[i]^1), b.Bytes()[i+1:]...)} {
			if _, err := kept.ReadPart(bytes.NewReader(data)); !errors.Is(err, kept.ErrDamaged) {
				t.Fatalf("byte %d: %v", i, err)
			}
		}
	}
}
