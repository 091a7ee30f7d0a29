package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/media/publish"
	tables "depository.example/depository/pipeline/media/table"
	"depository.example/depository/pipeline/tell/plaintext"
	"depository.example/depository/pipeline/tell/wording"
)

// mostPrinted is how many changed ranks are printed; the file of --out has all.
const mostPrinted = 40

func newCompareMethodsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "compare-methods",
		Example: "  depository compare-methods now.yaml proposed.yaml --data asem.csv --out changes.csv",
		Args:    exactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			flag := func(name string) string { s, _ := cmd.Flags().GetString(name); return s }
			texts, err := textsOf(cmd)
			if err != nil {
				return err
			}
			out := flag("out")
			if err := tableNamed(texts, out); err != nil {
				return err
			}
			files, err := openResults(cmd, texts, publish.Target{Reads: publish.Reads{args[0], args[1], flag("data")}}, out)
			if err != nil {
				return err
			}
			c, err := compared(args, flag("data"), texts, cmd.ErrOrStderr())
			if err == nil && out != "" {
				err = files.put(out, c.csv)
			}
			if err := files.end(err); err != nil {
				return err
			}
			return c.print(cmd.OutOrStdout(), texts)
		},
	}
	f := cmd.Flags()
	f.String("data", "", "")
	f.String("out", "", "")
	cobra.CheckErr(cmd.MarkFlagRequired("data"))
	return cmd
}

// compared scores a table by two methods.
func compared(methods []string, data string, texts *wording.Catalogue, stderr io.Writer) (*comparison, error) {
	var x [2]*indexed
	for i, name := range methods {
		var err error
		if x[i], err = indexTable(name, data, texts, stderr); err != nil {
			return nil, err
		}
	}
	return contrast(x[0], x[1])
}

// A comparison is one table under two methods. Ranks 0 and scores NaN are missing.
type comparison struct {
	names     [2]string
	ids       []string // identity columns
	units     []string // in the order of the input
	rank      [2][]int
	score     [2][]float64
	agree     []int // positions of units with a score under both
	tau, rho  float64
	moved     int
	mean, max float64
}

// contrast puts two indices of one table side by side.
func contrast(a, b *indexed) (*comparison, error) {
	if !slices.Equal(a.method.Unit.ID, b.method.Unit.ID) {
		return nil, wording.Fail("diagnose.compare.columns", "a", strings.Join(a.method.Unit.ID, ", "), "b", strings.Join(b.method.Unit.ID, ", "))
	}
	if !slices.Equal(a.table.Units, b.table.Units) {
		return nil, wording.Fail("diagnose.compare.units")
	}
	c := &comparison{names: [2]string{label(a, b), label(b, a)}, ids: a.method.Unit.ID}
	for i, u := range a.inputOrder() {
		c.units = append(c.units, a.table.Units[u])
		for k, x := range []*indexed{a, b} {
			c.rank[k] = append(c.rank[k], x.scored.Rank[u])
			c.score[k] = append(c.score[k], x.scored.Value[x.table.Root()][u])
		}
		if c.rank[0][i] > 0 && c.rank[1][i] > 0 {
			c.agree = append(c.agree, i)
		}
	}
	c.measure()
	return c, nil
}

// label names a method, with its version where the ids are alike.
func label(x, other *indexed) string {
	if x.method.ID == other.method.ID {
		return x.method.ID + " " + x.method.Version
	}
	return x.method.ID
}

// measure sums up how far the rankings agree.
func (c *comparison) measure() {
	c.tau, c.rho = stat.Kendall(c.score[0], c.score[1]), stat.Spearman(c.score[0], c.score[1])
	sum := 0.0
	for _, i := range c.agree {
		if d := math.Abs(float64(c.rank[0][i] - c.rank[1][i])); d > 0 {
			c.moved++
			sum += d
			c.max = math.Max(c.max, d)
		}
	}
	c.mean = sum / float64(len(c.agree))
}

func (c *comparison) print(w io.Writer, t *wording.Catalogue) error {
	number := func(x float64, decimals int) string {
		if math.IsNaN(x) {
			return t.T("diagnose.none")
		}
		return t.Number(x, decimals)
	}
	fmt.Fprintln(w, t.T("diagnose.compare.title", "a", c.names[0], "b", c.names[1], "n", len(c.agree)))
	fmt.Fprintln(w, t.T("diagnose.compare.agree", "kendall", number(c.tau, 3), "spearman", number(c.rho, 3), "moved", c.moved, "n", len(c.agree), "mean", number(c.mean, 2), "most", number(c.max, 0)))
	changed := slices.DeleteFunc(slices.Clone(c.agree), func(i int) bool { return c.rank[0][i] == c.rank[1][i] })
	if len(changed) == 0 {
		_, err := fmt.Fprintln(w, t.T("diagnose.compare.same"))
		return err
	}
	slices.SortStableFunc(changed, func(i, j int) int { return cmp.Compare(c.shift(j), c.shift(i)) })
	table := plaintext.Table{Header: []string{t.T("diagnose.compare.unit"), t.T("diagnose.compare.rank-a"), t.T("diagnose.compare.rank-b"), t.T("diagnose.compare.rank-change"),
		t.T("diagnose.compare.score-a"), t.T("diagnose.compare.score-b"), t.T("diagnose.compare.score-change")}}
	for _, i := range changed[:min(len(changed), mostPrinted)] {
		table.Rows = append(table.Rows, []string{strings.ReplaceAll(c.units[i], "\x00", ", "), strconv.Itoa(c.rank[0][i]), strconv.Itoa(c.rank[1][i]),
			t.Signed(float64(c.rank[0][i]-c.rank[1][i]), 0), number(c.score[0][i], 2), number(c.score[1][i], 2), t.Signed(c.score[1][i]-c.score[0][i], 2)})
	}
	_, err := fmt.Fprintf(w, "\n%s", table)
	if more := len(changed) - mostPrinted; more > 0 && err == nil {
		_, err = fmt.Fprintln(w, t.T("diagnose.compare.more", "n", more))
	}
	return err
}

// shift is how many places a unit moves.
func (c *comparison) shift(i int) int {
	return max(c.rank[0][i]-c.rank[1][i], c.rank[1][i]-c.rank[0][i])
}

// csv writes one row a unit in the order of the input; a change of rank above 0
// is a rise.
func (c *comparison) csv(w io.Writer) error {
	rows := [][]string{append(slices.Clone(c.ids), "rank_a", "rank_b", "rank_change", "score_a", "score_b", "score_change")}
	for i, u := range c.units {
		change := ""
		if c.rank[0][i] > 0 && c.rank[1][i] > 0 {
			change = strconv.Itoa(c.rank[0][i] - c.rank[1][i])
		}
		rows = append(rows, append(strings.Split(u, "\x00"), rankCell(c.rank[0][i]), rankCell(c.rank[1][i]), change,
			shortest(c.score[0][i]), shortest(c.score[1][i]), shortest(c.score[1][i]-c.score[0][i])))
	}
	return tables.NewWriter(w).WriteAll(rows)
}
