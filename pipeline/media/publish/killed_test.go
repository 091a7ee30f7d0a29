package publish

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestMain is also the call that is killed: with KILL_AT=n the n-th change on
// disk does not come about, as by kill -9.
func TestMain(m *testing.M) {
	at, err := strconv.Atoi(os.Getenv("KILL_AT"))
	if err != nil {
		os.Exit(m.Run())
	}
	n := 0
	step = func(string) {
		if n++; n == at {
			if self, err := os.FindProcess(os.Getpid()); err == nil {
				_ = self.Kill()
			}
			select {} // until it comes
		}
	}
	if os.Getenv("KILL_RENAMES") != "" {
		exchange = func(_, _ string) error { return syscall.EXDEV }
	}
	if err := killed[os.Getenv("KILL_WHAT")](os.Getenv("KILL_IN")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// killed are the calls that can be killed, in a folder.
var killed = map[string]func(dir string) error{
	"edition": func(dir string) error {
		e, err := Begin(dir, "2026-H1")
		if err != nil {
			return err
		}
		for _, name := range slices.Sorted(maps.Keys(fresh)) {
			if err := e.Write(name, []byte(fresh[name])); err != nil {
				return err
			}
		}
		if err := e.Write(ManifestName, []byte(manifestOf(fresh))); err != nil {
			return err
		}
		if err := e.Publish(); err != nil {
			return err
		}
		return e.Close()
	},
	"pair":  func(dir string) error { return pair(dir, fresh) },
	"files": func(dir string) error { return filesInto(dir, "new") },
	"folder": func(dir string) error {
		return folderOf(filepath.Join(dir, "back"), map[string]string{"a.xlsx": "new a", "b.xlsx": "new b"})
	},
}

// pair publishes an edition and, after it, a second one in a folder beside it, with a page
// over all periods.
func pair(dir string, files map[string]string) error {
	first, err := Begin(dir, "2026-H1")
	if err != nil {
		return err
	}
	second, err := Begin(filepath.Join(dir, "site"), "2026-H1")
	if err != nil {
		return err
	}
	for _, e := range []*Edition{first, second} {
		for _, name := range slices.Sorted(maps.Keys(files)) {
			if err := e.Write(name, []byte(files[name])); err != nil {
				return err
			}
		}
		if err := e.Write(ManifestName, []byte(manifestOf(files))); err != nil {
			return err
		}
	}
	if err := second.Stage(hashOf(manifestOf(files))); err != nil {
		return err
	}
	if err := errors.Join(first.Publish(), first.Close()); err != nil {
		return err
	}
	return errors.Join(second.PublishWith(func() error { return pageOver(dir) }), second.Close())
}

// pageOver writes the page over all periods, of what is published.
func pageOver(dir string) error {
	data, err := os.ReadFile(filepath.Join(dir, "site", "2026-H1", "scores.csv"))
	if err != nil {
		return err
	}
	step("write the page over all periods")
	return os.WriteFile(filepath.Join(dir, "site", "all.txt"), data, 0o644)
}

// Wherever a call is killed that publishes one edition after another, the next call
// finds both of one make: the second is completed where the first stands, by another run or
// by who only reads, and then the page over all periods too.
func TestKilledPairIsCompleted(t *testing.T) {
	for _, renames := range []bool{false, true} {
		for n := 1; ; n++ {
			dir := t.TempDir()
			if err := pair(dir, map[string]string{"report.pdf": "old report", "scores.csv": "old scores"}); err != nil {
				t.Fatal(err)
			}
			put(t, "mine", dir, "site", "2026-H1", "letters", "a.txt")
			done := kill(t, "pair", dir, n, renames)
			reads := (n+btoi(renames))%2 == 0
			for _, root := range []string{dir, filepath.Join(dir, "site")} { // another period's run puts it right
				if reads {
					was := Killed(root)
					resumed, err := Resume(root, func(ready []string) error {
						if root == dir || len(ready) == 0 {
							return nil
						}
						return pageOver(dir)
					})
					if err != nil || resumed != was || Killed(root) {
						t.Fatalf("killed at %d: resumed %v, %v", n, resumed, err)
					}
					continue
				}
				e, err := Begin(root, "2026-H2")
				if err != nil {
					t.Fatalf("killed at %d: %v", n, err)
				}
				if err := e.Close(); err != nil {
					t.Fatal(err)
				}
			}
			first, second := read(t, dir, "2026-H1", "scores.csv"), read(t, dir, "site", "2026-H1", "scores.csv")
			if first != second || first != "old scores" && first != "new scores" || done && first != "new scores" {
				t.Errorf("killed at %d: the edition has %q, the site %q", n, first, second)
			}
			if all := read(t, dir, "site", "all.txt"); reads && all != second {
				t.Errorf("killed at %d: the page over all periods has %q, the site %q", n, all, second)
			}
			if got := read(t, dir, "site", "2026-H1", "letters", "a.txt"); got != "mine" {
				t.Errorf("killed at %d: what others had put there is %q", n, got)
			}
			if done {
				break
			}
		}
	}
}

// read returns a file as text; "" there is none.
func read(t *testing.T, parts ...string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(parts...))
	if err != nil {
		return ""
	}
	return string(data)
}

// filesInto writes a main file and two beside it, all of one call.
func filesInto(dir, call string) error {
	main := filepath.Join(dir, "r.csv")
	f, err := NewFiles(Target{Flag: "--out"}, main, filepath.Join(dir, "r.notes.csv"), filepath.Join(dir, "r.uncertainty.csv"))
	if err != nil {
		return err
	}
	for _, name := range []string{"r.csv", "r.notes.csv", "r.uncertainty.csv"} {
		if err := f.Create(filepath.Join(dir, name), writing(call+" "+name)); err != nil {
			return err
		}
	}
	if err := f.Publish(); err != nil {
		return err
	}
	return f.Close()
}

func folderOf(dir string, files map[string]string) error {
	f, err := AddTo(Target{Flag: "--return", Existing: Recorded}, dir)
	if err != nil {
		return err
	}
	defer f.Close() // a second time does nothing
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := f.Create(name, writing(files[name])); err != nil {
			return err
		}
	}
	if err := f.Publish(); err != nil {
		return err
	}
	return f.Close()
}

