package report

import (
	"depository.example/depository/pipeline/media/pdf"
	"depository.example/depository/pipeline/media/typeset"
)

// A theme holds the styles of one report.
type theme struct {
	body, lead, small, source, aside               typeset.TextStyle
	h1, h2, h3                                     typeset.TextStyle
	caption, descriptor                            typeset.TextStyle
	cell, cellCompact, cellDense, head, group      typeset.TextStyle
	tile, tileLabel, tileNote                      typeset.TextStyle
	cardNumber, cardTitle, cardText, cardNote      typeset.TextStyle
	factLabel, factValue                           typeset.TextStyle
	contents1, contents2, footnote, running, folio typeset.TextStyle
	gap                                            float64 // after a paragraph, mm
	white                                          float64 // between blocks, as a share of the usual
}

// leastSize is the size of the smallest type that is set, in points.
const leastSize = 7.5

// newTheme returns the styles; official sets the body in 12 points with lines
// half as far again, as papers of the Government are typed.
func newTheme(official bool) theme {
	t := theme{
		body: typeset.TextStyle{Face: pdf.Sans, Size: 10.5, Leading: 5.4, Colour: typeset.Ink, Ragged: false}, lead: typeset.TextStyle{Face: pdf.Sans, Size: 11, Leading: 5.8, Colour: typeset.Ink, Ragged: false},
		small: typeset.TextStyle{Face: pdf.Sans, Size: 8.5, Leading: 4.2, Colour: typeset.Mute, Ragged: false}, source: typeset.TextStyle{Face: pdf.Sans, Size: 8, Leading: 3.8, Colour: typeset.Mute, Ragged: false},
		aside: typeset.TextStyle{Face: pdf.Sans, Size: 9.5, Leading: 4.8, Colour: typeset.Ink, Ragged: false},
		h1:    typeset.TextStyle{Face: pdf.Serif, Size: 21, Leading: 9, Colour: typeset.Blue, Ragged: true}, h2: typeset.TextStyle{Face: pdf.Bold, Size: 13.5, Leading: 6.2, Colour: typeset.Ink, Ragged: true}, h3: typeset.TextStyle{Face: pdf.Bold, Size: 11, Leading: 5.4, Colour: typeset.Ink, Ragged: true},
		caption: typeset.TextStyle{Face: pdf.Bold, Size: 11, Leading: 5.1, Colour: typeset.Ink, Ragged: true}, descriptor: typeset.TextStyle{Face: pdf.Sans, Size: 9, Leading: 4.3, Colour: typeset.Mute, Ragged: true},
		cell: typeset.TextStyle{Face: pdf.Sans, Size: 9, Leading: 4.2, Colour: typeset.Ink, Ragged: false}, cellCompact: typeset.TextStyle{Face: pdf.Sans, Size: 8, Leading: 3.7, Colour: typeset.Ink, Ragged: false},
		head: typeset.TextStyle{Face: pdf.Sans, Size: 8, Leading: 3.6, Colour: typeset.Mute, Ragged: false}, group: typeset.TextStyle{Face: pdf.Bold, Size: 8.5, Leading: 4, Colour: typeset.Blue, Ragged: true},
		tile: typeset.TextStyle{Face: pdf.Bold, Size: 20, Leading: 8.4, Colour: typeset.Blue, Ragged: true}, tileLabel: typeset.TextStyle{Face: pdf.Sans, Size: 8.5, Leading: 3.9, Colour: typeset.Ink, Ragged: false}, tileNote: typeset.TextStyle{Face: pdf.Sans, Size: 7.5, Leading: 3.5, Colour: typeset.Mute, Ragged: true},
		cardNumber: typeset.TextStyle{Face: pdf.Serif, Size: 18, Leading: 7, Colour: typeset.Blue, Ragged: true}, cardTitle: typeset.TextStyle{Face: pdf.Bold, Size: 11.5, Leading: 5.4, Colour: typeset.Ink, Ragged: true},
		cardText: typeset.TextStyle{Face: pdf.Sans, Size: 10.2, Leading: 4.8, Colour: typeset.Ink, Ragged: false}, cardNote: typeset.TextStyle{Face: pdf.Sans, Size: 8.8, Leading: 3.9, Colour: typeset.Mute, Ragged: false},
		factLabel: typeset.TextStyle{Face: pdf.Sans, Size: 7.5, Leading: 3.4, Colour: typeset.Mute, Ragged: true}, factValue: typeset.TextStyle{Face: pdf.Sans, Size: 8.8, Leading: 3.9, Colour: typeset.Ink, Ragged: false},
		contents1: typeset.TextStyle{Face: pdf.Bold, Size: 10.5, Leading: 5.6, Colour: typeset.Ink, Ragged: true}, contents2: typeset.TextStyle{Face: pdf.Sans, Size: 10, Leading: 5.2, Colour: typeset.Ink, Ragged: true},
		footnote: typeset.TextStyle{Face: pdf.Sans, Size: 8, Leading: 3.7, Colour: typeset.Ink, Ragged: false}, running: typeset.TextStyle{Face: pdf.Sans, Size: 8, Leading: 4, Colour: typeset.Mute, Ragged: true}, folio: typeset.TextStyle{Face: pdf.Bold, Size: 9, Leading: 4, Colour: typeset.Ink, Ragged: true},
		gap: 2.4, white: 1,
	}
	t.cellDense = t.cellCompact
	t.cellDense.Leading = 3.4
	if official {
		for _, s := range []*typeset.TextStyle{&t.body, &t.lead} {
			s.Size, s.Leading = 12, 12*1.5*pdf.Point
		}
		t.cardText = t.body
		t.cardNote.Size, t.cardNote.Leading = 12, 12*1.25*pdf.Point
		t.aside.Size, t.aside.Leading = 12, 12*1.4*pdf.Point
		t.cardTitle.Size, t.cardTitle.Leading = 13, 13*1.3*pdf.Point
		t.factValue.Size, t.factValue.Leading = 12, 12*1.25*pdf.Point
		t.factLabel.Size, t.factLabel.Leading = 10, 10*1.25*pdf.Point
		t.cell.Size, t.cell.Leading = 12, 12*1.2*pdf.Point
		t.head.Size, t.head.Leading = 10, 10*1.2*pdf.Point
		t.gap = 3.4
	}
	return t
}

// headOver is the style of a table's head over cells of a style: never larger than they
// are.
func (t theme) headOver(cell typeset.TextStyle) typeset.TextStyle {
	st := t.head
	if st.Size > cell.Size {
		st.Leading *= cell.Size / st.Size
		st.Size = cell.Size
	}
	return st
}

// tightest is the least distance of lines, as a share of the size of type.
const tightest = 1.15

// leastCell is the size that the type of a table's cells keeps however tight.
const leastCell = 9.0

// tighter returns the styles with lines and paragraphs closer together by so many
// steps; the size of type stays, but for that of tables larger than usual.
func (t theme) tighter(steps int) theme {
	t.cell.Size = min(t.cell.Size, max(t.cell.Size-0.6*float64(steps), leastCell))
	for _, s := range []*typeset.TextStyle{&t.body, &t.lead, &t.small, &t.source, &t.aside, &t.cell, &t.cellCompact, &t.tileLabel, &t.footnote, &t.cardText, &t.cardNote, &t.factValue} {
		s.Leading = min(s.Leading, max(s.Leading*(1-0.06*float64(steps)), tightest*s.Size*pdf.Point))
	}
	t.white *= 1 - 0.12*float64(steps)
	return t
}
