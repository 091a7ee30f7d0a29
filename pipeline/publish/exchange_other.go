//go:build !linux

package publish

import "errors"

// exchange is not to be had in one step on this system.
func exchange(_, _ string) error { return errors.ErrUnsupported }
