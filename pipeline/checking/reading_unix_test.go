//go:build unix

package checking

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
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

// BenchmarkCheckAgainstRead prints what a whole check of files costs, their reading
// included, for one of reading the same files alone: check/read, which is to stay below
// 2. Both are counted in seconds of user CPU of the process as the system has it
// (getrusage), what the collector takes meanwhile included, and without the start of the
// program: the method and the codifier are there already. Both have one processor, since
// two threads that share one slow each other down and a check has as many as it may. They
// take turns, each after a collection, as in a process that begins; what is printed is
// the median of the turns, since whoever else is at work slows down both of a turn.
func BenchmarkCheckAgainstRead(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
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
		{"forms", forms, "2026-H1", func(b *testing.B, dir string) { copies(b, dir, sample, 4) }},
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
			b.ReportMetric(0, "ns/op") // the clock also counts whoever else is at work
		})
	}
}

// Both are measured so many times in turn, each time so often in a row that it takes
// turnTime at least.
const (
	turns    = 7
	turnTime = 300 * time.Millisecond
)

// checkAgainstRead returns what checking costs for one of reading, in the median.
func checkAgainstRead(b *testing.B, opts pipeline.Options, period, dir string) float64 {
	b.Helper()
	files, err := os.ReadDir(dir)
	if err != nil || len(files) == 0 {
		b.Fatalf("%d files to read: %v", len(files), err)
	}
	read := func() {
		for _, f := range files {
			open.Read(filepath.Join(dir, f.Name()), opts.Limits)
		}
	}
	opts.Period = period
	w, err := workspace.Open(opts.Sources)
	if err != nil {
		b.Fatal(err)
	}
	check := func() {
		listings, err := listed(opts.Inputs, []string{dir})
		if err != nil {
			b.Fatal(err)
		}
		out := Checking{opts: opts, workspace: w}
		if err := out.check(listings); err != nil || len(out.Files) != len(files) {
			b.Fatal(len(out.Files), err)
		}
	}
	var reading, checking, ratios [turns]float64
	often := 1 + int(turnTime/max(cost(b, 1, read), time.Millisecond))
	for i := range turns {
		reading[i], checking[i] = cost(b, often, read).Seconds(), cost(b, often, check).Seconds()
		ratios[i] = checking[i] / reading[i]
	}
	slices.Sort(reading[:])
	slices.Sort(checking[:])
	slices.Sort(ratios[:])
	b.Logf("%.3f s to read, %.3f s to check, from %.2f to %.2f times as much; the least %.3f s and %.3f s, %.2f times", reading[turns/2], checking[turns/2],
		ratios[0], ratios[turns-1], reading[0], checking[0], checking[0]/reading[0])
	return ratios[turns/2]
}

// cost is the user CPU of doing something, so often in a row, once.
func cost(b *testing.B, often int, do func()) time.Duration {
	b.Helper()
	debug.FreeOSMemory() // a collection; as a process has it that begins
	before := userTime(b)
	for range often {
		do()
	}
	return (userTime(b) - before) / time.Duration(often)
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
