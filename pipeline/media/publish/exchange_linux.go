package publish

import (
	"errors"

	"golang.org/x/sys/unix"
)

// exchange swaps two folders in one step (renameat2 with RENAME_EXCHANGE, Linux
// 3.15 and later).
var exchange = func(a, b string) error {
	return unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE)
}

// cannotExchange reports whether an error means that the file system has no
// exchange: it does not know the call (ENOSYS, EINVAL, ENOTSUP), does not let it
// pass (EPERM, as in containers), or has the two on different layers (EXDEV, as
// overlayfs).
func cannotExchange(err error) bool {
	for _, no := range []error{errors.ErrUnsupported, unix.ENOSYS, unix.EINVAL, unix.ENOTSUP, unix.EPERM, unix.EXDEV} {
		if errors.Is(err, no) {
			return true
		}
	}
	return false
}
