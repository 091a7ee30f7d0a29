//go:build unix

package report

import (
	"fmt"
	"io"
	"runtime/debug"
	"runtime/metrics"
	"syscall"
	"testing"
	"time"
)

// rowsOfPage is how many rows of manyRows one page holds.
const rowsOfPage = 42

// BenchmarkTablePages prints tables of so many pages: the time of
// the processor and the memory by page stay the same where it grows linearly.
func BenchmarkTablePages(b *testing.B) {
	for _, pages := range []int{100, 1000, 10000} {
		b.Run(fmt.Sprint(pages), func(b *testing.B) {
			doc := manyRows(pages * rowsOfPage)
			most, stop := peak()
			before := processor(b)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Write(io.Discard, doc, Options{}); err != nil {
					b.Fatal(err)
				}
			}
			stop()
			b.ReportMetric(float64((processor(b)-before).Microseconds())/float64(b.N*pages), "cpu-µs/page")
			b.ReportMetric(float64(*most)/1e3/float64(pages), "KB-peak/page")
		})
	}
}

// processor is what the program and its collector have taken.
func processor(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// peak watches the heap until stop and keeps the most bytes that lived on it.
func peak() (most *uint64, stop func()) {
	debug.FreeOSMemory()
	most = new(uint64)
	done, ended := make(chan bool), make(chan bool)
	go func() {
		defer close(ended)
		s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		for tick := time.NewTicker(20 * time.Millisecond); ; {
			select {
			case <-done:
				tick.Stop()
				return
			case <-tick.C:
				metrics.Read(s)
				*most = max(*most, s[0].Value.Uint64())
			}
		}
	}()
	return most, func() { close(done); <-ended }
}
