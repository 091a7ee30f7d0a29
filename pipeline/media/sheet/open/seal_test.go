package open

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/cell"
)

// A turning is a file that becomes another one after some bytes were read.
type turning struct {
	before, after []byte
	left          int
}

func (f *turning) ReadAt(p []byte, off int64) (int, error) {
	data := f.before
	if f.left < 0 {
		data = f.after
	}
	f.left -= len(p)
	return bytes.NewReader(data).ReadAt(p, off)
}

// What is read is what was hashed, or the change is named, at whatever moment a
// file becomes another one: in the midst of a save, or longer, or shorter.
func TestWhatIsHashedIsWhatWasRead(t *testing.T) {
	one, two := built(200_000, "перший"), built(200_000, "другий")
	for name, after := range map[string][]byte{"another": two, "shorter": one[:len(one)/2], "empty": nil, "longer": append(bytes.Clone(one), two...)} {
		told := 0
		for left := 0; left < 3*len(one); left += len(one)/7 + 1 {
			book, problems := readFrom("a.xlsx", &turning{one, after, left}, int64(len(one)), sheet.Limits{})
			switch hash := book.SHA256; {
			case hash == "":
				told++
				if len(problems) != 1 || problems[0].Code != "file-changed" || !problems[0].Ends() || len(book.Sheets) > 0 {
					t.Fatalf("%s after %d bytes: %v, %d sheets", name, left, problems, len(book.Sheets))
				}
			case hash == digestOf(one):
				if c, _ := book.Sheets[0].At(1, 1); c.Text != "перший" {
					t.Fatalf("%s after %d bytes: hashed one file, read %q", name, left, c.Text)
				}
			case len(after) < len(one) || hash != digestOf(after[:len(one)]):
				t.Fatalf("%s after %d bytes: the hash of no file", name, left)
			case len(book.Sheets) > 0:
				if c, _ := book.Sheets[0].At(1, 1); c.Text != "другий" {
					t.Fatalf("%s after %d bytes: hashed the other file, read %q", name, left, c.Text)
				}
			}
		}
		if (told > 0) != (name != "longer") { // what was added at the end is not read
			t.Errorf("%s: %d changes were noticed", name, told)
		}
	}
}

func digestOf(data []byte) string {
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])
}

// built returns a workbook with a text in its first cell and some bytes that do not
// pack.
func built(size int, text string) []byte {
	noise := make([]byte, size)
	for i, x := 0, uint32(1); i < len(noise); i++ {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	return book(`<row r="1"><c r="A1" t="inlineStr"><is><t>`+text+`</t></is></c></row>`).with("xl/media/noise.bin", string(noise)).zip()
}

// A seal returns the bytes of its file, wherever they are asked for.
func TestSealGivesTheFile(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		data := make([]byte, rapid.IntRange(0, 3*sealBytes+7).Draw(rt, "size"))
		for i := range data {
			data[i] = byte(i * 7 >> 3)
		}
		s, hash, err := sealed(bytes.NewReader(data), int64(len(data)))
		if err != nil || hash != digestOf(data) {
			rt.Fatal(err, hash)
		}
		for range 5 {
			from := rapid.Int64Range(0, int64(len(data))).Draw(rt, "from")
			p, q := make([]byte, rapid.IntRange(0, 2*sealBytes).Draw(rt, "n")), []byte(nil)
			n, err := s.ReadAt(p, from)
			q = make([]byte, len(p))
			m, want := bytes.NewReader(data).ReadAt(q, from)
			if n != m || !bytes.Equal(p[:n], q[:m]) || (err == nil) != (want == nil) && n < len(p) {
				rt.Fatalf("%d %v, want %d %v", n, err, m, want)
			}
		}
	})
}

type failing struct{ io.ReaderAt }

func (failing) ReadAt([]byte, int64) (int, error) { return 0, errors.New("the disk") }

func TestAFileThatCannotBeReadIsNotChanged(t *testing.T) {
	_, problems := readFrom("a.xlsx", failing{}, 100, sheet.Limits{})
	if len(problems) != 1 || problems[0].Code != "file-unreadable" {
		t.Error(problems)
	}
}

// ReadAs calls a workbook by another name everywhere.
func TestReadAs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.xlsx")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	book, problems := ReadAs("тека/a.xlsx", path, sheet.Limits{})
	if want := (cell.Ref{File: "тека/a.xlsx"}); book.File != want.File || len(problems) != 1 || problems[0].At != want {
		t.Errorf("%s %v", book.File, problems)
	}
}
