package heap

import (
	"math"
	"runtime"
	"runtime/metrics"
	"testing"
	"time"
)

// Under a bound, what is held leaves as much again: nobody who is near it is to look
// all the time. What is larger is as without this package.
func TestSettings(t *testing.T) {
	for _, live := range []uint64{0, 1, 10 << 20, 127 << 20, 128<<20 - 1, 128 << 20, 1 << 30, 1 << 40} {
		percent, bound := settings(live, 70, 0)
		switch large := bound == math.MaxInt64; {
		case large != (live >= 128<<20), large && percent != 70, !large && (bound != 256<<20 || uint64(bound) < 2*live || percent != 400):
			t.Errorf("%d bytes: %d per cent, bound %d", live, percent, bound)
		}
	}
}

// Who holds much for long takes a fifth more, and has its least in any case: while it holds
// little it may take that, and is bound by it.
func TestSpare(t *testing.T) {
	for live, want := range map[uint64]int{0: 6400, 16 << 20: 1500, 64 << 20: 300, 128<<20 - 1: 100} {
		if percent, bound := settings(live, spare, least); percent != want || bound != ample {
			t.Errorf("%d bytes: %d per cent, bound %d", live, percent, bound)
		}
	}
	for live, want := range map[uint64]int{128 << 20: 150, 160 << 20: 100, 256 << 20: 25, 270 << 20: 20, 400 << 20: 20} {
		if percent, bound := settings(live, spare, least); percent != want || uint64(bound) != max(365<<20, live*132/100) {
			t.Errorf("%d bytes: %d per cent, bound %d", live, percent, bound)
		}
	}
}

// The settings follow what the process holds, up and down; those of the user stay.
func TestAmpleFollowsWhatIsHeld(t *testing.T) {
	t.Setenv("GOGC", "70")
	percent, bound := now()
	Ample()
	runtime.GC()
	if p, b := now(); p != percent || b != bound {
		t.Fatalf("%d per cent, bound %d, although the user has said what it is to be", p, b)
	}
	t.Setenv("GOGC", "")
	Ample()
	settle(t, 400, 256<<20)
	held := make([]byte, 200<<20)
	settle(t, 100, math.MaxInt64)
	runtime.KeepAlive(held)
	held = nil
	settle(t, 400, 256<<20)
}

// Who publishes a period has twice what it holds at least as long as that is no more than
// 800 MiB, and never less than a third more.
func TestWide(t *testing.T) {
	for live, want := range map[uint64]uint64{0: 256 << 20, 80 << 20: 256 << 20, 128 << 20: 256 << 20, 200 << 20: 544 << 20, 264 << 20: 800 << 20, 300 << 20: 800 << 20, 500 << 20: 800 << 20, 600 << 20: 810 << 20, 2000 << 20: 2700 << 20} {
		if got := widely(live); got != want {
			t.Errorf("%d MiB held: %d MiB, want %d", live>>20, got>>20, want>>20)
		}
	}
}

// settle looks until the settings are these.
func settle(t *testing.T, percent, bound uint64) {
	t.Helper()
	for range 200 {
		runtime.GC()
		if p, b := now(); p == percent && b == bound {
			return
		}
		time.Sleep(10 * time.Millisecond) // the finalizer runs beside this
	}
	p, b := now()
	t.Errorf("%d per cent, bound %d, want %d and %d", p, b, percent, bound)
}

func now() (percent, bound uint64) {
	s := []metrics.Sample{{Name: "/gc/gogc:percent"}, {Name: "/gc/gomemlimit:bytes"}}
	metrics.Read(s)
	return s[0].Value.Uint64(), s[1].Value.Uint64()
}
