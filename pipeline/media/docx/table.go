package docx

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"depository.example/depository/pipeline/media/palette"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/wording"
)

// A grid is a table as Word has it.
type grid struct {
	widths      []int // relative
	rows        []gridRow
	description string // for whoever hears it
	open        bool   // without rules
	source      bool   // what it rests on follows and stays with it
}

type gridRow struct {
	cells []gridCell
	head  bool // repeated on every page
}

type gridCell struct {
	content string // whole paragraphs
	span    int    // columns; 0 one
	fill    string // RRGGBB; "" none
}

// para returns a paragraph in a style.
func para(style, content string) string {
	return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>` + content + "</w:p>"
}

// measure is the width of the text in twentieths of a point: 165 mm.
const measure = 9354

// scaled turns relative widths into twentieths of a point.
func scaled(widths []int) []int {
	sum := 0
	for _, w := range widths {
		sum += max(w, 1)
	}
	out := make([]int, len(widths))
	for i, w := range widths {
		out[i] = measure * max(w, 1) / max(sum, 1)
	}
	return out
}

// grid writes a table. What follows a table is a paragraph, as Word wants it: where none
// does, an empty one.
func (d *writer) grid(t grid) {
	if d.turn || d.tabled {
		d.paragraph("Small", "", "", "")
	}
	edge := "nil"
	if !t.open {
		edge = "single"
	}
	d.raw(`<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:tblBorders>`, measure)
	for _, side := range []string{"top", "bottom", "insideH"} {
		d.raw(`<w:%s w:val="%s" w:sz="4" w:space="0" w:color="%s"/>`, side, edge, hex(palette.Rule))
	}
	d.raw(`</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar><w:tblLook w:val="0020" w:firstRow="1"/>`)
	if t.description != "" {
		d.raw(`<w:tblCaption w:val="%s"/>`, esc(t.description))
	}
	d.raw("</w:tblPr><w:tblGrid>")
	widths := scaled(t.widths)
	for _, w := range widths {
		d.raw(`<w:gridCol w:w="%d"/>`, w)
	}
	d.raw("</w:tblGrid>\n")
	short := t.short()
	for i, r := range t.rows {
		d.gridRow(r, widths, t.keeps(i, short))
	}
	d.raw("</w:tbl>\n")
	d.tabled = true
}

// Rows of a table that stay with the next: all of one with so few rows and characters, of
// a longer one the first and the last.
const (
	shortRows = 12
	shortText = 900
	gridEnds  = 2
)

// short reports whether a table is to stand on one page.
func (t *grid) short() bool {
	n := 0
	for _, r := range t.rows {
		for _, c := range r.cells {
			for _, text := range runText.FindAllStringSubmatch(c.content, -1) {
				n += utf8.RuneCountInString(text[2])
			}
		}
	}
	return len(t.rows) <= shortRows && n <= shortText
}

// keeps reports whether row i must not be the last on a page.
func (t *grid) keeps(i int, short bool) bool {
	n := len(t.rows)
	if i == n-1 {
		return t.source
	}
	return short || i < gridEnds || i >= n-gridEnds
}

// styled is the beginning of a paragraph's properties.
var styled = regexp.MustCompile(`<w:pStyle w:val="[^"]*"/>`)

func (d *writer) gridRow(r gridRow, widths []int, keep bool) {
	head := ""
	if r.head {
		head = "<w:tblHeader/>"
	}
	d.raw(`<w:tr><w:trPr><w:cantSplit/>%s</w:trPr>`, head)
	at := 0
	for _, c := range r.cells {
		n := max(c.span, 1)
		width := 0
		for i := at; i < min(at+n, len(widths)); i++ {
			width += widths[i]
		}
		at += n
		d.raw(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, width)
		if n > 1 {
			d.raw(`<w:gridSpan w:val="%d"/>`, n)
		}
		if c.fill != "" {
			d.raw(`<w:shd w:val="clear" w:color="auto" w:fill="%s"/>`, c.fill)
		}
		content := c.content
		if keep {
			content = styled.ReplaceAllString(content, "${0}<w:keepNext/>")
		}
		d.raw("</w:tcPr>%s</w:tc>", content)
	}
	d.raw("</w:tr>\n")
}

