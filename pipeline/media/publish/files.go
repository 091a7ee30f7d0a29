package publish

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/gofrs/flock"

	"depository.example/depository/pipeline/media/regular"
)

// Existing says what becomes of a file that is there already.
type Existing int

// What becomes of it. In every case a file with the same bytes is left as it is.
const (
	Replace  Existing = iota // the user has named it: it is replaced
	Refuse                   // it may hold somebody's work: an *ExistsError
	Recorded                 // as Refuse, unless our record beside it lists it as it is now
)

// A Target is a place that files are written to.
type Target struct {
	Reads    Reads  // what the command reads
	Flag     string // the setting that names the place, as "--out"
	Existing Existing
	Mode     fs.FileMode            // of the files; 0 is 0644, and what the group may do in the folder
	Circle   Circle                 // with Mode: who else may read and change them
	Mine     func(path string) bool // with Recorded: whether a file may be replaced; nil: the record tells
}

// Files are the results of one call: written under temporary names, flushed to
// the disk, and renamed at the end, the main one last. Close must follow.
type Files struct {
	Target
	dir     string   // of the main file, or the folder that files are added to
	folder  bool     // files are added to dir, and the record is the main one
	targets []string // that were announced; of a folder none
	lock    *flock.Flock
	journal string
	pending []pending
	made    []string // folders that were not there
	looked  []string // folders below dir that may be written to: links were followed
	stopped []string
	done    bool
}

// A pending file waits under a temporary name.
type pending struct {
	Name   string `json:"name"`             // as it will be
	Temp   string `json:"temp,omitempty"`   // as it is; "" nothing is to be done
	SHA256 string `json:"sha256,omitempty"` // once it is whole
	Placed bool   `json:"placed,omitempty"` // in a journal: from here on files are renamed
}

// An ExistsError names files that would have been lost, the first ten at most.
type ExistsError struct {
	Paths []string
	More  int  // how many others there are
	Taken bool // nothing at all is replaced there
}

// Error says it in English; Words says it in the reader’s language.
func (e *ExistsError) Error() string {
	return strings.Join(e.Paths, ", ") + ": another file of that name is there"
}

// Words returns the text that says it, as of wording.Told.
func (e *ExistsError) Words() (string, []any) {
	key := "write.exists"
	switch {
	case e.Taken:
		key = "write.taken"
	case e.More > 0:
		key = "write.exists.more"
	}
	return key, []any{"n", len(e.Paths) + e.More, "files", strings.Join(e.Paths, ", "), "more", e.More}
}

// NewFiles announces the files that a call may write, the main one first, before
// anything is done. Their folders have to be there.
func NewFiles(t Target, main string, others ...string) (*Files, error) {
	f := &Files{Target: t, targets: append([]string{main}, others...)}
	for i, name := range f.targets {
		if err := t.Reads.Allow(t.Flag, name); err != nil {
			return nil, err
		}
		real, err := realFile(name)
		if err != nil {
			return nil, err
		}
		f.targets[i] = real
	}
	if err := distinct(f.targets); err != nil {
		return nil, err
	}
	f.dir = filepath.Dir(f.targets[0])
	for _, name := range f.targets {
		if info, err := os.Stat(filepath.Dir(name)); err != nil {
			return nil, named(err, filepath.Dir(name))
		} else if !info.IsDir() {
			return nil, &ForeignError{filepath.Dir(name), "file"}
		}
	}
	if err := f.free(f.targets); err != nil {
		return nil, err
	}
	return f, f.begin(hidden(f.targets[0], ""))
}

// AddTo opens a folder that files are added to, made where it is missing. Its
// record lists what was written there, so that this may be replaced as long as
// nobody has changed it.
func AddTo(t Target, dir string) (*Files, error) {
	if err := t.Reads.Allow(t.Flag, dir); err != nil {
		return nil, err
	}
	f := &Files{Target: t, dir: filepath.Clean(dir), folder: true}
	if err := f.makeFolders(f.dir); err != nil {
		return nil, err
	}
	return f, f.begin(filepath.Join(f.dir, ".depository"))
}

