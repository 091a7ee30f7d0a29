package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline/measure/index"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/uncertainty"
	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/media/publish"
	tables "depository.example/depository/pipeline/media/table"
	"depository.example/depository/pipeline/media/units"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
)

func newIndexCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "index",
		Example: `  depository index --method hdi.yaml --data hdi.csv --out result.csv
  depository index --method asem.yaml --data asem.csv --out result.csv --uncertainty
  depository index --method hdi.yaml --data hdi.csv --explain "UKR,2022"`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runIndex(cmd) },
	}
	f := cmd.Flags()
	settingFlags(f, "method")
	f.String("data", "", "")
	f.String("out", "", "")
	f.Bool("uncertainty", false, "")
	f.String("replay", "", "")
	f.String("pairs", "", "")
	f.String("explain", "", "")
	cobra.CheckErr(errors.Join(cmd.MarkFlagRequired("method"), cmd.MarkFlagRequired("data")))
	return cmd
}

// indexed is a table as read, and its scores.
type indexed struct {
	method *method.Method
	data   string // the file of the table
	texts  *wording.Catalogue
	file   *units.File
	rows   int // units of the data
	frame  *score.Frame
	table  *score.Table
	scored *score.Scored
}

func runIndex(cmd *cobra.Command) error {
	flag := func(name string) string { s, _ := cmd.Flags().GetString(name); return s }
	out, replay, pairs := flag("out"), flag("replay"), flag("pairs")
	uncertain, _ := cmd.Flags().GetBool("uncertainty")
	uncertain = uncertain || pairs != ""
	switch {
	case (uncertain || replay != "") && out == "":
		return wording.Fail("index.needs-out")
	}
	texts, err := textsOf(cmd)
	if err != nil {
		return err
	}
	if err := tableNamed(texts, out); err != nil {
		return err
	}
	if flag("explain") != "" { // nothing is written
		out = ""
	}
	target := publish.Target{Reads: publish.Reads{flag("method"), flag("data"), replay}}
	files, err := openResults(cmd, texts, target, out, indexFiles(out, pairs, uncertain || replay != "")...)
	if err != nil {
		return err
	}
	correct, err := writeIndex(cmd, files, texts, uncertain)
	if err := files.end(err); err != nil {
		return err
	}
	if correct {
		return statusError(statusCorrect)
	}
	return nil
}

// indexFiles names what may be written beside the scores, and the file of --pairs.
func indexFiles(out, pairs string, uncertain bool) []string {
	if out == "" {
		return nil
	}
	names := []string{beside(out, "notes")}
	if uncertain {
		names = append(names, beside(out, "uncertainty"), beside(out, "neighbours"), beside(out, "sensitivity"), pairs)
	}
	return names
}

// writeIndex scores the table and writes what is asked for; correct tells that a
// reference unit cannot serve.
func writeIndex(cmd *cobra.Command, files *results, texts *wording.Catalogue, uncertain bool) (correct bool, err error) {
	flag := func(name string) string { s, _ := cmd.Flags().GetString(name); return s }
	replay, pairs := flag("replay"), flag("pairs")
	if !uncertain && replay == "" && flag("explain") == "" {
		if done, err := streamIndex(flag("method"), flag("data"), files, texts, cmd.ErrOrStderr()); done {
			return false, err
		}
	}
	defer debug.SetGCPercent(debug.SetGCPercent(40)) // a large table is held once: room matters more than haste
	x, err := indexTable(flag("method"), flag("data"), texts, cmd.ErrOrStderr())
	if err != nil {
		return false, err
	}
	if unit := flag("explain"); unit != "" {
		return false, x.explain(cmd.OutOrStdout(), unit)
	}
	x.frame = nil // the table has its own
	if err := x.results(files); err != nil {
		return false, err
	}
	if files.out != "" && (uncertain || replay != "") {
		if err := x.uncertainty(files, replay, pairs, teller{cmd.ErrOrStderr(), x.data, texts}); err != nil {
			return false, err
		}
	}
	return slices.ContainsFunc(x.scored.Doubts, func(d score.Doubt) bool { return strings.HasPrefix(d.Code, "reference") }), nil
}

// beside names a second file of results: R.csv, R.uncertainty.csv.
func beside(out, what string) string {
	return strings.TrimSuffix(out, filepath.Ext(out)) + "." + what + ".csv"
}

