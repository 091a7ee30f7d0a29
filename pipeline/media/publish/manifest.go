package publish

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"depository.example/depository/pipeline/media/regular"
)

// Program is the name that stands in every manifest and record: our mark.
const Program = "depository"

// ManifestName is the file of an edition that lists what is in it.
const ManifestName = "manifest.json"

// recordName is the file that lists what the program wrote into a folder where
// other things lie too.
const recordName = ".depository.json"

// A listing is what both say: our mark, and files with the SHA-256 that they had
// when they were written.
type listing struct {
	Program string   `json:"program"`
	Outputs []listed `json:"outputs"`
}

type listed struct {
	Path   string `json:"path"` // below the folder, with slashes
	SHA256 string `json:"sha256"`
}

// readListing reads a manifest or record; ok is false where there is none that
// bears our mark.
func readListing(path string) (sums map[string]string, ok bool) {
	const most = 64 << 20 // bytes; ours have some kilobytes
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() > most {
		return nil, false
	}
	data, err := regular.ReadFile(path)
	var l listing
	if err != nil || json.Unmarshal(data, &l) != nil || l.Program != Program || l.Outputs == nil {
		return nil, false
	}
	sums = map[string]string{}
	for _, f := range l.Outputs {
		sums[f.Path] = f.SHA256
	}
	return sums, true
}

// A ForeignError names what stands where an edition should be and was not made
// by the program.
type ForeignError struct {
	Path string
	What string // "folder" without a manifest of ours, "file" or "link"; "directory" or "device" where a file should be; "journal", a name of ours
}

// Error says it in English; Words says it in the reader’s language.
func (e *ForeignError) Error() string {
	return e.Path + ": a " + e.What + " that was not published here"
}

// Words returns the text that says it, as of wording.Told.
func (e *ForeignError) Words() (string, []any) {
	return "write.foreign." + e.What, []any{"path", e.Path}
}

// replaceable returns nil for a folder that is not there, is empty, or bears our
// manifest.
func replaceable(dir string) error {
	info, err := os.Lstat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.Mode()&fs.ModeSymlink != 0:
		return &ForeignError{dir, "link"}
	case !info.IsDir():
		return &ForeignError{dir, "file"}
	}
	if _, ok := readListing(filepath.Join(dir, ManifestName)); ok {
		return nil
	}
	entries, err := os.ReadDir(dir)
	if err == nil && len(entries) > 0 {
		err = &ForeignError{dir, "folder"}
	}
	return err
}
