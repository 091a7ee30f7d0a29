package compose

import (
	"maps"
	"math"
	"slices"
	"strconv"

	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/alphabet"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/writing"
)

// A FactsheetPages writes what a report and a sheet of its own tell of a partner.
type FactsheetPages struct{ *Writer }

// factsheets prints two facing pages for each partner in the comparison, in order of rank,
// behind a page that lists all of them and says how to read theirs; of more than are
// listed, a table by oblast, and where the pages are.
func (c FactsheetPages) factsheets() {
	standings := c.Found.Comparison.Standings
	c.Chapter("partners", c.T("report.factsheets"))
	if writing.Many(c.Writer) {
		c.Say(c.T("report.factsheets.many", "n", len(standings)))
		if t := c.oblasts(); len(t.Rows) > 0 {
			c.Add(t)
		}
		return
	}
	c.Say(c.T("report.spread.lead"))
	c.Add(c.PartnerIndex(standings))
	sheetKey(c)
	for i := range standings {
		spreadPart(c).spread(&standings[i])
	}
}

// oblasts says of each oblast how many ranked partners lie in it, their mean, and who has
// the highest and the lowest score.
func (c FactsheetPages) oblasts() *document.Table {
	right := func(key string) document.Column {
		return document.Column{Title: c.T(key), Align: document.Right, Width: 2}
	}
	t := &document.Table{
		ID: "table-oblasts", Title: c.T("report.factsheets.oblasts"), Compact: true, Source: c.Draw.Source(),
		Columns: []document.Column{
			{Title: c.T("page.find.oblast"), Width: 4}, right("page.partners"), right("report.column.mean"),
			{Title: c.T("report.column.best"), Width: 5}, {Title: c.T("report.column.lowest"), Width: 5},
		},
	}
	by := c.Found.Regions()
	for _, iso := range slices.Sorted(maps.Keys(by)) {
		r := by[iso]
		named := func(s compare.Standing) document.Cell {
			return writing.PlainCell(c.Name(s.Unit.ID) + " (" + c.Points(s.Score.Value) + ")")
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			writing.HeadCell(voice.OblastName(c.Voice, r.Oblast)), writing.PlainCell(strconv.Itoa(len(r.Partners))),
			c.ScoreCell(score.Score{Known: true, Value: r.Mean}), named(r.Partners[0]), named(r.Partners[len(r.Partners)-1]),
		}})
	}
	return t
}

// sheetKey says how to read a partner's page.
func sheetKey(c FactsheetPages) {
	c.Say(c.T("report.factsheets.key"))
	list, keys := &document.List{}, []string{"place", "coverage", "figure", "gaps", "steps"}
	for _, key := range keys {
		list.Items = append(list.Items, []document.Span{
			{Text: c.T("report.factsheets.key." + key + ".name"), Bold: true}, {Text: " — " + c.T("report.factsheets.key."+key)}})
	}
	c.Add(list)
}

// PartnerIndex lists the partners in the alphabet of the language, each with a
// link to its page.
func (c FactsheetPages) PartnerIndex(standings []compare.Standing) *document.Table {
	t := &document.Table{
		ID: "table-partners", Title: c.T("report.factsheets.index"), Compact: true,
		Columns: []document.Column{
			{Title: c.T("report.column.partner"), Width: 5}, {Title: c.T("report.column.rank"), Align: document.Right, Width: 2},
			{Title: c.T("report.column.score"), Align: document.Right, Width: 2}, {Title: c.T("report.column.level"), Width: 3},
			{Title: c.T(c.Key("report.column.count.")), Align: document.Right, Width: 2},
		},
	}
	sorted := slices.Clone(standings)
	inOrder := alphabet.Of(c.Words.Lang())
	slices.SortStableFunc(sorted, func(a, b compare.Standing) int {
		return inOrder(c.Name(a.Unit.ID), c.Name(b.Unit.ID))
	})
	for _, s := range sorted {
		rank, level, count := "—", "—", 0
		if s.Rank > 0 {
			rank, level = strconv.Itoa(s.Rank), c.Level(s.Score.Level)
		}
		if sub := c.Found.Submission(s.Unit.ID); sub != nil {
			count = len(sub.Practices)
		}
		name := document.Span{Text: c.Name(s.Unit.ID), Link: "#" + voice.PartnerAnchor(s.Unit.ID)}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			{Spans: []document.Span{name}, Head: true}, writing.PlainCell(rank), c.ScoreCell(s.Score), writing.PlainCell(level), writing.PlainCell(strconv.Itoa(count)),
		}})
	}
	return t
}