// enter makes a folder below the one that files are added to. There somebody may
// have put a link which leads to what is read.
func (f *Files) enter(dir string) error {
	if dir == f.dir || slices.Contains(f.looked, dir) {
		return nil
	}
	if err := f.Reads.Allow(f.Flag, dir); err != nil {
		return err
	}
	f.looked = append(f.looked, dir)
	return f.makeFolders(dir)
}

// makeFolders makes a folder with those above it; private files lie in private
// folders.
func (f *Files) makeFolders(dir string) error {
	of := func(dir string) ([]string, error) { return makeFolders(dir, 0o755) }
	if f.Mode != 0 && f.Mode&0o077 == 0 {
		of = f.Circle.folders
	}
	made, err := of(dir)
	f.made = append(made, f.made...)
	return err
}

// makeFolders makes a folder with those above it and returns those that were not
// there, the deepest first.
func makeFolders(dir string, mode fs.FileMode) (made []string, err error) {
	for up := dir; !exists(up); up = filepath.Dir(up) {
		made = append(made, up)
	}
	return made, os.MkdirAll(dir, mode)
}

// unmake takes away folders that were made and stayed empty.
func unmake(made []string) {
	for _, dir := range made {
		_ = os.Remove(dir) // one that is not empty stays
	}
}

// realFile is where a file is written that is named by a link.
func realFile(name string) (string, error) {
	name = filepath.Clean(name)
	if info, err := os.Lstat(name); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		return name, nil
	}
	return settled(name)
}

// main is the main file, or the folder that files are added to.
func (f *Files) main() string {
	if f.folder {
		return f.dir
	}
	return f.targets[0]
}

// hidden names a file beside another that only the program uses.
func hidden(path, suffix string) string {
	const most = 200 // bytes, of 255 that a name may have
	name := filepath.Base(path)
	if len(name) > most {
		name = name[:most]
	}
	return filepath.Join(filepath.Dir(path), "."+name+suffix)
}

// begin takes the lock of the call, and puts right what a killed one left.
func (f *Files) begin(base string) (err error) {
	f.journal = base + ".journal"
	if f.lock, err = lockOnce(base + ".lock"); err != nil {
		unmake(f.made)
		if err == ErrBusy {
			return &BusyError{f.main()}
		}
		return err
	}
	if err := f.resume(); err != nil {
		return errors.Join(err, f.Close())
	}
	return nil
}

// lockOnce takes a lock whose file may go when a call ends.
func lockOnce(path string) (*flock.Flock, error) {
	const tries = 100 // the file may go between opening and locking it
	for range tries {
		lock, err := lockIn(path)
		if err != nil {
			return nil, err
		}
		mine, err := lock.Stat()
		there, err2 := os.Stat(path)
		if err == nil && err2 == nil && os.SameFile(mine, there) {
			return lock, nil
		}
		if err := lock.Unlock(); err != nil {
			return nil, err
		}
	}
	return nil, ErrBusy
}

// A BusyError says that another call is writing the same files; it is an ErrBusy.
type BusyError struct{ Path string }

// Error says it in English; Words says it in the reader’s language.
func (e *BusyError) Error() string { return e.Path + ": " + ErrBusy.Error() }

// Is reports whether the other error is ErrBusy.
func (e *BusyError) Is(other error) bool { return other == ErrBusy }

// Words returns the text that says it, as of wording.Told.
func (e *BusyError) Words() (string, []any) { return "write.busy", []any{"path", e.Path} }

// resume reads the journal of a killed call. One that was renaming is carried to
// its end, so that its files belong together; the files of another are removed.
func (f *Files) resume() error {
	data, err := regular.ReadFile(f.journal)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	waiting, placing, err := readJournal(data)
	if err != nil {
		return &ForeignError{f.journal, "journal"}
	}
	for _, p := range waiting {
		p.Name, p.Temp = f.intoDir(p.Name), f.intoDir(p.Temp)
		if !f.owns(p) {
			continue
		}
		if err := f.end(p, placing); err != nil {
			return named(err, p.Name)
		}
	}
	if err := syncDir(f.dir); err != nil {
		return err
	}
	return remove(f.journal)
}

