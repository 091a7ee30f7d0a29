package sheet

import (
	"bytes"
	"compress/flate"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
)

// inflateBoth unpacks by the reader of this package and by compress/flate.
func inflateBoth(data []byte) (got, want []byte, gotErr, wantErr error) {
	const most = 4 << 20
	f := newInflate(bytes.NewReader(data))
	got, gotErr = io.ReadAll(io.LimitReader(f, most))
	if err := f.Close(); gotErr == nil {
		gotErr = err
	}
	want, wantErr = io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(data)), most))
	return got, want, gotErr, wantErr
}

// samples are texts of all kinds: short, long, of one byte, without order, as
// sheets are.
func samples() map[string][]byte {
	noise := make([]byte, 300_000)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	few := make([]byte, 200_000)
	for i := range few {
		few[i] = "aab"[random.IntN(3)]
	}
	return map[string][]byte{
		"empty": nil, "a": []byte("a"), "one byte": bytes.Repeat([]byte("x"), 500_000), "noise": noise, "few": few,
		"sheet": []byte(sheetXML(strings.Repeat(five, 2000))), "far": append(append(bytes.Clone(noise[:32768]), noise[:300]...), noise[:32768]...),
	}
}

func TestInflateGivesWhatWasDeflated(t *testing.T) {
	for name, want := range samples() {
		for _, level := range []int{flate.HuffmanOnly, flate.NoCompression, flate.BestSpeed, flate.DefaultCompression} {
			var b bytes.Buffer
			w, err := flate.NewWriter(&b, level)
			if err != nil {
				t.Fatal(err)
			}
			for i, rest := 0, want; len(rest) > 0; i++ { // several blocks
				n := min(len(rest), 70_000)
				if _, err := w.Write(rest[:n]); err != nil {
					t.Fatal(err)
				}
				if rest = rest[n:]; i%2 == 1 {
					if err := w.Flush(); err != nil {
						t.Fatal(err)
					}
				}
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			f := newInflate(bytes.NewReader(b.Bytes()))
			got, err := io.ReadAll(f)
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("%s at level %d: %d bytes of %d, %v", name, level, len(got), len(want), err)
			}
			_ = f.Close()
			if _, err := f.Read(make([]byte, 1)); !errors.Is(err, errClosed) {
				t.Errorf("read after close: %v", err)
			}
			cut := newInflate(bytes.NewReader(b.Bytes()[:b.Len()-1]))
			if _, err := io.ReadAll(cut); err == nil {
				t.Errorf("%s at level %d: data cut short were read", name, level)
			}
			_ = cut.Close()
		}
	}
}

// FuzzInflate holds that what compress/flate unpacks is unpacked alike, and what
// it refuses is refused.
func FuzzInflate(f *testing.F) {
	for _, text := range samples() {
		var b bytes.Buffer
		w, err := flate.NewWriter(&b, flate.DefaultCompression)
		if err != nil {
			f.Fatal(err)
		}
		if _, err := w.Write(text[:min(len(text), 2000)]); err != nil {
			f.Fatal(err)
		}
		if err := w.Close(); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
	}
	f.Add([]byte("\x00\x05\x00\xfa\xffhello\x01\x00\x00\xff\xff"))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, want, gotErr, wantErr := inflateBoth(data)
		if (gotErr == nil) != (wantErr == nil) || gotErr == nil && !bytes.Equal(got, want) {
			t.Fatalf("%d bytes and %v, want %d and %v", len(got), gotErr, len(want), wantErr)
		}
	})
}
