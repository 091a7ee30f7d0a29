package pdf

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/jung-kurt/gofpdf"
	"golang.org/x/image/font/sfnt"

	"depository.example/depository/pipeline/media/deflate"
)

// An embedding is what of a face goes into a file: the outlines of some
// characters, their widths and which glyph each has.
type embedding struct {
	widths string // the array /W of a CIDFont
	glyphs []byte // the stream /CIDToGIDMap, compressed
	file   []byte // the TrueType file, compressed
	length int    // of that file before, bytes
}

// sheetCharacters are those that a page of one partner is made of. All such
// pages share one embedding of them, cut once: a factsheet in files of its own
// is printed by the thousand.
const sheetCharacters = " !\"#%&'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz" +
	"АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯабвгґдеєжзиіїйклмнопрстуфхцчшщьюя\u00A0\u00AD«»’‘“”–—−…•№±≥≤×§°"

var sheetRunes = slices.Sorted(slices.Values([]rune(sheetCharacters)))

// embed returns the embedding of the characters of a file, in rising order; for a
// sheet the shared one where it holds them all.
func (f *Face) embed(used []rune, sheet bool) (*embedding, error) {
	rare := func(r rune) bool { _, usual := slices.BinarySearch(sheetRunes, r); return !usual }
	if !sheet || slices.ContainsFunc(used, rare) {
		return f.cut(used)
	}
	return f.forSheets()
}

// cutFile makes a TrueType file of some characters. The library numbers the
// glyphs anew and writes into the bytes that it is given.
func (f *Face) cutFile(runes []rune) []byte {
	return gofpdf.UTF8CutFont(bytes.Clone(f.data), string(runes))
}

// cut makes the embedding of some characters.
func (f *Face) cut(runes []rune) (*embedding, error) {
	file := f.cutFile(runes)
	font, err := sfnt.Parse(file)
	if err != nil {
		return nil, fmt.Errorf("font %s: %w", f.Family, err)
	}
	glyphs := make([]byte, 2*0x10000)
	var b sfnt.Buffer
	for _, r := range runes {
		glyph, err := font.GlyphIndex(&b, r)
		if err != nil {
			return nil, fmt.Errorf("font %s: %w", f.Family, err)
		}
		glyphs[2*r], glyphs[2*r+1] = byte(glyph>>8), byte(glyph)
	}
	return &embedding{f.widths(runes), deflate.Zlib(glyphs), deflate.Zlib(file), len(file)}, nil
}

// widths writes the advances of characters in rising order: «32 [200 291] 1040 [544]».
func (f *Face) widths(runes []rune) string {
	var b strings.Builder
	for i, r := range runes {
		switch {
		case i == 0:
			fmt.Fprintf(&b, "%d [", r)
		case r != runes[i-1]+1:
			fmt.Fprintf(&b, "] %d [", r)
		default:
			b.WriteByte(' ')
		}
		fmt.Fprint(&b, f.Units(r))
	}
	if len(runes) > 0 {
		b.WriteByte(']')
	}
	return b.String()
}

// fontName is what the pages call a face.
func (n FaceName) String() string { return fmt.Sprintf("F%d", n) }

// embedFonts writes the faces that were drawn with, and names them to the pages.
func (f *finisher) embedFonts(c *Canvas, sheet bool) error {
	const none = "/Font <<"
	at := slices.IndexFunc(f.objects, func(o object) bool { return !o.stream && bytes.Contains(o.body, []byte(none)) })
	if at < 0 {
		return errLayout
	}
	unicode := f.addPacked("", packedMapping())
	names := none
	for name, used := range c.used {
		if len(used) == 0 {
			continue
		}
		e, err := c.Faces[name].embed(runesOf(used), sheet)
		if err != nil {
			return err
		}
		names += fmt.Sprintf(" /%s %d 0 R", FaceName(name), f.embed(c.Faces[name], FaceName(name), e, unicode))
	}
	f.objects[at].body = bytes.Replace(f.objects[at].body, []byte(none), []byte(names), 1)
	return nil
}

// embed writes the objects of one face and returns the number of its font.
func (f *finisher) embed(of *Face, n FaceName, e *embedding, unicode int) int {
	name := "DEPOS" + string(rune('A'+n)) + "+" + of.Family // subsets have a tag of six letters
	file := f.addPacked(fmt.Sprintf("/Length1 %d", e.length), e.file)
	glyphs := f.addPacked("", e.glyphs)
	descriptor := f.add(fmt.Appendf(nil, "<</Type /FontDescriptor /FontName /%s %s /FontFile2 %d 0 R>>", name, of.description, file))
	descendant := f.add(fmt.Appendf(nil, "<</Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> /FontDescriptor %d 0 R /DW 500 /W [%s] /CIDToGIDMap %d 0 R>>",
		name, descriptor, e.widths, glyphs))
	return f.add(fmt.Appendf(nil, "<</Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R>>", name, descendant, unicode))
}

func runesOf(set map[rune]struct{}) []rune {
	out := make([]rune, 0, len(set))
	for r := range set {
		out = append(out, r)
	}
	slices.Sort(out)
	return out
}

// packedMapping and packedProfile are the same in every file.
var (
	packedMapping = sync.OnceValue(func() []byte { return deflate.Zlib(unicodeMapping()) })
	packedProfile = sync.OnceValue(func() []byte { return deflate.Zlib(colourProfile()) })
)
