package edition

import (
	"errors"
	"path/filepath"

	"depository.example/depository/pipeline/media/deposit"
	"depository.example/depository/pipeline/tell/wording"
)

// Archive keeps the files that a run reads in an archive, "" none, and enters the hash
// of what was kept, should a file have changed since it was hashed.
func Archive(archive string, sources []Source, files []deposit.File) error {
	if archive == "" {
		return nil
	}
	folder := deposit.Open(archive)
	for i, s := range sources {
		if !files[i].Kept() {
			continue
		}
		sum, err := folder.Put(s.Path, files[i].SHA256)
		if err != nil {
			return wording.Fail("archive.failed", "folder", archive, "text", err)
		}
		files[i].SHA256 = sum
	}
	return nil
}

// Archived lists a run in an archive, with the manifest that came of it.
func Archived(archive, outputs string, r deposit.Run, manifest []byte) (err error) {
	folder := deposit.Open(archive)
	if r.Manifest, err = folder.PutBytes(manifest); err != nil {
		return err
	}
	return folder.Note(Depository(archive, outputs), r)
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
