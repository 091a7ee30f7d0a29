package pdf

import (
	"fmt"
	"math"

	"github.com/jung-kurt/gofpdf"
)

// A Canvas draws on the pages of one file and notes what each drawing is. All
// measures are millimetres from the upper left corner; sizes of type are points.
type Canvas struct {
	pdf   *gofpdf.Fpdf
	Tree  *tree
	Faces [FaceCount]*Face

	Page   int // drawn on, 1-based
	Pages  int
	open   *Elem // whose content is open; nil none or an artifact
	marked bool  // some marked content is open
	pen    pen
	used   [FaceCount]map[rune]struct{} // characters drawn with each face

	Seen func(TextBox) // told of every text; nil nobody asks
	Copy Surface       // is drawn on as well, in the same measures; nil none
}

// A Surface is whatever can be drawn on as a page is: measures are millimetres,
// y grows downwards, sizes of type are points.
type Surface interface {
	Text(x, y float64, s string, name FaceName, size float64, colour RGB)
	Rect(x, y, w, h float64, colour RGB)
	Line(x1, y1, x2, y2 float64, colour RGB, width float64)
	Dot(x, y, r float64, colour RGB)
	Polygon(ring []XY, fill, line RGB, width float64)
	// Turned draws turned by degrees, against the clock, around a point.
	Turned(degrees, x, y float64, draw func())
}

// A pen is what the page was last told, so that it is not told again.
type pen struct {
	face       FaceName
	size       float64 // points; 0 no face yet
	fill, draw RGB     // of text too; noColour none yet
	line       float64 // mm; negative none yet
}

const noColour = ^RGB(0)

// A TextBox is where a text stands, for tests: corners in millimetres.
type TextBox struct {
	Page                     int
	Left, Top, Right, Bottom float64
	Text                     string
	Owner                    *Elem // nil an artifact
}

// NewCanvas begins a file without pages that is drawn with the given faces.
func NewCanvas(faces [FaceCount]*Face) *Canvas {
	pdf := gofpdf.New("P", "mm", "A4", "")
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCellMargin(0)
	pdf.SetCatalogSort(true)
	pdf.SetCompression(false) // Finish compresses
	return &Canvas{pdf: pdf, Tree: newTree(), Faces: faces}
}

// AddPage begins a new page after the last.
func (c *Canvas) AddPage() {
	c.Release()
	if c.Pages > 0 {
		c.pdf.SetPage(c.Pages)
	}
	c.pdf.AddPage()
	c.Pages++
	c.Page = c.Pages
	c.forget()
}

// TurnTo goes back to an earlier page.
func (c *Canvas) TurnTo(page int) {
	c.Release()
	c.pdf.SetPage(page)
	c.Page = page
	c.forget()
}

func (c *Canvas) forget() { c.pen = pen{fill: noColour, draw: noColour, line: -1} }

// Mark says that what follows is content of e.
func (c *Canvas) Mark(e *Elem) {
	if c.marked && c.open == e {
		return
	}
	c.Release()
	c.pdf.RawWriteStr(fmt.Sprintf("/%s <</MCID %d>> BDC\n", e.Role, c.Tree.content(e, c.Page)))
	c.open, c.marked = e, true
}

// Artifact says that what follows is an ornament: not read aloud.
func (c *Canvas) Artifact() {
	if c.marked && c.open == nil {
		return
	}
	c.Release()
	c.pdf.RawWriteStr("/Artifact BMC\n")
	c.open, c.marked = nil, true
}

// Pagination says that what follows is a running head or foot.
func (c *Canvas) Pagination(kind string) {
	c.Release()
	c.pdf.RawWriteStr("/Artifact <</Type /Pagination /Subtype /" + kind + ">> BDC\n")
	c.open, c.marked = nil, true
}

// Release closes the open content.
func (c *Canvas) Release() {
	if c.marked {
		c.pdf.RawWriteStr("EMC\n")
	}
	c.open, c.marked = nil, false
}

