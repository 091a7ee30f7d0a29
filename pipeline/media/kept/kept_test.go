package kept

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestKeepsUntilSomethingIsAnother(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "private", "cache")
	f := Open(dir, "program 1")
	if f.Kept("a.xlsx", "01") != nil {
		t.Fatal("found what was never kept")
	}
	text := []byte(strings.Repeat("слово ", 1000))
	f.Keep("a.xlsx", "01", text)
	f.Keep("b.xlsx", "02", []byte("b"))
	again := Open(dir, "program 1")
	if !bytes.Equal(again.Kept("a.xlsx", "01"), text) {
		t.Fatal("not found")
	}
	for _, c := range [][3]string{{"program 2", "a.xlsx", "01"}, {"program 1", "a.xlsx", "02"}, {"program 1", "b.xlsx", "01"}, {"program 1a.xlsx", "", "01"}} {
		if Open(dir, c[0]).Kept(c[1], c[2]) != nil {
			t.Errorf("found under %q", c)
		}
	}
	again.Forget()
	if Open(dir, "program 1").Kept("b.xlsx", "02") != nil || Open(dir, "program 1").Kept("a.xlsx", "01") == nil {
		t.Error("what nobody asked for is forgotten, and only that")
	}
	if again.Found() != 1 {
		t.Errorf("%d found", again.Found())
	}
}

// A folder beside another is only asked.
func TestBeside(t *testing.T) {
	theirs, ours := t.TempDir(), t.TempDir()
	Open(theirs, "").Keep("a", "1", []byte("there"))
	f := Open(ours, "").Beside(Open(theirs, ""))
	if string(f.Kept("a", "1")) != "there" || f.Kept("a", "2") != nil {
		t.Error("not asked")
	}
	f.Keep("b", "1", []byte("here"))
	f.Forget()
	if string(f.Kept("b", "1")) != "here" || string(Open(theirs, "").Kept("a", "1")) != "there" || Open(theirs, "").Kept("b", "1") != nil {
		t.Error("kept or forgotten there")
	}
}

// The folder is for its owner alone, and packs what it keeps.
func TestIsPrivate(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cache")
	Open(dir, "").Keep("a", "1", bytes.Repeat([]byte("a"), 100_000))
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Error(info.Mode(), err)
	}
	list, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	if info, err := os.Stat(list[0]); err != nil || info.Mode().Perm() != 0o600 || info.Size() > 1000 {
		t.Error(info.Mode(), info.Size(), err)
	}
}

// What becomes no shorter is kept as it is; whatever it is, it comes back.
func TestWhatIsPackedIsNotPackedAgain(t *testing.T) {
	noise := make([]byte, 300_000)
	rand.NewChaCha8([32]byte{}).Read(noise)
	for name, text := range map[string][]byte{"nothing": {}, "short": []byte("a"), "noise": noise, "words": bytes.Repeat([]byte("слово "), 50_000), "words after noise": append(bytes.Clone(noise[:70_000]), make([]byte, 200_000)...)} {
		dir := t.TempDir()
		Open(dir, "").Keep(name, "1", text)
		if got := Open(dir, "").Kept(name, "1"); got == nil || !bytes.Equal(got, text) {
			t.Errorf("%s: %d bytes came back of %d", name, len(got), len(text))
		}
		list, _ := filepath.Glob(filepath.Join(dir, "*"))
		data, err := os.ReadFile(list[0])
		if err != nil {
			t.Fatal(err)
		}
		if is := bytes.HasSuffix(data, text); is != (name == "nothing" || strings.HasSuffix(name, "noise")) {
			t.Errorf("%s: stands in the file as it is: %t", name, is)
		}
	}
}

// Every damaged byte, and every beginning, is as if it were not there.
func TestDamageIsForgotten(t *testing.T) {
	dir := t.TempDir()
	Open(dir, "").Keep("a", "1", []byte("what was kept"))
	list, _ := filepath.Glob(filepath.Join(dir, "*"))
	whole, err := os.ReadFile(list[0])
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole {
		for _, data := range [][]byte{whole[:i], append(append(bytes.Clone(whole[:i]), whole[i]^1), whole[i+1:]...)} {
			if err := os.WriteFile(list[0], data, 0o600); err != nil {
				t.Fatal(err)
			}
			if got := Open(dir, "").Kept("a", "1"); got != nil {
				t.Fatalf("byte %d: %q", i, got)
			}
		}
	}
}

// A folder that cannot be written keeps nothing, and nobody is told.
func TestWhereNothingCanBeWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	f := Open(filepath.Join(file, "cache"), "")
	f.Keep("a", "1", []byte("x"))
	f.Forget()
	if f.Kept("a", "1") != nil {
		t.Error("kept where nothing can be")
	}
}

// The linker's own tool says what the build ID of this test is.
func TestProgramIsItsBuild(t *testing.T) {
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("go", "tool", "buildid", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := Program(), strings.TrimSpace(string(out)); got != want {
		t.Errorf("%q, the tool says %q", got, want)
	}
	if a, b := identify(strings.NewReader("a program")), identify(strings.NewReader("another")); len(a) != 64 || a == b {
		t.Errorf("programs without a build ID: %q, %q", a, b)
	}
}

// A folder has a file hashed once, however often it is asked; another folder anew.
func TestSumIsFoundOnce(t *testing.T) {
	f, asked := Open(t.TempDir(), ""), 0
	hash := func() string { asked++; return "01" }
	for range 3 {
		if f.Sum("a.xlsx", hash) != "01" {
			t.Error("another hash")
		}
	}
	if f.Sum("b.xlsx", hash); asked != 2 {
		t.Errorf("asked %d times of two files", asked)
	}
	if Open(t.TempDir(), "").Sum("a.xlsx", hash); asked != 3 {
		t.Error("another folder knows it")
	}
}