// fromDir is a path as the journal has it: from its own folder where it can be,
// so that it holds wherever a later call is started. intoDir leads back.
func (f *Files) fromDir(path string) string {
	if rel, err := filepath.Rel(f.dir, path); err == nil && path != "" {
		return rel
	}
	return path
}

func (f *Files) intoDir(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(f.dir, path)
}

// end carries one file of a killed call to its end: it gets its name if that call
// was renaming and the name is still free for it, otherwise it is removed.
func (f *Files) end(p pending, placing bool) error {
	sum, err := sumOf(p.Temp)
	if placing && (err == nil || errors.Is(err, fs.ErrNotExist)) {
		f.stopped = append(f.stopped, p.Name)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil // it has its name, or was never made
	case err != nil:
		return err
	case placing && sum == p.SHA256 && (filepath.Base(p.Name) == recordName || f.free([]string{p.Name}) == nil):
		return rename(p.Temp, p.Name)
	}
	return remove(p.Temp)
}

// readJournal reads what files wait; placing tells that they are whole and were
// being renamed.
func readJournal(data []byte) (waiting []pending, placing bool, err error) {
	for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		var l struct {
			Program string `json:"program"`
			pending
		}
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			if i > 0 || line == "" {
				break // cut off by a cut of power, before anything was renamed
			}
			return nil, false, err
		}
		switch {
		case i == 0 && l.Program != Program:
			return nil, false, errors.New("another program's")
		case l.Placed:
			placing = true
		case l.Temp != "":
			waiting = slices.DeleteFunc(waiting, func(p pending) bool { return p.Temp == l.Temp })
			waiting = append(waiting, l.pending)
		}
	}
	return waiting, placing, nil
}

// owns reports whether a file of a journal is one that this call may write, and
// its temporary file one that it would have made.
func (f *Files) owns(p pending) bool {
	if filepath.Dir(p.Temp) != filepath.Dir(p.Name) || !strings.HasPrefix(p.Temp, hidden(p.Name, ".new")) {
		return false
	}
	if f.folder {
		_, below := f.below(p.Name)
		return below
	}
	return slices.Contains(f.targets, p.Name)
}

// Stopped are the files that a killed call was putting in place; nil where there
// was none. They are those of one call now.
func (f *Files) Stopped() []string { return f.stopped }

// Free returns nil where files of these names may be written, otherwise an
// *ExistsError. In a folder they are names below it.
func (f *Files) Free(names ...string) error {
	paths := make([]string, len(names))
	for i, name := range names {
		var err error
		if paths[i], err = f.path(name); err != nil {
			return err
		}
	}
	return f.free(paths)
}

// free is Free for whole paths.
func (f *Files) free(paths []string) error {
	var record map[string]string
	if f.Existing == Recorded {
		record, _ = readListing(filepath.Join(f.dir, recordName))
	}
	var taken []string
	for _, path := range paths {
		info, err := os.Lstat(path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return err
		case info.IsDir():
			return &ForeignError{path, "directory"}
		case !info.Mode().IsRegular() && f.Existing == Replace:
			return &ForeignError{path, "device"}
		case !f.replaces(path, info, record):
			taken = append(taken, path)
		}
	}
	if len(taken) == 0 {
		return nil
	}
	const most = 10
	shown := taken[:min(len(taken), most)]
	return &ExistsError{Paths: shown, More: len(taken) - len(shown), Taken: f.Existing == Refuse}
}

// replaces reports whether a file that is there may be replaced.
func (f *Files) replaces(path string, info fs.FileInfo, record map[string]string) bool {
	switch {
	case f.Existing != Recorded:
		return f.Existing == Replace
	case !info.Mode().IsRegular():
		return false
	case f.Mine != nil:
		return f.Mine(path)
	case info.Size() == 0:
		return true // nothing is lost
	}
	sum, err := sumOf(path)
	name, below := f.below(path)
	return err == nil && below && sum == record[name]
}