func (c *Canvas) font(name FaceName, size float64) {
	if c.pen.size == size && c.pen.face == name {
		return
	}
	c.pen.face, c.pen.size = name, size
	c.pdf.RawWriteStr(fmt.Sprintf("BT /%s %.2f Tf ET", name, size))
}

func parts(c RGB) (r, g, b int) { return int(c >> 16 & 0xFF), int(c >> 8 & 0xFF), int(c & 0xFF) }

func (c *Canvas) fill(colour RGB) {
	if c.pen.fill != colour {
		c.pen.fill = colour
		c.pdf.SetFillColor(parts(colour))
	}
}

func (c *Canvas) stroke(colour RGB, width float64) {
	if c.pen.draw != colour {
		c.pen.draw = colour
		c.pdf.SetDrawColor(parts(colour))
	}
	if c.pen.line != width {
		c.pen.line = width
		c.pdf.SetLineWidth(width)
	}
}

// Text sets s with its baseline at y, from x to the right.
func (c *Canvas) Text(x, y float64, s string, name FaceName, size float64, colour RGB) {
	if s == "" {
		return
	}
	if c.Copy != nil {
		c.Copy.Text(x, y, s, name, size, colour)
	}
	c.font(name, size)
	c.fill(colour)
	c.pdf.RawWriteStr(fmt.Sprintf("BT %.2f %.2f Td (%s) Tj ET", x/Point, (PageHeight-y)/Point, c.codes(name, s)))
	if c.Seen != nil {
		em := size * Point
		c.Seen(TextBox{c.Page, x, y - 0.72*em, x + c.Faces[name].Width(s, size), y + 0.21*em, s, c.open})
	}
}

