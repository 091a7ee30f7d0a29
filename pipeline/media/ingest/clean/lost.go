// Package clean is what holds for answers of our forms and of partners' own tables
// alike, after they were read and before anybody else sees them: what is lost in a
// damaged file, answers that cannot be true, contacts of persons, one place under two
// names, and how much is told of one file.
package clean

import (
	"strings"

	"depository.example/depository/pipeline/survey/cell"
)

// Losses are the cells whose value the file does not give: those that could not
// be read, and those after the place where the reading of a sheet ended.
type Losses struct {
	cells map[cell.Ref]bool
	Ends  map[string]cell.Ref // of a sheet: the cell at which its reading ended
	Whole bool                // and what told that it is a form may be among them
}

// LostCells gathers what opening a workbook has told.
func LostCells(problems cell.Problems) Losses {
	out := Losses{cells: map[cell.Ref]bool{}, Ends: map[string]cell.Ref{}}
	for _, p := range problems {
		switch {
		case p.Ends() && p.At.Sheet != "":
			if first, known := out.Ends[p.At.Sheet]; !known || p.At.Compare(first) < 0 {
				out.Ends[p.At.Sheet] = p.At
			}
		case p.Code == "file-ods-cut":
			out.Whole = true
		case p.Severity == cell.Error && strings.HasPrefix(p.Code, "sheet-") && p.At.Row > 0 && p.At.Col > 0:
			out.cells[p.At] = true
		}
	}
	return out
}

// Any tells whether cells are lost, as they are of few files.
func (l *Losses) Any() bool { return len(l.cells)+len(l.Ends) > 0 }

// Has tells whether a cell is lost.
func (l Losses) Has(at cell.Ref) bool {
	if !l.Any() {
		return false
	}
	end, cut := l.Ends[at.Sheet]
	return l.cells[at] || cut && at.Row > 0 && (at.Row > end.Row || at.Row == end.Row && at.Col >= end.Col)
}

// ToldOnce leaves of the problems of a file one error a cell, the first: what
// the reading of the file tells (opened) is the cause of what the reader of its
// answers would say of a cell that is lost.
func ToldOnce(opened, read cell.Problems, lost Losses) cell.Problems {
	var out cell.Problems
	told := map[cell.Ref]bool{}
	for _, p := range opened {
		if p.Ends() {
			out = append(out, p)
			told[p.At] = true
		}
	}
	add := func(list cell.Problems, passed func(p cell.Problem) bool) {
		for _, p := range list {
			ofCell := p.At.Row > 0 && p.At.Col > 0
			if passed(p) || ofCell && p.Severity == cell.Error && told[p.At] {
				continue
			}
			told[p.At] = told[p.At] || ofCell && p.Severity == cell.Error
			out = append(out, p)
		}
	}
	add(opened, cell.Problem.Ends)
	add(read, func(p cell.Problem) bool { return p.Severity != cell.Note && lost.Has(p.At) })
	return out
}
