package parallel

import (
	"runtime"
	"sync/atomic"
	"testing"
)

func TestEachIsDoneOnce(t *testing.T) {
	for _, n := range []int{0, 1, 3, 1000} {
		done := make([]atomic.Int64, n)
		Each(n, func(i int) { done[i].Add(1) })
		for i := range done {
			if got := done[i].Load(); got != 1 {
				t.Errorf("%d of %d was done %d times", i, n, got)
			}
		}
	}
}

// TestEachWorksAtOnce: with four processors four things wait for one another.
func TestEachWorksAtOnce(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	met := make(chan struct{})
	var here atomic.Int64
	Each(4, func(int) {
		if here.Add(1) == 4 {
			close(met)
		}
		<-met
	})
}
