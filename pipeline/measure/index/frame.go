package index

import (
	"math"
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/name"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

// An Unread is a cell of a table that is no answer to its column's question.
type Unread struct {
	Row    int // as the file counts
	Column string
	Text   string
	Why    reply.Fault
	Unit   survey.Text // of OtherUnit: the question's own; nil where it has none
	Low    *float64    // of OutOfRange: what is plausible; nil: no bound
	High   *float64
}

// OutOfRange says that a number lies outside of what the method calls plausible.
const OutOfRange reply.Fault = "range"

// A Reader makes frames of the rows of one table, all at once or part by part; it
// remembers the units of the parts before.
type Reader struct {
	asked  *Asked
	header *Header
	comma  bool
	known  func(name string) bool
	units  name.Set
	again  bool // a unit has more than one row
	told   map[string]bool

	rows    []Row
	unread  []Unread
	remarks []Remark
}

// NewReader makes a reader of a table. known reports whether a name is that of a
// place in the codifier; nil: nobody knows any.
func NewReader(asked *Asked, t *Table, known func(name string) bool) *Reader {
	return &Reader{asked: asked, header: NewHeader(t.Header), comma: t.Comma, known: known, told: map[string]bool{}}
}

// Read reads the table by the method; package reply tells what cells mean. What
// cannot be understood counts as unreadable and is listed. A column that is not
// there, and a row that names no unit, are errors, and so are two names that look
// like one where the codifier knows the place.
func (a *Asked) Read(t *Table, known func(name string) bool) (*indicator.Frame, []Unread, []Remark, error) {
	r := NewReader(a, t, known)
	f, unread, err := r.Part(t.Rows)
	return f, unread, r.remarks, err
}

// Apart reports whether every row so far was a unit of its own, and none looks
// like another.
func (t *Reader) Apart() bool { return !t.again && len(t.remarks) == 0 }

// Part reads some rows.
func (t *Reader) Part(rows []Row) (*indicator.Frame, []Unread, error) {
	t.rows, t.unread = rows, nil
	f := &indicator.Frame{Columns: map[string]*indicator.Column{}, Groups: map[string][]string{}}
	if err := t.identity(f); err != nil {
		return nil, nil, err
	}
	if err := t.groups(f); err != nil {
		return nil, nil, err
	}
	for i := range t.asked.Questionnaire.Criteria {
		c := &t.asked.Questionnaire.Criteria[i]
		col, err := t.column(c, t.asked.columnOf(c.ID), f)
		if err != nil {
			return nil, nil, err
		}
		f.Columns[c.ID] = col
	}
	slices.SortStableFunc(t.unread, func(a, b Unread) int { return a.Row - b.Row })
	return f, t.unread, nil
}

// find returns the place of a column; code names the text that says what it is for,
// args are its particulars.
func (t *Reader) find(column, code string, args ...any) (int, error) {
	col, exact, ok := t.header.At(column)
	switch {
	case !ok:
		args = append(args, "column", column)
		labels := slices.Clone(t.header.labels)
		slices.Sort(labels)
		if like := reply.Meant(column, labels); like != "" {
			return 0, cell.Fail("fault."+code+"-like", append(args, "like", like)...)
		}
		return 0, cell.Fail("fault."+code, args...)
	case exact && t.header.twice[name.Same(column)]:
		return 0, cell.Fail("fault.column-twice", "column", column)
	case !exact && !t.told[column]:
		t.told[column] = true
		t.remarks = append(t.remarks, remark("alike-column", "column", column, "read", t.header.labels[col]))
	}
	return col, nil
}

// identity reads the key of every row: that of the first row of the same unit, as
// it is typed there.
func (t *Reader) identity(f *indicator.Frame) error {
	var cols []int
	ids := t.asked.Unit.ID
	if len(ids) == 0 {
		return cell.Fail("fault.unit-columns")
	}
	for _, id := range ids {
		i, err := t.find(id, "column-units")
		if err != nil {
			return err
		}
		cols = append(cols, i)
	}
	for _, row := range t.rows {
		parts, named := make([]string, len(cols)), false
		for k, c := range cols {
			if c < len(row.Cells) && row.Cells[c].Kept == reply.AsError {
				return cell.Fail("fault.unit-broken", "row", row.At, "column", ids[k], "text", row.Text(c))
			}
			parts[k] = strings.ReplaceAll(row.Text(c), "\x00", " ")
			named = named || parts[k] != ""
		}
		if !named {
			return cell.Fail("fault.unit-empty", "row", row.At, "list", strings.Join(ids, ", "))
		}
		first, again, alike := t.units.Add(strings.Join(parts, "\x00"), row.At)
		t.again = t.again || again
		if err := t.tellAlike(parts, row.At, alike); err != nil {
			return err
		}
		f.Keys = append(f.Keys, first.Text)
	}
	return nil
}

// tellAlike tells of units whose names look like that of a row: an error where one
// is a place that the codifier knows.
func (t *Reader) tellAlike(parts []string, row int, alike []name.Named) error {
	for _, other := range alike {
		spoken := strings.ReplaceAll(other.Text, "\x00", ", ")
		args := []any{"unit", strings.Join(parts, ", "), "row", row, "other", spoken, "first", other.At}
		for _, part := range append(strings.Split(other.Text, "\x00"), parts...) {
			if t.known != nil && t.known(part) {
				return cell.Fail("index.alike-place", args...)
			}
		}
		t.remarks = append(t.remarks, Remark{"alike-units", args})
	}
	return nil
}

// groups reads the groups of the units.
func (t *Reader) groups(f *indicator.Frame) error {
	for _, g := range t.asked.Unit.Groups {
		i, err := t.find(g, "column-groups")
		if err != nil {
			return err
		}
		for _, row := range t.rows {
			text := row.Text(i)
			if word, _ := (&reply.Reader{}).Word(text); word == reply.Blank && !strings.EqualFold(text, "na") { // Namibia, Naples
				text = ""
			}
			f.Groups[g] = append(f.Groups[g], text)
		}
	}
	return nil
}

// mostKept is how many different texts of a column are kept with what they mean.
const mostKept = 10_000

// A columnReader reads one question of all rows.
type columnReader struct {
	*Reader
	at    int
	in    score.Input
	asks  *survey.Criterion
	q     *reply.Question
	col   *indicator.Column
	known map[reply.Typed]reply.Reading // what is neither blank nor a plain number is looked up once
}

// column reads one question of all rows.
func (t *Reader) column(asks *survey.Criterion, in score.Input, f *indicator.Frame) (*indicator.Column, error) {
	at, err := t.find(in.Column, "column-of", "node", asks.ID)
	if err != nil {
		return nil, err
	}
	replies := &reply.Reader{Point: !t.comma}
	if asks.Kind.Truth() {
		replies.Plus = slices.ContainsFunc(t.rows, func(row Row) bool { return strings.HasPrefix(row.Text(at), "+") })
	}
	c := columnReader{Reader: t, at: at, in: in, asks: asks, q: replies.For(asks), known: map[reply.Typed]reply.Reading{},
		col: indicator.NewColumn(len(t.rows), asks.Kind.Chosen() || in.Text)}
	if asks.Kind.Measured() && !c.q.IsPerCent() && t.percentages(replies, at) {
		c.q.InPerCent()
	}
	doubt := indicator.Doubt{Node: asks.ID, Code: string(reply.PerCentOrShare)}
	for row := range t.rows {
		if is := c.read(row); slices.Contains(is.Notes, reply.PerCentOrShare) {
			doubt.Count++
			if key := f.Keys[row]; doubt.Unit == "" || key < doubt.Unit {
				doubt.Unit = key
			}
		}
	}
	if doubt.Count > 0 {
		f.Doubts = append(f.Doubts, doubt)
	}
	t.evidence(c.col, asks, in.Column)
	return c.col, nil
}

// read reads one answer into the column.
func (c *columnReader) read(row int) reply.Reading {
	typed := reply.Typed{}
	if r := c.rows[row]; c.at < len(r.Cells) {
		typed = reply.Typed{Text: r.Text(c.at), Kept: r.Cells[c.at].Kept}
	}
	if typed.Kept <= reply.AsNumber {
		if x, ok := c.q.Quick(typed.Text); ok {
			is := reply.Reading{State: survey.Given, Number: x}
			c.enter(row, &is, typed.Text)
			return is
		}
	}
	is, ok := c.known[typed]
	if !ok {
		if is = c.q.Read(typed); c.in.Text && typed.Kept != reply.AsError {
			is = asWord(is, typed.Text)
		}
		if len(c.known) < mostKept {
			c.known[typed] = is
		}
	}
	c.enter(row, &is, typed.Text)
	return is
}

// asWord takes a text whose kind nobody has stated, and which is no number, for a
// word: text tells whether a remark or a unit made it one.
func asWord(is reply.Reading, text string) reply.Reading {
	plainly := is.State == survey.Given || is.State == survey.Blank || is.State == survey.NotApplicable
	if _, rest, number := reply.Number(text, false); plainly && is.Remark == "" && (is.State != survey.Given || number && rest == "") {
		return is
	}
	return reply.Reading{State: survey.Given, Number: math.NaN(), Choice: strings.ToLower(strings.TrimSpace(text))}
}

// enter puts one answer into the column. A number outside of what is plausible is
// none.
func (c *columnReader) enter(row int, is *reply.Reading, text string) {
	unread := Unread{Row: c.rows[row].At, Column: c.in.Column, Text: text, Why: is.Fault}
	if k := c.asks; is.State == survey.Given && k.Kind.Measured() && is.Choice == "" &&
		(k.Low != nil && is.Number < *k.Low || k.High != nil && is.Number > *k.High) {
		*is = reply.Reading{State: survey.Unreadable}
		unread.Why, unread.Low, unread.High = OutOfRange, k.Low, k.High
	}
	if is.Fault == reply.OtherUnit {
		unread.Unit = c.asks.Unit
	}
	c.col.State[row] = is.State
	switch {
	case is.State == survey.Unreadable:
		c.unread = append(c.unread, unread)
	case is.State != survey.Given:
	case is.Choice != "":
		c.col.Word[row] = is.Choice
	default:
		c.col.Number[row] = is.Number
	}
}

// percentages reports whether every cell of a column that holds anything holds a
// per cent sign: «45%» is then a number of the column, 45.
func (t *Reader) percentages(replies *reply.Reader, at int) bool {
	some := false
	for _, row := range t.rows {
		text := row.Text(at)
		if strings.HasSuffix(text, "%") {
			some = true
			continue
		}
		if word, _ := replies.Word(text); word != reply.Blank && word != reply.InaptOrBlank {
			return false
		}
	}
	return some
}

// evidence reads the column beside a leaf that says what supports its levels.
func (t *Reader) evidence(col *indicator.Column, c *survey.Criterion, column string) {
	at, _, ok := t.header.At(column + ".evidence")
	if c.Evidence == nil || !ok {
		return
	}
	col.Proved = make([]bool, len(t.rows))
	for row := range t.rows {
		col.Proved[row] = reply.NamesEvidence(t.rows[row].Text(at))
	}
}
