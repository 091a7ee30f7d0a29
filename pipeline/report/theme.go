package report

// A theme holds the styles of one report.
type theme struct {
	body, lead, small, source, aside               textStyle
	h1, h2, h3                                     textStyle
	caption, descriptor                            textStyle
	cell, cellCompact, head, group                 textStyle
	tile, tileLabel, tileNote                      textStyle
	cardNumber, cardTitle, cardText, cardNote      textStyle
	factLabel, factValue                           textStyle
	contents1, contents2, footnote, running, folio textStyle
	gap                                            float64 // after a paragraph, mm
	white                                          float64 // between blocks, as a share of the usual
}

// newTheme gives the styles; official sets the body in 12 points with lines
// half as far again, as papers of the Government are typed.
func newTheme(official bool) theme {
	t := theme{
		body: textStyle{sans, 10.5, 5.4, ink, false}, lead: textStyle{sans, 11, 5.8, ink, false},
		small: textStyle{sans, 8.5, 4.2, mute, false}, source: textStyle{sans, 8, 3.8, mute, false},
		aside: textStyle{sans, 9.5, 4.8, ink, false},
		h1:    textStyle{serif, 21, 9, blue, true}, h2: textStyle{bold, 13.5, 6.2, ink, true}, h3: textStyle{bold, 11, 5.4, ink, true},
		caption: textStyle{bold, 11, 5.1, ink, true}, descriptor: textStyle{sans, 9, 4.3, mute, true},
		cell: textStyle{sans, 9, 4.2, ink, false}, cellCompact: textStyle{sans, 8, 3.7, ink, false},
		head: textStyle{sans, 8, 3.6, mute, false}, group: textStyle{bold, 8.5, 4, blue, true},
		tile: textStyle{bold, 20, 8.4, blue, true}, tileLabel: textStyle{sans, 8.5, 3.9, ink, false}, tileNote: textStyle{sans, 7.5, 3.5, mute, true},
		cardNumber: textStyle{serif, 18, 7, blue, true}, cardTitle: textStyle{bold, 11.5, 5.4, ink, true},
		cardText: textStyle{sans, 10.2, 4.8, ink, false}, cardNote: textStyle{sans, 8.8, 3.9, mute, false},
		factLabel: textStyle{sans, 7.5, 3.4, mute, true}, factValue: textStyle{sans, 8.8, 3.9, ink, false},
		contents1: textStyle{bold, 10.5, 5.6, ink, true}, contents2: textStyle{sans, 10, 5.2, ink, true},
		footnote: textStyle{sans, 8, 3.7, ink, false}, running: textStyle{sans, 8, 4, mute, true}, folio: textStyle{bold, 9, 4, ink, true},
		gap: 2.4, white: 1,
	}
	if official {
		for _, s := range []*textStyle{&t.body, &t.lead} {
			s.size, s.leading = 12, 12*1.5*point
		}
		t.cardText = t.body
		t.cardNote.size, t.cardNote.leading = 12, 12*1.25*point
		t.aside.size, t.aside.leading = 12, 12*1.4*point
		t.cardTitle.size, t.cardTitle.leading = 13, 13*1.3*point
		t.factValue.size, t.factValue.leading = 12, 12*1.25*point
		t.factLabel.size, t.factLabel.leading = 10, 10*1.25*point
		t.cell.size, t.cell.leading = 12, 12*1.2*point
		t.head.size, t.head.leading = 10, 10*1.2*point
		t.gap = 3.4
	}
	return t
}

// tightest is the least distance of lines, as a share of the size of type.
const tightest = 1.15

// tighter gives the styles with lines and paragraphs closer together by so many
// steps; the size of type stays.
func (t theme) tighter(steps int) theme {
	for _, s := range []*textStyle{&t.body, &t.lead, &t.small, &t.source, &t.aside, &t.cell, &t.cellCompact, &t.tileLabel, &t.footnote} {
		s.leading = min(s.leading, max(s.leading*(1-0.06*float64(steps)), tightest*s.size*point))
	}
	t.white *= 1 - 0.12*float64(steps)
	return t
}
