package compose

import (
	"strconv"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/drawing"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/wording"
)

// A writer writes one document: the input, its language, and what has been
// written so far.
type writer struct {
	*voice.Voice
	draw     *drawing.Drawings
	in       Input
	blocks   []document.Block
	chapters int
	figures  int
	tables   int    // of the annex
	letter   string // of the annex, as its tables have it
	single   bool   // one factsheet and no other chapter
	onSite   bool   // pages of the site, which lead to one another
}

func newWriter(in Input, t *wording.Catalogue) *writer {
	c := &writer{in: in}
	c.Voice = voice.New(&c.in.Evidence, &c.in.Analysis, t)
	c.draw = &drawing.Drawings{Voice: c.Voice, Questionnaire: in.Questionnaire, Levels: in.Model.Levels, Now: in.Period, Previous: in.Previous}
	return c
}

// chapter opens a chapter with its number; pages begin anew but for the first.
func (c *writer) chapter(id, title string) {
	if c.chapters > 0 {
		c.add(&document.PageBreak{})
	}
	c.chapters++
	c.add(&document.Heading{Level: 1, ID: "chapter-" + id, Text: strconv.Itoa(c.chapters) + ". " + title, Short: title})
}

func (c *writer) section(id, title string) {
	c.add(&document.Heading{Level: 2, ID: "section-" + id, Text: title})
}

func (c *writer) add(blocks ...document.Block) { c.blocks = append(c.blocks, blocks...) }

// say adds a paragraph of running text; nothing for "".
func (c *writer) say(text string) { c.saySpans(document.Body, document.Plain(text)) }

func (c *writer) saySpans(style document.Style, spans []document.Span) {
	for _, s := range spans {
		if s.Text != "" {
			c.add(&document.Paragraph{Style: style, Spans: spans})
			return
		}
	}
}

// show numbers a figure and adds it; nil is left out. It reports whether there
// was one.
func (c *writer) show(f *document.Figure) bool {
	if f == nil {
		return false
	}
	c.figures++
	f.Number = strconv.Itoa(c.figures)
	c.add(f)
	return true
}

// annexTable numbers a table of the annex and adds it.
func (c *writer) annexTable(t *document.Table) {
	c.tables++
	t.Number = c.letter + strconv.Itoa(c.tables)
	c.add(t)
}

// own marks a partner's own words with their language, see Voice.OwnLang.
func own(lang, text string) document.Span {
	return document.Span{Text: text, Lang: lang}
}

func plainCell(text string) document.Cell { return document.Cell{Spans: document.Plain(text)} }

func headCell(text string) document.Cell {
	return document.Cell{Spans: document.Plain(text), Head: true}
}

// scoreCell prints a score, tinted; "н/д" where there is none.
func (c *writer) scoreCell(s score.Score) document.Cell {
	if !s.Known {
		return plainCell(c.T("report.label.no-data"))
	}
	return document.Cell{Spans: document.Plain(c.Points(s.Value)), Class: c.Class(s.Value)}
}
