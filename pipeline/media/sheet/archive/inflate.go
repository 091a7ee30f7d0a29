package archive

import (
	"bufio"
	"errors"
	"io"
	"sync"

	"github.com/klauspost/compress/flate"
)

// An inflate reads DEFLATE data through a buffer of its own. Both are used again
// for the next part: a workbook has a dozen, and building them anew would cost
// more than what most of them hold.
type inflate struct {
	src   *bufio.Reader
	data  io.ReadCloser // also a flate.Resetter
	fault error         // why there is nothing more; io.EOF after the last byte
}

const packedBuffer = 16 << 10

var inflates = sync.Pool{New: func() any {
	src := bufio.NewReaderSize(nil, packedBuffer)
	return &inflate{src: src, data: flate.NewReader(src)}
}}

// newInflate returns a reader of DEFLATE data; Close returns its memory.
func newInflate(in io.Reader) io.ReadCloser {
	f := inflates.Get().(*inflate)
	f.src.Reset(in)
	f.fault = f.data.(flate.Resetter).Reset(f.src, nil)
	return &inflateCloser{f}
}

// Read returns bytes or an error, never both: archive/zip drops the bytes that come
// with the end of a part which is shorter than its header says.
func (f *inflate) Read(p []byte) (n int, err error) {
	for n == 0 && f.fault == nil && len(p) > 0 {
		n, f.fault = f.data.Read(p)
	}
	if n > 0 {
		return n, nil
	}
	return 0, f.fault
}

// An inflateCloser is an inflate that is given back once.
type inflateCloser struct{ *inflate }

var errClosed = errors.New("read after close")

// Read inflates; after Close it is an error.
func (c *inflateCloser) Read(p []byte) (int, error) {
	if c.inflate == nil {
		return 0, errClosed
	}
	return c.inflate.Read(p)
}

// Close returns the inflater for another entry.
func (c *inflateCloser) Close() error {
	if c.inflate != nil {
		c.src.Reset(nil)
		inflates.Put(c.inflate)
		c.inflate = nil
	}
	return nil
}
