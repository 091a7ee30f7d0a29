package foreign

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"depository.example/depository/pipeline/media/ingest/clean"
	"depository.example/depository/pipeline/media/ingest/records"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/name"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

// A record is one row that describes a centre or a hromada.
type record struct {
	head   *head
	sheet  *sheet.Sheet
	merged merges
	row    int
	cells  []sheet.Cell
	fields [kinds]*sheet.Cell // by kind of column, criteria and what is ignored apart; nil: there is none
	raion  string             // name of the raion by a heading, a column or the sheet; "" unknown
	group  string             // heading over the rows that is no raion
	line   []sheet.Cell       // all cells of the row
	read   []*records.Reply   // by column that asks, in the order of the questionnaire; the room is the next row's where it is not kept
	given  int                // of these, answers that were understood
	shared bool               // its name is that of several hromadas
}

// text returns what stands in a column of a kind; "" nothing.
func (r *record) text(is kind) string {
	if c := r.fields[is]; c != nil {
		return c.Text
	}
	return ""
}

// A row of records are those of one id, by name.AlikeHash, that were kept, from 1.
type row struct{ first, last int }

// merges finds the merged ranges of a sheet by column, from the top.
type merges map[int][]sheet.Range

func mergesOf(s *sheet.Sheet) merges {
	out := merges{}
	for _, m := range s.Merged {
		out[m.Col] = append(out[m.Col], m)
	}
	for _, list := range out {
		slices.SortStableFunc(list, func(a, b sheet.Range) int { return cmp.Compare(a.Row, b.Row) })
	}
	return out
}

// over finds the range that begins in a column and covers a row of it.
func (m merges) over(row, col int) (sheet.Range, bool) {
	list := m[col]
	i := sort.Search(len(list), func(i int) bool { return list[i].Row > row })
	if i == 0 || list[i-1].LastRow < row {
		return sheet.Range{}, false
	}
	return list[i-1], true
}

// at finds the range that begins in a cell.
func (m merges) at(row, col int) (sheet.Range, bool) {
	r, ok := m.over(row, col)
	return r, ok && r.Row == row
}

// table reads the rows under a header.
func (t *Tables) table(s *sheet.Sheet, h *head, rows []line) {
	id := t.identity(s, h, rows)
	if id == 0 {
		return
	}
	raion, group := place.RaionIn(s.Name), ""
	top := sort.Search(len(rows), func(i int) bool { return rows[i].row >= h.top })
	for _, l := range rows[max(0, top-3):top] {
		if raion == "" && len(l.cells) == 1 {
			raion = place.RaionIn(l.cells[0].Text)
		}
	}
	h.common.File, h.common.Sheet, h.common.Part = t.book.File, s.Name, s
	r := &record{}
	likely := min(len(h.rows(rows)), mostGrowth)
	t.room.Records = slices.Grow(t.room.Records, likely)
	for _, l := range h.rows(rows) {
		if t.isFull(cell.Ref{File: t.book.File, Sheet: s.Name, Row: l.row}) {
			return
		}
		cells := h.cells(l.cells)
		if len(cells) == 0 {
			continue
		}
		*r = record{head: h, sheet: s, merged: t.merged[s], row: l.row, line: l.cells, cells: cells, raion: raion, group: group}
		r.collect(id)
		switch in := r.raionHeading(); {
		case in != "":
			raion, group = in, ""
		case r.isHeading():
			group = clean.Tidy(cells[0].Text)
		default:
			t.row(r)
		}
	}
}

// mostGrowth is for how many records of a table there is room from the start.
const mostGrowth = 8192

// identity tells which column of a table names its records: that of the codes
// or names; without one the column of numbers, unless these only count the rows;
// without that the titles. A table that has none of them sums something up.
func (t *Tables) identity(s *sheet.Sheet, h *head, rows []line) int {
	if col := h.first[identifier]; col > 0 {
		return col
	}
	at := cell.Ref{File: t.book.File, Sheet: s.Name, Row: h.row}
	numbers, titles := h.first[number], h.first[title]
	named := h.first[locality] + h.first[address]
	switch {
	case numbers > 0 && titles+named > 0 && (titles == 0 || !countsRows(h, numbers, rows)):
		return numbers
	case titles > 0:
		at.Col = titles
		t.tell(cell.Note, "ids-from-titles", at, "")
	case named+h.first[code] > 0:
		t.tell(cell.Error, "table-without-ids", at, "")
	default:
		t.tell(cell.Note, "table-of-sums", at, "")
	}
	return titles
}

