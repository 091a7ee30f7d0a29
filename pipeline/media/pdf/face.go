package pdf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
	"unicode/utf8"

	"depository/templates"
)

// A FaceName is one of the typefaces of the report.
type FaceName uint8

const (
	Sans  FaceName = iota // Source Sans 3: text, tables and figures
	Bold                  // Source Sans 3 Semibold
	Serif                 // Source Serif 4 Semibold: titles
	FaceCount
)

// A Face is what the layout has to know of a TrueType font.
type Face struct {
	Family      string // its name in the file
	data        []byte // the TrueType file; not to be written into
	description string // entries of the descriptor of the font
	advance     []uint16
	forSheets   func() (*embedding, error) // of the characters of sheets, made once
}

// missing is the advance of a character that the face lacks.
const missing = 0xFFFF

// OpenFaces gives the typefaces, whose widths are read once.
var OpenFaces = sync.OnceValues(func() ([FaceCount]*Face, error) {
	var out [FaceCount]*Face
	for i, name := range [FaceCount]string{"SourceSans3-Regular", "SourceSans3-Semibold", "SourceSerif4-Semibold"} {
		data, err := templates.Files.ReadFile("fonts/" + name + ".ttf")
		if err != nil {
			return out, err
		}
		f := &Face{Family: name, data: data, description: description(data)}
		f.forSheets = sync.OnceValues(func() (*embedding, error) { return f.cut(sheetRunes) })
		if f.advance, err = advances(data); err != nil {
			return out, fmt.Errorf("font %s: %w", name, err)
		}
		out[i] = f
	}
	return out, nil
})

// Has reports whether the face has a glyph for r.
func (f *Face) Has(r rune) bool {
	return r >= 0 && int(r) < len(f.advance) && f.advance[r] != missing
}

// Width is the width in millimetres of a text in a size of points.
func (f *Face) Width(s string, size float64) float64 {
	sum := 0
	for _, r := range s {
		sum += f.Units(r)
	}
	return float64(sum) * size * Point / 1000
}

// Units is the advance of one character in thousandths of the size.
func (f *Face) Units(r rune) int { return int(f.advance[f.drawn(r)]) }

// drawn is the character that stands for r in the face: itself, or a question
// mark where a title's face lacks what the text's has.
func (f *Face) drawn(r rune) rune {
	if f.Has(r) {
		return r
	}
	return '?'
}

// Prefix is the longest start of s (in bytes) no wider than width, one
// character at least.
func (f *Face) Prefix(s string, size, width float64) int {
	room := int(width / (size * Point / 1000))
	for i, r := range s {
		room -= f.Units(r)
		if room < 0 && i > 0 {
			return i
		}
		if room < 0 {
			return utf8.RuneLen(r)
		}
	}
	return len(s)
}

var errFont = errors.New("not a TrueType font with a Unicode character map")

// advances reads the widths of the characters of the Basic Multilingual Plane
// from the tables cmap (format 4) and hmtx of a TrueType file, in 1/1000 em
// (OpenType specification 1.9, chapters cmap and hmtx).
func advances(data []byte) ([]uint16, error) {
	head, hhea, hmtx, cmap := fontTable(data, "head"), fontTable(data, "hhea"), fontTable(data, "hmtx"), fontTable(data, "cmap")
	if len(head) < 20 || len(hhea) < 36 || len(cmap) < 4 {
		return nil, errFont
	}
	perEm, metrics := int(word(head, 18)), int(word(hhea, 34))
	if perEm == 0 || metrics == 0 || len(hmtx) < 4*metrics {
		return nil, errFont
	}
	segments := unicodeMap(cmap)
	if segments == nil {
		return nil, errFont
	}
	out := make([]uint16, 0x10000)
	for r := range out {
		out[r] = missing
	}
	eachGlyph(segments, func(r, glyph int) {
		at := 4 * min(glyph, metrics-1)
		out[r] = uint16((int(word(hmtx, at))*1000 + perEm/2) / perEm)
	})
	return out, nil
}

func word(b []byte, at int) uint16 {
	if at < 0 || at+2 > len(b) {
		return 0
	}
	return binary.BigEndian.Uint16(b[at:])
}

// fontTable finds a table of a TrueType file; nil where it has none.
func fontTable(data []byte, tag string) []byte {
	for i := range int(word(data, 4)) {
		at := 12 + 16*i
		if at+16 > len(data) {
			return nil
		}
		if string(data[at:at+4]) == tag {
			from := uint64(binary.BigEndian.Uint32(data[at+8:]))
			to := from + uint64(binary.BigEndian.Uint32(data[at+12:]))
			if to > uint64(len(data)) {
				return nil
			}
			return data[from:to]
		}
	}
	return nil
}

// unicodeMap is the subtable of format 4 for Unicode.
func unicodeMap(cmap []byte) []byte {
	for i := range int(word(cmap, 2)) {
		at := 4 + 8*i
		platform, encoding := word(cmap, at), word(cmap, at+2)
		from := int(word(cmap, at+4))<<16 | int(word(cmap, at+6))
		unicode := platform == 0 || platform == 3 && encoding == 1
		if unicode && from < len(cmap) && word(cmap, from) == 4 {
			return cmap[from:]
		}
	}
	return nil
}

// eachGlyph calls f for every character of a subtable of format 4 that has a glyph.
func eachGlyph(t []byte, f func(r, glyph int)) {
	count := int(word(t, 6)) / 2
	ends, starts := 14, 16+2*count
	deltas, offsets := starts+2*count, starts+4*count
	for s := range count {
		first, last := int(word(t, starts+2*s)), int(word(t, ends+2*s))
		delta, offset := int(word(t, deltas+2*s)), int(word(t, offsets+2*s))
		for r := first; r <= last && r < 0xFFFF; r++ {
			glyph := r
			if offset != 0 {
				glyph = int(word(t, offsets+2*s+offset+2*(r-first)))
				if glyph == 0 {
					continue
				}
			}
			if glyph = (glyph + delta) & 0xFFFF; glyph != 0 {
				f(r, glyph)
			}
		}
	}
}
