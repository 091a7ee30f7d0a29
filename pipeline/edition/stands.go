package edition

import (
	"encoding/json"
	"io/fs"
	"path/filepath"
	"strings"

	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/regular"
)

// Stands reports whether a folder holds just what its manifest says, and returns the
// manifest's SHA-256. pages says that other folders lie in it which have manifests of
// their own, as among the pages over all periods.
func Stands(folder string, pages bool) (manifest string, ok bool) {
	data, err := regular.ReadFile(filepath.Join(folder, publish.ManifestName))
	var m Manifest
	if err != nil || !Sealed(data) || json.Unmarshal(data, &m) != nil {
		return "", false
	}
	lacks := map[string]string{publish.ManifestName: Sum(data)}
	for _, f := range m.Outputs {
		lacks[f.Path] = f.SHA256
	}
	err = filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || path == folder {
			return err
		}
		if e.IsDir() && pages || pages && strings.HasPrefix(e.Name(), ".") { // of a period; the lock
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if e.IsDir() {
			return nil
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		data, err := regular.ReadFile(path)
		if name = filepath.ToSlash(name); err != nil || lacks[name] != Sum(data) {
			return fs.ErrInvalid
		}
		delete(lacks, name)
		return nil
	})
	return Sum(data), err == nil && len(lacks) == 0
}
