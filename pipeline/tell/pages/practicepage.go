package pages

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/grade"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/brief"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/compose"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/writing"
)

// aboutPractice is the page of one practice: what it is, how far it has come, every
// answer with its cell, and how to take it over.
func aboutPractice(c sitePages, u *score.Unit) Content {
	p := c.practices[u.Key()]
	overall := overallOf(c, u)
	own, _ := rooms.Get().(*room)
	if p != nil && p.Summary != "" {
		c.SaySpans(document.Lead, []document.Span{writing.Own(c.OwnLang(), p.Summary)})
	}
	c.Add(&document.List{Compact: true, Items: practiceFacts(c, own, u, p)})
	if p != nil {
		story(c, p)
	}
	c.Add(&document.KeyFigures{Items: practiceKeys(c, u, overall)})
	if f := c.Draw.Practice(u); f != nil {
		c.show(f)
	}
	byDimension(c, own, u)
	if p != nil {
		adoption(c, own, u, p)
		allAnswers(c, own, u, p)
	}
	similarTo(c, u)
	historyOf(c, u, overall)
	c.heading("cite", c.T("page.cite"))
	c.SaySpans(document.Body, []document.Span{{Text: c.Name(u.Partner) + ". "}, writing.Own(c.OwnLang(), "«"+u.Name+"»"), {Text: ". " + c.T("page.practice.cite", "title", c.title, "id", u.Partner+"/"+shortID(c, u))}})
	about := c.Name(u.Partner)
	if p != nil && p.Summary != "" {
		about = brief.Words(p.Summary, 200)
	}
	title, lang := practiceTitle(c, u, p)
	return Content{Title: title, Lang: lang, About: about, Blocks: c.Blocks, room: own}
}

// practiceTitle is the title of a practice with its language, "" the page's: on an
// English page the partner's English one where there is one.
func practiceTitle(c sitePages, u *score.Unit, p *survey.Practice) (title, lang string) {
	if p != nil && p.TitleEN != "" && c.Words.Lang() == "en" {
		return p.TitleEN, ""
	}
	return u.Name, c.OwnLang()
}

// story tells what was wrong, what was done and what changed, in the partner's words.
func story(c sitePages, p *survey.Practice) {
	for _, part := range []struct{ id, title, text string }{
		{"problem", c.T("page.story.problem"), p.Told.Problem}, {"solution", c.T("page.story.solution"), p.Told.Solution}, {"result", c.T("page.story.result"), p.Told.Result},
	} {
		if part.text != "" {
			c.heading(part.id, part.title)
			c.SaySpans(document.Body, []document.Span{writing.Own(c.OwnLang(), part.text)})
		}
	}
}

// practiceFacts are who, what field, where, since when, and where it can be seen.
func practiceFacts(c sitePages, own *room, u *score.Unit, p *survey.Practice) [][]document.Span {
	var out [][]document.Span
	add := func(key string, fact document.Span) {
		if fact.Text != "" {
			out = append(out, own.run(document.Span{Text: c.T(key), Bold: true}, document.Span{Text: " "}, fact))
		}
	}
	add("page.fact.partner", document.Span{Text: c.Name(u.Partner), Link: "#" + voice.PartnerAnchor(u.Partner)})
	if p != nil && p.TitleEN != "" && c.Words.Lang() == "en" {
		add("page.fact.title", writing.Own(c.OwnLang(), u.Name))
	}
	if u.Theme != "" {
		add("page.fact.theme", document.Span{Text: writing.ThemeName(c.Writer, u.Theme), Link: "#practices#theme=" + u.Theme})
	}
	if p == nil {
		return out
	}
	add("page.fact.place", placeOf(c, u, p))
	add("page.fact.started", document.Span{Text: p.Started})
	add("page.fact.link", document.Span{Text: p.Link, Link: p.Link})
	return out
}

// placeOf is where a practice is, as typed; it leads to the oblast.
func placeOf(c sitePages, u *score.Unit, p *survey.Practice) document.Span {
	out := writing.Own(c.OwnLang(), p.PlaceName)
	if o, ok := (listingPart{Writer: c.Writer}).oblast(u); ok {
		out.Link = "#" + oblastAnchor(o.ISO)
	}
	return out
}