// countsRows reports whether a column of a table only numbers its rows from 1.
func countsRows(h *head, col int, rows []line) bool {
	next := 1
	for _, l := range h.rows(rows) {
		for _, c := range l.cells {
			if c.Col != col || !isNumeral(strings.TrimRight(c.Text, ". ")) {
				continue
			}
			if atoiOr(strings.TrimRight(c.Text, ". "), 0) != next {
				return false
			}
			next++
		}
	}
	return true
}

func atoiOr(s string, other int) int {
	if n, err := strconv.Atoi(clean.Tidy(s)); err == nil {
		return n
	}
	return other
}

// collect sorts the cells of the row by kind. A text merged over several rows
// stands in each of them, where it names a place.
func (r *record) collect(id int) {
	for _, of := range r.head.named {
		if i, ok := find(r.cells, of.col); ok && of.is.kind != identifier {
			r.fields[of.is.kind] = &r.cells[i]
		}
	}
	if i, ok := find(r.cells, id); ok {
		r.fields[identifier] = &r.cells[i]
	}
	for _, is := range []kind{locality, code, raion} {
		col := r.head.first[is]
		if r.fields[is] != nil || col == 0 {
			continue
		}
		if m, ok := r.merged.over(r.row, col); ok && m.Row > r.head.row {
			if c, ok := r.sheet.At(m.Row, m.Col); ok {
				r.fields[is] = &c
			}
		}
	}
}

// isHromada reports whether the table has a row for each hromada, which is named
// by it; otherwise a row is a centre and has a code.
func (r *record) isHromada() bool {
	return !r.head.layout.places
}

// raionHeading returns the raion over the rows that follow: the row begins with its
// name, and sums may stand beside it; "" none.
func (r *record) raionHeading() string {
	c := &r.cells[0]
	if len(r.cells) > 1 && (r.text(title) != "" || r.text(address) != "") {
		return ""
	}
	if k := r.head.of(c.Col); k != nil && k.kind == raion && len(r.cells) > 1 || clean.SpeaksOfHromada(c.Text) {
		return ""
	}
	return place.RaionIn(c.Text)
}

// isHeading reports whether the one text of a row is a heading over the rows that
// follow: it spans several columns.
func (r *record) isHeading() bool {
	if len(r.cells) != 1 {
		return false
	}
	m, ok := r.merged.at(r.cells[0].Row, r.cells[0].Col)
	return ok && m.LastCol >= m.Col+2
}

// row reads one record, and says what it passes over.
func (t *Tables) row(r *record) {
	at := cell.Ref{File: t.book.File, Sheet: r.sheet.Name, Row: r.row}
	switch {
	case r.begins(&r.head.layout.totals), between(r.sheet.Totals, r.row-1, r.row) > 0:
		t.tell(cell.Note, "row-of-totals", at, "")
		return
	case r.repeatsHeader(), r.isNumbering():
		return
	}
	t.peek(r)
	id := r.fields[identifier]
	switch {
	case id != nil && t.plausible(r):
		t.keep(r)
	case r.begins(&r.head.layout.notes), r.row <= r.head.row+2 && r.given == 0:
	case id == nil && r.identified() && (r.given > 0 || len(r.cells) > 2):
		t.tell(cell.Error, "row-without-id", at, clean.Tidy(r.cells[0].Text))
	case id != nil && 2*r.given > len(r.read):
		t.tell(cell.Error, "row-odd-id", at, clean.Tidy(id.Text))
	default:
		t.tell(cell.Note, "row-passed-over", at, "") // the text may be somebody’s name
	}
}

// identified reports whether something in the row says what it is about.
func (r *record) identified() bool {
	return r.means(title) || r.means(address) || r.means(locality) || r.means(code)
}

// means reports whether something stands in a column of a kind that is no word for
// yes, no or nothing.
func (r *record) means(is kind) bool {
	c := r.fields[is]
	return c != nil && r.head.means(c.Text) == reply.Unknown
}

