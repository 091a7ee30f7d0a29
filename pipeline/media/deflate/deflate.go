// Package deflate packs the parts of archives, workbooks, documents of Word, the site in
// one file, and the streams of PDF. It believes that one level serves all of them but the
// rows of a ledger, and that what is packed does not depend on the machine: equal parts give
// equal bytes.
package deflate

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"io"
	"sync"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zlib"
)

// level packs the sheets of a ledger in a third of the time that compress/flate takes, to
// within a twentieth of the size: see docs/decisions/0001-libraries.md.
const level = 6

// quick is the level of the rows of ledgers, of which a period of all Ukraine has gigabytes:
// a quarter less of time than at the other, for a twentieth more of size.
const quick = 5

// packers are used again: each costs a megabyte.
var packers, quickly = packersAt(level), packersAt(quick)

func packersAt(level int) *sync.Pool {
	return &sync.Pool{New: func() any {
		w, err := flate.NewWriter(nil, level)
		if err != nil {
			panic(err) // of a level that there is not
		}
		return w
	}}
}

// Zlib packs a stream of PDF (RFC 1950).
func Zlib(data []byte) []byte {
	var out bytes.Buffer
	w := NewZlib(&out)
	_, _ = w.Write(data) // to memory it cannot fail
	_ = w.Close()
	return out.Bytes()
}

// NewZlib packs a stream of PDF as it is written.
func NewZlib(to io.Writer) io.WriteCloser {
	w := streams.Get().(*zlib.Writer)
	w.Reset(to)
	return &stream{w}
}

// A stream gives its packer back.
type stream struct{ *zlib.Writer }

// Close ends the stream.
func (s *stream) Close() error {
	err := s.Writer.Close()
	streams.Put(s.Writer)
	s.Writer = nil
	return err
}

// streams are used again, as packers are.
var streams = sync.Pool{New: func() any {
	w, err := zlib.NewWriterLevel(nil, level)
	if err != nil {
		panic(err)
	}
	return w
}}

// NewZip returns an archive that is written to w.
func NewZip(w io.Writer) *zip.Writer {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) {
		p := packers.Get().(*flate.Writer)
		p.Reset(out)
		return &part{p}, nil
	})
	return z
}

// A part of an archive gives its packer back.
type part struct{ *flate.Writer }

// Close ends the part.
func (p *part) Close() error {
	err := p.Writer.Close()
	packers.Put(p.Writer)
	p.Writer = nil
	return err
}

// A Piece is a stretch of a part, packed so that others may stand before and after it:
// its blocks refer to nothing before them.
type Piece struct {
	Packed []byte
	Size   int    // bytes that it unpacks to
	Sum    uint32 // CRC-32 of these
}

// Pack packs a stretch of a part; the last of a part ends it.
func Pack(plain []byte, last bool) (Piece, error) { return pack(packers, plain, last) }

// PackRows packs a stretch of the rows of a ledger.
func PackRows(plain []byte) (Piece, error) { return pack(quickly, plain, false) }

func pack(by *sync.Pool, plain []byte, last bool) (Piece, error) {
	out := rooms.Get().(*bytes.Buffer)
	defer rooms.Put(out)
	p := by.Get().(*flate.Writer)
	defer by.Put(p)
	out.Reset()
	p.Reset(out)
	_, err := p.Write(plain)
	if err == nil && last {
		err = p.Close()
	} else if err == nil {
		err = p.Flush()
	}
	return Piece{bytes.Clone(out.Bytes()), len(plain), crc32.ChecksumIEEE(plain)}, err
}

// rooms are used again to pack in.
var rooms = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Store makes a piece of a text that stands as it is, up to 65,535 bytes.
func Store(plain []byte) Piece {
	// A stored block (RFC 1951, 3.2.4): not the last, its length, the complement.
	out := binary.LittleEndian.AppendUint16([]byte{0}, uint16(len(plain)))
	out = binary.LittleEndian.AppendUint16(out, ^uint16(len(plain)))
	return Piece{append(out, plain...), len(plain), crc32.ChecksumIEEE(plain)}
}

// Put writes a part of an archive in pieces.
func Put(z *zip.Writer, name string, pieces []Piece) error {
	h := zip.FileHeader{Name: name, Method: zip.Deflate}
	for _, p := range pieces {
		h.CRC32 = joined(h.CRC32, p.Sum, p.Size)
		h.UncompressedSize64 += uint64(p.Size)
		h.CompressedSize64 += uint64(len(p.Packed))
	}
	out, err := z.CreateRaw(&h)
	for _, p := range pieces {
		if err == nil {
			_, err = out.Write(p.Packed)
		}
	}
	return err
}

// polynomial is that of CRC-32, its bits in the order of the sums: the coefficient of
// x^31 is the lowest bit.
const polynomial = 0xEDB88320

// joined returns the CRC-32 of two texts one after the other, of which the second has size
// bytes. A sum is the remainder of the text by the polynomial over GF(2); what stands
// before size bytes is multiplied by x to the power of 8*size.
func joined(first, second uint32, size int) uint32 {
	power, square := uint32(1)<<31, uint32(1)<<30 // x^0, x^1
	for bits := uint64(size) * 8; bits > 0; bits >>= 1 {
		if bits&1 == 1 {
			power = product(power, square)
		}
		square = product(square, square)
	}
	return product(first, power) ^ second
}

// product multiplies two remainders.
func product(a, b uint32) (out uint32) {
	for bit := uint32(1) << 31; bit > 0; bit >>= 1 {
		if a&bit != 0 {
			out ^= b
		}
		b = b>>1 ^ polynomial*(b&1)
	}
	return out
}
