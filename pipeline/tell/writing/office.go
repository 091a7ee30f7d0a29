package writing

import (
	"slices"

	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/voice"
)

// Foreword is the name of the text that stands before the first chapter.
const Foreword = "foreword"

// An Authored is a text of the office's own, with who has written it.
type Authored struct {
	Author, Post string // "" not given
	Blocks       []document.Block
}

// Office adds the office's text for a chapter or a partner, marked as its own words;
// nothing where it has given none.
func Office(c *Writer, name string) {
	text, ok := c.In.Office[name]
	if !ok || len(text.Blocks) == 0 {
		return
	}
	c.SaySpans(document.Small, []document.Span{{Text: c.T("report.office"), Bold: true}})
	c.Add(text.Blocks...)
	by := slices.DeleteFunc([]string{text.Author, text.Post}, func(s string) bool { return s == "" })
	if len(by) > 0 {
		c.SaySpans(document.Small, document.Plain("— "+voice.Listed(by)))
	}
}

// Open adds the foreword, where the office has given one, before the first chapter.
func Open(c *Writer) {
	if len(c.In.Office[Foreword].Blocks) == 0 {
		return
	}
	c.Add(&document.Heading{Level: 1, ID: "chapter-" + Foreword, Text: c.T("report.foreword")})
	Office(c, Foreword)
	c.opened = true
}
