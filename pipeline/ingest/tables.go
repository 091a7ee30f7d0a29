package ingest

import (
	"math"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"depository/pipeline/cell"
	"depository/pipeline/place"
	"depository/pipeline/sheet"
	"depository/pipeline/survey"
)

// tables reads the tables of one workbook in a partner's own form.
type tables struct {
	book      *sheet.Book
	opts      Options
	problems  cell.Problems
	practices []survey.Practice
	readAs    string
	info      info
	titles    []string // texts above the headers
	codes     []string // KATOTTG codes of the rows
	addresses []string
	oblast    place.Oblast
}

// info is what a sheet of particulars says.
type info struct{ partner, region, period string }

// A head is a header row: which column of the layout stands in which of the sheet.
type head struct {
	layout *Layout
	row    int
	at     map[int]int // sheet column to index of Layout.Columns
	minus  word        // what «-» means in this sheet
}

// read finds the tables and reads them. The place comes first, because it helps
// to find the codes of hromadas.
func (t *tables) read() {
	heads := make([][]head, len(t.book.Sheets))
	for i := range t.book.Sheets {
		s := &t.book.Sheets[i]
		heads[i] = t.heads(s)
		t.look(s, heads[i])
		if len(heads[i]) == 0 && !t.isInfo(s) && len(s.Cells) > 0 {
			t.problems.Add(cell.Note, "sheet-not-a-table", cell.Ref{File: t.book.File, Sheet: s.Name}, "")
		}
	}
	if !slices.ContainsFunc(heads, func(h []head) bool { return len(h) > 0 }) {
		t.problems.Add(cell.Error, "file-no-table", cell.Ref{File: t.book.File}, "")
		return
	}
	if !t.locate() {
		t.problems.Add(cell.Error, "file-no-partner", cell.Ref{File: t.book.File}, "")
		return
	}
	for i := range t.book.Sheets {
		for j, h := range heads[i] {
			last := math.MaxInt
			if j+1 < len(heads[i]) {
				last = titlesAbove(&t.book.Sheets[i], heads[i][j+1].row)
			}
			t.table(&t.book.Sheets[i], h, last)
		}
	}
}

// titlesAbove gives the last row before the titles that stand over a header row:
// rows with one filled cell directly above it.
func titlesAbove(s *sheet.Sheet, header int) int {
	count := map[int]int{}
	eachRow(s, func(row int, cells []sheet.Cell) {
		if row < header && row >= header-4 {
			count[row] = len(cells)
		}
	})
	last := header - 1
	for count[last] == 1 {
		last--
	}
	return last
}

// heads finds the header rows of a sheet.
func (t *tables) heads(s *sheet.Sheet) []head {
	var out []head
	known := map[string]string{} // label keys, folded once
	keyOf := func(text string) string {
		key, ok := known[text]
		if !ok {
			key = labelKey(text)
			known[text] = key
		}
		return key
	}
	eachRow(s, func(row int, cells []sheet.Cell) {
		if len(cells) < 2 {
			return
		}
		for i := range t.opts.Layouts {
			l := &t.opts.Layouts[i]
			at := map[int]int{}
			criteria := 0
			for _, c := range cells {
				k := l.column(keyOf(c.Text))
				if k < 0 || slices.Contains(values(at), k) && l.Columns[k].Is != "ignore" {
					continue
				}
				at[c.Col] = k
				if l.Columns[k].Is == "criterion" && l.Columns[k].criterion(t.opts.Questionnaire) != nil {
					criteria++
				}
			}
			if criteria >= l.Needs {
				out = append(out, head{layout: l, row: row, at: at})
				return
			}
		}
	})
	return out
}

func values(m map[int]int) []int {
	out := make([]int, 0, len(m))
	for _, v := range m {
		out = append(out, v)
	}
	return out
}

// eachRow hands over the cells of each row that has any.
func eachRow(s *sheet.Sheet, visit func(row int, cells []sheet.Cell)) {
	for i := 0; i < len(s.Cells); {
		j := i
		for j < len(s.Cells) && s.Cells[j].Row == s.Cells[i].Row {
			j++
		}
		visit(s.Cells[i].Row, s.Cells[i:j])
		i = j
	}
}

// look collects what tells whose workbook this is.
func (t *tables) look(s *sheet.Sheet, heads []head) {
	above := math.MaxInt
	if len(heads) > 0 {
		above = heads[0].row
	}
	eachRow(s, func(row int, cells []sheet.Cell) {
		if row < above && len(heads) > 0 {
			for _, c := range cells {
				t.titles = append(t.titles, c.Text)
			}
		}
		if len(heads) == 0 {
			t.particulars(cells)
			return
		}
		for _, h := range heads {
			if row <= h.row {
				continue
			}
			for _, c := range cells {
				switch k, ok := h.at[c.Col]; {
				case ok && h.layout.Columns[k].Is == "code":
					t.codes = append(t.codes, strings.TrimSpace(c.Text))
				case ok && h.layout.Columns[k].Is == "address":
					t.addresses = append(t.addresses, c.Text)
				}
			}
		}
	})
}

