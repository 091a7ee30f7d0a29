//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"depository.example/depository/internal/need"
)

// TestAPipeIsRefusedByName: whatever file a command opens by its name may be a pipe
// that nobody writes into; the command says which, and does not wait.
func TestAPipeIsRefusedByName(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	copyFile(t, filepath.Join(need.Root(t), "inputs", "2026-H1", "verbodolsk.xlsx"), in("inputs/2026-H1/verbodolsk.xlsx"))
	if err := os.WriteFile(in("t.csv"), []byte("name,year,x,y\nа,2025,1,2\nб,2025,3,4\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(in("small.yaml"), []byte(smallMethod), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		pipe string
		args []string
	}{
		{"data.csv", []string{"index", "--method", in("small.yaml"), "--data", in("data.csv")}},
		{"m.yaml", []string{"index", "--method", in("m.yaml"), "--data", in("t.csv")}},
		{"m.yaml", []string{"method", "check", in("m.yaml")}},
		{"m.yaml", []string{"check", "--method", in("m.yaml"), in("inputs/2026-H1/verbodolsk.xlsx")}},
		{"c.yaml", []string{"check", "--config", in("c.yaml")}},
		{"layouts/z.yaml", []string{"check", "--layouts", in("layouts")}},
		{"inputs/2026-H1/pipe.xlsx", []string{"check"}},
		{"inputs/identity.csv", []string{"run", "--outputs", in("outputs")}},
		{"inputs/places-extra.csv", []string{"check"}},
		{"codes.csv", []string{"check", "--places", in("codes.csv")}},
		{"list.csv", []string{"template", "--all", in("list.csv"), "--period", "2026-H2", "--out", in("books")}},
		{"new.xlsx", []string{"places", "import", in("new.xlsx")}},
		{"docs.txt", []string{"search", "--documents", in("docs.txt"), "--queries", in("t.csv")}},
		{"1.part", []string{"merge", in("1.part"), "--outputs", in("outputs")}},
	} {
		if err := os.MkdirAll(filepath.Dir(in(c.pipe)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Mkfifo(in(c.pipe), 0o600); err != nil {
			need.Unable(t, "no pipes: %v", err)
		}
		args := c.args
		if args[0] != "index" && args[0] != "method" && args[0] != "search" {
			args = append(args, "--inputs", in("inputs"))
		}
		status, out, errs := command(args...)
		if status == 0 || !strings.Contains(out+errs, filepath.Base(c.pipe)) {
			t.Errorf("%s at %s: status %d\n%s%s", strings.Join(c.args[:1], " "), c.pipe, status, out, errs)
		}
		if err := os.Remove(in(c.pipe)); err != nil {
			t.Fatal(err)
		}
	}
}
