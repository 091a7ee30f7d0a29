package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"depository/pipeline/cell"
	"depository/pipeline/method"
	"depository/pipeline/robust"
	"depository/pipeline/score"
	"depository/pipeline/sheet"
)

func newIndexCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "index",
		Short: "Score any table of units and indicators by a method",
		Long: `index reads a table with one row a unit and one column an indicator, scores it by
a method file and writes one row a unit, in the order of the input: the identity
columns, one column a node of the method's tree (children before parents, the
root last), rank and coverage. A score that is missing is an empty field.

With --uncertainty it also writes <out>.uncertainty.csv: ranks and scores under
the draws that the method's uncertainty names, or under those of --replay; and
<out>.sensitivity.csv where the method asks what the ranking depends on.`,
		Example: `  depository index --method hdi.yaml --data hdi.csv --out result.csv
  depository index --method asem.yaml --data asem.csv --out result.csv --uncertainty
  depository index --method hdi.yaml --data hdi.csv --explain "UKR,2022"`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runIndex(cmd) },
	}
	f := cmd.Flags()
	f.String("method", "", "method file, or the name of a built-in method")
	f.String("data", "", "table to score: CSV or XLSX")
	f.String("out", "", "file to write (default: standard output)")
	f.Bool("uncertainty", false, "also write <out>.uncertainty.csv")
	f.String("replay", "", "draws to score instead of own ones: a row a replication, a column a choice, weights by node")
	f.String("explain", "", "print how one unit's score came about; several identity columns are joined by commas")
	cobra.CheckErr(errors.Join(cmd.MarkFlagRequired("method"), cmd.MarkFlagRequired("data")))
	return cmd
}

// indexed is a table as read, and its scores.
type indexed struct {
	method *method.Method
	rows   int // of the data, below the header
	frame  *score.Frame
	table  *score.Table
	scored *score.Scored
}

// table is a table of texts with its header.
type table struct {
	header []string
	rows   [][]string
	comma  bool // numbers have a decimal comma
}

func runIndex(cmd *cobra.Command) error {
	flag := func(name string) string { s, _ := cmd.Flags().GetString(name); return s }
	out, replay := flag("out"), flag("replay")
	uncertain, _ := cmd.Flags().GetBool("uncertainty")
	if (uncertain || replay != "") && out == "" {
		return errors.New("--uncertainty writes a second file beside the first: say --out R.csv")
	}
	defer debug.SetGCPercent(debug.SetGCPercent(40)) // a large table is held once: room matters more than haste
	x, err := indexTable(flag("method"), flag("data"), cmd.ErrOrStderr())
	if err != nil {
		return err
	}
	if unit := flag("explain"); unit != "" {
		return x.explain(cmd.OutOrStdout(), unit)
	}
	x.frame = nil // the table has its own
	if err := put(out, cmd.OutOrStdout(), x.write); err != nil {
		return err
	}
	if !uncertain && replay == "" {
		return nil
	}
	return x.uncertainty(strings.TrimSuffix(out, filepath.Ext(out))+".uncertainty.csv", replay, cmd.OutOrStdout())
}

// indexTable reads method and data and scores the table. What could not be read
// or done is told on stderr.
func indexTable(methodName, data string, stderr io.Writer) (*indexed, error) {
	m, err := methodOf(methodName)
	if err != nil {
		return nil, err
	}
	x := &indexed{method: m}
	var unread []method.Unread
	if unread, err = x.read(data); err != nil {
		return nil, fmt.Errorf("%s: %w", data, err)
	}
	for i, u := range unread {
		if i == 20 {
			fmt.Fprintf(stderr, "%s: %d more cells could not be read\n", data, len(unread)-i)
			break
		}
		fmt.Fprintf(stderr, "%s: row %d, column %s: %q cannot be read and counts as missing\n", data, u.Row+1, u.Column, u.Text)
	}
	if x.table, err = m.Model.PrepareTable(x.frame); err != nil {
		return nil, fmt.Errorf("%s: %w", data, err)
	}
	x.scored = x.table.Score(nil)
	for _, d := range x.scored.Doubts {
		fmt.Fprintf(stderr, "%s: %s\n", data, doubtText(d))
	}
	return x, nil
}

