package account

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"

	"depository.example/depository/pipeline/measure/index"
	"depository.example/depository/pipeline/tell/plaintext"
	"depository.example/depository/pipeline/tell/wording"
)

// mostMoved is how many changed ranks are printed.
const mostMoved = 40

// Contrast prints how far two methods agree, and the units whose rank changes, the
// largest change first. names are those of the methods, units those of the units as
// the contrast has them.
func Contrast(w io.Writer, t *wording.Catalogue, c *index.Contrast, names [2]string, units []string) error {
	fmt.Fprintln(w, t.T("diagnose.compare.title", "a", names[0], "b", names[1], "n", len(c.Both)))
	fmt.Fprintln(w, t.T("diagnose.compare.agree", "kendall", number(t, c.Kendall, 3), "spearman", number(t, c.Spearman, 3), "moved", c.Moved,
		"n", len(c.Both), "mean", number(t, c.Mean, 2), "most", number(t, c.Most, 0)))
	changed := slices.DeleteFunc(slices.Clone(c.Both), func(i int) bool { return c.Shift(i) == 0 })
	if len(changed) == 0 {
		_, err := fmt.Fprintln(w, t.T("diagnose.compare.same"))
		return err
	}
	places := func(i int) int { return max(c.Shift(i), -c.Shift(i)) }
	slices.SortStableFunc(changed, func(i, j int) int { return cmp.Compare(places(j), places(i)) })
	table := plaintext.Table{Header: []string{t.T("diagnose.compare.unit"), t.T("diagnose.compare.rank-a"), t.T("diagnose.compare.rank-b"), t.T("diagnose.compare.rank-change"),
		t.T("diagnose.compare.score-a"), t.T("diagnose.compare.score-b"), t.T("diagnose.compare.score-change")}}
	for _, i := range changed[:min(len(changed), mostMoved)] {
		table.Rows = append(table.Rows, []string{units[i], strconv.Itoa(c.Rank[0][i]), strconv.Itoa(c.Rank[1][i]), t.Signed(float64(c.Shift(i)), 0),
			number(t, c.Score[0][i], 2), number(t, c.Score[1][i], 2), t.Signed(c.Change(i), 2)})
	}
	_, err := fmt.Fprintf(w, "\n%s", table)
	if more := len(changed) - mostMoved; more > 0 && err == nil {
		_, err = fmt.Fprintln(w, t.T("diagnose.compare.more", "n", more))
	}
	return err
}

// number prints a number, or that there is none.
func number(t *wording.Catalogue, x float64, decimals int) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return t.T("diagnose.none")
	}
	return t.Number(x, decimals)
}
