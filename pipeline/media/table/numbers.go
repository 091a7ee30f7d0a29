package table

import (
	"strings"

	"depository.example/depository/pipeline/tell/reference"
)

// Numbers returns numbers.csv: one row a finding that report and site print, by its
// reference. A place is the name of what prints it, and after "#" the anchor there.
func Numbers(list []reference.Number) Table {
	rows := make([][]string, len(list))
	for i, n := range list {
		rows[i] = []string{n.Ref, number(n.X), n.Unit, n.Text, strings.Join(n.Where, "; ")}
	}
	return Of([]string{"ref", "value", "unit", "text", "where"}, rows)
}
