//go:build !linux

package flush

// opened returns nil: here each file is flushed.
func opened(string) *whole { return nil }
