//go:build unix

package checking

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"
	"time"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/media/heap"
	"depository.example/depository/pipeline/media/sheet/open"
	"depository.example/depository/pipeline/workspace"
)

// BenchmarkCheckAgainstRead prints what checking costs in seconds of user CPU for
// one of reading the same files alone, both without the start of the program. It
// is to stay below 2.
func BenchmarkCheckAgainstRead(b *testing.B) {
	heap.Ample() // as the command has it
	sample := filepath.Join("..", "..", "inputs", "2026-H1")
	forms := checkOptions(filepath.Join("..", "..", "inputs"))
	forms.Layouts = filepath.Join(forms.Inputs, "layouts")
	local := forms
	local.Method = filepath.Join("..", "..", "templates", "methods", "local-services.yaml")
	const period = "2022"
	for _, c := range []struct {
		name   string
		opts   pipeline.Options
		period string
		write  func(b *testing.B, dir string)
	}{
		{"200 forms", forms, "2026-H1", func(b *testing.B, dir string) { copies(b, dir, sample, 40) }},
		{"tables of 2022, 15 times", local, period, func(b *testing.B, dir string) { copies(b, dir, need.Shared(b, "real/2022"), 15) }},
		{"wide tables", local, period, func(b *testing.B, dir string) { ownTables(b, dir, 10, 200, 300) }},
		{"long tables", local, period, func(b *testing.B, dir string) { ownTables(b, dir, 10, 8_000, 0) }},
		{"long strings, each another", local, period, longStrings},
	} {
		b.Run(c.name, func(b *testing.B) {
			dir := b.TempDir()
			c.write(b, dir)
			for b.Loop() {
				b.ReportMetric(checkAgainstRead(b, c.opts, c.period, dir), "check/read")
			}
		})
	}
}

// checkAgainstRead measures both three times and takes the least of each.
func checkAgainstRead(b *testing.B, opts pipeline.Options, period, dir string) float64 {
	b.Helper()
	files, err := os.ReadDir(dir)
	if err != nil || len(files) == 0 {
		b.Fatalf("%d files to read: %v", len(files), err)
	}
	least := func(do func()) time.Duration {
		out := time.Hour
		for range 3 {
			debug.FreeOSMemory() // as a process has it that begins
			before := userTime(b)
			do()
			out = min(out, userTime(b)-before)
		}
		return out
	}
	reading := least(func() {
		for _, f := range files {
			open.Read(filepath.Join(dir, f.Name()), opts.Limits)
		}
	})
	opts.Period = period
	w, err := workspace.Open(opts.Sources)
	if err != nil {
		b.Fatal(err)
	}
	checking := least(func() {
		listings, err := listed(opts.Inputs, []string{dir})
		if err != nil {
			b.Fatal(err)
		}
		out := Checking{opts: opts, workspace: w}
		if err := out.check(listings); err != nil || len(out.Files) != len(files) {
			b.Fatal(len(out.Files), err)
		}
	})
	b.Logf("%.3f s to read, %.3f s to check", reading.Seconds(), checking.Seconds())
	return checking.Seconds() / reading.Seconds()
}

// userTime is the user CPU that the process and its collector have taken.
func userTime(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano())
}

// copies writes each file of a folder several times.
func copies(b *testing.B, dir, from string, times int) {
	b.Helper()
	entries, err := os.ReadDir(from)
	if err != nil {
		b.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(from, e.Name()))
		if err != nil {
			b.Fatal(err)
		}
		for n := range times {
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%02d %s", n, e.Name())), data, 0o600); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// longStrings writes a table of one partner, of which every title is long and stands once.
func longStrings(b *testing.B, dir string) {
	b.Helper()
	var out strings.Builder
	out.WriteString("Вінницька область\nКод;Назва ЦНАП;Кількість працівників;Зупинка;Паркінг;Запис на прийом;Каса банку;Картка")
	for row := range 30_000 {
		fmt.Fprintf(&out, "\nV-%d;ЦНАП номер %d, %s;%d;так;ні;так;ні;так", row, row, strings.Repeat(fmt.Sprintf("що стоїть у будинку %d поруч із парком, ", row%997), 8), row%50)
	}
	if err := os.WriteFile(filepath.Join(dir, "long.csv"), []byte(out.String()), 0o600); err != nil {
		b.Fatal(err)
	}
}

// ownTables writes tables of service centres with columns that nobody asked for.
func ownTables(b *testing.B, dir string, files, rows, more int) {
	b.Helper()
	for n := range files {
		var out strings.Builder
		out.WriteString("Вінницька область\nКод;Назва ЦНАП;Кількість працівників;Зупинка;Паркінг;Запис на прийом;Каса банку;Картка")
		for i := range more {
			fmt.Fprintf(&out, ";Показник %d", i)
		}
		for row := range rows {
			fmt.Fprintf(&out, "\nV-%d-%d;ЦНАП номер %d;%d;так;ні;так;ні;так", n, row, row, row%50)
			for i := range more {
				fmt.Fprintf(&out, ";%d", row*i%977)
			}
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%02d.csv", n)), []byte(out.String()), 0o600); err != nil {
			b.Fatal(err)
		}
	}
}
