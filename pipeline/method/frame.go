package method

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"depository/pipeline/score"
	"depository/pipeline/survey"
	"depository/pipeline/survey/reply"
)

// An Unread is a cell of a table that is no answer to its column's question.
type Unread struct {
	Row    int // 1-based, of the data below the header
	Column string
	Text   string
}

// Frame reads a table by the method: header names the columns, rows hold the
// cells as typed. comma says that numbers have a decimal comma. What cannot be
// understood counts as unreadable and is listed; a column that is not there, or a
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
	method  *Method
	at      map[string]int
	twice   map[string]bool // names of columns that stand more than once
	rows    [][]string
	comma   bool
	percent bool // «45%» is a number of the column at hand
	unread  []Unread
}

func (t *tableReader) cell(row, col int) string {
	if col >= len(t.rows[row]) {
		return ""
	}
	return strings.TrimSpace(t.rows[row][col])
}

// find gives the place of a column; code names the text that says what it is for,
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
			if blank(text) && fold(text) != "na" { // Namibia, Naples
				text = ""
			}
			f.Groups[g] = append(f.Groups[g], text)
		}
	}
	return nil
}

// column reads one question of all rows.
func (t *tableReader) column(c *survey.Criterion, in score.Input) (*score.Column, error) {
	at, err := t.find(in.Column, "column-of", "node", c.ID)
	if err != nil {
		return nil, err
	}
	closed := c.Kind == survey.YesNo || c.Kind == survey.Choice || in.Text
	col := score.NewColumn(len(t.rows), closed)
	t.percent = c.Kind == survey.Number && t.percentages(c, at)
	for row := range t.rows {
		text := t.cell(row, at)
		switch {
		case c.Kind == survey.Choice && t.enter(col, row, text, c, in):
			col.State[row] = survey.Given // «-» and «NA» may be choices
		case c.NotApplicable && doesNotApply(text):
			col.State[row] = survey.NotApplicable
		case blank(text):
			col.State[row] = survey.Blank
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

// percentages reports whether «45%» is a number of a column: its unit is the per
// cent, or every cell that holds anything holds a per cent sign.
func (t *tableReader) percentages(c *survey.Criterion, at int) bool {
	if strings.Contains(c.Unit.In("uk")+c.Unit.In("en"), "%") {
		return true
	}
	some := false
	for row := range t.rows {
		switch text := t.cell(row, at); {
		case strings.HasSuffix(text, "%"):
			some = true
		case !blank(text):
			return false
		}
	}
	return some
}

// doesNotApply reports whether a cell says that a question does not apply; a
// reason may stand behind it.
func doesNotApply(text string) bool {
	text = fold(text)
	for _, words := range []string{"not applicable", "not_applicable", "n/a", "не застосовно", "не застосовується", "не застосовний", "не застосовна", "не стосується", "н/з"} {
		if rest, ok := strings.CutPrefix(text, words); ok && (rest == "" || strings.ContainsAny(rest[:1], " :;,.(-") || strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, "—")) {
			return true
		}
	}
	return false
}

// evidence reads the column beside a leaf that says what supports its levels.
func (t *tableReader) evidence(col *score.Column, c *survey.Criterion, name string) {
	at, ok := t.at[name+".evidence"]
	if c.Evidence == nil || !ok {
		return
	}
	col.Proved = make([]bool, len(t.rows))
	for row := range t.rows {
		col.Proved[row] = survey.NamesEvidence(t.cell(row, at))
	}
}

// blank reports whether a cell says that nothing is known.
func blank(text string) bool {
	if len(text) > 4 {
		return false
	}
	switch fold(text) {
	case "", "na", "n/a", "nan", "null", "#n/a", "-", "–", "—", ".", "..", "…":
		return true
	}
	return false
}

// enter puts one answer into a column; false: it is not understood.
func (t *tableReader) enter(col *score.Column, row int, text string, c *survey.Criterion, in score.Input) bool {
	switch c.Kind {
	case survey.YesNo:
		col.Word[row] = yesNoWord(text)
		return col.Word[row] != ""
	case survey.Choice:
		i := slices.IndexFunc(c.Choices, func(o survey.Option) bool { return fold(o.ID) == fold(text) || named(o.Name, text) })
		if i >= 0 {
			col.Word[row] = c.Choices[i].ID
		}
		return i >= 0
	case survey.Level:
		x, ok := t.level(text, c)
		if ok {
			col.Number[row] = x
		}
		return ok
	}
	if t.percent {
		text = strings.TrimSpace(strings.TrimSuffix(text, "%"))
	}
	x, ok := parseNumber(text, t.comma)
	if in.Text && !ok {
		col.Word[row] = fold(text)
		return true
	}
	col.Number[row] = x
	return ok
}

// named reports whether a text is a name in some language.
func named(name survey.Text, text string) bool {
	for _, n := range name {
		if n != "" && fold(n) == fold(text) {
			return true
		}
	}
	return false
}

// level reads a level of a rubric: its number, its name, or both as a form shows
// them («3 – визначений»).
func (t *tableReader) level(text string, c *survey.Criterion) (float64, bool) {
	head := text
	if i := strings.IndexAny(text, " .–—-:\u00a0"); i > 0 {
		head = text[:i]
	}
	for _, l := range c.Levels {
		x, ok := parseNumber(text, t.comma)
		if ok && x == float64(l.Level) || named(l.Name, text) {
			return float64(l.Level), true
		}
		rest := strings.TrimLeft(strings.TrimPrefix(text, head), " .–—-:\u00a0")
		if !ok && head == strconv.Itoa(l.Level) && (named(l.Name, rest) || named(l.Text, rest)) {
			return float64(l.Level), true
		}
	}
	return math.NaN(), false
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
