package table

import (
	"bytes"
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

// A keyed is where a line lies, and the key behind which it does: mostly the line begins
// with it.
type keyed struct{ key, behind, line, end int }

// add adds a line.
func (s *sorter) add(key string, row []string) {
	at := len(s.lines.buffer)
	l := keyed{key: at, behind: at + len(key), line: at}
	s.lines.append(row)
	if !bytes.HasPrefix(s.lines.buffer[at:], []byte(key)) {
		s.lines.buffer, l.line = append(s.lines.buffer[:at], key...), l.behind
		s.lines.append(row)
	}
	l.end = len(s.lines.buffer)
	s.at = append(s.at, l)
	if len(s.lines.buffer) >= s.most {
		s.pack()
	}
}

// pack ends a stretch.
func (s *sorter) pack() {
	text := s.lines.buffer
	slices.SortFunc(s.at, func(a, b keyed) int { return bytes.Compare(text[a.key:a.behind], text[b.key:b.behind]) })
	s.packed.Reset()
	if s.packer == nil {
		s.packer = s2.NewWriter(nil, s2.WriterConcurrency(1), s2.WriterBlockSize(blockBytes))
	}
	s.packer.Reset(&s.packed)
	var head []byte
	for _, l := range s.at {
		head = head[:0]
		for _, n := range [...]int{l.behind, l.line, l.end} {
			head = binary.AppendUvarint(head, uint64(n-l.key))
		}
		for _, part := range [...][]byte{head, text[l.key:l.end]} {
			if _, err := s.packer.Write(part); err != nil {
				s.err = errors.Join(s.err, err)
			}
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
	text      []byte
	key, line []byte // of it
}

// next goes on to the next line; io.EOF: there is none.
func (r *run) next() error {
	var key, line, end uint64
	for _, n := range [...]*uint64{&key, &line, &end} {
		var err error
		if *n, err = binary.ReadUvarint(r); err != nil {
			return err
		}
	}
	r.text = slices.Grow(r.text[:0], int(end))[:end]
	r.key, r.line = r.text[:key], r.text[line:]
	_, err := io.ReadFull(r, r.text)
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
