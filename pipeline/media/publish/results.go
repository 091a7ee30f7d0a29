package publish

import (
	"cmp"
	"errors"
	"io"
	"os"
	"slices"
	"strings"
)

// Results is where a command writes: files that get their names together when
// it is done, or one stream.
type Results struct {
	files  *Files // nil: everything goes to the stream
	stream io.Writer
	device io.Closer // of --out /dev/…
	Out    string    // the main file; "" the stream
	wrote  []string
	tell   func(key string, args ...any) // on standard error
}

// OpenResults announces the files that a command may write, the main one first; a main
// one of "" is stdout, and a device is written to as it is. What a call that was stopped
// had left, and what an earlier one has left, is told by keys of texts.
func OpenResults(place Target, stdout io.Writer, tell func(key string, args ...any), main string, others ...string) (*Results, error) {
	place.Flag = cmp.Or(place.Flag, "--out")
	switch {
	case main == "":
		return &Results{stream: stdout}, nil
	case Device(main):
		w, err := os.OpenFile(main, os.O_WRONLY, 0)
		return &Results{stream: w, device: w}, err
	}
	others = slices.DeleteFunc(others, func(name string) bool { return name == "" })
	files, err := NewFiles(place, main, others...)
	if err != nil {
		return nil, err
	}
	TellStopped(files.Stopped(), tell)
	return &Results{files: files, Out: main, tell: tell}, nil
}

// Add adds files to a folder, all or none of them. What a call that was stopped had
// been putting in place is told.
func Add(place Target, dir string, tell func(key string, args ...any), fill func(*Files) error) error {
	files, err := AddTo(place, dir)
	if err != nil {
		return err
	}
	TellStopped(files.Stopped(), tell)
	if err = fill(files); err == nil {
		err = files.Publish()
	}
	return errors.Join(err, files.Close())
}

// TellStopped says what files a call that was stopped had been putting in place.
func TellStopped(stopped []string, tell func(key string, args ...any)) {
	if len(stopped) > 0 {
		tell("write.stopped", "files", strings.Join(stopped, ", "))
	}
}

// Put writes one of the files, or to the stream.
func (r *Results) Put(path string, write func(io.Writer) error) error {
	if r.files == nil {
		return write(r.stream)
	}
	r.wrote = append(r.wrote, path)
	return r.files.Create(path, write)
}

// TellLeft names files that may stand beside the main one and are not of this call:
// they belong to other results.
func (r *Results) TellLeft(besides []string) {
	left := slices.DeleteFunc(slices.Clone(besides), func(name string) bool {
		_, err := os.Stat(name)
		return err != nil || slices.Contains(r.wrote, name)
	})
	if len(left) > 0 {
		r.tell("write.left", "n", len(left), "files", strings.Join(left, ", "), "main", r.Out)
	}
}

// End lets the files appear under their names where nothing went wrong, and tidies up.
func (r *Results) End(err error) error {
	if r.device != nil {
		return errors.Join(err, r.device.Close())
	}
	if err == nil {
		err = r.files.Publish()
	}
	return errors.Join(err, r.files.Close())
}
