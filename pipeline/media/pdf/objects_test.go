package pdf

import (
	"bytes"
	"compress/zlib"
	"io"
	"strings"
	"testing"

	"depository.example/depository/pipeline/media/palette"
)

// What is drawn on a page stands in the file compressed, and comes out of it as gofpdf
// wrote it, with whatever blanks it begins and ends.
func TestPagesAreCompressed(t *testing.T) {
	faces, err := OpenFaces()
	if err != nil {
		t.Fatal(err)
	}
	c := NewCanvas(faces)
	for range 3 {
		c.AddPage()
		c.Artifact()
		c.Text(20, 30, strings.Repeat("Реєстр ", 40), Sans, 9, palette.Mute)
	}
	var raw bytes.Buffer
	if err := c.pdf.Output(&raw); err != nil {
		t.Fatal(err)
	}
	file, err := readObjects(raw.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	pages := 0
	for _, o := range file.objects {
		if !o.stream {
			continue
		}
		dict, data, _ := bytes.Cut(o.body, []byte(">>\nstream\n"))
		if !bytes.Contains(dict, []byte("/FlateDecode")) {
			t.Errorf("not compressed: %s", dict)
			continue
		}
		r, err := zlib.NewReader(bytes.NewReader(bytes.TrimSuffix(data, []byte("\nendstream"))))
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(content, []byte(" Tj")) {
			pages++
			if !bytes.Contains(raw.Bytes(), append([]byte("stream\n"), append(content, "\nendstream"...)...)) {
				t.Errorf("page %d is not what was drawn", pages)
			}
		}
	}
	if pages != 3 {
		t.Errorf("%d pages have text", pages)
	}
	for body, want := range map[string]string{"<</Length 3>>\nstream\n \n>\nendstream": " \n>", "<</Length 0>>\nstream\n\nendstream": ""} {
		if got, ok := unpacked([]byte(body)); !ok || string(got) != want {
			t.Errorf("%q: %q %v", body, got, ok)
		}
	}
	for _, body := range []string{"<</Length 3 /Filter /FlateDecode>>\nstream\nabc\nendstream", "<</Type /Page>>", "<</Length 99>>\nstream\nabc\nendstream"} {
		if _, ok := unpacked([]byte(body)); ok {
			t.Errorf("%q is taken for a page", body)
		}
	}
}
