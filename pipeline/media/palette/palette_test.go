package palette

import (
	"math"
	"testing"
)

// Text on every shade, and in every colour of text on its ground, can be read
// (WCAG 2.2, 1.4.3).
func TestTextCanBeRead(t *testing.T) {
	for class := range Shades {
		if c := contrast(Shades[class], On(class)); c < 4.5 {
			t.Errorf("class %d: contrast %.2f", class, c)
		}
		if c := contrast(darkShades[class], darkOn(class)); c < 4.5 {
			t.Errorf("class %d on dark: contrast %.2f", class, c)
		}
	}
	for _, colour := range []uint32{Ink, Mute, Blue} {
		if c := contrast(White, colour); c < 4.5 {
			t.Errorf("%s on white: contrast %.2f", Hex(colour), c)
		}
	}
	for _, colour := range []uint32{darkInk, darkMute, darkBlue, darkAmber} {
		if c := contrast(darkPaper, colour); c < 4.5 {
			t.Errorf("%s on dark: contrast %.2f", Hex(colour), c)
		}
	}
}

// signs stand out from what they are drawn on (WCAG 2.2, 1.4.11: 3:1).
func TestSignsStandOut(t *testing.T) {
	for i := range signs {
		if a, b := contrast(White, signs[i]), contrast(darkPaper, darkSigns[i]); a < 3 || b < 3 {
			t.Errorf("sign %d: contrast %.2f on white, %.2f on dark", i, a, b)
		}
	}
}

// Neighbouring classes differ, and the scale goes one way: it reads in grey.
func TestScaleGoesOneWay(t *testing.T) {
	for class := 2; class <= 5; class++ {
		if luminance(Shades[class]) >= luminance(Shades[class-1]) || luminance(darkShades[class]) <= luminance(darkShades[class-1]) {
			t.Errorf("class %d turns back", class)
		}
		if contrast(Shades[class], Shades[class-1]) < 1.2 || contrast(darkShades[class], darkShades[class-1]) < 1.2 {
			t.Errorf("class %d is like class %d", class, class-1)
		}
	}
}

// The examples of WCAG: black on white is 21:1, #767676 on white 4.54:1.
func TestContrast(t *testing.T) {
	for colour, want := range map[uint32]float64{0: 21, 0x767676: 4.54, White: 1} {
		if got := contrast(White, colour); math.Abs(got-want) > 0.01 {
			t.Errorf("contrast of %s is %.3f, want %.2f", Hex(colour), got, want)
		}
	}
}