// below returns the path below the folder that files are added to, with slashes;
// ok is false for one that is not.
func (f *Files) below(path string) (name string, ok bool) {
	name, err := filepath.Rel(f.dir, path)
	name = filepath.ToSlash(name)
	return name, err == nil && name != "." && fs.ValidPath(name)
}

// path is the whole path of a file, as it was announced or as it lies in the
// folder.
func (f *Files) path(name string) (string, error) {
	if f.folder {
		if name = filepath.ToSlash(name); name == "." || !fs.ValidPath(name) {
			return "", fmt.Errorf("%q is not a path below %s", name, f.dir)
		}
		return filepath.Join(f.dir, filepath.FromSlash(name)), nil
	}
	real, err := realFile(name)
	if err == nil && !slices.Contains(f.targets, real) {
		err = fmt.Errorf("%s was not announced", name)
	}
	return real, err
}

// Create writes a file under a temporary name. Of a folder it is named by its
// path below it, whose folders are made, otherwise by the path that was announced.
func (f *Files) Create(name string, write func(io.Writer) error) error {
	path, err := f.path(name)
	if err != nil {
		return err
	}
	if f.folder {
		if err := f.enter(filepath.Dir(path)); err != nil {
			return err
		}
	}
	if slices.ContainsFunc(f.pending, func(p pending) bool { return p.Name == path }) {
		return &TwiceError{path, path}
	}
	p := pending{Name: path, Temp: hidden(path, ".new")}
	for n := 2; exists(p.Temp); n++ {
		p.Temp = hidden(path, ".new-"+strconv.Itoa(n))
	}
	if err := f.note(p); err != nil {
		return named(err, path)
	}
	f.pending = append(f.pending, p)
	mode := f.Mode
	if mode == 0 {
		mode = 0o644
	}
	err = newFile(p.Temp, mode, func(w io.Writer) error { return buffered(w, write) })
	if err != nil {
		return named(err, path)
	}
	if f.Circle.admit(p.Temp); f.Mode == 0 {
		loosen(p.Temp, shared(filepath.Dir(path)))
		if info, err := os.Stat(path); err == nil && f.Existing == Replace {
			_ = os.Chmod(p.Temp, info.Mode().Perm()) // as the user has it
		}
	}
	return nil
}

// Device reports whether a path is a device or a pipe, such as /dev/stdout, which
// is written to and never replaced.
func Device(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir() && !info.Mode().IsRegular()
}

