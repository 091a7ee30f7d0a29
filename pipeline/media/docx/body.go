package docx

import (
	"fmt"
	"strings"

	"depository.example/depository/pipeline/media/raster"
	"depository.example/depository/pipeline/tell/document"
)

// cover writes what stands on the first page. A sheet has none.
func (d *writer) cover() {
	if d.doc.Sheet {
		return
	}
	for _, line := range []struct{ style, text string }{
		{"Organisation", d.doc.Organisation}, {"Title", d.doc.Title}, {"Subtitle", d.doc.Subtitle},
		{"Dateline", d.doc.AsOf}, {"Dateline", d.doc.Dateline}, {"Dateline", d.doc.Notice}, {"Dateline", d.doc.Note},
	} {
		if line.text != "" {
			d.paragraph(line.style, "", run("", line.text), "")
		}
	}
	d.turn = true
}

// field returns a field with its result as written.
func field(code, result string) string {
	return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ` + esc(code) + ` </w:instrText></w:r>` +
		`<w:r><w:fldChar w:fldCharType="separate"/></w:r>` + result + `<w:r><w:fldChar w:fldCharType="end"/></w:r>`
}

// renewed asks Word to work out the fields as it opens the file: the pages of the
// contents. Without contents it asks for nothing.
func (d *writer) renewed() string {
	if d.doc.Contents == "" || d.doc.Sheet {
		return ""
	}
	return `<w:updateFields w:val="true"/>`
}

// contents writes a table of contents that Word renews: which page a chapter stands
// on is known to who sets the pages alone.
func (d *writer) contents() {
	if d.doc.Contents == "" || d.doc.Sheet {
		return
	}
	var entries []*document.Heading
	for _, b := range d.doc.Blocks {
		if h, ok := b.(*document.Heading); ok && h.ID != "" && h.Level < 3 {
			entries = append(entries, h)
		}
	}
	if entries == nil {
		return
	}
	d.paragraph("TOCHeading", "", run("", d.doc.Contents), "")
	for i, h := range entries {
		before, after := "", ""
		if i == 0 {
			before = `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \o "1-2" \h \z \u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`
		}
		if i == len(entries)-1 {
			after = `<w:r><w:fldChar w:fldCharType="end"/></w:r>`
		}
		name := d.bookmarks[h.ID]
		d.paragraph(fmt.Sprintf("TOC%d", max(h.Level, 1)), "", before+`<w:hyperlink w:anchor="`+name+`" w:history="1">`+run("", h.Text)+"<w:r><w:tab/></w:r>"+field("PAGEREF "+name+" \\h", "")+"</w:hyperlink>"+after, "")
	}
	d.turn = true
}

func (d *writer) block(b document.Block) {
	switch b := b.(type) {
	case *document.Heading:
		d.level = min(max(b.Level, 1), 3)
		d.turn = d.turn && d.level > 1 // a chapter's style begins a page already
		d.paragraph(fmt.Sprintf("Heading%d", d.level), b.ID, run("", b.Text), "")
	case *document.Paragraph:
		d.paragraph(styleOf(b.Style), "", d.spans(b.Spans), "")
	case *document.List:
		d.list(b)
	case *document.KeyFigures:
		d.keyFigures(b)
	case *document.Card:
		d.card(b)
	case *document.Table:
		d.table(b)
	case *document.Figure:
		d.figure(b)
	case *document.PageBreak:
		d.turn = true
	}
}

// styles of paragraphs.
var styles = [...]string{document.Body: "BodyText", document.Lead: "Lead", document.Small: "Small", document.Source: "Source", document.Aside: "Aside"}

func styleOf(s document.Style) string {
	if int(s) < len(styles) {
		return styles[s]
	}
	return styles[document.Body]
}

// bulleted is the numbering of bullets; every numbered list has its own after it.
const bulleted = 1

func (d *writer) list(b *document.List) {
	style, number := "ListBullet", bulleted
	if b.Ordered {
		d.lists++
		style, number = "ListNumber", bulleted+d.lists
	}
	size := ""
	if b.Compact {
		size = "<w:spacing w:after=\"40\"/>"
	}
	for _, item := range b.Items {
		d.paragraph(style, "", d.spans(item), fmt.Sprintf(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="%d"/></w:numPr>`, number)+size)
	}
}

