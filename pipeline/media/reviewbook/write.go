package reviewbook

import (
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

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
}

// Rows of the sheet.
const (
	titleRow    = 1
	methodRow   = 2
	reviewerRow = 4
	howRow      = 5
	dayRow      = 6
	machineRow  = 7 // names that Read goes by; hidden
	headRow     = 8
)

// widths of the columns, in characters.
var widths = []float64{2, 15, 15, 28, 24, 15, 58, 32, 15, 28}

// Write writes the workbook: one row a claimed level, with the rubric of every
// criterion on a second sheet. It returns how many rows there are.
func Write(w io.Writer, q *survey.Questionnaire, subs []survey.Submission, opts Options, texts *wording.Catalogue) (int, error) {
	b := &book{q: q, t: texts, file: workbook.New(texts.T("review.sheet"), texts.T("review.rubrics"))}
	b.file.Prepare(lookTitle, lookHead, lookFixed, lookInput, lookQuiet)
	b.main = b.file.Sheet(texts.T("review.sheet"), widths...)
	b.top(opts)
	n := 0
	for i := range subs {
		if opts.Partner == "" || subs[i].Partner.ID == opts.Partner {
			n += b.submission(&subs[i], headRow+1+n)
		}
	}
	b.finish(n, opts)
	b.rubrics()
	return n, b.file.Write(w)
}

// A book is a workbook being written.
type book struct {
	file *workbook.Book
	main *workbook.Sheet
	q    *survey.Questionnaire
	t    *wording.Catalogue
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
	put(b.main, 3, dayRow, "", lookInput)
	b.main.Block(workbook.Box{Col: 2, Row: howRow, LastCol: 10, LastRow: howRow}, lookQuiet, b.t.T("review.how"))
	for i, name := range names {
		put(b.main, i+1, machineRow, name, lookQuiet)
		if i > 0 {
			put(b.main, i+1, headRow, b.t.T("review."+name), lookHead)
		}
	}
}

// submission writes the claimed levels of a partner from a row on.
func (b *book) submission(s *survey.Submission, row int) int {
	n := 0
	for _, p := range s.Practices {
		for _, a := range p.Answers {
			c, ok := b.q.Criterion(a.Criterion)
			if !ok || c.Kind != survey.Level || a.State != survey.Given {
				continue
			}
			key := review.Key{PracticeKey: s.Key(&p), Criterion: a.Criterion}
			b.answer(row+n, key, s, &p, a, c)
			n++
		}
	}
	return n
}

func (b *book) answer(row int, key review.Key, s *survey.Submission, p *survey.Practice, a survey.Answer, c *survey.Criterion) {
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
	lines := 1
	for i, text := range []string{encode(key), s.Partner.Name.In(lang), p.PlaceName, practice, c.Name.In(lang), claimed, meaning, a.Evidence()} {
		put(b.main, i+1, row, text, lookFixed)
		if i > 0 {
			lines = max(lines, linesOf(text, widths[i]))
		}
	}
	b.main.Height(row, min(float64(lines)*13.5+3, 400))
	put(b.main, 9, row, "", lookInput)
	put(b.main, 10, row, "", lookInput)
	b.choice(row, c)
}

// linesOf guesses how many lines a text takes in a column of so many characters.
func linesOf(text string, width float64) int {
	lines := 0
	for part := range strings.SplitSeq(text, "\n") {
		lines += 1 + int(float64(utf8.RuneCountInString(part))/(width*0.95))
	}
	return lines
}

// choice lets a reviewer pick one of the levels.
func (b *book) choice(row int, c *survey.Criterion) {
	b.main.Ask(workbook.At(9, row), workbook.Prompt{Title: b.t.T("review.verified"),
		Text: b.t.T("review.pick", "list", strings.Join(levels(c), ", ")), Rule: b.file.OneOf(levels(c)).Freely()})
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
	b.main.Paper(true, "&L&8 "+strings.ReplaceAll(opts.Period, "&", "&&")+"&R&8&P / &N", 10, headRow+max(n, 1))
	b.main.Protect(true)
}

// rubrics prints every rubric, for looking up.
func (b *book) rubrics() {
	sheet, lang := b.file.Sheet(b.t.T("review.rubrics"), 36, 24, 100), b.t.Lang()
	for i, key := range []string{"review.criterion", "review.level", "review.text"} {
		put(sheet, i+1, 1, b.t.T(key), lookHead)
	}
	row := 2
	for _, c := range b.q.Criteria {
		for _, l := range c.Levels {
			put(sheet, 1, row, c.Name.In(lang), lookFixed)
			put(sheet, 2, row, strings.TrimSpace(strconv.Itoa(l.Level)+" "+l.Name.In(lang)), lookFixed)
			put(sheet, 3, row, l.Text.In(lang), lookFixed)
			sheet.Height(row, min(float64(linesOf(l.Text.In(lang), 100))*13.5+3, 400))
			row++
		}
	}
	sheet.Freeze(1)
}
