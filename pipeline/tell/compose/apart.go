package compose

import (
	"cmp"
	"slices"
	"strconv"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/alphabet"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/writing"
)

// Apart shows occupied territories and territories of combat, without rank,
// score or advice, and which of the others have been freed. A status is said only with
// the list that says it, who has published it, and its date.
func (c ComparisonChapter) Apart() {
	rows, freed := apartRows(c), freedRows(c)
	if len(rows)+len(freed) == 0 {
		return
	}
	c.Section("apart", c.T("report.apart"))
	if len(rows) > 0 {
		c.Say(c.T("report.apart.lead"))
		c.Add(territories(c, "table-apart", "report.apart.title", rows))
	}
	if len(freed) > 0 {
		c.Say(c.T("report.freed.lead"))
		c.Add(territories(c, "table-freed", "report.freed.title", freed))
	}
}

func territories(c ComparisonChapter, id, title string, rows []document.Row) *document.Table {
	list := c.In.Territories
	return &document.Table{
		ID: id, Title: c.T(title), Compact: true, Rows: rows,
		Source: document.Plain(c.T("report.apart.source", "list", c.Text(list.Title), "publisher", c.Text(list.Publisher), "date", voice.Day(c.Voice, list.Date))),
		Columns: []document.Column{
			{Title: c.T("report.column.partner"), Width: 3}, {Title: c.T("report.column.status"), Width: 4},
			{Title: c.T("report.column.hromadas"), Align: document.Right, Width: 2}, {Title: c.T("report.column.records"), Align: document.Right, Width: 2},
			{Title: c.T("report.column.which"), Width: 7},
		},
	}
}

// apartRows prints the places and partners that stand apart, by partner and status.
func apartRows(c ComparisonChapter) []document.Row {
	var rows []document.Row
	for _, g := range c.Found.Apart() {
		which := c.T("report.apart.whole")
		if len(g.Places) > 0 {
			which = placeNames(c, g.Places)
		}
		rows = append(rows, territoryRow(c, g.Partner, statusText(c, g.Why), len(g.Places), g.Practices, which))
	}
	return rows
}

func territoryRow(c ComparisonChapter, partner, status string, places, records int, which string) document.Row {
	return document.Row{Cells: []document.Cell{
		writing.HeadCell(c.Name(partner)), writing.PlainCell(status),
		writing.PlainCell(strconv.Itoa(places)), writing.PlainCell(strconv.Itoa(records)), writing.PlainCell(which),
	}}
}

// placeNames lists places in the alphabet of the language.
func placeNames(c ComparisonChapter, places []*score.Unit) string {
	var names []string
	for _, p := range places {
		names = append(names, c.Place(p.Place, p.Name))
	}
	slices.SortFunc(names, alphabet.Of(c.Words.Lang()))
	return voice.Listed(names)
}

// statusText prints why a territory stands apart; a word of another list as it is.
func statusText(c ComparisonChapter, why string) string {
	if key := "report.status." + why; c.Words.Has(key) {
		return c.T(key)
	}
	return why
}

// freedRows prints the places in the comparison that have been freed, by partner and
// months.
func freedRows(c ComparisonChapter) []document.Row {
	type group struct {
		partner, months string
		places          []*score.Unit
		records         int
	}
	var list []*group
	for _, u := range c.In.Now.Of(score.Place) {
		if c.In.Territories.Freed == nil || u.Apart != "" {
			continue
		}
		months := c.In.Territories.Freed(u.Place)
		if months == "" {
			continue
		}
		at := slices.IndexFunc(list, func(g *group) bool { return g.partner == u.Partner && g.months == months })
		if at < 0 {
			at, list = len(list), append(list, &group{partner: u.Partner, months: months})
		}
		list[at].places = append(list[at].places, u)
		list[at].records += u.Rests[""]
	}
	slices.SortStableFunc(list, func(a, b *group) int {
		return cmp.Or(alphabet.Of(c.Words.Lang())(c.Name(a.partner), c.Name(b.partner)), cmp.Compare(a.months, b.months))
	})
	var rows []document.Row
	for _, g := range list {
		rows = append(rows, territoryRow(c, g.partner, c.T("report.status.freed", "months", voice.Months(c.Voice, g.months)), len(g.places), g.records, placeNames(c, g.places)))
	}
	return rows
}
