package annexes

import (
	"math"

	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/items"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/writing"
)

// pairsShown is how many flagged correlations the annex prints, the strongest
// first.
const pairsShown = 15

// A qualityPart tells how good the data are and what the ranking depends on.
type qualityPart struct{ *writing.Writer }

// quality is the annex that looks at the criteria themselves: what is known of
// each, how much each decides, how well branches go together, and what the data
// did not allow. It says nothing of any partner.
func (c qualityPart) quality() {
	d := c.In.Diagnosis
	if d == nil || d.Units == 0 {
		return
	}
	writing.Annex(c.Writer, c.T("report.quality.letter"), "quality", c.T("report.quality"), c.T("report.quality.short"))
	c.Say(c.T(c.Key("report.quality.lead."), "n", d.Units))
	c.doubts()
	c.spread(d)
	c.influence(d)
	c.depends()
	c.together(d)
	c.correlations(d)
}

// spread prints how the answers to each criterion are spread.
func (c qualityPart) spread(d *items.Report) {
	c.Section("quality-spread", c.T("report.quality.spread"))
	c.Say(flagged(c, d, "report.quality.few", func(k items.Criterion) bool { return k.Availability < items.LowAvailability }) + " " +
		flagged(c, d, "report.quality.same", func(k items.Criterion) bool { return !k.Says }) + " " +
		flagged(c, d, "report.quality.outliers", func(k items.Criterion) bool { return k.Outliers }))
	t := qualityTable(c, "spread", "available", "mean", "median", "skewness", "kurtosis", "common")
	byDimension(c, t, d, func(k items.Criterion) []string {
		return []string{shareText(c, k.Availability), figureText(c, k.Mean, 2), figureText(c, k.Median, 2), figureText(c, k.Skew, 2), figureText(c, k.Kurt, 2), shareText(c, k.Most)}
	})
	t.Source = document.Plain(c.T("report.quality.spread.note", "low", c.Words.Percent(items.LowAvailability, 0), "skew", items.Skewed,
		"kurtosis", items.Peaked, "most", c.Words.Percent(items.SameForMost, 0)))
	c.AnnexTable(t)
}

// flagged says which criteria have a flag: text key with the suffix .none where
// none has.
func flagged(c qualityPart, d *items.Report, key string, has func(items.Criterion) bool) string {
	names := criterionNames(c, findings.Flagged(d, has))
	if names == nil {
		return c.T(key + ".none")
	}
	return c.T(key, "n", len(names), "of", len(d.Criteria), "list", c.Words.Join(names))
}

func criterionNames(c qualityPart, ids []string) []string {
	var out []string
	for _, id := range ids {
		out = append(out, c.T("report.quality.criterion", "name", c.Node(id)))
	}
	return out
}

// influence prints how much of the overall score each criterion decides.
func (c qualityPart) influence(d *items.Report) {
	c.Section("quality-influence", c.T("report.quality.influence"))
	c.Say(moving(c, d))
	loadings := findings.Loadings(d)
	t := qualityTable(c, "influence", "weight", "explains", "loading", "moved", "moved-most")
	byDimension(c, t, d, func(k items.Criterion) []string {
		loading, ok := loadings[k.ID]
		if !ok {
			loading = math.NaN()
		}
		return []string{c.Words.Percent(k.Weight, 1), figureText(c, k.Explains, 2), figureText(c, loading, 2), figureText(c, k.Moved, 2), c.Words.Number(float64(k.MovedMost), 0)}
	})
	t.Source = document.Plain(c.T("report.quality.influence.note"))
	c.AnnexTable(t)
}

// moving names the criteria without which ranks change most.
func moving(c qualityPart, d *items.Report) string {
	ids, top := findings.Moving(d)
	if ids == nil {
		return c.T("report.quality.moves.none")
	}
	names := criterionNames(c, ids)
	return c.T("report.quality.moves", "n", len(names), "list", c.Words.Join(names), "mean", c.Words.Number(top.Moved, 2), "most", top.MovedMost)
}

// depends prints which choice of the method, or doubt in the answers, moves the
// ranks most.
func (c qualityPart) depends() {
	list := c.In.Depends
	if len(list) == 0 || math.IsNaN(list[0].Total) {
		return
	}
	c.Section("quality-depends", c.T("report.quality.depends"))
	top, share, clear := findings.Decisive(list)
	key := "report.quality.depends.lead"
	if !clear {
		key = "report.quality.depends.close"
	}
	c.Say(c.T(key, "source", c.T("report.quality.source."+top.Source), "share", c.Words.Percent(share, 0)))
	t := qualityTable(c, "depends", "alone", "total")
	for _, i := range list {
		cell := func(x, low, high float64) document.Cell {
			return writing.PlainCell(figureText(c, x, 2) + " (" + figureText(c, low, 2) + "–" + figureText(c, high, 2) + ")")
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			writing.HeadCell(c.T("report.quality.source." + i.Source)), cell(i.First, i.FirstLow, i.FirstHigh), cell(i.Total, i.TotalLow, i.TotalHigh),
		}})
	}
	t.Columns[0].Title = c.T("report.quality.column.source")
	t.Source = document.Plain(c.T("report.quality.depends.note"))
	c.AnnexTable(t)
}

