package annexes

import (
	"strconv"

	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/writing"
)

// cited lists the cells that the text refers to by number.
func (c backPart) cited() {
	if len(c.Cited) == 0 {
		return
	}
	c.Section("cited", c.T("report.cited"))
	c.Say(c.T("report.cited.lead"))
	t := &document.Table{ID: writing.CitedID, Title: c.T("report.cited.title"), Dense: true}
	for range citedColumns {
		t.Columns = append(t.Columns, document.Column{Title: c.T("report.cited.column"), Width: 1})
	}
	for i, at := range c.Cited {
		if i%citedColumns == 0 {
			t.Rows = append(t.Rows, document.Row{})
		}
		row := &t.Rows[len(t.Rows)-1]
		row.Cells = append(row.Cells, c.reference(writing.CitedFrom(c.Writer)+i, at))
	}
	c.Add(t)
}

// citedColumns is how many references stand side by side.
const citedColumns = 3

// reference is one cell of a workbook, or of a table of text without sheets, with its
// number.
func (c backPart) reference(n int, at cell.Ref) document.Cell {
	place := at.Name()
	if at.Col == 0 && at.Row > 0 {
		place = c.T("report.cell.row", "row", strconv.Itoa(at.Row))
	}
	out := []document.Span{{Text: "[" + strconv.Itoa(n) + "]", Bold: true}, {Text: " " + at.File}}
	if at.Sheet != "" {
		out = append(out, document.Span{Text: ", "}, writing.Own(c.OwnLang(), at.Sheet))
	}
	return document.Cell{Spans: append(out, document.Span{Text: ", " + place})}
}
