// Package drawing makes the figures of the report and of the dashboard: what each
// says in its title, of what, in what unit, and its numbers, all of them findings. It
// believes that a figure is a statement first and a picture second; how it is drawn
// each medium decides.
package drawing

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/voice"
)

// Printed is how many rows a figure has on paper at most, Plotted how many points.
const (
	Printed = 30
	Plotted = 60
)

// Drawings makes the figures of one analysed period in one language.
type Drawings struct {
	*voice.Voice
	Questionnaire *survey.Questionnaire
	Levels        []score.MaturityLevel
	Now, Previous string // names of the folders of the period and of the one before

	once sync.Once
	same document.Figure // what is alike in the figures of all practices
}

// Source is the line under every figure and table of scores.
func (d *Drawings) Source() []document.Span {
	q := d.Questionnaire
	return document.Plain(d.T("report.source", "sources", voice.SourceList(d.Voice), "period", d.Period(d.Now), "method", d.Text(q.Name), "version", q.Version))
}

// Measure is the second line of a figure: what, in what unit, when; before it, that
// the data are made up, since a figure may be taken out of its page.
func (d *Drawings) Measure(key string, args ...any) string {
	line := d.T(key, append(args, "period", d.Period(d.Now), "max", d.Words.Shortest(d.Found.Now.Scale.Max, 1))...)
	if d.Found.Illustrative() {
		line = d.T("report.sample") + " · " + line
	}
	return line
}

// Value prints a score as a value of a figure.
func (d *Drawings) Value(x float64, known bool) document.Value {
	if !known || math.IsNaN(x) {
		return document.Value{Text: d.T("report.label.no-data")}
	}
	return document.Value{X: x, Known: true, Low: x, High: x, Text: d.Points(x), Class: d.Class(x)}
}

// Ranking: who stands where, with 90 % intervals.
func (d *Drawings) Ranking() *document.Figure {
	ranked := d.Found.Comparison.Ranked()
	if len(ranked) == 0 {
		return nil
	}
	f := &document.Figure{
		ID: "ranking", Kind: document.Ranking, Axis: axis(d), Source: d.Source(), Classes: d.Classes(),
		Series:  []string{d.Period(d.Now)},
		Measure: d.Measure("report.ranking.measure"),
		Average: &document.Mark{Value: d.Found.Comparison.Mean, Label: d.T("report.average", "mean", d.Points(d.Found.Comparison.Mean))},
		Message: rankingMessage(d, ranked),
	}
	if d.Found.Comparison.Draws > 0 {
		f.Measure = d.Measure("report.ranking.measure.interval", "draws", d.Found.Comparison.Draws)
	}
	before := before(d)
	if len(before) > 0 {
		f.Series = append(f.Series, d.Period(d.Previous))
	}
	var alt []string
	for _, s := range ranked {
		f.Rows = append(f.Rows, rankingRow(d, s, before))
		alt = append(alt, d.T("report.ranking.alt.row", "rank", s.Rank, "name", d.Name(s.Unit.ID), "score", withInterval(d, s)))
	}
	f.Alt = told(f.Message, alt)
	return f
}

func rankingRow(d *Drawings, s compare.Standing, before map[string]float64) document.FigureRow {
	v := d.Value(s.Score.Value, true)
	within(d, &v, s.Scores)
	row := document.FigureRow{ID: s.Unit.ID, Label: d.Name(s.Unit.ID), Values: []document.Value{v}}
	if len(before) > 0 {
		x, known := before[s.Unit.ID]
		row.Values = append(row.Values, d.Value(x, known))
	}
	return linked(row, s.Unit.ID)
}

// within gives a score its interval, which is drawn as wide as to hold it; nil: none.
func within(d *Drawings, v *document.Value, r *compare.Range) {
	if r != nil {
		v.Low, v.High, v.Between = min(r.Low, v.X), max(r.High, v.X), d.Interval(r.Low, r.High)
	}
}

// before returns the earlier overall scores of the partners in both periods.
func before(d *Drawings) map[string]float64 {
	out := map[string]float64{}
	for _, ch := range d.Found.Comparison.Changes {
		out[ch.Partner] = ch.Before
	}
	return out
}

// withInterval prints a score with its 90 % interval.
func withInterval(d *Drawings, s compare.Standing) string {
	if s.Scores == nil {
		return d.Points(s.Score.Value)
	}
	return d.Points(s.Score.Value) + " (" + d.Interval(s.Scores.Low, s.Scores.High) + ")"
}

