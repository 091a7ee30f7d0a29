package publish

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestIntoAFolderFilesAreOnlyAdded: what lies there stays; what an earlier call
// wrote may be written anew until somebody changes it.
func TestIntoAFolderFilesAreOnlyAdded(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "back")
	if err := folderOf(dir, map[string]string{"a.xlsx": "1", "b.xlsx": "1"}); err != nil {
		t.Fatal(err)
	}
	put(t, "mine", dir, "c.xlsx")
	if err := folderOf(dir, map[string]string{"a.xlsx": "2"}); err != nil {
		t.Fatal(err)
	}
	put(t, "filled in", dir, "b.xlsx")
	before := tree(t, dir)
	err := folderOf(dir, map[string]string{"a.xlsx": "3", "b.xlsx": "3", "c.xlsx": "3", "d.xlsx": "3"})
	var exists *ExistsError
	if !errors.As(err, &exists) || strings.Join(exists.Paths, " ") != filepath.Join(dir, "b.xlsx")+" "+filepath.Join(dir, "c.xlsx") {
		t.Errorf("%v", err)
	}
	if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
		t.Errorf("something was written (-before +after)\n%s", diff)
	}
	// The same bytes are no loss.
	if err := folderOf(dir, map[string]string{"b.xlsx": "filled in"}); err != nil {
		t.Error(err)
	}
	// A link is not followed and not replaced.
	if err := os.Symlink("../../elsewhere.xlsx", filepath.Join(dir, "l.xlsx")); err != nil {
		t.Fatal(err)
	}
	if err := folderOf(dir, map[string]string{"l.xlsx": "3"}); !errors.As(err, &exists) {
		t.Errorf("%v", err)
	}
	if to, _ := os.Readlink(filepath.Join(dir, "l.xlsx")); to != "../../elsewhere.xlsx" {
		t.Error("the link is gone")
	}
}

func TestFoldersThatWereMadeForNothingGo(t *testing.T) {
	root := t.TempDir()
	f, err := AddTo(Target{Existing: Recorded}, filepath.Join(root, "a", "b"))
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if got := tree(t, root); len(got) != 0 {
		t.Errorf("%v", got)
	}
}

