package publish

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"depository.example/depository/internal/need"
)

// TestCircle: what is private is open to the group that may write to the outputs, and to
// nobody besides its owner where none may.
func TestCircle(t *testing.T) {
	if runtime.GOOS == "windows" {
		need.Unable(t, "files have no groups on this system")
	}
	for name, c := range map[string]struct {
		outputs      fs.FileMode
		folder, file fs.FileMode
	}{
		"mine":       {0o755, 0o700, 0o600},
		"the group":  {0o775, 0o770, 0o660},
		"everybody":  {0o777, 0o770, 0o660},
		"strangers":  {0o777 | fs.ModeSticky, 0o700, 0o600},
		"not theirs": {0o757, 0o700, 0o600},
	} {
		t.Run(name, func(t *testing.T) {
			home := t.TempDir()
			outputs, private := filepath.Join(home, "outputs"), filepath.Join(home, "private", "2026-H1")
			if err := os.Mkdir(outputs, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(outputs, c.outputs); err != nil {
				t.Fatal(err)
			}
			circle := CircleOf(filepath.Join(outputs, "not", "there"))
			file := filepath.Join(private, "deep", "kept")
			var flushed []string
			syncing = func(f *os.File) error { flushed = append(flushed, filepath.Base(f.Name())); return f.Sync() }
			defer func() { syncing = (*os.File).Sync }()
			write := func(f *os.File) error { _, err := f.WriteString("x"); return err }
			if err := circle.Write(private, true, write, func() string { return file }); err != nil {
				t.Fatal(err)
			}
			if len(flushed) != 3 || !slices.Equal(flushed[1:], []string{"deep", "2026-H1"}) {
				t.Errorf("flushed %v: the file, its folder, and the one above", flushed)
			}
			for path, want := range map[string]fs.FileMode{filepath.Dir(private): c.folder, private: c.folder, filepath.Dir(file): c.folder, file: c.file} {
				if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
					t.Errorf("%s: %v, %v, want %v", path, info.Mode(), err, want)
				}
			}
			if info, err := os.Stat(home); err != nil || info.Mode().Perm()&0o020 != 0 {
				t.Errorf("a folder that was there: %v, %v", info.Mode(), err)
			}
		})
	}
}
