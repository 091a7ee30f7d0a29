// Package compose puts the analysis into words, tables and figures: one
// document a language, and the figures of the dashboard from the same hands. It
// believes that every sentence of a report is a claim, so each is made from
// numbers that stand in the analysis, and is left out when they are not there.
package compose

import (
	"slices"

	"depository.example/depository/pipeline/tell/annexes"
	"depository.example/depository/pipeline/tell/catalogue"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/followed"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/tell/writing"
)

// What documents are written from, and by whom.
type (
	// An Input is one analysed period, and what is said of it besides.
	Input = writing.Input
	// An ApartList says what list the territories that stand apart were taken from.
	ApartList = writing.ApartList
	// A Source is a work or act that the method rests on.
	Source = writing.Source
	// A Writer writes one document.
	Writer = writing.Writer
)

// Report makes the document of one language, that of texts.
func Report(in Input, texts *wording.Catalogue) *document.Document {
	c := writing.New(in, texts)
	list := chapters(c)
	ids := make([]string, len(list))
	for i, ch := range list {
		ids[i] = ch.id
	}
	c.Chapters = ids
	writing.Open(c)
	for _, ch := range list {
		ch.write()
	}
	d := Cover(c)
	annexes.Write(c, d.Title)
	d.Blocks = c.Blocks
	return d
}

// HasPlace reports whether a text of the office for a chapter of a name, or for
// writing.Foreword, has a place in a report.
func HasPlace(name string) bool {
	return slices.Contains([]string{writing.Foreword, "summary", "decision", "comparison", "directions", "practices", "change", followed.ID, "advice", "partners", "method"}, name)
}

// A chapter is a part of a report that has a number.
type chapter struct {
	id    string
	write func()
}

// chapters are those that a report has, in their order: one of which there is nothing
// to tell is left out.
func chapters(c *Writer) []chapter {
	list := []chapter{
		{"summary", SummaryChapter{c}.summary}, {"decision", decisionSheet{c}.sheet}, {"comparison", ComparisonChapter{c}.comparison},
		{"directions", profileChapter{c}.profile}, {"practices", func() { catalogue.Practices(c) }},
		{"change", ChangeChapter{c}.change}, {followed.ID, followed.Chapter{Writer: c}.Write}, {"advice", AdviceChapter{c}.advice}, {"partners", FactsheetPages{c}.factsheets},
		{"method", MethodologyChapter{c}.methodology},
	}
	return slices.DeleteFunc(list, func(ch chapter) bool {
		return ch.id == followed.ID && !followed.Has(c) || ch.id == "decision" && len(decisions(c)) == 0 || ch.id == "practices" && len(catalogue.Shown(c)) == 0 ||
			ch.id == "change" && !hasChange(c) || ch.id == "partners" && len(c.Found.Comparison.Standings) == 0
	})
}

// Factsheets returns the maker of every partner's factsheet, a document of its own;
// nil when the partner is not in the comparison. What all of them need is worked
// out here.
func Factsheets(in Input, texts *wording.Catalogue) func(partner string) *document.Document {
	all := writing.New(in, texts)
	all.Single = true
	return func(partner string) *document.Document {
		s := in.Comparison.Standing(partner)
		if s == nil {
			return nil
		}
		c := *all
		d := Cover(&c)
		d.Title, d.Subtitle = c.Name(partner), c.T("report.factsheet.subtitle", "period", c.Period(in.Period))
		d.Sheet, d.Running = true, d.Running+", "+c.Period(in.Period)
		FactsheetPages{&c}.factsheet(s)
		d.Blocks = c.Blocks
		return d
	}
}

// Cover makes the document without its blocks.
func Cover(c *Writer) *document.Document {
	title := c.Text(c.In.Title)
	if title == "" {
		title = c.T("report.title", "name", c.Text(c.In.Questionnaire.Name), "period", c.T(voice.PeriodKey(c.In.Period, "title"), voice.PeriodArgs(c.In.Period, c.Words.Lang())...))
	}
	d := &document.Document{
		Lang:         c.Words.Lang(),
		Title:        title,
		Subtitle:     c.T(c.Key("report.subtitle.")),
		Organisation: c.Text(c.In.Organisation),
		Note:         c.Text(c.In.CoverNote),
		Running:      c.Text(c.In.Questionnaire.Name),
		Date:         c.In.Date,
		Subject:      c.T("report.subject", "period", c.Period(c.In.Period)),
		Keywords:     []string{c.T("report.keyword.egov"), c.T("report.keyword.maturity"), c.T("report.keyword.advice")},
		Contents:     c.T("report.contents"),
		Labels: document.Labels{
			Figure: c.T("report.label.figure"), Table: c.T("report.label.table"), Page: c.T("report.label.page"),
			Continued: c.T("report.label.continued"), NoData: c.T("report.label.no-data"), Missing: c.T("figure.missing"), Point: c.T("figure.point"),
			ToContents: c.T("report.label.to-contents"), Appendix: c.T("report.label.appendix"), Of: c.T("report.label.of"), Empty: c.T("report.label.empty"),
		},
	}
	if day := voice.AsOf(c.Voice, c.In.Period); day != "" {
		d.AsOf = c.T("report.as-of", "date", day)
	}
	if !c.In.Date.IsZero() {
		d.Dateline = c.T("report.published-on", "date", c.Words.Date(c.In.Date))
	}
	if c.Found.Illustrative() {
		d.Notice, d.Stamp = c.T("report.illustrative"), c.T("report.sample")
	}
	return d
}
