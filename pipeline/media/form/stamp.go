package form

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

	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
)

// A Stamp writes one form for many partners: what they share is drawn and
// compressed once, and only their names and codes are set in. It is safe for
// concurrent use.
type Stamp struct {
	lang          string
	with, without *plate // by whether the territory is known
}

// A plate is a form cut at the places where the partner stands.
type plate struct{ parts []platePart }

type platePart struct {
	name   string
	pieces []platePiece
}

// A platePiece is either the same for all, or a fact about the partner.
type platePiece struct {
	plain, packed []byte // packed: DEFLATE blocks that refer to nothing before them
	fact          string // the placeholder; "" none
	footer        bool   // it stands in a footer, where & is written twice
}

// The placeholders that a plate is drawn with: words that no method has.
const (
	stampID     = "zqPartnerIDqz"
	stampName   = "zqPartnerNameqz" // as the form shows it
	stampNameUK = "zqPartnerNameUKqz"
	stampNameEN = "zqPartnerNameENqz"
	stampPlace  = "zqPartnerPlaceqz"
	stampKind   = "zqPartnerKindqz"
)

// NewStamp draws the form of a questionnaire. Of the options the Partner, Given
// and Marks are not used.
func NewStamp(q *survey.Questionnaire, opts Options, texts *wording.Catalogue) (*Stamp, error) {
	opts.Given, opts.Marks, opts.stamped = nil, nil, true
	opts.Partner = survey.Partner{ID: stampID, Name: survey.Text{opts.Lang: stampName}, Place: stampPlace, Kind: stampKind}
	s := &Stamp{lang: opts.Lang}
	var err error
	s.with, err = newPlate(q, opts, texts)
	if err != nil {
		return nil, err
	}
	opts.Partner.Place = ""
	s.without, err = newPlate(q, opts, texts)
	return s, err
}

func newPlate(q *survey.Questionnaire, opts Options, texts *wording.Catalogue) (*plate, error) {
	var form bytes.Buffer
	if err := Write(&form, q, opts, nil, texts); err != nil {
		return nil, err
	}
	archive, err := zip.NewReader(bytes.NewReader(form.Bytes()), int64(form.Len()))
	if err != nil {
		return nil, err
	}
	out := &plate{}
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
		if part.pieces, err = cutAtFacts(content); err != nil {
			return nil, err
		}
		out.parts = append(out.parts, part)
	}
	return out, nil
}

// cutAtFacts cuts a part at the placeholders.
func cutAtFacts(content []byte) (out []platePiece, err error) {
	for len(content) > 0 {
		at, fact := len(content), ""
		for _, f := range []string{stampID, stampName, stampNameUK, stampNameEN, stampPlace, stampKind} {
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

// Write writes the form of one partner. It holds what Write with these options
// would write; where its compressed blocks end differs.
func (s *Stamp) Write(w io.Writer, partner survey.Partner) error {
	p := s.with
	if partner.Place == "" {
		p = s.without
	}
	z := zip.NewWriter(w)
	for i := range p.parts {
		part := &p.parts[i]
		content, header := part.filled(partner, s.lang)
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

// filled returns the compressed content of a part for one partner, and its header.
func (p *platePart) filled(partner survey.Partner, lang string) ([][]byte, zip.FileHeader) {
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
		text := piece.of(partner, lang)
		// A stored block (RFC 1951, 3.2.4): not the last, its length, the complement.
		head := binary.LittleEndian.AppendUint16([]byte{0}, uint16(len(text)))
		head = binary.LittleEndian.AppendUint16(head, ^uint16(len(text)))
		add(text, head, text)
	}
	return content, h
}

// maxFact bounds a fact in letters; no territory's name comes near.
const maxFact = 1000

// of returns a fact about the partner as it stands in XML.
func (p platePiece) of(partner survey.Partner, lang string) []byte {
	text := map[string]string{
		stampID: partner.ID, stampName: partner.Name.In(lang), stampNameUK: partner.Name["uk"], stampNameEN: partner.Name["en"],
		stampPlace: partner.Place, stampKind: partner.Kind,
	}[p.fact]
	if p.footer {
		text = strings.ReplaceAll(workbook.Cut(text, maxFooter), "&", "&&")
	}
	var out bytes.Buffer
	_ = xml.EscapeText(&out, []byte(workbook.Verbatim(workbook.Cut(text, maxFact)))) // a buffer takes all
	return slices.Clip(out.Bytes())
}
