package deposit

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// sumOfAbc is the SHA-256 of "abc", as FIPS 180-2 has it.
const sumOfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

// A file is kept once, under its hash, whatever was said of it before; nobody but its
// owner may read it; what is no longer as it was is lost, and is not given out.
func TestFilesAreKeptByTheirHash(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "book.xlsx")
	put(t, path, "abc")
	f := Open(filepath.Join(dir, "private", "archive"))
	for _, said := range []string{"", strings.Repeat("0", 64), sumOfAbc} {
		if sum, err := f.Put(path, said); err != nil || sum != sumOfAbc {
			t.Fatalf("%q: %s, %v", said, sum, err)
		}
	}
	n := 0
	err := filepath.WalkDir(filepath.Join(dir, "private"), func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err == nil && info.Mode()&0o077 != 0 && runtime.GOOS != "windows" {
			t.Errorf("others may look into %s: %s", path, info.Mode())
		}
		if !e.IsDir() {
			n++
		}
		return err
	})
	if err != nil || n != 1 {
		t.Errorf("%d files, %v", n, err)
	}
	to := filepath.Join(dir, "laid")
	files := []File{{"inputs/2026/book.xlsx", sumOfAbc}, {"inputs/2026/elsewhere", "link to ../x"}}
	if err := f.Lay(files, to); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(filepath.Join(to, "inputs", "2026", "book.xlsx")); err != nil || string(data) != "abc" {
		t.Errorf("%q, %v", data, err)
	}
	if err := f.Lay([]File{{"../out", sumOfAbc}}, to); err == nil {
		t.Error("a file is laid outside of the folder")
	}
	put(t, filepath.Join(dir, "private", "archive", "files", "ba", sumOfAbc), "abd")
	if err := f.Lay(files, to); !errors.As(err, new(*LostError)) {
		t.Errorf("what was changed is given out: %v", err)
	}
	if _, err := f.Bytes(strings.Repeat("0", 64)); !errors.As(err, new(*LostError)) {
		t.Errorf("what was never kept is given out: %v", err)
	}
}

// Runs are listed in the order of their moments; the same as the last of its period is not
// listed again, one that comes back is; depositories are told apart.
func TestRunsAreListedOnce(t *testing.T) {
	f := Open(t.TempDir())
	note := func(of, period, manifest string, hour int) {
		t.Helper()
		r := Run{Recorded: time.Date(2026, 7, 1, hour, 0, 0, 0, time.UTC), Period: period, Manifest: manifest, Files: []File{{"a", manifest}}, With: []byte(`{}`)}
		if err := f.Note(of, r); err != nil {
			t.Fatal(err)
		}
	}
	for hour, manifest := range []string{"x", "x", "y", "x"} {
		note("outputs", "2026-H1", manifest, hour)
	}
	note("outputs", "2025-H2", "z", 2)
	note("others", "2026-H1", "w", 1)
	runs, err := f.Runs("outputs")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range runs {
		got = append(got, r.Period+r.Manifest)
	}
	if want := "2026-H1x 2025-H2z 2026-H1y 2026-H1x"; strings.Join(got, " ") != want {
		t.Errorf("%v, want %s", got, want)
	}
	if last, err := f.Last("outputs", "2025-H2"); err != nil || last == nil || last.Manifest != "z" {
		t.Errorf("%+v, %v", last, err)
	}
	if none, err := f.Last("outputs", "2024"); err != nil || none != nil {
		t.Errorf("%+v, %v", none, err)
	}
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