// hex is a colour as Word writes it.
func hex(colour uint32) string { return fmt.Sprintf("%06X", colour) }

// table writes a table with its title above and its source below.
func (d *writer) table(b *document.Table) {
	d.paragraph("Caption", b.ID, run("", numbered(d.doc.Labels.Table, b.Number, b.Title)), "")
	if len(b.Columns) == 0 {
		d.source(b.Source)
		return
	}
	t := grid{widths: shares(b, d.doc.Lang), description: b.Title}
	text := "TableText"
	if b.Compact || b.Dense {
		text = "TableCompact"
	}
	head := gridRow{head: true}
	for _, c := range b.Columns {
		head.cells = append(head.cells, gridCell{content: aligned("TableHead", c.Align, run("", c.Title))})
	}
	t.rows = append(t.rows, head)
	for _, r := range b.Rows {
		t.rows = append(t.rows, d.rowOf(b, r, text))
	}
	t.source = len(b.Source) > 0
	d.grid(t)
	d.source(b.Source)
}

// rowOf returns a row with as many cells as the table has columns.
func (d *writer) rowOf(b *document.Table, r document.Row, style string) gridRow {
	if r.Kind == document.GroupRow {
		var spans []document.Span
		if len(r.Cells) > 0 {
			spans = r.Cells[0].Spans
		}
		return gridRow{cells: []gridCell{{content: para("TableGroup", d.spans(spans)), span: len(b.Columns)}}}
	}
	var out gridRow
	for i, c := range b.Columns {
		var cell document.Cell
		if i < len(r.Cells) {
			cell = r.Cells[i]
		}
		spans := cell.Spans
		if r.Kind == document.TotalRow {
			spans = emboldened(spans)
		}
		g := gridCell{content: aligned(style, c.Align, d.spans(spans))}
		if cell.Class > 0 {
			class := palette.Class(cell.Class)
			g.fill = hex(palette.Shades[class])
			if palette.On(class) == palette.White {
				g.content = aligned("TableOnDark", c.Align, d.spans(spans))
			}
		}
		out.cells = append(out.cells, g)
	}
	return out
}

func emboldened(spans []document.Span) []document.Span {
	out := append([]document.Span(nil), spans...)
	for i := range out {
		out[i].Bold = true
	}
	return out
}

// aligned returns a paragraph that stands as its column does.
func aligned(style string, align document.Align, content string) string {
	side := ""
	switch align {
	case document.Right:
		side = `<w:jc w:val="right"/>`
	case document.Centre:
		side = `<w:jc w:val="center"/>`
	}
	return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/>` + side + "</w:pPr>" + content + "</w:p>"
}

// shares returns how wide columns are: by their longest word, and by the root of how
// much stands in them, so that a long text does not take everything.
func shares(b *document.Table, lang string) []int {
	out := make([]int, len(b.Columns))
	for i, c := range b.Columns {
		out[i] = breadth(c.Title, lang)
		for _, r := range b.Rows {
			if r.Kind != document.GroupRow && i < len(r.Cells) {
				out[i] = max(out[i], breadth(plain(r.Cells[i].Spans), lang))
			}
		}
	}
	return out
}

// breadth of a text: its longest word with a margin, or more where it is long.
func breadth(text, lang string) int {
	longest := 0
	for w := range strings.SplitSeq(wording.Tied(text, lang), " ") {
		longest = max(longest, utf8.RuneCountInString(w))
	}
	n := utf8.RuneCountInString(text)
	for wide := 10; wide*wide/4 < n && wide < 48; wide++ {
		longest = max(longest, wide)
	}
	return min(max(longest, 4), 48) + 3
}
