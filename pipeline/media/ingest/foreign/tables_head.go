package foreign

import (
	"math"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"depository.example/depository/pipeline/media/ingest/clean"
	"depository.example/depository/pipeline/media/ingest/records"
	"depository.example/depository/pipeline/media/ingest/stems"
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
	top, row    int             // first and last row of the header
	at          map[int]int     // sheet column to index of Layout.Columns
	seats       map[int]int     // and back, without what is ignored
	labels      map[int]string  // header text of every column that has one
	twice       []int           // columns whose label heads another column already
	left, right int             // columns of the table, inclusive
	last        int             // last row of the table
	first       [kinds]int      // the first column of each kind; 0 none
	columns     []headColumn    // known or labelled columns, from left to right
	named       []headColumn    // of these, those that neither answer criteria nor are ignored
	places      []int16         // places of columns from the first on, from 1; 0: neither known nor labelled; nil: they lie too far apart
	replies     reply.Reader    // as the layout and this sheet speak
	said        *reply.Meanings // what texts mean so; nil: not kept
	asked       []asked         // the columns that answer criteria, in the order of the questionnaire
	common      *records.Table  // of which its records are
}

// A headColumn is a column of the sheet that belongs to a table.
type headColumn struct {
	col   int
	is    *Column // nil: nobody knows it
	label clean.Heading
}

// An asked column is one that answers a criterion.
type asked struct {
	col      int
	k        *survey.Criterion
	question *reply.Question
	known    map[asRead]*records.Reply // what was read in the column, while there are few texts
	recent   [fewRecent]recently       // of these, by slotOf
}

// ask makes the columns that answer criteria ready for many rows.
func (h *head) ask(q *survey.Questionnaire) {
	h.asked = nil
	for i := range h.columns {
		if c := &h.columns[i]; c.is != nil && c.is.kind == criterion {
			if k := c.is.criterion(q); k != nil {
				h.asked = append(h.asked, asked{col: c.col, k: k, question: h.replies.For(k), known: map[asRead]*records.Reply{}})
			}
		}
	}
	slices.SortStableFunc(h.asked, func(a, b asked) int { return position(q, a.k.ID) - position(q, b.k.ID) })
	h.common = &records.Table{Layout: h.layout, Theme: h.layout.Theme}
	for i := range h.asked {
		h.common.Asked = append(h.common.Asked, records.Column{Col: h.asked[i].col, Criterion: h.asked[i].k.ID})
	}
}

// settle lays the columns of a table out for those who read its rows.
func (h *head) settle() {
	cols := sortedKeys(h.at)
	for col := range h.labels {
		if _, known := h.at[col]; !known && h.left <= col && col <= h.right {
			cols = append(cols, col)
		}
	}
	slices.Sort(cols)
	h.columns = make([]headColumn, len(cols))
	for i, col := range cols {
		h.columns[i] = headColumn{col, nil, clean.HeadingOf(h.labels[col])}
		if k, known := h.at[col]; known {
			is := &h.layout.Columns[k]
			h.columns[i].is = is
			if h.first[is.kind] == 0 {
				h.first[is.kind] = col
			}
			if is.kind != criterion && is.kind != ignored {
				h.named = append(h.named, h.columns[i])
			}
		}
	}
	const apart = 8 // columns of the sheet for one of the table
	if n := len(cols); n > 0 && cols[n-1]-cols[0] < apart*(n+apart) {
		h.places = make([]int16, cols[n-1]-cols[0]+1)
		for i, col := range cols {
			h.places[col-cols[0]] = int16(i + 1)
		}
	}
}

// index returns the place in columns of a column of the sheet; -1 it has none.
func (h *head) index(col int) int {
	if h.places == nil {
		if i, ok := slices.BinarySearchFunc(h.columns, col, func(c headColumn, col int) int { return c.col - col }); ok {
			return i
		}
		return -1
	}
	if i := col - h.columns[0].col; i >= 0 && i < len(h.places) {
		return int(h.places[i]) - 1
	}
	return -1
}

// of returns what a column of the sheet is in a table that is settled; nil: nobody
// knows it.
func (h *head) of(col int) *Column {
	if i := h.index(col); i >= 0 {
		return h.columns[i].is
	}
	return nil
}

