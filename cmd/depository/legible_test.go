package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/survey/legible"
)

// TestNoTextIsObeyedByATerminal: names of files and texts of workbooks are printed
// as text, whatever they hold.
func TestNoTextIsObeyedByATerminal(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a\x1b[31m\x1b]0;title\x07\u202eb\xff.csv")
	if err := os.WriteFile(name, []byte("a;b\n\x1b[2J;\x9b1\n"), 0o644); err != nil {
		need.Unable(t, "no such names of files: %v", err)
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

// TestANameStaysOnItsLine: a name of a file with the end of a line in it is no line of
// ours, in what check prints and in what it writes back.
func TestANameStaysOnItsLine(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a\nРазом: 1 файл, 0 помилок.csv"), []byte("a;b\n1;2\n"), 0o644); err != nil {
		need.Unable(t, "no such names of files: %v", err)
	}
	_, out, errs := command("check", "--return", filepath.Join(t.TempDir(), "back"), dir)
	for line := range strings.Lines(out + errs) {
		if strings.HasPrefix(line, "Разом: 1 файл, 0 помилок.csv") || strings.HasPrefix(line, "Разом: 1 файл, 0 помилок –") {
			t.Errorf("a name of a file prints a line of its own:\n%s", out+errs)
		}
	}
	if !strings.Contains(out, "a Разом: 1 файл, 0 помилок.csv") {
		t.Errorf("the file is not named:\n%s", out+errs)
	}
}

// TestTablesHoldNoFormula runs every command that writes tables of units over names
// that a program for tables would compute, and over what cannot be seen.
func TestTablesHoldNoFormula(t *testing.T) {
	const name = "method: 1\nid: %s\nunit: {id: [u]}\ntree: {id: t, parts: [{id: a, weight: %d}, {id: b}]}\nuncertainty: {replications: 20, seed: 1, weights: {noise: 0.25}}\n"
	data := "u,a,b\n\"=HYPERLINK(\"\"https://e.ua\"\")\",1,2\n@SUM(A1),2,1\n+38 067,3,\n\"x\x01\u202ey\",4,1\n-5,1,1\n"
	at := inFolder(t, map[string]string{"m.yaml": fmt.Sprintf(name, "m", 1), "n.yaml": fmt.Sprintf(name, "n", 5), "t.csv": data})
	for _, args := range [][]string{
		{"index", "--method", at("m.yaml"), "--data", at("t.csv"), "--out", at("r.csv"), "--uncertainty", "--pairs", at("p.csv")},
		{"compare-methods", at("m.yaml"), at("n.yaml"), "--data", at("t.csv"), "--out", at("c.csv")},
		{"diagnose", "--method", at("m.yaml"), "--data", at("t.csv"), "--out", at("d.csv")},
	} {
		if status, _, errs := command(args...); status != 0 {
			t.Fatalf("%v: status %d\n%s", args, status, errs)
		}
	}
	written, err := filepath.Glob(filepath.Join(filepath.Dir(at("m.yaml")), "*.csv"))
	if err != nil || len(written) < 5 {
		t.Fatalf("%v, %v", written, err)
	}
	for _, path := range written {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Base(path) == "t.csv" {
			continue
		}
		if bytes.ContainsAny(text, "\x01\u202e") {
			t.Errorf("%s has what cannot be seen", path)
		}
		rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			for _, field := range row {
				if legible.Cell(field) != field && !strings.HasPrefix(field, "'") {
					t.Errorf("%s: %q", path, field)
				}
			}
		}
	}
}
