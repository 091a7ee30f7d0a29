package clean

import (
	"slices"
	"strconv"

	"depository.example/depository/pipeline/survey/cell"
)

// MostProblems is how many problems of a workbook are told. Who meets the bound is
// told of it by name.
const MostProblems = 2_000

// Bound leaves of the problems of a file the most serious, in their order, and
// tells how many are not listed; untold are those that were only counted.
func Bound(problems cell.Problems, file string, untold int) cell.Problems {
	left := MostProblems
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
