package publish

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// put makes a file with its folders.
func put(t *testing.T, text string, path ...string) {
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

func edition(t *testing.T, root string, files map[string]string) *Edition {
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
	return e
}

func TestPublishReplacesTheWholeFolder(t *testing.T) {
	root := t.TempDir()
	put(t, "former", root, "2026-H1", "gone.csv")
	e := edition(t, root, map[string]string{"report.uk.pdf": "new", "site/index.html": "page"})
	if got := text(root, "2026-H1", "gone.csv"); got != "former" {
		t.Errorf("before Publish the former edition must stand, got %q", got)
	}
	if err := e.Publish(); err != nil {
		t.Fatal(err)
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	if text(root, "2026-H1", "site", "index.html") != "page" || text(root, "2026-H1", "gone.csv") != "" {
		t.Error("the published folder is not the one that was built")
	}
	if left, _ := filepath.Glob(filepath.Join(root, ".2026-H1*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestPublishWithoutExchange(t *testing.T) {
	root := t.TempDir()
	put(t, "former", root, "2026-H1", "gone.csv")
	e := edition(t, root, map[string]string{"a": "new"})
	if err := e.moveAside(); err != nil {
		t.Fatal(err)
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	if text(root, "2026-H1", "a") != "new" || text(root, "2026-H1", "gone.csv") != "" {
		t.Error("the published folder is not the one that was built")
	}
}

func TestCloseWithoutPublishLeavesTheFormerEdition(t *testing.T) {
	root := t.TempDir()
	put(t, "former", root, "2026-H1", "a")
	if err := edition(t, root, map[string]string{"a": "half"}).Close(); err != nil {
		t.Fatal(err)
	}
	if got := text(root, "2026-H1", "a"); got != "former" {
		t.Errorf("got %q, want the former edition", got)
	}
}

func TestBeginRepairsAKilledRun(t *testing.T) {
	root := t.TempDir()
	put(t, "half", root, ".2026-H1.building", "a")
	put(t, "former", root, ".2026-H1.old", "a") // killed between the two renames
	put(t, "stale", root, ".2025-H2.old", "a")  // killed after them
	put(t, "kept", root, "2025-H2", "a")
	e := edition(t, root, nil)
	defer e.Close()
	if got := text(root, "2026-H1", "a"); got != "former" {
		t.Errorf("2026-H1: got %q, want the former edition back", got)
	}
	if got := text(root, "2025-H2", "a"); got != "kept" {
		t.Errorf("2025-H2: got %q, want it untouched", got)
	}
	if text(root, ".2025-H2.old", "a") != "" || text(root, ".2026-H1.building", "a") != "" {
		t.Error("remains of the killed run are still there")
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

func TestAHeldFileIsNamedBeforeTheWork(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may open every file")
	}
	root := t.TempDir()
	put(t, "x", root, "2026-H1", "scores.csv")
	if err := os.Chmod(filepath.Join(root, "2026-H1", "scores.csv"), 0o444); err != nil {
		t.Fatal(err)
	}
	var held *HeldError
	if _, err := Begin(root, "2026-H1"); !errors.As(err, &held) {
		t.Errorf("got %v, want a HeldError", err)
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
		put(t, "x", root, "2026-H1", "scores.xlsx")
		put(t, "x", root, "2026-H1", "site", "index.html")
		put(t, "", root, "2026-H1", filepath.FromSlash(lock))
		e, err := Begin(root, "2026-H1")
		if err == nil {
			e.Close()
		}
		var held *HeldError
		switch {
		case want == "" && err != nil:
			t.Errorf("%s: %v", lock, err)
		case want != "" && (!errors.As(err, &held) || held.File != filepath.Join(root, "2026-H1", filepath.FromSlash(want)) || held.Lock == ""):
			t.Errorf("%s: got %v, want %s to be held", lock, err, want)
		}
		if text(root, "2026-H1", "scores.xlsx") != "x" {
			t.Errorf("%s: the published file is gone", lock)
		}
	}
}
