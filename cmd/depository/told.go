package main

import (
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"os"
	"runtime"
	"strconv"
	"syscall"

	"depository/pipeline/wording"
)

// told says an error in the language of the run. Errors that know their words
// (wording.Told) say them; those of the system and of the standard library are
// said here. There is no other place that words an error.
func told(t *wording.Catalogue, err error) string {
	return t.Tell(err, func(err error) string { return systemError(t, err) })
}

// systemErrors are the errors of the system that a user can do something about,
// by the text that says so; the first that an error is counts.
var systemErrors = []struct {
	key  string
	errs []error
}{
	{"system.full", []error{syscall.ENOSPC, syscall.EDQUOT, windows(112), windows(39)}},
	{"system.read-only", []error{syscall.EROFS, windows(19)}},
	{"system.held", []error{syscall.EBUSY, syscall.ETXTBSY, windows(32), windows(33)}},
	{"system.is-folder", []error{syscall.EISDIR}},
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

// windows is an error number of Windows; nil, which no error is, elsewhere:
// there the number means something else.
func windows(number uintptr) error {
	if runtime.GOOS != "windows" {
		return nil
	}
	return syscall.Errno(number)
}

// systemError says an error of the system with the file that it is about; "" it
// is none.
func systemError(t *wording.Catalogue, err error) string {
	switch e := err.(type) {
	case *fs.PathError:
		return about(t, e.Path, e.Err)
	case *os.LinkError:
		return about(t, e.New, e.Err)
	case *os.SyscallError:
		return systemError(t, e.Err)
	case *csv.ParseError:
		return t.T("system.csv", "line", strconv.Itoa(e.Line), "column", strconv.Itoa(e.Column))
	}
	if errors.Unwrap(err) != nil {
		return "" // what it adds is said by whoever unwraps it
	}
	for _, known := range systemErrors {
		for _, one := range known.errs {
			if one != nil && errors.Is(err, one) {
				return t.T(known.key)
			}
		}
	}
	var number syscall.Errno
	if errors.As(err, &number) {
		return t.T("system.number", "number", strconv.FormatUint(uint64(number), 10), "text", number.Error())
	}
	return ""
}

// about says what happened to a file.
func about(t *wording.Catalogue, file string, err error) string {
	return t.T("system.about", "file", file, "text", told(t, err))
}
