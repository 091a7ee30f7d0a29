//go:build unix

package open

import (
	"syscall"
	"time"
)

// cpuTime returns the processor time of this process so far, that of the garbage
// collector included.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