func writing(data string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, data)
		return err
	}
}

// kill runs a call that is killed at its n-th change on disk; done tells that it
// came to its end before.
func kill(t *testing.T, what, dir string, n int, renames bool) (done bool) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "KILL_AT="+strconv.Itoa(n), "KILL_WHAT="+what, "KILL_IN="+dir)
	if renames {
		cmd.Env = append(cmd.Env, "KILL_RENAMES=1")
	}
	out, err := cmd.CombinedOutput()
	if err != nil && !strings.Contains(err.Error(), "killed") {
		t.Fatalf("%s, change %d: %v\n%s", what, n, err, out)
	}
	return err == nil
}

// TestAKilledRunDestroysNothing kills a run at every change that it makes on
// disk, with the exchange and with two renames in its place. At every moment the
// published folder, where there is one, is a whole edition with all that others
// have put there or changed; after the next run all is as if none had been killed.
func TestAKilledRunDestroysNothing(t *testing.T) {
	for _, renames := range []bool{false, true} {
		moments := 0
		for n := 1; ; n++ {
			root := t.TempDir()
			former(t, root)
			done := kill(t, "edition", root, n, renames)
			whole(t, root, n, renames)
			publish(t, root, fresh)
			if diff := cmp.Diff(after(), tree(t, root)); diff != "" {
				t.Errorf("killed at change %d, renames %t, and run again (-want +got)\n%s", n, renames, diff)
			}
			if done {
				break
			}
			moments++
		}
		if moments < 30 {
			t.Errorf("only %d moments", moments)
		}
		t.Logf("killed at %d moments, renames %t", moments, renames)
	}
}

