package compose

import (
	"cmp"
	"strconv"

	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/writing"
)

// sheetRows is how many decisions the sheet has at most: more are no page. Those that
// weigh most stand first in the list; of others the sheet says their numbers.
const sheetRows = 16

// signatures is how many lines for a signature the sheet has.
const signatures = 2

// A decisionSheet is one page that can be signed and read alone: what is asked of
// whom, in what form, by when, with what money, and by what it will be seen.
type decisionSheet struct{ *Writer }

// decisions are the recommendations that the Government can decide on; what is only
// advice is none.
func decisions(c *Writer) []*recommend.Recommendation {
	var out []*recommend.Recommendation
	for i := range c.Found.Recommendations {
		if r := &c.Found.Recommendations[i]; len(r.Rule.To) > 0 {
			out = append(out, r)
		}
	}
	return out
}

func (c decisionSheet) sheet() {
	list := decisions(c.Writer)
	c.PageChapter("decision", c.T("report.decision.sheet"))
	shown, key := list, "report.decision.lead"
	args := []any{"n", len(list), "period", c.Period(c.In.Period), "date", voice.AsOf(c.Voice, c.In.Period), "chapter", writing.ChapterNumber(c.Writer, "advice")}
	if len(list) > sheetRows {
		shown, key = list[:sheetRows], key+".some"
		args = append(args, "shown", sheetRows, "left", len(list)-sheetRows, "from", list[sheetRows].Number, "to", list[len(list)-1].Number)
	}
	c.Say(c.T(key, args...))
	c.Add(c.table(shown))
	c.Add(c.signed())
}

func (c decisionSheet) table(list []*recommend.Recommendation) *document.Table {
	t := &document.Table{
		ID: "table-decisions", Title: c.T("report.decision.title"), Compact: true, Source: document.Plain(c.T(c.Key("report.decision.note."))),
		Columns: []document.Column{
			{Title: c.T("report.column.number"), Align: document.Right, Width: 2}, {Title: c.T("report.decision.what"), Width: 24},
			{Title: c.T("report.decision.who"), Width: 9}, {Title: c.T("report.decision.form"), Width: 8}, {Title: c.T("report.decision.when"), Width: 5},
			{Title: c.T("report.decision.money"), Width: 8}, {Title: c.T("report.decision.indicator"), Width: 8},
		},
	}
	part := recommend.AsAdvice
	for i, r := range list {
		if p := r.Rule.Part(); i == 0 || p != part {
			part = p
			t.Rows = append(t.Rows, document.Row{Kind: document.GroupRow, Cells: []document.Cell{writing.PlainCell(c.T("report.advice." + parts[part]))}})
		}
		t.Rows = append(t.Rows, c.row(r))
	}
	return t
}

// row is one decision: the rest of it stands on its card.
func (c decisionSheet) row(r *recommend.Recommendation) document.Row {
	w := AdviceWords(c)
	title := document.Span{Text: w.Fill(r, r.Rule.Title), Link: "#" + CardID(r)}
	form := c.T("report.decision.open")
	if r.Rule.Decision != "" {
		form = c.T("report.decision." + string(r.Rule.Decision) + ".short")
	}
	money := document.Plain(c.T("report.decision.open"))
	if r.Rule.Funding != nil {
		money = moneySpans(w, r.Rule.Funding)
	}
	return document.Row{Cells: []document.Cell{
		writing.PlainCell(strconv.Itoa(r.Number)), {Spans: []document.Span{title}, Head: true},
		writing.PlainCell(cmp.Or(c.Text(r.Rule.To[0].Short), c.Text(r.Rule.To[0].Name))), writing.PlainCell(form), writing.PlainCell(c.T("report.decision.months", "n", r.Rule.Months)),
		{Spans: money}, writing.PlainCell(fromTo(w, r)),
	}}
}

// signed are the lines for signatures.
func (c decisionSheet) signed() *document.Table {
	t := &document.Table{
		ID: "table-signatures", Title: c.T("report.decision.signatures"), Compact: true,
		Columns: []document.Column{
			{Title: c.T("report.decision.post"), Width: 6}, {Title: c.T("report.decision.signature"), Width: 4},
			{Title: c.T("report.decision.name"), Width: 5}, {Title: c.T("report.decision.date"), Width: 3},
		},
	}
	for range signatures {
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			{Spans: document.Plain("\u00a0"), Head: true}, writing.PlainCell("\u00a0"), writing.PlainCell("\u00a0"), writing.PlainCell("\u00a0"),
		}})
	}
	return t
}

// fromTo prints where what is measured stands and what it is to be: «65 % → 100 %».
func fromTo(c AdviceWords, r *recommend.Recommendation) string {
	p := r.Progress
	if p == nil {
		return c.T("report.advice.open")
	}
	show := func(x float64) string {
		if p.Measure == recommend.Share {
			return c.Words.Percent(x, 0)
		}
		return c.Words.Shortest(x, 1)
	}
	return c.T("report.decision.from-to", "now", show(p.Now), "target", show(p.AtLeast))
}