// asksAt reports whether a column of the sheet answers a criterion.
func (h *head) asksAt(col int) bool {
	is := h.of(col)
	return is != nil && is.kind == criterion
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
	all := len(s.Cells)
	if all == 0 {
		return nil
	}
	out := make([]line, 0, min(all, s.Cells[all-1].Row-s.Cells[0].Row+1))
	for i := 0; i < all; {
		j, row := i+1, s.Cells[i].Row
		for j < all && s.Cells[j].Row == row {
			j++
		}
		out = append(out, line{row, s.Cells[i:j]})
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
// text, as long as there are not too many of them.
type labelled struct {
	layouts  []Layout
	q        *survey.Questionnaire
	known    map[string][][]candidate // by layout; nil: the text heads no column
	needs    int                      // labels of criteria that a header has at least
	criteria *stems.Search            // of the layouts
	recent   [1 << 8]asking           // of short texts, by slot
}

func newLabelled(layouts []Layout, q *survey.Questionnaire) *labelled {
	m := &labelled{layouts: layouts, q: q, known: map[string][][]candidate{}, needs: math.MaxInt, criteria: criteriaOf(layouts)}
	for i := range layouts {
		m.needs = min(m.needs, layouts[i].Needs)
	}
	return m
}

// asksIn counts the cells of a row that may be labels of criteria.
func (m *labelled) asksIn(l line) (n int) {
	for i := range l.cells[:min(len(l.cells), headCols)] {
		if text := l.cells[i].Text; len(text) <= longLabel && mayLabel(text) && m.mayAskOnce(text) {
			n++
		}
	}
	return n
}

// An asking is a short text, and whether it may be the label of a criterion.
type asking struct {
	text [24]byte
	size int // 0: none
	may  bool
}

// mayAskOnce returns what mayAsk does, of short texts that come again soon once.
func (m *labelled) mayAskOnce(text string) bool {
	n := len(text)
	if n > len(asking{}.text) || n == 0 {
		return m.mayAsk(text)
	}
	is := &m.recent[(n*31+int(text[0])*7+int(text[n-1])*131+int(text[n/2])*17)%len(m.recent)]
	if string(is.text[:is.size]) != text {
		is.size, is.may = copy(is.text[:], text), m.mayAsk(text)
	}
	return is.may
}

// mostKnown bounds the texts that are known at a time.
const mostKnown = 1 << 14

// lists returns the columns of each layout that a text may head; nil none.
func (m *labelled) lists(text string) [][]candidate {
	if len(text) > longLabel || !mayLabel(text) {
		return nil
	}
	if lists, ok := m.known[text]; ok {
		return lists
	}
	lists := m.read(text)
	if len(m.known) >= mostKnown {
		clear(m.known)
	}
	m.known[strings.Clone(text)] = lists
	return lists
}

func (m *labelled) read(text string) (lists [][]candidate) {
	label := readLabel(text)
	for i := range m.layouts {
		if list := m.layouts[i].candidates(label); len(list) > 0 {
			if lists == nil {
				lists = make([][]candidate, len(m.layouts))
			}
			lists[i] = list
		}
	}
	return lists
}

func (m *labelled) candidates(layout int, text string) []candidate {
	if lists := m.lists(text); lists != nil {
		return lists[layout]
	}
	return nil
}

// mayHead reports whether rows hold enough labels of criteria for a table of any
// layout, of which the first row has a label at least.
func (m *labelled) mayHead(rows []line) bool {
	var criteria []int // labels by layout; of a layout without one in the first row -1
	for j, l := range rows {
		for k := range l.cells[:min(len(l.cells), headCols)] {
			lists := m.lists(l.cells[k].Text)
			if lists == nil {
				continue
			}
			if criteria == nil {
				criteria = slices.Repeat([]int{-1}, len(m.layouts))
			}
			for i, list := range lists {
				if len(list) == 0 {
					continue
				}
				is := m.layouts[i].Columns[list[0].column].kind
				if j == 0 && is != ignored {
					criteria[i] = max(criteria[i], 0)
				}
				if is == criterion && criteria[i] >= 0 {
					criteria[i]++
				}
			}
		}
		if criteria == nil {
			return false
		}
	}
	for i, n := range criteria {
		if n >= m.layouts[i].Needs {
			return true
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
func (t *Tables) heads(s *sheet.Sheet, all []line) []head {
	m := t.knows.labelled
	var out []head
	asks := make([]int16, len(all)) // labels of criteria that may stand in each row; one more, 0: not counted
	for i, last := 0, 0; i < len(all) && i-last < headless && len(out) < maxHeads; {
		var found []head
		n := 0
		if m.mayBegin(all, asks, i) {
			found, n = m.headsAt(t.merged[s], all[i:])
		}
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
	bounds(all, out)
	return out
}

// mayBegin passes over nearly all rows: a header that begins in row i would have too
// few labels of criteria. Each row is counted once.
func (m *labelled) mayBegin(rows []line, asks []int16, i int) bool {
	n := 0
	for j := i; j < min(i+headRows, len(rows)); j++ {
		if asks[j] == 0 {
			asks[j] = int16(m.asksIn(rows[j]) + 1)
		}
		n += int(asks[j] - 1)
	}
	return n >= m.needs
}

// headsAt finds the headers that begin in the first of the rows, and how many
// rows they have. A row belongs to a header when columns are known by it that
// are not known without it.
func (m *labelled) headsAt(merged merges, rows []line) (best []head, n int) {
	if len(rows[0].cells) < 2 || !m.mayHead(rows[:min(headRows, len(rows))]) {
		return nil, 0
	}
	for h := 1; h <= min(headRows, len(rows)); h++ {
		if rows[h-1].row != rows[0].row+h-1 || h > 1 && !m.labels(rows[h-1]) {
			break
		}
		found := m.tablesIn(merged, rows[:h])
		if n > 0 && (known(found) <= known(best) || m.isData(rows[h-1], best)) {
			break
		}
		if len(found) == 0 {
			continue
		}
		if h > 1 && n == 0 && known(found) <= known(m.tablesIn(merged, rows[1:h])) {
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
			if _, known := heads[i].at[c.Col]; !known {
				continue
			}
			all++
			if m.lists(c.Text) == nil {
				data++
			}
		}
	}
	return 2*data > all
}

// labels reports whether a row names a criterion of any layout.
func (m *labelled) labels(l line) bool {
	return slices.ContainsFunc(l.cells, func(c sheet.Cell) bool {
		for i, list := range m.lists(c.Text) {
			if len(list) > 0 && m.asked(&m.layouts[i].Columns[list[0].column]) {
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
			if h.layout.Columns[k].kind != ignored {
				n++
			}
		}
	}
	return n
}

// tablesIn finds the tables whose header is the given rows. Where columns
// without a label part the header into tables that are whole each, they are read
// apart.
func (m *labelled) tablesIn(merged merges, rows []line) []head {
	texts := headTexts(merged, rows)
	cols := sortedKeys(texts)
	cols = cols[:min(len(cols), headCols)]
	var apart []head
	runs := 0
	for i := 0; i < len(cols); {
		j := i + 1
		for j < len(cols) && cols[j] == cols[j-1]+1 {
			j++
		}
		found := m.split(texts, cols[i:j])
		if len(found) > 0 && !slices.ContainsFunc(found, func(h head) bool { return !h.identifies() }) {
			runs++
			apart = append(apart, found...)
		}
		i = j
	}
	if runs < 2 {
		apart = m.split(texts, cols)
	}
	for i := range apart {
		apart[i].top, apart[i].row = rows[0].row, rows[len(rows)-1].row
	}
	return apart
}

// identifies reports whether a column of a table names its records.
func (h *head) identifies() bool {
	for _, k := range h.at {
		if is := h.layout.Columns[k].kind; is == identifier || is == number || is == title {
			return true
		}
	}
	return false
}

// headTexts returns the texts of each column of a header, from the top; a merged
// text stands over all its columns.
func headTexts(merged merges, rows []line) map[int][]string {
	out := map[int][]string{}
	for i, l := range rows {
		for _, c := range l.cells {
			if strings.TrimSpace(c.Text) != "" {
				out[c.Col] = append(out[c.Col], c.Text)
			}
			if i == len(rows)-1 {
				continue
			}
			if r, ok := merged.at(c.Row, c.Col); ok {
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
func (m *labelled) split(texts map[int][]string, cols []int) []head {
	may := make([]map[int][]candidate, len(m.layouts))
	criterion := make([]map[int]bool, len(m.layouts))
	for i := range m.layouts {
		may[i], criterion[i] = map[int][]candidate{}, map[int]bool{}
		for _, col := range cols {
			if list := m.heading(i, texts[col]); len(list) > 0 {
				may[i][col] = list
				criterion[i][col] = m.asked(&m.layouts[i].Columns[list[0].column])
			}
		}
	}
	labels := map[int]string{} // shared by all tables of the header
	for col, list := range texts {
		labels[col] = clean.Tidy(list[len(list)-1])
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
		out = append(out, m.parts(&m.layouts[i], may[i], labels, foreign)...)
	}
	return out
}

// parts cuts the columns that one layout knows into its tables. A column of
// records that comes again begins the next one when the one before is whole, or
// when columns of another layout lie between. What does not become a table belongs
// to the one before, unless columns of another layout follow.
func (m *labelled) parts(l *Layout, may map[int][]candidate, labels map[int]string, foreign func(from, to int) bool) []head {
	var out []head
	cur := newHead(l, labels)
	end := func() {
		first, _ := cur.span()
		switch n := len(out); {
		case m.whole(&cur):
			out = append(out, cur)
		case n > 0 && len(cur.at) > 0 && !foreign(first, math.MaxInt):
			out[n-1].join(&cur)
		}
		cur = newHead(l, labels)
	}
	taken := map[int]int{} // how many candidates of a column were taken by others
	for _, col := range sortedKeys(may) {
		k := may[col][0].column
		if other := cur.where(k); other > 0 && l.Columns[k].kind != ignored &&
			(foreign(other, col) || m.whole(&cur) && l.Columns[k].kind != criterion) {
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
		case holder == 0 || h.layout.Columns[c.column].kind == ignored:
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
func (m *labelled) whole(h *head) bool {
	n := 0
	for _, k := range h.at {
		if m.asked(&h.layout.Columns[k]) {
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
	if h.layout.Columns[k].kind != ignored {
		h.seats[k] = col
	}
}

// asked reports whether a column answers a criterion of the questionnaire.
func (m *labelled) asked(c *Column) bool {
	return c.kind == criterion && c.criterion(m.q) != nil
}

// span returns the first and the last column that are read.
func (h *head) span() (first, last int) {
	first = math.MaxInt
	for col, k := range h.at {
		if h.layout.Columns[k].kind != ignored {
			first, last = min(first, col), max(last, col)
		}
	}
	return first, last
}

// bounds tells each table where its neighbours begin: beside it and below it.
func bounds(rows []line, heads []head) {
	first, last, above := make([]int, len(heads)), make([]int, len(heads)), make([]int, len(heads))
	for i := range heads {
		first[i], last[i] = heads[i].span()
		above[i] = titlesAbove(rows, heads[i].top)
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
		h.settle()
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
func titlesAbove(rows []line, top int) int {
	last := top - 1
	i := sort.Search(len(rows), func(i int) bool { return rows[i].row >= top }) - 1
	for ; last > top-5 && i >= 0 && rows[i].row == last && len(rows[i].cells) == 1; i-- {
		last--
	}
	return last
}

// cells returns the filled cells of a row that belong to the table: a part of it,
// unless what nobody sees has to be left out.
func (h *head) cells(all []sheet.Cell) []sheet.Cell {
	from, to := 0, len(all)
	for from < to && all[from].Col < h.left {
		from++
	}
	for to > from && all[to-1].Col > h.right {
		to--
	}
	all = all[from:to]
	for i := range all {
		if !clean.IsVisible(all[i].Text) {
			return slices.DeleteFunc(slices.Clone(all), func(c sheet.Cell) bool { return !clean.IsVisible(c.Text) })
		}
	}
	return all
}

// counting finds labels under which a number says how many there are.
var counting = regexp.MustCompile(`(?i)кільк|к-ть|к-сть|(?:^|[\s,(])(?:од|шт)(?:[.,)\s]|$)|одиниц|штук|number of|, pcs`)

// counts reports whether a number in a column counts things: more than none is yes.
func (h *head) counts(col int) bool { return counting.MatchString(h.labels[col]) }

// A count is what stands in a column that nobody understands.
type count struct{ filled, said int } // cells; those of them that say yes or no

// unknown reports the columns of a table that nobody understands: once a label,
// as a warning where they hold answers.
func (t *Tables) unknown(s *sheet.Sheet, h *head, rows []line) {
	first, last := h.span()
	counts := t.unknownIn(h, rows)
	for _, col := range sortedKeys(counts) {
		label, n := h.labels[col], counts[col]
		answers := 2*n.said > n.filled && first < col
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

// unknownIn counts the cells of a table by column, where nobody understands it.
func (t *Tables) unknownIn(h *head, rows []line) map[int]*count {
	labelled, out := make([]count, len(h.columns)), map[int]*count{}
	for _, l := range h.rows(rows) {
		for i := range l.cells {
			c := &l.cells[i]
			at := h.index(c.Col)
			if at >= 0 && h.columns[at].is != nil || c.Col < h.left || c.Col > h.right || !clean.IsVisible(c.Text) {
				continue
			}
			var n *count
			if at >= 0 {
				n = &labelled[at]
			} else if n = out[c.Col]; n == nil {
				n = &count{}
				out[c.Col] = n
			}
			n.filled++
			if w := h.means(c.Text); w == reply.Yes || w == reply.No {
				n.said++
			}
		}
	}
	for i := range labelled {
		if labelled[i].filled > 0 {
			out[h.columns[i].col] = &labelled[i]
		}
	}
	return out
}
