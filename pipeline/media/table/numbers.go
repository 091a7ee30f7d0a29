package table

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/klauspost/compress/s2"

	"depository.example/depository/pipeline/tell/reference"
)

// Numbers writes numbers.csv: one row a finding that report and site print, by its
// reference. A place is the name of what prints it, and after "#" the anchor there. The
// findings may come in any order, each once; a million takes some megabytes.
func Numbers(to io.Writer, each func(tell func(reference.Number))) error {
	w, all := NewWriter(to), sorter{most: runBytes}
	if err := w.Write([]string{"ref", "value", "unit", "text", "where"}); err != nil {
		return err
	}
	each(func(n reference.Number) {
		all.add(n.Ref, []string{n.Ref, number(n.X), n.Unit, n.Text, strings.Join(n.Where, "; ")})
	})
	return errors.Join(all.each(w.raw), w.Flush())
}

// runBytes is how many bytes of lines a sorter sorts at once.
const runBytes = 4 << 20

// A sorter brings printed lines into the order of their keys. Stretches of them are sorted
// and packed, and unpacked together in the end.
type sorter struct {
	most  int
	lines Writer // to nothing: what waits is the lines of this stretch
	at    []keyed
	runs  [][]byte
	err   error

	packed bytes.Buffer
	packer *s2.Writer // into packed
}

// A keyed is where a line lies.
type keyed struct {
	key      string
	from, to int
}

// add adds a line.
func (s *sorter) add(key string, row []string) {
	from := len(s.lines.buffer)
	s.lines.append(row)
	s.at = append(s.at, keyed{key, from, len(s.lines.buffer)})
	if len(s.lines.buffer) >= s.most {
		s.pack()
	}
}

// pack ends a stretch.
func (s *sorter) pack() {
	slices.SortFunc(s.at, func(a, b keyed) int { return cmp.Compare(a.key, b.key) })
	s.packed.Reset()
	if s.packer == nil {
		s.packer = s2.NewWriter(nil, s2.WriterConcurrency(1), s2.WriterBlockSize(blockBytes))
	}
	s.packer.Reset(&s.packed)
	var head []byte
	for _, l := range s.at {
		head = binary.AppendUvarint(binary.AppendUvarint(head[:0], uint64(len(l.key))), uint64(l.to-l.from))
		for _, part := range [][]byte{append(head, l.key...), s.lines.buffer[l.from:l.to]} {
			_, err := s.packer.Write(part)
			s.err = errors.Join(s.err, err)
		}
	}
	s.err = errors.Join(s.err, s.packer.Close())
	s.runs = append(s.runs, bytes.Clone(s.packed.Bytes()))
	s.lines.buffer, s.at = s.lines.buffer[:0], s.at[:0]
}

// blockBytes is how much of a stretch is unpacked at once.
const blockBytes = 64 << 10

// A run is a stretch that is being unpacked, at a line.
type run struct {
	*s2.Reader
	key, line []byte
}

// next goes on to the next line; io.EOF: there is none.
func (r *run) next() error {
	key, err := binary.ReadUvarint(r)
	if err != nil {
		return err
	}
	line, err := binary.ReadUvarint(r)
	if err != nil {
		return err
	}
	r.key, r.line = slices.Grow(r.key[:0], int(key))[:key], slices.Grow(r.line[:0], int(line))[:line]
	if _, err = io.ReadFull(r, r.key); err == nil {
		_, err = io.ReadFull(r, r.line)
	}
	return err
}

// each goes over the lines in the order of their keys.
func (s *sorter) each(write func(line []byte) error) error {
	s.pack()
	s.lines.buffer, s.at, s.packed, s.packer = nil, nil, bytes.Buffer{}, nil
	var runs []*run
	for _, packed := range s.runs {
		r := &run{Reader: s2.NewReader(bytes.NewReader(packed), s2.ReaderMaxBlockSize(blockBytes))}
		if err := r.next(); err == nil {
			runs = append(runs, r)
		} else if err != io.EOF {
			return err
		}
	}
	less := func(a, b *run) int { return bytes.Compare(a.key, b.key) }
	slices.SortStableFunc(runs, less)
	for len(runs) > 0 && s.err == nil {
		first := runs[0]
		if s.err = write(first.line); s.err != nil {
			break
		}
		err := first.next()
		if err != nil && err != io.EOF {
			return err
		}
		rest := runs[1:]
		at, _ := slices.BinarySearchFunc(rest, first, less)
		copy(runs, rest[:at])
		if err == io.EOF {
			runs = append(runs[:at], rest[at:]...)
		} else {
			runs[at] = first
		}
	}
	return s.err
}
