//go:build unix

package sheet

import (
	"path/filepath"
	"syscall"
	"testing"

	"depository.example/depository/internal/need"
)

// TestAPipeDoesNotHang: a pipe in the folder, which nobody writes to, is refused.
func TestAPipeDoesNotHang(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.xlsx")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		need.Unable(t, "no pipes: %v", err)
	}
	if _, problems := Read(path, Limits{}); codes(problems) != "file-not-regular" {
		t.Errorf("%v", problems)
	}
}
