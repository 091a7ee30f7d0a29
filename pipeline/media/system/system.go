// Package system knows what an operating system refuses, and why. It believes that
// "no space left on device" is a message to a programmer: an error of the system is
// known by what it is, and said in the language of whoever has to make room.
package system

import (
	"errors"
	"io"
	"io/fs"
	"runtime"
	"syscall"
)

// known are the errors that a user can do something about, by the text that says
// so; the first that an error is counts.
var known = []struct {
	key  string
	errs []error
}{
	{"system.full", []error{syscall.ENOSPC, syscall.EDQUOT, windows(112), windows(39)}},
	{"system.read-only", []error{syscall.EROFS, windows(19)}},
	{"system.held", []error{syscall.EBUSY, syscall.ETXTBSY, windows(32), windows(33)}},
	{"system.is-folder", []error{syscall.EISDIR}},
	{"system.no-file", []error{syscall.ENXIO, syscall.ENODEV, syscall.ESPIPE}},
	{"system.no-folder", []error{syscall.ENOTDIR, windows(267)}},
	{"system.not-empty", []error{syscall.ENOTEMPTY, windows(145)}},
	{"system.name", []error{syscall.ENAMETOOLONG, syscall.ELOOP, syscall.EINVAL, windows(123), windows(206)}},
	{"system.too-large", []error{syscall.EFBIG}},
	{"system.too-many", []error{syscall.EMFILE, syscall.ENFILE, syscall.ENOMEM, windows(4), windows(8)}},
	{"system.device", []error{syscall.EIO, windows(1117), windows(23)}},
	{"system.other-disk", []error{syscall.EXDEV, windows(17)}},
	{"system.pipe", []error{syscall.EPIPE, windows(232)}},
	{"system.not-exist", []error{fs.ErrNotExist}},
	{"system.permission", []error{fs.ErrPermission}},
	{"system.exists", []error{fs.ErrExist}},
	{"system.ends", []error{io.ErrUnexpectedEOF, io.EOF}},
	{"system.closed", []error{fs.ErrClosed, io.ErrClosedPipe}},
}

// windows is an error number of Windows; nil, which no error is, elsewhere: there
// the number means something else.
func windows(number uintptr) error {
	if runtime.GOOS != "windows" {
		return nil
	}
	return syscall.Errno(number)
}

// Key returns the key of the text that says an error of the system; "" it is none
// of those that are known.
func Key(err error) string {
	for _, k := range known {
		for _, one := range k.errs {
			if one != nil && errors.Is(err, one) {
				return k.key
			}
		}
	}
	return ""
}
