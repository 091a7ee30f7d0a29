package reviewbook

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unsafe"

	"depository.example/depository/pipeline/measure/review"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/open"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/name"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

// Reviews are what the reviewers of a period found.
type Reviews struct {
	Marks    []review.Mark
	Problems cell.Problems
	By       []Reviewer // one a workbook that could be read, in order of files

	kept int64 // bytes
}

// A Reviewer is who filled in a workbook.
type Reviewer struct {
	Name  string // as on the sheet; where nobody is named, the file's name
	File  string // with the folder, as in marks and problems
	Hash  string // SHA-256 of the workbook, hexadecimal
	Label string // what stands for the name in what is published; "" nothing yet
}

// Name returns a reviewer a label: their marks bear it from then on.
func (r *Reviews) Name(who Reviewer, label string) {
	for i := range r.By {
		if r.By[i].File == who.File {
			r.By[i].Label = label
		}
	}
	for i := range r.Marks {
		if r.Marks[i].At.File == who.File {
			r.Marks[i].Reviewer = label
		}
	}
}

// ReadDir reads all reviewers' workbooks of a folder, in order of their names; a
// folder that is not there holds none. The folder's name stands before those of the
// files in marks and problems.
func ReadDir(dir string, q *survey.Questionnaire, limits sheet.Limits) (Reviews, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return Reviews{}, nil
	}
	var out Reviews
	for _, e := range entries {
		file := e.Name()
		if e.IsDir() || strings.HasPrefix(file, ".") || strings.HasPrefix(file, "~$") || !open.Named(file) {
			continue
		}
		out.file(filepath.Join(dir, file), q, limits)
	}
	within := func(at *cell.Ref) { at.File = filepath.Base(dir) + "/" + at.File }
	for i := range out.Marks {
		within(&out.Marks[i].At)
	}
	for i := range out.Problems {
		within(&out.Problems[i].At)
	}
	for i := range out.By {
		out.By[i].File = filepath.Base(dir) + "/" + out.By[i].File
	}
	out.apart()
	return out, err
}

// apart tells the reviewers apart: a name that is the same is the same person, as
// typed first; of two that only look the same the second does not count, because
// nobody knows whether they are one.
func (r *Reviews) apart() {
	var names name.Set
	for i := range r.By {
		by := &r.By[i]
		first, _, alike := names.Add(by.Name, i)
		by.Name = first.Text
		for k := range r.Marks {
			if r.Marks[k].At.File == by.File {
				r.Marks[k].Reviewer = first.Text
			}
		}
		if len(alike) > 0 {
			other := r.By[alike[0].At]
			r.Problems.Add(cell.Error, "review-alike", cell.Ref{File: by.File}, by.Name, "other", other.Name, "first", other.File)
			r.Marks = slices.DeleteFunc(r.Marks, func(m review.Mark) bool { return m.At.File == by.File })
		}
	}
}

// mostKept bounds what is kept of all reviewers' workbooks, in bytes. One workbook
// is read at a time, and of what was read nothing else stays in memory.
const mostKept = 64 << 20

// file reads one workbook, and keeps of it what there is room for.
func (r *Reviews) file(path string, q *survey.Questionnaire, limits sheet.Limits) {
	var one Reviews
	book, found := open.Read(path, limits)
	one.Problems = found
	if book != nil {
		one.book(book, q)
	}
	r.add(&one, filepath.Base(path), mostKept)
}

// add keeps what one workbook says, or refuses it where all together would be more
// than most.
func (r *Reviews) add(one *Reviews, file string, most int64) {
	size := one.detach()
	if r.kept+size > most {
		r.Problems.Add(cell.Error, "file-beyond-all", cell.Ref{File: file}, "", "limit", strconv.FormatInt(most>>20, 10))
		return
	}
	r.kept += size
	r.Marks, r.Problems, r.By = append(r.Marks, one.Marks...), append(r.Problems, one.Problems...), append(r.By, one.By...)
}

// detach makes every text a string of its own, the same text once, and returns the
// bytes that are kept.
func (r *Reviews) detach() (size int64) {
	own := map[string]string{}
	take := func(texts ...*string) {
		for _, text := range texts {
			kept, ok := own[*text]
			if !ok {
				kept = strings.Clone(*text)
				own[kept] = kept
				size += int64(len(kept))
			}
			*text = kept
		}
	}
	for i := range r.Marks {
		m := &r.Marks[i]
		take(&m.Partner, &m.Place, &m.ID, &m.Criterion, &m.Reviewer, &m.Reason, &m.On, &m.At.Sheet)
		size += int64(unsafe.Sizeof(*m))
	}
	for i := range r.By {
		take(&r.By[i].Name)
	}
	for i := range r.Problems {
		p := &r.Problems[i]
		take(&p.Read, &p.At.Sheet)
		for j := range p.Args {
			take(&p.Args[j].Value)
		}
		size += int64(unsafe.Sizeof(*p)) + int64(len(p.Args))*int64(unsafe.Sizeof(cell.Arg{}))
	}
	return size
}