// practiceKeys are the overall score, the level and the share of answers.
func practiceKeys(c sitePages, u *score.Unit, s score.Score) []document.KeyFigure {
	var out []document.KeyFigure
	if s.Known {
		key := document.KeyFigure{Value: c.Points(s.Value), Label: c.T("page.practice.score", "max", c.Words.Shortest(c.In.Now.Scale.Max, 1)), Note: c.T("report.dashboard.self-assessed")}
		if r := findings.Interval(c.Found, u, c.Found.Comparison.Root); r != nil {
			key.Label += ", " + c.T("report.factsheet.interval", "range", c.Interval(r.Low, r.High))
		}
		if n := reviewedOf(c, u.Key()); n > 0 {
			key.Note = c.T("page.practice.reviewed", "n", n)
		}
		out = append(out, key)
		if name := c.Level(s.Level); name != "" {
			out = append(out, document.KeyFigure{Value: strconv.Itoa(s.Level), Label: c.T("report.factsheet.level", "level", name)})
		}
	}
	out = append(out, document.KeyFigure{Value: c.Words.Percent(s.Coverage, 0), Label: c.T("report.factsheet.coverage")})
	if !s.Known {
		return out
	}
	borne := c.Found.Borne(u, c.Found.Comparison.Root)
	return append(out, document.KeyFigure{Value: c.Words.Percent(borne[grade.Named], 0), Label: c.T("page.practice.named"), Note: c.T("page.practice.found", "found", c.Words.Percent(borne[grade.Found], 0))})
}

// reviewedOf counts the answers of a practice that reviewers have looked at.
func reviewedOf(c sitePages, k survey.PracticeKey) (n int) {
	if p := c.practices[k]; p != nil {
		for _, a := range p.Answers {
			if a.Verified().Reviewers > 0 {
				n++
			}
		}
	}
	return n
}

// A side is a node at which a practice has a level: a dimension, and last the whole.
type side struct {
	id   string
	name document.Cell
	kind document.RowKind
}

// sidesOf are those of all practices.
func sidesOf(c sitePages) (out []side) {
	for _, n := range c.Found.Dimensions() {
		out = append(out, side{n.ID, document.Cell{Spans: document.Plain(c.Text(n.Name)), Head: true}, document.BodyRow})
	}
	return append(out, side{c.Found.Comparison.Root, document.Cell{Spans: document.Plain(c.T("report.overall")), Head: true}, document.TotalRow})
}

// byDimension is how far a practice has come, by dimension and in all: the level, the
// score, and between which scores that lies; nothing where the method has neither levels nor
// draws.
func byDimension(c sitePages, own *room, u *score.Unit) {
	draws, levels := findings.PracticeDraws(c.Found), c.In.Model.Levels
	if draws == 0 && len(levels) == 0 {
		return
	}
	t, outside := dimensionTable(c, levels, draws), false
	from := len(own.rows)
	for _, n := range c.sides() {
		s, _ := c.In.Now.At(u, n.id)
		if !s.Asked {
			continue
		}
		cells := append(make([]document.Cell, 0, 4), n.name)
		if len(levels) > 0 {
			level := ""
			if name := c.Level(s.Level); name != "" && s.Known {
				level = strconv.Itoa(s.Level) + " — " + name
			}
			cells = append(cells, document.Cell{Spans: own.text(level)})
		}
		cells = append(cells, scoreCell(c, u, n.id))
		if draws > 0 {
			between := ""
			if r := findings.Interval(c.Found, u, n.id); r != nil {
				between = c.Interval(r.Low, r.High)
				outside = outside || s.Value < r.Low || s.Value > r.High
			}
			cells = append(cells, document.Cell{Spans: own.text(between)})
		}
		own.row(n.kind, cells...)
	}
	if outside {
		t.Source = append(t.Source, document.Plain(" "+c.T("page.practice.levels.outside"))...)
	}
	if t.Rows = own.rows[from:len(own.rows):len(own.rows)]; len(t.Rows) > 1 {
		c.Add(t)
	}
}

