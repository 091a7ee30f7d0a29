package form

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"depository.example/depository/pipeline/survey/cell"
)

// A page is one sheet being drawn from the top: its next row, the widths of its
// columns in digits.
type page struct {
	*book
	sheet  string
	widths []float64
	row    int
	frozen int // rows that stay in sight and repeat in print
}

// open begins a sheet with its title band and, where the data are made up, the
// notice under it.
func (b *book) open(sheet, title string, widths ...float64) *page {
	p := &page{book: b, sheet: sheet, widths: widths, row: 1}
	for i, w := range widths {
		col := cell.ColumnName(i + 1)
		b.try(b.file.SetColWidth(sheet, col, col, w))
	}
	off := false
	b.try(b.file.SetSheetView(sheet, 0, &excelize.ViewOptions{ShowGridLines: &off}))
	p.span(1, p.last(), p.style.title, title)
	p.height(30)
	p.row++
	if b.opts.Illustrative {
		p.span(1, p.last(), p.style.notice, b.t("form.illustrative"))
		p.height(height(lines(b.t("form.illustrative"), p.width(1, p.last()), 11, true), 11) + 2)
		p.row++
	}
	return p
}

// last is the number of the last column.
func (p *page) last() int { return len(p.widths) }

// width adds the widths of columns from first to last.
func (p *page) width(first, last int) float64 {
	sum := 0.0
	for _, w := range p.widths[first-1 : last] {
		sum += w
	}
	return sum
}

func (p *page) height(points float64) { p.try(p.file.SetRowHeight(p.sheet, p.row, points)) }

// put writes a value into a cell of the page's row; nil leaves it blank.
func (p *page) put(col, style int, value any) { p.block(col, p.row, col, p.row, style, value) }

// span writes a value over columns first to last of the page's row.
func (p *page) span(first, last, style int, value any) {
	p.block(first, p.row, last, p.row, style, value)
}

// block merges a rectangle and writes a value into it.
func (p *page) block(col, row, lastCol, lastRow, style int, value any) {
	from, to := at(col, row), at(lastCol, lastRow)
	p.try(p.file.SetCellStyle(p.sheet, from, to, style))
	if from != to {
		p.try(p.file.MergeCell(p.sheet, from, to))
	}
	switch v := value.(type) {
	case nil:
	case string:
		p.say(v)
		if v != "" {
			p.try(p.file.SetCellStr(p.sheet, from, verbatim(v)))
		}
	case Value:
		p.fill(from, v)
	case formula:
		p.try(p.file.SetCellValue(p.sheet, from, nil))
		p.try(p.file.SetCellFormula(p.sheet, from, v.expr))
		if p.shown[p.sheet] == nil {
			p.shown[p.sheet] = map[string]string{}
		}
		p.shown[p.sheet][from] = v.shown
	case []excelize.RichTextRun:
		text := ""
		for _, run := range v {
			text += run.Text
		}
		p.say(text)
		p.try(p.file.SetCellRichText(p.sheet, from, v))
	default:
		p.try(p.file.SetCellValue(p.sheet, from, v))
	}
}

// fill writes what somebody has typed.
func (p *page) fill(cell string, v Value) {
	x, isNumber := v.number()
	switch {
	case v.Text == "":
	case v.Kind == DateValue && isNumber:
		p.try(p.file.SetCellDefault(p.sheet, cell, strconv.FormatFloat(x, 'f', -1, 64)))
	case isNumber: // the library's call for numbers keeps 15 digits
		p.try(p.file.SetCellDefault(p.sheet, cell, v.Text))
	case v.Kind == BoolValue:
		p.try(p.file.SetCellBool(p.sheet, cell, v.Text == "TRUE"))
	default:
		p.try(p.file.SetCellStr(p.sheet, cell, verbatim(v.Text)))
	}
}

