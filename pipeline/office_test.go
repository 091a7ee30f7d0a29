package pipeline

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/open"
	"depository.example/depository/pipeline/media/table"
	"depository.example/depository/pipeline/survey/cell"
)

// handful are the workbooks that every test has LibreOffice convert: all that are
// small, and of the forms and the real tables so many that each of its habits is met; but
// none over which LibreOffice takes longer than over all others together.
var (
	handful = regexp.MustCompile(`2026-H1/nadber|04-fraction|cases/tables/|sound-|2022/(15|17)-`)
	dear    = regexp.MustCompile(`sound-long-list-of-ranges`)
)

// officeFiles are the workbooks that LibreOffice converts: those of the sample, the
// blank forms, the sound ones among the hazards, and where they are the real ones
// and the cases. Without make torture, a handful.
func officeFiles(t *testing.T) (files []string) {
	t.Helper()
	patterns := []string{"../inputs/20*/*.xlsx", "../templates/forms/*.xlsx", "../testdata/hazards/sound-*.xl*"}
	for _, name := range []string{"real/2022", "cases/forms", "cases/tables"} {
		if dir, ok := need.More(t, name); ok {
			patterns = append(patterns, filepath.Join(dir, "*.xlsx"))
		}
	}
	for _, pattern := range patterns {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		if len(found) == 0 {
			t.Errorf("%s: nothing is here", pattern)
		}
		files = append(files, found...)
	}
	if !need.All() {
		files = slices.DeleteFunc(files, func(file string) bool {
			return !handful.MatchString(filepath.ToSlash(file)) || dear.MatchString(file)
		})
	}
	return files
}

// TestWorkbooksOfLibreOfficeAreReadAlike has LibreOffice save every workbook as
// .ods, in one call, and holds what is read of the two against each other: sheets,
// names, cells. Then the sample and the real period, saved so, have the scores and
// answers that they have as workbooks of Excel.
func TestWorkbooksOfLibreOfficeAreReadAlike(t *testing.T) {
	need.Long(t)
	t.Parallel()
	files := officeFiles(t)
	saved := need.Converted(t, "ods", files...)
	changed := map[string]string{}
	cells := 0
	for i, file := range files {
		ours, problems := open.Read(file, sheet.Limits{})
		theirs, odsProblems := open.Read(saved[i], sheet.Limits{})
		d := officeDiff{file: filepath.Base(file), changed: changed}
		for _, diff := range d.books(ours, theirs) {
			t.Errorf("%s: %s", file, diff)
		}
		if was, is := otherCodes(problems), otherCodes(odsProblems); !slices.Equal(was, is) {
			t.Errorf("%s: problems %v, as .ods %v", file, was, is)
		}
		cells += d.compared
	}
	t.Logf("%d workbooks and %d cells compared; in %d cells LibreOffice has changed what they hold", len(files), cells, len(changed))
	for at, diff := range changed {
		if officeChanges[at] == "" {
			t.Errorf("%s: %s, which nothing explains", at, diff)
		}
	}
	for at, why := range officeChanges {
		here := slices.ContainsFunc(files, func(f string) bool { return strings.HasPrefix(at, filepath.Base(f)+"!") })
		if here && changed[at] == "" {
			t.Errorf("%s: read alike, but the table says that LibreOffice %s", at, why)
		}
	}
	t.Run("sample", func(t *testing.T) { scoredAlike(t, sampleOptions(), files, saved) })
	t.Run("real", func(t *testing.T) {
		opts := sampleOptions()
		opts.Method, opts.Inputs = "local-services", filepath.Dir(need.Shared(t, "real/2022"))
		scoredAlike(t, opts, files, saved)
	})
}

// What LibreOffice makes of a cell when it reads a workbook of Excel and saves it.
const (
	trims    = "cuts the space at the end of a formula's value"
	early    = "counts the days before March 1900 one less than Excel"
	returns  = "drops a carriage return"
	escapes  = "leaves the escape of a formula's text as it is"
	datesISO = "makes a date of a text that says that it is one"
	asTruth  = "writes a truth value and the formula TRUE() alike"
)

// officeChanges are the cells that LibreOffice does not save as they were.
var officeChanges = map[string]string{
	"04-fraction-for-percent.xlsx!Огляд!H8": trims, "07-evidence-future-date-and-year-1899.xlsx!Огляд!H8": trims,
	"04-fraction-for-percent.xlsx!Практика 1!D178": asTruth,
	"dates.xlsx!Sheet!B8":           early,
	"sound-dates-1900.xlsx!Звіт!B1": early, "sound-dates-1900.xlsx!Звіт!C1": early, "sound-dates-1900.xlsx!Звіт!F1": datesISO,
	"sound-text-in-many-forms.xlsx!Звіт!B1": returns, "sound-text-in-many-forms.xlsx!Звіт!E1": escapes,
}

