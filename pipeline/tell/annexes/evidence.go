package annexes

import (
	"strconv"

	"depository.example/depository/pipeline/survey/brief"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/catalogue"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/writing"
)

// An evidencePart lists the evidence and the comments of the practices that the report
// describes.
type evidencePart struct{ *writing.Writer }

// evidence is the annex of evidence; nothing where no practice is described.
func (c evidencePart) evidence() {
	shown := catalogue.Shown(c.Writer)
	if len(shown) == 0 {
		return
	}
	writing.Annex(c.Writer, c.T("report.evidence.letter"), "evidence", c.T("report.evidence"), c.T("report.evidence.short"))
	c.Say(c.T("report.evidence.lead"))
	t := &document.Table{
		ID: "annex-evidence", Title: c.T("report.evidence.title"), Dense: true,
		Columns: []document.Column{
			{Title: c.T("report.column.criterion"), Width: 5.5}, {Title: c.T("report.column.answer"), Align: document.Right, Width: 3.5},
			{Title: c.T("report.column.evidence"), Width: 9}, {Title: c.T("report.column.grade"), Align: document.Right, Width: 1.5},
		},
	}
	for i, s := range shown {
		p := c.Found.Practice(s.Key())
		if p == nil {
			continue
		}
		name := append(document.Plain(strconv.Itoa(i+1)+". "+c.Name(s.Partner)+". "), voice.TitleOf(c.Voice, s.Key(), s.Name).Short()...)
		t.Rows = append(t.Rows, document.Row{Kind: document.GroupRow, Cells: []document.Cell{{Spans: name}}})
		for j := range p.Answers {
			if row, ok := c.row(s.Key(), &p.Answers[j]); ok {
				t.Rows = append(t.Rows, row)
			}
		}
	}
	c.AnnexTable(t)
}

// row is one answer with its evidence and comment; false where it has neither.
func (c evidencePart) row(k survey.PracticeKey, a *survey.Answer) (document.Row, bool) {
	comment, reason := a.Remarks()
	var spans []document.Span
	for _, text := range []string{a.Evidence(), comment, reason} {
		if text == "" {
			continue
		}
		if spans != nil {
			spans = append(spans, document.Span{Text: "; "})
		}
		span := writing.Own(c.OwnLang(), brief.Words(text, 240))
		if document.Follows(text) {
			span.Link = text
		}
		spans = append(spans, span)
	}
	if spans == nil {
		return document.Row{}, false
	}
	answer, grade := c.T("page.state."+a.State.String()), "—"
	if a.State == survey.Given {
		answer = a.Choice
		if answer == "" {
			answer = c.Words.Shortest(a.Number, 4)
		}
	}
	if g, ok := c.Found.Grade(k, a.Criterion); ok {
		grade = strconv.Itoa(int(g))
	}
	return document.Row{Cells: []document.Cell{writing.HeadCell(c.Node(a.Criterion)), writing.PlainCell(answer), {Spans: spans}, writing.PlainCell(grade)}}, true
}