// dimensionTable is that table without rows.
func dimensionTable(c sitePages, levels []score.MaturityLevel, draws int) *document.Table {
	t := &document.Table{ID: "by-dimension", Title: c.T("page.compare.table"), Compact: true, Columns: []document.Column{{Title: c.T("report.column.dimension")}}}
	var says []string
	if len(levels) > 0 {
		t.Title, says = c.T("page.practice.levels"), append(says, c.T("page.practice.levels.note"))
		t.Columns = append(t.Columns, document.Column{Title: c.T("page.column.level")})
	}
	if slices.ContainsFunc(levels, func(l score.MaturityLevel) bool { return len(l.Needs) > 0 }) {
		says = append(says, c.T("page.practice.levels.gates"))
	}
	t.Columns = append(t.Columns, document.Column{Title: c.T("report.column.score"), Align: document.Right})
	if draws > 0 {
		says = append(says, c.T("page.practice.levels.draws", "draws", draws))
		t.Columns = append(t.Columns, document.Column{Title: c.T("page.compare.interval"), Align: document.Right})
	}
	t.Source = document.Plain(strings.Join(says, " "))
	return t
}

// adoption gathers what another office needs to take the practice over: what the
// partner says of conditions and cost, who has done so, the answers of the dimension
// of replicability, and the acts that the answers name.
func adoption(c sitePages, own *room, u *score.Unit, p *survey.Practice) {
	var items [][]document.Span
	add := func(title string, spans ...document.Span) {
		n := len(own.spans)
		own.run(document.Span{Text: title + ":", Bold: true}, document.Span{Text: " "})
		own.run(spans...)
		items = append(items, own.spans[n:len(own.spans):len(own.spans)])
	}
	for _, part := range []struct{ title, text string }{
		{c.T("page.adopt.conditions"), p.Told.Conditions}, {c.T("page.adopt.cost"), p.Told.Cost}, {c.T("page.adopt.repeated"), p.Told.RepeatedBy},
	} {
		if part.text != "" {
			add(part.title, writing.Own(c.OwnLang(), part.text))
		}
	}
	var acts []act
	for i := range p.Answers {
		a := &p.Answers[i]
		k, ok := c.In.Questionnaire.Criterion(a.Criterion)
		if !ok {
			continue
		}
		if k.Group != "" && k.Group == c.Found.Replicability() && a.State == survey.Given {
			spans := saidSpans(c, k, a)
			if a.Evidence() != "" {
				spans = append(slices.Clone(spans), document.Span{Text: " — "}, evidenceSpan(c, a.Evidence()))
			}
			add(c.Text(k.Name), spans...)
		} else if text := strings.TrimSpace(a.Evidence()); a.Evident && text != "" && !document.Follows(text) {
			acts = addAct(acts, text, c.Text(k.Name))
		}
	}
	adopters, source := c.adopters[u.Key().Ref()], sourceOf(c, p)
	if items == nil && acts == nil && adopters == nil && source == nil {
		return
	}
	c.heading("adopt", c.T("page.adopt"))
	if source != nil {
		c.SaySpans(document.Body, source)
	}
	if items != nil {
		c.Add(&document.List{Items: items})
	}
	if adopters != nil {
		c.Say(c.T("page.adopt.by", "n", len(adopters)))
		c.Add(&document.List{Compact: true, Items: adoptersSpans(c, adopters)})
	}
	if acts != nil {
		c.Say(c.T("page.adopt.acts"))
		var list [][]document.Span
		for _, a := range acts {
			list = append(list, own.run(writing.Own(c.OwnLang(), a.text), document.Span{Text: " — " + strings.Join(a.of, "; ")}))
		}
		c.Add(&document.List{Compact: true, Items: list})
	}
}

// An act is evidence that is no address, and the questions whose answers name it.
type act struct {
	text string
	of   []string
}

func addAct(list []act, text, of string) []act {
	for i := range list {
		if list[i].text == text {
			list[i].of = append(list[i].of, of)
			return list
		}
	}
	return append(list, act{text, []string{of}})
}

// sourceOf says from whom the practice was taken over; nil: it does not say.
func sourceOf(c sitePages, p *survey.Practice) []document.Span {
	a := p.Adopted
	if a.Raw == "" && a.From == "" {
		return nil
	}
	from := writing.Own(c.OwnLang(), a.Raw)
	if key, ok := c.named[a.From]; ok {
		from = document.Span{Text: c.practices[key].Title, Lang: c.OwnLang(), Link: "#" + voice.PracticeAnchor(key)}
	}
	spans := []document.Span{{Text: c.T("page.adopt.from"), Bold: true}, {Text: " "}, from}
	if a.On != "" {
		spans = append(spans, document.Span{Text: ", " + voice.Day(c.Voice, a.On)})
	}
	if a.Act != "" {
		spans = append(spans, document.Span{Text: ", "}, evidenceSpan(c, a.Act))
	}
	return spans
}

