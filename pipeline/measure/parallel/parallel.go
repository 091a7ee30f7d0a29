// Package parallel does many alike things at once. It believes that processors
// change how long a result takes and nothing else: each thing has a number and
// writes its own place only.
package parallel

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// Heaviest is Each that begins with what weighs most, so that nobody waits at the end for
// one who has just begun with it; of equal weights the first comes first.
func Heaviest(n int, weight func(i int) int, do func(i int)) {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return weight(b) - weight(a) })
	Each(n, func(k int) { do(order[k]) })
}

// Each calls do for 0 to n−1, as many at once as there are processors, and returns
// when all are done.
func Each(n int, do func(i int)) {
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wait.Wait()
}
