package method

import (
	"maps"
	"math"
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

// An Unread is a cell of a table that is no answer to its column's question.
type Unread struct {
	Row    int // 1-based, of the data below the header
	Column string
	Text   string
	Why    reply.Fault
}

// Frame reads a table by the method: header names the columns, rows hold the
// cells as typed; package reply tells what they mean. comma says that numbers have
// a decimal comma. What cannot be understood counts as unreadable and is listed; a column that is not there, or a
// row that names no unit, is an error.
func (m *Method) Frame(header []string, rows [][]string, comma bool) (*score.Frame, []Unread, error) {
	t := &tableReader{method: m, at: map[string]int{}, twice: map[string]bool{}, rows: rows, comma: comma}
	for i, h := range header {
		h = strings.TrimSpace(h)
		if _, has := t.at[h]; has {
			t.twice[h] = true
			continue
		}
		t.at[h] = i
	}
	f := &score.Frame{Columns: map[string]*score.Column{}, Groups: map[string][]string{}}
	if err := t.identity(f); err != nil {
		return nil, nil, err
	}
	if err := t.groups(f); err != nil {
		return nil, nil, err
	}
	for _, c := range m.Questionnaire.Criteria {
		col, err := t.column(&c, m.columnOf(c.ID), f)
		if err != nil {
			return nil, nil, err
		}
		f.Columns[c.ID] = col
	}
	slices.SortStableFunc(t.unread, func(a, b Unread) int { return a.Row - b.Row })
	return f, t.unread, nil
}

// columnOf returns the column of a table that a question is read from, and
// whether its kind was stated.
func (m *Method) columnOf(id string) (in score.Input) {
	for _, in := range m.Model.Inputs {
		if in.ID == id {
			return in
		}
	}
	m.Model.Root.Walk(func(n, _ *score.Node) {
		if n.Leaf != nil && n.ID == id {
			in = score.Input{ID: id, Column: n.Leaf.Column}
		}
	})
	return in
}

type tableReader struct {
	method *Method
	at     map[string]int
	twice  map[string]bool // names of columns that stand more than once
	rows   [][]string
	comma  bool
	unread []Unread
}

func (t *tableReader) cell(row, col int) string {
	if col >= len(t.rows[row]) {
		return ""
	}
	return strings.TrimSpace(t.rows[row][col])
}

// find returns the place of a column; code names the text that says what it is for,
// args are its particulars.
func (t *tableReader) find(name, code string, args ...any) (int, error) {
	i, ok := t.at[name]
	switch {
	case !ok:
		args = append(args, "column", name)
		if like := reply.Meant(name, slices.Sorted(maps.Keys(t.at))); like != "" {
			return 0, Fault{Code: code + "-like", Args: append(args, "like", like)}
		}
		return 0, Fault{Code: code, Args: args}
	case t.twice[name]:
		return 0, Fault{Code: "column-twice", Args: []any{"column", name}}
	}
	return i, nil
}

// identity reads the key of every row.
func (t *tableReader) identity(f *score.Frame) error {
	var cols []int
	ids := t.method.Unit.ID
	if len(ids) == 0 {
		return Fault{Code: "unit-columns"}
	}
	for _, id := range ids {
		i, err := t.find(id, "column-units")
		if err != nil {
			return err
		}
		cols = append(cols, i)
	}
	for row := range t.rows {
		parts, named := make([]string, len(cols)), false
		for k, c := range cols {
			parts[k] = strings.ReplaceAll(t.cell(row, c), "\x00", " ")
			named = named || parts[k] != ""
		}
		if !named {
			return Fault{Code: "unit-empty", Args: []any{"row", row + 1, "list", strings.Join(ids, ", ")}}
		}
		f.Keys = append(f.Keys, strings.Join(parts, "\x00"))
	}
	return nil
}

// groups reads the groups of the units.
func (t *tableReader) groups(f *score.Frame) error {
	for _, g := range t.method.Unit.Groups {
		i, err := t.find(g, "column-groups")
		if err != nil {
			return err
		}
		for row := range t.rows {
			text := t.cell(row, i)
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

// column reads one question of all rows. What is neither blank nor a plain number
// is looked up once a text.
func (t *tableReader) column(c *survey.Criterion, in score.Input, f *score.Frame) (*score.Column, error) {
	at, err := t.find(in.Column, "column-of", "node", c.ID)
	if err != nil {
		return nil, err
	}
	replies := &reply.Reader{Point: !t.comma}
	if c.Kind == survey.YesNo {
		replies.Plus = slices.ContainsFunc(t.rows, func(row []string) bool { return at < len(row) && strings.HasPrefix(strings.TrimSpace(row[at]), "+") })
	}
	q := replies.For(c)
	if c.Kind == survey.Number && !q.IsPerCent() && t.percentages(replies, at) {
		q.InPerCent()
	}
	col := score.NewColumn(len(t.rows), c.Kind == survey.YesNo || c.Kind == survey.Choice || in.Text)
	doubt := score.Doubt{Node: c.ID, Code: string(reply.PerCentOrShare)}
	known := map[string]reply.Reading{}
	for row := range t.rows {
		text := t.cell(row, at)
		if x, ok := q.Quick(text); ok {
			col.State[row], col.Number[row] = survey.Given, x
			continue
		}
		is, ok := known[text]
		if !ok {
			if is = q.Read(reply.Text(text)); in.Text {
				is = asWord(is, text)
			}
			if len(known) < mostKept {
				known[text] = is
			}
		}
		t.enter(col, row, is, in.Column, text)
		if slices.Contains(is.Notes, reply.PerCentOrShare) {
			doubt.Count++
			if key := f.Keys[row]; doubt.Unit == "" || key < doubt.Unit {
				doubt.Unit = key
			}
		}
	}
	if doubt.Count > 0 {
		f.Doubts = append(f.Doubts, doubt)
	}
	t.evidence(col, c, in.Column)
	return col, nil
}

// asWord takes a text whose kind nobody has stated, and which is no number, for a
// word: text tells whether a remark or a unit made it one.
func asWord(is reply.Reading, text string) reply.Reading {
	plainly := is.State == survey.Given || is.State == survey.Blank || is.State == survey.NotApplicable
	if _, rest, number := reply.Number(text, false); plainly && is.Remark == "" && (is.State != survey.Given || number && rest == "") {
		return is
	}
	return reply.Reading{State: survey.Given, Number: math.NaN(), Choice: fold(text)}
}

// enter puts one answer into a column.
func (t *tableReader) enter(col *score.Column, row int, is reply.Reading, column, text string) {
	col.State[row] = is.State
	switch {
	case is.State == survey.Unreadable:
		t.unread = append(t.unread, Unread{row + 1, column, text, is.Fault})
	case is.State != survey.Given:
	case is.Choice != "":
		col.Word[row] = is.Choice
	default:
		col.Number[row] = is.Number
	}
}

// percentages reports whether every cell of a column that holds anything holds a
// per cent sign: «45%» is then a number of the column, 45.
func (t *tableReader) percentages(replies *reply.Reader, at int) bool {
	some := false
	for row := range t.rows {
		text := t.cell(row, at)
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
func (t *tableReader) evidence(col *score.Column, c *survey.Criterion, name string) {
	at, ok := t.at[name+".evidence"]
	if c.Evidence == nil || !ok {
		return
	}
	col.Proved = make([]bool, len(t.rows))
	for row := range t.rows {
		col.Proved[row] = reply.NamesEvidence(t.cell(row, at))
	}
}
