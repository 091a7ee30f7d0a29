package publish

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"unicode"
)

// Reads is what a command reads: files, and folders with all that lies in them.
// An empty path is nothing, and so is one that is not there.
type Reads []string

// How says in what way a place to write to touches what is read.
type How string

// The ways, from the nearest.
const (
	Is     How = "is"     // it is the same path
	Linked How = "linked" // another path of the same file or folder: a symbolic or hard link, other letters of its name
	In     How = "in"     // it lies in a folder that is read
	Covers How = "covers" // it is a folder that holds what is read
)

// A RefusedError says that a place may not be written to, because it would touch
// what the command reads.
type RefusedError struct {
	Target string // as it was named
	Flag   string // the setting that names it, as "--outputs"
	Source string // what is read
	How    How
}

// Error says it in English; Words says it in the reader’s language.
func (e *RefusedError) Error() string {
	return e.Flag + " " + e.Target + ": " + string(e.How) + " " + e.Source + ", which is read"
}

// Words returns the text that says it, as of wording.Told.
func (e *RefusedError) Words() (string, []any) {
	return "write.refused." + string(e.How), []any{"target", e.Target, "flag", e.Flag, "source", e.Source}
}

// Allow returns nil where the target, a file or a folder that may not be there
// yet, is none of what is read, lies in none of it, covers none and is linked to
// none; otherwise a *RefusedError. Paths are taken as the system takes them:
// relative ones, links on the way, hard links, and file systems that do not tell
// capitals from small letters.
func (r Reads) Allow(flag, target string) error {
	places, err := placesOf(target)
	if err != nil {
		return err
	}
	for _, source := range r {
		if _, err := os.Stat(source); source == "" || err != nil {
			continue
		}
		if how := touches(places, source, map[string]bool{}); how != "" {
			if how == Linked && samePath(target, source) {
				how = Is
			}
			return &RefusedError{Target: target, Flag: flag, Source: source, How: how}
		}
	}
	return nil
}

// A spot is a path and every folder that it lies in, as they are found on disk.
type spot struct {
	path  string        // without links
	infos []fs.FileInfo // of the path, of its folder, and so on; nil: not there
}

// placesOf returns the spots that a path can mean: links followed before and
// after ".." is taken away, which most often is the same.
func placesOf(path string) ([]spot, error) {
	var out []spot
	for _, form := range []string{path, filepath.Clean(path)} {
		real, err := settled(form)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(out, func(s spot) bool { return s.path == real }) {
			out = append(out, spotOf(real))
		}
	}
	return out, nil
}

func spotOf(path string) spot {
	s := spot{path: path}
	for dir := path; ; dir = filepath.Dir(dir) {
		info, err := os.Stat(dir)
		if err != nil {
			info = nil
		}
		s.infos = append(s.infos, info)
		if dir == filepath.Dir(dir) {
			return s
		}
	}
}

// settled returns the absolute path without symbolic links of a path of which
// the end need not be there: what is not there leads nowhere else.
func settled(path string) (string, error) {
	path, err := absolute(path)
	if err != nil {
		return "", err
	}
	const mostLinks = 255
	rest := path
	at := filepath.VolumeName(path) + string(filepath.Separator)
	rest = strings.TrimPrefix(rest, filepath.VolumeName(path))
	for links := 0; rest != ""; {
		var name string
		name, rest, _ = strings.Cut(strings.TrimLeft(filepath.FromSlash(rest), string(filepath.Separator)), string(filepath.Separator))
		switch name {
		case "", ".":
			continue
		case "..":
			at = filepath.Dir(at)
			continue
		}
		next := filepath.Join(at, name)
		to, err := os.Readlink(next)
		if err != nil { // no link, or not there
			at = next
			continue
		}
		if links++; links > mostLinks {
			return "", &fs.PathError{Op: "open", Path: path, Err: syscall.ELOOP}
		}
		if filepath.IsAbs(to) {
			at = filepath.VolumeName(to) + string(filepath.Separator)
			to = strings.TrimPrefix(to, filepath.VolumeName(to))
		}
		rest = to + string(filepath.Separator) + rest
	}
	return at, nil
}

// absolute makes a path absolute and nothing else: ".." behind a link is for the
// system to read.
func absolute(path string) (string, error) {
	if filepath.IsAbs(path) {
		return path, nil
	}
	here, err := os.Getwd()
	return here + string(filepath.Separator) + path, err
}

