package sheet

import (
	"strconv"

	"depository.example/depository/pipeline/survey/cell"
)

// An Extent is how far the filled cells of a sheet reach.
type Extent struct {
	lastRow, lastCol int  // the lowest row that has one, and the last of them in its row
	Finished         bool // nothing more is wanted of the sheet
}

// Counts counts a filled cell and reports whether it may be given: not when there
// are more than the limit, and not when it stands far from all others.
func (e *Extent) Counts(in *Intake, row, col int) bool {
	before := e.lastCol
	if row != e.lastRow {
		before = 0
	}
	switch {
	case in.cells >= in.Lim.Cells && !in.always():
		in.ProblemAt(row, col, cell.Error, "sheet-too-many-cells", strconv.Itoa(in.Lim.Cells))
		e.Finished = true
		return false
	case row-e.lastRow > in.Lim.BlankRun+1:
		in.ProblemAt(row, col, cell.Error, "sheet-blank-run", "", "limit", strconv.Itoa(in.Lim.BlankRun))
		e.Finished = true
		return false
	case col-before > in.Lim.BlankRun+1:
		in.ProblemAt(row, col, cell.Error, "sheet-blank-run", "", "limit", strconv.Itoa(in.Lim.BlankRun))
		return false
	}
	in.cells++
	if row > e.lastRow {
		e.lastRow, e.lastCol = row, col
	} else if row == e.lastRow {
		e.lastCol = max(e.lastCol, col)
	}
	return true
}

// mostAlways is how many cells are read of the sheet that is read always.
const mostAlways = 1_000

// always reports whether a cell is read whatever stands before its sheet: that it says
// what the workbook is must not depend on how much somebody has typed.
func (in *Intake) always() bool {
	if in.Lim.Always == "" || in.At.Sheet != in.Lim.Always || in.beyond == mostAlways {
		return false
	}
	in.beyond++
	return true
}