// book adds what one workbook says.
func (r *Reviews) book(book *sheet.Book, q *survey.Questionnaire) {
	marks, problems := read(book, q)
	r.Marks, r.Problems = append(r.Marks, marks...), append(r.Problems, problems...)
	r.By = append(r.By, Reviewer{Name: who(book), File: book.File, Hash: book.SHA256})
}

// read takes the marks of one workbook: rows with a verified level. The reviewer
// is named on the sheet; where nobody is, the file's name stands for them.
func read(book *sheet.Book, q *survey.Questionnaire) ([]review.Mark, cell.Problems) {
	r := reader{file: book.File, q: q}
	for _, s := range book.Sheets {
		r.sheet(s)
	}
	if !r.found {
		r.problems.Add(cell.Error, "review-unreadable", cell.Ref{File: book.File}, "")
	}
	name, day := who(book), r.day(book)
	for i := range r.marks {
		r.marks[i].Reviewer, r.marks[i].On = name, day
	}
	return r.marks, r.problems
}

// who returns the reviewer that a workbook names on its sheet, or its file's name.
func who(book *sheet.Book) string {
	name, _, _ := named(book, columnReviewer)
	return cmp.Or(name, strings.TrimSuffix(book.File, filepath.Ext(book.File)))
}

// named returns what stands in the cell that a word of the first column names, and
// where.
func named(book *sheet.Book, word string) (text, sheet string, row int) {
	for _, s := range book.Sheets {
		byRow, order := rowsOf(s)
		for _, row := range order {
			if byRow[row][1] != word {
				continue
			}
			if text = strings.Join(strings.Fields(byRow[row][3]), " "); text != "" {
				return text, s.Name, row
			}
		}
	}
	return "", "", 0
}

// day returns the day on which the workbook says the review was made, ISO 8601; "" where
// it says none. One that cannot be read is a problem.
func (r *reader) day(book *sheet.Book) string {
	text, sheet, row := named(book, columnDay)
	if text == "" {
		return ""
	}
	day, ok := reply.Day(text)
	if !ok {
		r.problems.Add(cell.Warning, "review-day", cell.Ref{File: r.file, Sheet: sheet, Row: row, Col: 3}, text)
		return ""
	}
	return day.Format(time.DateOnly)
}

// A reader takes the marks off one workbook.
type reader struct {
	file     string
	q        *survey.Questionnaire
	found    bool
	marks    []review.Mark
	problems cell.Problems
}

// sheet reads a sheet that has the row of column names.
func (r *reader) sheet(s sheet.Sheet) {
	byRow, order := rowsOf(s)
	head := slices.IndexFunc(order, func(row int) bool { return byRow[row][1] == mark })
	if head < 0 {
		return
	}
	r.found = true
	at := map[string]int{}
	for col, text := range byRow[order[head]] {
		at[text] = col
	}
	for _, row := range order[head+1:] {
		if key, ok := decode(byRow[row][1]); ok {
			r.row(s.Name, row, key, byRow[row], at)
		}
	}
}

// rowsOf returns the texts of a sheet by row and column, and its rows in order.
func rowsOf(s sheet.Sheet) (map[int]map[int]string, []int) {
	byRow := map[int]map[int]string{}
	var order []int
	for _, c := range s.Cells {
		if byRow[c.Row] == nil {
			byRow[c.Row], order = map[int]string{}, append(order, c.Row)
		}
		byRow[c.Row][c.Col] = c.Typed(false).Text
	}
	slices.Sort(order)
	return byRow, order
}

func (r *reader) row(name string, row int, key review.Key, cells map[int]string, at map[string]int) {
	ref := cell.Ref{File: r.file, Sheet: name, Row: row, Col: at[columnVerified]}
	text := strings.TrimSpace(cells[at[columnVerified]])
	if text == "" {
		return
	}
	c, ok := r.q.Criterion(key.Criterion)
	if !ok {
		r.problems.Add(cell.Error, "review-unknown", ref, text, "practice", key.ID, "criterion", key.Criterion, "partner", key.Partner)
		return
	}
	question := (&reply.Reader{}).For(c)
	is := question.Read(reply.Text(text))
	switch {
	case is.State == survey.Blank:
		return
	case is.State != survey.Given || !c.Kind.Graded():
		r.problems.Add(cell.Error, "review-level", ref, text, "levels", strings.Join(levels(c), ", "))
		return
	case slices.Contains(is.Notes, reply.InWords):
		r.problems.Add(cell.Note, string(reply.InWords), ref, text, "level", strconv.FormatFloat(is.Number, 'f', -1, 64))
	}
	level, claimed := is.Number, question.Read(reply.Text(cells[at[columnClaimed]])).Number
	reason := strings.TrimSpace(cells[at[columnReason]])
	if level != claimed && reason == "" {
		r.problems.Add(cell.Warning, "review-reason", cell.Ref{File: r.file, Sheet: name, Row: row, Col: at[columnReason]}, "")
	}
	r.marks = append(r.marks, review.Mark{Key: key, Claimed: claimed, Level: level, Reason: reason, At: ref})
}

func levels(c *survey.Criterion) []string {
	var out []string
	for _, l := range c.Levels {
		out = append(out, strconv.Itoa(l.Level))
	}
	return out
}
