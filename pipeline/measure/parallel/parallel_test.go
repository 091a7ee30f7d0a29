package parallel

import (
	"runtime"
	"slices"
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

// With one processor things are done by weight, of equal weights in their order.
func TestHeaviestComesFirst(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	weights, done := []int{1, 300, 10, 1, 300, 100}, []int{}
	Heaviest(len(weights), func(i int) int { return weights[i] }, func(i int) { done = append(done, i) })
	if want := []int{1, 4, 5, 2, 0, 3}; !slices.Equal(done, want) {
		t.Errorf("done %v, want %v", done, want)
	}
}
