package edition

import (
	"bytes"
	"errors"
	"io"
	"sync"
	"sync/atomic"
	"testing"

	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/report"
)

// A file that others are made of is made once, whoever asks first, in the folder of the
// edition as in memory; the manifest has it as it was made.
func TestFilesAreMadeOnce(t *testing.T) {
	folder, err := publish.Begin(t.TempDir(), "2026-H1")
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	for what, room := range map[string]Room{"folder": folder, "memory": &Memory{}} {
		made := atomic.Int64{}
		o := NewOutput("a/scores.csv", func(w io.Writer) ([]report.Replaced, error) {
			made.Add(1)
			_, err := io.WriteString(w, "abc")
			return []report.Replaced{{Rune: '😀', With: "*", Count: 2}}, err
		})
		shelf := NewShelf(room)
		shelf.Put(o)
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				var b bytes.Buffer
				if n, err := shelf.Copy("a/scores.csv", &b); err != nil || n != 3 || b.String() != "abc" {
					t.Errorf("%s: %q, %v", what, b.String(), err)
				}
			})
		}
		all.Wait()
		f, err := o.In(room)
		// echo -n abc | sha256sum (FIPS 180-4, B.1)
		if err != nil || f.Path != "a/scores.csv" || f.Bytes != 3 || f.SHA256 != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" ||
			len(f.Replaced) != 1 || f.Replaced[0] != (Replaced{"U+1F600", "*", 2}) {
			t.Errorf("%s: %+v, %v", what, f, err)
		}
		if made.Load() != 1 {
			t.Errorf("%s: made %d times", what, made.Load())
		}
	}
}

// A file that cannot be made is missed by whoever is made of it.
func TestFileThatCannotBeMade(t *testing.T) {
	shelf, wrong := NewShelf(&Memory{}), errors.New("wrong")
	shelf.Put(Plain("a", func(io.Writer) error { return wrong }))
	if err := shelf.Copying("a")(io.Discard); !errors.Is(err, wrong) {
		t.Error(err)
	}
}
