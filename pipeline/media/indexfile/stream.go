package indexfile

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
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/media/table"
	"depository.example/depository/pipeline/media/units"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/tell/account"
)

// chunkRows is how many rows of a streamed table are held at once.
const chunkRows = 4096

// errWhole says that a table has to be read whole: something is wrong with it
// that is told better then, or a column cannot be understood by parts.
var errWhole = errors.New("to be read whole")

// A stream scores a table in parts. What has to be known of all units at once stays
// in memory: their identities, overall scores and coverages. Their rows wait in a
// file until the ranks are known.
type stream struct {
	method *method.Method
	body   *os.File
	out    *csv.Writer
	reader *index.Reader
	root   []float64
	cover  []float64
	head   []string
	notes  [][]string
	doubts []indicator.Doubt
	tell   account.Teller // to said
	said   bytes.Buffer
	unread int
}

// streamed scores the table of a text file without holding it, where the method
// scores every unit by itself, and writes what Index.writeScores would; what is told goes
// to w in the end. done is false where the table is to be read whole: nothing has
// been written or told then.
func streamed(m *method.Method, path string, to Sink, tell account.Teller, w io.Writer) (done bool, err error) {
	if !m.Model.Separable() {
		return false, nil
	}
	s := &stream{method: m}
	s.tell = tell.To(&s.said)
	if s.body, err = os.CreateTemp("", "depository-*.csv"); err != nil {
		return true, err
	}
	defer os.Remove(s.body.Name())
	defer s.body.Close()
	s.out = csv.NewWriter(bufio.NewWriterSize(s.body, 1<<16))
	if err := units.Each(path, m.Asked(), s.chunk, chunkRows); err != nil {
		return false, nil // the whole table tells what is wrong with it
	}
	if err := to.Put(to.Out, s.write); err != nil {
		return true, err
	}
	s.tell.More(s.unread)
	s.tell.Doubts(s.doubts)
	_, _ = s.said.WriteTo(w)
	return true, to.putNotes(m.Unit.ID, s.notes)
}

// ofWhole reports whether what a cell means is seen from its whole column: «45%»
// may be a number of it, and «+» makes «-» no.
func ofWhole(c reply.Typed) bool {
	return strings.Contains(c.Text, "%") || strings.HasPrefix(strings.TrimSpace(c.Text), "+")
}

// byParts reports whether some rows of a table can be understood without the others.
func (s *stream) byParts(t *units.File) bool {
	if name := s.method.Unit.Name; t.Sheet != "" || name != "" && !index.NewHeader(t.Header).Has(name) {
		return false
	}
	return !slices.ContainsFunc(t.Rows, func(r index.Row) bool { return slices.ContainsFunc(r.Cells, ofWhole) })
}

// chunk scores some rows.
func (s *stream) chunk(t *units.File) error {
	if !s.byParts(t) {
		return errWhole
	}
	asked := s.method.Asked()
	if s.reader == nil {
		s.reader = index.NewReader(asked, &t.Table, nil)
	}
	f, unread, err := s.reader.Part(t.Rows)
	if err != nil {
		return err
	}
	if !s.reader.Apart() {
		return errWhole // a unit that stands twice, or two that look like one
	}
	s.tell.Remarks(t.Remarks)
	s.tell.Unread(unread, s.unread)
	s.unread += len(unread)
	r, err := asked.Score(f, t.Rows)
	if err != nil {
		return err
	}
	return s.take(r)
}

// take keeps what is known of the units of a part.
func (s *stream) take(r *index.Result) error {
	s.head = head(r)
	s.notes = append(s.notes, noteRows(r)...)
	for _, d := range r.Scored.Doubts {
		s.doubt(d)
	}
	root := r.Table.Root()
	for _, u := range r.Order() {
		s.root, s.cover = append(s.root, r.Scored.Value[root][u]), append(s.cover, r.Scored.Cover[root][u])
		if err := s.out.Write(cells(r, u)); err != nil {
			return err
		}
	}
	return nil
}

// doubt adds up what was said of earlier parts.
func (s *stream) doubt(d indicator.Doubt) {
	i := slices.IndexFunc(s.doubts, func(o indicator.Doubt) bool { return o.Node == d.Node && o.Code == d.Code && o.Of == d.Of })
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
func (s *stream) write(w io.Writer) error {
	s.out.Flush()
	if err := s.out.Error(); err != nil {
		return err
	}
	if _, err := s.body.Seek(0, io.SeekStart); err != nil {
		return err
	}
	in, out := csv.NewReader(bufio.NewReaderSize(s.body, 1<<16)), table.NewWriter(w)
	in.ReuseRecord = true
	if err := out.Write(s.head); err != nil {
		return err
	}
	for i, n := range stat.Competition(s.root) {
		row, err := in.Read()
		if err == nil {
			err = out.Write(append(row, rank(n), index.Digits(s.cover[i])))
		}
		if err != nil {
			return err
		}
	}
	return out.Flush()
}
