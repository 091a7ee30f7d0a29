package raster

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/media/figure"
	"depository.example/depository/pipeline/media/pdf"
	"depository.example/depository/pipeline/media/typeset"
	"depository.example/depository/pipeline/tell/document"
)

// figures are one of every kind.
func figures() []*document.Figure {
	axis := document.Axis{Label: "бали", Min: 0, Max: 100, Decimals: 0}
	rows := func(values int) (out []document.FigureRow) {
		for i, name := range []string{"Єнакієве", "Ґрунтівка", "Щасливе"} {
			r := document.FigureRow{ID: fmt.Sprint(i), Label: name, Note: "+1,5"}
			for v := range values {
				x := float64(20 + 17*i + 9*v)
				r.Values = append(r.Values, document.Value{X: x, Known: true, Low: x - 4, High: x + 6, Text: fmt.Sprintf("%.0f,0", x), Class: 1 + (i+v)%5})
			}
			out = append(out, r)
		}
		return out
	}
	of := func(kind document.FigureKind, values int) *document.Figure {
		return &document.Figure{Kind: kind, Message: "Що видно", Axis: axis, AxisY: axis, Series: []string{"Перший ряд", "Другий ряд", "Третій"}[:values], Rows: rows(values),
			Average: &document.Mark{Value: 45, Label: "середнє 45,0"}, Classes: []string{"0–20", "20–40", "40–60", "60–80", "80–100"}}
	}
	land := of(document.Map, 1)
	for i, id := range []string{"UA-05", "UA-26", "UA-30"} {
		land.Rows[i].ID = id
	}
	return []*document.Figure{of(document.Ranking, 1), of(document.HeatMap, 3), of(document.Dumbbell, 2), of(document.Stacked, 3), land, of(document.Profile, 2), of(document.Quadrant, 2)}
}

// What is painted is what the page shows: poppler draws the same page from the PDF.
// Two rasterizers differ at edges; a mark that is missing or stands elsewhere
// differs by far more.
func TestPaintsWhatThePageShows(t *testing.T) {
	pdftoppm := need.Tool(t, "pdftoppm")
	faces, err := pdf.OpenFaces()
	if err != nil {
		t.Fatal(err)
	}
	set := typeset.NewSetter(pdf.NewCanvas(faces), "uk")
	plot := figure.Plotter{Setter: set, Tall: 1}
	const dpi = 50
	var painted []*painter
	for _, f := range figures() {
		set.Canvas.AddPage()
		set.Canvas.Artifact()
		p := newPainter(faces, 0, 0, pdf.PageWidth, pdf.PageHeight, dpi)
		set.Canvas.Copy = p
		set.Canvas.Dashes(20, 250, 190, 250, typeset.Ink, 1, 3)
		set.Canvas.Frame(20, 255, 30, 20, typeset.Blue, 1)
		set.Canvas.Ring(80, 265, 8, typeset.Blue, 1.5)
		set.Canvas.Upward(120, 280, "Вгору", pdf.Bold, 14, typeset.Ink)
		y := 30.0
		for _, c := range plot.Charts(f) {
			c.Draw(y)
			y += c.Height + figure.ChartGap
		}
		painted = append(painted, p)
	}
	data, err := pdf.Finish(set.Canvas, pdf.Meta{Title: "T", Lang: "uk"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "p.pdf")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := need.Run(t, pdftoppm, "-r", fmt.Sprint(dpi), "-png", file, filepath.Join(dir, "p")); err != nil {
		t.Fatal(err, out)
	}
	for i, p := range painted {
		data, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("p-%d.png", i+1)))
		if err != nil {
			t.Fatal(err)
		}
		want, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if d, at := apart(p.dst, want); d > 45 {
			t.Errorf("figure %d: neighbourhoods differ by up to %.0f of 255 at %v", i, d, at)
		}
	}
}

// apart returns by how much the means of squares of 6 × 6 pixels differ at most, and where.
func apart(a, b image.Image) (most float64, at image.Point) {
	const side = 6
	box := a.Bounds().Intersect(b.Bounds())
	for y := box.Min.Y; y+side <= box.Max.Y; y += side {
		for x := box.Min.X; x+side <= box.Max.X; x += side {
			if d := math.Abs(mean(a, x, y, side) - mean(b, x, y, side)); d > most {
				most, at = d, image.Pt(x, y)
			}
		}
	}
	return most, at
}

// mean is how light a square is, 0 to 255.
func mean(m image.Image, x, y, side int) float64 {
	sum := 0.0
	for dy := range side {
		for dx := range side {
			r, g, b, _ := m.At(x+dx, y+dy).RGBA()
			sum += float64(r+g+b) / 3 / 257
		}
	}
	return sum / float64(side*side)
}

// A picture of 165 mm at 254 pixels an inch has ten pixels a millimetre.
func TestFigureIsAPicture(t *testing.T) {
	doc := &document.Document{Lang: "uk", Stamp: "ЗРАЗОК"}
	for _, f := range figures() {
		got, err := Figure(f, doc, 254)
		if err != nil {
			t.Fatal(err)
		}
		m, err := png.Decode(bytes.NewReader(got.PNG))
		if err != nil {
			t.Fatal(err)
		}
		if w, h := m.Bounds().Dx(), m.Bounds().Dy(); w != 1650 || math.Abs(float64(h)-got.Height*10) > 1 {
			t.Errorf("%s: %d × %d pixels for %v × %v mm", f.Kind, w, h, got.Width, got.Height)
		}
	}
	a, _ := Figure(figures()[0], doc, 100)
	b, _ := Figure(figures()[0], doc, 100)
	if !bytes.Equal(a.PNG, b.PNG) {
		t.Error("two pictures of one figure differ")
	}
	if got, err := Figure(&document.Figure{Kind: document.Ranking}, doc, 254); err != nil || got.PNG != nil {
		t.Errorf("a figure without rows: %d bytes, %v", len(got.PNG), err)
	}
}

// Edges lie where they are told to: a rectangle of whole pixels is whole, one of half
// a pixel is half as dark, and tiles leave no seam.
func TestRectangles(t *testing.T) {
	faces, err := pdf.OpenFaces()
	if err != nil {
		t.Fatal(err)
	}
	p := newPainter(faces, 0, 0, 1400, 4, 25.4) // a pixel a millimetre
	p.Rect(10, 1, 1300, 1, 0)
	p.Rect(2, 3, 1, 0.5, 0)
	for x := range 1400 {
		want := uint8(255)
		if x >= 10 && x < 1310 {
			want = 0
		}
		if got := p.dst.RGBAAt(x, 1).R; got != want {
			t.Fatalf("pixel %d is %d, not %d", x, got, want)
		}
	}
	if got := p.dst.RGBAAt(2, 3).R; got < 126 || got > 129 {
		t.Errorf("half a pixel is %d", got)
	}
}
