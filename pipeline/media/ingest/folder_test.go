package ingest

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/form/slot"
)

// put writes files below a folder.
func put(t *testing.T, dir string, files map[string][]byte) {
	t.Helper()
	for name, data := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestListSortsFilesByTheirFolders(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"б.xlsx", "a.docx", ".DS_Store", ".~lock.б.xlsx#", "пошта/a.xlsx", "пошта/~$a.xlsx", "пошта/reviews/b.csv", "порожня/readme.txt",
		".old/a.xlsx", ".old/a.txt", "пошта/.trash/c.xlsx", "Reviews/o.xlsx", "reviews/notes.txt", "texts/foreword.xlsx", "__MACOSX/._b.xlsx", "__MACOSX/b.xlsx"} {
		put(t, dir, map[string][]byte{name: nil})
	}
	got, err := List(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range got.Files {
		names = append(names, f.Name)
		if f.Path != filepath.Join(dir, filepath.FromSlash(f.Name)) {
			t.Errorf("%s lies at %s", f.Name, f.Path)
		}
	}
	slices.Sort(got.Hidden)
	slices.Sort(got.Apart)
	for what, c := range map[string][2][]string{
		"files":   {names, {".~lock.б.xlsx#", "a.docx", "б.xlsx", "порожня/readme.txt", "пошта/a.xlsx", "пошта/reviews/b.csv", "пошта/~$a.xlsx"}},
		"folders": {got.Folders, {"пошта", "пошта/reviews"}},
		"hidden":  {got.Hidden, {".old/a.xlsx", "__MACOSX/b.xlsx", "пошта/.trash/c.xlsx"}},
		"apart":   {got.Apart, {"Reviews/o.xlsx", "texts/foreword.xlsx"}},
	} {
		if diff := cmp.Diff(c[1], c[0]); diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
	}
	if _, err := List(filepath.Join(dir, "none")); err == nil {
		t.Error("a folder that is not there was listed")
	}
}

// A link to a folder is not followed, whatever it leads to, but it is named.
func TestLinksToFoldersAreNamed(t *testing.T) {
	if runtime.GOOS == "windows" {
		need.Unable(t, "links need a right there")
	}
	dir := t.TempDir()
	put(t, dir, map[string][]byte{"in/a.xlsx": writtenForm(t, formQuestions(), "uk", everyAnswer("uk")), "else/b.xlsx": nil})
	for name, to := range map[string]string{"link": "../else", "round": "."} {
		if err := os.Symlink(to, filepath.Join(dir, "in", name)); err != nil {
			t.Fatal(err)
		}
	}
	got, err := ReadDir(filepath.Join(dir, "in"), Options{Questionnaire: formQuestions()}, nil)
	if err != nil || len(got.Submissions) != 1 {
		t.Fatalf("%v, %d submissions", err, len(got.Submissions))
	}
	if at := atCodes(got.Problems, "folder-linked"); len(at) != 2 {
		t.Errorf("links named: %v", at)
	}
}

// Every file of which nothing counts is named with its reason, the others not.
func TestUnreadFilesAreNamed(t *testing.T) {
	q := formQuestions()
	good := writtenForm(t, q, "uk", everyAnswer("uk"))
	dir := t.TempDir()
	other := everyAnswer("uk")
	other.Practices[0].Title = "Інша черга"
	put(t, dir, map[string][]byte{
		"good.xlsx": good, "again.xlsx": good, "empty.xlsx": nil, "letter.docx": nil, "~$good.xlsx": nil,
		"blank.xlsx":       typed(t, blankForm(t, form.Options{Period: "2026-H1"}), map[string]any{slot.PartnerName: "Бар"}),
		"nobody.xlsx":      typed(t, blankForm(t, form.Options{Period: "2026-H1"}), map[string]any{slot.FieldName(1, slot.FieldTitle): "Черга"}),
		"one/бар.xlsx":     typed(t, blankForm(t, form.Options{Period: "2026-H1"}), map[string]any{slot.PartnerName: "Хмільник", slot.FieldName(1, slot.FieldTitle): "Черга"}),
		"two/бар.xlsx":     typed(t, blankForm(t, form.Options{Period: "2026-H1"}), map[string]any{slot.PartnerName: "Хмільник", slot.FieldName(1, slot.FieldTitle): "Петиції"}),
		"other.xlsx":       blankForm(t, form.Options{Period: "2025-H2", Partner: pilot()}),
		"one/damaged.xlsx": good[:len(good)/2],
		".hidden/a.xlsx":   good,
	})
	got, err := ReadDir(dir, Options{Questionnaire: q, Period: "2026-H1"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]string{}
	for _, p := range got.Unread() {
		named[p.At.File] = p.Code
	}
	want := map[string]string{
		"empty.xlsx": "file-empty", "letter.docx": "file-ignored", "~$good.xlsx": "file-open-elsewhere", "blank.xlsx": "form-empty",
		"nobody.xlsx": "form-without-partner", "one/бар.xlsx": "file-contradicts", "two/бар.xlsx": "file-contradicts",
		"other.xlsx": "form-of-other-period", "one/damaged.xlsx": "file-damaged", ".hidden/a.xlsx": "folder-hidden",
	}
	if diff := cmp.Diff(want, named); diff != "" {
		t.Error(diff)
	}
}
