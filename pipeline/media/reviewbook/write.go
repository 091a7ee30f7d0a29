package reviewbook

import (
	"io"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/measure/review"
	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
)

// Options say what a workbook for review is for.
type Options struct {
	Period   string
	Reviewer string // "" is written by hand
	Partner  string // id; "" all
	day      string // of the review, as typed
}

// Rows of the sheet.
const (
	titleRow    = 1
	methodRow   = 2
	reviewerRow = 4
	howRow      = 5
	dayRow      = 6
	machineRow  = 7 // names that read goes by; hidden
	headRow     = 8
)

// Columns that a reviewer types in.
const (
	verifiedCol = 9
	reasonCol   = 10
)

// widths of the columns, in characters.
var widths = []float64{2, 14, 14, 24, 22, 16, 76, 32, 11, 24}

// Write writes the workbook: one row a claimed level, with the rubric of every
// criterion on a second sheet. It returns how many rows there are.
func Write(w io.Writer, q *survey.Questionnaire, subs []survey.Submission, opts Options, texts *wording.Catalogue) (int, error) {
	b := newBook(q, texts)
	var rows []row
	for i := range subs {
		if opts.Partner == "" || subs[i].Partner.ID == opts.Partner {
			rows = append(rows, b.claims(&subs[i])...)
		}
	}
	b.draw(rows, opts)
	return len(rows), b.file.Write(w)
}

// newBook begins a workbook, with other sheets before its own.
func newBook(q *survey.Questionnaire, texts *wording.Catalogue, before ...string) *book {
	b := &book{q: q, t: texts, file: workbook.New(append(before, texts.T("review.sheet"), texts.T("review.rubrics"))...)}
	b.file.Prepare(lookTitle, lookHead, lookFixed, lookInput, lookQuiet)
	b.main = b.file.Sheet(texts.T("review.sheet"), widths...)
	return b
}

// draw writes the rows and all that stands around them.
func (b *book) draw(rows []row, opts Options) {
	b.top(opts)
	for i := range rows {
		b.answer(headRow+1+i, &rows[i])
	}
	b.finish(len(rows), opts)
	b.rubrics(opts)
}

// A book is a workbook being written.
type book struct {
	file *workbook.Book
	main *workbook.Sheet
	q    *survey.Questionnaire
	t    *wording.Catalogue
	told map[string]workbook.Prompt // what marked cells of the main sheet say
}

// put writes a text as a text, whatever it begins with.
func put(s *workbook.Sheet, col, row int, text string, look workbook.Format) {
	s.Block(workbook.Box{Col: col, Row: row, LastCol: col, LastRow: row}, look, text)
}

// The looks of cells.
var (
	lookTitle = workbook.Format{Size: 10, Up: "top", Bold: true, Color: workbook.Blue}
	lookHead  = framed(workbook.Format{Size: 10, Up: "top", Bold: true, Color: workbook.Blue, Fill: workbook.Tint})
	lookFixed = framed(workbook.Format{Size: 10, Up: "top", Color: workbook.Ink, Fill: workbook.Pale})
	lookInput = framed(workbook.Format{Size: 10, Up: "top", Bold: true, Color: workbook.Blue, Fill: workbook.White, Open: true})
	lookQuiet = workbook.Format{Size: 10, Up: "top", Color: workbook.Muted}
)

func framed(f workbook.Format) workbook.Format {
	f.Frame, f.Sides = workbook.Line, "rb"
	return f
}

// top writes what stands above the rows.
func (b *book) top(opts Options) {
	b.main.Block(workbook.Box{Col: 2, Row: titleRow, LastCol: 8, LastRow: titleRow}, lookTitle, b.t.T("review.title", "period", opts.Period))
	b.main.Block(workbook.Box{Col: 2, Row: methodRow, LastCol: 8, LastRow: methodRow}, lookQuiet, b.t.T("review.method", "name", b.q.Name.In(b.t.Lang()), "version", b.q.Version))
	put(b.main, 1, reviewerRow, columnReviewer, lookQuiet)
	put(b.main, 2, reviewerRow, b.t.T("review.reviewer"), lookHead)
	put(b.main, 3, reviewerRow, opts.Reviewer, lookInput)
	put(b.main, 1, dayRow, columnDay, lookQuiet)
	put(b.main, 2, dayRow, b.t.T("review.day"), lookHead)
	put(b.main, 3, dayRow, opts.day, lookInput)
	b.main.Block(workbook.Box{Col: 2, Row: howRow, LastCol: 10, LastRow: howRow}, lookQuiet, b.t.T("review.how"))
	for i, name := range names {
		put(b.main, i+1, machineRow, name, lookQuiet)
		if i > 0 {
			put(b.main, i+1, headRow, b.t.T("review."+name), lookHead)
		}
	}
}

