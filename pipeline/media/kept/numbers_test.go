package kept

import (
	"bytes"
	"crypto/sha256"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"depository.example/depository/internal/trial"
	"depository.example/depository/pipeline/media/publish"
)

// marked are things with marks of these names.
func marked(names ...string) (out [][sha256.Size]byte) {
	for _, n := range names {
		out = append(out, sha256.Sum256([]byte(n)))
	}
	return out
}

// told gives, of a step, each thing a number of its own name for each of so many columns.
func told(step, width int, names ...string) (out []float64) {
	for k := range width {
		for _, n := range names {
			out = append(out, float64(int(n[0])+1000*k+100000*step))
		}
	}
	return out
}

// keep keeps two steps of things, of which the one between is not kept.
func keep(f *Folder, names ...string) {
	f.Numbers("some", marked(names...), []int{2, 0, 1}, func(n *Numbers) {
		n.Keep(2, told(2, 1, names...))
		n.Keep(1, []float64{1})
		n.Keep(0, told(0, 2, names...))
	})
}

// Of things whose marks were there each step has what was kept, wherever they stand now;
// the others, and what was not kept, are left as they are.
func TestNumbersAreRecalled(t *testing.T) {
	f := Open(t.TempDir(), "key")
	keep(f, "a", "b", "c")
	f.Numbers("some", marked("c", "x", "a"), []int{2, 0, 1}, func(n *Numbers) {
		if got := n.Known(); !slices.Equal(got, []bool{true, false, true}) {
			t.Errorf("known: %v", got)
		}
		all := []float64{-1, -2, -3, -4, -5, -6}
		if !n.Recall(0, all) || !slices.Equal(all, []float64{'c', -2, 'a', 1000 + 'c', -5, 1000 + 'a'}) {
			t.Errorf("two numbers each: %v", all)
		}
		if all = all[:3]; !n.Recall(2, all) || !slices.Equal(all, []float64{200000 + 'c', -2, 200000 + 'a'}) {
			t.Errorf("one number each: %v", all)
		}
		if n.Recall(1, nil) {
			t.Error("what was not kept was recalled")
		}
		n.Keep(0, told(0, 2, "c", "x", "a"))
		n.Keep(2, told(2, 1, "c", "x", "a"))
	})
	f.Numbers("some", marked("x"), []int{2, 0, 1}, func(n *Numbers) { // the second run has replaced the first
		if all := make([]float64, 2); !n.Recall(0, all) || !slices.Equal(all, told(0, 2, "x")) {
			t.Errorf("of the second run: %v", all)
		}
	})
}

// Nothing is known under another key, another name or other steps, nor of a file whose head
// is damaged or that ends early; of one with a damaged step the other steps are there.
func TestNumbersThatAreNotTheseAreNotRecalled(t *testing.T) {
	dir := t.TempDir()
	keep(Open(dir, "key"), "a", "b")
	paths, _ := filepath.Glob(filepath.Join(dir, "*"+ending))
	if len(paths) != 1 {
		t.Fatal(paths)
	}
	whole, err := os.ReadFile(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	known := func(f *Folder, name string, widths ...int) (steps int) {
		f.Numbers(name, marked("b", "a"), widths, func(n *Numbers) {
			for i, w := range widths {
				if slices.Contains(n.Known(), true) && n.Recall(i, make([]float64, 2*w)) {
					steps++
				}
			}
			n.failed = os.ErrInvalid // what is there stays
		})
		return steps
	}
	if n := known(Open(dir, "key"), "some", 2, 0, 1); n != 2 {
		t.Fatalf("%d steps are there", n)
	}
	for what, n := range map[string]int{
		"another key": known(Open(dir, "other"), "some", 2, 0, 1), "another name": known(Open(dir, "key"), "others", 2, 0, 1),
		"fewer steps": known(Open(dir, "key"), "some", 2, 0), "other steps": known(Open(dir, "key"), "some", 2, 1, 1),
		"a folder that is none": known(Open(paths[0], "key"), "some", 2, 0, 1),
	} {
		if n != 0 {
			t.Errorf("%s: %d steps are there", what, n)
		}
	}
	head := len(headOf(marked("a", "b"), []int{2, 0, 1})) + sha256.Size
	for at := 0; at < len(whole); at += 5 {
		damaged := slices.Clone(whole)
		damaged[at] ^= 1
		want := 0
		if at >= head {
			want = 1
		}
		if err := os.WriteFile(paths[0], damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		if n := known(Open(dir, "key"), "some", 2, 0, 1); n != want {
			t.Errorf("byte %d is damaged: %d steps are there, want %d", at, n, want)
		}
	}
	for n := 0; n < len(whole); n += 7 {
		if err := os.WriteFile(paths[0], whole[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		if got := known(Open(dir, "key"), "some", 2, 0, 1); got > 1 || n <= head && got > 0 {
			t.Errorf("%d bytes of %d: %d steps are there", n, len(whole), got)
		}
	}
}

// What a run that was killed has left goes with the next one, and what an earlier program
// has kept; a run that did not finish a step leaves that out.
func TestNumbersLeaveNothingBehind(t *testing.T) {
	dir := t.TempDir()
	keep(Open(dir, "an earlier program"), "a")
	if err := os.WriteFile(filepath.Join(dir, publish.Unfinished+"1"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	f := Open(dir, "key")
	f.Numbers("some", marked("a"), []int{1, 1}, func(n *Numbers) { n.Keep(1, []float64{7}) })
	f.Forget()
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) != 1 {
		t.Errorf("left: %v", left)
	}
	f.Numbers("some", marked("a"), []int{1, 1}, func(n *Numbers) {
		if one := []float64{0}; n.Recall(0, one) || !n.Recall(1, one) || one[0] != 7 {
			t.Errorf("recalled: %v", one)
		}
	})
}

// Whatever a file holds, nothing is known of it that it was not written with.
func FuzzNumbers(f *testing.F) {
	dir := f.TempDir()
	keep(Open(dir, "key"), "a", "b")
	paths, _ := filepath.Glob(filepath.Join(dir, "*"+ending))
	whole, err := os.ReadFile(paths[0])
	if err != nil {
		f.Fatal(err)
	}
	trial.Seed(f, whole)
	trial.Seed(f, whole[:len(whole)-9])
	trial.Seed(f, []byte(numbersMark))
	f.Fuzz(func(t *testing.T, data []byte) {
		folder := Open(t.TempDir(), "key")
		if err := os.WriteFile(filepath.Join(folder.dir, folder.entry("some", "")), data, 0o600); err != nil {
			t.Fatal(err)
		}
		folder.Numbers("some", marked("a", "b"), []int{2, 0, 1}, func(n *Numbers) {
			if got := make([]float64, 4); n.Recall(0, got) && slices.Contains(n.Known(), true) && !bytes.Contains(data, n.marks[0][:]) && !bytes.Contains(data, n.marks[1][:]) {
				t.Errorf("recalled %v", got)
			}
		})
	})
}
