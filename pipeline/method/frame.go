package method

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"depository/pipeline/score"
	"depository/pipeline/survey"
)

// An Unread is a cell of a table that is no answer to its column's question.
type Unread struct {
	Row    int // 1-based, of the data below the header
	Column string
	Text   string
}

// Frame reads a table by the method: header names the columns, rows hold the
// cells as typed. comma says that numbers have a decimal comma. What cannot be
// understood counts as unreadable and is listed; a column that is not there is
// an error.
func (m *Method) Frame(header []string, rows [][]string, comma bool) (*score.Frame, []Unread, error) {
	t := &tableReader{method: m, at: map[string]int{}, rows: rows, comma: comma}
	for i, h := range header {
		h = strings.TrimSpace(h)
		if _, twice := t.at[h]; twice && h != "" {
			return nil, nil, fmt.Errorf("the column %q stands twice in the data", h)
		}
		t.at[h] = i
	}
	f := &score.Frame{Columns: map[string]*score.Column{}, Groups: map[string][]string{}}
	if err := t.identity(f); err != nil {
		return nil, nil, err
	}
	for _, c := range m.Questionnaire.Criteria {
		col, err := t.column(&c, m.columnOf(c.ID))
		if err != nil {
			return nil, nil, err
		}
		f.Columns[c.ID] = col
	}
	slices.SortStableFunc(t.unread, func(a, b Unread) int { return a.Row - b.Row })
	return f, t.unread, nil
}

// columnOf gives the column of a table that a question is read from, and
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

// identity reads the key of every row, and the groups.
func (t *tableReader) identity(f *score.Frame) error {
	var cols []int
	ids := t.method.Unit.ID
	if len(ids) == 0 {
		return fmt.Errorf("the method does not say which columns name a unit; write unit: {id: [column]}")
	}
	for _, id := range ids {
		i, ok := t.at[id]
		if !ok {
			return fmt.Errorf("the data have no column %q, which names the units%s", id, t.nearest(id))
		}
		cols = append(cols, i)
	}
	for row := range t.rows {
		parts := make([]string, len(cols))
		for k, c := range cols {
			parts[k] = t.cell(row, c)
		}
		f.Keys = append(f.Keys, strings.Join(parts, "\x00"))
	}
	for _, g := range t.method.Unit.Groups {
		i, ok := t.at[g]
		if !ok {
			return fmt.Errorf("the data have no column %q, which groups the units%s", g, t.nearest(g))
		}
		for row := range t.rows {
			f.Groups[g] = append(f.Groups[g], t.cell(row, i))
		}
	}
	return nil
}

func (t *tableReader) nearest(name string) string {
	known := map[string]bool{}
	for h := range t.at {
		known[h] = true
	}
	if s := suggest(name, known); strings.HasPrefix(s, "; did") {
		return s
	}
	return ""
}

// column reads one question of all rows.
func (t *tableReader) column(c *survey.Criterion, in score.Input) (*score.Column, error) {
	at, ok := t.at[in.Column]
	if !ok {
		return nil, fmt.Errorf("the data have no column %q for %s%s", in.Column, c.ID, t.nearest(in.Column))
	}
	closed := c.Kind == survey.YesNo || c.Kind == survey.Choice || in.Text
	col := score.NewColumn(len(t.rows), closed)
	for row := range t.rows {
		text := t.cell(row, at)
		switch {
		case blank(text):
			col.State[row] = survey.Blank
		case c.NotApplicable && slices.Contains([]string{"not applicable", "not_applicable", "не застосовується"}, fold(text)):
			col.State[row] = survey.NotApplicable
		case t.enter(col, row, text, c, in):
			col.State[row] = survey.Given
		default:
			col.State[row] = survey.Unreadable
			t.unread = append(t.unread, Unread{row + 1, in.Column, text})
		}
	}
	t.evidence(col, c, in.Column)
	return col, nil
}

// evidence reads the column beside a leaf that says what supports its levels.
func (t *tableReader) evidence(col *score.Column, c *survey.Criterion, name string) {
	at, ok := t.at[name+".evidence"]
	if c.Evidence == nil || !ok {
		return
	}
	col.Proved = make([]bool, len(t.rows))
	for row := range t.rows {
		text := t.cell(row, at)
		col.Proved[row] = !blank(text) && yesNoWord(text) != "no" && strings.ContainsAny(text, "0123456789/.")
	}
}

// blank reports whether a cell says that nothing is known.
func blank(text string) bool {
	if len(text) > 4 {
		return false
	}
	switch fold(text) {
	case "", "na", "n/a", "nan", "null", "#n/a", "-", "–", "—", "..", "…":
		return true
	}
	return false
}

// enter puts one answer into a column; false: it is not understood.
func (t *tableReader) enter(col *score.Column, row int, text string, c *survey.Criterion, in score.Input) bool {
	switch {
	case c.Kind == survey.YesNo:
		col.Word[row] = yesNoWord(text)
		return col.Word[row] != ""
	case c.Kind == survey.Choice:
		i := slices.IndexFunc(c.Choices, func(o survey.Option) bool {
			return fold(o.ID) == fold(text) || slices.ContainsFunc([]string{o.Name["uk"], o.Name["en"]}, func(n string) bool { return n != "" && fold(n) == fold(text) })
		})
		if i >= 0 {
			col.Word[row] = c.Choices[i].ID
		}
		return i >= 0
	}
	x, ok := parseNumber(text, t.comma)
	if in.Text && !ok {
		col.Word[row] = fold(text)
		return true
	}
	col.Number[row] = x
	if c.Kind == survey.Level {
		return ok && x == math.Trunc(x) && slices.ContainsFunc(c.Levels, func(l survey.RubricLevel) bool { return float64(l.Level) == x })
	}
	return ok
}

func yesNoWord(text string) string {
	switch fold(text) {
	case "yes", "так", "true", "1", "+", "y", "є":
		return "yes"
	case "no", "ні", "false", "0", "n", "немає":
		return "no"
	}
	return ""
}

// asPlain takes away what groups digits.
var asPlain = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "−", "-")

// plain reports whether a text has only the characters of a decimal number: the
// reader of the language would take hexadecimal ones and underscores too.
func plain(text string) bool {
	for i := range len(text) {
		switch c := text[i]; {
		case '0' <= c && c <= '9', c == '.', c == '-', c == '+', c == 'e', c == 'E':
		default:
			return false
		}
	}
	return true
}

// parseNumber reads a finite decimal number; spaces and no-break spaces group
// its digits.
func parseNumber(text string, comma bool) (float64, bool) {
	if !plain(text) {
		text = asPlain.Replace(text)
		if comma {
			text = strings.Replace(text, ",", ".", 1)
		}
		if !plain(text) {
			return math.NaN(), false
		}
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
		return math.NaN(), false
	}
	return x, true
}
