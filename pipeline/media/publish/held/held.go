// Package held finds published files that another program holds open. It believes that
// whoever reads one should be told before it is replaced, not after.
package held

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// An Error names a published file that another program holds open, so that
// it cannot be replaced (a workbook open in Excel).
type Error struct {
	File string
	Lock string // the file that says so, beside it; "" the system does
	Err  error
}

var errLocked = errors.New("open in another program")

// Error says it in English; Words says it in the reader’s language.
func (e *Error) Error() string { return e.File + ": " + e.Err.Error() }

// Unwrap returns the system's error.
func (e *Error) Unwrap() error { return e.Err }

// Words returns the text that says it, as of wording.Told.
func (e *Error) Words() (string, []any) {
	if e.Lock != "" {
		return "command.run.locked", []any{"file", e.File, "lock", e.Lock}
	}
	return "command.run.held", []any{"file", e.File}
}

// File finds a file below dir that another program holds open. On Windows it
// cannot be opened for writing then; elsewhere Excel and LibreOffice leave a file
// beside it, whose reader would go on with an edition that is no more. A file
// that is read-only is held by nobody. It returns nil or an *Error.
func File(dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		if name, ok := lockedBy(d.Name()); ok {
			file := filepath.Join(filepath.Dir(path), name)
			if _, err := os.Stat(file); err == nil {
				return &Error{File: file, Lock: path, Err: errLocked}
			}
			return nil // of a file that is not there any more
		}
		if err := openElsewhere(path); err != nil {
			return &Error{File: path, Err: err}
		}
		return nil
	})
}

// lockedBy returns the file that a lock file stands for: ~$scores.xlsx is left by
// Excel, .~lock.scores.xlsx# by LibreOffice.
func lockedBy(name string) (file string, ok bool) {
	if file, ok = strings.CutPrefix(name, "~$"); ok {
		return file, true
	}
	if file, ok = strings.CutPrefix(name, ".~lock."); ok {
		return strings.CutSuffix(file, "#")
	}
	return "", false
}