// indexTable reads method and data and scores the table. What could not be read
// or done is told on stderr.
func indexTable(methodName, data string, texts *wording.Catalogue, stderr io.Writer) (*indexed, error) {
	m, _, err := workspace.OpenMethod(methodName)
	if err != nil {
		return nil, err
	}
	x := &indexed{method: m, data: data, texts: texts}
	tell := teller{stderr, data, texts}
	if err := x.read(tell); err != nil {
		return nil, fmt.Errorf("%s: %w", data, err)
	}
	if x.table, err = prepared(m, x.frame, x.file.Rows); err != nil {
		return nil, fmt.Errorf("%s: %w", data, err)
	}
	x.scored = x.table.Score(nil)
	tell.doubts(x.scored.Doubts)
	tell.imputed(x.scored)
	return x, nil
}

// prepared lays out a table; rows that cannot be combined are named as the file
// counts them.
func prepared(m *method.Method, f *score.Frame, rows []index.Row) (*score.Table, error) {
	t, err := m.Model.PrepareTable(f)
	if several, ok := errors.AsType[*score.RowsError](err); ok {
		several.First, several.Second = rows[several.First-1].At, rows[several.Second-1].At
	}
	return t, err
}

// read reads the data into columns. What was passed over, doubted or not understood
// is told on stderr.
func (x *indexed) read(tell teller) (err error) {
	asked := x.method.Asked()
	if x.file, err = units.Read(x.data, asked); err != nil {
		return err
	}
	x.rows = len(x.file.Rows)
	tell.remarks(x.file.Remarks)
	if name := x.method.Unit.Name; name != "" && !named(x.file.Header, name) {
		tell.say(x.texts.T("index.no-column", "column", name))
	}
	f, unread, remarks, err := asked.Read(&x.file.Table, knownPlace())
	tell.remarks(remarks)
	tell.unread(unread, 0)
	tell.more(len(unread))
	x.frame = f
	return err
}

// named reports whether a header has a column.
func named(header []string, column string) bool {
	_, _, ok := index.NewHeader(header).At(column)
	return ok
}

// knownPlace tells whether a name is that of a place in the codifier that the
// program carries, which is read when the first one is asked for.
func knownPlace() func(name string) bool {
	places := sync.OnceValue(func() *place.Registry {
		r, _ := ingest.LoadPlaces("") // without it no place is known
		return r
	})
	return func(name string) bool {
		m := places().Territory(name, "")
		return m.Code != "" || len(m.Candidates) > 0 && !m.Likeness
	}
}

// write prints one row a unit in the order of the input.
func (x *indexed) write(w io.Writer) error {
	c := tables.NewWriter(w)
	if err := c.Write(x.head()); err != nil {
		return err
	}
	for _, u := range x.inputOrder() {
		row := append(x.cells(u), rankCell(x.scored.Rank[u]), shortest(x.scored.Cover[x.table.Root()][u]))
		if err := c.Write(row); err != nil {
			return err
		}
	}
	return c.Flush()
}

// head names the columns of results.
func (x *indexed) head() []string {
	head := slices.Clone(x.method.Unit.ID)
	for _, n := range x.table.Nodes() {
		if !n.Theme {
			head = append(head, n.ID)
		}
	}
	return append(head, "rank", "coverage")
}

// cells returns the identity of a unit and its value at every node.
func (x *indexed) cells(u int) []string {
	row := strings.Split(x.table.Units[u], "\x00")
	for at := range x.table.Root() + 1 {
		row = append(row, shortest(x.scored.Value[at][u]))
	}
	return row
}

// rankCell prints a rank; nothing for 0.
func rankCell(rank int) string {
	if rank == 0 {
		return ""
	}
	return strconv.Itoa(rank)
}

// inputOrder returns the units in the order of their first rows.
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
	case v == 0:
		return "0" // never -0
	case a != 0 && (a < 1e-6 || a >= 1e21):
		return strconv.FormatFloat(v, 'e', -1, 64)
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// results writes the scores and, beside a file, the notes on single values.
func (x *indexed) results(files *results) error {
	if err := files.put(files.out, x.write); err != nil {
		return err
	}
	return putNotes(files, x.method.Unit.ID, x.notes())
}

