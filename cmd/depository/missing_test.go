package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A file that somebody has named and that is not there is said in one sentence, in both
// languages, by every command that opens tables.
func TestAFileThatIsNotThere(t *testing.T) {
	at := inFolder(t, map[string]string{"m.yaml": "method: 1\nid: t\nunit: {id: [u]}\ntree:\n  id: t\n  parts:\n    - {id: a, normalise: {by: none}}\n"})
	for lang, says := range map[string]string{"uk": "файлу nope.csv немає. Перевірте шлях", "en": "there is no file nope.csv. Check the path"} {
		for _, args := range [][]string{
			{"places", "import", at("nope.csv"), "--inputs", at("in")}, {"template", "--all", at("nope.csv"), "--period", "2026-H1", "--out", at("forms")},
		} {
			status, out, errs := command(append(args, "--lang", lang)...)
			if status != statusNotRun || !strings.Contains(errs, says) || strings.Count(errs, "\n") != 1 { // one line and no more
				t.Errorf("%v: status %d\n%s%s", args, status, out, errs)
			}
		}
	}
}

// The folder of a flag may begin with «~», which no shell reads after «=»: no folder of
// that name appears.
func TestHomeInTheValueOfAFlag(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	t.Chdir(t.TempDir())
	if status, out, errs := command("template", "--partner", "vinnytsia", "--period", "2026-H1", "--out=~/form.xlsx"); status != statusDone {
		t.Fatalf("status %d\n%s%s", status, out, errs)
	}
	if _, err := os.Stat(filepath.Join(home, "form.xlsx")); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir("."); err != nil || len(left) > 0 {
		t.Errorf("%v %v", left, err)
	}
}
