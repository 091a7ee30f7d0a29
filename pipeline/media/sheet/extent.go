package sheet

import (
	"strconv"

	"depository.example/depository/pipeline/survey/cell"
)

// An extent is how far the filled cells of a sheet reach.
type extent struct {
	lastRow, lastCol int  // the lowest row that has one, and the last of them in its row
	finished         bool // nothing more is wanted of the sheet
}

// counts counts a filled cell and reports whether it may be given: not when there
// are more than the limit, and not when it stands far from all others.
func (e *extent) counts(r *reader, row, col int) bool {
	before := e.lastCol
	if row != e.lastRow {
		before = 0
	}
	switch {
	case r.cells >= r.lim.Cells:
		r.problemAt(row, col, cell.Error, "sheet-too-many-cells", strconv.Itoa(r.lim.Cells))
		e.finished = true
		return false
	case row-e.lastRow > r.lim.BlankRun+1:
		r.problemAt(row, col, cell.Error, "sheet-blank-run", "", "limit", strconv.Itoa(r.lim.BlankRun))
		e.finished = true
		return false
	case col-before > r.lim.BlankRun+1:
		r.problemAt(row, col, cell.Error, "sheet-blank-run", "", "limit", strconv.Itoa(r.lim.BlankRun))
		return false
	}
	r.cells++
	if row > e.lastRow {
		e.lastRow, e.lastCol = row, col
	} else if row == e.lastRow {
		e.lastCol = max(e.lastCol, col)
	}
	return true
}
