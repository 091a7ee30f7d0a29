package pipeline

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/internal/trial"
	"depository.example/depository/pipeline/measure/analysis"
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

// learns is a method some of whose criteria are brought onto the scale by what everybody
// answered, with few draws.
func learns(t *testing.T) string {
	t.Helper()
	text := string(trial.QuickMethod(t))
	for was, is := range map[string]string{
		"          normalise: {by: goalposts, low: 0, high: 100}\n":                      "          impute: mean\n          normalise: {by: minmax}\n",
		"          normalise: {by: goalposts, low: 0, high: 30, clip: both}\n":           "          impute: {median_by: theme}\n          normalise: {by: percentile}\n",
		"          normalise: {by: goalposts, low: 0, high: 400, of: raw, clip: both}\n": "          normalise: {by: distance_to_max}\n",
	} {
		if !strings.Contains(text, was) {
			t.Fatalf("the built-in method has no %q", was)
		}
		text = strings.Replace(text, was, is, 1)
	}
	path := filepath.Join(t.TempDir(), "learns.yaml")
	write(t, path, []byte(text))
	return path
}

// Whatever the number of parts, and in whatever order, the edition, the site and what the
// depository holds have the bytes of a run in one; and the sums of the parts are what the
// scales are learnt from.
func TestPartsPublishTheWhole(t *testing.T) {
	inputs := t.TempDir()
	for period, books := range map[string][]string{"2025-H2": {"verbodolsk.xlsx"}, "2026-H1": {"verbodolsk.xlsx", "nadberezhansk.xlsx", "tykhoozersk.xlsx"}} {
		for _, book := range books {
			data, err := os.ReadFile(filepath.Join(need.Root(t), "inputs", period, book))
			if err != nil {
				t.Fatal(err)
			}
			if err := os.MkdirAll(filepath.Join(inputs, period), 0o755); err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(inputs, period, book), data)
		}
	}
	opts := Options{Sources: workspace.Sources{Method: learns(t), Inputs: inputs}, Lang: "uk", Reports: []string{"en"}, Version: "1"}
	opts.Outputs = t.TempDir()
	if _, err := Run(opts, nil); err != nil {
		t.Fatal(err)
	}
	remembered := func() string {
		text, err := dumped(DepositoryOf(opts.Outputs))
		if err != nil || len(text) < 1000 {
			t.Fatal(len(text), err)
		}
		return text
	}
	want, before := published(t, opts.Outputs), remembered()
	for _, n := range []int{1, 2, 7, 16} {
		dir := t.TempDir()
		opts.Outputs, opts.Parts = t.TempDir(), nil
		var parts []string
		for _, i := range rand.New(rand.NewPCG(uint64(n), 0)).Perm(n) {
			parts = append(parts, filepath.Join(dir, fmt.Sprint(i+1)))
			if err := WritePart(opts, i+1, n, parts[len(parts)-1], nil); err != nil {
				t.Fatal(err)
			}
		}
		opts.Parts = parts
		if _, err := Run(opts, nil); err != nil {
			t.Fatal(err)
		}
		if got := published(t, opts.Outputs); !maps.Equal(got, want) {
			t.Errorf("%d parts publish %d files, not %d, or others", n, len(got), len(want))
		}
		if remembered() != before {
			t.Errorf("of %d parts something else is remembered", n)
		}
		in, err := readOf(t, opts)
		if err != nil {
			t.Fatal(err)
		}
		sums := analysis.Lay(in.Evidence).Criteria(in.Known)
		for _, whose := range in.Known {
			for _, of := range whose {
				for k := range of {
					of[k].Lots = nil // with the same hash
				}
			}
		}
		if len(in.Known) != 4 || reflect.DeepEqual(analysis.Lay(in.Evidence).Criteria(in.Known), sums) {
			t.Errorf("of %d parts the sums of %d partners are not used", n, len(in.Known))
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
		var refused *kept.PartsError
		if bad.why == "" && err != nil || bad.why != "" && (!errors.As(err, &refused) || refused.Why != bad.why) {
			t.Errorf("%s: %v", bad.why, err)
		}
	}
	write(t, book, append(data, 0))
	var changed *kept.PartsError
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
	p := kept.Part{Number: 1, Of: 1, By: map[string]string{"2026": "x"}, Inputs: "y", Readings: []kept.Reading{{Period: "2026", Name: "a", SHA256: "1", Text: []byte("text"), Sums: []byte("sums")}}}
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