// read reads the data into columns; the texts are not kept.
func (x *indexed) read(path string) ([]method.Unread, error) {
	t, err := readTable(path)
	if err != nil {
		return nil, err
	}
	x.rows = len(t.rows)
	f, unread, err := x.method.Frame(t.header, t.rows, t.comma)
	x.frame = f
	return unread, err
}

// doubtText says what a reader of the scores should know.
func doubtText(d score.Doubt) string {
	text := map[string]string{
		"constant":     "does not distinguish the units: all have one value",
		"denominator":  "has no denominator (%s is zero or missing)",
		"impute-group": "could not be imputed: nobody in the group has a value (%s)",
		"treatment":    "still has outliers after treatment%s",
		"transform":    "has values without a transform (%s)",
		"normalise":    "cannot be normalised: %s",
		"rows":         "%s",
		"zero":         "has no score: a value at or below zero under a mean that is undefined there%s",
	}[d.Code]
	if strings.Contains(text, "%s") {
		text = fmt.Sprintf(text, d.Text)
	}
	if d.Unit != "" {
		text += " (first: " + strings.ReplaceAll(d.Unit, "\x00", ", ") + ")"
	}
	return fmt.Sprintf("%s %s; units concerned: %d", d.Node, text, d.Count)
}

// readTable reads a table of texts: a CSV file, or the first sheet of a workbook.
func readTable(path string) (table, error) {
	f, err := os.Open(path)
	if err != nil {
		return table{}, err
	}
	defer f.Close()
	t, err := readCSV(bufio.NewReaderSize(f, 1<<16))
	if !errors.Is(err, errNotUTF8) {
		return t, err
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return table{}, err
	}
	return readBook(path, data)
}

// readBook reads a workbook, or a CSV file in another encoding.
func readBook(path string, data []byte) (table, error) {
	book, problems := sheet.ReadBytes(filepath.Base(path), data, sheet.DefaultLimits)
	for _, p := range problems {
		if p.Severity == cell.Error {
			return table{}, fmt.Errorf("%s: %s", p.At, p.Code)
		}
	}
	if book == nil || len(book.Sheets) == 0 {
		return table{}, errors.New("no table in the file")
	}
	cells := book.Sheets[0].Cells
	t := table{}
	for _, c := range cells {
		for len(t.rows) < c.Row {
			t.rows = append(t.rows, nil)
		}
		row := &t.rows[c.Row-1]
		for len(*row) < c.Col {
			*row = append(*row, "")
		}
		(*row)[c.Col-1] = c.Text
	}
	for len(t.rows) > 0 && len(t.rows[0]) == 0 {
		t.rows = t.rows[1:]
	}
	if len(t.rows) == 0 {
		return t, errors.New("the table is empty; the first row names the columns")
	}
	t.header = t.rows[0]
	t.rows = slices.DeleteFunc(t.rows[1:], func(r []string) bool { return len(r) == 0 })
	return t, nil
}

// errNotUTF8 says that a file is no CSV file in UTF-8: a workbook, or text in
// another encoding.
var errNotUTF8 = errors.New("not UTF-8")

