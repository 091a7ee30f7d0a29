// Package annexes writes what stands behind the chapters: tables, what each level of
// each criterion means, how good the data are, and what was read. It believes that who
// doubts a number looks here, and nobody else has to.
package annexes

import (
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/writing"
)

// Write appends the annexes of a document of a title.
func Write(c *writing.Writer, title string) {
	annexChapter{c}.annex()
	qualityPart{c}.quality()
	backPart{c}.rubrics()
	evidencePart{c}.evidence()
	backPart{c}.sources()
	imprintPart{c}.imprint(title)
}

// A backPart prints what the criteria mean level by level, and what was read.
type backPart struct{ *writing.Writer }

// HasRubrics reports whether any criterion is answered by a level.
func HasRubrics(c *writing.Writer) bool {
	return slices.ContainsFunc(c.Found.Criteria(), func(n score.NodeInfo) bool {
		k, ok := c.In.Questionnaire.Criterion(n.ID)
		return ok && len(k.Levels) > 0
	})
}

// rubrics prints the weight of each criterion and what each of its levels means, one
// table a dimension.
func (c backPart) rubrics() {
	if !HasRubrics(c.Writer) {
		return
	}
	writing.Annex(c.Writer, c.T("report.rubric.letter"), "rubric", c.T("report.rubric"), c.T("report.rubric.short"))
	c.Say(c.T("report.method.rubric.lead"))
	weights := map[string]findings.Weight{}
	for _, w := range c.Found.Weights() {
		weights[w.Node.ID] = w
	}
	for _, d := range c.Found.Dimensions() {
		if t := c.rubric(d, weights); len(t.Rows) > 0 {
			c.Add(t)
		}
	}
}

func (c backPart) rubric(d score.NodeInfo, weights map[string]findings.Weight) *document.Table {
	t := &document.Table{
		ID: "table-rubric-" + d.ID, Title: weighed(c.Writer, weights[d.ID]), Dense: true,
		Columns: []document.Column{{Title: c.T("report.column.level"), Width: 2}, {Title: c.T("report.column.fact"), Width: 8}},
	}
	for _, n := range c.Found.Criteria() {
		k, ok := c.In.Questionnaire.Criterion(n.ID)
		w, weighs := weights[n.ID]
		if !ok || !weighs || n.Parent != d.ID {
			continue
		}
		t.Rows = append(t.Rows, document.Row{Kind: document.GroupRow, Cells: []document.Cell{writing.PlainCell(weighed(c.Writer, w))}})
		if len(k.Levels) == 0 {
			t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{writing.HeadCell("—"), writing.PlainCell(writing.Method(c.Writer).Answer(w.Node))}})
		}
		for _, l := range slices.SortedStableFunc(slices.Values(k.Levels), func(a, b survey.RubricLevel) int { return a.Level - b.Level }) {
			t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
				writing.HeadCell(strings.TrimSpace(strconv.Itoa(l.Level) + " " + c.Text(l.Name))), writing.PlainCell(c.Text(l.Text)),
			}})
		}
	}
	return t
}

// weighed names a node with its share of the overall score.
func weighed(c *writing.Writer, w findings.Weight) string {
	return c.Text(w.Node.Name) + " — " + c.Words.Percent(w.Share, 1)
}

// sources lists the files read and the works the method rests on.
func (c backPart) sources() {
	c.Add(&document.PageBreak{}, &document.Heading{Level: 1, ID: "sources", Text: c.T("report.sources")})
	c.Section("sources-data", c.T("report.sources.data"))
	c.citations()
	if writing.Many(c.Writer) {
		c.Say(c.T("report.sources.files.many", "n", len(c.In.Submissions)))
	} else {
		c.Add(c.fileTable())
	}
	c.works()
	c.cited()
}

// works lists what the method rests on.
func (c backPart) works() {
	if len(c.In.Sources) == 0 {
		return
	}
	c.Section("sources-works", c.T("report.sources.works"))
	var items [][]document.Span
	for _, s := range c.In.Sources {
		title := c.Text(s.Title)
		spans := []document.Span{{Text: title, Lang: langOf(title, c.Words.Lang())}}
		if s.Year != "" && !strings.Contains(title, s.Year) {
			spans = append(spans, document.Span{Text: ". " + s.Year})
		}
		if spans = append(spans, document.Span{Text: ". "}); s.URL != "" {
			spans = append(spans, document.Span{Text: "URL: "}, document.Span{Text: s.URL, Link: s.URL})
		}
		items = append(items, spans)
	}
	c.Add(&document.List{Ordered: true, Items: items})
}

// citations lists how the sources of the data are cited; nothing for partners' forms.
func (c backPart) citations() {
	list := &document.List{}
	for _, s := range voice.Sources(c.Voice) {
		if s.Kind == survey.FromForm {
			continue
		}
		text := c.Text(s.Citation)
		if text == "" {
			text = c.T("report.source.by", "publisher", c.Text(s.Publisher), "list", c.T("report.source.named", "title", c.Text(s.Title), "date", voice.Day(c.Voice, s.AsOf)))
		}
		spans := document.Plain(text + ". ")
		if s.URL != "" {
			spans = append(spans, document.Span{Text: s.URL, Link: s.URL})
		}
		list.Items = append(list.Items, spans)
	}
	if len(list.Items) > 0 {
		c.Add(list)
	}
}

// langOf tells a title in the other language by its letters; "" the same.
func langOf(text, lang string) string {
	cyrillic := strings.ContainsFunc(text, func(r rune) bool { return r >= 'А' && r <= 'ї' })
	switch {
	case cyrillic && lang != "uk":
		return "uk"
	case !cyrillic && lang != "en":
		return "en"
	}
	return ""
}

// fileTable names every workbook that was read, with its fingerprint, by partner in the
// order of the alphabet.
func (c backPart) fileTable() *document.Table {
	t := &document.Table{
		ID: "table-files", Title: c.T("report.sources.files", "period", c.Period(c.In.Period)), Compact: true,
		Columns: []document.Column{
			{Title: c.T("report.column.partner"), Width: 3}, {Title: c.T("report.column.file"), Width: 4},
			{Title: c.T(c.Key("report.column.count.")), Align: document.Right, Width: 1}, {Title: c.T("report.column.sha"), Width: 3},
		},
	}
	subs := slices.Clone(c.In.Submissions)
	slices.SortStableFunc(subs, func(a, b survey.Submission) int { return c.InOrder(a.Partner.ID, b.Partner.ID) })
	for _, s := range subs {
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			writing.HeadCell(c.Name(s.Partner.ID)), writing.PlainCell(s.File), writing.PlainCell(strconv.Itoa(len(s.Practices))), writing.PlainCell(writing.Short(s.SHA256)),
		}})
	}
	return t
}
