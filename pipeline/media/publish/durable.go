package publish

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"syscall"

	"depository.example/depository/pipeline/media/regular"
)

// step is told of everything that is about to change on disk. Tests stop the
// program there.
var step = func(string) {}

// syncing flushes what was written to a file or folder to the disk. Tests count
// the calls.
var syncing = (*os.File).Sync

// newFile makes a file that is not there yet, flushed to the disk. mode is cut
// by the umask.
func newFile(path string, mode fs.FileMode, write func(io.Writer) error) error {
	f, err := unflushed(path, mode, write)
	if err != nil {
		return err
	}
	return errors.Join(syncing(f), f.Close())
}

// unflushed makes a file that is not there yet, and leaves it open for who flushes it.
func unflushed(path string, mode fs.FileMode, write func(io.Writer) error) (*os.File, error) {
	step("create " + path)
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode)
	if err != nil {
		return nil, err
	}
	if err := write(f); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	step("sync " + path)
	return f, nil
}

// buffers are what files are written through: a site has thousands, and what one has used
// the next uses again.
var buffers = sync.Pool{New: func() any { return bufio.NewWriterSize(nil, 1<<16) }}

// buffered writes to a file by a function, many bytes at a time.
func buffered(w io.Writer, write func(io.Writer) error) error {
	b, _ := buffers.Get().(*bufio.Writer)
	b.Reset(w)
	err := errors.Join(write(b), b.Flush())
	b.Reset(nil) // it holds no file that is closed
	buffers.Put(b)
	return err
}

// syncDir flushes the names in a folder to the disk, where the system can.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil // folders cannot be opened for that
	}
	f, err := regular.Open(dir)
	if err != nil {
		return err
	}
	err = syncing(f)
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		err = nil // some network file systems have nothing to flush
	}
	return errors.Join(err, f.Close())
}

// syncTree flushes every folder below dir, the deepest first, and dir itself.
func syncTree(dir string) error {
	var dirs []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			dirs = append(dirs, path)
		}
		return err
	})
	for _, d := range slices.Backward(dirs) {
		err = errors.Join(err, syncDir(d))
	}
	return err
}

func rename(from, to string) error {
	step("rename " + from)
	return os.Rename(from, to)
}

func remove(path string) error {
	step("remove " + path)
	return os.Remove(path)
}

// shared is what a group may do in what is made in a folder: as much as in the
// folder, so that a second analyst can go on where the first one stopped.
func shared(dir string) fs.FileMode {
	info, err := os.Stat(dir)
	if err != nil || info.Mode()&fs.ModeSticky != 0 { // in /tmp everybody is a stranger
		return 0
	}
	open := fs.FileMode(0)
	for _, who := range []fs.FileMode{0o020, 0o002} {
		if info.Mode().Perm()&who != 0 {
			open |= who | who<<1 // to write is to read
		}
	}
	return open
}

// Share lets a group do in a file or a folder what it may do in the folder that it lies in.
func Share(path string) { loosen(path, shared(filepath.Dir(path))) }

// loosen lets a group do in a file or folder what it may do in its root, whatever
// the umask; what cannot be changed stays as it is.
func loosen(path string, more fs.FileMode) {
	if more == 0 {
		return
	}
	info, err := os.Lstat(path)
	if err != nil || info.Mode().Perm()&more == more {
		return
	}
	if info.IsDir() {
		more |= (more & 0o044) >> 2 // to read a folder is to enter it
	}
	_ = os.Chmod(path, info.Mode()|more)
}

// sumOf returns the SHA-256 of a file.
func sumOf(path string) (string, error) {
	f, err := regular.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// named is an error of the system about a path that the user knows, in place of
// one that only the program knows.
func named(err error, path string) error {
	var inPath *fs.PathError
	var inLink *os.LinkError
	switch {
	case errors.As(err, &inPath):
		return &fs.PathError{Op: inPath.Op, Path: path, Err: inPath.Err}
	case errors.As(err, &inLink):
		return &fs.PathError{Op: inLink.Op, Path: path, Err: inLink.Err}
	}
	return err
}