// particulars reads «Регіон | Вінницька область», or both in one cell.
func (t *tables) particulars(cells []sheet.Cell) {
	if len(cells) == 0 {
		return
	}
	label, value := cells[0].Text, ""
	if before, after, ok := strings.Cut(label, ":"); ok && strings.TrimSpace(after) != "" {
		label, value = before, after
	} else if len(cells) > 1 {
		value = cells[1].Text
	}
	for _, l := range t.opts.Layouts {
		for _, f := range []struct {
			labels []string
			to     *string
		}{{l.Info.Partner, &t.info.partner}, {l.Info.Region, &t.info.region}, {l.Info.Period, &t.info.period}} {
			if *f.to == "" && slices.ContainsFunc(f.labels, func(s string) bool { return labelKey(s) == labelKey(label) }) {
				*f.to = strings.TrimSpace(value)
			}
		}
	}
}

func (t *tables) isInfo(s *sheet.Sheet) bool {
	one := &tables{book: t.book, opts: t.opts}
	eachRow(s, func(_ int, cells []sheet.Cell) { one.particulars(cells) })
	return one.info != info{}
}

// locate finds the region: info sheet, titles, codes or addresses, file name.
func (t *tables) locate() bool {
	for _, text := range []string{t.info.region, t.info.partner} {
		if o, ok := region(text); ok {
			t.oblast = o
			return true
		}
	}
	for _, text := range t.titles {
		if o, ok := region(text); ok {
			t.oblast = o
			return true
		}
	}
	if o, ok := most(t.codes, place.OblastOf); ok {
		t.oblast = o
		return true
	}
	if o, ok := most(t.addresses, place.FindOblast); ok {
		t.oblast = o
		return true
	}
	name := strings.TrimSuffix(t.book.File, filepath.Ext(t.book.File))
	o, ok := region(strings.Trim(name, "0123456789-_. "))
	t.oblast = o
	return ok
}

func region(text string) (place.Oblast, bool) {
	if text == "" {
		return place.Oblast{}, false
	}
	if o, ok := place.FindOblast(text); ok {
		return o, true
	}
	return place.FindOblastByStem(text)
}

// most gives the region that more than two thirds of the texts that name one name.
func most(texts []string, find func(string) (place.Oblast, bool)) (place.Oblast, bool) {
	counts, total := map[string]int{}, 0
	for _, s := range texts {
		if o, ok := find(s); ok {
			counts[o.Code]++
			total++
		}
	}
	for _, o := range place.Oblasts {
		if n := counts[o.Code]; n > 0 && 3*n > 2*total {
			return o, true
		}
	}
	return place.Oblast{}, false
}

// table reads the rows under a header, up to the row last.
func (t *tables) table(s *sheet.Sheet, h head, last int) {
	t.readAs = strings.Trim(t.readAs+"+"+h.layout.ID, "+")
	h.minus = blankWord
	if h.layout.Plus && usesPlus(s, h, last) {
		h.minus = noneWord
	}
	t.hidden(s, h)
	eachRow(s, func(row int, cells []sheet.Cell) {
		if row > h.row && row <= last {
			t.row(s, h, row, cells)
		}
	})
}

func usesPlus(s *sheet.Sheet, h head, last int) bool {
	return slices.ContainsFunc(s.Cells, func(c sheet.Cell) bool {
		k, ok := h.at[c.Col]
		return ok && c.Row > h.row && c.Row <= last && h.layout.Columns[k].Is == "criterion" && strings.TrimSpace(c.Text) == "+"
	})
}

// hidden tells that rows or columns which were read are hidden.
func (t *tables) hidden(s *sheet.Sheet, h head) {
	at := cell.Ref{File: t.book.File, Sheet: s.Name}
	rows := 0
	for _, row := range s.HiddenRows {
		if row > h.row {
			rows++
		}
	}
	if rows > 0 {
		t.problems.Add(cell.Note, "sheet-hidden-rows", at, strconv.Itoa(rows))
	}
	for _, col := range s.HiddenCols {
		if _, used := h.at[col]; used {
			t.problems.Add(cell.Note, "sheet-hidden-columns", at, cell.ColumnName(col))
		}
	}
}

// row reads one record. A row that sums up, repeats the header or holds nothing
// of the table is none.
func (t *tables) row(s *sheet.Sheet, h head, row int, cells []sheet.Cell) {
	fields := map[string]sheet.Cell{}
	filled := 0
	for _, c := range cells {
		k, ok := h.at[c.Col]
		if !ok || strings.TrimSpace(place.Fold(c.Text)) == "" {
			continue
		}
		filled++
		if col := h.layout.Columns[k]; col.Is != "criterion" && col.Is != "ignore" {
			fields[col.Is] = c
		}
	}
	if filled == 0 || h.sumsUp(cells) || filled == 1 && isGroup(s, cells[0]) {
		return
	}
	at := cell.Ref{File: t.book.File, Sheet: s.Name, Row: row}
	id, ok := fields["id"]
	if !ok {
		if filled > 1 {
			t.problems.Add(cell.Error, "row-without-id", at, cells[0].Text)
		}
		return
	}
	p := survey.Practice{ID: strings.TrimSpace(id.Text), Title: tidy(fields["title"].Text), Theme: h.layout.Theme, At: at}
	p.At.Col = id.Col
	if _, titled := fields["title"]; !titled {
		p.Title = p.ID
	}
	t.place(&p, h, fields)
	p.Answers = t.answers(s, h, row)
	t.practices = append(t.practices, p)
}

