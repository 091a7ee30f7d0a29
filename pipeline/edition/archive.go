package edition

import (
	"bytes"
	"errors"
	"path"
	"path/filepath"
	"slices"

	"depository.example/depository/pipeline/media/deposit"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/regular"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
)

// Archive keeps the files that a run reads in an archive, "" none, for whoever may write
// to the outputs. A file that has changed since it was hashed is an error that names it:
// the archive would keep another one than the edition was made of.
func Archive(archive, outputs string, sources []Source, files []deposit.File) error {
	if archive == "" {
		return nil
	}
	folder := deposit.Open(archive).Among(publish.CircleOf(outputs))
	for i, s := range sources {
		if !files[i].Kept() {
			continue
		}
		sum, err := folder.Put(s.Path, files[i].SHA256)
		if err != nil {
			return wording.Fail("archive.failed", "folder", archive, "text", err)
		}
		if sum != files[i].SHA256 {
			return changed(s.Path)
		}
	}
	return nil
}

// Unchanged makes sure that what was read is among what was hashed before, where anything
// was. What was not hashed, such as a list larger than workbooks may be, is not asked about.
func Unchanged(before []deposit.File, read []File) error {
	if len(before) == 0 {
		return nil
	}
	known, unknown := map[string]bool{"": true}, map[string]bool{}
	for _, f := range before {
		known[f.SHA256] = true
		unknown[path.Base(f.Name)] = unknown[path.Base(f.Name)] || !f.Kept()
	}
	for _, f := range read {
		if !known[f.SHA256] && !unknown[path.Base(f.Path)] {
			return changed(f.Path)
		}
	}
	return nil
}

// changed says that a file is no longer what it was.
func changed(file string) error { return wording.Fail("command.run.changed", "file", file) }

// Archived notes a run in an archive, as one that has published or is about to (a method
// of deposit.Folder), with the manifest that came of it, and with the text of its method and
// rules where it is the program that carries them: another one may carry others.
func Archived(note func(f *deposit.Folder, of string, r deposit.Run) error, archive, outputs, method string, r deposit.Run, manifest []byte) error {
	folder := deposit.Open(archive).Among(publish.CircleOf(outputs))
	carried, err := workspace.Carried(method)
	if err != nil {
		return err
	}
	r.Files = slices.Clone(r.Files)
	for _, text := range carried {
		sum, err := folder.PutBytes(text.Data)
		if err != nil {
			return err
		}
		r.Files = append(r.Files, deposit.File{Name: text.Name, SHA256: sum})
	}
	if r.Manifest, err = folder.PutBytes(manifest); err != nil {
		return err
	}
	return note(folder, Depository(archive, outputs), r)
}

// MethodLaid is the method of a run whose files were laid out below a folder: a name of the
// program's own where the program still carries what the run read, else the file.
func MethodLaid(method, dir string) (string, error) {
	carried, err := workspace.Carried(method)
	for _, text := range carried {
		was, gone := regular.ReadFile(filepath.Join(dir, filepath.FromSlash(text.Name)))
		if gone == nil && !bytes.Equal(was, text.Data) {
			return filepath.Join(dir, methodsFolder, method+".yaml"), nil
		}
	}
	return method, err
}

// Depository tells the depositories apart whose runs one archive lists: it is where
// outputs lie, seen from the archive.
func Depository(archive, outputs string) string {
	from, err := filepath.Abs(archive)
	to, failed := filepath.Abs(outputs)
	if below, no := filepath.Rel(from, to); errors.Join(err, failed, no) == nil {
		return filepath.ToSlash(below)
	}
	return outputs
}
