// Package deposit keeps files as they were read, each once, by its SHA-256, and which of
// them each run has read. It believes that whoever corrects a file must not lose what
// stood there before, and that what partners send is for the office alone: nothing in
// the deposit is ever published.
package deposit

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/regular"
	"depository.example/depository/pipeline/tell/wording"
)

// A Folder is a deposit; what it needs is made when something is put into it.
type Folder struct {
	dir    string
	circle publish.Circle
}

// Open returns the deposit in a folder.
func Open(dir string) *Folder { return &Folder{dir: dir} }

// Among opens what will be put into the deposit to a circle.
func (f *Folder) Among(circle publish.Circle) *Folder {
	f.circle = circle
	return f
}

// Closed reports whether nothing may be kept in the deposit by whoever asks: it is
// another user's, or lies where only others may write.
func (f *Folder) Closed() bool {
	for at := filepath.Join(f.dir, "files"); ; at = filepath.Dir(at) {
		_, err := os.Stat(at)
		if errors.Is(err, fs.ErrNotExist) && at != filepath.Dir(at) {
			continue
		}
		if err == nil {
			var trial *os.File
			if trial, err = os.CreateTemp(at, ".new-*"); err == nil {
				err = errors.Join(trial.Close(), os.Remove(trial.Name()))
			}
		}
		return errors.Is(err, fs.ErrPermission)
	}
}

// A File is one that a run has read: what the run called it, and its hash. What is no
// file to be read (a link, something too large) has a word of what it is in place of the
// hash, and is not kept.
type File struct{ Name, SHA256 string }

// Kept reports whether the deposit keeps the file.
func (f File) Kept() bool { return len(f.SHA256) == 2*sha256.Size }

// A Run is what one run has read, and what came of it.
type Run struct {
	Recorded time.Time // when
	Period   string
	Manifest string          // SHA-256 of its manifest, which is kept too
	Files    []File          // all that was read, by name
	With     json.RawMessage // the settings of the run
}

// at is where a file with a hash lies.
func (f *Folder) at(sum string) string { return filepath.Join(f.dir, "files", sum[:2], sum) }

// Put keeps a file; what is there already is not written again. It returns the hash of
// what it has kept, which is another one where the file has changed since it was hashed.
func (f *Folder) Put(path, sum string) (string, error) {
	if f.has(path, sum) {
		return sum, nil
	}
	in, err := regular.Open(path)
	if err != nil {
		return "", err
	}
	sum, err = f.keep(in)
	return sum, errors.Join(err, in.Close())
}

// PutBytes keeps what is no file.
func (f *Folder) PutBytes(data []byte) (sum string, err error) { return f.keep(bytes.NewReader(data)) }

// has reports whether the deposit has a file of that hash, as long as the one at a path.
func (f *Folder) has(path, sum string) bool {
	if len(sum) != 2*sha256.Size {
		return false
	}
	kept, err := os.Lstat(f.at(sum))
	if err != nil || !kept.Mode().IsRegular() {
		return false
	}
	info, err := os.Stat(path)
	return err == nil && info.Size() == kept.Size()
}

// keep writes a file whole, under its hash, or not at all.
func (f *Folder) keep(in io.Reader) (sum string, err error) {
	h := sha256.New()
	name := func() string { return f.at(hex.EncodeToString(h.Sum(nil))) }
	err = f.write(filepath.Join(f.dir, "files"), name, io.TeeReader(in, h))
	return hex.EncodeToString(h.Sum(nil)), err
}

// write writes a file below a folder, and gives it its name once it is whole and on the
// disk.
func (f *Folder) write(dir string, name func() string, in io.Reader) error {
	return f.circle.Write(dir, true, func(out *os.File) error { _, err := io.Copy(out, in); return err }, name)
}

// A LostError names a file that is no longer kept as it was.
type LostError struct{ Name, SHA256 string }

// Error says it in English; Words says it in the reader’s language.
func (e *LostError) Error() string { return e.Name + " (" + e.SHA256 + ") is not kept" }

// Words returns the text that says it, as of wording.Told.
func (e *LostError) Words() (string, []any) {
	return "archive.lost", []any{"file", e.Name, "sum", e.SHA256[:12]}
}

