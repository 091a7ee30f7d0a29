package forms

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/ingest/clean"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/templates"
)

const (
	besideTold = 20     // cells beside the form that are told one by one on a sheet
	besideKept = 10_000 // that go back to the partner
)

// beside finds what was typed beside the form: outside of the area of a sheet
// that the form prints, between the answers of a card, or on a sheet that the
// form does not have. Nobody reads it, so it is told, and kept for the partner.
// What an earlier return has kept is kept, and not told again.
func (r *Form) beside() (out []form.Beside) {
	fields := r.form.fields()
	areas, printed := r.areas()
	over := r.typedOver(areas, fields)
	list := r.form.named[strings.ToLower(form.BesideName)]
	if list.on != "" {
		out = r.besideBefore(list)
	}
	for i := range r.book.Sheets {
		s := &r.book.Sheets[i]
		_, own := areas[s.Name]
		if s.Hidden || s.Name == list.on || !own && !printed && !foreign(r.own, s) {
			continue
		}
		found, n := r.besideOn(s, areas[s.Name], fields, over)
		r.tellBeside(s, found, n, own)
		for _, c := range found[:min(len(found), max(0, besideKept-len(out)))] {
			out = append(out, form.Beside{Sheet: s.Name, Cell: cell.Ref{Row: c.Row, Col: c.Col}.Name(), Text: asTyped(c, r.book.Date1904).Text})
		}
	}
	return out
}

// foreign tells, where nobody knows what is printed, whether a sheet is none of the
// form's: it says nothing that the form says.
func foreign(own map[string]bool, s *sheet.Sheet) bool {
	return own != nil && !slices.ContainsFunc(s.Cells, func(c sheet.Cell) bool { return says(own, c.Text) })
}

// besideOn returns what was typed beside the form on one sheet, or over a label of
// it: the first besideKept cells, and how many there are.
func (r *Form) besideOn(s *sheet.Sheet, area sheet.Range, fields map[cell.Ref]string, over map[cell.Ref]bool) (found []sheet.Cell, n int) {
	card := r.card(s.Name)
	for _, c := range s.Cells {
		at := cell.Ref{File: r.book.File, Sheet: s.Name, Row: c.Row, Col: c.Col}
		_, isField := fields[at]
		own := within(area, c) && !card.between(c) && !over[at]
		if isField || c.Formula || own || strings.TrimSpace(c.Text) == "" {
			continue
		}
		if n++; n <= besideKept {
			found = append(found, c)
		}
	}
	return found, n
}

// tellBeside names what was typed beside the form on one sheet, cell by cell
// where there are few.
func (r *Form) tellBeside(s *sheet.Sheet, found []sheet.Cell, n int, own bool) {
	at := cell.Ref{File: r.book.File, Sheet: s.Name}
	if n > besideTold || !own && n > 0 {
		r.probs.Add(cell.Warning, "form-sheet-beside", at, "", "n", strconv.Itoa(n))
		return
	}
	for _, c := range found {
		at.Row, at.Col = c.Row, c.Col
		r.probs.Add(cell.Warning, "form-beside", at, "") // it may be a note on somebody
	}
}

// rowsBelow is how many rows a sheet goes on below its last field, as a card with
// the rubric of its last question.
const rowsBelow = 6

// areas returns the area of each sheet of the form: what it prints, which Excel and
// LibreOffice let grow with rows and columns that are put in, and where its cells
// are, since anybody may print less. Where a program has dropped what is printed,
// printed is false: then the sheets of the form without cells to fill in have none.
func (r *Form) areas() (out map[string]sheet.Range, printed bool) {
	out = map[string]sheet.Range{}
	for _, n := range r.book.Names {
		if strings.EqualFold(n.Name, "_xlnm.Print_Area") && n.Scope != "" {
			out[n.Scope] = widest(n.Raw)
		}
	}
	printed = len(out) > 0
	grow := func(s span, rows, cols int) {
		if s.on != "" {
			a := out[s.on]
			out[s.on] = sheet.Range{Row: 1, Col: 1, LastRow: max(a.LastRow, s.LastRow+rows, s.Row+rows), LastCol: max(a.LastCol, s.LastCol+cols, s.Col+cols)}
		}
	}
	for _, s := range r.form.named {
		grow(s, rowsBelow, 0)
	}
	for _, cells := range r.form.cards {
		for key, s := range cells {
			cols := 0
			if strings.HasPrefix(key, string(slot.Comment)+".") { // beside the last column is the status
				cols = 1
			}
			grow(s, rowsBelow, cols)
		}
	}
	return out, printed
}

// areaOf matches an area in a formula.
var areaOf = regexp.MustCompile(`\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})`)

