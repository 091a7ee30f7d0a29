package raster

import (
	"image"
	"image/color"
	"testing"

	"pgregory.net/rapid"
)

// A picture of no more colours than a palette keeps each pixel.
func TestFewColoursAreKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		of := drawn(t, rapid.SliceOfN(rapid.Uint32Range(0, 0xFFFFFF), 1, mostColours).Draw(t, "colours"))
		for i, got := range pixels(reduced(of)) {
			if want := of.RGBAAt(i%of.Rect.Dx(), i/of.Rect.Dx()); got != want {
				t.Fatalf("pixel %d is %v, not %v", i, got, want)
			}
		}
	})
}

// Where text meets a ground are all colours between: none is far from what becomes of
// it, and a mark of one pixel keeps its colour.
func TestNoColourIsLost(t *testing.T) {
	var between []uint32
	for _, ground := range [][3]uint32{{255, 255, 255}, {11, 74, 143}, {240, 200, 40}, {31, 41, 51}, {0, 120, 60}} {
		for k := range uint32(256) {
			var c uint32
			for _, part := range ground {
				c = c<<8 | (part*k+90*(255-k))/255
			}
			between = append(between, c)
		}
	}
	of := image.NewRGBA(image.Rect(0, 0, 1000, 100))
	for i := range 1000 * 100 {
		set(of, i, between[i%len(between)])
	}
	set(of, 77_777, 0xFF00FF)
	got := reduced(of)
	if len(got.Palette) != mostColours {
		t.Errorf("%d colours", len(got.Palette))
	}
	for i, c := range pixels(got) {
		was := of.RGBAAt(i%1000, i/1000)
		for _, d := range []int{int(c.R) - int(was.R), int(c.G) - int(was.G), int(c.B) - int(was.B)} {
			if d < -6 || d > 6 {
				t.Fatalf("pixel %d is %v, not %v", i, c, was)
			}
		}
	}
	if c := got.At(777, 77); c != (color.RGBA{0xFF, 0, 0xFF, 0xFF}) {
		t.Errorf("the mark is %v", c)
	}
}

func set(of *image.RGBA, i int, c uint32) {
	copy(of.Pix[4*i:], []uint8{uint8(c >> 16), uint8(c >> 8), uint8(c), 0xFF})
}

func drawn(t *rapid.T, colours []uint32) *image.RGBA {
	of := image.NewRGBA(image.Rect(0, 0, 30, 20))
	for i := range 30 * 20 {
		set(of, i, colours[rapid.IntRange(0, len(colours)-1).Draw(t, "which")])
	}
	return of
}

func pixels(of *image.Paletted) (out []color.RGBA) {
	for _, k := range of.Pix {
		out = append(out, of.Palette[k].(color.RGBA))
	}
	return out
}
