package report

import (
	"fmt"

	"github.com/jung-kurt/gofpdf"
)

// A canvas draws on the pages of one file and notes what each drawing is. All
// measures are millimetres from the upper left corner; sizes of type are points.
type canvas struct {
	pdf   *gofpdf.Fpdf
	tree  *tree
	faces [faceCount]*face

	page   int // drawn on, 1-based
	pages  int
	open   *elem // whose content is open; nil none or an artifact
	marked bool  // some marked content is open
	pen    pen
	used   [faceCount]map[rune]struct{} // characters drawn with each face

	seen func(textBox) // told of every text; nil nobody asks
}

// A pen is what the page was last told, so that it is not told again.
type pen struct {
	face       faceName
	size       float64 // points; 0 no face yet
	fill, draw rgb     // of text too; noColour none yet
	line       float64 // mm; negative none yet
}

const noColour = ^rgb(0)

// A textBox is where a text stands, for tests: corners in millimetres.
type textBox struct {
	page                     int
	left, top, right, bottom float64
	text                     string
	owner                    *elem // nil an artifact
}

func newCanvas(faces [faceCount]*face) *canvas {
	pdf := gofpdf.New("P", "mm", "A4", "")
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCellMargin(0)
	pdf.SetCatalogSort(true)
	return &canvas{pdf: pdf, tree: newTree(), faces: faces}
}

// addPage begins a new page after the last.
func (c *canvas) addPage() {
	c.release()
	if c.pages > 0 {
		c.pdf.SetPage(c.pages)
	}
	c.pdf.AddPage()
	c.pages++
	c.page = c.pages
	c.forget()
}

// turnTo goes back to an earlier page.
func (c *canvas) turnTo(page int) {
	c.release()
	c.pdf.SetPage(page)
	c.page = page
	c.forget()
}

func (c *canvas) forget() { c.pen = pen{fill: noColour, draw: noColour, line: -1} }

// mark says that what follows is content of e.
func (c *canvas) mark(e *elem) {
	if c.marked && c.open == e {
		return
	}
	c.release()
	c.pdf.RawWriteStr(fmt.Sprintf("/%s <</MCID %d>> BDC\n", e.role, c.tree.content(e, c.page)))
	c.open, c.marked = e, true
}

// artifact says that what follows is an ornament: not read aloud.
func (c *canvas) artifact() {
	if c.marked && c.open == nil {
		return
	}
	c.release()
	c.pdf.RawWriteStr("/Artifact BMC\n")
	c.open, c.marked = nil, true
}

// pagination says that what follows is a running head or foot.
func (c *canvas) pagination(kind string) {
	c.release()
	c.pdf.RawWriteStr("/Artifact <</Type /Pagination /Subtype /" + kind + ">> BDC\n")
	c.open, c.marked = nil, true
}

// release closes the open content.
func (c *canvas) release() {
	if c.marked {
		c.pdf.RawWriteStr("EMC\n")
	}
	c.open, c.marked = nil, false
}

func (c *canvas) font(name faceName, size float64) {
	if c.pen.size == size && c.pen.face == name {
		return
	}
	c.pen.face, c.pen.size = name, size
	c.pdf.RawWriteStr(fmt.Sprintf("BT /%s %.2f Tf ET", name, size))
}

func parts(c rgb) (r, g, b int) { return int(c >> 16 & 0xFF), int(c >> 8 & 0xFF), int(c & 0xFF) }

func (c *canvas) fill(colour rgb) {
	if c.pen.fill != colour {
		c.pen.fill = colour
		c.pdf.SetFillColor(parts(colour))
	}
}

func (c *canvas) stroke(colour rgb, width float64) {
	if c.pen.draw != colour {
		c.pen.draw = colour
		c.pdf.SetDrawColor(parts(colour))
	}
	if c.pen.line != width {
		c.pen.line = width
		c.pdf.SetLineWidth(width)
	}
}

// text sets s with its baseline at y, from x to the right.
func (c *canvas) text(x, y float64, s string, name faceName, size float64, colour rgb) {
	if s == "" {
		return
	}
	c.font(name, size)
	c.fill(colour)
	c.pdf.RawWriteStr(fmt.Sprintf("BT %.2f %.2f Td (%s) Tj ET", x/point, (pageHeight-y)/point, c.codes(name, s)))
	if c.seen != nil {
		em := size * point
		c.seen(textBox{c.page, x, y - 0.72*em, x + c.faces[name].width(s, size), y + 0.21*em, s, c.open})
	}
}