// card writes a recommendation: its title is a heading below the last one, its facts
// are a table.
func (d *writer) card(b *document.Card) {
	title, number := b.Title, ""
	if b.Number != "" {
		number = b.Number + ". "
		title = number + title
	}
	d.paragraph(fmt.Sprintf("Heading%d", min(d.level+1, 4)), b.ID, d.spans([]document.Span{{Text: number}, {Text: b.Title, Lang: b.Lang}}), "")
	for i, inner := range b.Body {
		if p, ok := inner.(*document.Paragraph); ok && i == len(b.Body)-1 && len(b.Facts) > 0 {
			d.paragraph(styleOf(p.Style), "", d.spans(p.Spans), "<w:keepNext/>")
			continue
		}
		d.block(inner)
	}
	if len(b.Facts) == 0 {
		return
	}
	t := grid{widths: []int{28, 72}, description: title}
	for _, f := range b.Facts {
		value := d.spans(f.Spans)
		if f.Dots > 0 {
			n := min(f.Dots, 3)
			value = run("", strings.Repeat("●", n)+strings.Repeat("○", 3-n)+" ") + value
		}
		t.rows = append(t.rows, gridRow{cells: []gridCell{{content: para("TableHead", run("", f.Label))}, {content: para("TableText", value)}}})
	}
	d.grid(t)
}

// keyFigures writes large numbers side by side.
func (d *writer) keyFigures(b *document.KeyFigures) {
	if len(b.Items) == 0 {
		return
	}
	t := grid{open: true}
	row := gridRow{}
	for _, k := range b.Items {
		t.widths = append(t.widths, 1)
		text := para("KeyFigure", run("", k.Value)) + para("TableText", run("", k.Label))
		if k.Note != "" {
			text += para("Source", run("", k.Note))
		}
		row.cells = append(row.cells, gridCell{content: text})
	}
	t.rows = []gridRow{row}
	d.grid(t)
}

// emu are English Metric Units in a millimetre (ECMA-376, part 1, 20.1.2.1).
const emu = 36000

// tallest is how high a picture may be for its message and its source to stand on
// its page, mm.
const tallest = 205.0

// figure writes what a figure shows, its picture, and its source.
func (d *writer) figure(b *document.Figure) {
	d.paragraph("Caption", b.ID, run("", b.Message), "")
	if below := numbered(d.doc.Labels.Figure, b.Number, b.Measure); below != "" {
		d.paragraph("Descriptor", "", run("", below), "")
	}
	picture, err := raster.Figure(b, d.doc, dpi)
	if err != nil {
		d.err = err
		return
	}
	if picture.PNG != nil {
		d.pictures = append(d.pictures, picture)
		n := len(d.pictures)
		alt := b.Alt
		if alt == "" {
			alt = b.Message
		}
		size := min(1, tallest/picture.Height)
		d.paragraph("Picture", "", fmt.Sprintf(drawing, int(size*picture.Width*emu), int(size*picture.Height*emu), n, esc(alt)), "")
	}
	d.source(b.Source)
}

// drawing is a picture in its line: width, height, number, alternative text.
const drawing = `<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%[1]d" cy="%[2]d"/><wp:docPr id="%[3]d" name="figure%[3]d" descr="%[4]s"/>` +
	`<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>` +
	`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="%[3]d" name="figure%[3]d.png" descr="%[4]s"/><pic:cNvPicPr/></pic:nvPicPr>` +
	`<pic:blipFill><a:blip r:embed="rIdPicture%[3]d"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>` +
	`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%[1]d" cy="%[2]d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`

func (d *writer) source(spans []document.Span) {
	if spans != nil {
		d.paragraph("Source", "", d.spans(spans), "")
	}
}

// numbered is a number with its word before a text: "Figure 3. Points".
func numbered(word, number, text string) string {
	if number == "" {
		return text
	}
	return strings.TrimSpace(word + "\u00A0" + number + ". " + text)
}
