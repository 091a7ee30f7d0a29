package ingest

import (
	"math"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

// A head is the header of one table: which column of the layout stands in which
// of the sheet. A header may have several rows, and several tables may stand
// side by side.
type head struct {
	layout      *Layout
	top, row    int            // first and last row of the header
	at          map[int]int    // sheet column to index of Layout.Columns
	seats       map[int]int    // and back, without what is ignored
	labels      map[int]string // header text of every column that has one
	twice       []int          // columns whose label heads another column already
	left, right int            // columns of the table, inclusive
	last        int            // last row of the table
	replies     reply.Reader   // as the layout and this sheet speak
	asked       []asked        // the columns that answer criteria, in the order of the questionnaire
}

// An asked column is one that answers a criterion.
type asked struct {
	col      int
	k        *survey.Criterion
	question *reply.Question
}

// ask makes the columns that answer criteria ready for many rows.
func (h *head) ask(q *survey.Questionnaire) {
	h.asked = nil
	for _, col := range sortedKeys(h.at) {
		if c := h.of(col); c.Is == "criterion" {
			if k := c.criterion(q); k != nil {
				h.asked = append(h.asked, asked{col, k, h.replies.For(k)})
			}
		}
	}
	slices.SortStableFunc(h.asked, func(a, b asked) int { return position(q, a.k.ID) - position(q, b.k.ID) })
}

// of returns the kind of column that stands in a column of the sheet; nil none.
func (h *head) of(col int) *Column {
	if k, ok := h.at[col]; ok {
		return &h.layout.Columns[k]
	}
	return nil
}

// has tells where a kind of column stands; 0 nowhere.
func (h *head) has(is string) int {
	for _, col := range sortedKeys(h.at) {
		if h.of(col).Is == is {
			return col
		}
	}
	return 0
}

func sortedKeys[V any](m map[int]V) []int {
	out := make([]int, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// A line is one row that has cells.
type line struct {
	row   int
	cells []sheet.Cell
}

func lines(s *sheet.Sheet) []line {
	var out []line
	for i := 0; i < len(s.Cells); {
		j := i
		for j < len(s.Cells) && s.Cells[j].Row == s.Cells[i].Row {
			j++
		}
		out = append(out, line{s.Cells[i].Row, s.Cells[i:j]})
		i = j
	}
	return out
}

// rows returns the lines of a sheet under the header.
func (h *head) rows(all []line) []line {
	from := sort.Search(len(all), func(i int) bool { return all[i].row > h.row })
	to := sort.Search(len(all), func(i int) bool { return all[i].row > h.last })
	return all[from:max(from, to)]
}

// labelled says which columns of each layout a text may head; computed once a
// text of the workbook, as long as there are not too many of them.
type labelled struct {
	layouts []Layout
	known   map[string][][]candidate
}

// mostKnown bounds the texts that are known at a time.
const mostKnown = 1 << 14

func (m *labelled) candidates(layout int, text string) []candidate {
	if len(text) > longLabel {
		return nil
	}
	list, ok := m.known[text]
	if !ok {
		if len(m.known) >= mostKnown {
			clear(m.known)
		}
		list = make([][]candidate, len(m.layouts))
		for i := range m.layouts {
			list[i] = m.layouts[i].candidates(text)
		}
		m.known[text] = list
	}
	return list[layout]
}

// mayHead reports whether rows hold enough labels of criteria for a table of any
// layout, of which the first row has a label at least.
func (t *tables) mayHead(m *labelled, rows []line) bool {
	for i := range m.layouts {
		criteria, begins := 0, false
		for j, l := range rows {
			for _, c := range l.cells[:min(len(l.cells), headCols)] {
				list := m.candidates(i, c.Text)
				if len(list) == 0 {
					continue
				}
				k := &m.layouts[i].Columns[list[0].column]
				begins = begins || j == 0 && k.Is != "ignore"
				if k.Is == "criterion" {
					criteria++
				}
			}
			if begins && criteria >= m.layouts[i].Needs {
				return true
			}
			if !begins {
				break
			}
		}
	}
	return false
}

const (
	headRows = 3     // rows that a header has at most
	headCols = 1_000 // columns of a header that are looked at
	maxHeads = 2_000 // headers of a sheet; one that comes again after them is passed over as such
	headless = 5_000 // filled rows without a header after which none is looked for
)

// heads finds the headers of a sheet, from the top.
func (t *tables) heads(s *sheet.Sheet) []head {
	m := &t.labelled
	all := lines(s)
	var out []head
	for i, last := 0, 0; i < len(all) && i-last < headless && len(out) < maxHeads; {
		found, n := t.headsAt(s, m, all[i:])
		out = append(out, found...)
		if i += max(n, 1); n > 0 {
			last = i
		}
		if i < len(all) && i-last == headless {
			severity := cell.Note
			if len(out) == 0 {
				severity = cell.Warning
			}
			t.tell(severity, "sheet-header-far", cell.Ref{File: t.book.File, Sheet: s.Name, Row: all[i].row}, "", "limit", strconv.Itoa(headless))
		}
	}
	bounds(s, out)
	return out
}

// headsAt finds the headers that begin in the first of the rows, and how many
// rows they have. A row belongs to a header when columns are known by it that
// are not known without it.
func (t *tables) headsAt(s *sheet.Sheet, m *labelled, rows []line) (best []head, n int) {
	if len(rows[0].cells) < 2 || !t.mayHead(m, rows[:min(headRows, len(rows))]) {
		return nil, 0
	}
	for h := 1; h <= min(headRows, len(rows)); h++ {
		if rows[h-1].row != rows[0].row+h-1 || h > 1 && !t.labels(m, rows[h-1]) {
			break
		}
		found := t.tablesIn(s, m, rows[:h])
		if n > 0 && (known(found) <= known(best) || m.isData(rows[h-1], best)) {
			break
		}
		if len(found) == 0 {
			continue
		}
		if h > 1 && n == 0 && known(found) <= known(t.tablesIn(s, m, rows[1:h])) {
			return nil, 0
		}
		best, n = found, h
	}
	return best, n
}

// isData reports whether a row holds data of tables that are known: most of its
// cells under their columns are no labels.
func (m *labelled) isData(l line, heads []head) bool {
	data, all := 0, 0
	for _, c := range l.cells {
		for i := range heads {
			if heads[i].of(c.Col) == nil {
				continue
			}
			all++
			label := false
			for layout := range m.layouts {
				label = label || len(m.candidates(layout, c.Text)) > 0
			}
			if !label {
				data++
			}
		}
	}
	return 2*data > all
}

// labels reports whether a row names a criterion of any layout.
func (t *tables) labels(m *labelled, l line) bool {
	return slices.ContainsFunc(l.cells, func(c sheet.Cell) bool {
		for i := range m.layouts {
			if list := m.candidates(i, c.Text); len(list) > 0 && t.asked(&m.layouts[i].Columns[list[0].column]) {
				return true
			}
		}
		return false
	})
}

// known counts the columns of tables that are read.
func known(heads []head) int {
	n := 0
	for _, h := range heads {
		for _, k := range h.at {
			if h.layout.Columns[k].Is != "ignore" {
				n++
			}
		}
	}
	return n
}

// tablesIn finds the tables whose header is the given rows. Where columns
// without a label part the header into tables that are whole each, they are read
// apart.
func (t *tables) tablesIn(s *sheet.Sheet, m *labelled, rows []line) []head {
	texts := t.headTexts(s, rows)
	cols := sortedKeys(texts)
	cols = cols[:min(len(cols), headCols)]
	var apart []head
	runs := 0
	for i := 0; i < len(cols); {
		j := i + 1
		for j < len(cols) && cols[j] == cols[j-1]+1 {
			j++
		}
		found := t.split(m, texts, cols[i:j])
		if len(found) > 0 && !slices.ContainsFunc(found, func(h head) bool { return !h.identifies() }) {
			runs++
			apart = append(apart, found...)
		}
		i = j
	}
	if runs < 2 {
		apart = t.split(m, texts, cols)
	}
	for i := range apart {
		apart[i].top, apart[i].row = rows[0].row, rows[len(rows)-1].row
	}
	return apart
}

func (h *head) identifies() bool { return h.has("id")+h.has("number")+h.has("title") > 0 }

// headTexts returns the texts of each column of a header, from the top; a merged
// text stands over all its columns.
func (t *tables) headTexts(s *sheet.Sheet, rows []line) map[int][]string {
	out := map[int][]string{}
	for i, l := range rows {
		for _, c := range l.cells {
			if strings.TrimSpace(c.Text) != "" {
				out[c.Col] = append(out[c.Col], c.Text)
			}
			if i == len(rows)-1 {
				continue
			}
			if r, ok := t.merged[s].at(c.Row, c.Col); ok {
				for col := r.Col + 1; col <= min(r.LastCol, r.Col+64); col++ {
					out[col] = append(out[col], c.Text)
				}
			}
		}
	}
	return out
}

// heading finds the columns of a layout that the texts of a header's column may
// name, the likeliest first. The lowest text counts; where it says nothing, or
// only goes on («для осіб з інвалідністю»), it is read together with what stands
// over it.
func (m *labelled) heading(layout int, texts []string) []candidate {
	bottom, joined := texts[len(texts)-1], strings.Join(texts, " ")
	order := []string{bottom, joined}
	if r, _ := utf8.DecodeRuneInString(strings.TrimSpace(bottom)); unicode.IsLower(r) {
		order = []string{joined, bottom}
	}
	for _, text := range order {
		if list := m.candidates(layout, text); len(list) > 0 {
			return list
		}
	}
	return nil
}

// split finds the tables in some columns of a header.
func (t *tables) split(m *labelled, texts map[int][]string, cols []int) []head {
	may := make([]map[int][]candidate, len(m.layouts))
	criterion := make([]map[int]bool, len(m.layouts))
	for i := range m.layouts {
		may[i], criterion[i] = map[int][]candidate{}, map[int]bool{}
		for _, col := range cols {
			if list := m.heading(i, texts[col]); len(list) > 0 {
				may[i][col] = list
				criterion[i][col] = t.asked(&m.layouts[i].Columns[list[0].column])
			}
		}
	}
	labels := map[int]string{} // shared by all tables of the header
	for col, list := range texts {
		labels[col] = tidy(list[len(list)-1])
	}
	var out []head
	for i := range m.layouts {
		var others []int // columns that are criteria of other layouts alone
		for _, col := range cols {
			if !criterion[i][col] && slices.ContainsFunc(criterion, func(other map[int]bool) bool { return other[col] }) {
				others = append(others, col)
			}
		}
		foreign := func(from, to int) bool {
			at, _ := slices.BinarySearch(others, from+1)
			return at < len(others) && others[at] < to
		}
		out = append(out, t.parts(&m.layouts[i], may[i], labels, foreign)...)
	}
	return out
}

// parts cuts the columns that one layout knows into its tables. A column of
// records that comes again begins the next one when the one before is whole, or
// when columns of another layout lie between. What does not become a table belongs
// to the one before, unless columns of another layout follow.
func (t *tables) parts(l *Layout, may map[int][]candidate, labels map[int]string, foreign func(from, to int) bool) []head {
	var out []head
	cur := newHead(l, labels)
	end := func() {
		first, _ := cur.span()
		switch n := len(out); {
		case t.whole(&cur):
			out = append(out, cur)
		case n > 0 && len(cur.at) > 0 && !foreign(first, math.MaxInt):
			out[n-1].join(&cur)
		}
		cur = newHead(l, labels)
	}
	taken := map[int]int{} // how many candidates of a column were taken by others
	for _, col := range sortedKeys(may) {
		k := may[col][0].column
		if other := cur.where(k); other > 0 && l.Columns[k].Is != "ignore" &&
			(foreign(other, col) || t.whole(&cur) && l.Columns[k].Is != "criterion") {
			end()
		}
		cur.seat(col, may, taken)
	}
	end()
	return out
}

func newHead(l *Layout, labels map[int]string) head {
	return head{layout: l, at: map[int]int{}, seats: map[int]int{}, labels: labels, replies: reply.Reader{Words: l.words}}
}

// seat returns a column the likeliest of its candidates that no other column has a
// better right to; who loses its own looks for the next.
func (h *head) seat(col int, may map[int][]candidate, taken map[int]int) {
	for taken[col] < len(may[col]) {
		c := may[col][taken[col]]
		holder := h.where(c.column)
		switch {
		case holder == 0 || h.layout.Columns[c.column].Is == "ignore":
			h.set(col, c.column)
			return
		case c.rank < may[holder][taken[holder]].rank:
			delete(h.at, holder)
			h.set(col, c.column)
			col = holder
		}
		taken[col]++
	}
	h.twice = append(h.twice, col)
}

// whole reports whether a table has the criteria that its layout needs.
func (t *tables) whole(h *head) bool {
	n := 0
	for _, k := range h.at {
		if t.asked(&h.layout.Columns[k]) {
			n++
		}
	}
	return n >= h.layout.Needs
}

// join adds columns to a table that has none of their kind.
func (h *head) join(o *head) {
	for _, col := range sortedKeys(o.at) {
		if h.where(o.at[col]) > 0 {
			h.twice = append(h.twice, col)
			continue
		}
		h.set(col, o.at[col])
	}
}

// where tells which column of the sheet is a column of the layout; 0 none.
func (h *head) where(k int) int { return h.seats[k] }

func (h *head) set(col, k int) {
	h.at[col] = k
	if h.layout.Columns[k].Is != "ignore" {
		h.seats[k] = col
	}
}

// asked reports whether a column answers a criterion of the questionnaire.
func (t *tables) asked(c *Column) bool {
	return c.Is == "criterion" && c.criterion(t.opts.Questionnaire) != nil
}

// span returns the first and the last column that are read.
func (h *head) span() (first, last int) {
	first = math.MaxInt
	for col, k := range h.at {
		if h.layout.Columns[k].Is != "ignore" {
			first, last = min(first, col), max(last, col)
		}
	}
	return first, last
}

// bounds tells each table where its neighbours begin: beside it and below it.
func bounds(s *sheet.Sheet, heads []head) {
	first, last, above := make([]int, len(heads)), make([]int, len(heads)), make([]int, len(heads))
	filled := map[int]int{} // cells by row
	for _, c := range s.Cells {
		filled[c.Row]++
	}
	for i := range heads {
		first[i], last[i] = heads[i].span()
		above[i] = titlesAbove(filled, heads[i].top)
	}
	for i := range heads {
		h := &heads[i]
		h.left, h.right, h.last = 1, math.MaxInt, math.MaxInt
		for j := range heads {
			o := &heads[j]
			switch {
			case i == j:
			case last[j] < first[i]:
				h.left = max(h.left, o.edge(last[j], first[i])+1)
			case first[j] > last[i]:
				h.right = min(h.right, h.edge(last[i], first[j]))
			case o.row > h.row && o.top-1 < h.last:
				h.last = above[j]
			}
		}
		for col := range h.at {
			if col < h.left || col > h.right {
				delete(h.at, col)
			}
		}
	}
}

// edge returns the last column of a table with a neighbour to its right: that of the
// labels that follow without a gap.
func (h *head) edge(last, neighbour int) int {
	for last+1 < neighbour && h.labels[last+1] != "" {
		last++
	}
	return last
}

// titlesAbove returns the last row before the titles that stand over a header: rows
// with one filled cell directly above it.
func titlesAbove(filled map[int]int, top int) int {
	last := top - 1
	for last > top-5 && filled[last] == 1 {
		last--
	}
	return last
}

// cells returns the filled cells of a row that belong to the table.
func (h *head) cells(all []sheet.Cell) []sheet.Cell {
	var out []sheet.Cell
	for _, c := range all {
		if h.left <= c.Col && c.Col <= h.right && isVisible(c.Text) {
			out = append(out, c)
		}
	}
	return out
}

// isVisible reports whether something of a text can be seen.
func isVisible(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool {
		return r != '\u200b' && r != '\ufeff' && r != '\u00ad' && !unicode.IsSpace(r)
	}) >= 0
}

// counting finds labels under which a number says how many there are.
var counting = regexp.MustCompile(`(?i)кільк|к-ть|к-сть|(?:^|[\s,(])(?:од|шт)(?:[.,)\s]|$)|одиниц|штук|number of|, pcs`)

// counts reports whether a number in a column counts things: more than none is yes.
func (h *head) counts(col int) bool { return counting.MatchString(h.labels[col]) }

// unknown reports the columns of a table that nobody understands: once a label,
// as a warning where they hold answers.
func (t *tables) unknown(s *sheet.Sheet, h *head, rows []line) {
	filled, said := map[int]int{}, map[int]int{}
	first, last := h.span()
	for _, l := range h.rows(rows) {
		for _, c := range h.cells(l.cells) {
			if h.of(c.Col) == nil {
				filled[c.Col]++
				if w := h.means(c.Text); w == reply.Yes || w == reply.No {
					said[c.Col]++
				}
			}
		}
	}
	for _, col := range sortedKeys(filled) {
		label := h.labels[col]
		answers := 2*said[col] > filled[col] && first < col
		severity := cell.Note
		if answers {
			severity = cell.Warning
		}
		if label == "" && (!answers || col > last) || t.told[h.layout.ID+label] {
			continue
		}
		t.told[h.layout.ID+label] = true
		code := "column-not-understood"
		if slices.Contains(h.twice, col) {
			code, severity = "column-twice", cell.Warning
		}
		t.tell(severity, code, cell.Ref{File: t.book.File, Sheet: s.Name, Row: h.row, Col: col}, label)
	}
}
