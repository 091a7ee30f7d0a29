//go:build unix

package spent

import (
	"syscall"
	"time"
)

// CPU returns the processor time of this process so far, that of the garbage collector
// and of the system included.
func CPU() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
