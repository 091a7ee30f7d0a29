// Package compose puts the analysis into words, tables and figures: one
// document a language, and the figures of the dashboard from the same hands. It
// believes that every sentence of a report is a claim, so each is made from
// numbers that stand in the analysis, and is left out when they are not there.
package compose

import (
	"strconv"
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
	c := newWriter(in, texts)
	summaryChapter{c}.summary()
	comparisonChapter{c}.comparison()
	profileChapter{c}.profile()
	changeChapter{c}.change()
	adviceChapter{c}.advice()
	methodologyChapter{c}.methodology()
	factsheetPages{c}.factsheets()
	annexChapter{c}.annex()
	qualityPart{c}.quality()
	methodologyChapter{c}.sources()
	d := cover(c)
	d.Blocks = c.blocks
	return d
}

// Factsheets returns the maker of every partner's factsheet, a document of its own;
// nil when the partner is not in the comparison. What all of them need is worked
// out here.
func Factsheets(in Input, texts *wording.Catalogue) func(partner string) *document.Document {
	all := newWriter(in, texts)
	all.single = true
	return func(partner string) *document.Document {
		s := in.Comparison.Standing(partner)
		if s == nil {
			return nil
		}
		c := *all
		d := cover(&c)
		d.Title, d.Subtitle = c.Name(partner), c.T("report.factsheet.subtitle", "period", c.Period(in.Period))
		d.Sheet, d.Running = true, d.Running+", "+c.Period(in.Period)
		factsheetPages{&c}.factsheet(s)
		d.Blocks = c.blocks
		return d
	}
}

// Figures makes the dashboard's figures, the same that stand in the report, with
// all rows. A figure for which there are no data is left out.
func Figures(in Input, texts *wording.Catalogue) []*document.Figure {
	c := newWriter(in, texts)
	var out []*document.Figure
	for _, f := range []*document.Figure{
		c.draw.Ranking(), c.draw.Maturity(), c.draw.Map(), c.draw.Heat(), c.draw.Places(), c.draw.Answers(), c.draw.Change(), c.draw.Practices(),
	} {
		if f != nil {
			out = append(out, f)
		}
	}
	for i, f := range out {
		f.Number = strconv.Itoa(i + 1)
	}
	return out
}

// cover makes the document without its blocks.
func cover(c *writer) *document.Document {
	title := c.Text(c.in.Title)
	if title == "" {
		title = c.T("report.title", "name", c.Text(c.in.Questionnaire.Name), "period", c.T(voice.PeriodKey(c.in.Period, "title"), voice.PeriodArgs(c.in.Period, c.Words.Lang())...))
	}
	d := &document.Document{
		Lang:         c.Words.Lang(),
		Title:        title,
		Subtitle:     c.T(c.Key("report.subtitle.")),
		Organisation: c.Text(c.in.Organisation),
		Dateline:     c.Words.Date(c.in.Date),
		Note:         c.Text(c.in.CoverNote),
		Running:      c.Text(c.in.Questionnaire.Name),
		Date:         c.in.Date,
		Subject:      c.T("report.subject", "period", c.Period(c.in.Period)),
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
