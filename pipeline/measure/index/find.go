package index

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"depository.example/depository/pipeline/survey/brief"
	"depository.example/depository/pipeline/survey/reply"
)

// headerWithin is in how many filled rows of a table its header is looked for.
const headerWithin = 64

// A Finder takes the rows of one table from the top and passes on its units. The
// header is the row that has the most of the columns that are asked for, the first
// of several; without any it is the first row.
type Finder struct {
	Totals []int // rows of the file that a workbook says are totals, ascending

	asked   *Asked
	columns []string
	waiting []Row // until the header is known
	header  *Header
	table   Table
	ids     []int // columns that name units, from 0; -1: not there
	remarks []Remark
	began   bool // a unit has been passed on
}

// NewFinder makes a finder of the table that a method asks for.
func NewFinder(asked *Asked) *Finder { return &Finder{asked: asked, columns: asked.Columns()} }

// Add takes a row that holds anything, and returns the units that are certain now.
// A finder keeps its rows until it knows the header.
func (f *Finder) Add(r Row) []Row {
	if f.header != nil {
		if f.isUnit(r, Row{}) {
			return []Row{r}
		}
		return nil
	}
	if f.waiting = append(f.waiting, r); len(f.waiting) < headerWithin {
		return nil
	}
	return f.settle()
}

// End returns the units of a table that has no more rows.
func (f *Finder) End() []Row {
	if f.header == nil && len(f.waiting) > 0 {
		return f.settle()
	}
	return nil
}

// Found returns header and top row of the table; nil where it has no header yet.
func (f *Finder) Found() *Table {
	if f.header == nil {
		return nil
	}
	return &f.table
}

// HasUnits reports whether the header names all columns that name units.
func (f *Finder) HasUnits() bool {
	return f.header != nil && len(f.ids) > 0 && !slices.Contains(f.ids, -1)
}

// Remarks returns what was passed over, in the order of the rows.
func (f *Finder) Remarks() []Remark { return f.remarks }

// settle finds the header among the rows that wait, and the units below it.
func (f *Finder) settle() (units []Row) {
	best, most := 0, 0
	for i, r := range f.waiting {
		h := NewHeader(labels(r))
		n := h.has(f.columns)
		if all := h.has(f.asked.Unit.ID) == len(f.asked.Unit.ID); all {
			n += len(f.columns) // a row that names the units goes before any other
		}
		if n > most {
			best, most = i, n
		}
	}
	top := f.waiting[best]
	f.table = Table{Header: labels(top), Top: top.At}
	f.header = NewHeader(f.table.Header)
	for _, id := range f.asked.Unit.ID {
		col, _, ok := f.header.At(id)
		if !ok {
			col = -1
		}
		f.ids = append(f.ids, col)
	}
	if best > 0 {
		f.say("title-rows", "n", best, "row", top.At)
	}
	rows := f.waiting[best+1:]
	f.waiting = nil
	for i, r := range rows {
		next := Row{}
		if i+1 < len(rows) {
			next = rows[i+1]
		}
		if f.isUnit(r, next) {
			units = append(units, r)
		}
	}
	return units
}

func labels(r Row) []string {
	out := make([]string, len(r.Cells))
	for i := range r.Cells {
		out[i] = r.Text(i)
	}
	return out
}

func (f *Finder) say(code string, args ...any) { f.remarks = append(f.remarks, remark(code, args...)) }

// isUnit reports whether a row under the header describes a unit, and says why not.
// next is the row behind it, where that is known.
func (f *Finder) isUnit(r, next Row) bool {
	if len(f.ids) == 0 { // no column names units
		return true
	}
	first := f.first(r)
	_, total := slices.BinarySearch(f.Totals, r.At)
	switch {
	case total, f.isTotal(r):
		f.say("totals-row", "row", r.At, "text", first)
	case f.repeatsHeader(r):
		f.say("header-again", "row", r.At)
	case !f.began && f.isNumbering(r, next):
		f.say("numbering-row", "row", r.At)
	case !f.began && f.isUnitsRow(r):
		f.say("units-row", "row", r.At)
	case f.isNote(r):
		f.say("footnote", "row", r.At, "text", first)
	default:
		f.began = true
		return true
	}
	return false
}

// first returns the first text of a row, shortened.
func (f *Finder) first(r Row) string {
	for i := range r.Cells {
		if text := r.Text(i); text != "" {
			return brief.Letters(text, 61)
		}
	}
	return ""
}

// named reports whether the row names a unit in every column that does so.
func (f *Finder) named(r Row) bool {
	return !slices.ContainsFunc(f.ids, func(col int) bool { return r.Text(col) == "" })
}

