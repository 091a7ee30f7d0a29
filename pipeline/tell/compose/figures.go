package compose

import (
	"math"
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/document"
)

// printed is how many rows a figure has on paper at most, plotted how many
// points.
const (
	printed = 30
	plotted = 60
)

// A drawings makes the figures of the report and of the dashboard.
type drawings struct{ *composer }

// source is the line under every figure and table of scores.
func (c drawings) source() []document.Span {
	q := c.in.Questionnaire
	return document.Plain(c.T("report.source", "period", c.period(c.in.Period), "method", c.text(q.Name), "version", q.Version))
}

// measure is the second line of a figure: what, in what unit, when.
func (c drawings) measure(key string, args ...any) string {
	return c.T(key, append(args, "period", c.period(c.in.Period), "max", c.t.Shortest(c.in.Now.Scale.Max, 1))...)
}

// value prints a score as a value of a figure.
func (c drawings) value(x float64, known bool) document.Value {
	if !known || math.IsNaN(x) {
		return document.Value{Text: c.T("report.label.no-data")}
	}
	return document.Value{X: x, Known: true, Low: x, High: x, Text: c.points(x), Class: c.class(x)}
}

// rankingFigure: who stands where, with 90 % intervals.
func (c drawings) rankingFigure() *document.Figure {
	ranked := c.f.Comparison.Ranked()
	if len(ranked) == 0 {
		return nil
	}
	f := &document.Figure{
		ID: "ranking", Kind: document.Ranking, Axis: c.axis(), Source: c.source(), Classes: c.classNames(),
		Series:  []string{c.period(c.in.Period)},
		Measure: c.measure("report.ranking.measure"),
		Average: &document.Mark{Value: c.f.Comparison.Mean, Label: c.T("report.average", "mean", c.points(c.f.Comparison.Mean))},
		Message: c.rankingMessage(ranked),
	}
	if c.f.Comparison.Draws > 0 {
		f.Measure = c.measure("report.ranking.measure.interval", "draws", c.f.Comparison.Draws)
	}
	before := c.before()
	if len(before) > 0 {
		f.Series = append(f.Series, c.period(c.in.Previous))
	}
	var alt []string
	for _, s := range ranked {
		f.Rows = append(f.Rows, c.rankingRow(s, before))
		alt = append(alt, c.T("report.ranking.alt.row", "rank", s.Rank, "name", c.name(s.Unit.ID), "score", c.withInterval(s)))
	}
	f.Alt = c.alt(f.Message, alt)
	return f
}

func (c drawings) rankingRow(s compare.Standing, before map[string]float64) document.FigureRow {
	v := c.value(s.Score.Value, true)
	if s.Scores != nil {
		v.Low, v.High = min(s.Scores.Low, v.X), max(s.Scores.High, v.X)
	}
	row := document.FigureRow{ID: s.Unit.ID, Label: c.name(s.Unit.ID), Values: []document.Value{v}}
	if len(before) > 0 {
		x, known := before[s.Unit.ID]
		row.Values = append(row.Values, c.value(x, known))
	}
	return row
}

// before returns the earlier overall scores of the partners in both periods.
func (c drawings) before() map[string]float64 {
	out := map[string]float64{}
	for _, ch := range c.f.Comparison.Changes {
		out[ch.Partner] = ch.Before
	}
	return out
}

// withInterval prints a score with its 90 % interval.
func (c drawings) withInterval(s compare.Standing) string {
	if s.Scores == nil {
		return c.points(s.Score.Value)
	}
	return c.points(s.Score.Value) + " (" + c.interval(s.Scores.Low, s.Scores.High) + ")"
}

// rankingMessage names the highest score and says whether it stands alone.
func (c drawings) rankingMessage(ranked []compare.Standing) string {
	first := ranked[0]
	args := []any{"name", c.name(first.Unit.ID), "score", c.points(first.Score.Value), "n", len(first.Tied)}
	switch {
	case len(ranked) == 1:
		return c.T("report.ranking.message.one", args...)
	case c.f.Comparison.Draws == 0:
		return c.T("report.ranking.message", args...)
	case len(first.Tied) == 0:
		return c.T("report.ranking.message.alone", args...)
	}
	return c.T("report.ranking.message.tied", args...)
}

