// Package writing writes a document block by block: it numbers chapters, figures and
// tables as they come, and knows what is written about. It believes that who writes a
// Chapter says what stands in it and leaves numbers to the writer.
package writing

import (
	"slices"
	"strconv"

	"depository.example/depository/pipeline/measure/grade"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/drawing"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/wording"
)

// A Writer writes one document: the input, its language, and what has been
// written so far.
type Writer struct {
	*voice.Voice
	Draw     *drawing.Drawings
	In       Input
	Blocks   []document.Block
	Chapters []string // ids of the chapters that are to follow, in order: what is written before one can name its number
	opened   bool     // a chapter has been opened
	Figures  int
	tables   int        // of the annex
	letter   string     // of the annex, as its tables have it
	Cited    []cell.Ref // cells that the text refers to, in the order of their numbers
	Single   bool       // one factsheet and no other chapter
	OnSite   bool       // pages of the site, which lead to one another
}

// New begins a document in the language of texts.
func New(in Input, t *wording.Catalogue) *Writer {
	c := &Writer{In: in.Spoken(t)}
	c.Voice = c.In.Voice
	c.Draw = &drawing.Drawings{Voice: c.Voice, Questionnaire: in.Questionnaire, Levels: in.Model.Levels, Now: in.Period, Previous: in.Previous}
	return c
}

// ChapterNumber returns the number of a chapter that is expected; 0 where none is.
func ChapterNumber(c *Writer, id string) int { return slices.Index(c.Chapters, id) + 1 }

// Chapter opens a chapter that was expected, with its number; pages begin anew but
// for the first.
func (c *Writer) Chapter(id, title string) {
	if c.opened {
		c.Add(&document.PageBreak{})
	}
	c.opened = true
	c.Add(&document.Heading{Level: 1, ID: "chapter-" + id, Text: strconv.Itoa(ChapterNumber(c, id)) + ". " + title, Short: title})
	Office(c, id)
}

// PageChapter opens a chapter that is to take one page.
func (c *Writer) PageChapter(id, title string) {
	c.opened = false
	c.Add(&document.PageBreak{Whole: true})
	c.Chapter(id, title)
}

// Section opens a section.
func (c *Writer) Section(id, title string) {
	c.Add(&document.Heading{Level: 2, ID: "section-" + id, Text: title})
}

// Add appends blocks.
func (c *Writer) Add(blocks ...document.Block) { c.Blocks = append(c.Blocks, blocks...) }

// Say adds a paragraph of running text; nothing for "".
func (c *Writer) Say(text string) { c.SaySpans(document.Body, document.Plain(text)) }

// SaySpans adds a paragraph of a style; nothing where it has no text.
func (c *Writer) SaySpans(style document.Style, spans []document.Span) {
	for _, s := range spans {
		if s.Text != "" {
			c.Add(&document.Paragraph{Style: style, Spans: spans})
			return
		}
	}
}

// Show numbers a figure and adds it; nil is left out. It reports whether there
// was one.
func (c *Writer) Show(f *document.Figure) bool {
	if f == nil {
		return false
	}
	c.Figures++
	f.Number = strconv.Itoa(c.Figures)
	c.Add(f)
	return true
}

// Annex opens an annex, whose tables are numbered by its letter.
func Annex(c *Writer, letter, id, title, short string) {
	c.tables, c.letter = 0, letter
	c.Add(&document.PageBreak{}, &document.Heading{Level: 1, ID: id, Text: title, Short: short})
}

// AnnexTable numbers a table of the annex and adds it.
func (c *Writer) AnnexTable(t *document.Table) {
	c.tables++
	t.Number = c.letter + strconv.Itoa(c.tables)
	c.Add(t)
}

// Own marks a partner's own words with their language, see Voice.OwnLang.
func Own(lang, text string) document.Span {
	return document.Span{Text: text, Lang: lang}
}

// Listed is of how many partners a report tells one by one: with pages of their own, and a
// row each in its tables. Of more it prints the ends of a list, and where all of it is.
const Listed = 60

// Many reports whether there are more partners than are listed.
func Many(c *Writer) bool { return len(c.Found.Comparison.Standings) > Listed }

// Ends keeps as many rows of a table, the first and the last with a row of dots between
// them, and says below how many are left out and where all are: the text of a key, as
// ScoresFile. A last row of sums stays.
func Ends(c *Writer, t *document.Table, rows int, where string) *document.Table {
	last := len(t.Rows)
	if last > 0 && t.Rows[last-1].Kind == document.TotalRow {
		last--
	}
	left := last - rows
	if left <= 0 {
		return t
	}
	dots := document.Row{Cells: slices.Repeat([]document.Cell{PlainCell("…")}, len(t.Columns))}
	t.Rows = slices.Concat(t.Rows[:rows/2], []document.Row{dots}, t.Rows[last-(rows-rows/2):])
	t.Source = slices.Concat(t.Source, document.Plain(" "+c.T("report.cut.rows", "n", left, "where", c.T(where))))
	return t
}

// ShowEnds adds a figure with as many rows as fit, the first and the last, and says how
// many are left out and where all are. It reports whether there was a figure.
func ShowEnds(c *Writer, f *document.Figure, rows int) bool {
	left := drawing.Cut(f, rows)
	shown := c.Show(f)
	switch {
	case left > 0 && Many(c):
		c.Say(c.T("report.cut.many", "n", left, "where", c.T(ScoresFile)))
	case left > 0:
		c.Say(c.T("report.cut", "n", left))
	}
	return shown
}

// Keys of the texts that say where all rows are of which a table has the ends.
const (
	ScoresFile  = "report.cut.scores"
	ChangesTold = "report.cut.changes"
)

// PlainCell is a cell of one text.
func PlainCell(text string) document.Cell { return document.Cell{Spans: document.Plain(text)} }

// HeadCell is a row header of one text.
func HeadCell(text string) document.Cell {
	return document.Cell{Spans: document.Plain(text), Head: true}
}

// ScoreCell prints a score, tinted; "н/д" where there is none.
func (c *Writer) ScoreCell(s score.Score) document.Cell {
	if !s.Known {
		return PlainCell(c.T("report.label.no-data"))
	}
	return document.Cell{Spans: document.Plain(c.Points(s.Value)), Class: c.Class(s.Value)}
}

// ThemeName returns a theme's name; the id where the method has no such theme.
func ThemeName(c *Writer, id string) string {
	themes := c.In.Questionnaire.Themes
	if i := slices.IndexFunc(themes, func(t survey.Theme) bool { return t.ID == id }); i >= 0 {
		return c.Text(themes[i].Name)
	}
	return id
}

// Short returns the first 12 digits of a hash.
func Short(hash string) string { return hash[:min(12, len(hash))] }

// GradeCells print the parts of a score's weight whose evidence is named, found by a
// reviewer, and confirmed, or better; dashes where there is no weight.
func GradeCells(c *Writer, s grade.Shares) []document.Cell {
	var out []document.Cell
	for _, g := range []grade.Grade{grade.Named, grade.Found, grade.Confirmed} {
		text := "—"
		if s[grade.Claimed] > 0 {
			text = c.Words.Percent(s[g], 0)
		}
		out = append(out, PlainCell(text))
	}
	return out
}