// widest returns the area of a formula in which all its others lie, as that of a card,
// which prints to its end when something there is asked. Of areas side by side nothing
// is known of the sheet: all of it is.
func widest(raw string) sheet.Range {
	var all, most sheet.Range
	for _, m := range areaOf.FindAllStringSubmatch(raw, -1) {
		a, ok := sheet.ParseRange([]byte(m[1] + m[2] + ":" + m[3] + m[4]))
		if !ok {
			continue
		}
		if all.Row == 0 {
			all, most = a, a
		}
		all = sheet.Range{Row: min(all.Row, a.Row), Col: min(all.Col, a.Col), LastRow: max(all.LastRow, a.LastRow), LastCol: max(all.LastCol, a.LastCol)}
		if a.LastRow-a.Row >= most.LastRow-most.Row && a.LastCol-a.Col >= most.LastCol-most.Col {
			most = a
		}
	}
	if most != all || all.Row == 0 {
		return sheet.Range{Row: 1, Col: 1, LastRow: math.MaxInt, LastCol: math.MaxInt}
	}
	return all
}

// A cardArea is where the answers of a card stand: right of the first and below
// it, in other columns than theirs, stands only what the form computes.
type cardArea struct {
	row, col int // of the first answer; 0 the sheet is no card
	columns  map[int]bool
}

// card returns the area of the card on a sheet.
func (r *Form) card(name string) cardArea {
	if r.areasOfCards == nil {
		r.areasOfCards = r.cardAreas()
	}
	return r.areasOfCards[name]
}

// cardAreas returns the areas of the cards by their sheets.
func (r *Form) cardAreas() map[string]cardArea {
	out := map[string]cardArea{}
	for _, cells := range r.form.cards {
		for key, s := range cells {
			area := out[s.on]
			if area.columns == nil {
				area.columns = map[int]bool{}
			}
			area.columns[s.Col] = true
			if strings.HasPrefix(key, string(slot.Answer)+".") && (area.row == 0 || s.Row < area.row) {
				area.row, area.col = s.Row, s.Col
			}
			out[s.on] = area
		}
	}
	return out
}

// between tells whether a cell stands in a column that was put in.
func (a cardArea) between(c sheet.Cell) bool {
	return a.row > 0 && c.Row >= a.row && c.Col > a.col && !a.columns[c.Col]
}

// besideBefore reads the list of what an earlier return has kept.
func (r *Form) besideBefore(list span) (out []form.Beside) {
	for row := list.Row; row <= min(list.LastRow, list.Row+besideKept); row++ {
		text := func(col int) string {
			return r.form.at(span{list.on, sheet.Range{Row: row, Col: list.Col + col}}).text
		}
		if b := (form.Beside{Sheet: text(0), Cell: text(1), Text: text(2)}); b.Text != "" {
			out = append(out, b)
		}
	}
	return out
}

// differs names a partner, place or period that somebody has typed over the one
// that the form was written for: nothing but that form says whose it is. Each is
// known by its label, wherever lines have been put in; by its place among the
// others where the labels are not those of now.
func (r *Form) differs() {
	p, period := r.form.identified(), r.form.identity(slot.IdentityPeriod)
	var expected []fact
	if p.ID != "" {
		expected = []fact{{"form.partner.name", "form-name-differs", p.Name.In(r.lang), func(text string) bool { return reply.Same(p.Name, text) }},
			{"form.partner.place", "form-place-differs", p.Place, func(text string) bool {
				code, _ := clean.Katottg(text)
				return code == p.Place || reply.Same(p.Name, text)
			}}}
	}
	expected = append(expected, fact{"form.partner.period", "form-period-differs", period, func(text string) bool { return reply.Key(text) == reply.Key(period) }})
	expected = slices.DeleteFunc(expected, func(f fact) bool { return f.is == "" })
	told := r.told()
	labelled := map[string]value{}
	for _, t := range told {
		labelled[form.Plain(t.label)] = t.value
	}
	texts, _ := templates.Wording(r.lang) // nil in another language
	for i, f := range expected {
		v, found := value{}, false
		if texts != nil {
			v, found = labelled[form.Plain(texts.T(f.label))]
		}
		if !found && len(told) == len(expected) {
			v, found = told[i].value, true
		}
		if !found {
			continue
		}
		if r.facts[v.at] = true; !f.same(v.text) {
			r.probs.Add(cell.Warning, f.code, v.at, v.text, "of", f.is)
		}
	}
}

// A fact is what a form says of itself on its partner page.
type fact struct {
	label string // key of its text
	code  string // of the problem that something else stands there
	is    string
	same  func(text string) bool
}

// A labelled value stands right of its label.
type labelledValue struct {
	value
	label string
}

// told returns what the partner page says of itself: the cells above its first
// question that are not asked, in the column of the answers.
func (r *Form) told() (out []labelledValue) {
	first := r.form.named[slot.PartnerReplaces]
	if first.on == "" {
		return nil
	}
	fields := r.form.fields()
	s := &r.book.Sheets[r.form.sheets[first.on]]
	for _, c := range s.Cells {
		at := cell.Ref{File: r.book.File, Sheet: first.on, Row: c.Row, Col: c.Col}
		if _, asked := fields[at]; asked || c.Row >= first.Row || c.Col != first.Col {
			continue
		}
		v := labelledValue{value: r.form.at(span{first.on, sheet.Range{Row: c.Row, Col: c.Col}})}
		for col := c.Col - 1; col > 0 && v.label == ""; col-- { // a column may have been put in
			label, _ := s.At(c.Row, col)
			v.label = label.Text
		}
		out = append(out, v)
	}
	return out
}
