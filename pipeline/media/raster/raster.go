// Package raster paints what is drawn on a page as pixels, for where no drawing can
// be taken as lines: files that people edit, previews of links. It believes that a
// picture is a copy: it shows what the page shows, in the same typefaces, and the
// same bits on every machine.
package raster

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"

	"golang.org/x/image/vector"

	"depository.example/depository/pipeline/media/pdf"
)

// A painter is a surface of pixels. It shows a rectangle of a page; what lies beside
// it is not seen.
type painter struct {
	faces      [pdf.FaceCount]*pdf.Face
	dst        *image.RGBA
	left, top  float64 // of the rectangle, mm
	scale      float64 // pixels in a millimetre
	turn       matrix
	glyphs     map[glyph][][]pdf.XY
	rasterizer *vector.Rasterizer
}

// A glyph is a character of a typeface.
type glyph struct {
	face pdf.FaceName
	r    rune
}

// A matrix turns points of the page, as [a c e; b d f].
type matrix struct{ a, b, c, d, e, f float64 }

// newPainter returns a white surface of a rectangle of a page in millimetres, with so many
// pixels an inch, and the faces of the page.
func newPainter(faces [pdf.FaceCount]*pdf.Face, left, top, width, height, dpi float64) *painter {
	scale := dpi / 25.4
	p := &painter{
		faces: faces, left: left, top: top, scale: scale, turn: matrix{a: 1, d: 1}, glyphs: map[glyph][][]pdf.XY{},
		dst:        image.NewRGBA(image.Rect(0, 0, max(int(math.Ceil(width*scale)), 1), max(int(math.Ceil(height*scale)), 1))),
		rasterizer: vector.NewRasterizer(0, 0),
	}
	for i := range p.dst.Pix {
		p.dst.Pix[i] = 0xFF
	}
	return p
}

// png returns the picture as a file.
func (p *painter) png() ([]byte, error) {
	var b bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.DefaultCompression}).Encode(&b, reduced(p.dst))
	return b.Bytes(), err
}

// Text sets s with its baseline at y, from x to the right.
func (p *painter) Text(x, y float64, s string, name pdf.FaceName, size float64, colour pdf.RGB) {
	em := size * pdf.Point
	for _, r := range s {
		rings := make([][]pdf.XY, 0, 2)
		for _, ring := range p.outline(name, r) {
			placed := make([]pdf.XY, len(ring))
			for i, at := range ring {
				placed[i] = pdf.XY{X: x + float64(at.X*em), Y: y + float64(at.Y*em)}
			}
			rings = append(rings, placed)
		}
		p.fill(rings, colour)
		x += p.faces[name].Width(string(r), size)
	}
}

func (p *painter) outline(name pdf.FaceName, r rune) [][]pdf.XY {
	key := glyph{name, r}
	rings, ok := p.glyphs[key]
	if !ok {
		rings = p.faces[name].Outline(r)
		p.glyphs[key] = rings
	}
	return rings
}

// Rect fills a rectangle.
func (p *painter) Rect(x, y, w, h float64, colour pdf.RGB) {
	p.fill([][]pdf.XY{{{X: x, Y: y}, {X: x + w, Y: y}, {X: x + w, Y: y + h}, {X: x, Y: y + h}}}, colour)
}

// Line draws a line with flat ends.
func (p *painter) Line(x1, y1, x2, y2 float64, colour pdf.RGB, width float64) {
	long := math.Hypot(x2-x1, y2-y1)
	if long == 0 {
		return
	}
	dx, dy := (y2-y1)/long*width/2, (x2-x1)/long*width/2
	p.fill([][]pdf.XY{{{X: x1 + dx, Y: y1 - dy}, {X: x2 + dx, Y: y2 - dy}, {X: x2 - dx, Y: y2 + dy}, {X: x1 - dx, Y: y1 + dy}}}, colour)
}

// arc is how far the handles of a quarter of a circle stand off, as a share of the
// radius, and quarter into how many chords it is divided.
const (
	arc     = 0.5522847498307936
	quarter = 12
)