// alt joins a message and the numbers for whoever does not see the figure.
func (c drawings) alt(message string, rows []string) string {
	return message + ". " + strings.Join(rows, "; ") + "."
}

// levelFigure: how maturity levels are mixed, over partners or, where a partner
// reports on many, over its hromadas.
func (c drawings) levelFigure() *document.Figure {
	levels := c.f.Levels()
	key := "report.levels." + string(levels.Unit) + "s."
	if levels.Of == 0 || len(c.in.Model.Levels) == 0 {
		return nil
	}
	f := &document.Figure{
		ID: "levels", Kind: document.Stacked, Source: c.source(),
		Axis:    document.Axis{Label: c.T("report.axis.share"), Max: 100},
		Measure: c.measure(key + "measure"),
	}
	row := document.FigureRow{ID: "all", Label: c.T(key + "label")}
	var alt []string
	for i, l := range c.in.Model.Levels {
		n := levels.Level(l.Level)
		f.Series = append(f.Series, c.text(l.Name))
		row.Values = append(row.Values, c.slice(n, min(i+1, 5)))
		alt = append(alt, c.T("report.levels.alt.row", "level", c.text(l.Name), "n", n.N))
	}
	f.Rows = []document.FigureRow{row}
	f.Message = c.levelMessage(key, levels)
	f.Alt = c.alt(f.Message, alt)
	return f
}

// levelMessage names the level that most units are at, or the ends where several
// levels share that place.
func (c drawings) levelMessage(key string, levels findings.Distribution) string {
	if most, alone := levels.Most(); alone {
		return c.T(key+"message", "level", c.level(most), "n", levels.Level(most).N, "of", levels.Of)
	}
	low, high := levels.Ends()
	return c.T(key+"message.shared", "low", c.level(low), "high", c.level(high))
}

// slice is one part of a stacked whole: drawn by its share, printed as a count.
func (c drawings) slice(n findings.Count, class int) document.Value {
	x := n.Percent()
	return document.Value{X: x, Known: true, Low: x, High: x, Text: c.t.Number(float64(n.N), 0), Class: class}
}

// mapFigure: where. An oblast is shaded by the mean score of the partners whose
// territory lies in it.
func (c drawings) mapFigure() *document.Figure {
	by := c.f.Regions()
	if len(by) == 0 {
		return nil
	}
	f := &document.Figure{
		ID: "map", Kind: document.Map, Axis: c.axis(), Source: c.source(), Classes: c.classNames(),
		Series: []string{c.period(c.in.Period)}, Measure: c.measure(c.kind("report.map.measure.")),
	}
	ends := c.f.RegionRange()
	var alt []string
	for _, o := range place.Oblasts {
		row := document.FigureRow{
			ID: o.ISO, Label: c.regionName(o), Values: []document.Value{c.value(0, false)}, Muted: true,
		}
		if r, ok := by[o.ISO]; ok {
			row.Values[0], row.Muted = c.value(r.Mean, true), false
			row.Note = c.T("report.map.note", "names", c.namesOf(idsOf(r.Partners), 3), "score", row.Values[0].Text)
			alt = append(alt, row.Label+" — "+row.Values[0].Text)
		}
		f.Rows = append(f.Rows, row)
	}
	f.Message = c.T(c.kind("report.map.message."), "n", len(by), "of", len(place.Oblasts), "low", c.points(ends.Low.X), "high", c.points(ends.High.X))
	f.Alt = c.alt(f.Message, alt)
	return f
}

// regionName names an oblast as a map does: without the word.
func (c drawings) regionName(o place.Oblast) string {
	name := c.text(survey.Text{"uk": o.UK, "en": o.EN})
	for _, word := range []string{" область", " oblast", " Oblast"} {
		name = strings.TrimSuffix(name, word)
	}
	return name
}

func idsOf(list []compare.Standing) []string {
	var out []string
	for _, s := range list {
		out = append(out, s.Unit.ID)
	}
	return out
}

