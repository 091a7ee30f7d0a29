package indexfile

import (
	"io"
	"slices"
	"strconv"

	"depository.example/depository/pipeline/measure/index"
	"depository.example/depository/pipeline/measure/items"
	"depository.example/depository/pipeline/media/table"
)

// Contrast writes one row a unit in the order of the contrast; a change of rank
// above 0 is a rise. ids are the columns that name units, units what stands there;
// without ids the rows go on a table that has its header.
func Contrast(w io.Writer, c *index.Contrast, ids []string, units [][]string) error {
	var rows [][]string
	if ids != nil {
		rows = append(rows, append(slices.Clone(ids), "rank_a", "rank_b", "rank_change", "score_a", "score_b", "score_change"))
	}
	for i, u := range units {
		change := ""
		if c.Rank[0][i] > 0 && c.Rank[1][i] > 0 {
			change = strconv.Itoa(c.Shift(i))
		}
		rows = append(rows, append(slices.Clone(u), rank(c.Rank[0][i]), rank(c.Rank[1][i]), change,
			index.Digits(c.Score[0][i]), index.Digits(c.Score[1][i]), index.Digits(c.Change(i))))
	}
	return table.NewWriter(w).WriteAll(rows)
}

// Criteria writes what there is to know about the data, one row a criterion, with
// all digits.
func Criteria(w io.Writer, r *items.Report) error {
	rows := [][]string{{"criterion", "asked", "n", "availability", "min", "max", "mean", "median", "sd", "skewness", "kurtosis",
		"distinct", "most_common", "outliers", "distinguishes", "effective_weight", "r2_with_root", "rank_shift_mean", "rank_shift_max"}}
	for _, c := range r.Criteria {
		row := []string{c.ID, strconv.Itoa(c.Asked), strconv.Itoa(c.N)}
		for _, x := range []float64{c.Availability, c.Min, c.Max, c.Mean, c.Median, c.SD, c.Skew, c.Kurt} {
			row = append(row, index.Digits(x))
		}
		rows = append(rows, append(row, strconv.Itoa(c.Distinct), index.Digits(c.Most), strconv.FormatBool(c.Outliers), strconv.FormatBool(c.Says),
			index.Digits(c.Weight), index.Digits(c.Explains), index.Digits(c.Moved), strconv.Itoa(c.MovedMost)))
	}
	return table.NewWriter(w).WriteAll(rows)
}
