// Package publish decides where the program may write, and writes there. It
// believes that whoever is trusted with a folder destroys nothing in it:
//
//   - A place that is, lies in, covers or is linked to what the command reads is
//     refused before anything is done (Reads).
//   - An edition, the folder of a period, appears whole or not at all: it is built
//     beside the published one and exchanged with it at the end. It replaces only
//     a folder that bears our manifest, and takes over what others have put or
//     changed there (Edition).
//   - Files with a name of their own, and files that are added to a folder of
//     somebody else, are written under temporary names and renamed at the end,
//     the main one last (Files).
//   - What a killed call leaves stands in its journal, and only what stands there
//     is put right by the next one.
//
// A reader never meets half a result, and after a cut of power what was
// published is on the disk.
package publish

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/gofrs/flock"

	"depository.example/depository/pipeline/media/publish/flush"
	"depository.example/depository/pipeline/media/publish/held"
	"depository.example/depository/pipeline/media/regular"
)

const (
	lockName    = ".depository.lock"
	journalName = ".depository.journal"
	building    = ".building" // suffix of the folder that a run writes into
	old         = ".old"      // suffix of the published folder while it is moved aside
)

// ErrBusy means that another run is writing to the same outputs.
var ErrBusy error = busyError{}

type busyError struct{}

// Error says it in English; Words says it in the reader’s language.
func (busyError) Error() string { return "another run is writing there" }

// Words returns the text that says it, as of wording.Told.
func (busyError) Words() (string, []any) { return "command.run.busy", nil }

// A Kept file lay in the folder of an edition and was not written by the program,
// or has been changed since: it lies in the new edition too.
type Kept struct {
	Path string `json:"path"`         // below the folder, with slashes
	As   string `json:"as,omitempty"` // its name now, where it is another one
}

// An Edition is one period being built.
type Edition struct {
	root, period string
	lock         *flock.Flock
	journal      journal
	dir          string       // that is built in
	flushed      *flush.Files // its files
	more         fs.FileMode  // what the group may do
	staged       bool         // all but the exchange is done
	done         bool
	repaired     bool
	kept         []Kept
	made         []string // folders that were not there, for the results of all periods
	below        sync.Map // folders below dir that were made
}

// Begin locks the outputs folder, repairs what a killed run left, and makes an
// empty folder to build in. It fails with ErrBusy while another run is at work,
// with a *ForeignError where the period's folder is not ours to replace, and with
// a *held.Error while a published file is held open. Close must follow.
func Begin(root, period string) (*Edition, error) {
	if period == "" || period != filepath.Base(period) || strings.HasPrefix(period, ".") {
		return nil, fmt.Errorf("%q cannot be the name of a folder of results", period)
	}
	made, err := makeFolders(root, 0o755)
	if err != nil {
		unmake(made)
		return nil, err
	}
	for _, dir := range slices.Backward(made) {
		Share(dir)
	}
	lock, err := lockOnce(filepath.Join(root, lockName))
	if err != nil {
		unmake(made)
		return nil, err
	}
	e := &Edition{root: root, period: period, lock: lock, more: shared(root), made: made, flushed: flush.New(func(f *os.File) error { return syncing(f) })}
	if err := e.prepare(); err != nil {
		return nil, errors.Join(err, e.leave())
	}
	return e, nil
}

// leave lets the next run begin. Where nothing came of the first one, nothing is
// left of it, not even the folder.
func (e *Edition) leave() error {
	if e.done || len(e.made) == 0 {
		return e.lock.Unlock()
	}
	err := unlockAndRemove(e.lock)
	unmake(e.made)
	return err
}

// A LockError names a lock that another user has made and that cannot be opened.
type LockError struct {
	File string
	Err  error
}

// Error says it in English; Words says it in the reader’s language.
func (e *LockError) Error() string { return e.File + ": " + e.Err.Error() }

// Unwrap returns the system's error.
func (e *LockError) Unwrap() error { return e.Err }

// Words returns the text that says it, as of wording.Told.
func (e *LockError) Words() (string, []any) { return "write.lock", []any{"file", e.File} }

