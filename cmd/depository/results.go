package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/tell/wording"
)

// results is where a command writes: files that get their names together when
// it is done, or one stream.
type results struct {
	files  *publish.Files // nil: everything goes to the stream
	stream io.Writer
	device io.Closer // of --out /dev/…
	out    string    // the main file; "" the stream
	wrote  []string
	tell   func(key string, args ...any) // on standard error
}

// openResults announces the files that a command may write, the main one first;
// a main one of "" is standard output, and a device is written to as it is. What
// a call that was stopped had left is told.
func openResults(cmd *cobra.Command, texts *wording.Catalogue, place publish.Target, main string, others ...string) (*results, error) {
	place.Flag = cmp.Or(place.Flag, "--out")
	switch {
	case main == "":
		return &results{stream: cmd.OutOrStdout()}, nil
	case publish.Device(main):
		w, err := os.OpenFile(main, os.O_WRONLY, 0)
		return &results{stream: w, device: w}, err
	}
	others = slices.DeleteFunc(others, func(name string) bool { return name == "" })
	files, err := publish.NewFiles(place, main, others...)
	if err != nil {
		return nil, err
	}
	tellStopped(cmd.ErrOrStderr(), texts, files.Stopped())
	tell := func(key string, args ...any) { fmt.Fprintln(cmd.ErrOrStderr(), texts.T(key, args...)) }
	return &results{files: files, out: main, tell: tell}, nil
}

// tellStopped says what files a call that was stopped had been putting in place.
func tellStopped(stderr io.Writer, texts *wording.Catalogue, stopped []string) {
	if len(stopped) > 0 {
		fmt.Fprintln(stderr, texts.T("write.stopped", "files", strings.Join(stopped, ", ")))
	}
}

// put writes one of the files, or to the stream.
func (r *results) put(path string, write func(io.Writer) error) error {
	if r.files == nil {
		return write(r.stream)
	}
	r.wrote = append(r.wrote, path)
	return r.files.Create(path, write)
}

// tellLeft names files that may stand beside the main one and are not of this call:
// they belong to other results.
func (r *results) tellLeft(besides []string) {
	left := slices.DeleteFunc(slices.Clone(besides), func(name string) bool {
		_, err := os.Stat(name)
		return err != nil || slices.Contains(r.wrote, name)
	})
	if len(left) > 0 {
		r.tell("write.left", "n", len(left), "files", strings.Join(left, ", "), "main", r.out)
	}
}

// end returns the files their names where nothing went wrong, and tidies up.
func (r *results) end(err error) error {
	if r.device != nil {
		return errors.Join(err, r.device.Close())
	}
	if err == nil {
		err = r.files.Publish()
	}
	return errors.Join(err, r.files.Close())
}

// putOne writes one file, or to standard output where its name is "".
func putOne(cmd *cobra.Command, texts *wording.Catalogue, place publish.Target, path string, write func(io.Writer) error) error {
	r, err := openResults(cmd, texts, place, path)
	if err != nil {
		return err
	}
	return r.end(r.put(path, write))
}

// tableNamed makes sure that a table is not written under a name of another kind
// of file.
func tableNamed(out string) error {
	if kind := strings.ToLower(filepath.Ext(out)); slices.Contains([]string{".xlsx", ".xlsm", ".xls", ".ods", ".docx", ".pdf", ".yaml", ".yml", ".html"}, kind) {
		return wording.Fail("write.kind", "file", out, "kind", kind)
	}
	return nil
}
