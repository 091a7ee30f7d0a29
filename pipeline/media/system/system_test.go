package system

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
)

// What a system says of itself is known however it is wrapped, and what nobody can do
// anything about is not.
func TestKey(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "none", "file")
	_, absent := os.Open(missing)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		err  error
		want string
	}{
		{absent, "system.not-exist"}, {fmt.Errorf("x: %w", absent), "system.not-exist"}, {errors.Join(errors.New("x"), absent), "system.not-exist"},
		{os.Mkdir(file, 0o700), "system.exists"}, {io.ErrUnexpectedEOF, "system.ends"}, {os.ErrClosed, "system.closed"},
		{errors.New("no space left on device"), ""}, {nil, ""},
	}
	if runtime.GOOS != "windows" {
		_, below := os.Open(filepath.Join(file, "below"))
		cases = append(cases, []struct {
			err  error
			want string
		}{
			{below, "system.no-folder"}, {&fs.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}, "system.full"}, {&fs.PathError{Op: "write", Path: "x", Err: syscall.EDQUOT}, "system.full"},
			{&os.LinkError{Op: "rename", Old: "a", New: "b", Err: syscall.EXDEV}, "system.other-disk"}, {&fs.PathError{Op: "open", Path: "x", Err: syscall.EACCES}, "system.permission"},
			{&fs.PathError{Op: "open", Path: "x", Err: syscall.EMFILE}, "system.too-many"}, {os.Rename(t.TempDir(), file), "system.no-folder"},
		}...)
	}
	for _, c := range cases {
		if got := Key(c.err); got != c.want {
			t.Errorf("%v is %q, want %q", c.err, got, c.want)
		}
	}
}
