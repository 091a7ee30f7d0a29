package deflate

import (
	"archive/zip"
	"bytes"
	"hash/crc32"
	"io"
	"testing"

	"pgregory.net/rapid"
)

// A part in pieces, packed or stored, is unpacked by the standard library to what it was
// made of, and its sum is that of the whole.
func TestPieces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var whole []byte
		var pieces []Piece
		n := rapid.IntRange(1, 6).Draw(t, "pieces")
		for i := range n {
			plain := bytes.Repeat(rapid.SliceOfN(rapid.Byte(), 0, 50).Draw(t, "text"), rapid.IntRange(1, 300).Draw(t, "times"))
			piece, err := Pack(plain, i == n-1)
			if i%2 == 1 && i < n-1 {
				piece, err = PackRows(plain)
			}
			if err != nil {
				t.Fatal(err)
			}
			if i < n-1 && rapid.Bool().Draw(t, "stored") {
				piece = Store(plain)
			}
			whole, pieces = append(whole, plain...), append(pieces, piece)
		}
		var sum uint32
		for _, p := range pieces {
			sum = joined(sum, p.Sum, p.Size)
		}
		if sum != crc32.ChecksumIEEE(whole) {
			t.Fatalf("%x, want %x", sum, crc32.ChecksumIEEE(whole))
		}
		var out bytes.Buffer
		z := NewZip(&out)
		if err := Put(z, "in pieces", pieces); err != nil {
			t.Fatal(err)
		}
		at, err := z.Create("whole")
		if err == nil {
			_, err = at.Write(whole)
		}
		if err == nil {
			err = z.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		r, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range r.File {
			in, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			if got, err := io.ReadAll(in); err != nil || !bytes.Equal(got, whole) { // the sum is compared at the end
				t.Fatal(f.Name, err)
			}
		}
	})
}
