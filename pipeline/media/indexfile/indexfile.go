// Package indexfile makes an index of a file: it reads a table of units and
// indicators by a method, scores it, and writes what came out beside the scores as
// tables that a program can read back. It believes that a table of a million rows
// is read like one of ten, and that every number goes out with all its digits.
//
// A table whose units are scored each by itself is read in parts (streamed); any
// other is held (Open).
package indexfile

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"depository.example/depository/pipeline/measure/index"
	"depository.example/depository/pipeline/media/lists"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/media/table"
	"depository.example/depository/pipeline/media/units"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/tell/account"
)

// An Index is a table of a file, scored.
type Index struct {
	*index.Result
	Method *method.Method
	From   account.Source
}

// A Sink is where results go: the scores to Out ("" one stream for all), what
// stands beside them to files that are named after it.
type Sink struct {
	Out string
	// Put writes one file under a name, or to the stream.
	Put func(name string, write func(io.Writer) error) error
}

// beside names a file of results beside the scores: r.csv, r.uncertainty.csv.
func beside(out, what string) string {
	return strings.TrimSuffix(out, filepath.Ext(out)) + "." + what + ".csv"
}

// besides are the files that may stand beside the scores.
var besides = []string{"notes", "uncertainty", "neighbours", "sensitivity"}

// Besides names every file that may stand beside the scores, whatever a call asks
// for; none where the scores go to a stream.
func Besides(out string) (names []string) {
	if out == "" {
		return nil
	}
	for _, what := range besides {
		names = append(names, beside(out, what))
	}
	return names
}

// Open reads the table of a file by a method and scores it. What was passed over,
// doubted or not understood is told.
func Open(m *method.Method, path string, tell account.Teller) (*Index, error) {
	x := &Index{Method: m}
	if err := x.read(path, tell); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	tell.Doubts(x.Scored.Doubts)
	tell.Imputed(x.Scored)
	return x, nil
}

func (x *Index) read(path string, tell account.Teller) error {
	asked := x.Method.Asked()
	file, err := units.Read(path, asked)
	if err != nil {
		return err
	}
	x.From = account.Source{File: filepath.Base(path), Sheet: file.Sheet, Table: &file.Table}
	tell.Remarks(file.Remarks)
	if name := x.Method.Unit.Name; name != "" && !index.NewHeader(file.Header).Has(name) {
		tell.Say("index.no-column", "column", name)
	}
	frame, unread, remarks, err := asked.Read(&file.Table, knownPlace())
	tell.Remarks(remarks)
	tell.Unread(unread, 0)
	tell.More(len(unread))
	if err != nil {
		return err
	}
	x.Result, err = asked.Score(frame, file.Rows)
	return err
}

// knownPlace tells whether a name is that of a place in the codifier that the
// program carries, which is read when the first one is asked for.
func knownPlace() func(name string) bool {
	places := sync.OnceValue(func() *place.Registry {
		r, _ := lists.LoadPlaces("") // without it no place is known
		return r
	})
	return func(name string) bool {
		m := places().Territory(name, "")
		return m.Code != "" || len(m.Candidates) > 0 && !m.Likeness
	}
}

// writeScores writes one row a unit in the order of the file, and beside a file the
// notes on single values, where there are any.
func (x *Index) writeScores(to Sink) error {
	if err := to.Put(to.Out, x.scores); err != nil {
		return err
	}
	return to.notes(x.Result)
}

func (x *Index) scores(w io.Writer) error {
	c := table.NewWriter(w)
	if err := c.Write(head(x.Result)); err != nil {
		return err
	}
	for _, u := range x.Order() {
		row := append(cells(x.Result, u), rank(x.Scored.Rank[u]), index.Digits(x.Scored.Cover[x.Table.Root()][u]))
		if err := c.Write(row); err != nil {
			return err
		}
	}
	return c.Flush()
}

// head names the columns of scores.
func head(r *index.Result) []string {
	head := slices.Clone(r.Asked.Unit.ID)
	for _, n := range r.Table.Nodes() {
		if !n.Theme {
			head = append(head, n.ID)
		}
	}
	return append(head, "rank", "coverage")
}

// cells returns the identity of a unit and its value at every node.
func cells(r *index.Result, u int) []string {
	row := r.Identity(u)
	for at := range r.Table.Root() + 1 {
		row = append(row, index.Digits(r.Scored.Value[at][u]))
	}
	return row
}

// rank prints a rank; nothing for 0.
func rank(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// notes writes the notes of results over units that are named alike.
func (s Sink) notes(results ...*index.Result) error {
	var rows [][]string
	for _, r := range results {
		rows = append(rows, noteRows(r)...)
	}
	return s.putNotes(results[0].Asked.Unit.ID, rows)
}

func noteRows(r *index.Result) (rows [][]string) {
	for _, n := range r.Notes() {
		needed := ""
		if n.Needed != 0 {
			needed = index.Digits(n.Needed)
		}
		rows = append(rows, append(r.Identity(n.Unit), n.Node, n.What, n.Of, needed))
	}
	return rows
}

func (s Sink) putNotes(ids []string, rows [][]string) error {
	if len(rows) == 0 || s.Out == "" {
		return nil
	}
	return s.Put(beside(s.Out, "notes"), func(w io.Writer) error {
		return table.NewWriter(w).WriteAll(append([][]string{append(slices.Clone(ids), "node", "note", "of", "needed")}, rows...))
	})
}
