package reviewbook

import (
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

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
	machineRow  = 7 // names that Read goes by; hidden
	headRow     = 8
)

// widths of the columns, in characters.
var widths = []float64{2, 22, 22, 38, 30, 21, 46, 44, 14, 44}

// Write writes the workbook: one row a claimed level, with the rubric of every
// criterion on a second sheet. It returns how many rows there are.
func Write(w io.Writer, q *survey.Questionnaire, subs []survey.Submission, opts Options, texts *wording.Catalogue) (int, error) {
	b := &book{File: excelize.NewFile(), q: q, t: texts, sheet: texts.T("review.sheet")}
	defer b.Close()
	b.try(b.SetSheetName("Sheet1", b.sheet))
	b.register()
	b.top(opts)
	n := 0
	for i := range subs {
		if opts.Partner == "" || subs[i].Partner.ID == opts.Partner {
			n += b.submission(&subs[i], headRow+1+n)
		}
	}
	b.finish(n)
	b.rubrics()
	if b.err == nil {
		b.err = b.Write(w)
	}
	return n, b.err
}

// A book writes cells and keeps the first error.
type book struct {
	*excelize.File
	q     *survey.Questionnaire
	t     *wording.Catalogue
	sheet string
	err   error

	title, head, fixed, input, quiet int // styles
}

func (b *book) try(err error) {
	if b.err == nil {
		b.err = err
	}
}

// put writes a text as a text, whatever it begins with.
func (b *book) put(sheet string, col, row int, text string, style int) {
	name, err := excelize.CoordinatesToCellName(col, row)
	b.try(err)
	b.try(b.SetCellStr(sheet, name, text))
	b.try(b.SetCellStyle(sheet, name, name, style))
}

// register makes the styles; the colours are those of the partner form.
func (b *book) register() {
	style := func(bold bool, color, fill string, locked bool) int {
		s := &excelize.Style{
			Font:       &excelize.Font{Family: "Calibri", Size: 10, Bold: bold, Color: color},
			Alignment:  &excelize.Alignment{Vertical: "top", WrapText: true},
			Protection: &excelize.Protection{Locked: locked},
		}
		if fill != "" {
			s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fill}}
			s.Border = []excelize.Border{{Type: "bottom", Color: "CBD5E0", Style: 1}, {Type: "right", Color: "CBD5E0", Style: 1}}
		}
		id, err := b.NewStyle(s)
		b.try(err)
		return id
	}
	b.title = style(true, "0B4A8F", "", true)
	b.head = style(true, "0B4A8F", "E3ECF6", true)
	b.fixed = style(false, "1F2933", "F3F6F9", true)
	b.input = style(true, "0B4A8F", "FFFFFF", false)
	b.quiet = style(false, "5B6B7B", "", true)
}

// top writes what stands above the rows.
func (b *book) top(opts Options) {
	b.put(b.sheet, 2, titleRow, b.t.T("review.title", "period", opts.Period), b.title)
	b.put(b.sheet, 2, methodRow, b.t.T("review.method", "name", b.q.Name.In(b.t.Lang()), "version", b.q.Version), b.quiet)
	b.put(b.sheet, 1, reviewerRow, columnReviewer, b.quiet)
	b.put(b.sheet, 2, reviewerRow, b.t.T("review.reviewer"), b.head)
	b.put(b.sheet, 3, reviewerRow, opts.Reviewer, b.input)
	b.put(b.sheet, 2, howRow, b.t.T("review.how"), b.quiet)
	b.try(b.MergeCell(b.sheet, "B1", "H1"))
	b.try(b.MergeCell(b.sheet, "B2", "H2"))
	b.try(b.MergeCell(b.sheet, "B5", "J5"))
	for i, name := range names {
		b.put(b.sheet, i+1, machineRow, name, b.quiet)
		if i > 0 {
			b.put(b.sheet, i+1, headRow, b.t.T("review."+name), b.head)
		}
		column, err := excelize.ColumnNumberToName(i + 1)
		b.try(err)
		b.try(b.SetColWidth(b.sheet, column, column, widths[i]))
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
	for i, text := range []string{encode(key), s.Partner.Name.In(lang), p.PlaceName, practice, c.Name.In(lang), claimed, meaning, a.Evidence.Raw} {
		b.put(b.sheet, i+1, row, text, b.fixed)
		if i > 0 {
			lines = max(lines, linesOf(text, widths[i]))
		}
	}
	b.try(b.SetRowHeight(b.sheet, row, min(float64(lines)*13.5+3, 400)))
	b.put(b.sheet, 9, row, "", b.input)
	b.put(b.sheet, 10, row, "", b.input)
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
	v := excelize.NewDataValidation(true)
	at := "I" + strconv.Itoa(row)
	v.Sqref = at
	b.try(v.SetDropList(levels(c)))
	v.SetInput(b.t.T("review.verified"), b.t.T("review.pick", "list", strings.Join(levels(c), ", ")))
	b.try(b.AddDataValidation(b.sheet, v))
}

// finish hides what machines read, freezes the head, filters and protects.
func (b *book) finish(n int) {
	b.try(b.SetColVisible(b.sheet, "A", false))
	b.try(b.SetRowVisible(b.sheet, machineRow, false))
	b.try(b.SetRowHeight(b.sheet, howRow, 32))
	b.try(b.SetRowHeight(b.sheet, headRow, 30))
	landscape, wide, long, fit := "landscape", 1, 0, true
	b.try(b.SetPageLayout(b.sheet, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &wide, FitToHeight: &long}))
	b.try(b.SetSheetProps(b.sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
	b.try(b.SetPanes(b.sheet, &excelize.Panes{Freeze: true, YSplit: headRow, TopLeftCell: "A" + strconv.Itoa(headRow+1), ActivePane: "bottomLeft"}))
	b.try(b.AutoFilter(b.sheet, "B"+strconv.Itoa(headRow)+":J"+strconv.Itoa(headRow+max(n, 1)), nil))
	b.try(b.ProtectSheet(b.sheet, &excelize.SheetProtectionOptions{AutoFilter: true, FormatColumns: true, FormatRows: true, Sort: true, SelectLockedCells: true, SelectUnlockedCells: true}))
	b.Pkg.Store("docProps/core.xml", []byte(workbook.CoreProperties))
}

// rubrics prints every rubric, for looking up.
func (b *book) rubrics() {
	sheet, lang := b.t.T("review.rubrics"), b.t.Lang()
	_, err := b.NewSheet(sheet)
	b.try(err)
	for i, key := range []string{"review.criterion", "review.level", "review.text"} {
		b.put(sheet, i+1, 1, b.t.T(key), b.head)
	}
	row := 2
	for _, c := range b.q.Criteria {
		for _, l := range c.Levels {
			b.put(sheet, 1, row, c.Name.In(lang), b.fixed)
			b.put(sheet, 2, row, strings.TrimSpace(strconv.Itoa(l.Level)+" "+l.Name.In(lang)), b.fixed)
			b.put(sheet, 3, row, l.Text.In(lang), b.fixed)
			b.try(b.SetRowHeight(sheet, row, min(float64(linesOf(l.Text.In(lang), 100))*13.5+3, 400)))
			row++
		}
	}
	b.try(b.SetColWidth(sheet, "A", "A", 36))
	b.try(b.SetColWidth(sheet, "B", "B", 24))
	b.try(b.SetColWidth(sheet, "C", "C", 100))
	b.try(b.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
}
