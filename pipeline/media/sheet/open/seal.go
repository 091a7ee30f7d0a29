package open

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash/maphash"
	"io"
)

// errChanged says that a file has changed while it was read.
var errChanged = errors.New("the file has changed while it was read")

// sealBytes is the size of the blocks that a seal compares.
const sealBytes = 64 << 10

// A seal is a file as it was when its hash was taken. A file is gone through
// once for its hash and then again, piece by piece, for its content; a seal returns
// no byte of a block that is not what was hashed. It keeps one block, and eight
// bytes for each.
type seal struct {
	in      io.ReaderAt
	size    int64
	seed    maphash.Seed
	sums    []uint64 // of the blocks
	block   []byte   // the block that was read last
	number  int64    // of it; -1 none
	changed bool
}

// sealed goes through a file for its SHA-256, in hexadecimal.
func sealed(in io.ReaderAt, size int64) (s *seal, hash string, err error) {
	s = &seal{in: in, size: size, seed: maphash.MakeSeed(), block: make([]byte, 0, min(size, sealBytes)), number: -1}
	digest := sha256.New()
	for off := int64(0); off < size; off += sealBytes {
		if err := s.load(off / sealBytes); err != nil {
			return s, "", err
		}
		s.sums = append(s.sums, maphash.Bytes(s.seed, s.block))
		digest.Write(s.block)
	}
	return s, hex.EncodeToString(digest.Sum(nil)), nil
}

// load reads a block of the file.
func (s *seal) load(number int64) error {
	off := number * sealBytes
	s.number, s.block = -1, s.block[:min(sealBytes, s.size-off)]
	n, err := s.in.ReadAt(s.block, off)
	switch {
	case n == len(s.block):
		s.number = number
		return nil
	case err == io.EOF: // it is shorter than it was
		s.changed = true
		return errChanged
	}
	return err
}

// ReadAt returns what was hashed, or errChanged.
func (s *seal) ReadAt(p []byte, off int64) (n int, err error) {
	for n < len(p) {
		if off < 0 || off >= s.size {
			return n, io.EOF
		}
		if number := off / sealBytes; number != s.number {
			if err := s.load(number); err != nil {
				return n, err
			}
			if maphash.Bytes(s.seed, s.block) != s.sums[number] {
				s.number, s.changed = -1, true
				return n, errChanged
			}
		}
		k := copy(p[n:], s.block[off%sealBytes:])
		n, off = n+k, off+int64(k)
	}
	return n, nil
}
