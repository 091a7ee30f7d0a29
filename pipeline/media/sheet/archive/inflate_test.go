package archive

import (
	"bytes"
	"compress/flate"
	"errors"
	"io"
	"testing"
)

// packed deflates a text by the standard library, which shares no code with what
// unpacks it.
func packed(t *testing.T, text []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.DefaultCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestInflateIsUsedAgain reads sound parts after damaged ones: nothing of a part
// may stay behind in what the next one is read with.
func TestInflateIsUsedAgain(t *testing.T) {
	text := bytes.Repeat([]byte("Вінницька міська територіальна громада; "), 5000)
	sound := packed(t, text)
	damaged := bytes.Clone(sound)
	damaged[0] = 7 // a last block of a kind that does not exist
	for round := range 3 {
		for name, data := range map[string][]byte{"cut short": sound[:len(sound)/2], "damaged": damaged, "empty": nil} {
			f := newInflate(bytes.NewReader(data))
			if got, err := io.ReadAll(f); err == nil || !bytes.HasPrefix(text, got) {
				t.Errorf("round %d, %s: %d bytes, %v", round, name, len(got), err)
			}
			_ = f.Close()
		}
		f := newInflate(bytes.NewReader(sound))
		if got, err := io.ReadAll(f); err != nil || !bytes.Equal(got, text) {
			t.Errorf("round %d: %d bytes of %d, %v", round, len(got), len(text), err)
		}
		_ = f.Close()
	}
}

// TestInflateGivesBytesBeforeTheError: a part that is cut short gives all that
// was there, and the error alone after it.
func TestInflateGivesBytesBeforeTheError(t *testing.T) {
	f := newInflate(bytes.NewReader(packed(t, []byte("рядок"))))
	defer f.Close()
	window := make([]byte, 4096)
	if n, err := f.Read(window); n != len("рядок") || err != nil {
		t.Errorf("first %d bytes and %v", n, err)
	}
	for range 2 {
		if n, err := f.Read(window); n != 0 || err != io.EOF {
			t.Errorf("then %d bytes and %v", n, err)
		}
	}
}

func TestInflateIsClosedOnce(t *testing.T) {
	f := newInflate(bytes.NewReader(packed(t, []byte("рядок"))))
	for range 2 {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
	if _, err := f.Read(make([]byte, 1)); !errors.Is(err, errClosed) {
		t.Errorf("read after close: %v", err)
	}
}