// adoptersSpans names who has taken a practice over, each with its own practice.
func adoptersSpans(c sitePages, keys []survey.PracticeKey) [][]document.Span {
	var out [][]document.Span
	for _, k := range keys[:min(listed, len(keys))] {
		p := c.practices[k]
		own := writing.Own(c.OwnLang(), p.Title)
		own.Link = "#" + voice.PracticeAnchor(k)
		spans := []document.Span{{Text: c.Name(k.Partner), Link: "#" + voice.PartnerAnchor(k.Partner)}, {Text: " — "}, own}
		if p.Adopted.On != "" {
			spans = append(spans, document.Span{Text: ", " + voice.Day(c.Voice, p.Adopted.On)})
		}
		out = append(out, spans)
	}
	if more := len(keys) - len(out); more > 0 {
		out = append(out, document.Plain(c.T("page.more", "n", more)))
	}
	return out
}

// evidenceSpan is a text that names evidence; an address leads there.
func evidenceSpan(c sitePages, text string) document.Span {
	s := writing.Own(c.OwnLang(), text)
	if document.Follows(text) {
		s.Link = text
	}
	return s
}

// A saying is what the words for an answer depend on, where they are not the partner's.
type saying struct {
	criterion       string
	state           survey.State
	choice          string
	counts, claimed float64
}

// saidSpans is an answer in the words of its level or choice, made once for all that are
// alike.
func saidSpans(c sitePages, k *survey.Criterion, a *survey.Answer) []document.Span {
	if _, offered := k.Option(a.Choice); a.State == survey.Given && !k.Kind.Graded() && !offered {
		return said(c, k, a)
	}
	key := saying{k.ID, a.State, a.Choice, 0, 0}
	if a.State == survey.Given && k.Kind.Graded() {
		key.counts, key.claimed = k.Counts(*a), a.Claims()
	}
	if spans, ok := c.said.get(key); ok {
		return spans
	}
	return c.said.keep(key, said(c, k, a))
}

func said(c sitePages, k *survey.Criterion, a *survey.Answer) []document.Span {
	switch {
	case a.State != survey.Given:
		return document.Plain(c.T("page.state." + a.State.String()))
	case k.Kind.Graded():
		level := k.Counts(*a)
		text := c.Words.Shortest(level, 0)
		for _, l := range k.Levels {
			if float64(l.Level) == level {
				text += " — " + cmp.Or(c.Text(l.Text), c.Text(l.Name))
			}
		}
		if level < a.Claims() {
			text += " " + c.T("page.capped", "level", c.Words.Shortest(a.Claims(), 0))
		}
		return document.Plain(text)
	case k.Kind.Measured():
		return document.Plain(strings.TrimSpace(c.Words.Shortest(a.Number, 4) + " " + c.Text(k.Unit)))
	}
	if o, offered := k.Option(a.Choice); offered {
		return document.Plain(c.Text(o.Name))
	}
	return []document.Span{writing.Own(c.OwnLang(), a.Raw)}
}

// allAnswers is every answer with its evidence and the cell that it stands in.
func allAnswers(c sitePages, own *room, u *score.Unit, p *survey.Practice) {
	t := &document.Table{ID: "answers", Compact: true, Columns: []document.Column{
		{Title: c.T("report.column.criterion")}, {Title: c.T("report.column.answer")}, {Title: c.T("report.column.score"), Align: document.Right}, {Title: c.T("page.column.evidence")}, {Title: c.T("page.column.cell")},
	}}
	from := len(own.rows)
	group, in := "", sheetNames{c: c, alone: oneSheet(p)}
	for i := range c.In.Questionnaire.Criteria {
		k := &c.In.Questionnaire.Criteria[i]
		a := answerTo(p, k.ID, i)
		if a == nil || a.State == survey.NotAsked {
			continue
		}
		if k.Group != group {
			group = k.Group
			own.row(document.GroupRow, document.Cell{Spans: own.text(c.Node(group))})
		}
		evidence := document.Cell{}
		if a.Evidence() != "" {
			evidence.Spans = own.run(evidenceSpan(c, a.Evidence()))
		}
		own.row(document.BodyRow, c.heads()[i], document.Cell{Spans: saidSpans(c, k, a)}, scoreCell(c, u, k.ID), evidence, document.Cell{Spans: own.text(in.cell(a.At))})
		own.rows[len(own.rows)-1].ID = k.ID
	}
	if t.Rows = own.rows[from:]; len(t.Rows) > 0 {
		c.heading("all-answers", c.T("page.answers"))
		if in.alone {
			c.SaySpans(document.Small, document.Plain(c.T("page.answers.sheet", "sheet", compose.AdviceWords{Writer: c.Writer}.CellText(in.sheet))))
		}
		c.Add(t)
	}
}

