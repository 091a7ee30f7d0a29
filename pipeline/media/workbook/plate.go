package workbook

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/deflate"
	"depository.example/depository/pipeline/survey/brief"
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
	deflate.Piece
	fact   string // the placeholder; "" none
	footer bool   // it stands in a footer, where & is written twice
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
		piece, err := deflate.Pack(content[:at], fact == "")
		if err != nil {
			return nil, err
		}
		out = append(out, platePiece{Piece: piece})
		if fact == "" {
			break
		}
		inFooter := bytes.LastIndex(content[:at], []byte("<oddFooter>")) > bytes.LastIndex(content[:at], []byte("</oddFooter>"))
		out = append(out, platePiece{fact: fact, footer: inFooter})
		content = content[at+len(fact):]
	}
	return out, nil
}

// Write writes the workbook with a fact in the place of each placeholder; in a
// footer, where a fact may have to be shorter, footer is true. It holds what a
// workbook drawn with the facts would; where its compressed blocks end differs.
func (p *Plate) Write(w io.Writer, fact func(placeholder string, footer bool) string) error {
	z := zip.NewWriter(w)
	for i := range p.parts {
		if err := deflate.Put(z, p.parts[i].name, p.parts[i].filled(fact)); err != nil {
			return err
		}
	}
	return z.Close()
}

// filled returns the pieces of a part with its facts.
func (p *platePart) filled(fact func(string, bool) string) []deflate.Piece {
	out := make([]deflate.Piece, len(p.pieces))
	for i := range p.pieces {
		if out[i] = p.pieces[i].Piece; p.pieces[i].fact != "" {
			out[i] = deflate.Store(p.pieces[i].of(fact))
		}
	}
	return out
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
	_ = xml.EscapeText(&out, []byte(verbatim(brief.Units(text, maxFact)))) // a buffer takes all
	return slices.Clip(out.Bytes())
}
