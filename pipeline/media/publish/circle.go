package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// A Circle is who besides its owner may read and change what nobody publishes: the
// group that may write to the outputs, so that a second analyst of an office goes on
// where the first one stopped, and never everybody. The zero Circle is nobody.
type Circle struct {
	shared bool
	group  int
}

// CircleOf returns the circle of an outputs folder, which need not be there yet: it
// will be as the folder above it is.
func CircleOf(outputs string) Circle {
	dir := filepath.Clean(outputs)
	for dir != filepath.Dir(dir) && !exists(dir) {
		dir = filepath.Dir(dir)
	}
	info, err := os.Stat(dir)
	if err != nil || shared(dir)&0o020 == 0 {
		return Circle{}
	}
	group, known := groupOf(info)
	return Circle{known, group}
}

// folder makes a private folder with those above it that are missing.
func (c Circle) folder(dir string) error {
	_, err := c.folders(filepath.Clean(dir))
	return err
}

// folders returns those that were not there, the deepest first.
func (c Circle) folders(dir string) (made []string, err error) {
	if made, err = makeFolders(dir, 0o700); err == nil {
		for _, dir := range slices.Backward(made) {
			c.admit(dir)
		}
	}
	return made, err
}

// admit opens a private file or folder of the caller's to the circle. Where it cannot be
// given to the group it stays its owner's: no other group is let in.
func (c Circle) admit(path string) {
	info, err := os.Lstat(path)
	if !c.shared || err != nil || info.Mode()&fs.ModeSymlink != 0 {
		return
	}
	if group, known := groupOf(info); !known || group != c.group && os.Chown(path, -1, c.group) != nil {
		return
	}
	more := fs.FileMode(0o060)
	if info.IsDir() {
		more = fs.ModeSetgid | 0o070 // what is made in it is the group's too
	}
	_ = os.Chmod(path, info.Mode()|more)
}

// Unfinished begins the names of files that are being written.
const Unfinished = "new-"

// Write writes a file of mode 0600 below a private folder, whole or not at all, and
// opens it to the circle. name is asked once it is whole, and may lie in a folder that
// is missing. Where flush is set, it is on the disk before it has its name, and its name
// is there afterwards.
func (c Circle) Write(dir string, flush bool, write func(*os.File) error, name func() string) error {
	if err := c.folder(dir); err != nil {
		return err
	}
	out, err := os.CreateTemp(dir, Unfinished+"*") // of mode 0600
	if err != nil {
		return err
	}
	if err = write(out); err == nil && flush {
		err = syncing(out)
	}
	if err = errors.Join(err, out.Close()); err == nil {
		c.admit(out.Name())
		path := name()
		if err = c.folder(filepath.Dir(path)); err == nil {
			err = os.Rename(out.Name(), path)
		}
		if err == nil && flush {
			return errors.Join(syncDir(filepath.Dir(path)), syncDir(dir))
		}
	}
	if err != nil {
		_ = os.Remove(out.Name()) // it is in nobody's way
	}
	return err
}