// isGroup reports whether the one filled cell of a row is a heading over the rows
// that follow: it spans several columns or names a raion.
func isGroup(s *sheet.Sheet, c sheet.Cell) bool {
	return strings.HasSuffix(wordKey(c.Text), " район") || slices.ContainsFunc(s.Merged, func(m sheet.Range) bool {
		return m.Row <= c.Row && c.Row <= m.LastRow && m.Col <= c.Col && m.LastCol >= c.Col+2
	})
}

// sumsUp reports whether the first filled cell begins as a row of totals does.
func (h *head) sumsUp(cells []sheet.Cell) bool {
	for _, c := range cells {
		key := wordKey(c.Text)
		if key == "" {
			continue
		}
		return slices.ContainsFunc(h.layout.Totals, func(total string) bool {
			t := wordKey(total)
			return key == t || strings.HasPrefix(key, t+" ") || strings.HasPrefix(key, t+":")
		})
	}
	return false
}

// tidy cuts the spaces of all kinds at the ends and doubles within.
func tidy(s string) string { return strings.Join(strings.Fields(s), " ") }

var (
	community = regexp.MustCompile(`([\p{L}'’ʼ-]+)\s+(?:міська |селищна |сільська )?(?:територіальна громада|ТГ|ОТГ)`)
	council   = regexp.MustCompile(`([\p{L}'’ʼ-]+)ої\s+(?:міської|селищної|сільської)\s+(?:ради|військової|військово-цивільної|ВЦА|територіальної)`)
)

// place finds the hromada of a record: by its code, its name, or its address.
func (t *tables) place(p *survey.Practice, h head, fields map[string]sheet.Cell) {
	name := fields["place"]
	if name.Text == "" && !slices.ContainsFunc(h.layout.Columns, func(c Column) bool { return c.Is == "place" }) {
		name = fields["id"] // the record is the hromada
	}
	p.PlaceName = tidy(name.Text)
	if code := strings.TrimSpace(fields["code"].Text); place.IsCode(code) {
		p.Place = code
		return
	} else if code != "" {
		t.problems.Add(cell.Error, "place-code-unreadable", t.at(p.At, fields["code"].Col), code)
	}
	if t.oblast.City {
		p.Place = t.oblast.Code
		return
	}
	guess := p.PlaceName
	if guess == "" {
		guess = named(fields["address"].Text, p.Title)
	}
	m := t.opts.Places.Match(guess, t.oblast.Code)
	if p.Place = m.Code; m.Code != "" {
		h, _ := t.opts.Places.Hromada(m.Code)
		p.PlaceName = h.Name
	} else if name.Text != "" && t.opts.Places != nil {
		t.unmatched(t.at(p.At, name.Col), p.PlaceName, m.Candidates)
	}
}

// named gives the hromada that an address («…, Новоайдарська територіальна
// громада») or a title («… Новоайдарської селищної ради») names; "" none.
func named(address, title string) string {
	if m := community.FindStringSubmatch(address); m != nil {
		return m[1]
	}
	if m := council.FindStringSubmatch(title); m != nil {
		return m[1] + "а"
	}
	return ""
}

func (t *tables) at(ref cell.Ref, col int) cell.Ref {
	ref.Col = col
	return ref
}

func (t *tables) unmatched(at cell.Ref, name string, candidates []place.Hromada) {
	if len(candidates) == 0 {
		t.problems.Add(cell.Note, "place-unknown", at, name)
		return
	}
	var list []string
	for _, c := range candidates[:min(5, len(candidates))] {
		list = append(list, c.Name+" "+c.Code)
	}
	t.problems.Add(cell.Warning, "place-ambiguous", at, name, "candidates", strings.Join(list, "; "))
}

// submissions gives what the workbook says as the submission of its partner.
func (t *tables) submissions() []survey.Submission {
	if len(t.practices) == 0 {
		return nil
	}
	o := t.oblast
	kind := "oblast"
	if o.City {
		kind = "city"
	}
	t.checkPeriod()
	return []survey.Submission{{
		Partner: survey.Partner{ID: o.UK, Name: survey.Text{"uk": o.UK, "en": o.EN}, Place: o.Code, Kind: kind},
		Period:  t.opts.Period, File: t.book.File, SHA256: t.book.SHA256, Practices: t.practices,
	}}
}

func (t *tables) checkPeriod() {
	if t.info.period != "" && t.opts.Period != "" && !strings.Contains(t.info.period, t.opts.Period[:min(4, len(t.opts.Period))]) {
		t.problems.Add(cell.Warning, "period-differs", cell.Ref{File: t.book.File}, t.info.period, "period", t.opts.Period)
	}
}