// rankingMessage names the highest score and says whether it stands alone.
func rankingMessage(d *Drawings, ranked []compare.Standing) string {
	first := ranked[0]
	args := []any{"name", d.Name(first.Unit.ID), "score", d.Points(first.Score.Value), "n", len(first.Tied)}
	switch {
	case len(ranked) == 1:
		return d.T("report.ranking.message.one", args...)
	case d.Found.Comparison.Draws == 0:
		return d.T("report.ranking.message", args...)
	case len(first.Tied) == 0:
		return d.T("report.ranking.message.alone", args...)
	}
	return d.T("report.ranking.message.tied", args...)
}

// told joins a message and the numbers for whoever does not see the figure.
func told(message string, rows []string) string {
	return message + ". " + strings.Join(rows, "; ") + "."
}

// Maturity: how maturity levels are mixed, over partners or, where a partner
// reports on many, over its hromadas.
func (d *Drawings) Maturity() *document.Figure {
	levels := d.Found.Levels()
	key := "report.levels." + string(levels.Unit) + "s."
	if levels.Of == 0 || len(d.Levels) == 0 {
		return nil
	}
	f := &document.Figure{
		ID: "levels", Kind: document.Stacked, Source: d.Source(),
		Axis:    document.Axis{Label: d.T("report.axis.share"), Max: 100},
		Measure: d.Measure(key+"measure", "of", levels.Of),
	}
	row := document.FigureRow{ID: "all", Label: d.T(key + "label")}
	var alt []string
	for i, l := range d.Levels {
		n := levels.Level(l.Level)
		f.Series = append(f.Series, d.Text(l.Name))
		row.Values = append(row.Values, slice(d, n, min(i+1, 5)))
		alt = append(alt, d.T("report.levels.alt.row", "level", d.Text(l.Name), "n", n.N))
	}
	f.Rows = []document.FigureRow{row}
	f.Message = levelMessage(d, key, levels)
	f.Alt = told(f.Message, alt)
	return f
}

// levelMessage names the level that most units are at, or the ends where several
// levels share that place.
func levelMessage(d *Drawings, key string, levels findings.Distribution) string {
	if most, alone := levels.Most(); alone {
		return d.T(key+"message", "level", most, "top", d.TopLevel(), "name", d.Level(most), "n", levels.Level(most).N, "of", levels.Of)
	}
	low, high := levels.Ends()
	return d.T(key+"message.shared", "low", d.Level(low), "high", d.Level(high))
}

// TopLevel is the highest level that the method has.
func (d *Drawings) TopLevel() int {
	top := 0
	for _, l := range d.Levels {
		top = max(top, l.Level)
	}
	return top
}

// slice is one part of a stacked whole: drawn by its share, printed as a count.
func slice(d *Drawings, n findings.Count, class int) document.Value {
	x := n.Percent()
	return document.Value{X: x, Known: true, Low: x, High: x, Text: d.Words.Number(float64(n.N), 0), Class: class}
}

// Map: where. An oblast is shaded by the mean score of the partners whose
// territory lies in it.
func (d *Drawings) Map() *document.Figure {
	by := d.Found.Regions()
	if len(by) == 0 {
		return nil
	}
	f := &document.Figure{
		ID: "map", Kind: document.Map, Axis: axis(d), Source: d.Source(), Classes: d.Classes(),
		Series: []string{d.Period(d.Now)}, Measure: d.Measure(d.Key("report.map.measure.")),
	}
	ends, shades := findings.RegionRange(by), shadesOf(d, by)
	if shades != nil {
		f.Classes = shades.legend
	}
	var alt []string
	for _, o := range place.Oblasts {
		row := document.FigureRow{
			ID: o.ISO, Label: regionName(d, o), Values: []document.Value{d.Value(0, false)}, Muted: true,
		}
		if r, ok := by[o.ISO]; ok {
			row.Values[0], row.Muted = d.Value(r.Mean, true), false
			if shades != nil {
				row.Values[0].Class = shades.class(r.Mean)
			}
			row.Point = onlyTowns(d, r)
			row.Note = d.T("report.map.note", "names", d.Names(voice.IDs(r.Partners), 3), "score", row.Values[0].Text)
			alt = append(alt, row.Label+" — "+row.Values[0].Text)
		}
		f.Rows = append(f.Rows, row)
	}
	f.Message = d.T(d.Key("report.map.message."), "n", len(by), "of", len(place.Oblasts), "low", d.Points(ends.Low.X), "high", d.Points(ends.High.X))
	f.Alt = told(f.Message, alt)
	return f
}

