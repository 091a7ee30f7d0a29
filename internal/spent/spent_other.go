//go:build !unix

package spent

import "time"

var started = time.Now()

// CPU returns the time since the start where the system does not tell that of the
// processor.
func CPU() time.Duration { return time.Since(started) }