// lockIn takes a lock that everybody who may write to its folder can take.
func lockIn(path string) (*flock.Flock, error) {
	lock := flock.New(path, flock.SetPermissions(0o644))
	got, err := lock.TryLock()
	switch {
	case errors.Is(err, fs.ErrPermission) && exists(path):
		return nil, &LockError{path, err}
	case err != nil:
		return nil, named(err, filepath.Dir(path))
	case !got:
		return nil, ErrBusy
	}
	loosen(path, shared(filepath.Dir(path)))
	return lock, nil
}

func (e *Edition) prepare() (err error) {
	if e.journal, err = openJournal(filepath.Join(e.root, journalName)); err != nil {
		return err
	}
	if err = e.journal.repair(e.root, nil); err != nil {
		return named(err, e.root)
	}
	e.repaired = e.journal.found
	if err = replaceable(e.published()); err != nil {
		return err
	}
	if err = held.File(e.published()); err != nil {
		return err
	}
	return named(e.newFolder(), e.root)
}

// newFolder makes the folder to build in, under a name that nobody uses; one
// that is there and empty is as good as new.
func (e *Edition) newFolder() error {
	for n := 1; ; n++ {
		name := "." + e.period + building
		if n > 1 {
			name += "-" + strconv.Itoa(n)
		}
		e.dir = filepath.Join(e.root, name)
		if exists(e.dir) && !emptyFolder(e.dir) {
			continue
		}
		if err := e.journal.add(work{Folder: name, Period: e.period}); err != nil {
			return err
		}
		step("mkdir " + e.dir)
		if err := os.Mkdir(e.dir, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
		loosen(e.dir, e.more)
		return nil
	}
}

// emptyFolder reports whether there is a folder, no link to one, without anything
// in it.
func emptyFolder(dir string) bool {
	info, err := os.Lstat(dir)
	if err != nil || !info.IsDir() {
		return false
	}
	entries, err := os.ReadDir(dir)
	return err == nil && len(entries) == 0
}

// Kept returns, after Publish, what of others the edition has taken over, and
// after Begin what a killed run had left to be taken over; in order of the paths.
func (e *Edition) Kept() []Kept { return sortedKept(append(e.kept, e.journal.kept...)) }

// Repaired reports whether a killed run had left something to put right.
func (e *Edition) Repaired() bool { return e.repaired }

func (e *Edition) published() string { return filepath.Join(e.root, e.period) }

// Write makes one file of the edition, once; name may hold folders, with slashes. It is
// on the disk when the edition is staged.
func (e *Edition) Write(name string, data []byte) error {
	return e.Create(name, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// Create makes the same as it is written.
func (e *Edition) Create(name string, write func(io.Writer) error) error {
	if !fs.ValidPath(name) {
		return fmt.Errorf("%q is not a path below the results", name)
	}
	file := filepath.Join(e.dir, filepath.FromSlash(name))
	if err := e.folders(filepath.Dir(file)); err != nil {
		return e.shown(err, name)
	}
	made, err := unflushed(file, 0o644, func(w io.Writer) error { return buffered(w, write) })
	if loosen(file, e.more); err == nil {
		e.flushed.Take(made)
	}
	return e.shown(err, name)
}

// Open reads a file of the edition that was made, until it is published.
func (e *Edition) Open(name string) (io.ReadCloser, error) {
	f, err := regular.Open(filepath.Join(e.dir, filepath.FromSlash(name)))
	return f, e.shown(err, name)
}

// shown is an error about a file in the folder that is built in, as one about
// the file as it will be published.
func (e *Edition) shown(err error, name string) error {
	return named(err, filepath.Join(e.published(), filepath.FromSlash(name)))
}

// folders makes the folders down to dir.
func (e *Edition) folders(dir string) error {
	if _, made := e.below.Load(dir); made {
		return nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	defer e.below.Store(dir, nil)
	for ; dir != e.dir && len(dir) > len(e.dir); dir = filepath.Dir(dir) {
		loosen(dir, e.more)
	}
	return nil
}

// Stage makes what was built whole, with what others have put into the folder that it
// replaces, so that only the exchange is left. follows is the SHA-256 of a manifest
// that stands in the folder above, in that of the same period: once it does, a call
// that was killed before Publish is completed by the next Begin. "": it is not.
func (e *Edition) Stage(follows string) error {
	err := e.flushed.Done()
	if err != nil {
		return named(err, e.published())
	}
	if e.kept, err = carry(e.published(), e.dir, e.more); err != nil {
		return named(err, e.published())
	}
	sum, err := sumOf(filepath.Join(e.dir, ManifestName))
	if err != nil {
		return err // an edition without a manifest could not be told from somebody's folder
	}
	if err := syncTree(e.dir); err != nil {
		return named(err, e.published())
	}
	if err := e.journal.add(work{Folder: filepath.Base(e.dir), Period: e.period, Ready: true, Manifest: sum, Follows: follows}); err != nil {
		return named(err, e.root)
	}
	e.staged = true
	return nil
}

// Publish puts what was built in the place of what was published before, with
// what others have put there. After an error the former edition still stands.
func (e *Edition) Publish() error { return e.PublishWith(func() error { return nil }) }

// PublishWith does something more once it is published; a call that was killed before that
// was done is completed by Resume.
func (e *Edition) PublishWith(more func() error) error {
	if !e.staged {
		if err := e.Stage(""); err != nil {
			return err
		}
	}
	if err := named(e.exchange(), e.published()); err != nil {
		return err
	}
	e.done = true
	// What is left of the former edition, and of a disk that could not be flushed,
	// is no reason to call a published run failed: the next Begin tries again.
	_ = syncDir(e.root)
	var err error
	_ = e.journal.repair(e.root, func() error { err = more(); return err })
	return err
}

// Killed reports whether a run is at work on a folder of results, or was killed there.
func Killed(root string) bool { return exists(filepath.Join(root, journalName)) }

// Resume completes below a folder of results what a killed run left, and does something
// more of each period that was ready to be published, before the run is no longer known to
// have been killed. It does nothing, and returns false, where no run was, or one is at work,
// or who asks may not write there.
func Resume(root string, more func(periods []string) error) (resumed bool, err error) {
	if !Killed(root) {
		return false, nil
	}
	lock, err := lockOnce(filepath.Join(root, lockName))
	if errors.Is(err, ErrBusy) || errors.Is(err, fs.ErrPermission) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	j, err := openJournal(filepath.Join(root, journalName))
	if err == nil {
		var ready []string
		for _, w := range j.works {
			if w.Ready {
				ready = append(ready, w.Period)
			}
		}
		err = named(j.repair(root, func() error { return more(ready) }), root)
	}
	return true, errors.Join(err, lock.Unlock())
}

// exchange swaps the two folders, in one step where the system can.
func (e *Edition) exchange() error {
	if _, err := os.Lstat(e.published()); errors.Is(err, fs.ErrNotExist) {
		return rename(e.dir, e.published())
	}
	step("exchange " + e.dir)
	err := exchange(e.dir, e.published())
	if err != nil && cannotExchange(err) {
		return e.moveAside()
	}
	return err
}

// moveAside replaces the published folder in two renames. A run killed between
// them is repaired by the next Begin.
func (e *Edition) moveAside() error {
	aside := filepath.Join(e.root, "."+e.period+old)
	for n := 2; exists(aside); n++ {
		aside = filepath.Join(e.root, "."+e.period+old+"-"+strconv.Itoa(n))
	}
	if err := e.journal.add(work{Folder: filepath.Base(aside), Period: e.period, Former: true}); err != nil {
		return err
	}
	if err := rename(e.published(), aside); err != nil {
		return err
	}
	if err := rename(e.dir, e.published()); err != nil {
		return errors.Join(err, rename(aside, e.published()))
	}
	return nil
}

// Close removes what was not published and lets the next run begin.
func (e *Edition) Close() error {
	var err error
	if !e.done {
		_ = e.flushed.Done() // of what is removed
		err = errors.Join(os.RemoveAll(e.dir), e.journal.repair(e.root, nil))
	}
	return errors.Join(err, e.leave())
}

// exists reports whether there is anything of that name.
func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// unlockAndRemove takes away a lock file that only one call needed. Where an
// open file can be removed, nobody gets the lock between the two.
func unlockAndRemove(lock *flock.Flock) error {
	if runtime.GOOS == "windows" {
		err := lock.Unlock()
		_ = os.Remove(lock.Path()) // another call may hold it already
		return err
	}
	return errors.Join(os.Remove(lock.Path()), lock.Unlock())
}