// onlyTowns reports whether the score of an oblast is that of cities or hromadas in
// it, not of the oblast.
func onlyTowns(d *Drawings, r findings.Region) bool {
	return !d.Found.Records() && !slices.ContainsFunc(r.Partners, func(s compare.Standing) bool { return s.Kind == survey.KindOblast })
}

// regionName names an oblast as a map does: without the word.
func regionName(d *Drawings, o place.Oblast) string {
	name := voice.OblastName(d.Voice, o)
	for _, word := range []string{" область", " oblast", " Oblast"} {
		name = strings.TrimSuffix(name, word)
	}
	return name
}

// Heat: partner by dimension, the weakest dimension in the message.
func (d *Drawings) Heat() *document.Figure {
	dims := d.Found.Dimensions()
	ranked := d.Found.Comparison.Ranked()
	weak := d.Found.Weakest(dims)
	if len(ranked) == 0 || len(weak) == 0 {
		return nil
	}
	f := &document.Figure{
		ID: "profile", Kind: document.HeatMap, Axis: axis(d), Source: d.Source(), Classes: d.Classes(),
		Measure: d.Measure("report.heat.measure"),
		Message: d.T("report.heat.message", "node", d.Node(weak[0].Node), "mean", d.Points(weak[0].X)),
	}
	return heated(d, f, dims, ranked)
}

