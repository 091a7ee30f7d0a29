package pdf

import (
	"bytes"
	"math"
	"strings"

	"testing"

	"github.com/jung-kurt/gofpdf"
)

// What is embedded draws as the whole face does: every character has its own
// glyph, and its width is the one that lines were broken by.
func TestEmbeddingKeepsWidths(t *testing.T) {
	faces, err := OpenFaces()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range faces {
		for _, r := range sheetRunes {
			if !f.Has(r) {
				t.Errorf("%s lacks %U of the characters of sheets", f.Family, r)
			}
		}
		_, got, err := readFont(f.cutFile([]rune("Её 12й")))
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range "Её 12й" {
			if got[r] != f.advance[r] {
				t.Errorf("%s: %c is %d wide, embedded as %d", f.Family, r, f.advance[r], got[r])
			}
		}
		if got['Ж'] != missing {
			t.Errorf("%s: a character that is not used is embedded", f.Family)
		}
	}
}

func TestWidthsAreWrittenInRuns(t *testing.T) {
	f := &Face{advance: make([]uint16, 0x10000)}
	for r := range f.advance {
		f.advance[r] = uint16(r)
	}
	for runes, want := range map[string]string{"": "", "A": "65 [65]", "ABD": "65 [65 66] 68 [68]", " Az": "32 [32] 65 [65] 122 [122]"} {
		if got := f.widths([]rune(runes)); got != want {
			t.Errorf("%q: %s, want %s", runes, got, want)
		}
	}
}

// Sheets of usual characters share one embedding; another character, or a
// report, has its own.
func TestSheetsShareTheirFonts(t *testing.T) {
	faces, err := OpenFaces()
	if err != nil {
		t.Fatal(err)
	}
	f := faces[Sans]
	first, _ := f.embed([]rune("Акт"), true)
	second, _ := f.embed([]rune("Бал 7"), true)
	rare, _ := f.embed([]rune("Łódź"), true)
	report, _ := f.embed([]rune("Акт"), false)
	if first != second || rare == first || report == first {
		t.Error("embeddings are shared where they should not be, or not where they should")
	}
	if len(report.file) >= len(first.file) {
		t.Errorf("a report embeds %d bytes for three letters", len(report.file))
	}
}

// A face that lacks what the text's has draws a question mark, as wide as one.
func TestTitleFaceDrawsWhatItLacks(t *testing.T) {
	faces, err := OpenFaces()
	if err != nil {
		t.Fatal(err)
	}
	c := NewCanvas(faces)
	if c.Faces[Serif].Has('□') {
		t.Fatal("the face of titles has this character: choose another for the test")
	}
	if got, want := c.Faces[Serif].Width("□", 10), c.Faces[Serif].Width("?", 10); got != want {
		t.Errorf("%.3f mm, want %.3f", got, want)
	}
	if got := c.codes(Serif, "□("); !bytes.Equal(got, []byte{0, '?', 0, '\\', '('}) {
		t.Errorf("written as %q", got)
	}
}

// The widths are those that the PDF library reads from the same files.
func TestWidthsAreTheLibrarys(t *testing.T) {
	faces, err := OpenFaces()
	if err != nil {
		t.Fatal(err)
	}
	pdf := gofpdf.New("P", "mm", "A4", "")
	for _, f := range faces {
		pdf.AddUTF8FontFromBytes(f.Family, "", bytes.Clone(f.data))
		pdf.SetFont(f.Family, "", 10)
		for _, s := range []string{"Цифрова зрілість громад України", "Quick brown fox 0123456789", "«№—−…’»\u00a0\u00ad"} {
			if got, want := f.Width(s, 10), pdf.GetStringWidth(s); math.Abs(got-want) > 1e-6 {
				t.Errorf("%s: %q is %.4f mm, drawn as %.4f", f.Family, s, got, want)
			}
		}
	}
}

func TestAdvancesRefuseWhatIsNoFont(t *testing.T) {
	for _, data := range []string{"", "abc", strings.Repeat("\xff", 400), "\x00\x01\x00\x00\xff\xff" + strings.Repeat("cmap\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 30)} {
		if _, _, err := readFont([]byte(data)); err == nil {
			t.Errorf("%.20q is taken for a font", data)
		}
	}
}
