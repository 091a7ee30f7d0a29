//go:build unix

package ingest

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"depository.example/depository/internal/need"
)

// TestAPipeIsNotHashed holds that what is no file is not opened to be known again: of a
// pipe nobody knows when it ends, and what is in it is gone when it is read.
func TestAPipeIsNotHashed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.xlsx")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		need.Unable(t, "no pipes: %v", err)
	}
	pipe, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer pipe.Close()
	const inside = "more than ten bytes"
	if _, err := io.WriteString(pipe, inside); err != nil {
		t.Fatal(err)
	}
	if got := hashOf(path, 10); got != "" {
		t.Errorf("a pipe has the hash %s", got)
	}
	var left strings.Builder
	if _, err := io.CopyN(&left, pipe, int64(len(inside)-len("more than t"))); err != nil || !strings.HasPrefix(inside, left.String()) {
		t.Errorf("of %q something was read: %q, %v", inside, left.String(), err)
	}
}
