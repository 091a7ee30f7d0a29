//go:build !linux

package publish

import "errors"

// exchange is not to be had in one step on this system.
var exchange = func(_, _ string) error { return errors.ErrUnsupported }

// cannotExchange reports whether an error means that there is no exchange.
func cannotExchange(err error) bool { return errors.Is(err, errors.ErrUnsupported) }
