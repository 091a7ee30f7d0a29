// Package typeset sets text as a compositor would: it divides words by the rules
// of their language, fills lines, keeps together what must not be parted, and
// lets pieces flow from page to page with their footnotes. It believes that a
// text must first be clean: composed, without controls, and with every character
// in the typeface.
package typeset

import (
	"depository.example/depository/pipeline/media/pdf"
)

// The text area in millimetres. DSTU 4163:2020 asks for at least 30 mm at the
// left, 10 at the right and 20 above and below.
const (
	MarginLeft  = 30.0
	marginRight = 15.0
	MarginTop   = 24.0
	marginFoot  = 22.0
	Measure     = pdf.PageWidth - MarginLeft - marginRight
	PageBottom  = pdf.PageHeight - marginFoot
	TextHeight  = PageBottom - MarginTop
)

// The colours of the report.
const (
	Ink    pdf.RGB = 0x1B2733
	Mute   pdf.RGB = 0x56626D
	Rule   pdf.RGB = 0xD3D9DF
	Pale   pdf.RGB = 0xF3F6F9
	Blue   pdf.RGB = 0x0B4A8F
	Sky    pdf.RGB = 0x7DAEDB
	Amber  pdf.RGB = 0xB87503
	Dotted pdf.RGB = 0xD98E04
	Yellow pdf.RGB = 0xF7C52D
)

// Shade is the fill of a class, 1 (lowest) to 5; class 0 is "not known".
func Shade(class int) pdf.RGB {
	scale := [...]pdf.RGB{0xFAFAFA, 0xE8EEF5, 0xBCD3EA, 0x7DAEDB, 0x2C6FB2, 0x0B4280}
	return scale[ClampClass(class)]
}

// OnShade is the colour of text on a shade, of a contrast of 4.5:1 at least.
func OnShade(class int) pdf.RGB {
	switch c := ClampClass(class); {
	case c == 0:
		return Mute
	case c <= 3:
		return Ink
	}
	return pdf.White
}

// ClampClass returns a class that has a shade: 0 (not known) to 5.
func ClampClass(class int) int { return min(max(class, 0), 5) }

// A TextStyle is how running text is set.
type TextStyle struct {
	Face    pdf.FaceName
	Size    float64 // points
	Leading float64 // millimetres from line to line
	Colour  pdf.RGB
	Ragged  bool // never hyphenated
}