// otherCodes are the codes of problems, each once, without that of a formula that
// has no value: LibreOffice computes it.
func otherCodes(problems cell.Problems) (codes []string) {
	for _, p := range problems {
		if p.Code != "sheet-no-value" {
			codes = append(codes, p.Code)
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

// An officeDiff compares a workbook of Excel with what LibreOffice has saved of it.
type officeDiff struct {
	file     string
	changed  map[string]string // how cells differ, by file, sheet and cell
	compared int
}

func (d *officeDiff) books(ours, theirs *sheet.Book) (diffs []string) {
	if a, b := rangesOf(ours), rangesOf(theirs); !maps.Equal(a, b) {
		diffs = append(diffs, fmt.Sprintf("%d names, as .ods %d", len(a), len(b)))
		for name := range a {
			if a[name] != b[name] {
				diffs = append(diffs, fmt.Sprintf("%s is %q, as .ods %q", name, a[name], b[name]))
				break
			}
		}
	}
	if len(ours.Sheets) != len(theirs.Sheets) {
		return append(diffs, fmt.Sprintf("%d sheets, as .ods %d", len(ours.Sheets), len(theirs.Sheets)))
	}
	for i := range ours.Sheets {
		a, b := &ours.Sheets[i], &theirs.Sheets[i]
		if x, y := layoutOf(a), layoutOf(b); x != y {
			diffs = append(diffs, fmt.Sprintf("%s, as .ods %s", x, y))
		}
		d.cells(a, b, ours.Date1904)
	}
	return diffs
}

// rangesOf tells of each name what it stands for.
func rangesOf(b *sheet.Book) map[string]string {
	out := map[string]string{}
	for _, n := range b.Names {
		out[n.Scope+"!"+n.Name] = fmt.Sprint(n.Sheet, n.Ref)
	}
	return out
}

// layoutOf tells everything of a sheet but its cells, and the rows that a table of
// Excel says are its totals: LibreOffice has no such tables.
func layoutOf(s *sheet.Sheet) string {
	merged := slices.SortedFunc(slices.Values(s.Merged), func(a, b sheet.Range) int {
		return cmp.Or(a.Row-b.Row, a.Col-b.Col)
	})
	return fmt.Sprint(s.Name, " hidden:", s.Hidden, " rows:", s.HiddenRows, " columns:", s.HiddenCols, " merged:", merged)
}

func (d *officeDiff) cells(a, b *sheet.Sheet, date1904 bool) {
	note := func(c sheet.Cell, ours, theirs any) {
		d.changed[d.file+"!"+a.Name+"!"+cell.Ref{Row: c.Row, Col: c.Col}.Name()] = fmt.Sprintf("%+v, as .ods %+v", ours, theirs)
	}
	for _, c := range a.Cells {
		d.compared++
		switch saved, there := b.At(c.Row, c.Col); {
		case c.Type == sheet.Error && c.Text == "" && (saved.Formula || !there): // LibreOffice has computed what had no value, maybe ""
		case !there || !alike(c, saved, date1904):
			note(c, c, saved)
		}
	}
	for _, c := range b.Cells {
		if _, there := a.At(c.Row, c.Col); !there && !c.Formula {
			note(c, "nothing", c)
		}
	}
}

// alike reports whether two cells hold the same: a text to the letter, a number to
// the 15 digits that LibreOffice keeps, a date to the second, and whether a number
// is shown as a per cent.
func alike(a, b sheet.Cell, date1904 bool) bool {
	x, isNumber := a.Number()
	y, _ := b.Number()
	day, isDate := a.Time(date1904)
	saved, isToo := b.Time(false)
	switch {
	case a.Type != b.Type || a.Formula != b.Formula:
		return false
	case isDate || isToo:
		return isDate && isToo && day.Equal(saved)
	case isNumber:
		return math.Abs(x-y) <= 1e-14*math.Abs(x) && strings.Contains(a.Format, "%") == strings.Contains(b.Format, "%")
	}
	return a.Text == b.Text
}

// scoredAlike holds what is read and scored of those files that are of a period
// against that of the same ones, saved by LibreOffice.
func scoredAlike(t *testing.T, opts Options, files, saved []string) {
	t.Helper()
	inputs := opts.Inputs
	run := func(from []string) *analysedRun {
		opts.Inputs = laidOut(t, inputs, files, from)
		r, err := barely(opts)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	ours, theirs := run(files), run(saved)
	for what, both := range map[string][2][]byte{
		"scores":  {table.Scores(ours.results.Now, ours.results.Grades).CSV(), table.Scores(theirs.results.Now, theirs.results.Grades).CSV()},
		"answers": {table.Answers(ours.intake.Evidence.Submissions).CSV(), table.Answers(theirs.intake.Evidence.Submissions).CSV()},
	} {
		a, b := strings.Split(string(both[0]), "\n"), strings.Split(strings.ReplaceAll(string(both[1]), ".ods", ".xlsx"), "\n")
		if len(a) < 100 {
			t.Errorf("%s: only %d lines", what, len(a))
		}
		if len(a) != len(b) {
			t.Errorf("%s: %d lines, as .ods %d", what, len(a), len(b))
		}
		for i := range min(len(a), len(b)) {
			if a[i] != b[i] {
				t.Errorf("%s: %q, as .ods %q", what, a[i], b[i])
				break
			}
		}
	}
}

// laidOut copies the tables of text below a folder of periods, and, of files, what
// stands for those of its periods, into a folder like it.
func laidOut(t *testing.T, inputs string, files, from []string) string {
	t.Helper()
	dir := t.TempDir()
	tables, err := filepath.Glob(filepath.Join(inputs, "20*", "*.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for i, file := range append(slices.Clone(files), tables...) {
		stands := file
		if i < len(from) {
			stands = from[i]
		}
		if period := filepath.Dir(file); filepath.Dir(period) == filepath.Clean(inputs) {
			name := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)) + filepath.Ext(stands)
			copied(t, stands, filepath.Join(dir, filepath.Base(period), name))
		}
	}
	return dir
}

// copied lays a file at another place.
func copied(t *testing.T, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err == nil {
		err = os.MkdirAll(filepath.Dir(to), 0o755)
	}
	if err == nil {
		err = os.WriteFile(to, data, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}
