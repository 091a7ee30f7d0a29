package workbook

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"encoding/xml"
	"hash/crc32"
	"io"
	"slices"
	"strings"
)

// A Plate writes one workbook for many readers: what they share is drawn and
// compressed once, and only the facts about each are set in. It is safe for
// concurrent use.
type Plate struct {
	facts []string // the placeholders
	parts []platePart
}

type platePart struct {
	name   string
	pieces []platePiece
}

// A platePiece is either the same for all, or a fact.
type platePiece struct {
	plain, packed []byte // packed: DEFLATE blocks that refer to nothing before them
	fact          string // the placeholder; "" none
	footer        bool   // it stands in a footer, where & is written twice
}

// NewPlate cuts a workbook at placeholders: words that stand in it for facts, and
// nowhere else.
func NewPlate(book []byte, placeholders ...string) (*Plate, error) {
	archive, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		return nil, err
	}
	out := &Plate{facts: placeholders}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		content, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		part := platePart{name: f.Name}
		if part.pieces, err = out.cut(content); err != nil {
			return nil, err
		}
		out.parts = append(out.parts, part)
	}
	return out, nil
}

// cut cuts a part at the placeholders.
func (p *Plate) cut(content []byte) (out []platePiece, err error) {
	for len(content) > 0 {
		at, fact := len(content), ""
		for _, f := range p.facts {
			if i := bytes.Index(content, []byte(f)); i >= 0 && i < at {
				at, fact = i, f
			}
		}
		piece := platePiece{plain: content[:at]}
		if piece.packed, err = packed(piece.plain, fact == ""); err != nil {
			return nil, err
		}
		out = append(out, piece)
		if fact == "" {
			break
		}
		inFooter := bytes.LastIndex(content[:at], []byte("<oddFooter>")) > bytes.LastIndex(content[:at], []byte("</oddFooter>"))
		out = append(out, platePiece{fact: fact, footer: inFooter})
		content = content[at+len(fact):]
	}
	return out, nil
}

// packed compresses a piece so that others may stand before and after it.
func packed(plain []byte, last bool) ([]byte, error) {
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.DefaultCompression)
	if err != nil {
		return nil, err
	}
	_, _ = w.Write(plain) // a buffer takes all
	if err = w.Flush(); last {
		err = w.Close()
	}
	return out.Bytes(), err
}

// Write writes the workbook with a fact in the place of each placeholder; in a
// footer, where a fact may have to be shorter, footer is true. It holds what a
// workbook drawn with the facts would; where its compressed blocks end differs.
func (p *Plate) Write(w io.Writer, fact func(placeholder string, footer bool) string) error {
	z := zip.NewWriter(w)
	for i := range p.parts {
		part := &p.parts[i]
		content, header := part.filled(fact)
		raw, err := z.CreateRaw(&header)
		if err != nil {
			return err
		}
		for _, c := range content {
			if _, err := raw.Write(c); err != nil {
				return err
			}
		}
	}
	return z.Close()
}

// filled returns the compressed content of a part with its facts, and its header.
func (p *platePart) filled(fact func(string, bool) string) ([][]byte, zip.FileHeader) {
	h := zip.FileHeader{Name: p.name, Method: zip.Deflate}
	content := make([][]byte, 0, 2*len(p.pieces))
	add := func(plain []byte, packed ...[]byte) {
		h.CRC32 = crc32.Update(h.CRC32, crc32.IEEETable, plain)
		h.UncompressedSize64 += uint64(len(plain))
		for _, c := range packed {
			h.CompressedSize64 += uint64(len(c))
			content = append(content, c)
		}
	}
	for _, piece := range p.pieces {
		if piece.fact == "" {
			add(piece.plain, piece.packed)
			continue
		}
		text := piece.of(fact)
		// A stored block (RFC 1951, 3.2.4): not the last, its length, the complement.
		head := binary.LittleEndian.AppendUint16([]byte{0}, uint16(len(text)))
		head = binary.LittleEndian.AppendUint16(head, ^uint16(len(text)))
		add(text, head, text)
	}
	return content, h
}

// maxFact bounds a fact in letters.
const maxFact = 1000

// of returns a fact as it stands in XML; in a footer an ampersand begins a code and
// is written twice.
func (p platePiece) of(fact func(string, bool) string) []byte {
	text := fact(p.fact, p.footer)
	if p.footer {
		text = strings.ReplaceAll(text, "&", "&&")
	}
	var out bytes.Buffer
	_ = xml.EscapeText(&out, []byte(Verbatim(Cut(text, maxFact)))) // a buffer takes all
	return slices.Clip(out.Bytes())
}