// circle returns the outline of a circle.
func circle(x, y, r float64) []pdf.XY {
	at := func(dx, dy float64) pdf.XY { return pdf.XY{X: x + float64(dx*r), Y: y + float64(dy*r)} }
	ring := []pdf.XY{at(1, 0)}
	for _, q := range [][6]float64{{1, arc, arc, 1, 0, 1}, {-arc, 1, -1, arc, -1, 0}, {-1, -arc, -arc, -1, 0, -1}, {arc, -1, 1, -arc, 1, 0}} {
		ring = pdf.Curve(ring, ring[len(ring)-1], at(q[0], q[1]), at(q[2], q[3]), at(q[4], q[5]), quarter)
	}
	return ring
}

// Dot draws a filled disc.
func (p *painter) Dot(x, y, r float64, colour pdf.RGB) {
	if r > 0 {
		p.fill([][]pdf.XY{circle(x, y, r)}, colour)
	}
}

// Polygon fills a closed ring and outlines it; corners of the line are round.
func (p *painter) Polygon(ring []pdf.XY, fill, line pdf.RGB, width float64) {
	p.fill([][]pdf.XY{ring}, fill)
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		p.Line(a.X, a.Y, b.X, b.Y, line, width)
	}
}

// Turned draws turned by degrees, against the clock, around a point.
func (p *painter) Turned(degrees, x, y float64, draw func()) {
	before := p.turn
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	if degrees == 90 {
		sin, cos = 1, 0
	}
	p.turn = matrix{a: cos, b: -sin, c: sin, d: cos, e: x - float64(cos*x) - float64(sin*y), f: y + float64(sin*x) - float64(cos*y)}
	draw()
	p.turn = before
}

// tile is the widest and highest part that is painted at once: up to it the
// rasterizer counts in whole numbers.
const tile = 512

// fill paints rings: what they enclose, with the rule of the non-zero winding.
func (p *painter) fill(rings [][]pdf.XY, colour pdf.RGB) {
	box := image.Rectangle{Min: image.Pt(math.MaxInt32, math.MaxInt32), Max: image.Pt(math.MinInt32, math.MinInt32)}
	placed := make([][]pdf.XY, len(rings))
	for i, ring := range rings {
		placed[i] = make([]pdf.XY, len(ring))
		for j, at := range ring {
			x, y := p.pixel(at)
			placed[i][j] = pdf.XY{X: x, Y: y}
			box.Min.X, box.Min.Y = min(box.Min.X, int(math.Floor(x))), min(box.Min.Y, int(math.Floor(y)))
			box.Max.X, box.Max.Y = max(box.Max.X, int(math.Ceil(x))), max(box.Max.Y, int(math.Ceil(y)))
		}
	}
	box = box.Intersect(p.dst.Bounds())
	src := image.NewUniform(color.RGBA{uint8(colour >> 16), uint8(colour >> 8), uint8(colour), 0xFF})
	for y := box.Min.Y; y < box.Max.Y; y += tile {
		for x := box.Min.X; x < box.Max.X; x += tile {
			p.paint(placed, image.Rect(x, y, x+tile, y+tile).Intersect(box), src)
		}
	}
}

// pixel is where a point of the page stands in the picture.
func (p *painter) pixel(at pdf.XY) (x, y float64) {
	t := p.turn
	x = float64(t.a*at.X) + float64(t.c*at.Y) + t.e
	y = float64(t.b*at.X) + float64(t.d*at.Y) + t.f
	return (x - p.left) * p.scale, (y - p.top) * p.scale
}

// paint fills what of the rings lies in a part of the picture.
func (p *painter) paint(rings [][]pdf.XY, part image.Rectangle, src image.Image) {
	z := p.rasterizer
	z.Reset(part.Dx(), part.Dy())
	for _, ring := range rings {
		for i, at := range ring {
			x, y := float32(at.X-float64(part.Min.X)), float32(at.Y-float64(part.Min.Y))
			if i == 0 {
				z.MoveTo(x, y)
			} else {
				z.LineTo(x, y)
			}
		}
		z.ClosePath()
	}
	z.Draw(p.dst, part, src, image.Point{})
}