// begins reports whether a text of the row begins as one of the words does.
func (r *record) begins(words *reply.Beginnings) bool {
	return words.Begin(r.cells[0].Text) || slices.ContainsFunc(r.head.named, func(of headColumn) bool {
		i, ok := find(r.cells, of.col)
		return ok && i > 0 && words.Begin(r.cells[i].Text)
	})
}

// repeatsHeader reports whether two cells or more stand under their own label.
func (r *record) repeatsHeader() bool {
	n := 0
	for i := range r.cells {
		c := &r.cells[i]
		if at := r.head.index(c.Col); at >= 0 && r.head.columns[at].label.Is(c.Text) {
			n++
		}
	}
	return n >= 2
}

// isNumbering reports whether a row only numbers the columns: 1, 2, 3 or А, Б, 1.
func (r *record) isNumbering() bool {
	last, n := 0, 0
	for i := range r.cells {
		text := r.cells[i].Text
		if clean.BeginsWord(text) || len(text) > 2 && clean.IsCode(text) {
			return false
		}
		text = strings.Trim(clean.Tidy(text), "().")
		switch {
		case isNumeral(text) && (last == 0 || atoiOr(text, 0) == last+1):
			last = atoiOr(text, 0)
			n++
		case last == 0 && utf8.RuneCountInString(text) == 1:
		default:
			return false
		}
	}
	return n >= 4
}