// readCSV reads a CSV file; what its first line has most of separates the cells.
func readCSV(in *bufio.Reader) (table, error) {
	if mark, _ := in.Peek(3); string(mark) == "\ufeff" {
		_, _ = in.Discard(3)
	}
	start, _ := in.Peek(1 << 15)
	if bytes.HasPrefix(start, []byte("PK\x03\x04")) {
		return table{}, errNotUTF8
	}
	line, _, _ := bytes.Cut(start, []byte("\n"))
	r := csv.NewReader(in)
	t := table{}
	switch n := bytes.Count(line, []byte(",")); {
	case bytes.Count(line, []byte(";")) > n:
		r.Comma, t.comma = ';', true
	case bytes.Count(line, []byte("\t")) > n:
		r.Comma, t.comma = '\t', true
	}
	for {
		row, err := r.Read()
		switch {
		case err == io.EOF && t.header == nil:
			return t, errors.New("the table is empty; the first row names the columns")
		case err == io.EOF:
			return t, nil
		case slices.ContainsFunc(row, func(s string) bool { return !utf8.ValidString(s) }):
			return t, errNotUTF8
		case err != nil:
			return t, err
		case t.header == nil:
			t.header = row
		default:
			t.rows = append(t.rows, row)
		}
	}
}

// write prints one row a unit in the order of the input.
func (x *indexed) write(w io.Writer) error {
	c := csv.NewWriter(w)
	head := append([]string(nil), x.method.Unit.ID...)
	for _, n := range x.scored.Nodes {
		if !n.Theme {
			head = append(head, n.ID)
		}
	}
	nodes := len(head) - len(x.method.Unit.ID)
	if err := c.Write(append(head, "rank", "coverage")); err != nil {
		return err
	}
	for _, u := range x.inputOrder() {
		row := strings.Split(x.table.Units[u], "\x00")
		for at := range nodes {
			row = append(row, shortest(x.scored.Value[at][u]))
		}
		rank := ""
		if x.scored.Rank[u] > 0 {
			rank = strconv.Itoa(x.scored.Rank[u])
		}
		if err := c.Write(append(row, rank, shortest(x.scored.Cover[nodes-1][u]))); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// inputOrder gives the units in the order of their first rows.
func (x *indexed) inputOrder() []int {
	at := make([]int, x.rows)
	for i := range at {
		at[i] = -1
	}
	for u, row := range x.table.Rows {
		at[row] = u
	}
	var out []int
	for _, u := range at {
		if u >= 0 {
			out = append(out, u)
		}
	}
	return out
}

// shortest prints a number so that it reads back to the same float64; nothing
// for one that is missing.
func shortest(v float64) string {
	switch a := max(v, -v); {
	case v != v:
		return ""
	case a != 0 && (a < 1e-6 || a >= 1e21):
		return strconv.FormatFloat(v, 'e', -1, 64)
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// put writes a file whole or not at all; "" is standard output.
func put(path string, stdout io.Writer, write func(io.Writer) error) error {
	if path == "" {
		return write(stdout)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".depository-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // nothing is there once it has its name
	b := bufio.NewWriterSize(f, 1<<16)
	if err := errors.Join(write(b), b.Flush(), f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// uncertainty writes what the draws say about every unit.
func (x *indexed) uncertainty(path, replay string, stdout io.Writer) error {
	plan, nodes := x.method.Uncertainty, x.table.Nodes()
	draw := func(i int) *score.Change { return plan.Draw(i, nodes) }
	n := plan.Replications
	if replay != "" {
		given, err := readTable(replay)
		if err != nil {
			return fmt.Errorf("%s: %w", replay, err)
		}
		changes, err := plan.Replay(given.header, given.rows, nodes)
		if err != nil {
			return fmt.Errorf("%s: %w", replay, err)
		}
		n, draw = len(changes), func(i int) *score.Change { return changes[i] }
	}
	if n == 0 {
		return errors.New("the method has no uncertainty: write uncertainty: {replications: 1000, weights: {noise: 0.25}}")
	}
	spread := robust.Run(n, func(i int) []float64 { return x.table.Roots(draw(i)) }, nil)
	err := put(path, stdout, func(w io.Writer) error { return x.writeSpread(w, spread) })
	if err != nil || !plan.Sobol || replay != "" {
		return err
	}
	list := robust.Sensitivity(plan, nodes, x.table.Roots, nil)
	path = strings.TrimSuffix(path, ".uncertainty.csv") + ".sensitivity.csv"
	return put(path, stdout, func(w io.Writer) error { return writeSensitivity(w, list) })
}

// writeSensitivity prints what the ranking depends on.
func writeSensitivity(w io.Writer, list []robust.Index) error {
	c := csv.NewWriter(w)
	rows := [][]string{{"source", "first", "first_q5", "first_q95", "total", "total_q5", "total_q95"}}
	for _, i := range list {
		rows = append(rows, []string{i.Source, shortest(i.First), shortest(i.FirstLow), shortest(i.FirstHigh),
			shortest(i.Total), shortest(i.TotalLow), shortest(i.TotalHigh)})
	}
	return c.WriteAll(rows)
}

func (x *indexed) writeSpread(w io.Writer, s *robust.Spread) error {
	c := csv.NewWriter(w)
	head := append([]string(nil), x.method.Unit.ID...)
	head = append(head, "rank_nominal", "rank_mean", "rank_median", "rank_q5", "rank_q95",
		"score_nominal", "score_mean", "score_median", "score_q5", "score_q95")
	if err := c.Write(head); err != nil {
		return err
	}
	root := x.table.Root()
	for _, u := range x.inputOrder() {
		row := strings.Split(x.table.Units[u], "\x00")
		nominal := ""
		if r := x.scored.Rank[u]; r > 0 {
			nominal = strconv.Itoa(r)
		}
		row = append(row, nominal)
		row = append(row, intervalCells(s.Rank(u))...)
		row = append(row, shortest(x.scored.Value[root][u]))
		if err := c.Write(append(row, intervalCells(s.Score(u))...)); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

func intervalCells(i robust.Interval) []string {
	return []string{shortest(i.Mean), shortest(i.Median), shortest(i.Q5), shortest(i.Q95)}
}

// explain prints one unit's way from the cells to the score.
func (x *indexed) explain(w io.Writer, unit string) error {
	key := strings.Join(strings.FieldsFunc(unit, func(r rune) bool { return r == ',' }), "\x00")
	at := -1
	for u, k := range x.table.Units {
		if k == key || k == unit || strings.ReplaceAll(k, "\x00", ",") == strings.ReplaceAll(unit, ", ", ",") {
			at = u
		}
	}
	if at < 0 {
		return fmt.Errorf("no unit %q in the data", unit)
	}
	row := x.table.Rows[at]
	fmt.Fprintf(w, "%s (row %d)\n", strings.ReplaceAll(x.table.Units[at], "\x00", ", "), row+2)
	leaf := -1
	for k, n := range x.scored.Nodes {
		if n.Leaf {
			leaf++
		}
		if n.Theme {
			continue
		}
		fmt.Fprintf(w, "  %s\n", x.line(k, leaf, at, row))
	}
	if held := x.scored.Why[at]; held.Why != "" {
		fmt.Fprintf(w, "  held back by %s at %s\n", held.Why, held.Node)
	}
	return nil
}

func (x *indexed) line(k, leaf, unit, row int) string {
	n := x.scored.Nodes[k]
	value := shortest(x.scored.Value[k][unit])
	if value == "" {
		value = "no score"
	}
	text := fmt.Sprintf("%s = %s (weight %s, coverage %s)", n.ID, value, shortest(n.Weight), shortest(x.scored.Cover[k][unit]))
	if !n.Leaf {
		return text
	}
	if filled := x.scored.Filled[leaf]; filled != nil && filled[unit] {
		text += ", imputed"
	}
	if col := x.frame.Columns[n.ID]; col != nil {
		text += fmt.Sprintf(" <- %s", cellText(col, row))
	}
	return text
}

func cellText(c *score.Column, row int) string {
	switch {
	case c.Word != nil && c.Word[row] != "":
		return c.Word[row]
	case shortest(c.Number[row]) == "":
		return c.State[row].String()
	}
	return shortest(c.Number[row])
}