// A row is a claimed level with what a reviewer has found.
type row struct {
	key              review.Key
	fixed            [columnsFixed]string // the texts of the columns behind the key, as they are shown
	verified, reason string               // as typed
	levels           []string             // to choose from
}

// columnsFixed are the columns that nobody types in, the key apart.
const columnsFixed = 7

// claims returns a row for each level that a partner claims.
func (b *book) claims(s *survey.Submission) (rows []row) {
	for _, p := range s.Practices {
		for _, a := range p.Answers {
			c, ok := b.q.Criterion(a.Criterion)
			if ok && c.Kind.Graded() && a.State == survey.Given {
				rows = append(rows, b.claim(s, &p, &a, c))
			}
		}
	}
	return rows
}

// claim returns the row of one level.
func (b *book) claim(s *survey.Submission, p *survey.Practice, a *survey.Answer, c *survey.Criterion) row {
	lang := b.t.Lang()
	claimed, meaning := strconv.FormatFloat(a.Number, 'f', -1, 64), ""
	for _, l := range c.Levels {
		if float64(l.Level) == a.Number {
			if name := l.Name.In(lang); name != "" {
				claimed += " – " + name
			}
			meaning = l.Text.In(lang)
		}
	}
	practice := p.ID
	if p.Title != "" {
		practice += " " + p.Title
	}
	return row{key: review.Key{PracticeKey: s.Key(p), Criterion: a.Criterion}, levels: levels(c),
		fixed: [columnsFixed]string{s.Partner.Name.In(lang), p.PlaceName, practice, c.Name.In(lang), claimed, meaning, a.Evidence()}}
}

// answer draws a row.
func (b *book) answer(at int, r *row) {
	put(b.main, 1, at, encode(r.key), lookFixed)
	lines := 1
	for i, text := range r.fixed {
		put(b.main, i+2, at, text, lookFixed)
		lines = max(lines, workbook.Lines(text, widths[i+1], 10, false))
	}
	put(b.main, verifiedCol, at, r.verified, lookInput)
	put(b.main, reasonCol, at, r.reason, lookInput)
	lines = max(lines, workbook.Lines(r.reason, widths[reasonCol-1], 10, true))
	b.main.Height(at, workbook.Height(lines, 10))
	b.choice(at, r.levels)
}

// choice lets a reviewer pick one of the levels; a cell that is marked says what is
// wrong in place of it.
func (b *book) choice(at int, levels []string) {
	prompt := workbook.Prompt{Title: b.t.T("review.verified"), Text: b.t.T("review.pick", "list", strings.Join(levels, ", "))}
	if len(levels) > 0 {
		prompt.Rule = b.file.OneOf(levels).Freely()
	}
	cell := workbook.At(verifiedCol, at)
	if told, marked := b.told[cell]; marked {
		prompt.Title, prompt.Text = told.Title, told.Text
	}
	b.main.Ask(cell, prompt)
}

// finish hides what machines read, freezes the head, filters, sets the sheet up for
// the width of A4, and protects.
func (b *book) finish(n int, opts Options) {
	b.main.HideColumn(1)
	b.main.HideRow(machineRow)
	b.main.Height(howRow, 32)
	b.main.Height(headRow, 30)
	b.main.Freeze(headRow)
	b.main.Repeat(headRow)
	b.main.Filter(workbook.Box{Col: 2, Row: headRow, LastCol: 10, LastRow: headRow + max(n, 1)})
	b.main.Paper(true, paged(opts), b.main.Upto(10, headRow+max(n, 1)).String())
	b.main.Protect(true)
}

// paged is the footer of a sheet.
func paged(opts Options) string {
	return "&L&8 " + strings.ReplaceAll(opts.Period, "&", "&&") + "&R&8&P / &N"
}

// rubricWidth is the width of the column of rubrics.
const rubricWidth = 150

// rubrics prints every rubric, for looking up.
func (b *book) rubrics(opts Options) {
	sheet, lang := b.file.Sheet(b.t.T("review.rubrics"), 36, 24, rubricWidth), b.t.Lang()
	for i, key := range []string{"review.criterion", "review.level", "review.text"} {
		put(sheet, i+1, 1, b.t.T(key), lookHead)
	}
	row := 2
	for _, c := range b.q.Criteria {
		for _, l := range c.Levels {
			put(sheet, 1, row, c.Name.In(lang), lookFixed)
			put(sheet, 2, row, strings.TrimSpace(strconv.Itoa(l.Level)+" "+l.Name.In(lang)), lookFixed)
			put(sheet, 3, row, l.Text.In(lang), lookFixed)
			sheet.Height(row, workbook.Height(workbook.Lines(l.Text.In(lang), rubricWidth, 10, false), 10))
			row++
		}
	}
	sheet.Freeze(1)
	sheet.Repeat(1)
	sheet.Paper(true, paged(opts), sheet.Upto(3, max(row-1, 1)).String())
}
