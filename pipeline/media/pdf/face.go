package pdf

import (
	"fmt"
	"sync"
	"unicode/utf8"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"depository.example/depository/templates"
)

// A FaceName is one of the typefaces of the report.
type FaceName uint8

const (
	Sans      FaceName = iota // Source Sans 3: text, tables and figures
	Bold                      // Source Sans 3 Semibold
	Serif                     // Source Serif 4 Semibold: titles
	FaceCount                 // how many faces there are
)

// A Face is what the layout has to know of a TrueType font.
type Face struct {
	Family      string // its name in the file
	data        []byte // the TrueType file; not to be written into
	description string // entries of the descriptor of the font
	advance     []uint16
	font        *sfnt.Font
	forSheets   func() (*embedding, error) // of the characters of sheets, made once
}

// missing is the advance of a character that the face lacks.
const missing = 0xFFFF

// OpenFaces returns the typefaces, whose widths are read once.
var OpenFaces = sync.OnceValues(func() ([FaceCount]*Face, error) {
	var out [FaceCount]*Face
	for i, of := range [FaceCount]struct {
		name   string
		weight int
	}{{"SourceSans3-Regular", 400}, {"SourceSans3-Semibold", 600}, {"SourceSerif4-Semibold", 600}} {
		f, err := openFace(of.name, of.weight)
		if err != nil {
			return out, fmt.Errorf("font %s: %w", of.name, err)
		}
		out[i] = f
	}
	return out, nil
})

func openFace(name string, weight int) (*Face, error) {
	data, err := templates.Files.ReadFile("fonts/" + name + ".ttf")
	if err != nil {
		return nil, err
	}
	f := &Face{Family: name, data: data}
	font, advance, err := readFont(data)
	if err != nil {
		return nil, err
	}
	f.advance, f.font = advance, font
	f.description, err = describe(font, weight)
	f.forSheets = sync.OnceValues(func() (*embedding, error) { return f.cut(sheetRunes) })
	return f, err
}

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

// readFont parses a TrueType file and returns the width of every character of
// the Basic Multilingual Plane in thousandths of the size, missing where the font
// has no glyph.
func readFont(data []byte) (*sfnt.Font, []uint16, error) {
	font, err := sfnt.Parse(data)
	if err != nil {
		return nil, nil, err
	}
	var b sfnt.Buffer
	perEm := int(font.UnitsPerEm())
	out := make([]uint16, 0x10000)
	for r := range out {
		out[r] = missing
		glyph, err := font.GlyphIndex(&b, rune(r))
		if err != nil {
			return nil, nil, err
		}
		if glyph == 0 || r == 0xFFFF {
			continue
		}
		advance, err := font.GlyphAdvance(&b, glyph, fixed.I(perEm), xfont.HintingNone)
		if err != nil {
			return nil, nil, err
		}
		out[r] = uint16((advance.Round()*1000 + perEm/2) / perEm)
	}
	return font, out, nil
}

// describe returns the entries of a font's descriptor, in thousandths of the
// size; the width of stems is estimated from the weight (100 to 900).
func describe(font *sfnt.Font, weight int) (string, error) {
	var b sfnt.Buffer
	perEm := fixed.I(int(font.UnitsPerEm()))
	m, err := font.Metrics(&b, perEm, xfont.HintingNone)
	if err != nil {
		return "", err
	}
	box, err := font.Bounds(&b, perEm, xfont.HintingNone) // y grows downwards
	if err != nil {
		return "", err
	}
	scaled := func(x fixed.Int26_6) int { return x.Round() * 1000 / int(font.UnitsPerEm()) }
	stem := float64(weight) / 65
	return fmt.Sprintf("/Ascent %d /Descent %d /CapHeight %d /Flags 4 /FontBBox [%d %d %d %d] /ItalicAngle 0 /StemV %d /MissingWidth 500",
		scaled(m.Ascent), -scaled(m.Descent), scaled(m.CapHeight),
		scaled(box.Min.X), -scaled(box.Max.Y), scaled(box.Max.X), -scaled(box.Min.Y), 50+int(stem*stem)), nil
}

// chords is into how many straight lines a curve of a glyph is divided.
const chords = 6

// Outline returns the contours of the glyph that stands for a character, in ems
// from the start of its baseline, y growing downwards. Curves are chords. The same
// bits on every machine.
func (f *Face) Outline(r rune) [][]XY {
	var b sfnt.Buffer
	glyph, err := f.font.GlyphIndex(&b, f.drawn(r))
	if err != nil {
		return nil
	}
	em := fixed.I(int(f.font.UnitsPerEm()))
	segments, err := f.font.LoadGlyph(&b, glyph, em, nil)
	if err != nil {
		return nil
	}
	var out [][]XY
	at := func(p fixed.Point26_6) XY { return XY{float64(p.X) / float64(em), float64(p.Y) / float64(em)} }
	var pen XY
	for _, s := range segments {
		points := [3]XY{at(s.Args[0]), at(s.Args[1]), at(s.Args[2])}
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			out = append(out, nil)
			pen = points[0]
			out[len(out)-1] = append(out[len(out)-1], pen)
		case sfnt.SegmentOpLineTo:
			pen = points[0]
			out[len(out)-1] = append(out[len(out)-1], pen)
		case sfnt.SegmentOpQuadTo: // a cubic with the same course
			c1, c2 := toward(pen, points[0], 2./3), toward(points[1], points[0], 2./3)
			out[len(out)-1], pen = Curve(out[len(out)-1], pen, c1, c2, points[1], chords), points[1]
		case sfnt.SegmentOpCubeTo:
			out[len(out)-1], pen = Curve(out[len(out)-1], pen, points[0], points[1], points[2], chords), points[2]
		}
	}
	return out
}

// toward returns the point that lies the share t of the way from a to b.
func toward(a, b XY, t float64) XY {
	return XY{a.X + float64(t*(b.X-a.X)), a.Y + float64(t*(b.Y-a.Y))}
}

// Curve appends a cubic Bézier curve from a to d as n chords, without a itself.
func Curve(line []XY, a, b, c, d XY, n int) []XY {
	for i := 1; i <= n; i++ {
		t := float64(i) / float64(n)
		ab, bc, cd := toward(a, b, t), toward(b, c, t), toward(c, d, t)
		line = append(line, toward(toward(ab, bc, t), toward(bc, cd, t), t))
	}
	return line
}
