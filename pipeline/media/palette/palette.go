// Package palette is the colours of everything that is published. It believes that
// a class has one shade, whether it is printed, drawn on a screen or a cell.
package palette

import (
	"fmt"
	"math"
)

// The colours of text, lines and marks on white, as 0xRRGGBB.
const (
	White  = 0xFFFFFF
	Ink    = 0x1B2733
	Mute   = 0x56626D
	Rule   = 0xD3D9DF
	Pale   = 0xF3F6F9
	Blue   = 0x0B4A8F
	Sky    = 0x7DAEDB
	Amber  = 0xB87503
	Dotted = 0xD98E04
	Yellow = 0xF7C52D
	Stamp  = 0xEEF0F2 // a word across a page, below everything else
)

// The colours of workbooks, in which whole cells are filled, and read on a screen.
const (
	Tint      = 0xE3ECF6
	Chosen    = 0xCFE0F3
	CellInk   = 0x1F2933
	CellMute  = 0x5B6B7B
	CellFaint = 0x8C98A4
	CellLine  = 0xCBD5E0
	CellFrame = 0x7FA3CC
	Bar       = 0x8FB4DE // of a share in a cell
	HeadFill  = 0xDCE6F1 // of the header of a table
	HeadLine  = 0x44546A // below it
	Open      = 0xFFF2AB // fill of a cell that a reader may change
	Asks      = 0xFFF4CC // fill of an answer that is missing
	Alarm     = 0xFBD9CF // fill of a cell that contradicts another
	Rust      = 0x9C2B12 // text on it
	Violet    = 0x5B3A8C // text on lilac
	Lilac     = 0xEDE7F6 // fill of an answer of the period before
	Red       = 0xC0392B // fill of a cell with a mark
	Fresh     = 0xDDF0E3 // fill of such a cell once it is changed
	Green     = 0x1E6B3A // text on it
)

// Shades are the fills of the classes 1 (lowest) to 5; class 0 is "not known".
var Shades = [6]uint32{0xFAFAFA, 0xE8EEF5, 0xBCD3EA, 0x7DAEDB, 0x2C6FB2, 0x0B4280}

// Cover are the blues of the drawing on a cover, from the darkest.
var Cover = [6]uint32{0x1A5799, 0x2563A3, 0x3470AE, 0x477FB8, 0x5C8FC3, 0x6E9BCA}

// signs are the colours of units that a reader sets against each other, told apart by
// their signs too.
var signs = [6]uint32{0x2C6FB2, 0xA87900, 0x5B6770, 0x5C8FC3, 0x8A6100, 0x4B8F8C}

// sixth are the shades of the top of a scale of six levels, on white and on dark.
const (
	sixth     = 0x051E3E
	darkSixth = 0xF4F9FF
)

// Class returns a class that has a shade: 0 (not known) to 5.
func Class(class int) int { return min(max(class, 0), 5) }

// On is the colour of text on a shade, of a contrast of 4.5:1 at least.
func On(class int) uint32 {
	switch c := Class(class); {
	case c == 0:
		return Mute
	case c <= 3:
		return Ink
	}
	return White
}

// Dark are the same colours on a dark ground; the scale rises from it. Text on a
// dark shade is darkOn.
const (
	darkPaper  = 0x14181D
	darkInk    = 0xE6EAEE
	darkMute   = 0xA7B1BA
	darkRule   = 0x3A444E
	darkPale   = 0x1D242B
	darkBlue   = 0x7FB6EC
	darkBar    = 0x14365C // of the navigation
	darkSky    = 0x4C8AC4
	darkAmber  = 0xE6A93C
	darkDotted = 0xE6A93C
)

// darkShades are the fills of the classes on a dark ground.
var darkShades = [6]uint32{0x20262C, 0x22344A, 0x2B4F78, 0x3A76B0, 0x7DB3E6, 0xC9E2FA}

// darkSigns are the colours of such units on a dark ground.
var darkSigns = [6]uint32{0x7FB6EC, 0xE6A93C, 0xA7B1BA, 0x4C8AC4, 0xC98F2E, 0x6FBDB9}

// darkOn is the colour of text on a dark shade, of a contrast of 4.5:1 at least.
func darkOn(class int) uint32 {
	if Class(class) >= 4 {
		return 0x0B1A2A
	}
	return White
}

// Hex returns a colour as CSS writes it: "#0B4A8F".
func Hex(colour uint32) string { return fmt.Sprintf("#%06X", colour) }

// contrast returns how text of one colour stands out from another, 1 to 21 (WCAG
// 2.2, contrast ratio).
func contrast(a, b uint32) float64 {
	high, low := luminance(a), luminance(b)
	if high < low {
		high, low = low, high
	}
	return (high + 0.05) / (low + 0.05)
}

// luminance is relative luminance, 0 to 1 (WCAG 2.2).
func luminance(colour uint32) float64 {
	sum := 0.0
	for i, weight := range [...]float64{0.2126, 0.7152, 0.0722} {
		x := float64(colour>>(16-8*i)&0xFF) / 255
		if x <= 0.04045 {
			x /= 12.92
		} else {
			x = math.Pow((x+0.055)/1.055, 2.4)
		}
		sum += float64(weight * x)
	}
	return sum
}
