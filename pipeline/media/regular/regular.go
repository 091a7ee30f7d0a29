// Package regular opens files that somebody has named, and nothing else that may bear
// a name. It believes that a program must not wait for ever: who opens a pipe waits
// until somebody writes into it, and a device such as /dev/zero has no end. Every file
// that the program reads is opened here.
package regular

import (
	"io/fs"
	"os"
	"strings"
	"syscall"
)

// Check refuses, before it is opened, what a program could wait for without end: a
// pipe, a socket or a device is an error that says so (syscall.ENXIO). A pipe that the
// shell has opened already (<(…), /dev/stdin) is none, nor is os.DevNull. Links are
// followed; a path at which nothing is has an error of its own.
func Check(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	switch mode := info.Mode(); {
	case mode.IsRegular(), mode.IsDir(), path == os.DevNull, mode&fs.ModeNamedPipe != 0 && isOpen(path):
		return nil
	}
	return &fs.PathError{Op: "open", Path: path, Err: syscall.ENXIO}
}

// isOpen reports whether a path is the number of what this process has open.
func isOpen(path string) bool {
	return path == "/dev/stdin" || strings.HasPrefix(path, "/dev/fd/") || strings.HasPrefix(path, "/proc/self/fd/")
}

// Open opens a file, or a folder, for reading, that Check does not refuse.
func Open(path string) (*os.File, error) {
	if err := Check(path); err != nil {
		return nil, err
	}
	return os.Open(path)
}

// ReadFile reads a file whole that Check does not refuse.
func ReadFile(path string) ([]byte, error) {
	if err := Check(path); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}