// heatFigure: partner by dimension, the weakest dimension in the message.
func (c drawings) heatFigure() *document.Figure {
	dims := c.f.Dimensions()
	ranked := c.f.Comparison.Ranked()
	weak := c.f.Weakest(dims)
	if len(ranked) == 0 || len(weak) == 0 {
		return nil
	}
	f := &document.Figure{
		ID: "profile", Kind: document.HeatMap, Axis: c.axis(), Source: c.source(), Classes: c.classNames(),
		Measure: c.measure("report.heat.measure"),
		Message: c.T("report.heat.message", "node", c.node(weak[0].Node), "mean", c.points(weak[0].X)),
	}
	for _, d := range dims {
		f.Series = append(f.Series, c.text(d.Name))
	}
	f.Series = append(f.Series, c.T("report.overall"))
	ids := append(nodeIDs(dims), c.f.Comparison.Root)
	var alt []string
	for _, s := range ranked {
		row := document.FigureRow{ID: s.Unit.ID, Label: c.name(s.Unit.ID)}
		for _, id := range ids {
			v, _ := c.in.Now.At(s.Unit, id)
			row.Values = append(row.Values, c.value(v.Value, v.Known))
		}
		f.Rows = append(f.Rows, row)
		alt = append(alt, row.Label+": "+c.altValues(f.Series, row.Values))
	}
	f.Rows = append(f.Rows, c.meanRow(ids))
	f.Alt = c.alt(f.Message, alt)
	return f
}

func nodeIDs(nodes []score.NodeInfo) []string {
	var out []string
	for _, n := range nodes {
		out = append(out, n.ID)
	}
	return out
}

// meanRow is the average of the compared partners, last in a heat map.
func (c drawings) meanRow(ids []string) document.FigureRow {
	row := document.FigureRow{ID: "mean", Label: c.T("report.mean")}
	for _, id := range ids {
		row.Values = append(row.Values, c.value(c.f.Mean(id).X, true))
	}
	return row
}

func (c drawings) altValues(series []string, values []document.Value) string {
	var out []string
	for i, v := range values {
		out = append(out, series[i]+" "+v.Text)
	}
	return strings.Join(out, ", ")
}

// answerFigure: of every yes-or-no criterion, how many said yes, no, and how
// many are not known. Nil where the method has none.
func (c drawings) answerFigure() *document.Figure {
	f := &document.Figure{
		ID: "answers", Kind: document.Stacked, Source: c.source(),
		Axis:    document.Axis{Label: c.T("report.axis.share"), Max: 100},
		Measure: c.measure("report.answers.measure"),
		Series:  []string{c.T("report.answers.yes"), c.T("report.answers.no"), c.T("report.answers.unknown")},
	}
	var alt []string
	rows := c.f.YesNo()
	for _, r := range rows {
		part := func(n int) findings.Count { return findings.Count{Unit: findings.Answers, N: n, Of: r.Asked()} }
		f.Rows = append(f.Rows, document.FigureRow{
			ID: r.Criterion, Label: c.node(r.Criterion),
			Values: []document.Value{c.slice(part(r.Yes), 4), c.slice(part(r.Given-r.Yes), 2), c.slice(part(r.Unknown), 0)},
			Note:   c.t.Percent(r.Share(), 0),
		})
		alt = append(alt, c.T("report.answers.alt.row", "name", c.node(r.Criterion), "yes", r.Yes, "of", r.Given, "unknown", r.Unknown))
	}
	if len(rows) == 0 {
		return nil
	}
	last := rows[len(rows)-1]
	f.Message = c.T("report.answers.message", "name", c.node(last.Criterion), "yes", last.Yes, "of", last.Given)
	f.Alt = c.alt(f.Message, alt)
	return f
}

// changeFigure: what changed since the last period, sorted by change. What lies
// inside the uncertainty is drawn pale.
func (c drawings) changeFigure() *document.Figure {
	changes := c.f.Comparison.Changes
	if len(changes) == 0 {
		return nil
	}
	f := &document.Figure{
		ID: "change", Kind: document.Dumbbell, Axis: c.axis(), Source: c.source(),
		Series:  []string{c.period(c.in.Previous), c.period(c.in.Period)},
		Measure: c.measure("report.change.measure", "previous", c.period(c.in.Previous)),
		Message: c.changeMessage(),
	}
	var alt []string
	for _, ch := range changes {
		f.Rows = append(f.Rows, document.FigureRow{
			ID: ch.Partner, Label: c.name(ch.Partner), Note: c.delta(ch.Delta), Muted: c.doubtful(ch),
			Values: []document.Value{c.value(ch.Before, true), c.value(ch.After, true)},
		})
		alt = append(alt, c.T("report.change.alt.row", "name", c.name(ch.Partner), "before", c.points(ch.Before), "after", c.points(ch.After), "delta", c.delta(ch.Delta)))
	}
	f.Alt = c.alt(f.Message, alt)
	return f
}