// note adds lines to the journal, which begins with our mark.
func (f *Files) note(lines ...pending) error {
	var text []byte
	if !exists(f.journal) {
		text = []byte(`{"program":"` + Program + `"}` + "\n")
	}
	for _, l := range lines {
		l.Name, l.Temp = f.fromDir(l.Name), f.fromDir(l.Temp)
		line, err := json.Marshal(l)
		if err != nil {
			return err
		}
		text = append(append(text, line...), '\n')
	}
	step("note " + f.journal)
	w, err := os.OpenFile(f.journal, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	if _, err = w.Write(text); err == nil && lines[len(lines)-1].Placed {
		err = syncing(w) // before that, all that can be lost is what to tidy up
	}
	return errors.Join(err, w.Close())
}

// Publish returns the files their names, the main one last. Before it returns an
// error of its own, nothing has been renamed; after an error of the system on the
// way the next call says what has.
func (f *Files) Publish() error {
	if f == nil {
		return nil
	}
	if err := f.compare(); err != nil {
		return err
	}
	if f.folder {
		if err := f.record(); err != nil {
			return err
		}
	} else { // the main one last
		slices.SortStableFunc(f.pending, func(a, b pending) int { return btoi(a.Name == f.targets[0]) - btoi(b.Name == f.targets[0]) })
	}
	var lines []pending
	for _, p := range f.pending {
		if p.Temp != "" {
			lines = append(lines, p)
		}
	}
	if len(lines) > 1 { // one file is renamed or it is not
		if err := f.note(append(lines, pending{Placed: true})...); err != nil {
			return named(err, f.dir)
		}
	}
	dirs := []string{f.dir}
	for _, p := range lines {
		if err := f.place(p); err != nil {
			f.done = len(lines) > 1 // the journal stays
			return named(err, p.Name)
		}
		if dir := filepath.Dir(p.Name); !slices.Contains(dirs, dir) {
			dirs = append(dirs, dir)
		}
	}
	for _, dir := range dirs {
		_ = syncDir(dir) // what cannot be flushed has its name all the same
	}
	f.pending, f.made = nil, nil
	return nil
}

// compare leaves files alone that are there with the same bytes, and makes sure
// that of the others none is in the way.
func (f *Files) compare() error {
	var names []string
	for i := range f.pending {
		p := &f.pending[i]
		var err error
		if p.SHA256, err = sumOf(p.Temp); err != nil {
			return named(err, p.Name)
		}
		info, err := os.Lstat(p.Name)
		if err == nil && info.Mode().IsRegular() {
			if now, err := sumOf(p.Name); err == nil && now == p.SHA256 {
				if err := remove(p.Temp); err != nil {
					return named(err, p.Name)
				}
				p.Temp = ""
				continue
			}
		}
		names = append(names, p.Name)
	}
	return f.free(names)
}

// place returns one file its name; where nothing may be replaced, nothing is, even
// if it came this moment.
func (f *Files) place(p pending) error {
	if f.Existing == Replace || exists(p.Name) && f.Existing == Recorded {
		return rename(p.Temp, p.Name)
	}
	step("link " + p.Temp)
	switch err := os.Link(p.Temp, p.Name); {
	case err == nil:
		return remove(p.Temp)
	case errors.Is(err, fs.ErrExist):
		return &ExistsError{Paths: []string{p.Name}}
	}
	return rename(p.Temp, p.Name) // a file system without second names
}

// record adds the record of the folder to the files, as the main one: what it
// listed before, and what is written now.
func (f *Files) record() error {
	if len(f.pending) == 0 || f.Mine != nil || f.Existing != Recorded {
		return nil
	}
	path := filepath.Join(f.dir, recordName)
	sums, ok := readListing(path)
	if !ok && exists(path) {
		return &ForeignError{path, "journal"}
	}
	if sums == nil {
		sums = map[string]string{}
	}
	for _, p := range f.pending {
		name, _ := f.below(p.Name)
		sums[name] = p.SHA256
	}
	l := listing{Program: Program}
	for name, sum := range sums {
		l.Outputs = append(l.Outputs, listed{name, sum})
	}
	slices.SortFunc(l.Outputs, func(a, b listed) int { return strings.Compare(a.Path, b.Path) })
	data, err := json.MarshalIndent(l, "", "  ")
	if err != nil {
		return err
	}
	if err := f.Create(recordName, func(w io.Writer) error {
		_, err := w.Write(append(data, '\n'))
		return err
	}); err != nil {
		return err
	}
	last := &f.pending[len(f.pending)-1]
	last.SHA256, err = sumOf(last.Temp)
	return err
}

// Close removes what was not published, and the folders that were made for it,
// and lets the next call begin. Of nil files there is nothing to do, here and in
// Publish.
func (f *Files) Close() error {
	if f == nil {
		return nil
	}
	var err error
	if !f.done {
		for _, p := range f.pending {
			if p.Temp != "" && exists(p.Temp) {
				err = errors.Join(err, remove(p.Temp))
			}
		}
		if exists(f.journal) {
			err = errors.Join(err, remove(f.journal))
		}
	}
	if f.lock != nil {
		err = errors.Join(err, unlockAndRemove(f.lock))
		f.lock = nil
	}
	unmake(f.made)
	return err
}
