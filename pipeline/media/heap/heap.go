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
	spare = 50        // of who holds much for long and makes little that is soon not needed
)

var once sync.Once

// Ample lets the process take memory up to what is ample. Whoever sets GOGC or
// GOMEMLIMIT has said what it is to take, and nothing is done.
func Ample() { follow(own) }

// Spare is Ample of a command that holds much: beyond what is ample it takes half as much
// again as it holds, and not as much again.
func Spare() { follow(spare) }

func follow(beyond int) {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		once.Do(func() { watch(&mark{beyond: beyond}) })
	}
}

// A mark is what nobody needs: the collector finds it each time that it looks.
type mark struct {
	_      *mark // a pointer, so that it lies beside nothing else
	beyond int   // per cent of what is held that may be taken beyond what is ample
}

// watch sets both anew after each look. The bound holds until then too, however fast
// memory is taken.
func watch(m *mark) {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	percent, bound := settings(live[0].Value.Uint64(), m.beyond)
	debug.SetGCPercent(percent)
	debug.SetMemoryLimit(bound)
	runtime.SetFinalizer(m, watch)
}

// settings are what may be taken beside so many bytes that are held, and in all; beyond
// what is ample per cent of what is held.
func settings(live uint64, beyond int) (percent int, bound int64) {
	if live < ample/2 {
		return most, ample
	}
	return beyond, math.MaxInt64
}
