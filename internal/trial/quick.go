package trial

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"depository.example/depository/internal/need"
)

// Quick returns the path of the built-in method with few draws, for runs at whose
// numbers nobody looks.
func Quick(t testing.TB) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "egov-practices.yaml")
	if err := os.WriteFile(file, QuickMethod(t), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

// QuickMethod returns what stands in the file of Quick.
func QuickMethod(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(need.Root(t), "templates", "methods", "egov-practices.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	quick := bytes.Replace(data, []byte("\n  replications: 1000\n"), []byte("\n  replications: 20\n"), 1)
	if bytes.Equal(quick, data) {
		t.Fatal("the draws of the built-in method are others: have them replaced")
	}
	return quick
}
