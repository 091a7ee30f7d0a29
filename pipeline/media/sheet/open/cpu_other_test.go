//go:build !unix

package open

import "time"

var started = time.Now()

// cpuTime returns the time since the start where the system does not tell that of
// the processor.
func cpuTime() time.Duration { return time.Since(started) }
