package report

import (
	"depository.example/depository/pipeline/media/palette"
	"depository.example/depository/pipeline/media/pdf"
	"depository.example/depository/pipeline/media/typeset"
)

// coverSetter sets the first page.
type coverSetter struct{ p *printer }

// cover draws the first page: the title on blue, with a field of squares that
// grows out of the corner.
func (cv coverSetter) cover() {
	const left, width = 30.0, 150.0
	c, doc := cv.p.Canvas, cv.p.doc
	c.AddPage()
	c.Artifact()
	c.Rect(0, 0, pdf.PageWidth, pdf.PageHeight, typeset.Blue)
	cv.motif()
	c.Artifact()
	c.Rect(left, 61, 26, 2, typeset.Yellow)
	cv.coverText(doc.Organisation, left, 31, width, typeset.TextStyle{Face: pdf.Bold, Size: 10.5, Leading: 5.2, Colour: pdf.White, Ragged: true}, 3)
	y := cv.coverText(doc.Title, left, 68, width, cv.titleStyle(width), 6)
	cv.coverText(doc.Subtitle, left, y+7, width, typeset.TextStyle{Face: pdf.Sans, Size: 13.5, Leading: 7, Colour: pdf.White, Ragged: true}, 5)
	foot := typeset.TextStyle{Face: pdf.Sans, Size: 9.5, Leading: 5, Colour: pdf.White, Ragged: true}
	y = cv.coverText(doc.AsOf, left, 243, 72, foot, 2)
	y = cv.coverText(doc.Dateline, left, y, 72, foot, 2)
	if doc.Notice != "" {
		y = cv.coverText(doc.Notice, left, y+0.8, 72, typeset.TextStyle{Face: pdf.Bold, Size: 9.5, Leading: 5, Colour: typeset.Yellow, Ragged: true}, 3)
	}
	cv.coverText(doc.Note, left, y+0.8, 72, foot, 4)
	if word := cv.p.stamp(); word != "" {
		cv.coverText(word, left, 18, width, typeset.TextStyle{Face: pdf.Bold, Size: 14, Leading: 6, Colour: typeset.Yellow, Ragged: true}, 1)
	}
	c.Release()
}

// titleStyle is the largest type in which the title takes five lines at most.
func (cv coverSetter) titleStyle(width float64) typeset.TextStyle {
	st := typeset.TextStyle{Face: pdf.Serif, Size: 31, Leading: 13.4, Colour: pdf.White, Ragged: true}
	for st.Size > 16 {
		text := cv.p.Wrap(cv.p.PlainRuns(cv.p.doc.Title, st), width, false)
		if len(text.Lines) <= 5 {
			break
		}
		st.Size, st.Leading = st.Size-3, st.Leading-1.3
	}
	return st
}

// coverText sets a paragraph of so many lines at most and returns where it ends.
func (cv coverSetter) coverText(s string, x, y, width float64, st typeset.TextStyle, most int) float64 {
	e := pdf.Under(cv.p.Canvas.Tree.Root, "P")
	text := cv.p.Wrap(cv.p.PlainRuns(s, st), width, false)
	for i := range text.Lines[:min(len(text.Lines), most)] {
		cv.p.SetLine(text, i, x, y+0.78*st.Leading, e)
		y += st.Leading
	}
	return y
}

// motif is a field of squares in the lower right corner: columns that grow to
// the right, as a chart does, the last one crowned.
func (cv coverSetter) motif() {
	const size, gap = 11.0, 2.0
	columns := [...]int{4, 6, 5, 8, 7, 9, 11, 13}
	shades := palette.Cover
	for i, tall := range columns {
		x := pdf.PageWidth - float64(len(columns)-i)*(size+gap) + gap
		for j := range tall {
			y := pdf.PageHeight - float64(j+1)*(size+gap) + gap
			// Lighter towards the top and the left, broken by a fixed pattern.
			weight := (len(columns) - i) + j/2 + (i*7+j*5)%4
			colour := pdf.RGB(shades[min(weight/3, len(shades)-1)])
			if i == len(columns)-1 && j == tall-1 {
				colour = typeset.Yellow
			}
			cv.p.Canvas.Rect(x, y, size, size, colour)
		}
	}
}