// heated sets up a heat map: its columns, nodes and the overall score, and its rows: a
// partner each, and their mean.
func heated(d *Drawings, f *document.Figure, nodes []score.NodeInfo, ranked []compare.Standing) *document.Figure {
	for _, n := range nodes {
		f.Series = append(f.Series, d.Text(n.Name))
	}
	f.Series = append(f.Series, d.T("report.overall"))
	ids := append(nodeIDs(nodes), d.Found.Comparison.Root)
	var alt []string
	for _, s := range ranked {
		row := linked(document.FigureRow{ID: s.Unit.ID, Label: d.Name(s.Unit.ID)}, s.Unit.ID)
		for _, id := range ids {
			v, _ := d.Found.Now.At(s.Unit, id)
			row.Values = append(row.Values, d.Value(v.Value, v.Known))
		}
		f.Rows = append(f.Rows, row)
		alt = append(alt, row.Label+": "+altValues(f.Series, row.Values))
	}
	f.Rows = append(f.Rows, meanRow(d, ids))
	shadeRows(d, f)
	f.Alt = told(f.Message, alt)
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
func meanRow(d *Drawings, ids []string) document.FigureRow {
	row := document.FigureRow{ID: "mean", Label: d.T("report.mean")}
	for _, id := range ids {
		row.Values = append(row.Values, d.Value(d.Found.Mean(id).X, true))
	}
	return row
}

func altValues(series []string, values []document.Value) string {
	var out []string
	for i, v := range values {
		out = append(out, series[i]+" "+v.Text)
	}
	return strings.Join(out, ", ")
}

// Change: what changed since the last period, sorted by change. What lies
// inside the uncertainty is drawn pale.
func (d *Drawings) Change() *document.Figure {
	changes := d.Found.Comparison.Changes
	if len(changes) == 0 {
		return nil
	}
	f := &document.Figure{
		ID: "change", Kind: document.Dumbbell, Axis: axis(d), Source: d.Source(),
		Series:  []string{d.Period(d.Previous), d.Period(d.Now)},
		Measure: d.Measure("report.change.measure", "previous", d.Period(d.Previous)),
		Message: d.ChangeMessage(),
	}
	var alt []string
	for _, ch := range changes {
		f.Rows = append(f.Rows, document.FigureRow{
			ID: ch.Partner, Link: "#" + voice.PartnerAnchor(ch.Partner), Label: d.Name(ch.Partner), Note: d.Delta(ch.Delta), Muted: doubtful(ch),
			Values: []document.Value{d.Value(ch.Before, true), d.Value(ch.After, true)},
		})
		alt = append(alt, d.T("report.change.alt.row", "name", d.Name(ch.Partner), "before", d.Points(ch.Before), "after", d.Points(ch.After), "delta", d.Delta(ch.Delta)))
	}
	f.Alt = told(f.Message, alt)
	return f
}

// doubtful reports a difference that the uncertainty analysis does not support.
func doubtful(ch compare.Change) bool { return ch.Range != nil && !ch.Clear }

// ChangeMessage counts the clear rises and falls; nothing is called a change
// that lies inside the uncertainty.
func (d *Drawings) ChangeMessage() string {
	m := d.Found.Moves()
	args := []any{"up", m.Up, "down", m.Down, "of", m.Of, "delta", d.Delta(d.Found.Comparison.MeanDelta)}
	switch {
	case m.Known == 0:
		return d.T("report.change.message", args...)
	case m.Up == m.Of:
		return d.T("report.change.message.all", args...)
	case m.Up == 0 && m.Down == 0:
		return d.T("report.change.message.none", args...)
	case m.Down == 0:
		return d.T("report.change.message.up", args...)
	case m.Up == 0:
		return d.T("report.change.message.down", args...)
	}
	return d.T("report.change.message.both", args...)
}

// Practices: which practices are mature and easy to repeat. Nil where the
// method has no dimension of replicability.
func (d *Drawings) Practices() *document.Figure {
	node := d.Found.Replicability()
	if node == "" {
		return nil
	}
	points, both := d.Found.Plane(node)
	if both.Of == 0 {
		return nil
	}
	f := &document.Figure{
		ID: "practices", Kind: document.Quadrant, Axis: axis(d), AxisY: axis(d), Source: d.Source(),
		Series: []string{d.T("report.overall"), d.Node(node)}, Measure: d.Measure("report.quadrant.measure", "n", both.N, "of", both.Of),
	}
	f.Axis.Label, f.AxisY.Label = d.T("report.overall"), d.Node(node)
	for _, p := range points {
		title := voice.TitleOf(d.Voice, p.Key(), p.Name)
		label := ""
		for _, s := range title.Short() {
			label += s.Text
		}
		f.Rows = append(f.Rows, document.FigureRow{
			ID: p.Key().Ref(), Link: "#" + voice.PracticeAnchor(p.Key()), Label: label, Lang: title.Lang, Note: d.Name(p.Partner),
			Values: []document.Value{d.Value(p.Value, true), d.Value(p.Second, true)},
		})
	}
	f.Message = d.T("report.quadrant.message", "n", both.N, "of", both.Of)
	var alt []string
	for _, r := range f.Rows {
		alt = append(alt, r.Label+": "+altValues(f.Series, r.Values))
	}
	f.Alt = told(f.Message, alt)
	return f
}

// Profile: one partner against the average, by dimension; one of which too little is
// known for a score alone.
func (d *Drawings) Profile(s *compare.Standing) *document.Figure {
	if !s.Score.Known {
		return aloneProfile(d, s)
	}
	f := &document.Figure{
		ID: "profile-" + s.Unit.ID, Kind: document.Profile, Axis: axis(d),
		Series:  []string{d.Name(s.Unit.ID), d.T("report.mean")},
		Measure: d.Measure("report.factsheet.measure"),
	}
	var alt []string
	above := findings.Above(d.Found, s)
	for _, n := range d.Found.Dimensions() {
		g, _ := s.Gap(n.ID)
		row := document.FigureRow{ID: n.ID, Label: d.Text(n.Name), Values: []document.Value{d.Value(g.Value, g.Known), d.Value(g.Mean, true)}}
		if g.Known && !math.IsNaN(g.Mean) {
			row.Values[0].Text, row.Values[1].Text = d.PointsApart(g.Value, g.Mean)
			row.Note = d.Delta(findings.FromMean(g).X())
		}
		f.Rows = append(f.Rows, row)
		alt = append(alt, row.Label+": "+altValues(f.Series, row.Values))
	}
	if above.Of == 0 {
		return nil
	}
	f.Message = profileMessage(d, s)
	f.Alt = told(f.Message, alt)
	return f
}

// aloneProfile draws the dimensions of a partner without those of the others.
func aloneProfile(d *Drawings, s *compare.Standing) *document.Figure {
	f := &document.Figure{
		ID: "profile-" + s.Unit.ID, Kind: document.Ranking, Axis: axis(d), Series: []string{d.Name(s.Unit.ID)},
		Measure: d.Measure("report.factsheet.measure.alone"),
	}
	known := 0
	var alt []string
	for _, n := range d.Found.Dimensions() {
		g, _ := s.Gap(n.ID)
		row := document.FigureRow{ID: n.ID, Label: d.Text(n.Name), Values: []document.Value{d.Value(g.Value, g.Known)}}
		if g.Known {
			known++
		}
		f.Rows = append(f.Rows, row)
		alt = append(alt, row.Label+": "+altValues(f.Series, row.Values))
	}
	if known == 0 {
		return nil
	}
	f.Message = d.T("report.factsheet.profile.unscored", "coverage", d.Words.Percent(s.Score.Coverage, 0))
	f.Alt = told(f.Message, alt)
	return f
}

// profileMessage says in how many dimensions a partner is above the average.
func profileMessage(d *Drawings, s *compare.Standing) string {
	above, below := findings.Above(d.Found, s), findings.Below(d.Found, s)
	key := "report.factsheet.profile"
	switch {
	case above.Of < 2:
	case above.N == above.Of:
		key += ".all"
	case below.N == below.Of:
		key += ".below"
	case above.N == 0:
		key += ".none"
	}
	return d.T(key, "n", above.N, "of", above.Of)
}

// Cut keeps as many rows of a figure as fit on paper: head and tail. It reports how many
// were left out.
func Cut(f *document.Figure, rows int) int {
	if f == nil || len(f.Rows) <= rows {
		return 0
	}
	left := len(f.Rows) - rows
	half := rows / 2
	f.Rows = append(slices.Clone(f.Rows[:half]), f.Rows[len(f.Rows)-(rows-half):]...)
	return left
}

// axis is the scale of scores.
func axis(d *Drawings) document.Axis {
	return document.Axis{Label: d.T("report.axis.points"), Min: d.Found.Now.Scale.Min, Max: d.Found.Now.Scale.Max}
}

// Places: of each partner's hromadas, how many are at which level.
func (d *Drawings) Places() *document.Figure {
	all := d.Found.Ranked(score.Place)
	if !d.Found.Records() || len(all) == 0 || len(d.Levels) == 0 {
		return nil
	}
	f := &document.Figure{
		ID: "places", Kind: document.Stacked, Source: d.Source(), Measure: d.Measure("report.places.measure"),
		Axis: document.Axis{Label: d.T("report.axis.share"), Max: 100},
	}
	for _, l := range d.Levels {
		f.Series = append(f.Series, d.Text(l.Name))
	}
	var alt []string
	for _, s := range d.Found.Comparison.Standings {
		levels := d.Found.LevelsOf(s.Unit.ID)
		if levels.Of == 0 {
			continue
		}
		row := document.FigureRow{ID: s.Unit.ID, Link: "#" + voice.PartnerAnchor(s.Unit.ID), Label: d.Name(s.Unit.ID), Note: strconv.Itoa(levels.Of)}
		for i, l := range d.Levels {
			row.Values = append(row.Values, slice(d, levels.Level(l.Level), min(i+1, 5)))
		}
		f.Rows = append(f.Rows, row)
		alt = append(alt, row.Label+": "+altValues(f.Series, row.Values))
	}
	f.Message = placesMessage(d)
	f.Alt = told(f.Message, alt)
	return f
}

// placesMessage names who has most hromadas at the highest level that any is at.
func placesMessage(d *Drawings) string {
	reached, most := d.Found.Levels(), 0
	_, highest := reached.Ends()
	var who []string
	for _, s := range d.Found.Comparison.Standings {
		switch n := d.Found.LevelsOf(s.Unit.ID).Level(highest).N; {
		case n > most:
			most, who = n, []string{s.Unit.ID}
		case n == most:
			who = append(who, s.Unit.ID)
		}
	}
	return d.T("report.places.message", "level", highest, "top", d.TopLevel(), "name", d.Level(highest), "n", most, "partners", d.Names(who, 3))
}

// All are the figures of the comparison, with all rows, numbered from 1. A figure
// for which there are no data is left out.
func All(d *Drawings) []*document.Figure {
	out := []*document.Figure{d.Ranking(), d.Maturity(), d.Map(), d.Heat(), d.Places()}
	out = slices.DeleteFunc(append(append(out, d.Answers()...), d.Change(), d.Practices()), func(f *document.Figure) bool { return f == nil })
	for i, f := range out {
		f.Number = strconv.Itoa(i + 1)
	}
	return out
}
