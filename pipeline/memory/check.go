package memory

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/measure/peers"
	"depository.example/depository/pipeline/media/attributes"
	"depository.example/depository/pipeline/media/settings"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/workspace"
)

// A Check is how well a forecast of one tool did.
type Check = peers.Check

// A Checked is what forecasts of who adopted what would have been worth.
type Checked struct {
	Checks   []Check
	Likeness string // how the forecast by likeness is called
	Doubts   cell.Problems
}

// CheckAdoption judges forecasts of the adoption that a file tells, by the attributes
// of another one ("" that of the inputs), some of them (none: all).
func CheckAdoption(opts pipeline.Options, adoptionFile, attributesFile string, only []string, k int) (out Checked, err error) {
	w, err := workspace.Open(opts.Sources)
	if err != nil {
		return out, err
	}
	file, err := attributes.Choose(attributesFile, opts.Inputs)
	if err != nil {
		return out, err
	}
	table, doubts, err := attributes.Read(file)
	if err != nil {
		return out, err
	}
	adoption, more, err := attributes.ReadAdoption(adoptionFile)
	if err != nil {
		return out, err
	}
	if table, err = chosen(table, only, file); err != nil {
		return out, err
	}
	return Checked{table.CheckAdoption(adoption.Tools, adoption.Known, w.Method.Peers.Weights, k, whereOf(w)), likenessName(only, filepath.Base(file)), append(doubts, more...)}, nil
}

// chosen is a table of some of its attributes; none: all.
func chosen(table *peers.Table, only []string, file string) (*peers.Table, error) {
	for _, a := range only {
		if _, known := table.Column(a); !known {
			return nil, settings.Unknown("adopt.attribute", a, table.Attributes, "file", file)
		}
	}
	if len(only) == 0 {
		return table, nil
	}
	return table.Only(table.Places, only), nil
}

// CheckRows are forecasts as a table, with a header.
func CheckRows(checks []Check, likeness string) [][]string {
	rows := [][]string{{"forecast", "k", "tool", "places", "adopters", "auc"}}
	for _, c := range checks {
		rows = append(rows, checkRow(c, likeness))
	}
	return rows
}

func checkRow(c Check, likeness string) []string {
	name := map[string]string{"likeness": likeness, "map": "nearest on the map", "oblast": "same oblast"}[c.Forecast]
	k, auc := "", ""
	if c.K > 0 {
		k = strconv.Itoa(c.K)
	}
	if c.AUC == c.AUC { // of no pair there is none
		auc = strconv.FormatFloat(c.AUC, 'f', 6, 64)
	}
	return []string{name, k, c.Tool, strconv.Itoa(c.Places), strconv.Itoa(c.Adopters), auc}
}

// likenessName says by which attributes of which file places are alike.
func likenessName(only []string, file string) string {
	numbers := strings.Fields("no one two three four five six seven eight nine ten eleven twelve")
	switch n := len(only); {
	case n == 0:
		return "all attributes, " + file
	case n == 1:
		return only[0] + " alone, " + file
	case n < len(numbers):
		return numbers[n] + " attributes, " + file
	default:
		return fmt.Sprintf("%d attributes, %s", n, file)
	}
}
