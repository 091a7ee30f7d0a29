//go:build unix

package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"hash/crc32"
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
// in a process of its own, and prints what it took. In make torture they are as
// large as may be; in make long they have a twentieth of that, and time is not judged.
func TestTortureOfInputs(t *testing.T) {
	need.Long(t)
	dir := t.TempDir()
	program, whole := program(t, dir), need.All()
	share := func(of, all int) int {
		if whole {
			return all
		}
		return all / of
	}
	words := madeUpWords()
	numbers := func(row int) string {
		return strings.TrimSuffix(strings.Repeat(fmt.Sprintf("%d;", row%1000), 20), ";")
	}
	texts := func(row int) string { return strings.Join(words[(row*7)%50_000:][:12], ";") }
	centre := func(row int) string {
		return fmt.Sprintf("V-%d;ЦНАП %s;%d;так;ні;так;ні;так", row, words[row%50_000], row%40)
	}
	const header = "Вінницька область\nКод;Назва ЦНАП;Кількість працівників;Зупинка;Паркінг;Запис на прийом;Каса банку;Картка\n"
	one := func(path string) []string { return []string{path} }
	var four, texty []string
	for i := range 4 {
		four = append(four, csvOf(t, filepath.Join(dir, fmt.Sprintf("four%d.csv", i)), "", share(20, 60<<20), 1_000, numbers))
		texty = append(texty, csvOf(t, filepath.Join(dir, fmt.Sprintf("texts%d.csv", i)), "", share(20, 60<<20), 50_000, texts))
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
		{"a partner's table of 200,000 rows", one(csvOf(t, filepath.Join(dir, "rows.csv"), header, share(20, 16<<20), 400_000, centre)), 600},
		{"1,800 long strings", one(longStrings(t, filepath.Join(dir, "long.xlsx"), words, share(20, 600))), 600},
		{"30 cells of 32,000 characters", shared(t, "findoblast-30-cells.xlsx"), 600},
		{"9,000 cells of 32,000 characters", shared(t, "findoblast-300x30-cells.xlsx"), 600},
	} {
		if c.files == nil {
			continue
		}
		cpu, peak := measured(t, program, c.files)
		if !whole {
			c.most = c.most * 3 / 5 // of a twentieth of the input: what the program itself holds stays
		}
		t.Logf("%-36s %6.2f s CPU  %5d MB", c.name, cpu.Seconds(), peak)
		if peak > c.most {
			t.Errorf("%s: %d MB at the peak, more than %d", c.name, peak, c.most)
		}
		if whole && len(c.files) == 1 && cpu > 10*time.Second {
			t.Errorf("%s: %v of CPU, more than 10 s", c.name, cpu)
		}
	}
}

// measured runs the check and returns its CPU time and its peak in MB.
func measured(t *testing.T, program string, files []string) (time.Duration, int64) {
	t.Helper()
	cmd := exec.Command(program, append([]string{"check", "--quiet", "--period", "2026-H1"}, files...)...)
	peak := filepath.Join(t.TempDir(), "peak")
	cmd.Dir, cmd.Env = "../..", append(os.Environ(), peakFile+"="+peak)
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != statusCorrect) {
		t.Fatalf("%v\n%s", err, out)
	}
	cpu := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if told, err := os.ReadFile(peak); err == nil {
		var kB int64
		if _, most, ok := strings.Cut(string(told), "VmHWM:"); ok {
			_, err = fmt.Sscan(most, &kB)
		}
		if err != nil || kB == 0 {
			t.Fatalf("%v\n%s", err, told)
		}
		return cpu, kB >> 10
	}
	return cpu, int64(cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss) >> 10
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

// csvOf writes a table of a size in bytes: its head, and then the same rows, of which
// there are so many, over and over.
func csvOf(t *testing.T, path, head string, size, rows int, line func(row int) string) string {
	t.Helper()
	var block bytes.Buffer
	for row := 0; row < rows && block.Len() < size; row++ {
		block.WriteString(line(row))
		block.WriteByte('\n')
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	_, err = f.WriteString(head)
	for n := 0; n < size && err == nil; n += block.Len() {
		_, err = f.Write(block.Bytes()[:min(block.Len(), size-n)])
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// longStrings writes a workbook of rows with three texts of 32,000 characters each.
// Twenty rows are compressed, each by itself; the others are the same bytes again.
func longStrings(t *testing.T, path string, words []string, rows int) string {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := zip.NewWriter(f)
	for _, part := range [][2]string{
		{"xl/workbook.xml", `<workbook xmlns:r="/relationships"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="a" Type="worksheet" Target="s.xml"/></Relationships>`},
	} {
		w, err := z.Create(part[0])
		if err == nil {
			_, err = io.WriteString(w, part[1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	long := func(row int) string {
		var b strings.Builder
		b.WriteString("<row>")
		for cell := range 3 {
			text := []rune(strings.Join(words[(row*31+cell*7_001)%50_000:][:6_000], " "))
			fmt.Fprintf(&b, `<c t="inlineStr"><is><t>%s</t></is></c>`, string(text[:32_000]))
		}
		return b.String() + "</row>"
	}
	var s stream
	s.add(t, `<worksheet><sheetData>`, 1)
	distinct := min(20, rows)
	for row := range distinct {
		s.add(t, long(row), rows/distinct)
	}
	s.add(t, `</sheetData></worksheet>`, 1)
	s.packed.Write([]byte{3, 0}) // an empty block, the last one
	w, err := z.CreateRaw(&zip.FileHeader{Name: "xl/s.xml", Method: zip.Deflate, CRC32: s.sum, CompressedSize64: uint64(s.packed.Len()), UncompressedSize64: s.size})
	if err == nil {
		_, err = w.Write(s.packed.Bytes())
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// A stream is DEFLATE data made of pieces that do not refer to each other.
type stream struct {
	packed bytes.Buffer
	sum    uint32
	size   uint64
}

// add compresses a text once and appends it so many times.
func (s *stream) add(t *testing.T, text string, times int) {
	t.Helper()
	var piece bytes.Buffer
	w, err := flate.NewWriter(&piece, flate.BestSpeed)
	if err == nil {
		_, err = io.WriteString(w, text)
	}
	if err == nil {
		err = w.Flush() // to a whole byte, and without an end
	}
	if err != nil {
		t.Fatal(err)
	}
	for range times {
		s.packed.Write(piece.Bytes())
		s.sum = crc32.Update(s.sum, crc32.IEEETable, []byte(text))
		s.size += uint64(len(text))
	}
}

// shared returns a file of ../shared; nil, and a line, where it is not there.
func shared(t *testing.T, name string) []string {
	t.Helper()
	if path, ok := need.More(t, "cases/hostile/"+name); ok {
		return []string{path}
	}
	return nil
}
