// Package flush brings files to the disk while others are made. It believes that a disk
// takes many files at once in little more time than one, that who makes them has not to
// wait for it, and that of thousands of small files it is the asking that costs: the first
// ones are flushed each, the others by the whole file system, where it tells what it lost.
// What other programs have just written to the same disk is waited for then too.
package flush

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
)

const (
	atOnce = 32  // files that are flushed at once
	each   = 256 // files that are flushed each, and how many others the file system is flushed for
)

// Files are flushed and closed. New makes them; nothing is taken after Done.
type Files struct {
	one   func(*os.File) error
	open  func(dir string) *whole
	room  chan struct{}
	wait  sync.WaitGroup
	mu    sync.Mutex
	err   error // of one file, if there is any
	taken int
	all   *whole // nil: each file is flushed
	since int    // files that were closed since all was last begun to be flushed
	busy  bool   // all is being flushed
}

// A whole file system is flushed by all; close lets it go.
type whole struct{ all, close func() error }

// New returns no files yet; one flushes a file, which is closed after it.
func New(one func(*os.File) error) *Files {
	return &Files{one: one, open: opened, room: make(chan struct{}, atOnce)}
}

// Take flushes and closes a file, soon. Its folder is on the file system of the first one.
func (f *Files) Take(file *os.File) {
	if f.byItself(file) {
		f.room <- struct{}{}
		f.wait.Go(func() {
			err := errors.Join(f.one(file), file.Close())
			<-f.room
			f.note(err)
		})
		return
	}
	f.note(file.Close())
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.since++; f.since < each || f.busy {
		return
	}
	f.since, f.busy = 0, true
	f.wait.Go(func() {
		f.note(f.all.all())
		f.mu.Lock()
		defer f.mu.Unlock()
		f.busy = false
	})
}

// byItself reports whether a file is flushed by itself. The file system is opened before the
// first file is closed: what it loses from then on it tells.
func (f *Files) byItself(file *os.File) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.taken++; f.taken == 1 {
		f.all = f.open(filepath.Dir(file.Name()))
	}
	return f.all == nil || f.taken <= each
}

// note keeps the first error.
func (f *Files) note(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.err == nil {
		f.err = err
	}
}

// Done waits until all files are flushed, and returns what could not be.
func (f *Files) Done() error {
	f.wait.Wait()
	if f.all != nil {
		if f.since > 0 {
			f.note(f.all.all())
		}
		f.note(f.all.close())
		f.all, f.since = nil, 0
	}
	return f.err
}
