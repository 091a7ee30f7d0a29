// Package publish makes a folder of results appear whole or not at all. It
// believes that a reader must never meet half a period: a run builds beside the
// published folder and exchanges the two at the end, atomically where the system
// can, otherwise by moving the old one aside; what a killed run leaves behind is
// put right at the next start.
package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"
)

const (
	lockName = ".depository.lock"
	building = ".building" // suffix of the folder that a run writes into
	old      = ".old"      // suffix of the published folder while it is moved aside
)

// ErrBusy means that another run is writing to the same outputs.
var ErrBusy = errors.New("another run is writing there")

// A HeldError names a published file that another program holds open, so that
// it cannot be replaced (a workbook open in Excel).
type HeldError struct {
	File string
	Lock string // the file that says so, beside it; "" the system does
	Err  error
}

var errLocked = errors.New("open in another program")

func (e *HeldError) Error() string { return e.File + ": " + e.Err.Error() }

// Unwrap gives the system's error.
func (e *HeldError) Unwrap() error { return e.Err }

// An Edition is one period being built.
type Edition struct {
	root, period string
	lock         *flock.Flock
	done         bool
}

// Begin locks the outputs folder, repairs what a killed run left, and makes an
// empty folder to build in. It fails with ErrBusy while another run is at work
// and with a *HeldError while a published file is held open. Close must follow.
func Begin(root, period string) (*Edition, error) {
	if period == "" || period != filepath.Base(period) || strings.HasPrefix(period, ".") {
		return nil, fmt.Errorf("%q cannot be the name of a folder of results", period)
	}
	if err := os.MkdirAll(root, 0o755); err != nil {
		return nil, err
	}
	e := &Edition{root: root, period: period, lock: flock.New(filepath.Join(root, lockName))}
	got, err := e.lock.TryLock()
	if err != nil {
		return nil, err
	}
	if !got {
		return nil, ErrBusy
	}
	if err := e.prepare(); err != nil {
		e.Close()
		return nil, err
	}
	return e, nil
}

func (e *Edition) prepare() error {
	if err := repair(e.root); err != nil {
		return err
	}
	if err := heldFile(e.published()); err != nil {
		return err
	}
	return os.Mkdir(e.Dir(), 0o755)
}

// Dir is the folder to build in.
func (e *Edition) Dir() string { return filepath.Join(e.root, "."+e.period+building) }

func (e *Edition) published() string { return filepath.Join(e.root, e.period) }
func (e *Edition) aside() string     { return filepath.Join(e.root, "."+e.period+old) }

// Write makes one file of the edition; name may hold folders, with slashes.
func (e *Edition) Write(name string, data []byte) error {
	if !fs.ValidPath(name) {
		return fmt.Errorf("%q is not a path below the results", name)
	}
	file := filepath.Join(e.Dir(), filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, data, 0o644)
}

// Publish puts what was built in the place of what was published before. After
// an error the former edition still stands.
func (e *Edition) Publish() error {
	if _, err := os.Stat(e.published()); errors.Is(err, fs.ErrNotExist) {
		err := os.Rename(e.Dir(), e.published())
		e.done = err == nil
		return err
	}
	switch err := exchange(e.Dir(), e.published()); {
	case err == nil:
		e.done = true
		remove(e.Dir()) // now the former edition
		return nil
	case !errors.Is(err, errors.ErrUnsupported):
		return err
	}
	return e.moveAside()
}

// moveAside replaces the published folder in two renames. A run killed between
// them is repaired by the next Begin.
func (e *Edition) moveAside() error {
	if err := os.Rename(e.published(), e.aside()); err != nil {
		return err
	}
	if err := os.Rename(e.Dir(), e.published()); err != nil {
		return errors.Join(err, os.Rename(e.aside(), e.published()))
	}
	e.done = true
	remove(e.aside())
	return nil
}

// remove takes away the former edition, as far as the system lets it: what a
// virus scanner still reads is no reason to call a published run failed, and the
// next Begin tries again.
func remove(dir string) { _ = os.RemoveAll(dir) }

// Close removes what was not published and lets the next run begin.
func (e *Edition) Close() error {
	var err error
	if !e.done {
		err = os.RemoveAll(e.Dir())
	}
	return errors.Join(err, e.lock.Unlock())
}

// repair puts right what a killed run left: a folder moved aside whose
// successor never came is put back, everything else half-done is removed.
func repair(root string) error {
	entries, err := os.ReadDir(root)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		name := entry.Name()
		hidden := strings.HasPrefix(name, ".") && entry.IsDir()
		path := filepath.Join(root, name)
		switch {
		case hidden && strings.HasSuffix(name, building):
			err = errors.Join(err, os.RemoveAll(path))
		case hidden && strings.HasSuffix(name, old):
			period := filepath.Join(root, strings.TrimSuffix(name[1:], old))
			if _, missing := os.Stat(period); errors.Is(missing, fs.ErrNotExist) {
				err = errors.Join(err, os.Rename(path, period))
			} else {
				err = errors.Join(err, os.RemoveAll(path))
			}
		}
	}
	return err
}

// heldFile finds a file below dir that another program holds open. On Windows it
// cannot be opened for writing; elsewhere Excel and LibreOffice leave a file
// beside it, whose reader would go on with an edition that is no more.
func heldFile(dir string) error {
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
				return &HeldError{File: file, Lock: path, Err: errLocked}
			}
			return nil // of a file that is not there any more
		}
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			return &HeldError{File: path, Err: err}
		}
		return f.Close()
	})
}

// lockedBy gives the file that a lock file stands for: ~$scores.xlsx is left by
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
