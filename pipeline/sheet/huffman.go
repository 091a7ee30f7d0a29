package sheet

import (
	"io"
	"math/bits"
	"sync"
)

// A huffman finds what the next bits mean: by a table for short codes, and a
// second one behind it for long ones.
type huffman struct {
	first [1 << firstBits]entry
	more  []entry // the second tables, one after the other
}

const (
	firstBits = 10
	maxCode   = 15 // bits of a code
)

// An entry is what a code means: 4 bits its size (0: no such code), 4 the extra
// bits that follow, 2 the kind, from 16 on the value: a byte, the least length or
// distance, or where the second table begins (its size then is in the extra bits).
type entry uint32

// Kinds of an entry.
const (
	literal = iota
	copyLength
	endOfBlock
	second
)

func (e entry) size() uint          { return uint(e & 15) }
func (e entry) extra() uint         { return uint(e >> 4 & 15) }
func (e entry) kind() uint          { return uint(e >> 8 & 3) }
func (e entry) value() uint         { return uint(e >> 16) }
func (e entry) sized(n uint8) entry { return e | entry(n) }

// find gives the entry of the code that the bits begin with.
func (h *huffman) find(b uint64) entry {
	e := h.first[b&(1<<firstBits-1)]
	if e.kind() == second {
		e = h.more[e.value()+uint(b>>firstBits)&(1<<e.extra()-1)]
	}
	return e
}

// build makes the tables of a canonical code from the size of each symbol's code
// and what each symbol means. A code has to be complete, but for one of a single
// symbol, and one of none, which nothing may use.
func (h *huffman) build(sizes []uint8, meaning []entry) bool {
	var count, next [maxCode + 1]int
	for _, n := range sizes {
		count[n]++
	}
	count[0] = 0
	code, longest := 0, 0
	for n := 1; n <= maxCode; n++ {
		code = (code + count[n-1]) << 1
		next[n] = code
		if count[n] > 0 {
			longest = n
		}
	}
	h.first, h.more = [1 << firstBits]entry{}, h.more[:0]
	if longest == 0 {
		return true
	}
	if used := next[longest] + count[longest]; used != 1<<longest && (used != 1 || longest != 1) {
		return false
	}
	var deep [1 << firstBits]uint8 // bits of the second table behind each first entry
	for pass := range 2 {
		codes := next
		for symbol, n := range sizes {
			if n == 0 {
				continue
			}
			c := int(bits.Reverse16(uint16(codes[n])) >> (16 - n))
			codes[n]++
			if pass == 0 {
				if i := c & (1<<firstBits - 1); n > firstBits {
					deep[i] = max(deep[i], n-firstBits)
				}
				continue
			}
			h.enter(c, n, meaning[symbol])
		}
		if pass == 0 {
			h.link(&deep)
		}
	}
	return true
}

// link lays out the second tables.
func (h *huffman) link(deep *[1 << firstBits]uint8) {
	size := 0
	for i, n := range deep {
		if n > 0 {
			h.first[i] = entry(size<<16 | second<<8 | int(n)<<4)
			size += 1 << n
		}
	}
	if cap(h.more) < size {
		h.more = make([]entry, size)
	}
	h.more = h.more[:size]
	clear(h.more)
}

// enter writes a symbol to every entry that its code begins.
func (h *huffman) enter(code int, n uint8, e entry) {
	if e == 0 { // a symbol that may not be used
		return
	}
	e = e.sized(n)
	if n <= firstBits {
		for i := code; i < len(h.first); i += 1 << n {
			h.first[i] = e
		}
		return
	}
	link := h.first[code&(1<<firstBits-1)]
	table := h.more[link.value() : link.value()+1<<link.extra()]
	for i := code >> firstBits; i < len(table); i += 1 << (n - firstBits) {
		table[i] = e
	}
}

// What the symbols mean (RFC 1951, 3.2.5). A literal is marked by a bit of no
// other use, so that none is 0.
var litMeaning, distMeaning = func() (lit, dist []entry) {
	const used = 1 << 10
	for b := range 256 {
		lit = append(lit, entry(b<<16|literal<<8|used))
	}
	lit = append(lit, endOfBlock<<8|used)
	base := 3
	for i := range 28 {
		extra := max(0, i/4-1)
		lit = append(lit, entry(base<<16|copyLength<<8|extra<<4|used))
		base += 1 << extra
	}
	lit = append(lit, 258<<16|copyLength<<8|used, 0, 0)
	base = 1
	for i := range 30 {
		extra := max(0, i/2-1)
		dist = append(dist, entry(base<<16|copyLength<<8|extra<<4|used))
		base += 1 << extra
	}
	return lit, append(dist, 0, 0)
}()

// fixedCodes gives the codes that a block need not spell out (3.2.6).
var fixedCodes = sync.OnceValues(func() (lit, dist *huffman) {
	sizes := make([]uint8, 288)
	for i := range sizes {
		switch {
		case i < 144 || i >= 280:
			sizes[i] = 8
		case i < 256:
			sizes[i] = 9
		default:
			sizes[i] = 7
		}
	}
	lit, dist = new(huffman), new(huffman)
	lit.build(sizes, litMeaning)
	for i := range 32 {
		sizes[i] = 5
	}
	dist.build(sizes[:32], distMeaning)
	return lit, dist
})

// order is that of the sizes of the codes for sizes (3.2.7).
var order = [...]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// sizeMeaning are the symbols of the code for sizes: themselves.
var sizeMeaning = func() (m [19]entry) {
	for i := range m {
		m[i] = entry(i<<16 | 1<<10)
	}
	return m
}()

// readCodes reads the codes of a block (3.2.7).
func (f *inflate) readCodes() error {
	head, ok := f.take(14)
	if !ok {
		return io.ErrUnexpectedEOF
	}
	lits, dists, count := int(head&31)+257, int(head>>5&31)+1, int(head>>10)+4
	if lits > 286 {
		return errDeflate
	}
	var sizes [19]uint8
	for _, symbol := range order[:count] {
		v, ok := f.take(3)
		if !ok {
			return io.ErrUnexpectedEOF
		}
		sizes[symbol] = uint8(v)
	}
	if !f.lengthLengths.build(sizes[:], sizeMeaning[:]) {
		return errDeflate
	}
	if err := f.readSizes(f.lengths[:lits+dists]); err != nil {
		return err
	}
	if !f.lit.build(f.lengths[:lits], litMeaning) || !f.dist.build(f.lengths[lits:lits+dists], distMeaning) {
		return errDeflate
	}
	return nil
}

// readSizes reads the sizes of codes, which are coded themselves.
func (f *inflate) readSizes(sizes []uint8) error {
	for i := 0; i < len(sizes); {
		if f.n < 22 {
			f.refill()
		}
		e := f.lengthLengths.find(f.bits)
		if e.size() == 0 || e.size() > f.n {
			return f.broken(e)
		}
		f.bits >>= e.size()
		f.n -= e.size()
		symbol := uint8(e.value())
		if symbol < 16 {
			sizes[i] = symbol
			i++
			continue
		}
		again, extra, least := uint8(0), uint(3), 3
		switch symbol {
		case 16:
			if i == 0 {
				return errDeflate
			}
			again, extra = sizes[i-1], 2
		case 18:
			extra, least = 7, 11
		}
		more, ok := f.take(extra)
		if !ok {
			return io.ErrUnexpectedEOF
		}
		n := least + int(more)
		if i+n > len(sizes) {
			return errDeflate
		}
		for range n {
			sizes[i] = again
			i++
		}
	}
	return nil
}