// codes writes a text in the codes of the fonts, UTF-16, as the inside of a
// string, and notes its characters.
func (c *canvas) codes(name faceName, s string) []byte {
	if c.used[name] == nil {
		c.used[name] = map[rune]struct{}{}
	}
	out := make([]byte, 0, 2*len(s))
	for _, r := range s {
		r = c.faces[name].drawn(r)
		c.used[name][r] = struct{}{}
		for _, b := range [2]byte{byte(r >> 8), byte(r)} {
			switch b {
			case '\\', '(', ')':
				out = append(out, '\\', b)
			case '\r':
				out = append(out, '\\', 'r')
			default:
				out = append(out, b)
			}
		}
	}
	return out
}

// right sets s so that it ends at x, centre so that x is its middle.
func (c *canvas) right(x, y float64, s string, name faceName, size float64, colour rgb) {
	c.text(x-c.faces[name].width(s, size), y, s, name, size, colour)
}

func (c *canvas) centre(x, y float64, s string, name faceName, size float64, colour rgb) {
	c.text(x-c.faces[name].width(s, size)/2, y, s, name, size, colour)
}

// upward sets s turned by 90 degrees, reading from the foot; its baseline
// stands at x and it begins at y.
func (c *canvas) upward(x, y float64, s string, name faceName, size float64, colour rgb) {
	if s == "" {
		return
	}
	c.turned(90, x, y, func() { c.text(x, y, s, name, size, colour) })
	if c.seen != nil {
		em := size * point
		c.seen(textBox{c.page, x - 0.72*em, y - c.faces[name].width(s, size), x + 0.21*em, y, s, c.open})
	}
}

// turned draws with the page turned by degrees around a point, unseen by tests;
// the pen is then as before.
func (c *canvas) turned(degrees, x, y float64, draw func()) {
	pen, seen := c.pen, c.seen
	c.seen = nil
	c.pdf.TransformBegin()
	c.pdf.TransformRotate(degrees, x, y)
	draw()
	c.pdf.TransformEnd()
	c.pen, c.seen = pen, seen
}

func (c *canvas) rect(x, y, w, h float64, colour rgb) {
	if w <= 0 || h <= 0 {
		return
	}
	c.fill(colour)
	c.pdf.Rect(x, y, w, h, "F")
}

func (c *canvas) frame(x, y, w, h float64, colour rgb, width float64) {
	c.stroke(colour, width)
	c.pdf.Rect(x, y, w, h, "D")
}

func (c *canvas) line(x1, y1, x2, y2 float64, colour rgb, width float64) {
	c.stroke(colour, width)
	c.pdf.Line(x1, y1, x2, y2)
}

// dashes draws a line of dashes of so many millimetres.
func (c *canvas) dashes(x1, y1, x2, y2 float64, colour rgb, width, dash float64) {
	c.pdf.SetDashPattern([]float64{dash, dash}, 0)
	c.line(x1, y1, x2, y2, colour, width)
	c.pdf.SetDashPattern(nil, 0)
}

// dot draws a filled disc, ring one filled with white.
func (c *canvas) dot(x, y, r float64, colour rgb) {
	c.fill(colour)
	c.pdf.Circle(x, y, r, "F")
}

func (c *canvas) ring(x, y, r float64, colour rgb, width float64) {
	c.fill(white)
	c.stroke(colour, width)
	c.pdf.Circle(x, y, r, "FD")
}

// polygon fills closed rings (the even-odd rule is not used: rings do not cross)
// and outlines them.
func (c *canvas) polygon(ring []xy, fill, line rgb, width float64) {
	if len(ring) < 3 {
		return
	}
	points := make([]gofpdf.PointType, len(ring))
	for i, p := range ring {
		points[i] = gofpdf.PointType{X: p.x, Y: p.y}
	}
	c.fill(fill)
	c.stroke(line, width)
	c.pdf.Polygon(points, "FD")
}

// An xy is a point of the page in millimetres.
type xy struct{ x, y float64 }

// link makes a rectangle of the page lead to a target.
func (c *canvas) link(e *elem, x, y, w, h float64, target, contents string) {
	c.tree.link(&annot{
		page: c.page, owner: e, target: target, contents: contents,
		left: x / point, right: (x + w) / point, top: (pageHeight - y) / point, bottom: (pageHeight - y - h) / point,
	})
}

// anchor notes where an identifier stands.
func (c *canvas) anchor(id string, y float64) {
	if _, taken := c.tree.places[id]; id != "" && !taken {
		c.tree.places[id] = place{c.page, (pageHeight - y) / point}
	}
}
