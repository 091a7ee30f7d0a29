// Package typeset sets text as a compositor would: it divides words by the rules
// of their language, fills lines, keeps together what must not be parted, and
// lets pieces flow from page to page with their footnotes. It believes that a
// text must first be clean: composed, without controls, and with every character
// in the typeface.
package typeset

import (
	"depository.example/depository/pipeline/media/palette"
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
	Ink    pdf.RGB = palette.Ink
	Mute   pdf.RGB = palette.Mute
	Rule   pdf.RGB = palette.Rule
	Pale   pdf.RGB = palette.Pale
	Blue   pdf.RGB = palette.Blue
	Sky    pdf.RGB = palette.Sky
	Amber  pdf.RGB = palette.Amber
	Dotted pdf.RGB = palette.Dotted
	Yellow pdf.RGB = palette.Yellow
	Stamp  pdf.RGB = palette.Stamp
)

// Shade is the fill of a class, 1 (lowest) to 5; class 0 is "not known".
func Shade(class int) pdf.RGB { return pdf.RGB(palette.Shades[palette.Class(class)]) }

// OnShade is the colour of text on a shade, of a contrast of 4.5:1 at least.
func OnShade(class int) pdf.RGB { return pdf.RGB(palette.On(class)) }

// ClampClass returns a class that has a shade: 0 (not known) to 5.
func ClampClass(class int) int { return palette.Class(class) }

// A TextStyle is how running text is set.
type TextStyle struct {
	Face    pdf.FaceName
	Size    float64 // points
	Leading float64 // millimetres from line to line
	Colour  pdf.RGB
	Ragged  bool // never hyphenated
}