// Bytes returns what is kept under a hash; a *LostError where it is not, or not as it was.
func (f *Folder) Bytes(sum string) ([]byte, error) {
	data, err := regular.ReadFile(f.at(sum))
	if h := sha256.Sum256(data); err == nil && hex.EncodeToString(h[:]) != sum || errors.Is(err, fs.ErrNotExist) {
		return nil, &LostError{filepath.Base(f.dir), sum}
	}
	return data, err
}

// Lay writes the files of a run below a folder, under their names, for their owner
// alone.
func (f *Folder) Lay(files []File, dir string) error {
	for _, file := range files {
		if !file.Kept() {
			continue
		}
		data, err := f.Bytes(file.SHA256)
		if lost := (*LostError)(nil); errors.As(err, &lost) {
			lost.Name = file.Name
		}
		if err != nil {
			return err
		}
		if !filepath.IsLocal(filepath.FromSlash(file.Name)) {
			return wording.Fail("archive.outside", "file", file.Name)
		}
		path := filepath.Join(dir, filepath.FromSlash(file.Name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, data, 0o600)); err != nil {
			return err
		}
	}
	return nil
}

// runs is where the runs of one depository are listed. of tells depositories apart that
// share a deposit.
func (f *Folder) runs(of string) string {
	h := sha256.Sum256([]byte(of))
	return filepath.Join(f.dir, "runs", hex.EncodeToString(h[:8]))
}

// Note lists a run, unless the last one of its period is the same.
func (f *Folder) Note(of string, r Run) error {
	last, err := f.Last(of, r.Period)
	if err != nil || last != nil && last.Manifest == r.Manifest && slices.Equal(last.Files, r.Files) {
		return err
	}
	r.Recorded = r.Recorded.UTC()
	data, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		return err
	}
	h := sha256.Sum256(data)
	path := filepath.Join(f.runs(of), r.Recorded.Format("20060102T150405.000000000")+"-"+hex.EncodeToString(h[:4])+".json")
	return f.write(filepath.Dir(path), func() string { return path }, bytes.NewReader(data))
}

// intended is where a run is noted that is about to publish.
func (f *Folder) intended(of string) string { return filepath.Join(f.runs(of), "intended") }

// Intend notes a run that is about to publish what came of it, in the place of one that was
// noted before; it is not listed.
func (f *Folder) Intend(of string, r Run) error {
	data, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		return err
	}
	return f.write(f.runs(of), func() string { return f.intended(of) }, bytes.NewReader(data))
}

// Done lists the run that was intended, where it has published: where a period has the
// manifest that came of it.
func (f *Folder) Done(of, period, manifest string) error {
	data, err := regular.ReadFile(f.intended(of))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var r Run
	if err == nil {
		err = json.Unmarshal(data, &r)
	}
	if err == nil && r.Period == period && r.Manifest == manifest {
		err = f.Note(of, r)
	}
	return err
}

// Runs lists the runs of a depository, in the order in which they were recorded.
func (f *Folder) Runs(of string) (out []Run, err error) {
	names, err := f.listed(of)
	for _, name := range names {
		r, err := f.run(of, name)
		if err != nil {
			return nil, err
		}
		out = append(out, *r)
	}
	slices.SortStableFunc(out, func(a, b Run) int { return cmp.Or(a.Recorded.Compare(b.Recorded), strings.Compare(a.Period, b.Period)) })
	return out, err
}

// Last returns the last run of a period; nil none.
func (f *Folder) Last(of, period string) (*Run, error) {
	names, err := f.listed(of)
	for _, name := range slices.Backward(names) {
		r, err := f.run(of, name)
		if err != nil || r.Period == period {
			return r, err
		}
	}
	return nil, err
}

// listed are the names of runs, ascending.
func (f *Folder) listed(of string) (out []string, err error) {
	entries, err := os.ReadDir(f.runs(of))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".json") {
			out = append(out, e.Name())
		}
	}
	return out, err
}

func (f *Folder) run(of, name string) (*Run, error) {
	data, err := regular.ReadFile(filepath.Join(f.runs(of), name))
	r := &Run{}
	if err == nil {
		err = json.Unmarshal(data, r)
	}
	return r, err
}