func isNumeral(s string) bool {
	s = clean.Tidy(s)
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// plausible reports whether a row with an id is a record, not a note, a
// signature, a legend or a sum that nobody named.
func (t *Tables) plausible(r *record) bool {
	id := clean.WithoutUnseenEnds(clean.Tidy(r.text(identifier)))
	if id == "" {
		return false
	}
	if r.isHromada() {
		if reply.IsSign(id) || isNumeral(id) {
			return false
		}
		return t.likeHromada(id, r) || (2*r.given >= len(r.read) && r.given > 1 || r.isFull()) && clean.FewWords(id, 3)
	}
	if k := r.head.of(r.fields[identifier].Col); k != nil && k.kind == title {
		return len(r.cells) > 1 && (r.means(address) || r.means(locality) || r.means(code) || r.given > 0)
	}
	if clean.HasDigit(id) && clean.FewWords(id, 3) && !strings.Contains(id, ":") {
		h := r.head
		return r.given > 0 || r.means(title) || r.means(address) ||
			h.first[title]+h.first[address] == 0 && (r.means(locality) || h.first[locality] == 0)
	}
	return r.means(title) && (2*r.given >= len(r.read) || r.means(address))
}

// isFull reports whether every question of the table is replied to and one reply at
// least is understood: a date among numbers is to be told, not to be passed over.
func (r *record) isFull() bool {
	return r.given > 0 && len(r.read) > 1 && !slices.ContainsFunc(r.read, func(is *records.Reply) bool { return is.State == survey.Blank })
}

// likeHromada reports whether a text can be the name of a hromada.
func (t *Tables) likeHromada(id string, r *record) bool {
	if _, ok := clean.Katottg(r.text(code)); ok {
		return true
	}
	if r.begins(&r.head.layout.notes) || place.RaionIn(id) != "" && !clean.SpeaksOfHromada(id) || !clean.FewWords(id, 8) {
		return false
	}
	bare := place.Bare(id)
	m := t.knows.places.Match(t.opts.Places, bare, t.oblast.Code)
	exact := m.Code != "" || slices.ContainsFunc(m.Candidates, func(h place.Hromada) bool { return place.Bare(h.Name) == bare })
	return exact || strings.HasSuffix(bare, "ька") || clean.SpeaksOfHromada(id) && !strings.Contains(id, ":")
}

// sameIDs is how many records of one id a row is compared with.
const sameIDs = 100

// keep adds a record. The same record again only confirms the first one; where
// the two differ, neither answer is guessed.
func (t *Tables) keep(r *record) {
	t.count += len(r.read) + 1
	e := t.room.Take(len(r.read))
	e.ID, e.Title, e.Of, e.Row, e.Replies = recordID(r.fields[identifier]), clean.Tidy(r.text(title)), r.head.common, r.row, r.read
	e.IDCol, e.TitleCol, e.PlaceCol = r.col(identifier), r.col(title), r.col(locality)
	bare := e.Title == "" && !r.isHromada() // the row only adds to a record that stands elsewhere
	if e.Title == "" {
		e.Title, e.TitleCol = e.ID, e.IDCol
	}
	r.shared = t.place(e, r)
	t.tellAnswers(r)
	key := name.AlikeHash(e.ID)
	same, known := t.knows.byID[key]
	if t.repeats(r, e, same.first, bare) {
		t.room.Leave()
		return
	}
	last := len(t.room.Records) // from 1
	if known {
		t.room.Records[same.last-1].Next = last
		t.knows.byID[key] = row{same.first, last}
	} else {
		t.knows.byID[key] = row{last, last}
	}
}

// repeats reports whether a record does not count beside one that was kept before: it
// is the same and confirms it, or bears its id, so that nobody could tell the two apart.
// An id that differs only in capitals or letters that look alike is told; two such
// spellings of one hromada of the codifier are one record. same is the first record of ids
// that have so much in common.
func (t *Tables) repeats(r *record, e *records.Record, same int, bare bool) bool {
	var twice, alike *records.Record
	for i, n := same, 0; i > 0 && n < sameIDs; n++ {
		first := &t.room.Records[i-1]
		i = first.Next
		equal := first.ID == e.ID || name.Same(first.ID) == name.Same(e.ID)
		switch {
		case first.Of.Layout != r.head.common.Layout, !equal && name.Alike(first.ID) != name.Alike(e.ID):
		case !equal && (!r.isHromada() || e.Place == "" || first.Place != e.Place):
			alike = first
		case bare && first.Of.Part != r.head.common.Part && (e.Place == "" || e.Place == first.Place),
			first.Place == e.Place && (!equal || name.Same(first.Title) == name.Same(e.Title)) && (!r.shared || first.Of.Part != r.head.common.Part && sameAnswers(first.Answers(), e.Answers())):
			t.confirm(first, e)
			return true
		case first.Place == e.Place:
			twice = first
		}
	}
	switch {
	case twice != nil:
		t.tell(cell.Error, "record-code-twice", e.Where(), e.ID, "other", twice.Where().String())
	case alike != nil:
		t.tell(cell.Warning, "record-alike", e.Where(), e.ID, "first", alike.ID, "other", alike.Where().String())
	}
	return twice != nil
}

// col is the column of a field of a record; 0: it has none.
func (r *record) col(field kind) int {
	if c := r.fields[field]; c != nil {
		return c.Col
	}
	return 0
}

func sameAnswers(a, b []survey.Answer) bool {
	return slices.EqualFunc(a, b, func(x, y survey.Answer) bool {
		return x.Criterion == y.Criterion && x.State == y.State && x.Choice == y.Choice && x.Number == y.Number
	})
}

// confirm compares a record with the same one read before. What only one of them
// says counts; where they contradict each other nothing does.
func (t *Tables) confirm(first, again *records.Record) {
	answers, adds := first.Answers(), true
	for _, b := range again.Answers() {
		i := slices.IndexFunc(answers, func(a survey.Answer) bool { return a.Criterion == b.Criterion })
		if i < 0 {
			answers = append(answers, b)
			continue
		}
		adds = false
		a := &answers[i]
		switch {
		case b.State == survey.Blank || a.State == b.State && a.Choice == b.Choice && a.Number == b.Number:
		case a.State == survey.Blank:
			*a = b
		default:
			t.tell(cell.Error, "answers-contradict", b.At, b.Raw, "other", a.At.String(), "first", a.Raw)
			a.State, a.Choice, a.Number = survey.Unreadable, "", 0
		}
	}
	if !adds {
		t.tell(cell.Note, "record-twice", again.Where(), again.ID, "other", first.Where().String())
	}
	slices.SortStableFunc(answers, func(a, b survey.Answer) int {
		return position(t.opts.Questionnaire, a.Criterion) - position(t.opts.Questionnaire, b.Criterion)
	})
	first.Answer(answers)
}

// recordID returns the id as typed, without spaces at its ends and without signs
// that nobody sees; of a whole number its digits.
func recordID(c *sheet.Cell) string {
	id := clean.Tidy(clean.WithoutUnseen(c.Text))
	if x, ok := c.Number(); ok && x == float64(int64(x)) {
		return strconv.FormatInt(int64(x), 10)
	}
	return id
}