// touches tells how the places of a target touch one source; "" not at all.
// What links below the source lead to is read as well; seen are the sources that
// were looked at.
func touches(places []spot, source string, seen map[string]bool) How {
	sources, err := placesOf(source)
	if err != nil {
		return "" // it cannot be read either
	}
	for _, s := range sources {
		if seen[s.path] {
			continue
		}
		seen[s.path] = true
		for _, t := range places {
			if how := t.touches(s); how != "" {
				return how
			}
		}
		if how := below(places, s.path, seen); how != "" {
			return how
		}
	}
	return ""
}

// samePath reports whether two paths are the same without looking at the disk.
func samePath(a, b string) bool {
	x, err := filepath.Abs(a)
	y, err2 := filepath.Abs(b)
	return err == nil && err2 == nil && x == y
}

// touches tells how a target touches a source, by what they and the folders above
// them are on disk.
func (t spot) touches(s spot) How {
	switch {
	case t.same(0, s, 0):
		return Linked
	case slices.ContainsFunc(rangeOf(1, len(t.infos)), func(i int) bool { return t.same(i, s, 0) }):
		return In
	case slices.ContainsFunc(rangeOf(1, len(s.infos)), func(i int) bool { return s.same(i, t, 0) }):
		return Covers
	}
	return ""
}

func rangeOf(from, to int) []int {
	var out []int
	for i := from; i < to; i++ {
		out = append(out, i)
	}
	return out
}

// same reports whether the i-th folder above s is the j-th above o.
func (s spot) same(i int, o spot, j int) bool {
	a, b := s.infos[i], o.infos[j]
	switch {
	case a != nil && b != nil:
		return os.SameFile(a, b)
	case a != nil || b != nil:
		return false
	}
	x, y := s.above(i), o.above(j)
	return x == y || strings.EqualFold(x, y) && foldsCase(filepath.Dir(x))
}

// above returns the i-th folder above the path.
func (s spot) above(i int) string {
	path := s.path
	for range i {
		path = filepath.Dir(path)
	}
	return path
}

// foldsCase reports whether the file system takes a name in capitals for the
// same in small letters; told by the nearest folder that is there and has a
// letter in its name.
func foldsCase(dir string) bool {
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		other := strings.Map(func(r rune) rune {
			if unicode.IsUpper(r) {
				return unicode.ToLower(r)
			}
			return unicode.ToUpper(r)
		}, filepath.Base(dir))
		info, err := os.Stat(dir)
		if err != nil || other == filepath.Base(dir) {
			continue
		}
		flipped, err := os.Stat(filepath.Join(filepath.Dir(dir), other))
		return err == nil && os.SameFile(info, flipped)
	}
	return false
}

// below looks at all that lies in a folder which is read: a file there may have
// a second name outside, a folder may be mounted elsewhere, a link leads away.
func below(places []spot, dir string, seen map[string]bool) (how How) {
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return nil // what cannot be seen cannot be read
		}
		if d.Type()&fs.ModeSymlink != 0 {
			how = touches(places, path, seen)
		} else if info, err := d.Info(); err == nil {
			how = linked(places, info)
		}
		if how != "" {
			return fs.SkipAll
		}
		return nil
	})
	return how
}

// linked tells whether a file or folder that is read is the target itself, or a
// folder that the target lies in.
func linked(places []spot, info fs.FileInfo) How {
	for _, t := range places {
		for i, up := range t.infos {
			switch {
			case up == nil || !os.SameFile(up, info):
			case i == 0:
				return Linked
			default:
				return In
			}
		}
	}
	return ""
}

// A TwiceError says that two results of one command would be one file.
type TwiceError struct{ First, Second string }

// Error says it in English; Words says it in the reader’s language.
func (e *TwiceError) Error() string { return e.First + " and " + e.Second + " are the same file" }

// Words returns the text that says it, as of wording.Told.
func (e *TwiceError) Words() (string, []any) {
	return "write.twice", []any{"first", e.First, "second", e.Second}
}

// distinct makes sure that no two targets are the same file.
func distinct(targets []string) error {
	for i, a := range targets {
		for _, b := range targets[:i] {
			x, err := placesOf(a)
			if err != nil {
				return err
			}
			y, err := placesOf(b)
			if err != nil {
				return err
			}
			if x[0].same(0, y[0], 0) {
				return &TwiceError{b, a}
			}
		}
	}
	return nil
}
