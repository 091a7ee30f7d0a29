package raster

import (
	"math"

	"depository.example/depository/pipeline/media/figure"
	"depository.example/depository/pipeline/media/pdf"
	"depository.example/depository/pipeline/media/typeset"
	"depository.example/depository/pipeline/tell/document"
)

// A Picture is a figure as a file of pixels.
type Picture struct {
	PNG           []byte
	Width, Height float64 // mm
}

// Figure paints a figure as the report prints it, without the lines around the
// drawing, with so many pixels an inch. A word set across every figure of the
// document (document.Stamp) is painted below it. A figure without rows has no
// picture: it is nil. Errors are those of the typefaces.
func Figure(f *document.Figure, doc *document.Document, dpi float64) (Picture, error) {
	faces, err := pdf.OpenFaces()
	if err != nil {
		return Picture{}, err
	}
	set := typeset.NewSetter(pdf.NewCanvas(faces), doc.Lang)
	plot := figure.Plotter{Setter: set, Labels: doc.Labels, Tall: 1}
	charts := plot.Charts(f)
	if len(charts) == 0 {
		return Picture{}, nil
	}
	out := Picture{Width: typeset.Measure, Height: figure.HeightOf(charts)}
	painter := newPainter(faces, typeset.MarginLeft, 0, out.Width, out.Height, dpi)
	set.Canvas.AddPage()
	set.Canvas.Artifact()
	set.Canvas.Copy = painter
	painter.stamp(doc.Stamp, out)
	y := 0.0
	for _, c := range charts {
		c.Draw(y)
		y += c.Height + figure.ChartGap
	}
	out.PNG, err = painter.png()
	return out, err
}

// stamp paints a word across a picture, from corner to corner.
func (p *painter) stamp(word string, of Picture) {
	if word == "" {
		return
	}
	across := math.Hypot(of.Width, of.Height)
	face := p.faces[pdf.Bold]
	size := min(70, 0.72*across/face.Width(word, 1), 0.8*of.Height/pdf.Point)
	x, y := typeset.MarginLeft+of.Width/2, of.Height/2
	p.Turned(math.Atan2(of.Height, of.Width)*180/math.Pi, x, y, func() {
		p.Text(x-face.Width(word, size)/2, y+size*pdf.Point/3, word, pdf.Bold, size, typeset.Stamp)
	})
}
