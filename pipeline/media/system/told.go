package system

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"strconv"
	"syscall"

	"depository.example/depository/pipeline/tell/wording"
)

// Told says an error in the language of the run. Errors that know their words
// (wording.Told) say them; those of the system and of the standard library are
// said here. There is no other place that words an error.
func Told(t *wording.Catalogue, err error) string {
	return t.Tell(err, func(err error) string { return systemError(t, err) })
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
	if key := Key(err); key != "" {
		return t.T(key)
	}
	var number syscall.Errno
	if errors.As(err, &number) {
		return t.T("system.number", "number", strconv.FormatUint(uint64(number), 10), "text", number.Error())
	}
	return ""
}

// about says what happened to a file.
func about(t *wording.Catalogue, file string, err error) string {
	return t.T("system.about", "file", file, "text", Told(t, err))
}
