// Package heap says how much memory a command may take beside what it needs before
// the collector looks for what it no longer needs. It believes in a bound, not in a
// share: a command that holds little need not look often, and one that holds much
// takes no more than it would without this package.
package heap

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// Whoever holds less than half of what is ample may take it all, and four times what
// is held beside it; else a share of what is held, and no bound.
const (
	ample = 256 << 20 // bytes
	most  = 400       // per cent of what is held
	own   = 100       // as of Go itself
	spare = 20        // of who holds much for long and makes little that is soon not needed
	least = 320 << 20 // bytes that this one may take in all, however little it holds, once it holds half of what is ample
	given = 365 << 20 // bytes that it takes before it gives back what is free
	roomy = 32        // per cent of what it holds that it may take beside before it does so, in any case
)

// smallest is the least that a process is taken to hold, in bytes.
const smallest = 4 << 20

// Whoever publishes a period may take what is ample, and four times what it holds beyond
// half of that up to what is wide, and a third more than it holds in any case: what it
// makes on the way is a multiple of what it holds, so that each look saved counts.
const (
	beyond = 4
	wide   = 800 << 20 // bytes
	beside = 35        // per cent of what is held
)

var once sync.Once

// Ample lets the process take memory up to what is ample. Whoever sets GOGC or
// GOMEMLIMIT has said what it is to take, and nothing is done.
func Ample() { follow(func(live uint64) (int, int64) { return settings(live, own, 0) }) }

// Spare is Ample of a command that comes to hold much: it takes all that is ample at once,
// then a fifth more than it holds, and not as much again, but 320 MiB in any case; and what
// it no longer needs it gives back before it takes more than 365 MiB.
func Spare() { follow(func(live uint64) (int, int64) { return settings(live, spare, least) }) }

// Wide is Ample of a command that comes to hold much and makes many times as much: it takes
// all that is ample, and four times what it holds beyond 128 MiB up to 800 MiB, and a third
// more than it holds in any case.
func Wide() {
	follow(func(live uint64) (int, int64) { return most, int64(widely(live)) })
}

// widely is what a process that holds so many bytes may take in all.
func widely(live uint64) uint64 {
	more := beyond * (max(live, ample/2) - ample/2)
	return max(min(ample+more, wide), live*(100+beside)/100)
}

func follow(allow func(live uint64) (percent int, bound int64)) {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		once.Do(func() { watch(&mark{allow: allow}) })
	}
}

// held is what the process held when the collector last looked, in bytes.
func held() uint64 {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	return live[0].Value.Uint64()
}

// A mark is what nobody needs: the collector finds it each time that it looks.
type mark struct {
	_     *mark                                        // a pointer, so that it lies beside nothing else
	allow func(live uint64) (percent int, bound int64) // what may be taken beside so many bytes that are held, and in all
}

// watch sets both anew after each look. The bound holds until then too, however fast
// memory is taken.
func watch(m *mark) {
	percent, bound := m.allow(held())
	debug.SetGCPercent(percent)
	debug.SetMemoryLimit(bound)
	runtime.SetFinalizer(m, watch)
}

// settings are what may be taken beside so many bytes that are held, and in all; beyond
// what is ample per cent of what is held, or what is left of the least that may be taken.
func settings(live uint64, beyond int, least uint64) (percent int, bound int64) {
	switch {
	case least == 0 && live < ample/2:
		return most, ample
	case least == 0:
		return beyond, math.MaxInt64
	case live < ample/2:
		return int((ample - live) * 100 / max(live, smallest)), ample
	case live < least:
		beyond = max(beyond, int((least-live)*100/live))
	}
	return beyond, max(given, int64(live)*(100+roomy)/100)
}