// codes writes a text in the codes of the fonts, UTF-16, as the inside of a
// string, and notes its characters.
func (c *Canvas) codes(name FaceName, s string) []byte {
	if c.used[name] == nil {
		c.used[name] = map[rune]struct{}{}
	}
	out := make([]byte, 0, 2*len(s))
	for _, r := range s {
		r = c.Faces[name].drawn(r)
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

// Right sets s so that it ends at x.
func (c *Canvas) Right(x, y float64, s string, name FaceName, size float64, colour RGB) {
	c.Text(x-c.Faces[name].Width(s, size), y, s, name, size, colour)
}

// Centre sets s so that x is its middle.
func (c *Canvas) Centre(x, y float64, s string, name FaceName, size float64, colour RGB) {
	c.Text(x-c.Faces[name].Width(s, size)/2, y, s, name, size, colour)
}

// Upward sets s turned by 90 degrees, reading from the foot; its baseline
// stands at x and it begins at y.
func (c *Canvas) Upward(x, y float64, s string, name FaceName, size float64, colour RGB) {
	if s == "" {
		return
	}
	c.Turned(90, x, y, func() { c.Text(x, y, s, name, size, colour) })
	if c.Seen != nil {
		em := size * Point
		c.Seen(TextBox{c.Page, x - 0.72*em, y - c.Faces[name].Width(s, size), x + 0.21*em, y, s, c.open})
	}
}

// Turned draws with the page turned by degrees around a point, unseen by tests;
// the pen is then as before.
func (c *Canvas) Turned(degrees, x, y float64, draw func()) {
	pen, seen := c.pen, c.Seen
	c.Seen = nil
	c.pdf.TransformBegin()
	c.pdf.TransformRotate(degrees, x, y)
	if c.Copy != nil {
		c.Copy.Turned(degrees, x, y, draw)
	} else {
		draw()
	}
	c.pdf.TransformEnd()
	c.pen, c.Seen = pen, seen
}

// Rect fills a rectangle; one without area is nothing.
func (c *Canvas) Rect(x, y, w, h float64, colour RGB) {
	if w <= 0 || h <= 0 {
		return
	}
	if c.Copy != nil {
		c.Copy.Rect(x, y, w, h, colour)
	}
	c.fill(colour)
	c.pdf.Rect(x, y, w, h, "F")
}

// Frame draws the outline of a rectangle with a line of so many millimetres.
func (c *Canvas) Frame(x, y, w, h float64, colour RGB, width float64) {
	if c.Copy != nil {
		half := width / 2
		c.Copy.Line(x-half, y, x+w+half, y, colour, width)
		c.Copy.Line(x-half, y+h, x+w+half, y+h, colour, width)
		c.Copy.Line(x, y, x, y+h, colour, width)
		c.Copy.Line(x+w, y, x+w, y+h, colour, width)
	}
	c.stroke(colour, width)
	c.pdf.Rect(x, y, w, h, "D")
}

// Line draws a line of so many millimetres.
func (c *Canvas) Line(x1, y1, x2, y2 float64, colour RGB, width float64) {
	if c.Copy != nil {
		c.Copy.Line(x1, y1, x2, y2, colour, width)
	}
	c.line(x1, y1, x2, y2, colour, width)
}

func (c *Canvas) line(x1, y1, x2, y2 float64, colour RGB, width float64) {
	c.stroke(colour, width)
	c.pdf.Line(x1, y1, x2, y2)
}

// Dashes draws a line of dashes of so many millimetres.
func (c *Canvas) Dashes(x1, y1, x2, y2 float64, colour RGB, width, dash float64) {
	if c.Copy != nil {
		long := math.Hypot(x2-x1, y2-y1)
		for at := 0.0; at < long && dash > 0; at += 2 * dash {
			from, to := at/long, min(at+dash, long)/long
			c.Copy.Line(x1+(x2-x1)*from, y1+(y2-y1)*from, x1+(x2-x1)*to, y1+(y2-y1)*to, colour, width)
		}
	}
	c.pdf.SetDashPattern([]float64{dash, dash}, 0)
	c.line(x1, y1, x2, y2, colour, width)
	c.pdf.SetDashPattern(nil, 0)
}

// Dot draws a filled disc.
func (c *Canvas) Dot(x, y, r float64, colour RGB) {
	if c.Copy != nil {
		c.Copy.Dot(x, y, r, colour)
	}
	c.fill(colour)
	c.pdf.Circle(x, y, r, "F")
}

// Ring draws a circle filled with white.
func (c *Canvas) Ring(x, y, r float64, colour RGB, width float64) {
	if c.Copy != nil {
		c.Copy.Dot(x, y, r+width/2, colour)
		c.Copy.Dot(x, y, r-width/2, White)
	}
	c.fill(White)
	c.stroke(colour, width)
	c.pdf.Circle(x, y, r, "FD")
}

// Polygon fills closed rings (the even-odd rule is not used: rings do not cross)
// and outlines them.
func (c *Canvas) Polygon(ring []XY, fill, line RGB, width float64) {
	if len(ring) < 3 {
		return
	}
	if c.Copy != nil {
		c.Copy.Polygon(ring, fill, line, width)
	}
	points := make([]gofpdf.PointType, len(ring))
	for i, p := range ring {
		points[i] = gofpdf.PointType{X: p.X, Y: p.Y}
	}
	c.fill(fill)
	c.stroke(line, width)
	c.pdf.Polygon(points, "FD")
}

// An XY is a point of the page in millimetres.
type XY struct{ X, Y float64 }

// Link makes a rectangle of the page lead to a target.
func (c *Canvas) Link(e *Elem, x, y, w, h float64, target, contents string) {
	c.Tree.link(&annot{
		page: c.Page, owner: e, target: target, contents: contents,
		left: x / Point, right: (x + w) / Point, top: (PageHeight - y) / Point, bottom: (PageHeight - y - h) / Point,
	})
}

// Anchor notes where an identifier stands.
func (c *Canvas) Anchor(id string, y float64) {
	if _, taken := c.Tree.places[id]; id != "" && !taken {
		c.Tree.places[id] = Place{c.Page, (PageHeight - y) / Point}
	}
}
