package ingest

import (
	"slices"
	"strconv"

	"depository.example/depository/pipeline/survey/cell"
)

// What one workbook may hold and what is told of it, beyond the limits of the
// reader of tables. Who meets a bound is told of it by name.
const (
	mostAnswers  = 200_000 // records and answers of a workbook; an oblast has some 3,000
	mostAlike    = 1_000   // problems of one code of a table that are told one by one
	mostProblems = 2_000   // problems of a workbook
)

// tell adds a problem of a table, or counts it where many are alike.
func (t *tables) tell(s cell.Severity, code string, at cell.Ref, read string, args ...string) {
	if t.tells == nil {
		t.tells = map[string]int{}
	}
	if t.tells[code]++; t.tells[code] > mostAlike {
		t.untold++
		return
	}
	t.problems.Add(s, code, at, read, args...)
}

// isFull reports whether nothing more is read of a workbook because it has too many
// answers, and tells at which row that was.
func (t *tables) isFull(at cell.Ref) bool {
	if t.count < mostAnswers {
		return false
	}
	if !t.full {
		t.full = true
		t.tell(cell.Error, "table-too-long", at, "", "limit", strconv.Itoa(mostAnswers))
	}
	return true
}

// bound leaves of the problems of a file the most serious, in their order, and
// tells how many are not listed; untold are those that were only counted.
func bound(problems cell.Problems, file string, untold int) cell.Problems {
	left := mostProblems
	kept := make([]bool, len(problems))
	for _, ends := range []bool{true, false} {
		for _, severity := range []cell.Severity{cell.Error, cell.Warning, cell.Note} {
			for i, p := range problems {
				if left > 0 && p.Severity == severity && p.Ends() == ends {
					kept[i] = true
					left--
				}
			}
		}
	}
	if left > 0 && untold == 0 {
		return problems
	}
	i := -1
	out := slices.DeleteFunc(slices.Clone(problems), func(cell.Problem) bool { i++; return !kept[i] })
	if untold += len(problems) - len(out); untold > 0 {
		out.Add(cell.Error, "file-more", cell.Ref{File: file}, strconv.Itoa(untold), "limit", strconv.Itoa(len(out)))
	}
	return out
}
