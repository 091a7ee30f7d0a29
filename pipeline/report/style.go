package report

// The text area in millimetres. DSTU 4163:2020 asks for at least 30 mm at the
// left, 10 at the right and 20 above and below.
const (
	marginLeft  = 30.0
	marginRight = 15.0
	marginTop   = 24.0
	marginFoot  = 22.0
	measure     = pageWidth - marginLeft - marginRight
	pageBottom  = pageHeight - marginFoot
	textHeight  = pageBottom - marginTop
)

// The colours of the report.
const (
	ink    rgb = 0x1B2733
	mute   rgb = 0x56626D
	rule   rgb = 0xD3D9DF
	pale   rgb = 0xF3F6F9
	blue   rgb = 0x0B4A8F
	sky    rgb = 0x7DAEDB
	amber  rgb = 0xB87503
	dotted rgb = 0xD98E04
	yellow rgb = 0xF7C52D
)

// shade is the fill of a class, 1 (lowest) to 5; class 0 is "not known".
func shade(class int) rgb {
	scale := [...]rgb{0xFAFAFA, 0xE8EEF5, 0xBCD3EA, 0x7DAEDB, 0x2C6FB2, 0x0B4280}
	return scale[clampClass(class)]
}

// onShade is the colour of text on a shade, of a contrast of 4.5:1 at least.
func onShade(class int) rgb {
	switch c := clampClass(class); {
	case c == 0:
		return mute
	case c <= 3:
		return ink
	}
	return white
}

func clampClass(class int) int { return min(max(class, 0), 5) }

// A textStyle is how running text is set.
type textStyle struct {
	face    faceName
	size    float64 // points
	leading float64 // millimetres from line to line
	colour  rgb
	ragged  bool // never hyphenated
}
