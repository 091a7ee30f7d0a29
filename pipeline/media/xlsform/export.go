package xlsform

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/survey"
)

// A Cell is where an export has something.
type Cell struct {
	Sheet    int // among those of the book
	Row, Col int
}

// An Answered is one submission of an export: where it has what, by the defined names
// of a form's cells; those of a card are what follows the card.
type Answered struct {
	Named map[string]Cell
	Cards []map[string]Cell
}

// An exported is a sheet of an export: its columns by name, its rows by their keys.
type exported struct {
	sheet   int
	columns map[string]int // by name, in lower case
	repeats map[int]map[string]int
	key, up int // columns of the row's own key and of the key above; 0 none
}

// The columns by which exports of KoboToolbox and ODK tell rows apart, and with which
// the rows of repeats name the one that they belong to.
var (
	ownKeys    = []string{"key", "_index"}
	parentKeys = []string{"parent_key", "_parent_index"}
	repeated   = regexp.MustCompile(`(?:^|[/-])` + Repeat + `\[(\d+)\][/-](.+)$`)
)

// Read finds the submissions of an export; nil: the book is none. Columns are named
// with their groups before them, by a slash or a hyphen, or without; repeats stand on a
// sheet of their own or in columns that are counted.
func Read(b *sheet.Book, names Names) (out []Answered) {
	var main *exported
	var below []*exported
	for i := range b.Sheets {
		x := readHead(b, i, names)
		switch {
		case x == nil:
		case x.columns[slot.IdentityName(slot.IdentityForm)] > 0:
			main = x
		case x.up > 0:
			below = append(below, x)
		}
	}
	if main == nil {
		return nil
	}
	s, children := &b.Sheets[main.sheet], map[string][]map[string]Cell{}
	for _, x := range below {
		for _, row := range rowsOf(&b.Sheets[x.sheet]) {
			up, _ := b.Sheets[x.sheet].At(row, x.up)
			children[up.Text] = append(children[up.Text], x.card(&b.Sheets[x.sheet], row, x.columns))
		}
	}
	for _, row := range rowsOf(s) {
		a := Answered{Named: map[string]Cell{}}
		for name, col := range main.columns {
			a.Named[name] = Cell{main.sheet, row, col}
		}
		for n := 1; main.repeats[n] != nil; n++ {
			a.Cards = append(a.Cards, main.card(s, row, main.repeats[n]))
		}
		if own, has := s.At(row, main.key); has {
			a.Cards = append(a.Cards, children[own.Text]...)
		}
		out = append(out, a)
	}
	return out
}

// IsPart tells whether a book is nothing but the repeats of another one's rows.
func IsPart(b *sheet.Book, names Names) bool {
	for i := range b.Sheets {
		if x := readHead(b, i, names); x != nil && x.up > 0 && x.columns[slot.IdentityName(slot.IdentityForm)] == 0 {
			return true
		}
	}
	return false
}

// card is where a practice has its answers. A number of which it is said that it does
// not apply has that for an answer.
func (x *exported) card(s *sheet.Sheet, row int, columns map[string]int) map[string]Cell {
	out := map[string]Cell{}
	for name, col := range columns {
		out[name] = Cell{x.sheet, row, col}
	}
	for name, at := range out {
		if id, is := strings.CutSuffix(name, appliesSuffix); is {
			if said, _ := s.At(at.Row, at.Col); said.Text == notApplicable {
				out[id] = at
			}
			delete(out, name)
		}
	}
	return out
}

// Names are the names of the columns that are read of an export, with what they are on
// a form.
type Names map[string]string

// NamesOf returns the names of the columns for a questionnaire, which are the same for
// all exports.
func NamesOf(q *survey.Questionnaire) Names {
	out := Names{}
	for _, key := range slot.IdentityKeys {
		out[slot.IdentityName(key)] = slot.IdentityName(key)
	}
	for _, name := range []string{slot.PartnerName, slot.PartnerPlace, slot.PartnerPeriod} {
		out[name] = name
	}
	rest := func(part slot.Part, id string) string {
		_, rest, _ := slot.CardOf(slot.CardName(1, part, id))
		return rest
	}
	for _, id := range append([]string{slot.FieldCode}, fieldIDs()...) {
		out[fieldName(id)] = rest(slot.Field, id)
	}
	for i := range q.Criteria {
		id := q.Criteria[i].ID
		key := strings.ToLower(id)
		out[key], out[key+".evidence"], out[key+".comment"] = rest(slot.Answer, id), rest(slot.Evidence, id), rest(slot.Comment, id)
		out[key+appliesSuffix] = rest(slot.Answer, id) + appliesSuffix
		if q.Criteria[i].From != nil {
			out[key+numeratorSuffix], out[key+denominatorSuffix] = rest(slot.Numerator, id), rest(slot.Denominator, id)
		}
	}
	return out
}

// readHead reads the first row of a sheet; nil: it names no columns of ours.
func readHead(b *sheet.Book, i int, names Names) *exported {
	x := &exported{sheet: i, columns: map[string]int{}, repeats: map[int]map[string]int{}}
	for _, c := range b.Sheets[i].Cells {
		if c.Row > 1 {
			break
		}
		title := strings.ToLower(strings.TrimSpace(c.Text))
		switch {
		case slices.Contains(ownKeys, title):
			x.key = c.Col
		case slices.Contains(parentKeys, title):
			x.up = c.Col
		}
		if m := repeatedIn(title); m != nil {
			n, _ := strconv.Atoi(m[1])
			if name := named(m[2], names); name != "" && n <= form.MostCards {
				if x.repeats[n] == nil {
					x.repeats[n] = map[string]int{}
				}
				x.repeats[n][name] = c.Col
			}
			continue
		}
		if name := named(title, names); name != "" && x.columns[name] == 0 {
			x.columns[name] = c.Col
		}
	}
	if len(x.columns) == 0 && len(x.repeats) == 0 {
		return nil
	}
	return x
}

// repeatedIn returns what a title says of a repeat; nil nothing, as nearly all do.
func repeatedIn(title string) []string {
	if !strings.Contains(title, Repeat+"[") {
		return nil
	}
	return repeated.FindStringSubmatch(title)
}

// named is what a column is on a form: its title, or what follows a group in it.
func named(title string, names Names) string {
	for {
		if name := names[title]; name != "" {
			return name
		}
		i := strings.IndexAny(title, "/-")
		if i < 0 {
			return ""
		}
		title = title[i+1:]
	}
}

// rowsOf are the numbers of the rows below the first that have something.
func rowsOf(s *sheet.Sheet) (rows []int) {
	for _, c := range s.Cells {
		if c.Row > 1 && (len(rows) == 0 || rows[len(rows)-1] != c.Row) {
			rows = append(rows, c.Row)
		}
	}
	return rows
}
