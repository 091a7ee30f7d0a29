package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestNoTextIsObeyedByATerminal: names of files and texts of workbooks are printed
// as text, whatever they hold.
func TestNoTextIsObeyedByATerminal(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a\x1b[31m\x1b]0;title\x07\u202eb\xff.csv")
	if err := os.WriteFile(name, []byte("a;b\n\x1b[2J;\x9b1\n"), 0o644); err != nil {
		t.Skip("this system has no such names:", err)
	}
	for _, args := range [][]string{{"check", dir}, {"check", "--json", dir}, {"check", filepath.Join(dir, "no\x1b[2Jfile.xlsx")}} {
		var stdout, stderr bytes.Buffer
		Main(args, &stdout, &stderr)
		for _, out := range []string{stdout.String(), stderr.String()} {
			if strings.ContainsAny(out, "\x1b\x07\u009b\u202e") || !utf8.ValidString(out) {
				t.Errorf("%q prints %q", args, out)
			}
		}
		if all := stdout.String() + stderr.String(); args[1] != "--json" && !strings.Contains(all, "ab\ufffd.csv") && !strings.Contains(all, "nofile.xlsx") {
			t.Errorf("%q does not name the file: %q", args, all)
		}
	}
}
