package edition

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/deposit"
	"depository.example/depository/pipeline/media/regular"
	"depository.example/depository/pipeline/workspace"
)

// A Source is a file that a run reads: what it is called below a folder that holds all of
// them, with slashes, and where it lies.
type Source struct{ Name, Path string }

// The folders of such a folder.
const (
	inputsFolder      = "inputs"
	layoutsFolder     = "layouts"
	methodsFolder     = "methods"
	rulesFolder       = "rules"
	placesFolder      = "places"
	territoriesFolder = "territories"
)

// Sources lists all that a run over some periods reads, by name: their folders, whatever
// lies in them, since what is passed over is told of too; the lists beside them; method,
// rules, layouts, places and territories, unless they are the program's own.
func Sources(w *workspace.Workspace, periods []string) (out []Source, err error) {
	from := &w.Sources
	add := func(folder, file string) {
		if at, err := filepath.EvalSymlinks(file); err == nil && file != "" {
			out = append(out, Source{path.Join(folder, filepath.Base(file)), at})
		}
	}
	if !workspace.Embedded(from.Method) {
		add(methodsFolder, from.Method)
		add(rulesFolder, from.RulesFile(w.Method))
	}
	layouts, err := from.LayoutFiles()
	for _, file := range layouts {
		add(layoutsFolder, file)
	}
	for _, file := range from.PlacesFiles() {
		add(placesFolder, file)
	}
	add(territoriesFolder, from.Territories)
	beside, failed := os.ReadDir(from.Inputs)
	for _, e := range beside {
		if info, err := os.Stat(filepath.Join(from.Inputs, e.Name())); err == nil && info.Mode().IsRegular() && !strings.HasPrefix(e.Name(), ".") {
			add(inputsFolder, filepath.Join(from.Inputs, e.Name()))
		}
	}
	err = errors.Join(err, failed)
	for _, period := range periods {
		list, failed := below(filepath.Join(from.Inputs, period), path.Join(inputsFolder, period))
		out, err = append(out, list...), errors.Join(err, failed)
	}
	slices.SortFunc(out, func(a, b Source) int { return strings.Compare(a.Name, b.Name) })
	return slices.CompactFunc(out, func(a, b Source) bool { return a.Name == b.Name }), err
}

// below lists the files of a folder, which may be a link.
func below(dir, name string) (out []Source, err error) {
	root, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return nil, err
	}
	err = filepath.WalkDir(root, func(file string, e fs.DirEntry, err error) error {
		switch {
		case err != nil && file != root && strings.HasPrefix(e.Name(), "."):
			return fs.SkipDir // nobody may look into it
		case err != nil || e.IsDir():
			return err
		}
		rest, err := filepath.Rel(root, file)
		out = append(out, Source{path.Join(name, filepath.ToSlash(rest)), file})
		return err
	})
	return out, err
}

// Hashed hashes what a run reads. most bounds how long a file may be.
func Hashed(list []Source, most int64) ([]deposit.File, error) {
	out := make([]deposit.File, len(list))
	for i, s := range list {
		sum, err := hashed(s.Path, most)
		if err != nil {
			return nil, err
		}
		out[i] = deposit.File{Name: s.Name, SHA256: sum}
	}
	return out, nil
}

// hashed is the SHA-256 of a file, or a word of what it is.
func hashed(file string, most int64) (string, error) {
	info, err := os.Lstat(file)
	if errors.Is(err, fs.ErrNotExist) {
		return "gone", nil
	}
	if err != nil {
		return "", err
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		to, err := os.Readlink(file)
		if at, gone := filepath.EvalSymlinks(file); err == nil && gone == nil {
			sum, err := hashed(at, most)
			return "link to " + to + ": " + sum, err
		}
		return "link to " + to, err
	}
	if !info.Mode().IsRegular() || info.Size() > most {
		return "not read: " + info.Mode().Type().String() + " " + info.ModTime().UTC().String(), nil
	}
	in, err := regular.Open(file)
	if errors.Is(err, fs.ErrPermission) {
		return "not read: closed", nil
	}
	if err != nil {
		return "", err
	}
	h := sha256.New()
	_, err = io.Copy(h, in)
	return hex.EncodeToString(h.Sum(nil)), errors.Join(err, in.Close())
}

// Laid are the sources of a run whose files were laid out below a folder again.
func Laid(from workspace.Sources, dir string) workspace.Sources {
	at := func(folder, file string) string { return filepath.Join(dir, folder, filepath.Base(file)) }
	from.Settings, from.Inputs, from.Layouts = "", filepath.Join(dir, inputsFolder), filepath.Join(dir, layoutsFolder)
	if !workspace.Embedded(from.Method) {
		from.Method = at(methodsFolder, from.Method)
	}
	if from.Places != "" {
		from.Places = at(placesFolder, from.Places)
	}
	if from.Territories != "" {
		from.Territories = at(territoriesFolder, from.Territories)
	}
	return from
}
