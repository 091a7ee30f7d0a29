package foreign

import (
	"strconv"

	"depository.example/depository/pipeline/survey/cell"
)

// What one workbook may hold and what is told of it, beyond the limits of the
// reader of tables. Who meets a bound is told of it by name.
const (
	mostAnswers = 200_000 // records and answers of a workbook; an oblast has some 3,000
	mostAlike   = 1_000   // problems of one code of a table that are told one by one
)

// tell adds a problem of a table, or counts it where many are alike.
func (t *Tables) tell(s cell.Severity, code string, at cell.Ref, read string, args ...string) {
	if t.tells == nil {
		t.tells = map[string]int{}
	}
	if t.tells[code]++; t.tells[code] > mostAlike {
		t.Untold++
		return
	}
	t.problems.Add(s, code, at, read, args...)
}

// isFull reports whether nothing more is read of a workbook because it has too many
// answers, and tells at which row that was.
func (t *Tables) isFull(at cell.Ref) bool {
	if t.count < mostAnswers {
		return false
	}
	if !t.full {
		t.full = true
		t.tell(cell.Error, "table-too-long", at, "", "limit", strconv.Itoa(mostAnswers))
	}
	return true
}