// together prints how well the parts of each branch go together.
func (c qualityPart) together(d *items.Report) {
	t := qualityTable(c, "together", "parts", "alpha", "component")
	var apart []string
	for _, b := range d.Branches {
		if len(b.Parts) < 2 {
			continue
		}
		if b.Alpha < items.LowAlpha {
			apart = append(apart, c.T("report.quality.criterion", "name", c.Node(b.ID)))
		}
		row := []document.Cell{writing.HeadCell(c.Node(b.ID)), writing.PlainCell(c.Words.Number(float64(len(b.Parts)), 0)), writing.PlainCell(figureText(c, b.Alpha, 2)), writing.PlainCell(shareText(c, b.Explained))}
		t.Rows = append(t.Rows, document.Row{Cells: row})
	}
	if len(t.Rows) == 0 {
		return
	}
	c.Section("quality-together", c.T("report.quality.together"))
	if apart != nil {
		c.Say(c.T("report.quality.apart", "least", c.Words.Number(items.LowAlpha, 1), "list", c.Words.Join(apart)))
	} else {
		c.Say(c.T("report.quality.apart.none", "least", c.Words.Number(items.LowAlpha, 1)))
	}
	t.Source = document.Plain(c.T("report.quality.together.note", "least", c.Words.Number(items.LowAlpha, 1)))
	c.AnnexTable(t)
}

// correlations prints the pairs of criteria that are to be looked at.
func (c qualityPart) correlations(d *items.Report) {
	c.Section("quality-pairs", c.T("report.quality.pairs"))
	if len(d.Pairs) == 0 {
		c.Say(c.T("report.quality.pairs.none", "high", c.Words.Number(items.TooHigh, 1)))
		return
	}
	pairs, against := findings.Pairs(d)
	c.Say(c.T("report.quality.pairs.lead", "high", c.Words.Number(items.TooHigh, 1), "same", against.Of-against.N, "against", against.N, "shown", min(len(pairs), pairsShown)))
	t := &document.Table{ID: "quality-pairs", Title: c.T("report.quality.pairs.title"), Dense: true, Columns: []document.Column{
		{Title: c.T("report.quality.column.first"), Width: 4}, {Title: c.T("report.quality.column.second"), Width: 4},
		{Title: c.T("report.quality.column.r"), Align: document.Right, Width: 1}, {Title: c.T("report.quality.column.meaning"), Width: 3},
	}}
	for _, p := range pairs[:min(len(pairs), pairsShown)] {
		meaning := c.T("report.quality.pair.high")
		if p.Negative {
			meaning = c.T("report.quality.pair.negative")
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{writing.HeadCell(c.Node(p.A)), writing.PlainCell(c.Node(p.B)), writing.PlainCell(figureText(c, p.R, 2)), writing.PlainCell(meaning)}})
	}
	c.AnnexTable(t)
}

// doubts prints what the data did not allow.
func (c qualityPart) doubts() {
	c.Section("quality-doubts", c.T("report.quality.doubts"))
	if len(c.In.Now.Doubts) == 0 {
		c.Say(c.T("report.quality.doubts.none"))
		return
	}
	c.Say(c.T("report.quality.doubts.lead"))
	list := &document.List{}
	for _, d := range c.In.Now.Doubts {
		list.Items = append(list.Items, document.Plain(doubtText(c, d)))
	}
	c.Add(list)
}

func doubtText(c qualityPart, d indicator.Doubt) string {
	text := c.T("doubt."+d.Code, "node", c.Node(d.Node), "of", c.Node(d.Of))
	return c.T("doubt.concerns", "text", text, "n", d.Count) + "."
}

// qualityTable makes a table without rows: a name, then numbers.
func qualityTable(c qualityPart, id string, columns ...string) *document.Table {
	t := &document.Table{ID: "quality-" + id, Title: c.T("report.quality." + id + ".title"), Dense: true,
		Columns: []document.Column{{Title: c.T("report.column.node"), Width: 5}}}
	for _, k := range columns {
		t.Columns = append(t.Columns, document.Column{Title: c.T("report.quality.column." + k), Align: document.Right, Width: 2})
	}
	return t
}

// byDimension fills a table with a row a criterion, under the name of its branch.
func byDimension(c qualityPart, t *document.Table, d *items.Report, cells func(items.Criterion) []string) {
	parents := map[string]string{}
	for _, n := range c.In.Now.Nodes {
		parents[n.ID] = n.Parent
	}
	branch := ""
	for _, k := range d.Criteria {
		if p := parents[k.ID]; p != branch {
			branch = p
			t.Rows = append(t.Rows, document.Row{Kind: document.GroupRow, Cells: []document.Cell{writing.PlainCell(c.Node(p))}})
		}
		row := []document.Cell{writing.HeadCell(c.Node(k.ID))}
		for _, text := range cells(k) {
			row = append(row, writing.PlainCell(text))
		}
		t.Rows = append(t.Rows, document.Row{Cells: row})
	}
}

// figureText prints a statistic; a dash for one that the data do not give.
func figureText(c qualityPart, x float64, decimals int) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "—"
	}
	return c.Words.Number(x, decimals)
}

func shareText(c qualityPart, x float64) string {
	if math.IsNaN(x) {
		return "—"
	}
	return c.Words.Percent(x, 0)
}