// headsOf names the criteria, as rows of answers begin, in their order.
func headsOf(c sitePages) []document.Cell {
	var out []document.Cell
	for _, k := range c.In.Questionnaire.Criteria {
		out = append(out, document.Cell{Spans: []document.Span{{Text: c.Text(k.Name), Link: "#" + voice.CriterionAnchor(k.ID)}}, Head: true})
	}
	return out
}

// answerTo finds the answer to a criterion, which mostly stands at the place of its
// question; nil: there is none.
func answerTo(p *survey.Practice, criterion string, at int) *survey.Answer {
	if at < len(p.Answers) && p.Answers[at].Criterion == criterion {
		return &p.Answers[at]
	}
	i := slices.IndexFunc(p.Answers, func(a survey.Answer) bool { return a.Criterion == criterion })
	if i < 0 {
		return nil
	}
	return &p.Answers[i]
}

// scoreCell is the score of a practice at a criterion; known ones are printed once.
func scoreCell(c sitePages, u *score.Unit, id string) document.Cell {
	s, _ := c.In.Now.At(u, id)
	if !s.Known {
		return c.ScoreCell(s)
	}
	if out, ok := c.scores.get(s.Value); ok {
		return out
	}
	return c.scores.keep(s.Value, c.ScoreCell(s))
}

// sheetNames name cells; the answers of a practice stand in one sheet, which is named
// once.
type sheetNames struct {
	c     sitePages
	sheet cell.Ref
	name  string
	alone bool // it is named above the cells
}

// oneSheet reports whether all answers of a practice stand in cells of one sheet.
func oneSheet(p *survey.Practice) bool {
	first := cell.Ref{}
	for i := range p.Answers {
		at := p.Answers[i].At
		if p.Answers[i].State == survey.NotAsked {
			continue
		}
		if first.File == "" {
			first = at
		}
		if at.Sheet == "" || at.Row == 0 || at.Col == 0 || at.File != first.File || at.Sheet != first.Sheet {
			return false
		}
	}
	return first.File != ""
}

func (n *sheetNames) cell(at cell.Ref) string {
	words := compose.AdviceWords{Writer: n.c.Writer}
	if at.Sheet == "" || at.Row == 0 || at.Col == 0 {
		return words.CellText(at)
	}
	if sheet := (cell.Ref{File: at.File, Sheet: at.Sheet}); n.sheet != sheet {
		n.sheet, n.name = sheet, words.CellText(sheet)+", "
	}
	if n.alone {
		return at.Name()
	}
	return n.name + at.Name()
}

// similarTo names practices by others that are about the same, and after them those of
// the same field with the highest scores.
func similarTo(c sitePages, u *score.Unit) {
	var items [][]document.Span
	named := map[survey.PracticeKey]bool{}
	add := func(o findings.Scored) {
		if len(items) == similar || named[o.Key()] || o.Partner == u.Partner {
			return
		}
		named[o.Key()] = true
		name := writing.Own(c.OwnLang(), o.Name)
		name.Link = "#" + voice.PracticeAnchor(o.Key())
		items = append(items, []document.Span{name, {Text: " — " + c.Name(o.Partner) + ", " + c.Points(o.Value)}})
	}
	for _, o := range c.alike().to(u) {
		add(o)
	}
	if u.Theme != "" {
		for _, o := range c.themes[u.Theme] {
			if add(o); len(items) == similar {
				break
			}
		}
	}
	if items != nil {
		c.heading("similar", c.T("page.similar"))
		c.Add(&document.List{Items: items})
	}
}

// historyOf says how the practice stood in the period before.
func historyOf(c sitePages, u *score.Unit, now score.Score) {
	if s := c.before[u.Key()]; s.Known && now.Known {
		c.heading("history", c.T("page.history"))
		c.Say(c.T("page.history.text", "previous", c.Period(c.In.Previous), "before", c.Points(s.Value), "now", c.Points(now.Value), "delta", c.Delta(now.Value-s.Value)))
	}
}

