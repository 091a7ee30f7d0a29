// Package compose puts the analysis into words, tables and figures: one
// document a language, and the figures of the dashboard from the same hands. It
// believes that every sentence of a report is a claim, so each is made from
// numbers that stand in the analysis, and is left out when they are not there.
package compose

import (
	"time"

	"depository.example/depository/pipeline/measure/analysis"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/wording"
)

// An Input is one analysed period, and what is said of it besides.
type Input struct {
	analysis.Evidence
	analysis.Analysis
	Period       string // name of its folder, as "2026-H1"
	Previous     string // of the period before; "" none
	Date         time.Time
	Title        survey.Text // "" takes the wording's
	CoverNote    survey.Text // a remark on the cover; empty: none
	Organisation survey.Text
	Territories  ApartList
	Sources      []Source // what the method rests on
}

// An ApartList says what list the territories that stand apart were taken from.
type ApartList struct {
	Date  string      // of the list that counts, ISO 8601; "" none was used
	Title survey.Text // what the list is called; empty takes the wording's
}

// A Source is a work or act that the method rests on.
type Source struct {
	Title     survey.Text
	URL, Year string // "" none
}

// Report makes the document of one language, that of texts.
func Report(in Input, texts *wording.Catalogue) *document.Document {
	c := NewWriter(in, texts)
	SummaryChapter{c}.summary()
	ComparisonChapter{c}.comparison()
	profileChapter{c}.profile()
	ChangeChapter{c}.change()
	AdviceChapter{c}.advice()
	MethodologyChapter{c}.methodology()
	FactsheetPages{c}.factsheets()
	annexChapter{c}.annex()
	qualityPart{c}.quality()
	MethodologyChapter{c}.sources()
	d := Cover(c)
	d.Blocks = c.Blocks
	return d
}

// Factsheets returns the maker of every partner's factsheet, a document of its own;
// nil when the partner is not in the comparison. What all of them need is worked
// out here.
func Factsheets(in Input, texts *wording.Catalogue) func(partner string) *document.Document {
	all := NewWriter(in, texts)
	all.single = true
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
		Dateline:     c.Words.Date(c.In.Date),
		Note:         c.Text(c.In.CoverNote),
		Running:      c.Text(c.In.Questionnaire.Name),
		Date:         c.In.Date,
		Subject:      c.T("report.subject", "period", c.Period(c.In.Period)),
		Keywords:     []string{c.T("report.keyword.egov"), c.T("report.keyword.maturity"), c.T("report.keyword.advice")},
		Contents:     c.T("report.contents"),
		Labels: document.Labels{
			Figure: c.T("report.label.figure"), Table: c.T("report.label.table"), Page: c.T("report.label.page"),
			Continued: c.T("report.label.continued"), NoData: c.T("report.label.no-data"),
			ToContents: c.T("report.label.to-contents"), Appendix: c.T("report.label.appendix"), Of: c.T("report.label.of"),
		},
	}
	if c.Found.Illustrative() {
		d.Notice, d.Stamp = c.T("report.illustrative"), c.T("report.sample")
	}
	return d
}
