//go:build unix

package main

import (
	"archive/zip"
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"depository.example/depository/internal/need"
)

// TestTortureOfInputs checks workbooks that are made to take time and memory, each
// in a process of its own, and prints what it took. It runs with TORTURE=1.
func TestTortureOfInputs(t *testing.T) {
	need.Minutes(t)
	dir := t.TempDir()
	program := filepath.Join(dir, "depository")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	words := madeUpWords()
	numbers := func(fields int) func(int) string {
		return func(row int) string {
			return strings.TrimSuffix(strings.Repeat(fmt.Sprintf("%d;", row%1000), fields), ";")
		}
	}
	texts := func(fields int) func(int) string {
		return func(row int) string { return strings.Join(words[(row*7)%50_000:][:fields], ";") }
	}
	header := "Вінницька область\nКод;Назва ЦНАП;Кількість працівників;Зупинка;Паркінг;Запис на прийом;Каса банку;Картка\n"
	table := func(row int) string {
		if row == 0 {
			return strings.TrimSuffix(header, "\n")
		}
		return fmt.Sprintf("V-%d;ЦНАП %s;%d;так;ні;так;ні;так", row, words[row%50_000], row%40)
	}
	one := func(path string) []string { return []string{path} }
	var four, texty []string
	for i := range 4 {
		four = append(four, csvOf(t, filepath.Join(dir, fmt.Sprintf("four%d.csv", i)), 60<<20, numbers(20)))
		texty = append(texty, csvOf(t, filepath.Join(dir, fmt.Sprintf("texts%d.csv", i)), 60<<20, texts(12)))
	}
	for _, c := range []struct {
		name  string
		files []string
		most  int64 // MB
	}{
		{"60 MB of CSV, short numbers", four[:1], 600},
		{"60 MB of CSV, words", texty[:1], 600},
		{"four CSV of 60 MB, short numbers", four, 1_000},
		{"four CSV of 60 MB, words", texty, 1_000},
		{"a partner's table of 200,000 rows", one(csvOf(t, filepath.Join(dir, "rows.csv"), 16<<20, table)), 600},
		{"1,800 long strings", one(longStrings(t, filepath.Join(dir, "long.xlsx"), words)), 600},
		{"30 cells of 32,000 characters", shared(t, "findoblast-30-cells.xlsx"), 600},
		{"9,000 cells of 32,000 characters", shared(t, "findoblast-300x30-cells.xlsx"), 600},
	} {
		if c.files == nil {
			continue
		}
		cpu, peak := measured(t, program, c.files)
		t.Logf("%-36s %6.2f s CPU  %5d MB", c.name, cpu.Seconds(), peak)
		if peak > c.most {
			t.Errorf("%s: %d MB at the peak, more than %d", c.name, peak, c.most)
		}
		if len(c.files) == 1 && cpu > 10*time.Second {
			t.Errorf("%s: %v of CPU, more than 10 s", c.name, cpu)
		}
	}
}

// measured runs the check and returns its CPU time and its peak in MB.
func measured(t *testing.T, program string, files []string) (time.Duration, int64) {
	t.Helper()
	cmd := exec.Command(program, append([]string{"check", "--quiet", "--period", "2026-H1"}, files...)...)
	cmd.Dir = "../.."
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != statusCorrect) {
		t.Fatalf("%v\n%s", err, out)
	}
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), int64(usage.Maxrss) >> 10
}

// madeUpWords are words, the same ones every time.
func madeUpWords() []string {
	r := rand.New(rand.NewPCG(1, 2))
	letters := []rune("абвгдежзиклмнопрстуфхцчшщьюя")
	out := make([]string, 60_000)
	for i := range out {
		w := make([]rune, 3+r.IntN(9))
		for j := range w {
			w[j] = letters[r.IntN(len(letters))]
		}
		out[i] = string(w)
	}
	return out
}

func csvOf(t *testing.T, path string, size int, line func(row int) string) string {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	for row, n := 0, 0; n < size; row++ {
		m, err := fmt.Fprintln(w, line(row))
		if err != nil {
			t.Fatal(err)
		}
		n += m
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return path
}

// longStrings writes a workbook of 1,800 cells with texts of 32,000 characters.
func longStrings(t *testing.T, path string, words []string) string {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := zip.NewWriter(f)
	const ns = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	part := func(name string, write func(w io.Writer)) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		write(w)
	}
	text := func(s string) func(io.Writer) { return func(w io.Writer) { _, _ = io.WriteString(w, s) } }
	part("[Content_Types].xml", text(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`))
	part("_rels/.rels", text(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="`+relations+`officeDocument" Target="xl/workbook.xml"/></Relationships>`))
	part("xl/workbook.xml", text(`<workbook `+ns+`><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>`))
	part("xl/_rels/workbook.xml.rels", text(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="`+relations+`worksheet" Target="s.xml"/></Relationships>`))
	part("xl/s.xml", func(w io.Writer) {
		fmt.Fprintf(w, `<worksheet %s><sheetData>`, ns)
		for row := range 600 {
			fmt.Fprint(w, `<row>`)
			for cell := range 3 {
				long := []rune(strings.Join(words[(row*31+cell*7_001)%50_000:][:6_000], " "))
				fmt.Fprintf(w, `<c t="inlineStr"><is><t>%s</t></is></c>`, string(long[:32_000]))
			}
			fmt.Fprint(w, `</row>`)
		}
		fmt.Fprint(w, `</sheetData></worksheet>`)
	})
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// shared returns a file of ../shared; nil, and a line, where it is not there.
func shared(t *testing.T, name string) []string {
	t.Helper()
	if path, ok := need.More(t, "cases/hostile/"+name); ok {
		return []string{path}
	}
	return nil
}
