package ingest

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/lists"
	"depository.example/depository/pipeline/media/sheet/open"
	"depository.example/depository/pipeline/survey/cell"
)

// ReviewsFolder and textsFolder are folders of a period with a meaning of their
// own: they hold no partners' workbooks. ReviewsFolder holds those of reviewers,
// textsFolder what is printed as it is.
const (
	ReviewsFolder = "reviews"
	textsFolder   = "texts"
)

// A Source is a file to be read.
type Source struct {
	Name string // by which problems call it: below the folder, with slashes
	Path string
}

// A Listing is what a folder of a period holds.
type Listing struct {
	Files   []Source // of the folder and of its subfolders, by name; not only workbooks
	Folders []string // subfolders with workbooks that are among Files, by name
	Hidden  []string // workbooks in hidden folders: nobody reads them
	Apart   []string // workbooks in folders with a meaning of their own: they are no partner's
}

// List lists a folder and its subfolders. Links to folders are not followed;
// like files that are no workbooks they are left to be named.
func List(dir string) (Listing, error) {
	var out Listing
	root, err := filepath.EvalSymlinks(dir) // the folder itself may be a link
	if err != nil {
		return out, err
	}
	err = filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil && path != root && strings.HasPrefix(e.Name(), "."):
			return fs.SkipDir // a hidden folder that nobody may look into
		case err != nil || path == root || e.IsDir():
			return err
		}
		below, err := filepath.Rel(root, path)
		if err == nil {
			out.add(filepath.ToSlash(below), filepath.Join(dir, below))
		}
		return err
	})
	slices.SortFunc(out.Files, func(a, b Source) int { return strings.Compare(a.Name, b.Name) })
	slices.Sort(out.Folders)
	out.Folders = slices.Compact(out.Folders)
	return out, err
}

// add sorts a file in by the folders that it lies in; the list of those invited is no
// workbook.
func (l *Listing) add(name, path string) {
	folders := strings.Split(name, "/")
	base := folders[len(folders)-1]
	folders = folders[:len(folders)-1]
	lock := strings.HasPrefix(base, ".~lock.") || strings.HasPrefix(base, "~$")
	workbook := open.Named(base) && !lock && !strings.HasPrefix(base, ".")
	hidden := slices.ContainsFunc(folders, func(f string) bool { return strings.HasPrefix(f, ".") || f == "__MACOSX" })
	switch {
	case strings.EqualFold(name, lists.PartnersFile):
	case hidden:
		if workbook {
			l.Hidden = append(l.Hidden, name)
		}
	case len(folders) > 0 && (strings.EqualFold(folders[0], ReviewsFolder) || strings.EqualFold(folders[0], textsFolder)):
		if workbook {
			l.Apart = append(l.Apart, name)
		}
	case lock || !strings.HasPrefix(base, "."):
		l.Files = append(l.Files, Source{name, path})
		if workbook && len(folders) > 0 {
			l.Folders = append(l.Folders, strings.Join(folders, "/"))
		}
	}
}

// ReadDir reads every workbook of a folder and of its subfolders, several at
// once; the result does not depend on how many. progress may be nil. The error
// is the folder's alone: what is wrong with a file is a problem.
func ReadDir(dir string, opts Options, progress func(done, total int, file string)) (Result, error) {
	list, err := List(dir)
	if err != nil {
		return Result{}, err
	}
	return ReadListing(list, opts, progress), nil
}

// ReadListing reads what List has found, and names the folders.
func ReadListing(list Listing, opts Options, progress func(done, total int, file string)) Result {
	out := ReadFiles(list.Files, opts, progress)
	out.Listing = list
	for _, folder := range list.Folders {
		out.Problems.Add(cell.Note, "folder-read", cell.Ref{File: folder + "/"}, "")
	}
	for _, name := range list.Hidden {
		out.Problems.Add(cell.Note, "folder-hidden", cell.Ref{File: name}, "")
	}
	out.Problems = out.Problems.Sorted()
	return out
}

// Unread returns for each file that says nothing of any partner the problem that
// tells why, and for each that could be read only in part the one at which its
// reading ended; by name. A file that another one replaces, or repeats, is not
// missed.
func (r *Result) Unread() cell.Problems {
	settled := map[string]bool{}
	for _, s := range r.Submissions {
		settled[s.File] = true
		for i := range s.Practices {
			settled[s.Practices[i].At.File] = true
		}
	}
	why := map[string]cell.Problem{} // the first of the worst of each file
	var order []string
	for _, p := range r.Problems.Sorted() {
		first, known := why[p.At.File]
		if !known {
			order = append(order, p.At.File)
		}
		if !known || first.Severity < p.Severity && !first.Ends() {
			why[p.At.File] = p
		}
		if slices.Contains([]string{"file-replaced", "file-twice", "file-list-of-errors", "folder-read"}, p.Code) {
			settled[p.At.File] = true
		}
	}
	var out cell.Problems
	for _, name := range order {
		p := why[name]
		whole := p.Severity == cell.Error && p.At.Sheet == ""
		if strings.HasPrefix(name, ReviewsFolder+"/") && !whole { // a reviewer's, and read
			continue
		}
		if !settled[name] || p.Ends() {
			out = append(out, p)
		}
	}
	return out
}

// isLink tells whether a path is a link to a folder.
func isLink(path string) bool {
	info, err := os.Lstat(path)
	if err != nil || info.Mode()&fs.ModeSymlink == 0 {
		return false
	}
	to, err := os.Stat(path)
	return err == nil && to.IsDir()
}
