package regular

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
)

// TestFilesAreOpenedHere: no other package opens a file to read it.
func TestFilesAreOpenedHere(t *testing.T) {
	opens := regexp.MustCompile(`\bos\.(Open|ReadFile)\(`)
	read := 0
	for _, top := range []string{"cmd", "pipeline"} {
		err := filepath.WalkDir(filepath.Join(need.Root(t), top), func(path string, d fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || filepath.Base(filepath.Dir(path)) == "regular" {
				return err
			}
			data, err := os.ReadFile(path)
			if found := opens.Find(data); found != nil {
				t.Errorf("%s: %s) waits for a pipe that nobody writes into: regular.Open and regular.ReadFile do not", path, found)
			}
			read++
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if read < 100 {
		t.Errorf("only %d files were looked through", read)
	}
}
