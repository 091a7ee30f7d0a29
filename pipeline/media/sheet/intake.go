package sheet

import (
	"slices"
	"strconv"
	"sync"

	"depository.example/depository/pipeline/survey/cell"
)

// An Intake is what the reader of a format fills: a book and its problems, counted
// against the limits. Rows are handed over as they come, or kept in their sheets.
type Intake struct {
	Lim      Limits
	Book     *Book
	Problems cell.Problems
	At       cell.Ref // where problems stand, but for row and column
	Visit    func(s *Sheet, row []Cell) bool
	Keep     bool           // rows are kept in their sheets
	Lends    bool           // and the sheets have them until Return
	Told     map[string]int // problems of the sheet at hand, by code
	cells    int            // filled so far
	beyond   int            // and of the sheet that is read always, beyond the limit
	kept     []Cell         // of the sheet at hand
	room     []Cell         // that kept and, where it lends, the sheets before have their part of
}

// NewIntake begins a book that cells and problems are to call name. Its rows are
// kept, or handed to visit where that is given. End has to follow.
func NewIntake(name string, lim Limits, visit func(s *Sheet, row []Cell) bool) *Intake {
	in := &Intake{Lim: lim.OrDefault(), Book: &Book{File: name}, At: cell.Ref{File: name}, Visit: visit, Told: map[string]int{}}
	if visit == nil {
		in.Keep, in.kept = true, *buffers.Get().(*[]Cell)
		in.room = in.kept
		in.Visit = func(_ *Sheet, row []Cell) bool {
			in.kept = append(in.kept, row...)
			return true
		}
	}
	return in
}

// buffers keep the rows of a sheet until it is over, one for each book at a time.
var buffers = sync.Pool{New: func() any { return new([]Cell) }}

// End returns memory to the next intake, without anything of this book; but for what
// is lent.
func (in *Intake) End() {
	in.Visit = nil
	if !in.Lends {
		in.Return()
	}
}

// Return takes back the cells of the sheets that were lent, and returns their memory to
// the next intake.
func (in *Intake) Return() {
	in.follow()
	if room := in.room[:cap(in.room)]; in.Keep && len(room) <= 2*keptBuffer {
		clear(room[:len(room)-cap(in.kept)+len(in.kept)])
		room = room[:0] // its own, since the intake is held by whoever holds the book
		buffers.Put(&room)
	}
	in.kept, in.room = nil, nil
}

// follow takes the room that kept has grown into for that of the intake.
func (in *Intake) follow() {
	last := func(s []Cell) *Cell {
		if s = s[:cap(s)]; len(s) == 0 {
			return nil
		}
		return &s[len(s)-1]
	}
	if at := last(in.kept); at != nil && at != last(in.room) {
		in.room = in.kept
	}
}

// Problems of one code on one sheet, and of one file, that are told one by one.
const (
	maxTold     = 1_000
	maxProblems = 10_000
)

// Problem adds a problem of the file or of the sheet at hand.
func (in *Intake) Problem(s cell.Severity, code, read string, args ...string) {
	in.Tell(s, code, in.At, read, args...)
}

// ProblemAt adds a problem of a cell of the sheet at hand, of a row (col 0) or of a
// column (row 0).
func (in *Intake) ProblemAt(row, col int, s cell.Severity, code, read string, args ...string) {
	at := in.At
	at.Row, at.Col = row, col
	in.Tell(s, code, at, read, args...)
}

// Tell adds a problem, or counts it where there are many of its kind.
func (in *Intake) Tell(s cell.Severity, code string, at cell.Ref, read string, args ...string) {
	if in.Told[code]++; in.Told[code] <= maxTold && len(in.Problems) < maxProblems {
		in.Problems.Add(s, code, at, read, args...)
		return
	}
	in.Told[""]++
}

// TellMore ends a sheet: it tells how many problems were only counted.
func (in *Intake) TellMore() {
	if n := in.Told[""]; n > 0 {
		in.Problems.Add(cell.Error, "sheet-more", in.At, strconv.Itoa(n))
	}
	clear(in.Told)
}

// Settle returns a sheet the cells that are kept, in order.
func (in *Intake) Settle(s *Sheet) {
	n := len(in.kept)
	switch in.follow(); {
	case !in.Keep || n == 0:
		return
	case in.Lends:
		s.Cells, in.kept = in.kept[:n:n], in.kept[n:]
	case n < keptBuffer:
		s.Cells = slices.Clone(in.kept)
		clear(in.kept) // nothing of this sheet stays behind
		in.kept = in.kept[:0]
	default:
		s.Cells, in.kept, in.room = in.kept, nil, nil
	}
	if s.Disorder {
		s.Cells = inOrder(s.Cells, func(c Cell, severity cell.Severity) {
			in.ProblemAt(c.Row, c.Col, severity, "sheet-cell-twice", Short(c.Text))
		})
	}
}

// keptBuffer is the number of cells up to which a sheet is copied out of the
// buffer that all sheets share.
const keptBuffer = 1 << 16
