package ingest

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"strings"

	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/ingest/clean"
	"depository.example/depository/pipeline/media/privacy"
	"depository.example/depository/pipeline/media/regular"
	"depository.example/depository/pipeline/media/sheet/open"
	"depository.example/depository/pipeline/media/xlsform"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

// A Keeper keeps what was read of single files, so that the same file need not be
// read again. Who makes one answers for it that everything else that a reading
// depends on, the method, the layouts, the places, the limits and the program, is the
// same. It may forget at any time, and is asked by several goroutines at once.
type Keeper interface {
	// Kept returns what Keep was given for a file of this name and hash; nil nothing.
	Kept(name, sha256 string) []byte
	Keep(name, sha256 string, reading []byte)
	// Sum returns the hash of the file at a path, which hash finds; a Keeper that files are
	// read through twice may say what it was the first time.
	Sum(path string, hash func() string) string
}

// readOne reads a file, or finds what was read of it before.
func (f *flight) readOne(file Source) Result {
	keeper := f.opts.Keeper
	if keeper == nil || f.opts.KeepForms || f.opts.Contacts || repeatsOf(file.Path) != "" {
		return f.opened(file)
	}
	if sum := keeper.Sum(file.Path, func() string { return hashOf(file.Path, f.opts.Limits.OrDefault().FileBytes) }); sum != "" {
		data := keeper.Kept(file.Name, sum)
		if f.opts.Ahead && data != nil {
			return Result{}
		}
		if r, err := decode(data); err == nil {
			return r
		}
	}
	r := f.opened(file)
	if sum := r.Files[0].SHA256; sum != "" {
		if data, err := r.encode(); err == nil {
			keeper.Keep(file.Name, sum, data)
		}
	}
	if f.opts.Ahead {
		return Result{}
	}
	return r
}

func (f *flight) opened(file Source) Result {
	answers := f.opts.Limits
	answers.Pass, answers.Always = form.Computes, form.IdentitySheet
	book, problems, back := open.Lent(file.Name, file.Path, answers) // a Result has no cells
	defer back()
	if repeats := repeatsOf(file.Path); repeats != "" {
		more, wrong, back := open.Lent(file.Name, repeats, answers)
		defer back()
		for i := range more.Sheets {
			more.Sheets[i].Name = filepath.Base(repeats)
		}
		book.Sheets, problems = append(book.Sheets, more.Sheets...), append(problems, wrong...)
	}
	f.opts.Instead.Apply(book)
	return Read(book, problems, f.opts)
}

// repeatsOf is the file beside an export in CSV with the practices of its submissions,
// as ODK names it; "" there is none.
func repeatsOf(path string) string {
	base, isCSV := strings.CutSuffix(path, ".csv")
	if !isCSV {
		return ""
	}
	repeats := base + "-" + xlsform.Repeat + ".csv"
	if _, err := os.Stat(repeats); err != nil {
		return ""
	}
	return repeats
}

// hashOf is the SHA-256 of a file, hexadecimal; "" of one that cannot be read, or that
// is longer than files may be, and of what is no file: a pipe is not even opened, since
// nobody may ever write into it.
func hashOf(path string, most int64) string {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() || info.Size() > most {
		return ""
	}
	in, err := regular.Open(path)
	if err != nil {
		return ""
	}
	defer in.Close()
	h := sha256.New()
	if n, err := io.Copy(h, io.LimitReader(in, most+1)); err != nil || n > most {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil))
}

// A reading is the Result of one file as it is kept.
type reading struct {
	Name, SHA256, ReadAs, Replaces string
	Submissions                    []survey.Submission
	Problems                       cell.Problems
	Persons                        []privacy.Person
}

// encode returns the result of one file, without its form and its contact persons.
func (r *Result) encode() ([]byte, error) {
	f := r.Files[0]
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(reading{f.Name, f.SHA256, f.ReadAs, f.replaces, r.Submissions, r.Problems, r.persons})
	return b.Bytes(), err
}

// decode is encode's reverse.
func decode(data []byte) (Result, error) {
	var in reading
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&in); err != nil {
		return Result{}, err
	}
	own := new(clean.Copies)
	own.Detach(in.Submissions)
	own.Share(in.Submissions)
	return Result{
		Submissions: in.Submissions, Problems: in.Problems, persons: in.Persons, own: own,
		Files: []File{{Name: in.Name, SHA256: in.SHA256, ReadAs: in.ReadAs, replaces: in.Replaces}},
	}, nil
}