// factsheet is one partner's page: position, strengths, gaps, next steps.
func (c FactsheetPages) factsheet(s *compare.Standing) {
	c.profile(s)
	c.StrengthsAndGaps(s)
	StepsPart(c).NextSteps(s)
	if c.Single {
		c.Upkeep(s)
	}
}

// profile tells where a partner stands: position, key figures, and dimensions against
// the average.
func (c FactsheetPages) profile(s *compare.Standing) {
	id := s.Unit.ID
	c.Add(&document.Heading{Level: sheetLevel(c), ID: voice.PartnerAnchor(id), Text: c.Name(id)})
	writing.Office(c.Writer, voice.PartnerAnchor(id))
	c.Say(c.Position(s))
	c.Add(&document.KeyFigures{Items: c.KeyPartner(s)})
	c.Say(c.Holdings(id))
	if f := c.Draw.Profile(s); f != nil {
		f.Source = document.Plain(c.T("report.factsheet.source", "sources", voice.SourceList(c.Voice), "partner", c.Name(id), "period", c.Period(c.In.Period)))
		if s.Score.Known && c.roundedFromMean(s) {
			f.Source = append(f.Source, document.Span{Text: " " + c.T("report.rounded")})
		}
		c.Show(f)
	}
}

// roundedFromMean reports whether the distance of a partner from the average prints
// otherwise than that of the printed scores in some dimension.
func (c FactsheetPages) roundedFromMean(s *compare.Standing) bool {
	return slices.ContainsFunc(c.Found.Dimensions(), func(n score.NodeInfo) bool {
		g, ok := s.Gap(n.ID)
		return ok && g.Known && !math.IsNaN(g.Mean) && c.Rounded(g.Mean, g.Value, findings.FromMean(g).X())
	})
}

// sheetLevel is the level of a factsheet's heading.
func sheetLevel(c FactsheetPages) int {
	if c.Single || c.OnSite {
		return 1
	}
	return 2
}

// Position says in one sentence where the partner stands.
func (c FactsheetPages) Position(s *compare.Standing) string {
	ranked := len(c.Found.Comparison.Ranked())
	switch {
	case s.Rank == 0 && s.Score.Held().Why == "children":
		return c.T("report.factsheet.unscored.children")
	case s.Rank == 0:
		return c.T("report.factsheet.unscored", "coverage", c.Words.Percent(s.Score.Coverage, 0))
	case ranked == 1:
		return c.T("report.factsheet.alone", "score", c.Points(s.Score.Value))
	case len(s.Tied) > 0:
		key := "report.factsheet.tied"
		if len(s.Tied) == 1 {
			key += ".one"
		}
		return c.T(key, "rank", s.Rank, "of", ranked, "names", c.NamesAndMore(c.Found.FirstTied(s, 5), len(s.Tied)))
	case c.Found.Comparison.Draws > 0:
		return c.T("report.factsheet.distinct", "rank", s.Rank, "of", ranked)
	}
	return c.T("report.factsheet.rank", "rank", s.Rank, "of", ranked)
}

// KeyPartner are the few numbers of a partner: place, score, level, coverage.
func (c FactsheetPages) KeyPartner(s *compare.Standing) []document.KeyFigure {
	var out []document.KeyFigure
	if s.Rank > 0 {
		place := document.KeyFigure{Value: strconv.Itoa(s.Rank), Label: c.T("report.factsheet.place", "of", len(c.Found.Comparison.Ranked()))}
		if s.Ranks != nil {
			place.Note = c.T("report.factsheet.places", "range", voice.Ranks(c.Voice, *s.Ranks))
		}
		points := document.KeyFigure{Value: c.Points(s.Score.Value), Label: c.T("report.factsheet.score"), Note: changeOf(c, s.Unit.ID)}
		if s.Scores != nil {
			points.Label += ", " + c.T("report.factsheet.interval", "range", c.Interval(s.Scores.Low, s.Scores.High))
		}
		out = append(out, place, points)
	}
	if name := c.Level(s.Score.Level); name != "" && s.Score.Known {
		out = append(out, document.KeyFigure{Value: strconv.Itoa(s.Score.Level), Label: c.T("report.factsheet.level", "level", name), Note: heldText(c, s)})
	}
	return append(out, document.KeyFigure{
		Value: c.Words.Percent(s.Score.Coverage, 0), Label: c.T("report.factsheet.coverage"),
		Note: c.T(c.Key("report.factsheet.rests."), "n", s.Unit.Rests[""]),
	})
}

