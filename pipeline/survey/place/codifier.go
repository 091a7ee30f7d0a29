package place

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Codifier is the official codifier of places (KATOTTG), verified: every unit
// once, by code.
type Codifier struct {
	Units   []Unit
	Orphans int // units whose higher level is not in the codifier
}

// A Unit is one line of the codifier.
type Unit struct {
	Levels   [5]string // codes from the region down to the unit itself; "" below it
	Category string    // a Latin letter, one of Categories
	Name     string    // spaces at the ends cut, its letters of one alphabet
}

// Categories are the kinds of units, from the region down: O a region, K a city
// of special status, P a raion, H a hromada, M a city, T a settlement of urban
// type, X a settlement, C a village, B a raion within a city.
const Categories = "OKPHMTXCB"

// code is the unit's own code: that of its lowest level.
func (u Unit) code() string {
	for _, code := range slices.Backward(u.Levels[:]) {
		if code != "" {
			return code
		}
	}
	return ""
}

// A ColumnError says which columns of the codifier a table does not have.
type ColumnError struct{ Missing []string }

// Error names the columns, in English.
func (e *ColumnError) Error() string { return "no column " + strings.Join(e.Missing, ", ") }

// A RowError is a line that no codifier has.
type RowError struct {
	Row    int    // 1-based
	Code   string // of what is wrong: "code", "category", "name", "twice" or "levels"
	Detail string // as read
}

// Error names the row and what is wrong with it, in English.
func (e *RowError) Error() string { return fmt.Sprintf("row %d: %s %q", e.Row, e.Code, e.Detail) }

// codifierHeader are the labels of the codifier's columns as the Ministry has
// them: five levels, category, name.
var codifierHeader = [7]string{"Перший рівень", "Другий рівень", "Третій рівень", "Четвертий рівень", "Додатковий рівень", "Категорія об’єкта", "Назва об’єкта"}

// headerWithin is the number of rows in which the header is looked for: titles
// may stand above it.
const headerWithin = 20

// ReadCodifier reads the rows of the codifier, its header among the first of
// them and its columns in any order. What is no codifier is a ColumnError, a line
// that cannot be one of it a RowError.
func ReadCodifier(rows [][]string) (*Codifier, error) {
	head, columns, err := codifierColumns(rows)
	if err != nil {
		return nil, err
	}
	c, seen := &Codifier{}, map[string]bool{}
	for i, row := range rows[head+1:] {
		u, blank := unitOf(row, columns)
		if blank {
			continue
		}
		code := u.code()
		if what, detail := u.fault(); what != "" {
			return nil, &RowError{head + i + 2, what, detail}
		}
		if seen[code] {
			return nil, &RowError{head + i + 2, "twice", code}
		}
		seen[code] = true
		c.Units = append(c.Units, u)
	}
	for _, u := range c.Units {
		if slices.ContainsFunc(u.Levels[:], func(code string) bool { return code != "" && !seen[code] }) {
			c.Orphans++
		}
	}
	slices.SortFunc(c.Units, func(a, b Unit) int { return slices.Compare(a.Levels[:], b.Levels[:]) })
	return c, nil
}

// codifierColumns finds the header: the row that has most of its labels.
func codifierColumns(rows [][]string) (head int, columns [7]int, err error) {
	missing := codifierHeader[:]
	for i, row := range rows[:min(len(rows), headerWithin)] {
		var at [7]int
		var lacks []string
		for j, label := range codifierHeader {
			at[j] = slices.IndexFunc(row, func(s string) bool { return Fold(strings.Trim(s, " *")) == Fold(label) })
			if at[j] < 0 {
				lacks = append(lacks, label)
			}
		}
		if len(lacks) < len(missing) {
			head, columns, missing = i, at, lacks
		}
	}
	if len(missing) > 0 {
		return 0, columns, &ColumnError{missing}
	}
	return head, columns, nil
}

func unitOf(row []string, columns [7]int) (u Unit, blank bool) {
	field := func(i int) string {
		if columns[i] >= len(row) {
			return ""
		}
		return strings.Trim(row[columns[i]], " \t\r\n\u00a0\u200b\ufeff")
	}
	for i := range u.Levels {
		u.Levels[i] = field(i)
	}
	u.Category, u.Name = latinCategory(field(5)), unmixed(field(6))
	for i := range u.Levels[1:] { // some editions repeat the beginning of a city's code
		if l := &u.Levels[i+1]; u.Category == "K" && strings.HasPrefix(u.Levels[0], *l) {
			*l = ""
		}
	}
	return u, u.code() == "" && u.Category == "" && u.Name == ""
}

// latinCategory writes a category by its Latin letter: editions differ in which
// of two letters that look alike they have.
func latinCategory(s string) string {
	if utf8.RuneCountInString(s) != 1 {
		return s
	}
	return latinCategories.Replace(strings.ToUpper(s))
}

var latinCategories = strings.NewReplacer("О", "O", "К", "K", "Р", "P", "Н", "H", "М", "M", "Т", "T", "Х", "X", "С", "C", "В", "B")

// fault tells what no unit has; "" nothing.
func (u Unit) fault() (what, detail string) {
	code := u.code()
	for i, level := range u.Levels {
		switch {
		case level != "" && !IsCode(level):
			return "code", level
		case level == "" && i < 4 && strings.Join(u.Levels[i+1:], "") != "":
			return "levels", code
		}
	}
	switch {
	case code == "":
		return "code", u.Name
	case len(u.Category) != 1 || !strings.Contains(Categories, u.Category):
		return "category", u.Category
	case u.Name == "":
		return "name", code
	}
	return "", ""
}

// Count returns the number of units of a category.
func (c *Codifier) Count(category rune) (n int) {
	for _, u := range c.Units {
		if u.Category == string(category) {
			n++
		}
	}
	return n
}

// Regions returns how many of the regions of Ukraine the codifier has.
func (c *Codifier) Regions() (n int) {
	for _, o := range Oblasts {
		if slices.ContainsFunc(c.Units, func(u Unit) bool { return u.code() == o.Code }) {
			n++
		}
	}
	return n
}

// Rows returns the codifier as a table in the Ministry's layout, its header first.
func (c *Codifier) Rows() [][]string {
	out := make([][]string, 0, len(c.Units)+1)
	out = append(out, codifierHeader[:])
	for _, u := range c.Units {
		out = append(out, append(slices.Clone(u.Levels[:]), u.Category, u.Name))
	}
	return out
}
