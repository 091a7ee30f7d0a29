package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/index"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/media/method"
	tables "depository.example/depository/pipeline/media/table"
	"depository.example/depository/pipeline/media/units"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
)

// chunkRows is how many rows of a streamed table are held at once.
const chunkRows = 4096

// errWhole says that a table has to be read whole: something is wrong with it
// that is told better then, or a column cannot be understood by parts.
var errWhole = errors.New("to be read whole")

// A streamed index scores a table in parts. What has to be known of all units at
// once stays in memory: their identities, overall scores and coverages. Their
// rows wait in a file until the ranks are known.
type streamed struct {
	method *method.Method
	data   string
	body   *os.File
	out    *csv.Writer
	reader *index.Reader
	root   []float64
	cover  []float64
	head   []string
	notes  [][]string
	doubts []score.Doubt
	texts  *wording.Catalogue
	told   bytes.Buffer
	unread int
}

// streamIndex scores a CSV file without holding it, where the method scores
// every unit by itself. done is false where the table is to be read whole;
// nothing has been written then.
func streamIndex(methodName, data string, files *results, texts *wording.Catalogue, stderr io.Writer) (done bool, err error) {
	m, _, err := workspace.OpenMethod(methodName)
	if err != nil || !m.Model.Separable() {
		return false, nil
	}
	s := &streamed{method: m, data: data, texts: texts}
	if s.body, err = os.CreateTemp("", "depository-*.csv"); err != nil {
		return true, err
	}
	defer os.Remove(s.body.Name())
	defer s.body.Close()
	s.out = csv.NewWriter(bufio.NewWriterSize(s.body, 1<<16))
	if err := units.Each(data, m.Asked(), s.chunk, chunkRows); err != nil {
		return false, nil // the whole table tells what is wrong with it
	}
	if err := files.put(files.out, s.write); err != nil {
		return true, err
	}
	s.tell(stderr)
	return true, putNotes(files, m.Unit.ID, s.notes)
}

// ofWhole reports whether what a cell means is seen from its whole column: «45%»
// may be a number of it, and «+» makes «-» no.
func ofWhole(c reply.Typed) bool {
	return strings.Contains(c.Text, "%") || strings.HasPrefix(strings.TrimSpace(c.Text), "+")
}

// chunk scores some rows.
func (s *streamed) chunk(t *units.File) error {
	if name := s.method.Unit.Name; t.Sheet != "" || name != "" && !named(t.Header, name) {
		return errWhole
	}
	for _, r := range t.Rows {
		if slices.ContainsFunc(r.Cells, ofWhole) {
			return errWhole
		}
	}
	if s.reader == nil {
		s.reader = index.NewReader(s.method.Asked(), &t.Table, nil)
	}
	f, unread, err := s.reader.Part(t.Rows)
	if err != nil {
		return err
	}
	if !s.reader.Apart() {
		return errWhole // a unit that stands twice, or two that look like one
	}
	tell := teller{&s.told, s.data, s.texts}
	tell.remarks(t.Remarks)
	tell.unread(unread, s.unread)
	s.unread += len(unread)
	x := &indexed{method: s.method, data: s.data, rows: len(t.Rows)}
	if x.table, err = s.method.Model.PrepareTable(f); err != nil {
		return err
	}
	x.scored = x.table.Score(nil)
	s.head = x.head()
	s.notes = append(s.notes, x.notes()...)
	for _, d := range x.scored.Doubts {
		s.doubt(d)
	}
	root := x.table.Root()
	for _, u := range x.inputOrder() {
		s.root, s.cover = append(s.root, x.scored.Value[root][u]), append(s.cover, x.scored.Cover[root][u])
		if err := s.out.Write(x.cells(u)); err != nil {
			return err
		}
	}
	return nil
}

// doubt adds up what was said of earlier parts.
func (s *streamed) doubt(d score.Doubt) {
	i := slices.IndexFunc(s.doubts, func(o score.Doubt) bool { return o.Node == d.Node && o.Code == d.Code && o.Of == d.Of })
	if i < 0 {
		s.doubts = append(s.doubts, d)
		return
	}
	s.doubts[i].Count += d.Count
	if d.Unit != "" && d.Unit < s.doubts[i].Unit {
		s.doubts[i].Unit = d.Unit
	}
}

// write prints the rows that wait, now with their ranks.
func (s *streamed) write(w io.Writer) error {
	s.out.Flush()
	if err := s.out.Error(); err != nil {
		return err
	}
	if _, err := s.body.Seek(0, io.SeekStart); err != nil {
		return err
	}
	in, out := csv.NewReader(bufio.NewReaderSize(s.body, 1<<16)), tables.NewWriter(w)
	in.ReuseRecord = true
	if err := out.Write(s.head); err != nil {
		return err
	}
	for i, rank := range stat.Competition(s.root) {
		row, err := in.Read()
		if err == nil {
			err = out.Write(append(row, rankCell(rank), shortest(s.cover[i])))
		}
		if err != nil {
			return err
		}
	}
	return out.Flush()
}

// tell prints what could not be read or done.
func (s *streamed) tell(stderr io.Writer) {
	_, _ = stderr.Write(s.told.Bytes())
	tell := teller{stderr, s.data, s.texts}
	tell.more(s.unread)
	tell.doubts(s.doubts)
}