// whole judges what a killed run has left for readers.
func whole(t *testing.T, root string, n int, renames bool) {
	t.Helper()
	if !exists(filepath.Join(root, "2026-H1")) && renames { // between the two
		return
	}
	got := tree(t, filepath.Join(root, "2026-H1"))
	switch got["report.pdf"] {
	case "old report":
		if got["scores.csv"] != "edited" || got["site/index.html"] != "mine too" {
			t.Errorf("change %d: %v", n, got)
		}
	case "new report":
		if got["scores.csv"] != "new scores" || got["scores.csv.changed-"+hashOf("edited")[:8]] != "edited" || got["site/index.html.changed-"+hashOf("mine too")[:8]] != "mine too" {
			t.Errorf("change %d: %v", n, got)
		}
	default:
		t.Errorf("change %d: no edition", n)
	}
	if got["notes.txt"] != "mine" || got["letters/may/reply.txt"] != "deep" || got["nowhere"] != "-> not/there" {
		t.Errorf("change %d: what others had there is gone: %v", n, got)
	}
}

// TestKilledFilesAreNamed kills a call with several files at every change. The
// main file is never newer than those beside it; if some are new and some are
// not, the next call says so, and nothing is left behind.
func TestKilledFilesAreNamed(t *testing.T) {
	names := []string{"r.csv", "r.notes.csv", "r.uncertainty.csv"}
	mixed := 0
	for n := 1; ; n++ {
		dir := t.TempDir()
		for _, name := range names {
			put(t, "old "+name, dir, name)
		}
		done := kill(t, "files", dir, n, false)
		fresh := 0
		for _, name := range names {
			switch text(dir, name) {
			case "new " + name:
				fresh++
			case "old " + name:
			default:
				t.Errorf("change %d: %s has %q", n, name, text(dir, name))
			}
		}
		if text(dir, "r.csv") == "new r.csv" && fresh != 3 {
			t.Errorf("change %d: the main file was not the last", n)
		}
		f, err := NewFiles(Target{Flag: "--out"}, filepath.Join(dir, "r.csv"), filepath.Join(dir, "r.notes.csv"), filepath.Join(dir, "r.uncertainty.csv"))
		if err != nil {
			t.Fatalf("change %d: %v", n, err)
		}
		if fresh > 0 && fresh < 3 {
			mixed++
			if len(f.Stopped()) != 3 {
				t.Errorf("change %d: named are %v", n, f.Stopped())
			}
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		got := tree(t, dir)
		all := got["r.csv"][:3] + got["r.notes.csv"][:3] + got["r.uncertainty.csv"][:3]
		if len(got) != 3 || all != "oldoldold" && all != "newnewnew" {
			t.Errorf("change %d: after the next call %v", n, got)
		}
		if done {
			break
		}
	}
	if mixed != 2 {
		t.Errorf("%d moments between renames, want 2", mixed)
	}
}

// TestAKilledFolderGoesOn: whatever was placed is known to be ours by the next
// call, which may write it anew.
func TestAKilledFolderGoesOn(t *testing.T) {
	for n := 1; ; n++ {
		dir := t.TempDir()
		put(t, "mine", dir, "back", "letter.docx")
		if err := folderOf(filepath.Join(dir, "back"), map[string]string{"a.xlsx": "old a"}); err != nil {
			t.Fatal(err)
		}
		done := kill(t, "folder", dir, n, false)
		if err := folderOf(filepath.Join(dir, "back"), map[string]string{"a.xlsx": "third a", "b.xlsx": "third b"}); err != nil {
			t.Fatalf("change %d: %v", n, err)
		}
		got := tree(t, filepath.Join(dir, "back"))
		delete(got, recordName)
		if diff := cmp.Diff(map[string]string{"a.xlsx": "third a", "b.xlsx": "third b", "letter.docx": "mine"}, got); diff != "" {
			t.Errorf("change %d (-want +got)\n%s", n, diff)
		}
		if done {
			return
		}
	}
}