// changeOf prints a partner's change since the last period; "" where there is none.
func changeOf(c FactsheetPages, id string) string {
	if ch, ok := c.Found.ChangeOf(id); ok {
		return c.T("report.factsheet.delta", "delta", c.Delta(ch.Delta), "verdict", verdict(ComparisonChapter(c), ch))
	}
	return ""
}

// heldText says what kept the level down; "" nothing.
func heldText(c FactsheetPages, s *compare.Standing) string {
	if h := s.Score.Held(); h.Why == "gate" {
		return c.T("report.factsheet.held", "node", c.Node(h.Node), "need", c.Words.Shortest(h.Need, 1))
	}
	return ""
}

// Holdings says what an oblast's hromadas and centres have: of how many anything
// is known, and of how many nothing is.
func (c FactsheetPages) Holdings(id string) string {
	if !c.Found.Records() {
		return ""
	}
	var out []string
	for _, b := range c.Found.Branches() {
		if h := c.Found.Replies().Holdings(id, b); h.Of > 0 {
			out = append(out, c.T("report.holdings"+voice.OfKnown(h.N, h.Of-h.N), "node", c.Node(b.Node), "n", h.Of, "known", h.N, "unknown", h.Of-h.N))
		}
	}
	return joinSentences(out)
}

func joinSentences(list []string) string {
	out := ""
	for i, s := range list {
		if i > 0 {
			out += " "
		}
		out += s
	}
	return out
}

// StrengthsAndGaps names side by side up to three criteria furthest above and
// below the average; nothing of a partner of which too little is known for a score.
func (c FactsheetPages) StrengthsAndGaps(s *compare.Standing) {
	if !s.Score.Known {
		return
	}
	up, down := findings.Strengths(s, c.Found.Criteria()), findings.Gaps(s, c.Found.Criteria())
	t := &document.Table{
		ID: "gaps-" + s.Unit.ID, Title: c.T("report.factsheet.both"), Compact: true,
		Columns: []document.Column{{Title: c.T("report.factsheet.strengths"), Width: 1}, {Title: c.T("report.factsheet.gaps"), Width: 1}},
	}
	for i := range min(3, max(len(up), len(down))) {
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{gapCell(c, s, up, i), gapCell(c, s, down, i)}})
	}
	if len(t.Rows) > 0 {
		c.Add(t)
	}
}

// gapCell prints the i-th of some gaps; empty where there are fewer.
func gapCell(c FactsheetPages, s *compare.Standing, gaps []compare.Gap, i int) document.Cell {
	if i >= len(gaps) {
		return writing.PlainCell("—")
	}
	g := gaps[i]
	own, mean := c.PointsApart(g.Value, g.Mean)
	text := c.T("report.factsheet.gap", "own", own, "mean", mean)
	if known := voice.KnownOf(c.Voice, s.Unit.ID, g.Node, "report.factsheet.known"); known != "" {
		text += "; " + known
	}
	return document.Cell{Spans: []document.Span{{Text: c.Node(g.Node), Bold: true}, {Text: ": " + text}}}
}

// Upkeep says how many problems wait in the partner's own workbook.
func (c FactsheetPages) Upkeep(s *compare.Standing) {
	sub := c.Found.Submission(s.Unit.ID)
	if sub == nil {
		return
	}
	if errors := c.Found.ProblemsOf(sub.File, cell.Error).N; errors > 0 {
		c.SaySpans(document.Small, writing.Filed(c.Writer, c.T("report.factsheet.problems", "n", errors, "file", sub.File)))
	}
}
