package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/regular"
)

// carry enters into a new edition what others have put into the folder of the
// former one, or changed there: files by a second name or a copy, links as links.
// The former edition stays as it is. What cannot be read is left to settle.
func carry(former, fresh string, more fs.FileMode) ([]Kept, error) {
	_, guests, err := look(former)
	if err != nil {
		return nil, err
	}
	var kept []Kept
	for _, g := range guests {
		as, err := g.into(fresh, more, g.double)
		switch {
		case errors.Is(err, fs.ErrPermission):
		case err != nil:
			return kept, err
		case g.told():
			kept = append(kept, Kept{g.rel, as})
		}
	}
	return kept, nil
}

// settle takes away a former edition that has been replaced: its own files are
// removed, what others had put there is moved to the new one, unless it is there
// already. It can be stopped at any moment and begun again.
func settle(former, fresh string, more fs.FileMode) ([]Kept, error) {
	own, guests, err := look(former)
	if err != nil {
		return nil, err
	}
	var kept []Kept
	for _, g := range guests {
		as, err := g.into(fresh, more, g.move)
		switch {
		case err != nil:
			return kept, err
		case !g.moved:
			own = append(own, g.path)
		case g.told():
			kept = append(kept, Kept{g.rel, as})
		}
	}
	return kept, takeAway(former, own)
}

// A guest is a file, link or empty folder in an edition that the program did not
// write, or not as it is now; and a folder that cannot be looked into.
type guest struct {
	path    string // on disk
	rel     string // below the folder, with slashes
	info    fs.FileInfo
	changed bool // the program wrote it, otherwise
	closed  bool // a folder that cannot be read
	moved   bool
}

// told reports whether it is named: an empty folder is not.
func (g *guest) told() bool { return !g.info.IsDir() || g.closed }

// look finds in an edition its own files and the folders, and the guests; each in
// order of their paths.
func look(dir string) (own []string, guests []*guest, err error) {
	ours, _ := readListing(filepath.Join(dir, ManifestName))
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case errors.Is(err, fs.ErrPermission) && d != nil && d.IsDir() && path != dir:
			own = own[:len(own)-1] // it was met just now
		case err != nil:
			return err
		case path == dir:
			own = append(own, path)
			return nil
		}
		g := &guest{path: path, closed: err != nil}
		below, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		g.rel = filepath.ToSlash(below)
		if g.info, err = d.Info(); err != nil {
			return err
		}
		var mine bool
		mine, g.changed = g.ours(ours)
		if mine {
			own = append(own, path)
		} else {
			guests = append(guests, g)
		}
		return nil
	})
	return own, guests, err
}

// ours reports whether something found in an edition is the program's own, and
// whether the program wrote it once, but otherwise.
func (g *guest) ours(listed map[string]string) (mine, changed bool) {
	switch {
	case g.closed:
		return false, false
	case g.info.IsDir():
		return !emptyFolder(g.path), false // what is in it makes it
	case g.rel == ManifestName && listed != nil:
		return true, false
	}
	sum, known := listed[g.rel]
	if known && g.info.Mode().IsRegular() {
		now, err := sumOf(g.path)
		mine = err == nil && now == sum
	}
	return mine, known && !mine
}

// into puts the guest into a folder by a way of doing it. It returns its name
// there; "" its own. One that is there already is left alone.
func (g *guest) into(fresh string, more fs.FileMode, put func(to string) error) (as string, err error) {
	for _, digits := range []int{0, 8, 16, 64} {
		if digits == 0 && g.changed {
			continue
		}
		name, err := g.name(fresh, digits)
		if err != nil {
			return "", err
		}
		to := filepath.Join(fresh, filepath.FromSlash(name))
		there := g.same(to)
		if exists(to) && !there {
			continue
		}
		g.moved = !there
		if !there {
			if err := guestFolders(fresh, filepath.Dir(to), more); err != nil {
				return "", err
			}
			if err := put(to); err != nil {
				return "", err
			}
		}
		if name == g.rel {
			name = ""
		}
		return name, nil
	}
	return "", &fs.PathError{Op: "rename", Path: g.path, Err: fs.ErrExist}
}

// guestFolders makes the folders down to dir in an edition.
func guestFolders(fresh, dir string, more fs.FileMode) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for ; len(dir) > len(fresh); dir = filepath.Dir(dir) {
		loosen(dir, more)
	}
	return nil
}

