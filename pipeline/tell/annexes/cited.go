package annexes

import (
	"strconv"

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
	t := &document.Table{
		ID: writing.CitedID, Title: c.T("report.cited.title"), Compact: true,
		Columns: []document.Column{
			{Title: c.T("report.cited.number"), Align: document.Right, Width: 1}, {Title: c.T("report.column.file"), Width: 4},
			{Title: c.T("report.cited.sheet"), Width: 4}, {Title: c.T("report.column.cell"), Width: 2},
		},
	}
	for i, at := range c.Cited {
		place := at.Name()
		if at.Col == 0 && at.Row > 0 {
			place = c.T("report.cell.row", "row", strconv.Itoa(at.Row))
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			writing.HeadCell("[" + strconv.Itoa(writing.CitedFrom(c.Writer)+i) + "]"), writing.PlainCell(at.File),
			{Spans: []document.Span{writing.Own(c.OwnLang(), at.Sheet)}}, writing.PlainCell(place),
		}})
	}
	c.Add(t)
}
