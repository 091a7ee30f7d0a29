package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"depository.example/depository/pipeline/media/publish/held"
)

// put makes a file with its folders.
func put(t testing.TB, text string, path ...string) {
	t.Helper()
	file := filepath.Join(path...)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// text reads a file; "" when there is none.
func text(path ...string) string {
	b, _ := os.ReadFile(filepath.Join(path...))
	return string(b)
}

// manifestOf makes a manifest that lists files with their texts.
func manifestOf(files map[string]string) string {
	l := listing{Program: Program, Outputs: []listed{}}
	for name, data := range files {
		l.Outputs = append(l.Outputs, listed{name, hashOf(data)})
	}
	slices.SortFunc(l.Outputs, func(a, b listed) int { return strings.Compare(a.Path, b.Path) })
	data, _ := json.Marshal(l)
	return string(data)
}

func hashOf(data string) string {
	h := sha256.Sum256([]byte(data))
	return hex.EncodeToString(h[:])
}

// putEdition publishes files by hand.
func putEdition(t testing.TB, dir string, files map[string]string) {
	t.Helper()
	for name, data := range files {
		put(t, data, dir, name)
	}
	put(t, manifestOf(files), dir, ManifestName)
}

// edition begins a new one and writes its files and manifest.
func edition(t testing.TB, root string, files map[string]string) *Edition {
	t.Helper()
	e, err := Begin(root, "2026-H1")
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range files {
		if err := e.Write(name, []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	if err := e.Write(ManifestName, []byte(manifestOf(files))); err != nil {
		t.Fatal(err)
	}
	return e
}

// publish publishes files as an edition and returns what was kept.
func publish(t testing.TB, root string, files map[string]string) []Kept {
	t.Helper()
	e := edition(t, root, files)
	if err := e.Publish(); err != nil {
		t.Fatal(err)
	}
	kept := e.Kept()
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	return kept
}

// tree lists what lies below a folder, the lock of the outputs apart: files with
// their texts, links with where they lead to, empty folders with nothing.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		rel = filepath.ToSlash(rel)
		switch {
		case rel == lockName || rel == ".":
		case d.Type()&fs.ModeSymlink != 0:
			to, _ := os.Readlink(path)
			out[rel] = "-> " + to
		case d.IsDir() && emptyFolder(path):
			out[rel+"/"] = ""
		case d.Type().IsRegular():
			out[rel] = text(path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// former is an edition with everything that others may do to it: a file of
// theirs, folders, a link that leads nowhere, one that leads out, a file of the
// program that was changed, and one that has the name of a new one.
func former(t testing.TB, root string) {
	t.Helper()
	dir := filepath.Join(root, "2026-H1")
	putEdition(t, dir, map[string]string{"report.pdf": "old report", "scores.csv": "old scores", "gone.csv": "old gone"})
	put(t, "edited", dir, "scores.csv")
	put(t, "mine", dir, "notes.txt")
	put(t, "deep", dir, "letters", "may", "reply.txt")
	put(t, "mine too", dir, "site", "index.html")
	if err := os.Mkdir(filepath.Join(dir, "empty"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, to := range map[string]string{"nowhere": "not/there", "out": "../../elsewhere"} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
}

var fresh = map[string]string{"report.pdf": "new report", "scores.csv": "new scores", "site/index.html": "page"}

// after is what has to lie in the outputs when fresh has replaced former.
func after() map[string]string {
	return map[string]string{
		"2026-H1/report.pdf": "new report", "2026-H1/scores.csv": "new scores", "2026-H1/site/index.html": "page",
		"2026-H1/" + ManifestName:                                   manifestOf(fresh),
		"2026-H1/scores.csv.changed-" + hashOf("edited")[:8]:        "edited",
		"2026-H1/site/index.html.changed-" + hashOf("mine too")[:8]: "mine too",
		"2026-H1/notes.txt":                                         "mine", "2026-H1/letters/may/reply.txt": "deep", "2026-H1/empty/": "",
		"2026-H1/nowhere": "-> not/there", "2026-H1/out": "-> ../../elsewhere",
	}
}

func TestAnEditionTakesOverWhatOthersHavePutThere(t *testing.T) {
	for name, way := range map[string]func(a, b string) error{
		"exchanged":           exchange,
		"renamed, for EPERM":  func(_, _ string) error { return syscall.EPERM },
		"renamed, for EXDEV":  func(_, _ string) error { return syscall.EXDEV },
		"renamed, for ENOSYS": func(_, _ string) error { return syscall.ENOSYS },
	} {
		root := t.TempDir()
		former(t, root)
		restore := exchange
		exchange = way
		kept := publish(t, root, fresh)
		exchange = restore
		if diff := cmp.Diff(after(), tree(t, root)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
		want := []Kept{{"letters/may/reply.txt", ""}, {"notes.txt", ""}, {"nowhere", ""}, {"out", ""},
			{"scores.csv", "scores.csv.changed-" + hashOf("edited")[:8]}, {"site/index.html", "site/index.html.changed-" + hashOf("mine too")[:8]}}
		if diff := cmp.Diff(want, kept); diff != "" {
			t.Errorf("%s: named (-want +got)\n%s", name, diff)
		}
		// Once more, nothing multiplies.
		again := publish(t, root, fresh)
		if diff := cmp.Diff(after(), tree(t, root)); diff != "" {
			t.Errorf("%s, twice (-want +got)\n%s", name, diff)
		}
		if len(again) != len(want) {
			t.Errorf("%s, twice: named %v", name, again)
		}
	}
}

// TestAGuestKeepsItsInode: what is taken over is the same file, with its rights
// and dates, not a copy.
func TestAGuestKeepsItsInode(t *testing.T) {
	root := t.TempDir()
	former(t, root)
	notes := filepath.Join(root, "2026-H1", "notes.txt")
	if err := os.Chmod(notes, 0o640); err != nil {
		t.Fatal(err)
	}
	before, _ := os.Stat(notes)
	publish(t, root, fresh)
	if now, err := os.Stat(notes); err != nil || !os.SameFile(before, now) || now.Mode() != before.Mode() || !now.ModTime().Equal(before.ModTime()) {
		t.Errorf("%v, %v", now, err)
	}
}

func TestOnlyOurFolderIsReplaced(t *testing.T) {
	for name, make := range map[string]func(dir string){
		"folder": func(dir string) { put(t, "mine", dir, "notes.txt") },
		"file":   func(dir string) { put(t, "mine", dir) },
		"link": func(dir string) {
			put(t, "mine", dir+"-real", "notes.txt")
			if err := os.Symlink(dir+"-real", dir); err != nil {
				t.Fatal(err)
			}
		},
		"folder with a manifest of another program": func(dir string) {
			put(t, `{"program":"webpack","outputs":[]}`, dir, ManifestName)
		},
		"folder with a link for a manifest": func(dir string) {
			put(t, manifestOf(nil), filepath.Dir(dir), "m.json")
			_ = os.Mkdir(dir, 0o755)
			_ = os.Symlink("../m.json", filepath.Join(dir, ManifestName))
		},
	} {
		root := t.TempDir()
		make(filepath.Join(root, "2026-H1"))
		before := tree(t, root)
		_, err := Begin(root, "2026-H1")
		var foreign *ForeignError
		if what, _, _ := strings.Cut(name, " "); !errors.As(err, &foreign) || foreign.What != what {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(before, tree(t, root)); diff != "" {
			t.Errorf("%s: changed (-before +after)\n%s", name, diff)
		}
	}
	root := t.TempDir()
	if err := os.Mkdir(filepath.Join(root, "2026-H1"), 0o755); err != nil {
		t.Fatal(err)
	}
	publish(t, root, fresh) // an empty one is as good as none
	if text(root, "2026-H1", "report.pdf") != "new report" {
		t.Error("an empty folder was not replaced")
	}
}

func TestCloseWithoutPublishLeavesTheFormerEdition(t *testing.T) {
	root := t.TempDir()
	former(t, root)
	before := tree(t, root)
	if err := edition(t, root, fresh).Close(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, tree(t, root)); diff != "" {
		t.Errorf("(-before +after)\n%s", diff)
	}
}

// What a first run that published nothing has made goes again; what was there stays.
func TestOfARunWithoutResultsNothingIsLeft(t *testing.T) {
	home := t.TempDir()
	for range 2 {
		e, err := Begin(filepath.Join(home, "a", "outputs"), "2026-H1")
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(e.Write("scores.csv", []byte("1")), e.Close()); err != nil {
			t.Fatal(err)
		}
		if got := tree(t, home); len(got) != 0 {
			t.Errorf("left: %v", got)
		}
	}
	put(t, "mine", home, "a", "notes.txt")
	e, err := Begin(filepath.Join(home, "a", "outputs"), "2026-H1")
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	if got := tree(t, home); len(got) != 1 {
		t.Errorf("left: %v", got)
	}
}

// TestRepairTouchesNothingWithoutOurMark: hidden folders of a home folder that
// end as ours do are not ours.
func TestRepairTouchesNothingWithoutOurMark(t *testing.T) {
	root := t.TempDir()
	put(t, "a backup", root, ".vim.old", "vimrc")
	put(t, "a house", root, ".house.building", "plan.txt")
	put(t, "half", root, ".2026-H1.building", "a")
	put(t, "moved", root, ".2025-H2.old", "a")
	putEdition(t, filepath.Join(root, ".2024-H1.old"), map[string]string{"a": "x"})
	before := tree(t, root)
	publish(t, root, fresh)
	got := tree(t, root)
	for name := range got {
		if strings.HasPrefix(name, "2026-H1/") {
			delete(got, name)
		}
	}
	if diff := cmp.Diff(before, got); diff != "" {
		t.Errorf("(-before +after)\n%s", diff)
	}
}

// TestAJournalOfAnotherNamesNothing: what is written by hand into the journal
// leads nowhere out of the outputs.
func TestAJournalOfAnotherNamesNothing(t *testing.T) {
	root := t.TempDir()
	put(t, "safe", root, "home", "a")
	outputs := filepath.Join(root, "outputs")
	put(t, `{"program":"depository","folders":[{"folder":"../home","period":"x"},{"folder":".x.building/../../home","period":"x"},{"folder":"..","period":"."},{"folder":"home","period":"home"}]}`, outputs, journalName)
	put(t, "safe", outputs, "home", "a")
	publish(t, outputs, fresh)
	if text(root, "home", "a") != "safe" || text(outputs, "home", "a") != "safe" {
		t.Error("the journal was followed")
	}
	put(t, "somebody's", outputs, journalName)
	var foreign *ForeignError
	if _, err := Begin(outputs, "2026-H1"); !errors.As(err, &foreign) || text(outputs, journalName) != "somebody's" {
		t.Errorf("%v", err)
	}
}

// TestEverythingIsFlushed: every file and folder of an edition, and the outputs
// before and after the exchange.
func TestEverythingIsFlushed(t *testing.T) {
	root := t.TempDir()
	former(t, root)
	synced, once := map[string]int{}, sync.Mutex{} // several files are flushed at once
	syncing = func(f *os.File) error {
		once.Lock()
		defer once.Unlock()
		synced[filepath.Base(f.Name())]++
		return f.Sync()
	}
	defer func() { syncing = (*os.File).Sync }()
	publish(t, root, fresh)
	want := map[string]int{"report.pdf": 1, "scores.csv": 1, "index.html": 1, ManifestName: 1, "site": 1, "letters": 1, ".2026-H1.building": 1}
	for name, n := range want {
		if synced[name] != n {
			t.Errorf("%s was flushed %d times, want %d", name, synced[name], n)
		}
	}
	if synced[filepath.Base(root)] < 2 {
		t.Errorf("the outputs were flushed %d times", synced[filepath.Base(root)])
	}
}

// TestTheGroupMayGoOn: in outputs that a group may write to, a second analyst can
// take the lock and replace the edition.
func TestTheGroupMayGoOn(t *testing.T) {
	root := t.TempDir()
	if err := os.Chmod(root, 0o770); err != nil {
		t.Fatal(err)
	}
	put(t, "", root, lockName)
	if err := os.Chmod(filepath.Join(root, lockName), 0o600); err != nil { // of the last version of the program
		t.Fatal(err)
	}
	publish(t, root, fresh)
	for name, want := range map[string]fs.FileMode{lockName: 0o660, "2026-H1": 0o775, "2026-H1/site": 0o775, "2026-H1/site/index.html": 0o664, "2026-H1/report.pdf": 0o664} {
		if info, err := os.Stat(filepath.Join(root, name)); err != nil || info.Mode().Perm()&0o070 != want&0o070 {
			t.Errorf("%s: %v, want the group to have %v", name, info.Mode().Perm(), want&0o070)
		}
	}
}

// TestAReadOnlyFileStopsNothing: nobody holds it.
func TestAReadOnlyFileStopsNothing(t *testing.T) {
	root := t.TempDir()
	former(t, root)
	for _, name := range []string{"report.pdf", "notes.txt", "letters", "."} {
		path := filepath.Join(root, "2026-H1", name)
		info, _ := os.Stat(path)
		if err := os.Chmod(path, info.Mode().Perm()&^0o222); err != nil {
			t.Fatal(err)
		}
	}
	publish(t, root, fresh)
	if diff := cmp.Diff(after(), tree(t, root)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestASecondRunIsRefused(t *testing.T) {
	root := t.TempDir()
	e := edition(t, root, nil)
	if _, err := Begin(root, "2025-H2"); !errors.Is(err, ErrBusy) {
		t.Errorf("got %v, want ErrBusy", err)
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Begin(root, "2025-H2")
	if err != nil {
		t.Fatalf("after Close: %v", err)
	}
	again.Close()
}

func TestNamesThatLeaveTheFolderAreRefused(t *testing.T) {
	root := t.TempDir()
	for _, period := range []string{"", ".", "..", "../x", "a/b", ".hidden"} {
		if _, err := Begin(root, period); err == nil {
			t.Errorf("Begin accepted the period %q", period)
		}
	}
	e := edition(t, root, nil)
	defer e.Close()
	for _, name := range []string{"../x", "/x", "a/../../x", ""} {
		if err := e.Write(name, nil); err == nil {
			t.Errorf("Write accepted %q", name)
		}
	}
}

// TestALockFileNamesWhatIsOpen: Excel and LibreOffice say by a file beside it that
// they hold a workbook open; one that was left behind alone says nothing.
func TestALockFileNamesWhatIsOpen(t *testing.T) {
	for lock, want := range map[string]string{
		"~$scores.xlsx": "scores.xlsx", ".~lock.scores.xlsx#": "scores.xlsx", "site/.~lock.index.html#": "site/index.html",
		"~$gone.xlsx": "", ".~lock.gone.xlsx#": "", ".~lock.scores.xlsx": "", "lock.scores.xlsx#": "",
	} {
		root := t.TempDir()
		putEdition(t, filepath.Join(root, "2026-H1"), map[string]string{"scores.xlsx": "x", "site/index.html": "x"})
		put(t, "", root, "2026-H1", filepath.FromSlash(lock))
		e, err := Begin(root, "2026-H1")
		if err == nil {
			e.Close()
		}
		var open *held.Error
		switch {
		case want == "" && err != nil:
			t.Errorf("%s: %v", lock, err)
		case want != "" && (!errors.As(err, &open) || open.File != filepath.Join(root, "2026-H1", filepath.FromSlash(want)) || open.Lock == ""):
			t.Errorf("%s: got %v, want %s to be held", lock, err, want)
		}
		if text(root, "2026-H1", "scores.xlsx") != "x" {
			t.Errorf("%s: the published file is gone", lock)
		}
	}
}
