//go:build unix

package regular

import (
	"errors"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"

	"depository.example/depository/internal/need"
)

// TestNothingIsWaitedFor: what nobody may ever write into, and what has no end, is
// refused by its name at once; what the shell has opened is read.
func TestNothingIsWaitedFor(t *testing.T) {
	dir := t.TempDir()
	pipe, socket, file := filepath.Join(dir, "pipe"), filepath.Join(dir, "socket"), filepath.Join(dir, "file")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		need.Unable(t, "no pipes: %v", err)
	}
	ear, err := net.Listen("unix", socket)
	if err != nil {
		need.Unable(t, "no sockets: %v", err)
	}
	defer ear.Close()
	link := filepath.Join(dir, "link")
	if err := errors.Join(os.WriteFile(file, []byte("так"), 0o600), os.Symlink(pipe, link)); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{pipe, link, socket, "/dev/zero"} {
		var at *fs.PathError
		if _, err := ReadFile(path); !errors.Is(err, syscall.ENXIO) || !errors.As(err, &at) || at.Path != path {
			t.Errorf("%s: %v", path, err)
		}
		if _, err := Open(path); !errors.Is(err, syscall.ENXIO) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if _, err := ReadFile(filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if _, err := ReadFile(dir); !errors.Is(err, syscall.EISDIR) {
		t.Error(err)
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, err := io.WriteString(w, "так"); err != nil {
		t.Fatal(err)
	}
	w.Close()
	for _, path := range []string{file, "/dev/fd/" + strconv.Itoa(int(r.Fd()))} {
		if data, err := ReadFile(path); err != nil || string(data) != "так" {
			t.Errorf("%s: %q, %v", path, data, err)
		}
	}
	if data, err := ReadFile(os.DevNull); err != nil || len(data) > 0 {
		t.Errorf("%q, %v", data, err)
	}
}
