package trial

import (
	"runtime"
	"testing"
)

// Grows compares the work for n and for twice n: bytes, and how often memory is
// taken, the least of two calls each, since memory may be used again. Of twice as
// much it may be thrice as much, since lists and maps double; four times is a square. prepared makes
// what the work needs and returns it.
func Grows(t *testing.T, prepared func(n int) func()) {
	t.Helper()
	const n = 200
	bytes, calls := taken(prepared(n))
	twiceBytes, twiceCalls := taken(prepared(2 * n))
	if twiceBytes > bytes*3+64<<10 || twiceCalls > calls*5/2+256 {
		t.Errorf("%d bytes in %d allocations for n, %d in %d for 2n", bytes, calls, twiceBytes, twiceCalls)
	}
}

// taken is the memory that work takes and how often it does; a first call makes ready
// what is made once.
func taken(work func()) (bytes, calls uint64) {
	work()
	for try := range 2 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		work()
		runtime.ReadMemStats(&after)
		b, c := after.TotalAlloc-before.TotalAlloc, after.Mallocs-before.Mallocs
		if try == 0 {
			bytes, calls = b, c
		}
		bytes, calls = min(bytes, b), min(calls, c)
	}
	return bytes, calls
}
