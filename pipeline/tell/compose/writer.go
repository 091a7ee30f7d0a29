package compose

import (
	"slices"
	"strconv"

	"depository.example/depository/pipeline/measure/score"
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
	chapters int
	Figures  int
	tables   int    // of the annex
	letter   string // of the annex, as its tables have it
	single   bool   // one factsheet and no other chapter
	OnSite   bool   // pages of the site, which lead to one another
}

// NewWriter begins a document in the language of texts.
func NewWriter(in Input, t *wording.Catalogue) *Writer {
	c := &Writer{In: in}
	c.Voice = voice.New(&c.In.Evidence, &c.In.Analysis, t)
	c.Draw = &drawing.Drawings{Voice: c.Voice, Questionnaire: in.Questionnaire, Levels: in.Model.Levels, Now: in.Period, Previous: in.Previous}
	return c
}

// chapter opens a chapter with its number; pages begin anew but for the first.
func (c *Writer) chapter(id, title string) {
	if c.chapters > 0 {
		c.Add(&document.PageBreak{})
	}
	c.chapters++
	c.Add(&document.Heading{Level: 1, ID: "chapter-" + id, Text: strconv.Itoa(c.chapters) + ". " + title, Short: title})
}

func (c *Writer) section(id, title string) {
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

// annexTable numbers a table of the annex and adds it.
func (c *Writer) annexTable(t *document.Table) {
	c.tables++
	t.Number = c.letter + strconv.Itoa(c.tables)
	c.Add(t)
}

// Own marks a partner's own words with their language, see Voice.OwnLang.
func Own(lang, text string) document.Span {
	return document.Span{Text: text, Lang: lang}
}

// PlainCell is a cell of one text.
func PlainCell(text string) document.Cell { return document.Cell{Spans: document.Plain(text)} }

func headCell(text string) document.Cell {
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
