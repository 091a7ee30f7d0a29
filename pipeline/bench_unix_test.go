//go:build unix

package pipeline

import (
	"os"
	"path/filepath"
	"runtime/debug"
	"runtime/metrics"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"depository.example/depository/pipeline/edition"
	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/measure/parallel"
	"depository.example/depository/pipeline/tell/compose"
	"depository.example/depository/pipeline/tell/wording"
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
// one after another, and returns the seconds of processor and the most memory.
func BenchmarkFactsheets1500(b *testing.B) {
	r := multiplied(b, 1500)
	r.Factsheets, r.Reports = true, []string{"uk"}
	debug.FreeOSMemory()
	for b.Loop() {
		before, most, size := processor(b), 0.0, 0
		for i, o := range r.factsheets(r.composed(), catalogue(b, "uk")) {
			made, err := o.In(&edition.Memory{})
			if err != nil {
				b.Fatal(err)
			}
			if size += made.Bytes; i%50 == 0 {
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

// BenchmarkSite2000 writes the site of 2,000 partners with 14,800 practices in two
// languages, as a run does, and returns the seconds of processor, the most memory held,
// that held before the site was begun, and how many files of how many bytes there are.
func BenchmarkSite2000(b *testing.B) {
	r := multiplied(b, 2000)
	r.Reports = []string{"uk", "en"}
	r.stocked(14_800)
	r.results = analysis.Analyse(r.intake.Evidence)
	debug.FreeOSMemory()
	debug.SetGCPercent(400) // what the site needs fits in 500 MB; a run, which holds more beside it, may take more (heap.Wide)
	debug.SetMemoryLimit(460 << 20)
	begun := held()
	for b.Loop() {
		before, folder := processor(b), b.TempDir()
		var most atomic.Int64
		in, languages := map[string]compose.Input{}, []*wording.Catalogue{}
		for _, lang := range r.Reports {
			in[lang], languages = r.composed(), append(languages, catalogue(b, lang))
		}
		files, err := booked(in, languages, nil, nil).Files()
		if err != nil {
			b.Fatal(err)
		}
		var size atomic.Int64
		parallel.Each(len(files), func(i int) {
			data, err := files[i].Make()
			if err == nil {
				path := filepath.Join(folder, filepath.FromSlash(files[i].Name))
				if err = os.MkdirAll(filepath.Dir(path), 0o755); err == nil {
					err = os.WriteFile(path, data, 0o644)
				}
			}
			if err != nil {
				b.Error(err)
			}
			size.Add(int64(len(data)))
			if i%50 == 0 {
				most.Store(max(most.Load(), int64(held())))
			}
		})
		b.ReportMetric(processor(b)-before, "cpu-s")
		b.ReportMetric(float64(most.Load()), "MB-held")
		b.ReportMetric(begun, "MB-before")
		b.ReportMetric(float64(len(files)), "files")
		b.ReportMetric(float64(size.Load())/1e6, "MB-written")
	}
}
