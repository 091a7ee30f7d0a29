package main

import (
	"os"
	"syscall"
)

// residentMiB returns the largest resident memory of a process that has ended; 0: not
// told.
func residentMiB(p *os.ProcessState) float64 {
	return float64(p.SysUsage().(*syscall.Rusage).Maxrss) / 1024
}