// putNotes writes the notes on single values beside the results, where there are
// any.
func putNotes(files *results, ids []string, notes [][]string) error {
	if len(notes) == 0 || files.out == "" {
		return nil
	}
	return files.put(beside(files.out, "notes"), func(w io.Writer) error {
		return tables.NewWriter(w).WriteAll(append([][]string{append(slices.Clone(ids), "node", "note", "of", "needed")}, notes...))
	})
}

// noted are the reasons that are worth a note.
var noted = []string{"coverage", "children", "zero", "overflow", "evidence", "gate"}

// notes lists, unit by unit in the order of the input, what a reader of single
// values should know: imputed; a level that counts less for want of evidence; no
// score, and what would have to be reached.
func (x *indexed) notes() [][]string {
	var out [][]string
	for _, u := range x.inputOrder() {
		leaf := -1
		for at, n := range x.scored.Nodes {
			if n.Theme {
				continue
			}
			note := func(what, of string, needed float64) {
				row := append(strings.Split(x.table.Units[u], "\x00"), n.ID, what, of, "")
				if needed != 0 {
					row[len(row)-1] = shortest(needed)
				}
				out = append(out, row)
			}
			if n.Leaf {
				if leaf++; x.scored.Filled[leaf] != nil && x.scored.Filled[leaf][u] {
					note("imputed", "", 0)
				}
			}
			if held := x.scored.Held(at, u); slices.Contains(noted, held.Why) {
				note(held.Why, held.Node, held.Need)
			}
		}
	}
	return out
}

// uncertainty writes what the draws say about every unit.
func (x *indexed) uncertainty(files *results, replay, pairs string, tell teller) error {
	plan, nodes := x.method.Uncertainty, x.table.Nodes()
	draw := func(i int) *score.Change { return plan.Draw(i, nodes) }
	n := plan.Replications
	if replay != "" {
		header, rows, err := units.Texts(replay)
		if err != nil {
			return fmt.Errorf("%s: %w", replay, err)
		}
		changes, err := plan.Replay(header, rows, nodes)
		if err != nil {
			return fmt.Errorf("%s: %w", replay, err)
		}
		n, draw = len(changes), func(i int) *score.Change { return changes[i] }
	}
	if n == 0 {
		return wording.Fail("index.no-uncertainty")
	}
	spread := uncertainty.Run(n, func(i int) []float64 { return x.table.Roots(draw(i)) }, nil)
	if err := files.put(beside(files.out, "uncertainty"), func(w io.Writer) error { return x.writeSpread(w, spread) }); err != nil {
		return err
	}
	if err := x.pairs(spread).write(files, pairs, tell); err != nil || !plan.Sobol || replay != "" {
		return err
	}
	list := uncertainty.Sensitivity(plan, nodes, x.table.Roots, nil)
	return files.put(beside(files.out, "sensitivity"), func(w io.Writer) error { return writeSensitivity(w, list) })
}

// writeSensitivity prints what the ranking depends on.
func writeSensitivity(w io.Writer, list []uncertainty.Index) error {
	c := tables.NewWriter(w)
	rows := [][]string{{"source", "first", "first_q5", "first_q95", "total", "total_q5", "total_q95"}}
	for _, i := range list {
		rows = append(rows, []string{i.Source, shortest(i.First), shortest(i.FirstLow), shortest(i.FirstHigh),
			shortest(i.Total), shortest(i.TotalLow), shortest(i.TotalHigh)})
	}
	return c.WriteAll(rows)
}

func (x *indexed) writeSpread(w io.Writer, s *uncertainty.Spread) error {
	c := tables.NewWriter(w)
	head := append([]string(nil), x.method.Unit.ID...)
	head = append(head, "rank_nominal", "rank_mean", "rank_median", "rank_q5", "rank_q95",
		"score_nominal", "score_mean", "score_median", "score_q5", "score_q95")
	if err := c.Write(head); err != nil {
		return err
	}
	root := x.table.Root()
	for _, u := range x.inputOrder() {
		row := strings.Split(x.table.Units[u], "\x00")
		row = append(row, rankCell(x.scored.Rank[u]))
		row = append(row, intervalCells(s.Rank(u))...)
		row = append(row, shortest(x.scored.Value[root][u]))
		if err := c.Write(append(row, intervalCells(s.Score(u))...)); err != nil {
			return err
		}
	}
	return c.Flush()
}

func intervalCells(i uncertainty.Interval) []string {
	return []string{shortest(i.Mean), shortest(i.Median), shortest(i.Q5), shortest(i.Q95)}
}
