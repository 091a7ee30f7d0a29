package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/media/system"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/templates"
)

func textsIn(t testing.TB, lang string) *wording.Catalogue {
	t.Helper()
	texts, err := templates.Wording(lang)
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

// TestSystemErrorsAreToldInTheLanguageOfTheRun makes each error by the system
// itself where it can be made.
func TestSystemErrorsAreToldInTheLanguageOfTheRun(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, notExist := os.Open(filepath.Join(dir, "none"))
	_, noFolder := os.Open(filepath.Join(file, "below"))
	_, long := os.Open(filepath.Join(dir, strings.Repeat("x", 300)))
	_, exists := os.OpenFile(file, os.O_CREATE|os.O_EXCL, 0o600)
	_, isFolder := os.ReadFile(dir)
	notEmpty := syscall.Rmdir(dir)
	for _, c := range []struct {
		err    error
		uk, en string
	}{
		{notExist, "none: такого файлу чи теки немає", "none: there is no such file"},
		{fmt.Errorf("b.yaml: %w", notExist), "b.yaml: ", "b.yaml: "},
		{noFolder, "below: частина цього шляху – файл", "is a file, not a folder"},
		{long, "система не приймає такої назви", "does not take this name"},
		{exists, "a: такий файл чи тека вже є", "is there already"},
		{isFolder, "це тека, а потрібен файл", "this is a folder"},
		{notEmpty, "тека не порожня", "not empty"},
		{&fs.PathError{Op: "write", Path: "r.pdf", Err: syscall.ENOSPC}, "r.pdf: на диску немає місця", "r.pdf: the disk is full"},
		{&os.LinkError{Op: "rename", Old: "x", New: "y", Err: syscall.EROFS}, "y: диск лише для читання", "y: the disk is read-only"},
		{&fs.PathError{Op: "open", Path: "p", Err: syscall.EACCES}, "p: немає дозволу", "p: permission denied"},
		{errors.Join(syscall.EPERM, syscall.EXDEV), "немає дозволу. Попросіть його у власника або виберіть іншу теку\nпочаткове", "permission denied. Ask the owner for it, or choose another folder\nthe two"},
		{syscall.ENOTTY, "помилка системи 25", "system error 25"},
		{errors.New("odd"), "несподівана помилка: odd", "unexpected error: odd"},
		{wording.Fail("system.about", "file", "f", "text", notExist), "f: " + dir, "f: " + dir},
	} {
		uk, en := system.Told(textsIn(t, "uk"), c.err), system.Told(textsIn(t, "en"), c.err)
		if !strings.Contains(uk, c.uk) || !strings.Contains(en, c.en) {
			t.Errorf("%v: got %q and %q, want %q and %q", c.err, uk, en, c.uk, c.en)
		}
		if strings.Contains(uk, "no such") || strings.Contains(uk, "⟦") || regexp.MustCompile(`\{\w+\}`).MatchString(uk+en) {
			t.Errorf("%v: %q", c.err, uk)
		}
	}
}

func TestTheLanguageOfTheRun(t *testing.T) {
	below := filepath.Join(t.TempDir(), "a", "b")
	if err := os.MkdirAll(below, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Chdir(below)
	none := func(string) string { return "" }
	if got := settings.Language(nil, none); got != "uk" {
		t.Errorf("without anything: %s", got)
	}
	if err := os.WriteFile("../../config.yaml", []byte("inputs: [\nlang: \"en\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		env  string
		want string
	}{
		{nil, "", "en"},
		{nil, "uk", "uk"},
		{[]string{"run", "--lang", "en"}, "uk", "en"},
		{[]string{"run", "--lang=UK"}, "en", "uk"},
		{[]string{"run", "--lang=de"}, "uk", "uk"},
		{[]string{"run", "--", "--lang=uk"}, "", "en"},
		{[]string{"run", "--config", "none.yaml"}, "", "uk"},
	} {
		if got := settings.Language(c.args, func(string) string { return c.env }); got != c.want {
			t.Errorf("%v %q: %s, want %s", c.args, c.env, got, c.want)
		}
	}
}
