// Package attributes reads tables of what is known of places: their attributes, and
// who has adopted what. It believes that unknown is not zero: an empty field says
// nothing, and what cannot be read is told and unknown.
package attributes

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/peers"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/open"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/tell/wording"
)

// File is the table of attributes among the inputs.
const File = "attributes.csv"

// Choose returns the path of a table of attributes: the one that somebody has named, or else
// the one among the inputs, which has to be there.
func Choose(named, inputs string) (path string, err error) {
	if named != "" {
		return named, nil
	}
	path = filepath.Join(inputs, File)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return "", wording.Fail("attributes.none", "file", path)
	}
	return path, nil
}

// Read reads a table with the header code, attribute, value, year (in any order; the
// year may be missing, other columns are left alone): a row a value. Of several years the last counts of
// which the value is known. Rows that are not understood are not used and among the
// problems; a table without the columns is an error.
func Read(path string) (*peers.Table, cell.Problems, error) {
	r := &values{table: table{path: path, asked: []string{"code", "attribute", "value", "year"}, needed: 3}, at: map[[2]string]int{}}
	if err := r.each(r.row); err != nil {
		return nil, nil, err
	}
	return peers.New(r.attributes, r.places, r.rows), r.problems, nil
}

// values collects the rows of a table of attributes.
type values struct {
	table
	attributes, places []string
	rows               []peers.Row
	years              []string          // of the rows
	at                 map[[2]string]int // the row of a place and an attribute
}

func (v *values) row(field func(int) string, row int) {
	code, attribute, text, year := field(0), field(1), field(2), field(3)
	if code == "" || attribute == "" {
		v.doubt("attribute-unnamed", row, 0, strings.TrimSpace(code+attribute))
		return
	}
	if !slices.Contains(v.attributes, attribute) {
		v.attributes = append(v.attributes, attribute)
	}
	v.places = append(v.places, code)
	if text == "" {
		return
	}
	x, rest, ok := reply.Number(text, true)
	if !ok || rest != "" {
		v.doubt("attribute-number", row, 2, text)
		return
	}
	key := [2]string{code, attribute}
	i, known := v.at[key]
	switch {
	case !known:
		v.at[key] = len(v.rows)
		v.rows, v.years = append(v.rows, peers.Row{Code: code, Attribute: attribute, Value: x}), append(v.years, year)
	case v.years[i] == year && v.rows[i].Value != x:
		v.doubt("attribute-twice", row, 2, text)
	case cmp.Compare(v.years[i], year) < 0:
		v.rows[i].Value, v.years[i] = x, year
	}
}

// An Adoption says which places have adopted which tools.
type Adoption struct {
	Tools []string                   // in the order of the columns
	Known map[string]map[string]bool // by tool and code: whether it is adopted; a place of which nobody knows is not there
}

// ReadAdoption reads a table with a row a place: its code, and for every tool a
// column of 1 (adopted), 0 (looked up and not) or nothing (never looked up).
func ReadAdoption(path string) (*Adoption, cell.Problems, error) {
	a := &Adoption{Known: map[string]map[string]bool{}}
	t := &table{path: path, asked: []string{"code"}, needed: 1}
	err := t.each(func(field func(int) string, row int) {
		if a.Tools == nil {
			a.Tools = t.others()
		}
		for i, tool := range a.Tools {
			known := a.Known[tool]
			if known == nil {
				known = map[string]bool{}
				a.Known[tool] = known
			}
			switch text := field(1 + i); text {
			case "":
			case "0", "1":
				known[field(0)] = text == "1"
			default:
				t.doubt("adoption-mark", row, 1+i, text)
			}
		}
	})
	return a, t.problems, err
}

// A table is read row by row under its header.
type table struct {
	path     string
	asked    []string // columns that are looked for
	needed   int      // how many of them it must have
	sheet    string   // the one that is read: the first that holds anything
	header   []string // all of it, as typed
	columns  []int    // of the header: those asked for (-1 missing), then the others in their order
	problems cell.Problems
}

// others names the columns that were not asked for and have a name.
func (t *table) others() (out []string) {
	for _, c := range t.columns[len(t.asked):] {
		out = append(out, t.header[c])
	}
	return out
}

// each visits the rows below the header; field returns a column by its place in
// columns.
func (t *table) each(visit func(field func(int) string, row int)) error {
	var missing []string
	_, problems := open.Each(t.path, sheet.TableLimits, func(s *sheet.Sheet, cells []sheet.Cell) bool {
		if t.header == nil {
			t.sheet, missing = s.Name, t.head(cells)
			return len(missing) == 0
		}
		if s.Name != t.sheet || len(missing) > 0 {
			return false
		}
		by := make(map[int]string, len(cells))
		for _, c := range cells {
			by[c.Col-1] = strings.TrimSpace(c.Text)
		}
		visit(func(i int) string { return by[t.columns[i]] }, cells[0].Row)
		return true
	})
	if err := problems.Err(); err != nil {
		return err
	}
	if t.header == nil {
		missing = t.asked[:t.needed]
	}
	if len(missing) > 0 {
		return cell.Fail("attributes.columns", "file", t.path, "missing", strings.Join(missing, ", "))
	}
	return nil
}

// head reads the header; missing are columns that it lacks.
func (t *table) head(cells []sheet.Cell) (missing []string) {
	t.header = make([]string, cells[len(cells)-1].Col)
	for _, c := range cells {
		t.header[c.Col-1] = strings.TrimSpace(c.Text)
	}
	for n, name := range t.asked {
		i := slices.IndexFunc(t.header, func(h string) bool { return strings.EqualFold(h, name) })
		if i < 0 && n < t.needed {
			missing = append(missing, name)
		}
		t.columns = append(t.columns, i)
	}
	for i, h := range t.header {
		if h != "" && !slices.Contains(t.columns, i) {
			t.columns = append(t.columns, i)
		}
	}
	return missing
}

// doubt tells a row that is not used.
func (t *table) doubt(code string, row, column int, read string) {
	t.problems.Add(cell.Warning, code, cell.Ref{File: filepath.Base(t.path), Row: row, Col: t.columns[column] + 1}, read)
}