var (
	totalWords = words("разом|усього|всього|підсумок|підсумки|загалом|сума|итого|всего|total|totals|grand total|subtotal|sum")
	totalOf    = words("по|за|у|в|на|серед|для|області|районі|for|of|in|by")
	unitWords  = words("од|одиниця|одиниця виміру|одиниці|одиниці виміру|одиниця вимірювання|одиниці вимірювання|од. виміру|од. вим|од.вим|unit|units|unit of measure|units of measure|measure")
	noteWords  = words("джерело|джерела|примітка|примітки|за даними|за інформацією|дані|довідково|пояснення|умовні позначення|складено|виконавець|виконавиця|підготував|підготувала|станом на|source|sources|note|notes|data")
)

func words(list string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.SplitSeq(list, "|") {
		out[reply.Key(w)] = true
	}
	return out
}

// isTotal reports whether the first text of a row up to the names says that it sums
// up others: «Разом», «Усього по області».
func (f *Finder) isTotal(r Row) bool {
	for col := range slices.Max(f.ids) + 1 {
		text := r.Text(col)
		if text == "" || len(text) > reply.MaxBytes {
			continue
		}
		key := reply.Key(text)
		if totalWords[key] {
			return true
		}
		first, rest, more := strings.Cut(key, " ")
		second, _, _ := strings.Cut(rest, " ")
		if more && totalWords[strings.Trim(first, ".,:;")] && totalOf[second] {
			return true
		}
	}
	return false
}

// repeatsHeader reports whether the names of units stand under their own labels.
func (f *Finder) repeatsHeader(r Row) bool {
	for _, col := range f.ids {
		if col < 0 || !strings.EqualFold(r.Text(col), f.table.Header[col]) {
			return false
		}
	}
	n := 0
	for col := range r.Cells {
		if text := r.Text(col); text != "" && col < len(f.table.Header) && strings.EqualFold(text, f.table.Header[col]) {
			n++
		}
	}
	return n >= 2
}

// isNumbering reports whether a row numbers the columns from 1, and the next one
// does not go on as a list of units that are called by numbers would.
func (f *Finder) isNumbering(r, next Row) bool {
	last := 0
	for col := range r.Cells {
		text := r.Text(col)
		x, rest, ok := reply.Number(text, true)
		switch {
		case text == "":
		case col == 0 && last == 0 && utf8.RuneCountInString(text) == 1 && !ok: // А, 1, 2
		case !ok || rest != "" || x != float64(last+1):
			return false
		default:
			last++
		}
	}
	return last >= 3 && (next.Cells == nil || next.Text(max(f.ids[0], 0)) != "2")
}

// isUnitsRow reports whether a row under the header only says in what the columns
// are measured: it names no unit, or «од. виміру», and holds no number.
func (f *Finder) isUnitsRow(r Row) bool {
	if key := reply.Key(r.Text(f.ids[0])); key != "" && !unitWords[key] {
		return false
	}
	filled := 0
	for col, c := range r.Cells {
		text := r.Text(col)
		if text == "" || slices.Contains(f.ids, col) {
			continue
		}
		if c.Kept != reply.AsText || strings.ContainsFunc(text, unicode.IsDigit) && !perPeople.MatchString(text) {
			return false
		}
		filled++
	}
	return filled > 0
}

// perPeople is a unit with a number: «на 1000 осіб», «тис. м2».
var perPeople = regexp.MustCompile(`\p{L}`)

// longName is how many characters no name of a unit has.
const longName = 160

// isNote reports whether a row is a remark under or between the units: it holds no
// number, and begins as remarks do, or is one text that names no unit.
func (f *Finder) isNote(r Row) bool {
	filled, text := 0, ""
	for col, c := range r.Cells {
		t := r.Text(col)
		if t == "" {
			continue
		}
		if c.Kept != reply.AsText {
			return false
		}
		if _, _, number := reply.Number(t, true); number && filled > 0 {
			return false
		}
		if filled++; filled == 1 {
			text = t
		}
	}
	_, _, number := reply.Number(text, true)
	return beginsNote(text) || filled == 1 && !number && (!f.named(r) || utf8.RuneCountInString(text) > longName)
}

// marked is a mark before a footnote: *, ¹, 1).
var marked = regexp.MustCompile(`^(?:\*+|[¹²³⁴⁵⁶⁷⁸⁹†‡§]+|\d{1,2}\))\s*\p{L}`)

// beginsNote reports whether a text begins as remarks under a table do.
func beginsNote(text string) bool {
	if marked.MatchString(text) {
		return true
	}
	before, _, colon := strings.Cut(text, ":")
	if colon && len(before) < 60 && noteWords[reply.Key(before)] {
		return true
	}
	key := reply.Key(text[:min(len(text), reply.MaxBytes)])
	for _, w := range []string{"за даними ", "за інформацією ", "станом на "} {
		if strings.HasPrefix(key, reply.Key(w)+" ") {
			return true
		}
	}
	return false
}

// trim cuts what is not seen at the ends of a text.
func trim(s string) string { return strings.TrimFunc(s, invisible) }

func invisible(r rune) bool {
	return unicode.IsSpace(r) || r == '\u00ad' || r == '\ufeff' || r >= '\u200b' && r <= '\u200f' || r == '\u2060'
}