// escapes are what the files take for a character by its number, and characters
// that they cannot hold otherwise.
var escapes = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_|[\x00-\x08\x0b-\x1f]`)

// verbatim writes a text so that it is read back as it is: _x000D_ stays seven
// letters.
func verbatim(s string) string {
	return escapes.ReplaceAllStringFunc(s, func(found string) string {
		if len(found) == 1 {
			return fmt.Sprintf("_x%04X_", found[0])
		}
		return "_x005F" + found
	})
}

// A formula is computed by the spreadsheet; shown is what stands there until
// then, as in a file opened straight from a letter.
type formula struct{ expr, shown string }

// sentence makes a formula of a text in which \x00 stands for each expression.
func sentence(text string, shown string, exprs ...string) formula {
	var parts []string
	for i, piece := range strings.Split(text, "\x00") {
		if piece != "" {
			parts = append(parts, quoted(piece))
		}
		if i < len(exprs) && exprs[i] != "" {
			parts = append(parts, exprs[i])
		}
	}
	return formula{strings.Join(parts, "&"), shown}
}

// quoted writes a text as a string of a formula.
func quoted(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

func at(col, row int) string { return fmt.Sprintf("%s%d", cell.ColumnName(col), row) }

func fixed(col, row int) string { return fmt.Sprintf("$%s$%d", cell.ColumnName(col), row) }

// ref names cells of this page from any sheet.
func (p *page) ref(col, row int) string { return refOn(p.sheet, col, row) }

func refOn(sheet string, col, row int) string { return quotedSheet(sheet) + "!" + fixed(col, row) }

func quotedSheet(sheet string) string { return "'" + strings.ReplaceAll(sheet, "'", "''") + "'" }

// define returns the cell a name for the whole workbook.
func (p *page) define(name string, col, row int) {
	p.try(p.file.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: p.ref(col, row)}))
}

// section writes a heading over the whole width.
func (p *page) section(title string) {
	p.span(1, p.last(), p.style.section, title)
	p.height(26)
	p.row++
}

// finish freezes the head, protects what is not to be typed in, and sets the
// page up for A4 paper.
func (p *page) finish(landscape bool) {
	lastRow := max(p.row-1, 1)
	p.try(p.file.SetSheetDimension(p.sheet, "A1:"+at(p.last(), lastRow)))
	if p.frozen > 0 {
		p.freeze()
	}
	orientation, a4, one, free := "portrait", 9, 1, 0
	if landscape {
		orientation = "landscape"
	}
	p.try(p.file.SetPageLayout(p.sheet, &excelize.PageLayoutOptions{
		Size: &a4, Orientation: &orientation, FitToWidth: &one, FitToHeight: &free}))
	fit := true
	p.try(p.file.SetSheetProps(p.sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
	side, top, foot := 0.4, 0.45, 0.25
	p.try(p.file.SetPageMargins(p.sheet, &excelize.PageLayoutMarginsOptions{
		Left: &side, Right: &side, Top: &top, Bottom: &top, Header: &foot, Footer: &foot}))
	p.try(p.file.SetHeaderFooter(p.sheet, &excelize.HeaderFooterOptions{OddFooter: p.footer()}))
	p.scoped("_xlnm.Print_Area", quotedSheet(p.sheet)+"!$A$1:"+fixed(p.last(), lastRow))
	p.protect()
}

func (p *page) freeze() {
	p.try(p.file.SetPanes(p.sheet, &excelize.Panes{
		Freeze: true, YSplit: p.frozen, TopLeftCell: at(1, p.frozen+1), ActivePane: "bottomLeft"}))
	p.scoped("_xlnm.Print_Titles", fmt.Sprintf("%s!$1:$%d", quotedSheet(p.sheet), p.frozen))
}

func (p *page) scoped(name, refersTo string) {
	p.try(p.file.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: refersTo, Scope: p.sheet}))
}

// protect keeps questions from being typed over. There is no password: it
// guards against slips, and rows may still be resized.
func (p *page) protect() {
	p.try(p.file.ProtectSheet(p.sheet, &excelize.SheetProtectionOptions{
		SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true,
		EditScenarios: true, InsertHyperlinks: true}))
}

// maxFooter bounds the partner's name in a footer, which has 255 letters in all.
const maxFooter = 100

// footer says on paper whose sheet it is. An ampersand begins a code there and
// is written twice.
func (p *page) footer() string {
	who := strings.ReplaceAll(strings.TrimSpace(cut(p.in(p.opts.Partner.Name), maxFooter)+" "+p.opts.Period), "&", "&&")
	what := "&A"
	if p.opts.Illustrative {
		what = strings.ReplaceAll(p.t("form.illustrative.short"), "&", "&&") + " · &A"
	}
	return "&L&8" + who + "&C&8" + what + "&R&8&P / &N"
}

// prompt limits what cells take and says beside them what is expected. Other
// values are questioned with what is asked, not refused: the reader understands
// more than a list.
func (p *page) prompt(sqref, title, text, asked string, limit func(*excelize.DataValidation)) {
	dv := excelize.NewDataValidation(true)
	dv.Sqref = sqref
	dv.SetInput(cutAtWord(title, 32), cutAtWord(text, 255))
	if limit != nil {
		limit(dv)
		dv.SetError(excelize.DataValidationErrorStyleWarning, cut(p.t("form.doubt.title"), 32), cut(p.t("form.doubt.text", "expected", asked), 225))
	}
	p.try(p.file.AddDataValidation(p.sheet, dv))
}

// oneOf limits a cell to a list.
func (p *page) oneOf(items []string) func(*excelize.DataValidation) {
	source := p.listSource(items)
	return func(dv *excelize.DataValidation) { dv.SetSqrefDropList(source) }
}

// cut shortens a text to so many UTF-16 units, the spreadsheet's limit.
func cut(s string, limit int) string {
	n := 0
	for i, r := range s {
		if n++; r > 0xFFFF {
			n++
		}
		if n > limit-1 {
			return s[:i] + "…"
		}
	}
	return s
}

// cutAtWord shortens a text to so many UTF-16 units, at the end of a word where
// that keeps at least half of it.
func cutAtWord(s string, limit int) string {
	short := cut(s, limit)
	if short == s {
		return s
	}
	kept := strings.TrimSuffix(short, "…")
	if next := s[len(kept):]; !strings.HasPrefix(next, " ") {
		if i := strings.LastIndexAny(kept, " \n\u00a0"); i >= len(kept)/2 {
			kept = kept[:i]
		}
	}
	return strings.TrimRight(kept, " \n\u00a0,;:–") + "…"
}

// units counts the UTF-16 units of a text.
func units(s string) int { return len(utf16.Encode([]rune(s))) }

// colour formats cells by a formula, written for the first of them.
func (p *page) colour(sqref string, style int, formula string) {
	p.try(p.file.SetConditionalFormat(p.sheet, sqref, []excelize.ConditionalFormatOptions{
		{Type: "formula", Criteria: formula, Format: &style}}))
}