// name is the name of the guest in the new edition: its own, or that with so many
// digits of its hash. A path that leads over what is a file there loses its
// folders.
func (g *guest) name(fresh string, digits int) (string, error) {
	name := g.rel
	for dir := g.rel; strings.Contains(dir, "/"); {
		dir = dir[:strings.LastIndex(dir, "/")]
		if info, err := os.Lstat(filepath.Join(fresh, filepath.FromSlash(dir))); err == nil && !info.IsDir() {
			name = strings.ReplaceAll(g.rel, "/", "-")
		}
	}
	if digits == 0 {
		return name, nil
	}
	sum, err := g.sum()
	if errors.Is(err, fs.ErrPermission) {
		sum, err = strings.Repeat("0", 64), nil // nobody may read it
	}
	if err != nil {
		return "", err
	}
	return name + ".changed-" + sum[:digits], nil
}

// sum is the SHA-256 of a file or of where a link leads; of nothing for a pipe
// or a device.
func (g *guest) sum() (string, error) {
	text := ""
	switch {
	case g.info.Mode().IsRegular():
		return sumOf(g.path)
	case g.info.Mode()&fs.ModeSymlink != 0:
		to, err := os.Readlink(g.path)
		if err != nil {
			return "", err
		}
		text = to
	}
	h := sha256.Sum256([]byte(text))
	return hex.EncodeToString(h[:]), nil
}

// same reports whether the path holds what the guest is.
func (g *guest) same(path string) bool {
	info, err := os.Lstat(path)
	switch {
	case err != nil || g.closed:
		return false
	case os.SameFile(info, g.info), info.IsDir() && g.info.IsDir():
		return true
	case info.Mode().Type() != g.info.Mode().Type() || info.Size() != g.info.Size():
		return false
	}
	other := guest{path: path, info: info}
	a, err := g.sum()
	b, err2 := other.sum()
	return err == nil && err2 == nil && a == b && (info.Mode().IsRegular() || info.Mode()&fs.ModeSymlink != 0)
}

// double makes the guest appear in a second place: a file by a second name of
// it, or by a copy where there are none. A pipe, a device and a folder that
// cannot be read can only be moved.
func (g *guest) double(to string) error {
	step("keep " + to)
	switch {
	case g.closed:
		return nil
	case g.info.IsDir():
		return os.Mkdir(to, g.info.Mode().Perm()|0o700)
	case g.info.Mode()&fs.ModeSymlink != 0:
		at, err := os.Readlink(g.path)
		if err != nil {
			return err
		}
		return os.Symlink(at, to)
	case !g.info.Mode().IsRegular() || os.Link(g.path, to) == nil:
		return nil
	}
	in, err := regular.Open(g.path)
	if err != nil {
		return err
	}
	defer in.Close()
	err = newFile(to, 0o600, func(w io.Writer) error {
		_, err := io.Copy(w, in)
		return err
	})
	return errors.Join(err, os.Chmod(to, g.info.Mode().Perm()), os.Chtimes(to, g.info.ModTime(), g.info.ModTime()))
}

// move takes the guest to another place.
func (g *guest) move(to string) error { return rename(g.path, to) }

// takeAway removes the files and folders of a former edition, and nothing that
// has come to it since; the manifest last, by which the program's files are
// known. A folder that lets nobody remove anything is opened first.
func takeAway(dir string, own []string) error {
	manifest := filepath.Join(dir, ManifestName)
	depth := func(path string) int {
		switch path {
		case dir:
			return -2
		case manifest:
			return -1
		}
		return strings.Count(path, string(filepath.Separator))
	}
	slices.SortStableFunc(own, func(a, b string) int { return depth(b) - depth(a) })
	for _, path := range slices.Backward(own) { // the outer ones first
		if info, err := os.Lstat(path); err == nil && info.IsDir() {
			loosen(path, 0o700)
		}
	}
	for _, path := range own {
		if err := remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// sortedKept puts what was kept in order, each once.
func sortedKept(kept []Kept) []Kept {
	kept = slices.Clone(kept)
	slices.SortFunc(kept, func(a, b Kept) int { return strings.Compare(a.Path+"\x00"+a.As, b.Path+"\x00"+b.As) })
	return slices.Compact(kept)
}
