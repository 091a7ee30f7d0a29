package report

// cover draws the first page: the title on blue, with a field of squares that
// grows out of the corner.
func (p *printer) cover() {
	const left, width = 30.0, 150.0
	c, doc := p.canvas, p.doc
	c.addPage()
	c.artifact()
	c.rect(0, 0, pageWidth, pageHeight, blue)
	p.motif()
	c.artifact()
	c.rect(left, 61, 26, 2, yellow)
	p.coverText(doc.Organisation, left, 31, width, textStyle{bold, 10.5, 5.2, white, true}, 3)
	y := p.coverText(doc.Title, left, 68, width, p.titleStyle(width), 6)
	p.coverText(doc.Subtitle, left, y+7, width, textStyle{sans, 13.5, 7, white, true}, 5)
	foot := textStyle{sans, 9.5, 5, white, true}
	y = p.coverText(doc.Dateline, left, 248, 72, foot, 2)
	if doc.Notice != "" {
		y = p.coverText(doc.Notice, left, y+0.8, 72, textStyle{bold, 9.5, 5, yellow, true}, 3)
	}
	p.coverText(doc.Note, left, y+0.8, 72, foot, 4)
	if word := p.clean.text(p.opts.Draft); word != "" {
		p.coverText(word, left, 18, width, textStyle{bold, 14, 6, yellow, true}, 1)
	}
	c.release()
}

// titleStyle is the largest type in which the title takes five lines at most.
func (p *printer) titleStyle(width float64) textStyle {
	st := textStyle{serif, 31, 13.4, white, true}
	for st.size > 16 {
		text := p.wrap(p.plainRuns(p.doc.Title, st), width, false)
		if len(text.lines) <= 5 {
			break
		}
		st.size, st.leading = st.size-3, st.leading-1.3
	}
	return st
}

// coverText sets a paragraph of so many lines at most and gives where it ends.
func (p *printer) coverText(s string, x, y, width float64, st textStyle, most int) float64 {
	e := under(p.canvas.tree.root, "P")
	text := p.wrap(p.plainRuns(s, st), width, false)
	for i := range text.lines[:min(len(text.lines), most)] {
		p.setLine(text, i, x, y+0.78*st.leading, e)
		y += st.leading
	}
	return y
}

// motif is a field of squares in the lower right corner: columns that grow to
// the right, as a chart does, the last one crowned.
func (p *printer) motif() {
	const size, gap = 11.0, 2.0
	columns := [...]int{4, 6, 5, 8, 7, 9, 11, 13}
	shades := [...]rgb{0x1A5799, 0x2563A3, 0x3470AE, 0x477FB8, 0x5C8FC3, 0x6E9BCA}
	for i, tall := range columns {
		x := pageWidth - float64(len(columns)-i)*(size+gap) + gap
		for j := range tall {
			y := pageHeight - float64(j+1)*(size+gap) + gap
			// Lighter towards the top and the left, broken by a fixed pattern.
			weight := (len(columns) - i) + j/2 + (i*7+j*5)%4
			colour := shades[min(weight/3, len(shades)-1)]
			if i == len(columns)-1 && j == tall-1 {
				colour = yellow
			}
			p.canvas.rect(x, y, size, size, colour)
		}
	}
}