// doubtful reports a difference that the uncertainty analysis does not support.
func (c drawings) doubtful(ch compare.Change) bool { return ch.Range != nil && !ch.Clear }

// changeMessage counts the clear rises and falls; nothing is called a change
// that lies inside the uncertainty.
func (c drawings) changeMessage() string {
	m := c.f.Moves()
	args := []any{"up", m.Up, "down", m.Down, "of", m.Of, "delta", c.delta(c.f.Comparison.MeanDelta)}
	switch {
	case m.Known == 0:
		return c.T("report.change.message", args...)
	case m.Up == m.Of:
		return c.T("report.change.message.all", args...)
	case m.Up == 0 && m.Down == 0:
		return c.T("report.change.message.none", args...)
	case m.Down == 0:
		return c.T("report.change.message.up", args...)
	case m.Up == 0:
		return c.T("report.change.message.down", args...)
	}
	return c.T("report.change.message.both", args...)
}

// quadrantFigure: which practices are mature and easy to repeat. Nil where the
// method has no dimension of replicability.
func (c drawings) quadrantFigure() *document.Figure {
	const node = score.Replicability
	if !slices.ContainsFunc(c.in.Now.Nodes, func(n score.NodeInfo) bool { return n.ID == node }) {
		return nil
	}
	f := &document.Figure{
		ID: "practices", Kind: document.Quadrant, Axis: c.axis(), AxisY: c.axis(), Source: c.source(),
		Series: []string{c.T("report.overall"), c.node(node)}, Measure: c.measure("report.quadrant.measure"),
	}
	f.Axis.Label, f.AxisY.Label = c.T("report.overall"), c.node(node)
	points, both := c.f.Plane(node)
	if both.Of == 0 {
		return nil
	}
	for _, p := range points {
		f.Rows = append(f.Rows, document.FigureRow{
			ID: p.Partner + "/" + p.ID, Label: p.Name, Lang: c.ownLang(), Note: c.name(p.Partner),
			Values: []document.Value{c.value(p.Value, true), c.value(p.Second, true)},
		})
	}
	f.Message = c.T("report.quadrant.message", "n", both.N, "of", both.Of)
	var alt []string
	for _, r := range f.Rows {
		alt = append(alt, r.Label+": "+c.altValues(f.Series, r.Values))
	}
	f.Alt = c.alt(f.Message, alt)
	return f
}

// profileFigure: one partner against the average, by dimension.
func (c drawings) profileFigure(s *compare.Standing) *document.Figure {
	f := &document.Figure{
		ID: "profile-" + s.Unit.ID, Kind: document.Profile, Axis: c.axis(),
		Series:  []string{c.name(s.Unit.ID), c.T("report.mean")},
		Measure: c.measure("report.factsheet.measure"),
	}
	var alt []string
	above := c.f.Above(s)
	for _, d := range c.f.Dimensions() {
		g, _ := s.Gap(d.ID)
		row := document.FigureRow{ID: d.ID, Label: c.text(d.Name), Values: []document.Value{c.value(g.Value, g.Known), c.value(g.Mean, true)}}
		if g.Known && !math.IsNaN(g.Mean) {
			row.Values[0].Text, row.Values[1].Text = c.pointsApart(g.Value, g.Mean)
			row.Note = c.delta(findings.FromMean(g).X())
		}
		f.Rows = append(f.Rows, row)
		alt = append(alt, row.Label+": "+c.altValues(f.Series, row.Values))
	}
	if above.Of == 0 {
		return nil
	}
	f.Message = c.T("report.factsheet.profile", "n", above.N, "of", above.Of)
	f.Alt = c.alt(f.Message, alt)
	return f
}

// cut keeps the rows of a figure that fit on paper: head and tail. It reports
// how many were left out.
func cut(f *document.Figure) int {
	if f == nil || len(f.Rows) <= printed {
		return 0
	}
	left := len(f.Rows) - printed
	half := printed / 2
	f.Rows = append(slices.Clone(f.Rows[:half]), f.Rows[len(f.Rows)-half:]...)
	return left
}
