//go:build unix

package pipeline

import (
	"runtime/debug"
	"runtime/metrics"
	"syscall"
	"testing"
	"time"

	"depository.example/depository/pipeline/measure/analysis"
)

// BenchmarkAnalyse1500 scores, compares and advises 1,500 partners: what comes
// before their factsheets.
func BenchmarkAnalyse1500(b *testing.B) {
	r := multiplied(b, 1500)
	for b.Loop() {
		analysis.Analyse(r.intake.Evidence)
	}
}

// BenchmarkFactsheets1500 composes and prints the factsheets of 1,500 partners,
// one after another, and gives the seconds of processor and the most memory.
func BenchmarkFactsheets1500(b *testing.B) {
	r := multiplied(b, 1500)
	r.Factsheets, r.Reports = true, []string{"uk"}
	debug.FreeOSMemory()
	for b.Loop() {
		before, most, size := processor(b), 0.0, 0
		for i, o := range r.factsheets(r.composed(), catalogue(b, "uk")) {
			made, err := o.make()
			if err != nil {
				b.Fatal(err)
			}
			if size += len(made.data); i%50 == 0 {
				most = max(most, held())
			}
		}
		b.ReportMetric(processor(b)-before, "cpu-s")
		b.ReportMetric(most, "MB-held")
		b.ReportMetric(float64(size)/1500/1024, "KB/file")
	}
}

// processor is what the program and its collector have taken, seconds.
func processor(b *testing.B) float64 {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()).Seconds()
}

// held is the memory that the program has from the system, MB.
func held() float64 {
	s := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(s)
	return float64(s[0].Value.Uint64()-s[1].Value.Uint64()) / 1e6
}