// TestFilesAppearTogether: until Publish there is nothing to see of them, and
// after Close nothing of those that were not published.
// A link among the subfolders of a folder leads nowhere that is read.
func TestALinkBelowAFolderLeadsToNothingThatIsRead(t *testing.T) {
	home := t.TempDir()
	put(t, "partner", home, "inputs", "2026-H1", "kyiv.xlsx")
	put(t, "method", home, "methods", "m.yaml")
	for name, to := range map[string]string{"period": "../inputs/2026-H1", "new": "../inputs/x", "all": "..", "methods": "../methods", "free": "../free"} {
		if err := errors.Join(os.MkdirAll(filepath.Join(home, "back"), 0o755), os.Symlink(filepath.FromSlash(to), filepath.Join(home, "back", name))); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(home, "free"), 0o755); err != nil {
		t.Fatal(err)
	}
	before := tree(t, home)
	write := func(name string) error {
		target := Target{Existing: Recorded, Reads: Reads{filepath.Join(home, "inputs"), filepath.Join(home, "methods", "m.yaml")}}
		f, err := AddTo(target, filepath.Join(home, "back"))
		if err != nil {
			t.Fatal(err)
		}
		err = f.Create(name, func(w io.Writer) error { _, err := io.WriteString(w, "back"); return err })
		if err == nil {
			err = f.Publish()
		}
		return errors.Join(err, f.Close())
	}
	for _, name := range []string{"period/lviv.xlsx", "period/sub/lviv.xlsx", "new/lviv.xlsx", "all/inputs/lviv.xlsx", "methods/lviv.xlsx"} {
		var refused *RefusedError
		if err := write(name); !errors.As(err, &refused) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if diff := cmp.Diff(before, tree(t, home)); diff != "" {
		t.Errorf("something was written (-before +after)\n%s", diff)
	}
	if err := write("free/lviv.xlsx"); err != nil {
		t.Error(err)
	}
}

func TestFilesAppearTogether(t *testing.T) {
	dir := t.TempDir()
	put(t, "old", dir, "r.csv")
	f, err := NewFiles(Target{Flag: "--out"}, filepath.Join(dir, "r.csv"), filepath.Join(dir, "r.notes.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"r.csv", "r.notes.csv"} {
		if err := f.Create(filepath.Join(dir, name), writing("new")); err != nil {
			t.Fatal(err)
		}
	}
	if text(dir, "r.csv") != "old" || text(dir, "r.notes.csv") != "" {
		t.Error("written before Publish")
	}
	if err := f.Create(filepath.Join(dir, "r.other.csv"), writing("new")); err == nil {
		t.Error("a file that was not announced was written")
	}
	var busy *BusyError
	if _, err := NewFiles(Target{}, filepath.Join(dir, "r.csv")); !errors.As(err, &busy) || !errors.Is(err, ErrBusy) {
		t.Errorf("a second call: %v", err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"r.csv": "old"}, tree(t, dir)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if err := filesInto(dir, "new"); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"r.csv": "new r.csv", "r.notes.csv": "new r.notes.csv", "r.uncertainty.csv": "new r.uncertainty.csv"}
	if diff := cmp.Diff(want, tree(t, dir)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestWhatIsNoFileIsRefused(t *testing.T) {
	dir := t.TempDir()
	put(t, "x", dir, "folder", "a")
	put(t, "x", dir, "taken.xlsx")
	if err := os.Symlink("taken.xlsx", filepath.Join(dir, "link.xlsx")); err != nil {
		t.Fatal(err)
	}
	var foreign *ForeignError
	if _, err := NewFiles(Target{}, filepath.Join(dir, "folder")); !errors.As(err, &foreign) || foreign.What != "directory" {
		t.Errorf("a folder: %v", err)
	}
	if _, err := NewFiles(Target{}, filepath.Join(dir, "folder", "a", "r.csv")); !errors.As(err, &foreign) {
		t.Errorf("below a file: %v", err)
	}
	if _, err := NewFiles(Target{}, filepath.Join(dir, "nowhere", "r.csv")); !errors.Is(err, os.ErrNotExist) || !strings.Contains(err.Error(), filepath.Join(dir, "nowhere")+":") {
		t.Errorf("in no folder: %v", err)
	}
	var exists *ExistsError
	for _, name := range []string{"taken.xlsx", "link.xlsx"} {
		if _, err := NewFiles(Target{Existing: Refuse}, filepath.Join(dir, name)); !errors.As(err, &exists) || !exists.Taken {
			t.Errorf("%s: %v", name, err)
		}
	}
	var twice *TwiceError
	if _, err := NewFiles(Target{}, filepath.Join(dir, "r.csv"), filepath.Join(dir, ".", "x", "..", "r.csv")); !errors.As(err, &twice) {
		t.Errorf("one file twice: %v", err)
	}
}

// TestANamedLinkIsWrittenThrough: whoever names a link means the file behind it.
func TestANamedLinkIsWrittenThrough(t *testing.T) {
	dir := t.TempDir()
	put(t, "old", dir, "far", "r.csv")
	if err := os.Symlink(filepath.Join("far", "r.csv"), filepath.Join(dir, "r.csv")); err != nil {
		t.Fatal(err)
	}
	if err := filesInto(dir, "new"); err != nil {
		t.Fatal(err)
	}
	if to, _ := os.Readlink(filepath.Join(dir, "r.csv")); to == "" || text(dir, "far", "r.csv") != "new r.csv" {
		t.Errorf("%q, %q", to, text(dir, "far", "r.csv"))
	}
}
