package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
)

// TestImportOfTheCodifier imports both editions of the codifier: the workbook of
// the Ministry and a table of a research institute.
func TestImportOfTheCodifier(t *testing.T) {
	for name, want := range map[string]string{
		"katottg-official-layout.xlsx": "31,751 units", "katottg-kse.csv": "31,752 units",
	} {
		file := need.Shared(t, "places/"+name)
		dir := t.TempDir()
		var stdout, stderr bytes.Buffer
		if status := Main([]string{"places", "import", "--inputs", dir, "--lang", "en", "--koatuu", need.Shared(t, "places/koatuu-to-katottg.csv"), file}, &stdout, &stderr); status != statusDone {
			t.Fatalf("%s: status %d, %s", name, status, stderr.String())
		}
		if got := stdout.String(); !strings.Contains(got, want) || !strings.Contains(got, "1,772") || !strings.Contains(got, "11,185 KOATUU codes") || strings.Contains(got, "Note:") {
			t.Errorf("%s: %s", name, got)
		}
		if left, err := filepath.Glob(filepath.Join(dir, ".*")); err != nil || len(left) != 1 || filepath.Base(left[0]) != ".depository.json" {
			t.Errorf("%s: left behind %v, %v, want the record alone", name, left, err)
		}
	}
}
