package compose

import (
	"strconv"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/tell/document"
)

// topPlaces is how many hromadas the report names; scores.csv has all.
const topPlaces = 10

// A placesPart compares the hromadas that partners report on.
type placesPart struct{ *composer }

// places compares hromadas: how their levels are mixed within each oblast, and
// which have the highest scores. Nothing where partners report on practices.
func (c placesPart) places() {
	f := c.placeFigure()
	if f == nil {
		return
	}
	c.section("places", c.T("report.places"))
	c.say(c.T("report.places.lead"))
	left := cut(f)
	c.show(f)
	if left > 0 {
		c.say(c.T("report.cut", "n", left))
	}
	c.add(c.placeTable())
}

// placeFigure: of each partner's hromadas, how many are at which level.
func (c placesPart) placeFigure() *document.Figure {
	all := c.f.Ranked(score.Place)
	if !c.f.Records() || len(all) == 0 || len(c.in.Model.Levels) == 0 {
		return nil
	}
	f := &document.Figure{
		ID: "places", Kind: document.Stacked, Source: drawings(c).source(), Measure: drawings(c).measure("report.places.measure"),
		Axis: document.Axis{Label: c.T("report.axis.share"), Max: 100},
	}
	for _, l := range c.in.Model.Levels {
		f.Series = append(f.Series, c.text(l.Name))
	}
	var alt []string
	for _, s := range c.f.Comparison.Standings {
		levels := c.f.LevelsOf(s.Unit.ID)
		if levels.Of == 0 {
			continue
		}
		row := document.FigureRow{ID: s.Unit.ID, Label: c.name(s.Unit.ID), Note: strconv.Itoa(levels.Of)}
		for i, l := range c.in.Model.Levels {
			row.Values = append(row.Values, drawings(c).slice(levels.Level(l.Level), min(i+1, 5)))
		}
		f.Rows = append(f.Rows, row)
		alt = append(alt, row.Label+": "+drawings(c).altValues(f.Series, row.Values))
	}
	best := all[0]
	f.Message = c.T("report.places.message", "name", c.place(best.Name), "partner", c.name(best.Partner), "score", c.points(best.Value), "of", len(all))
	f.Alt = drawings(c).alt(f.Message, alt)
	return f
}

// place prints the name of a place: as it is, or in Latin letters.
func (c placesPart) place(name string) string {
	if c.t.Lang() == "uk" {
		return name
	}
	return place.Romanise(name)
}

// placeTable names the hromadas with the highest scores, and says on how many
// records each score rests.
func (c placesPart) placeTable() *document.Table {
	t := &document.Table{
		ID: "table-places", Title: c.T("report.places.title"), Compact: true, Source: document.Plain(c.T("report.places.source")),
		Columns: []document.Column{
			{Title: c.T("report.column.hromada"), Width: 3}, {Title: c.T("report.column.partner"), Width: 4},
			{Title: c.T("report.column.rank"), Align: document.Right, Width: 1}, {Title: c.T("report.column.score"), Align: document.Right, Width: 1},
			{Title: c.T("report.column.records"), Align: document.Right, Width: 1}, {Title: c.T("report.column.coverage"), Align: document.Right, Width: 2},
		},
	}
	all := c.f.Ranked(score.Place)
	for _, p := range all[:min(topPlaces, len(all))] {
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			headCell(c.place(p.Name)), plainCell(c.name(p.Partner)), plainCell(strconv.Itoa(p.Rank)),
			c.scoreCell(p.Score), plainCell(strconv.Itoa(p.Unit.Rests[""])), plainCell(c.t.Percent(p.Coverage, 0)),
		}})
	}
	return t
}
