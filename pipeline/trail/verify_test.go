package trail_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/trail"
)

// faultsOf returns the files that a verification names.
func faultsOf(t testing.TB, opts pipeline.Options, folder string) (out []string) {
	t.Helper()
	faults, _, err := trail.Verify(opts, folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range faults {
		out = append(out, f.File+": "+f.What.Error())
	}
	return out
}

// forge writes a file of an edition and makes its manifest say that it is right.
func forge(t testing.TB, folder, name string, data []byte) {
	t.Helper()
	old, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name), data, 0o644); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "manifest.json")
	m, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	digest := func(b []byte) []byte { h := sha256.Sum256(b); return []byte(hex.EncodeToString(h[:])) }
	m = bytes.Replace(m, digest(old), digest(data), 1)
	self := regexp.MustCompile(`"self": "[0-9a-f]{64}"`)
	zero := self.ReplaceAll(m, []byte(`"self": "`+strings.Repeat("0", 64)+`"`))
	m = self.ReplaceAll(m, []byte(`"self": "`+string(digest(zero))+`"`))
	if err := os.WriteFile(path, m, 0o644); err != nil {
		t.Fatal(err)
	}
}

// An edition is verified clean; one flipped byte in any of its files, and in an input,
// is named; a number that does not follow from the answers is, though all hashes hold.
func TestVerifyNamesEveryFlippedByte(t *testing.T) {
	opts := options(t)
	opts.Outputs = filepath.Join(t.TempDir(), "outputs")
	if _, err := pipeline.Run(opts, nil); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(opts.Outputs, "2026-H1")
	if faults := faultsOf(t, opts, folder); faults != nil {
		t.Fatalf("a new edition: %q", faults)
	}
	var files []string
	err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			name, _ := filepath.Rel(folder, path)
			files = append(files, filepath.ToSlash(name))
		}
		return err
	})
	if err != nil || len(files) < 12 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	flip := func(path string, at int) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		data[at*(len(data)-1)/2] ^= 1
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for i, name := range files {
		if strings.Contains(name, "/") {
			continue
		}
		for at := range 3 { // the first byte, one in the middle, the last; of each file one, but in make torture
			if at != i%3 && !need.All() {
				continue
			}
			flip(filepath.Join(folder, name), at)
			if faults := faultsOf(t, opts, folder); len(faults) == 0 || !strings.HasPrefix(faults[0], name+": ") {
				t.Errorf("%s, byte %d of 2: %q", name, at, faults)
			}
			flip(filepath.Join(folder, name), at)
		}
	}
	for _, name := range files {
		if strings.Contains(name, "/") {
			flip(filepath.Join(folder, filepath.FromSlash(name)), 1)
		}
	}
	faults := faultsOf(t, opts, folder)
	for _, name := range files {
		named := slices.ContainsFunc(faults, func(f string) bool { return strings.HasPrefix(f, name+": ") })
		if named != strings.Contains(name, "/") {
			t.Errorf("%s is named: %v", name, named)
		}
		if strings.Contains(name, "/") {
			flip(filepath.Join(folder, filepath.FromSlash(name)), 1)
		}
	}
	sites(t, opts)
	input := filepath.Join(opts.Inputs, "2026-H1", "verbodolsk.xlsx")
	flip(input, 1)
	if faults := faultsOf(t, opts, folder); len(faults) != 1 || !strings.HasPrefix(faults[0], "2026-H1/verbodolsk.xlsx: ") {
		t.Errorf("an input: %q", faults)
	}
	flip(input, 1)
	forged(t, opts, folder)
}

// forged tries numbers and answers that were changed together with all hashes.
func forged(t *testing.T, opts pipeline.Options, folder string) {
	for _, c := range []struct{ file, from, to, want string }{
		{"numbers.csv", "\nmean/maturity,5", "\nmean/maturity,6", "numbers.csv: verify.differs"},
		{"numbers.csv", "\nmean/maturity,", "\nmean/nothing,", "numbers.csv: verify.no-finding"},
		{"numbers.csv", "point,\"56,6\",report#", "point,\"56,65432\",report#", "report.uk.pdf: verify.not-printed"},
		{"answers.csv", ",given,3,", ",given,1,", "numbers.csv: verify.differs"},
	} {
		path := filepath.Join(folder, c.file)
		was, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		is := bytes.Replace(was, []byte(c.from), []byte(c.to), 1)
		if bytes.Equal(was, is) {
			t.Errorf("%s has no %q", c.file, c.from)
			continue
		}
		forge(t, folder, c.file, is)
		if faults := faultsOf(t, opts, folder); !slices.ContainsFunc(faults, func(f string) bool { return strings.HasPrefix(f, c.want) }) {
			t.Errorf("%s with %q: %q, want %s", c.file, c.to, faults[:min(3, len(faults))], c.want)
		}
		forge(t, folder, c.file, was)
	}
}

// sites tries the folder of all sites: it is clean, and of each file of the pages over
// all periods and of the site of a period one flipped byte is named.
func sites(t *testing.T, opts pipeline.Options) {
	t.Helper()
	folder := filepath.Join(opts.Outputs, pipeline.SiteFolder)
	if faults := faultsOf(t, opts, folder); faults != nil {
		t.Fatalf("the sites: %q", faults)
	}
	below := filepath.Join(folder, "2026-H1")
	if faults := faultsOf(t, opts, below); faults != nil {
		t.Fatalf("the site of a period: %q", faults)
	}
	n := 0
	err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		name, _ := filepath.Rel(folder, path)
		if err != nil || e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			return err
		}
		if n++; n%7 > 0 && !strings.HasSuffix(name, "manifest.json") && strings.Contains(name, string(filepath.Separator)) {
			return nil // of the many pages of a period some
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		data[len(data)/2] ^= 1
		if err := os.WriteFile(path, data, 0o644); err != nil {
			return err
		}
		named := func(f string) bool { return strings.HasPrefix(f, filepath.ToSlash(name)+": ") }
		others := func(f string) bool { return !named(f) && e.Name() != "manifest.json" } // a byte of a manifest may be one of a file's hash
		if faults := faultsOf(t, opts, folder); !slices.ContainsFunc(faults, named) || slices.ContainsFunc(faults, others) {
			t.Errorf("%s: %q", name, faults)
		}
		data[len(data)/2] ^= 1
		return os.WriteFile(path, data, 0o644)
	})
	if err != nil || n < 30 {
		t.Errorf("%d files, %v", n, err)
	}
}
