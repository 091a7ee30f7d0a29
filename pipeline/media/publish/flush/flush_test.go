package flush

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"testing"
)

// TestFilesAreFlushed: the first files each, the others by the whole file system, also those
// that come last; each where the file system cannot be flushed as a whole.
func TestFilesAreFlushed(t *testing.T) {
	fault := errors.New("lost")
	for _, c := range []struct {
		name   string
		files  int
		whole  bool
		one    int64 // files flushed each
		all    bool  // the file system is flushed after the last file was closed
		fault  error // of the file system
		failed error
	}{
		{"none", 0, true, 0, false, nil, nil},
		{"few", each, true, each, false, nil, nil},
		{"one more", each + 1, true, each, true, nil, nil},
		{"a full batch more", 2 * each, true, each, true, nil, nil},
		{"many", 5*each + 7, true, each, true, nil, nil},
		{"many, each", 2*each + 7, false, 2*each + 7, false, nil, nil},
		{"lost", 2*each + 7, true, each, true, fault, fault},
	} {
		t.Run(c.name, func(t *testing.T) {
			var one, closed, flushed, let atomic.Int64
			f := New(func(*os.File) error { one.Add(1); return nil })
			f.open = func(string) *whole {
				if !c.whole {
					return nil
				}
				return &whole{func() error { flushed.Store(closed.Load()); return c.fault }, func() error { let.Add(1); return nil }}
			}
			dir := t.TempDir()
			for i := range c.files {
				file, err := os.Create(filepath.Join(dir, strconv.Itoa(i)))
				if err != nil {
					t.Fatal(err)
				}
				closed.Store(int64(i)) // before it are closed or flushed each
				f.Take(file)
				closed.Store(int64(i) + 1)
			}
			for range 2 { // a run that fails asks again
				if err := f.Done(); !errors.Is(err, c.failed) {
					t.Errorf("%v, want %v", err, c.failed)
				}
			}
			if one.Load() != c.one {
				t.Errorf("%d files were flushed each, want %d", one.Load(), c.one)
			}
			if all := c.files > 0 && flushed.Load() == int64(c.files); all != c.all {
				t.Errorf("the file system was flushed after %d of %d files", flushed.Load(), c.files)
			}
			if c.whole && c.files > 0 && let.Load() != 1 {
				t.Errorf("the file system was let go %d times", let.Load())
			}
		})
	}
}

// What cannot be flushed is told, whatever comes after it.
func TestTheFirstFaultIsTold(t *testing.T) {
	f := New(func(file *os.File) error { return file.Sync() })
	for _, name := range []string{"a", "b"} {
		file, err := os.Create(filepath.Join(t.TempDir(), name))
		if err != nil {
			t.Fatal(err)
		}
		if name == "a" {
			file.Close()
		}
		f.Take(file)
	}
	if err := f.Done(); !errors.Is(err, os.ErrClosed) {
		t.Errorf("%v", err)
	}
}
