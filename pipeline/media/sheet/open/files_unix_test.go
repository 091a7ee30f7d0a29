//go:build unix

package open

import (
	"path/filepath"
	"syscall"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/media/sheet"
)

// TestAPipeDoesNotHang: a pipe in the folder, which nobody writes to, is refused.
func TestAPipeDoesNotHang(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.xlsx")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		need.Unable(t, "no pipes: %v", err)
	}
	if _, problems := Read(path, sheet.Limits{}); codes(problems) != "file-not-regular" {
		t.Errorf("%v", problems)
	}
}
