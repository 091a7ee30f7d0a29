package sheet

import (
	"encoding/binary"
	"errors"
	"io"
	"sync"
)

// An inflate reads DEFLATE data (RFC 1951). Reading a workbook is unpacking it
// for the most part, and compress/flate gives byte after byte; this one decodes
// from a register of 64 bits into a buffer. FuzzInflate holds it to compress/flate.
type inflate struct {
	in   io.Reader
	src  [16 << 10]byte
	pos  int // of the next byte of src
	end  int
	bits uint64 // bits that have been taken from src, the next one lowest
	n    uint   // how many of them count
	err  error  // io.EOF after the last block

	out   [96 << 10]byte // the last 32 KiB are kept: copies reach so far back
	w     int            // where the next byte goes
	r     int            // what has been read of out
	last  bool           // the block at hand is the last
	block blockKind
	left  int // bytes of a stored block

	lit, dist     huffman
	litNow        *huffman // of the block at hand
	distNow       *huffman
	lengths       [288 + 32]uint8
	lengthLengths huffman
}

// A blockKind is what an inflate is in the midst of.
type blockKind uint8

const (
	noBlock blockKind = iota
	storedBlock
	codedBlock
)

const (
	historyBytes = 32 << 10
	longestCopy  = 258
	keptTail     = 8 // bytes of src that may have to be given back
)

var errDeflate = errors.New("deflate data damaged")

var inflates = sync.Pool{New: func() any { return new(inflate) }}

// newInflate gives a reader of DEFLATE data; Close gives its memory back.
func newInflate(in io.Reader) io.ReadCloser {
	f := inflates.Get().(*inflate)
	f.in, f.err = in, nil
	f.pos, f.end, f.bits, f.n = keptTail, keptTail, 0, 0
	f.w, f.r, f.last, f.block = 0, 0, false, noBlock
	return &inflateCloser{f}
}

// An inflateCloser is an inflate that is given back once.
type inflateCloser struct{ *inflate }

var errClosed = errors.New("read after close")

func (c *inflateCloser) Read(p []byte) (int, error) {
	if c.inflate == nil {
		return 0, errClosed
	}
	return c.inflate.Read(p)
}

func (c *inflateCloser) Close() error {
	if c.inflate != nil {
		c.in = nil
		inflates.Put(c.inflate)
		c.inflate = nil
	}
	return nil
}

func (f *inflate) Read(p []byte) (int, error) {
	for f.r == f.w && f.err == nil {
		if f.w > len(f.out)-historyBytes {
			copy(f.out[:historyBytes], f.out[f.w-historyBytes:f.w])
			f.w, f.r = historyBytes, historyBytes
		}
		f.err = f.advance()
	}
	n := copy(p, f.out[f.r:f.w])
	f.r += n
	if f.r == f.w && n == 0 && len(p) > 0 {
		return 0, f.err
	}
	return n, nil
}

// advance decodes on until the buffer is full or the block ends.
func (f *inflate) advance() error {
	switch f.block {
	case storedBlock:
		return f.stored()
	case codedBlock:
		return f.coded()
	}
	if f.last {
		return io.EOF
	}
	header, ok := f.take(3)
	if !ok {
		return io.ErrUnexpectedEOF
	}
	f.last = header&1 == 1
	switch header >> 1 {
	case 0:
		return f.beginStored()
	case 1:
		f.litNow, f.distNow = fixedCodes()
	case 2:
		if err := f.readCodes(); err != nil {
			return err
		}
		f.litNow, f.distNow = &f.lit, &f.dist
	default:
		return errDeflate
	}
	f.block = codedBlock
	return nil
}

// refill takes bytes into the register: 56 bits count then, or all that are left.
func (f *inflate) refill() {
	if f.end-f.pos >= 8 {
		f.bits |= binary.LittleEndian.Uint64(f.src[f.pos:]) << f.n
		f.pos += int(63-f.n) >> 3
		f.n |= 56
		return
	}
	for f.n <= 56 {
		if f.pos == f.end && !f.load() {
			return
		}
		f.bits |= uint64(f.src[f.pos]) << f.n
		f.pos++
		f.n += 8
	}
}

// load reads on; the last bytes stay before the new ones.
func (f *inflate) load() bool {
	copy(f.src[:keptTail], f.src[f.end-keptTail:f.end])
	n, err := io.ReadAtLeast(f.in, f.src[keptTail:], 1)
	f.pos, f.end = keptTail, keptTail+n
	return err == nil || n > 0
}

// take gives the next k bits, at most 32.
func (f *inflate) take(k uint) (uint32, bool) {
	if f.n < k {
		if f.refill(); f.n < k {
			return 0, false
		}
	}
	v := uint32(f.bits & (1<<k - 1))
	f.bits >>= k
	f.n -= k
	return v, true
}

// beginStored reads the head of a stored block: its length stands there twice.
func (f *inflate) beginStored() error {
	f.bits >>= f.n & 7
	f.n &^= 7
	size, ok := f.take(32)
	if !ok {
		return io.ErrUnexpectedEOF
	}
	if size&0xFFFF != ^size>>16 {
		return errDeflate
	}
	f.pos -= int(f.n / 8) // whole bytes go back
	f.bits, f.n = 0, 0
	f.left, f.block = int(size&0xFFFF), storedBlock
	return nil
}

func (f *inflate) stored() error {
	if f.left == 0 {
		f.block = noBlock
		return nil
	}
	if f.pos == f.end && !f.load() {
		return io.ErrUnexpectedEOF
	}
	n := copy(f.out[f.w:], f.src[f.pos:min(f.end, f.pos+f.left)])
	f.pos, f.w, f.left = f.pos+n, f.w+n, f.left-n
	return nil
}

// coded decodes the block at hand until it ends or the buffer is full.
func (f *inflate) coded() error {
	lit, dist := f.litNow, f.distNow
	w := f.w
	defer func() { f.w = w }()
	for w <= len(f.out)-longestCopy {
		if f.n < 48 { // what one copy needs at most
			f.refill()
		}
		e := lit.find(f.bits)
		if e.size() == 0 || e.size() > f.n {
			return f.broken(e)
		}
		f.bits >>= e.size()
		f.n -= e.size()
		switch e.kind() {
		case literal:
			f.out[w] = byte(e.value())
			w++
			continue
		case endOfBlock:
			f.block = noBlock
			return nil
		}
		length := int(e.value()) + int(f.bits&(1<<e.extra()-1))
		f.bits >>= e.extra()
		d := dist.find(f.bits)
		need := e.extra() + d.size() + d.extra()
		if d.size() == 0 || need > f.n {
			return f.broken(d)
		}
		f.bits >>= d.size()
		back := int(d.value()) + int(f.bits&(1<<d.extra()-1))
		f.bits >>= d.extra()
		f.n -= need
		if back > w {
			return errDeflate
		}
		w = copyBack(f.out[:], w, back, length)
	}
	return nil
}

// broken tells why a code was not found.
func (f *inflate) broken(e entry) error {
	if e.size() == 0 && f.n >= maxCode {
		return errDeflate
	}
	return io.ErrUnexpectedEOF
}

// copyBack repeats length bytes from so far back and gives where they end.
func copyBack(out []byte, w, back, length int) int {
	end := w + length
	for from := w - back; w < end; { // what was copied can be copied again
		w += copy(out[w:end], out[from:w])
	}
	return end
}