// aboutCriterion is the page of one question: its levels, how they are held, and who
// has the highest.
func aboutCriterion(c sitePages, n score.NodeInfo) Content {
	name := c.Text(n.Name)
	k, asked := c.In.Questionnaire.Criterion(n.ID)
	about := name
	if asked {
		about = cmp.Or(c.Text(k.Question), name)
		c.SaySpans(document.Lead, document.Plain(about))
		c.Say(c.Text(k.Help))
	}
	c.Add(&document.KeyFigures{Items: criterionKeys(c, n)})
	if asked && k.Kind.Graded() {
		rubricCounts(c, k)
	}
	holders(c, n.ID)
	if r := adviceOn(c, n.ID); r != nil {
		c.heading("advice", c.T("report.advice"))
		c.Add(&document.List{Items: r})
	}
	return contentOf(c, name, about)
}

func criterionKeys(c sitePages, n score.NodeInfo) []document.KeyFigure {
	var out []document.KeyFigure
	for _, w := range c.Found.Weights() {
		if w.Node.ID == n.ID {
			out = append(out, document.KeyFigure{Value: c.Words.Percent(w.Share, 1), Label: c.T("page.criterion.weight")})
		}
	}
	if m := c.Found.Mean(n.ID); m.Known {
		out = append(out, document.KeyFigure{Value: c.Points(m.X), Label: c.T("report.mean")})
	}
	if g := c.Found.Replies().Given(n.ID); g.Of > 0 {
		out = append(out, document.KeyFigure{Value: c.T("report.of", "n", g.N, "of", g.Of), Label: c.T("page.criterion.known")})
	}
	return out
}

// rubricCounts is the rubric with how many practices count at each level.
func rubricCounts(c sitePages, k *survey.Criterion) {
	counts := c.levels()[k.ID]
	t := &document.Table{Columns: []document.Column{{Title: c.T("page.column.level"), Align: document.Right}, {Title: c.T("page.column.words")}, {Title: c.T(c.Key("report.column.count.")), Align: document.Right}}}
	for _, l := range k.Levels {
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{{Spans: document.Plain(strconv.Itoa(l.Level)), Head: true}, writing.PlainCell(cmp.Or(c.Text(l.Text), c.Text(l.Name))), writing.PlainCell(strconv.Itoa(counts[l.Level]))}})
	}
	c.heading("levels", c.T("page.criterion.levels"))
	c.Add(t)
}

// holders names the practices with the highest score at a criterion.
func holders(c sitePages, id string) {
	var items [][]document.Span
	n, high := 0, 0.0
	for i := range c.Found.Now.Units {
		if u := &c.Found.Now.Units[i]; u.Kind == score.Practice && u.Apart == "" {
			if s, _ := c.In.Now.At(u, id); s.Known {
				high = max(high, s.Value)
			}
		}
	}
	for _, p := range c.ranked {
		s, _ := c.In.Now.At(p.Unit, id)
		if !s.Known || s.Value < high || high <= c.In.Now.Scale.Min {
			continue
		}
		if n++; n <= listed {
			name := writing.Own(c.OwnLang(), p.Name)
			name.Link = "#" + voice.PracticeAnchor(p.Key())
			items = append(items, []document.Span{name, {Text: " — "}, {Text: c.Name(p.Partner), Link: "#" + voice.PartnerAnchor(p.Partner)}})
		}
	}
	if items == nil {
		return
	}
	c.heading("best", c.T("page.criterion.best", "score", c.Points(high)))
	c.Add(&document.List{Items: items})
	if n > listed {
		c.Say(c.T("page.more", "n", n-listed))
	}
}

// adviceOn lists the recommendations that close a criterion.
func adviceOn(c sitePages, id string) [][]document.Span {
	var out [][]document.Span
	for i := range c.Found.Recommendations {
		r := &c.Found.Recommendations[i]
		for _, t := range r.Rule.Close {
			if t.Criterion == id {
				out = append(out, []document.Span{{Text: compose.AdviceWords{Writer: c.Writer}.Fill(r, r.Rule.Title), Link: "#" + compose.CardID(r)}})
				break
			}
		}
	}
	return out
}
