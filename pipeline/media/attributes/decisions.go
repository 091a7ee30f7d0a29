package attributes

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/identity"
	"depository.example/depository/pipeline/survey/cell"
)

// IdentityFile is the table of decisions on which practices are one, among the inputs.
const IdentityFile = "identity.csv"

// DecisionColumns are those of a table of decisions.
var DecisionColumns = []string{"decision", "earlier_period", "earlier", "later_period", "later", "who", "why"}

// ReadDecisions reads a table of decisions (CSV or a workbook); rows whose decision is
// blank are not decided yet and left out. One that is no decision, or names nobody who
// took it, is a problem and does not count. A file that is not there holds none.
func ReadDecisions(path string) (out []identity.Decision, problems cell.Problems, err error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	t := &table{path: path, asked: DecisionColumns, needed: len(DecisionColumns)}
	err = t.each(func(field func(int) string, row int) {
		if field(0) == "" {
			return
		}
		d := identity.Decision{Kind: identity.Kind(strings.ToLower(field(0))), Period: field(1), Ref: field(2), Later: field(3), Become: field(4), Who: field(5), Why: field(6)}
		switch {
		case !slices.Contains(identity.Kinds, d.Kind):
			t.doubt("identity-decision", row, 0, field(0))
		case d.Who == "":
			t.doubt("identity-who", row, 5, "")
		case d.Kind == identity.Ended:
			d.Later, d.Become = "", ""
			out = append(out, d)
		default:
			out = append(out, d)
		}
	})
	return out, t.problems, err
}
