package ingest

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/reply"
)

const (
	besideTold = 20     // cells beside the form that are told one by one on a sheet
	besideKept = 10_000 // that go back to the partner
)

// beside finds what was typed beside the form: outside of the area of a sheet
// that the form prints, between the answers of a card, or on a sheet that the
// form does not have. Nobody reads it, so it is told, and kept for the partner.
// What an earlier return has kept is kept, and not told again.
func (r *formReader) beside() (out []form.Beside) {
	fields, areas := r.fields(), r.areas()
	if areas == nil {
		return nil
	}
	list := r.named[strings.ToLower(form.BesideName)]
	if list.on != "" {
		out = r.besideBefore(list)
	}
	for i := range r.book.Sheets {
		s := &r.book.Sheets[i]
		if s.Hidden || s.Name == list.on {
			continue
		}
		found, n := r.besideOn(s, areas, fields)
		_, own := areas[s.Name]
		r.tellBeside(s, found, n, own)
		for _, c := range found[:min(len(found), max(0, besideKept-len(out)))] {
			out = append(out, form.Beside{Sheet: s.Name, Cell: cell.Ref{Row: c.Row, Col: c.Col}.Name(), Text: asTyped(c, r.book.Date1904).Text})
		}
	}
	return out
}

// besideOn returns what was typed beside the form on one sheet: the first
// besideKept cells, and how many there are.
func (r *formReader) besideOn(s *sheet.Sheet, areas map[string]sheet.Range, fields map[cell.Ref]string) (found []sheet.Cell, n int) {
	area, card := areas[s.Name], r.card(s.Name)
	for _, c := range s.Cells {
		inside := c.Row >= area.Row && c.Row <= area.LastRow && c.Col >= area.Col && c.Col <= area.LastCol
		_, isField := fields[cell.Ref{File: r.book.File, Sheet: s.Name, Row: c.Row, Col: c.Col}]
		if isField || c.Formula || inside && !card.between(c) || strings.TrimSpace(c.Text) == "" {
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
func (r *formReader) tellBeside(s *sheet.Sheet, found []sheet.Cell, n int, own bool) {
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
// are, since anybody may print less. None where a program has dropped what is
// printed: then nobody knows the sheets of the form that have no cells to fill in.
func (r *formReader) areas() map[string]sheet.Range {
	out := map[string]sheet.Range{}
	for _, n := range r.book.Names {
		if strings.EqualFold(n.Name, "_xlnm.Print_Area") && n.Scope != "" {
			out[n.Scope] = n.Ref
			if n.Ref.LastRow == 0 || strings.Contains(n.Raw, ",") { // several areas: nothing is known of the sheet
				out[n.Scope] = sheet.Range{Row: 1, Col: 1, LastRow: math.MaxInt, LastCol: math.MaxInt}
			}
		}
	}
	if len(out) == 0 {
		return nil
	}
	grow := func(s span, rows, cols int) {
		if s.on != "" {
			a := out[s.on]
			out[s.on] = sheet.Range{Row: 1, Col: 1, LastRow: max(a.LastRow, s.LastRow+rows, s.Row+rows), LastCol: max(a.LastCol, s.LastCol+cols, s.Col+cols)}
		}
	}
	for _, s := range r.named {
		grow(s, rowsBelow, 0)
	}
	for _, cells := range r.cards {
		for key, s := range cells {
			cols := 0
			if strings.HasPrefix(key, string(form.Comment)+".") { // beside the last column is the status
				cols = 1
			}
			grow(s, rowsBelow, cols)
		}
	}
	return out
}

// A cardArea is where the answers of a card stand: right of the first and below
// it, in other columns than theirs, stands only what the form computes.
type cardArea struct {
	row, col int // of the first answer; 0 the sheet is no card
	columns  map[int]bool
}

// card returns the area of the card on a sheet.
func (r *formReader) card(name string) cardArea {
	out := cardArea{columns: map[int]bool{}}
	for _, cells := range r.cards {
		for key, s := range cells {
			if s.on != name {
				continue
			}
			out.columns[s.Col] = true
			if strings.HasPrefix(key, string(form.Answer)+".") && (out.row == 0 || s.Row < out.row) {
				out.row, out.col = s.Row, s.Col
			}
		}
	}
	return out
}

// between tells whether a cell stands in a column that was put in.
func (a cardArea) between(c sheet.Cell) bool {
	return a.row > 0 && c.Row >= a.row && c.Col > a.col && !a.columns[c.Col]
}

// besideBefore reads the list of what an earlier return has kept.
func (r *formReader) besideBefore(list span) (out []form.Beside) {
	for row := list.Row; row <= min(list.LastRow, list.Row+besideKept); row++ {
		text := func(col int) string {
			return r.at(span{list.on, sheet.Range{Row: row, Col: list.Col + col}}).text
		}
		if b := (form.Beside{Sheet: text(0), Cell: text(1), Text: text(2)}); b.Text != "" {
			out = append(out, b)
		}
	}
	return out
}

// differs names a partner, place or period that somebody has typed over the one
// that the form was written for: nothing but that form says whose it is.
func (r *formReader) differs() {
	p, period := r.identified(), r.identity(form.IdentityPeriod)
	var expected []fact
	if p.ID != "" {
		expected = []fact{{"form-name-differs", p.Name.In(r.lang), func(text string) bool { return reply.Same(p.Name, text) }},
			{"form-place-differs", p.Place, func(text string) bool { code, _ := katottg(text); return code == p.Place || reply.Same(p.Name, text) }}}
	}
	expected = append(expected, fact{"form-period-differs", period, func(text string) bool { return reply.Key(text) == reply.Key(period) }})
	expected = slices.DeleteFunc(expected, func(f fact) bool { return f.is == "" })
	told := r.told()
	if len(told) != len(expected) { // somebody has put in or deleted a line
		return
	}
	for i, f := range expected {
		if v := told[i]; !f.same(v.text) {
			r.probs.Add(cell.Warning, f.code, v.at, v.text, "of", f.is)
		}
	}
}

// A fact is what a form says of itself on its partner page.
type fact struct {
	code string // of the problem that something else stands there
	is   string
	same func(text string) bool
}

// told returns what the partner page says of itself: the cells above its first
// question that are not asked, in the column of the answers.
func (r *formReader) told() (out []formValue) {
	first := r.named[form.PartnerReplaces]
	if first.on == "" {
		return nil
	}
	fields := r.fields()
	for _, c := range r.book.Sheets[r.sheets[first.on]].Cells {
		at := cell.Ref{File: r.book.File, Sheet: first.on, Row: c.Row, Col: c.Col}
		if _, asked := fields[at]; !asked && c.Row < first.Row && c.Col == first.Col {
			out = append(out, r.at(span{first.on, sheet.Range{Row: c.Row, Col: c.Col}}))
		}
	}
	return out
}
