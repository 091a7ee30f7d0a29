package publish

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/regular"
)

// A journal says which hidden folders of the outputs are ours: it is written
// before they are made, and goes when they have gone. Repairing touches nothing
// that it does not name.
type journal struct {
	path  string
	works []work
	kept  []Kept // taken over while repairing
	found bool   // there was something to put right
}

// A work is one hidden folder of a run.
type work struct {
	Folder   string `json:"folder"`             // its name
	Period   string `json:"period"`             // that it is, or was, of
	Ready    bool   `json:"ready,omitempty"`    // it was whole when this was written
	Manifest string `json:"manifest,omitempty"` // SHA-256 of its manifest, when it was
	Former   bool   `json:"former,omitempty"`   // it is a former edition, moved aside
	Follows  string `json:"follows,omitempty"`  // SHA-256 of the manifest after which it is to be published; "" none
}

type journalFile struct {
	Program string `json:"program"`
	Folders []work `json:"folders"`
}

// openJournal reads the journal that a killed run left, if there is one.
func openJournal(path string) (journal, error) {
	j := journal{path: path}
	data, err := regular.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return j, nil
	}
	if err != nil {
		return j, err
	}
	var f journalFile
	if json.Unmarshal(data, &f) != nil || f.Program != Program {
		return j, &ForeignError{path, "journal"}
	}
	for _, w := range f.Folders {
		if w.sound() {
			j.works = append(j.works, w)
		}
	}
	return j, nil
}

// sound reports whether the folder can be one of ours.
func (w work) sound() bool {
	plain := func(name string) bool { return name != "" && name == filepath.Base(name) && name != ".." }
	return plain(w.Folder) && plain(w.Period) && !strings.HasPrefix(w.Period, ".") && strings.HasPrefix(w.Folder, "."+w.Period+".")
}

// add enters a folder, in the place of what was said of it before.
func (j *journal) add(w work) error {
	j.works = slices.DeleteFunc(j.works, func(o work) bool { return o.Folder == w.Folder })
	j.works = append(j.works, w)
	return j.save()
}

// save writes the journal, or takes it away when there is nothing in it.
func (j *journal) save() error {
	if len(j.works) == 0 {
		if err := remove(j.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	data, err := json.Marshal(journalFile{Program, j.works})
	if err != nil {
		return err
	}
	return replace(j.path, 0o644, append(data, '\n'))
}

// replace writes a small file of our own whole or not at all.
func replace(path string, mode fs.FileMode, data []byte) error {
	fresh := path + ".new"
	if err := os.Remove(fresh); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err // of a call that was killed
	}
	err := newFile(fresh, mode, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
	if err != nil {
		return errors.Join(err, os.Remove(fresh))
	}
	loosen(fresh, shared(filepath.Dir(path)))
	if err := rename(fresh, path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// repair puts right what the journal names: a former edition whose successor
// never came is put back; of one that was replaced, what others had put there is
// taken over and the rest removed; what was half built is removed. What cannot be
// done stays in the journal, and so does all where more, which is done after it (nil:
// nothing), fails.
func (j *journal) repair(root string, more func() error) error {
	var failed error
	var left []work
	// Former editions first, so that what was published is there again.
	works := slices.Clone(j.works)
	slices.SortStableFunc(works, func(a, b work) int { return btoi(b.Former) - btoi(a.Former) })
	for _, w := range works {
		if err := j.finish(root, w); err != nil {
			failed, left = errors.Join(failed, err), append(left, w)
		}
	}
	if more != nil {
		if err := more(); err != nil {
			return err
		}
	}
	if len(j.works) == 0 {
		return nil
	}
	j.works = left
	if err := j.save(); err != nil {
		return err
	}
	if len(left) > 0 && errors.Is(failed, fs.ErrPermission) {
		return nil // a colleague's, who may not be asked to wait for it
	}
	return failed
}

// finish puts one folder right.
func (j *journal) finish(root string, w work) error {
	dir, published := filepath.Join(root, w.Folder), filepath.Join(root, w.Period)
	if !exists(dir) {
		return nil
	}
	j.found = true
	switch {
	case !w.Ready && !w.Former:
		step("remove " + dir)
		return os.RemoveAll(dir)
	case w.Former && !exists(published):
		return rename(dir, published)
	case w.Ready:
		if now, err := sumOf(filepath.Join(published, ManifestName)); err == nil && now == w.Manifest {
			break
		}
		if !w.due(root) {
			step("remove " + dir)
			return os.RemoveAll(dir) // it was never published
		}
		former, err := j.complete(root, dir, w)
		if err != nil || !exists(former) {
			return err
		}
		dir = former
	}
	kept, err := settle(dir, published, shared(root))
	j.kept = append(j.kept, kept...)
	return err
}

// due reports whether what it follows was published.
func (w work) due(root string) bool {
	if w.Follows == "" {
		return false
	}
	now, err := sumOf(filepath.Join(filepath.Dir(root), w.Period, ManifestName))
	return err == nil && now == w.Follows
}

// complete publishes what a killed call had made ready, and returns where the former
// edition lies now.
func (j *journal) complete(root, dir string, w work) (former string, err error) {
	e := Edition{root: root, period: w.Period, dir: dir, journal: *j}
	if sum, err := sumOf(filepath.Join(dir, ManifestName)); err != nil || sum != w.Manifest {
		return "", os.RemoveAll(dir)
	}
	err = e.exchange()
	if last := e.journal.works[len(e.journal.works)-1]; last.Former && last.Period == w.Period {
		return filepath.Join(root, last.Folder), err
	}
	return dir, err
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
