// Package pages says what stands on each page of the site: one for every practice,
// partner and criterion, and those that lead there. It believes that a page tells
// what the report tells, in its words, and that whoever finds it elsewhere can go on
// from it to what it rests on.
package pages

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/parallel"
	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/brief"
	"depository.example/depository/pipeline/survey/period"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/compose"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/followed"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/tell/writing"
)

// A PageKind is what a page of the site is about.
type PageKind string

// The kinds of pages, in the order of the site's navigation.
const (
	HomePage          PageKind = "home"
	PracticesPage     PageKind = "practices"
	PracticePage      PageKind = "practice"
	PartnersPage      PageKind = "partners"
	PartnerPage       PageKind = "partner"
	ComparePage       PageKind = "compare"
	ExplorePage       PageKind = "explore"
	OblastsPage       PageKind = "oblasts"
	OblastPage        PageKind = "oblast"
	CriteriaPage      PageKind = "criteria"
	CriterionPage     PageKind = "criterion"
	AdvicePage        PageKind = "recommendations"
	PeriodsPage       PageKind = "periods"
	MethodPage        PageKind = "method"
	DataPage          PageKind = "data"
	AccessibilityPage PageKind = "accessibility"
)

// A Page is one page of the site before it is written.
type Page struct {
	Kind PageKind
	// Of is the partner of a partner's or practice's page, the criterion of a
	// criterion's, the code of an oblast's; "" elsewhere. ID is the practice.
	Of, ID string
	Anchor string // links to the page are "#"+Anchor
	Make   func() Content
}

// Content is what stands on a page. Headings begin at level 2.
type Content struct {
	Title, Lang string // Lang of the title, where it differs from the page's
	About       string // one sentence, for who finds the page elsewhere
	Blocks      []document.Block

	room *room // nil: the blocks are the content's own
}

// A Site is the site of one period in one language: its pages, and the rows of its
// catalogue.
type Site struct {
	Lang       string
	Cover      document.Document // without blocks
	Period     string            // as printed
	Pages      []Page
	Practices  []Listing
	Explorer   *Explorer
	Scale      [2]float64 // the ends of the scale of scores
	Folder     string     // the period, as its folder is called
	Method     MethodNote
	Covers     string // the days of the period, ISO 8601: 2026-01-01/2026-06-30
	Licence    string // under which the data may be used; "" the publisher does not say
	Unverified string // says on what a score rests that reviewers have not looked at
	// PracticeWord names what the catalogue lists, where it is not practices.
	PracticeWord string
	// T prints a text of the wording as the pages do: of open data it says nothing of partners.
	T func(key string, args ...any) string

	record func(i int) Record
}

// A MethodNote names the method of a site.
type MethodNote struct{ Hash, Name string }

// NewSite makes the site of one language, that of texts. Pages are made when they
// are asked for; several may be made at once.
func NewSite(in compose.Input, texts *wording.Catalogue) *Site {
	return siteOf(in, texts, whatIsKnown(in))
}

// NewSites makes the sites of one period in several languages, as NewSite does: what
// holds in all of them they have in common.
func NewSites(in map[string]compose.Input, languages []*wording.Catalogue) []*Site {
	out := make([]*Site, len(languages))
	if len(out) == 0 {
		return out
	}
	k := whatIsKnown(in[languages[0].Lang()])
	parallel.Each(len(out), func(i int) { out[i] = siteOf(in[languages[i].Lang()], languages[i], k) })
	return out
}

func siteOf(in compose.Input, texts *wording.Catalogue, k *known) *Site {
	c := writing.New(in, texts)
	c.OnSite = true
	p := newPages(c, k)
	s := &Site{Lang: texts.Lang(), Cover: *compose.Cover(c), Period: c.Period(in.Period), Practices: listingPart{Writer: c}.listings()}
	s.Explorer, s.Scale = explorer(p), [2]float64{in.Now.Scale.Min, in.Now.Scale.Max}
	s.Folder, s.Method = in.Period, MethodNote{in.Questionnaire.Hash, c.T("page.method.version", "method", c.Text(in.Questionnaire.Name), "version", in.Questionnaire.Version)}
	s.Covers, s.Licence = covers(in.Period), c.Text(in.Imprint["licence"])
	s.Unverified, s.T = c.T("report.dashboard.self-assessed"), c.T
	s.identify(p)
	units := c.Found.Now.Of(score.Practice)
	s.record = func(i int) Record { return recordOf(p, units[i]) }
	if c.Found.Records() {
		s.PracticeWord = c.T("report.dashboard.records")
	}
	single := func(kind PageKind, anchor string, make func(sitePages) Content) {
		s.Pages = append(s.Pages, Page{Kind: kind, Anchor: anchor, Make: func() Content { return make(p.fresh()) }})
	}
	single(HomePage, "home", homeContent)
	single(PracticesPage, "practices", catalogueContent)
	for _, u := range c.Found.Now.Of(score.Practice) {
		s.Pages = append(s.Pages, Page{Kind: PracticePage, Of: u.Partner, ID: shortID(p, u), Anchor: voice.PracticeAnchor(u.Key()), Make: func() Content { return aboutPractice(p.fresh(), u) }})
	}
	for n := range partnerLists(c) {
		s.Pages = append(s.Pages, Page{Kind: PartnersPage, ID: strconv.Itoa(n + 1), Anchor: partnersAnchor(n), Make: func() Content { return p.fresh().partners(n) }})
	}
	for _, list := range [][]compare.Standing{c.Found.Comparison.Standings, c.Found.Comparison.Apart} {
		for i := range list {
			s.Pages = append(s.Pages, Page{Kind: PartnerPage, Of: list[i].Unit.ID, Anchor: voice.PartnerAnchor(list[i].Unit.ID), Make: func() Content { return aboutPartner(p.fresh(), &list[i]) }})
		}
	}
	single(ComparePage, "compare", compareContent)
	single(ExplorePage, "explore", exploreContent)
	if len(p.regions) > 0 {
		single(OblastsPage, "oblasts", oblastsContent)
	}
	for _, r := range p.regions {
		s.Pages = append(s.Pages, Page{Kind: OblastPage, Of: r.ISO, Anchor: oblastAnchor(r.ISO), Make: func() Content { return aboutOblast(p.fresh(), r) }})
	}
	single(CriteriaPage, "criteria", criteriaContent)
	for _, n := range c.Found.Criteria() {
		s.Pages = append(s.Pages, Page{Kind: CriterionPage, Of: n.ID, Anchor: voice.CriterionAnchor(n.ID), Make: func() Content { return aboutCriterion(p.fresh(), n) }})
	}
	single(AdvicePage, "recommendations", recommendationsContent)
	single(PeriodsPage, "periods", periodsContent)
	single(MethodPage, "method", methodContent)
	single(DataPage, "data", dataContent)
	single(AccessibilityPage, "accessibility", accessibilityContent)
	return s
}

// covers is a period as ISO 8601 has it; its name where its days are not known.
func covers(name string) string {
	p := period.Parse(name)
	first, ok := p.FirstDay()
	last, _ := p.LastDay()
	if !ok {
		return name
	}
	return first.Format(time.DateOnly) + "/" + last.Format(time.DateOnly)
}

// A sitePages writes the pages of the site.
type sitePages struct {
	*compose.Writer
	*known
	ranked  []findings.Scored            // practices, the highest first
	themes  map[string][]findings.Scored // the same by theme
	regions []region
	title   string                 // of the whole
	looked  string                 // how many practices reviewers have looked at
	index   func() []document.Row  // of all partners, in the alphabet
	alike   func() *likeness       // practices by their words
	heads   func() []document.Cell // the names of the criteria
	sides   func() []side          // where a practice has a level
	said    *memo[saying, []document.Span]
	scores  *memo[float64, document.Cell]
}

// newPages looks up once what many pages need.
func newPages(c *compose.Writer, k *known) sitePages {
	p := sitePages{Writer: c, known: k, themes: map[string][]findings.Scored{}}
	p.ranked = c.Found.Ranked(score.Practice)
	for _, r := range p.ranked {
		p.themes[r.Theme] = append(p.themes[r.Theme], r)
	}
	p.title, p.regions, p.looked = compose.Cover(c).Title, regionsOf(p), lookedAt(p)
	p.alike = sync.OnceValue(func() *likeness { return likenessOf(p) })
	p.heads = sync.OnceValue(func() []document.Cell { return headsOf(p) })
	p.sides = sync.OnceValue(func() []side { return sidesOf(p) })
	p.said, p.scores = newMemo[saying, []document.Span](), newMemo[float64, document.Cell]()
	p.index = sync.OnceValue(func() []document.Row {
		return compose.FactsheetPages{Writer: c}.PartnerIndex(slices.Concat(c.Found.Comparison.Standings, c.Found.Comparison.Apart)).Rows
	})
	return p
}

// identify tells each row of the catalogue its name below its partner, and where it
// stands by dimension.
func (s *Site) identify(c sitePages) {
	at := s.Explorer.positions(c)[1 : 1+s.Explorer.Sides]
	for i, u := range c.Found.Now.Of(score.Practice) {
		l := &s.Practices[i]
		l.ID, l.Sides = shortID(c, u), valuesAt(u, at)
		l.Title, l.Lang = practiceTitle(c, u, c.practices[u.Key()])
	}
}

// shortID is the name of a practice below its partner: its own where no other has it.
func shortID(c sitePages, u *score.Unit) string {
	alike := 0
	for _, o := range c.units[u.Partner] {
		if o.ID == u.ID {
			alike++
		}
	}
	if alike > 1 {
		return voice.PracticeID(u.Key())
	}
	return u.ID
}

// overallOf is the score of a practice at the root.
func overallOf(c sitePages, u *score.Unit) score.Score {
	s, _ := c.In.Now.At(u, c.Found.Comparison.Root)
	return s
}

// fresh is a page with nothing on it yet.
func (c sitePages) fresh() sitePages {
	page := *c.Writer
	page.Blocks, page.Figures = nil, 0
	c.Writer = &page
	return c
}

// heading opens a section of a page.
func (c sitePages) heading(id, text string) {
	c.Add(&document.Heading{Level: 2, ID: id, Text: text})
}

// longest is an alternative text, in bytes, that no page has: one that is longer is made
// of the message and some rows where the figure is drawn.
const longest = 8 << 10

// show adds a figure, and says below it who is not in it and what reviewers have
// looked at.
func (c sitePages) show(f *document.Figure) {
	if f == nil || len(f.Rows) == 0 {
		return
	}
	whole := *f
	if len(whole.Alt) > longest {
		whole.Alt = ""
	}
	whole.Source = append(slices.Clone(f.Source), document.Span{Text: " " + c.looked})
	if c.mark(&whole) {
		whole.Source = append(whole.Source, document.Span{Text: " " + c.T("page.verified.mark")})
	}
	if names := missingFrom(c, f); names != "" {
		whole.Source = append(whole.Source, document.Span{Text: " " + names})
	}
	c.Show(&whole)
}

// mark tells the rows of a figure that reviewers have looked at from others, and
// reports whether there are such.
func (c sitePages) mark(f *document.Figure) bool {
	if !slices.ContainsFunc(f.Rows, func(r document.FigureRow) bool { return c.verified[r.Link] }) {
		return false
	}
	f.Rows = slices.Clone(f.Rows)
	for i := range f.Rows {
		if r := &f.Rows[i]; c.verified[r.Link] {
			r.Label = "✓ " + r.Label
		}
	}
	return true
}

// verified reports whether reviewers have looked at an answer of a practice.
func verified(p *survey.Practice) bool {
	return slices.ContainsFunc(p.Answers, func(a survey.Answer) bool { return a.Verified().Reviewers > 0 })
}

// missingFrom names what a figure does not show: rows without any value, and, where
// its rows are partners, those that have none.
func missingFrom(c sitePages, f *document.Figure) string {
	var empty, absent []string
	held, partners := map[string]bool{}, false
	for _, r := range f.Rows {
		held[r.ID] = true
		partners = partners || r.Link == "#"+voice.PartnerAnchor(r.ID)
		if !slices.ContainsFunc(r.Values, func(v document.Value) bool { return v.Known }) {
			empty = append(empty, r.Label)
		}
	}
	if partners {
		for _, list := range [][]compare.Standing{c.Found.Comparison.Standings, c.Found.Comparison.Apart} {
			for i := range list {
				if id := list[i].Unit.ID; !held[id] {
					absent = append(absent, c.Name(id))
				}
			}
		}
	}
	var out []string
	if absent != nil {
		out = append(out, c.T("page.missing", "names", some(c, absent)))
	}
	if empty != nil {
		out = append(out, c.T("page.missing.rows", "names", some(c, empty)))
	}
	return strings.Join(out, " ")
}

// some is a list of names that does not grow without bound.
func some(c sitePages, names []string) string {
	text := voice.Listed(names[:min(shown, len(names))])
	if more := len(names) - shown; more > 0 {
		text += " " + c.T("page.more", "n", more)
	}
	return text
}

// lookedAt says how many practices reviewers have looked at.
func lookedAt(c sitePages) string {
	n := 0
	for _, p := range c.practices {
		if verified(p) {
			n++
		}
	}
	if n == 0 {
		return c.T("page.verified.none")
	}
	return c.T("page.verified.some", "n", n, "of", len(c.practices))
}

// homeContent says the whole in brief, and leads to the rest.
func homeContent(c sitePages) Content {
	s := compose.SummaryChapter{Writer: c.Writer}
	c.SaySpans(document.Lead, document.Plain(s.Opening()))
	c.Add(&document.KeyFigures{Items: compose.KeysPart{Writer: c.Writer}.KeyFigures()})
	byTheme(c)
	if list := s.Findings(); len(list) > 0 {
		c.heading("findings", c.T("report.findings"))
		c.Add(&document.List{Ordered: true, Items: list})
	}
	d := c.Draw
	for _, f := range []*document.Figure{d.Ranking(), d.Map(), d.Maturity(), d.Change()} {
		c.show(f)
	}
	if len(c.Found.Recommendations) > 0 {
		c.heading("proposals", c.T("report.proposals"))
		c.Add(&document.List{Ordered: true, Items: firstTitles(c, 5)})
	}
	return contentOf(c, c.title, s.Opening())
}

// byTheme leads to the practices of each field: who looks for one knows the field, and
// not what a partner called it.
func byTheme(c sitePages) {
	counts := map[string]int{}
	for _, u := range c.Found.Now.Of(score.Practice) {
		counts[u.Theme]++
	}
	var items [][]document.Span
	for _, t := range c.In.Questionnaire.Themes {
		if n := counts[t.ID]; n > 0 {
			items = append(items, []document.Span{{Text: writing.ThemeName(c.Writer, t.ID), Link: "#practices#theme=" + t.ID}, {Text: " — " + strconv.Itoa(n)}})
		}
	}
	if len(items) < 2 {
		return
	}
	c.heading("themes", c.T("page.find.themes"))
	c.Add(&document.List{Compact: true, Items: items})
}

// firstTitles lists the first recommendations, each with its place.
func firstTitles(c sitePages, most int) [][]document.Span {
	var out [][]document.Span
	for i := range c.Found.Recommendations[:min(most, len(c.Found.Recommendations))] {
		r := &c.Found.Recommendations[i]
		out = append(out, []document.Span{{Text: compose.AdviceWords{Writer: c.Writer}.Fill(r, r.Rule.Title), Link: "#" + compose.CardID(r)}})
	}
	return out
}

func contentOf(c sitePages, title, about string) Content {
	return Content{Title: title, About: about, Blocks: c.Blocks}
}

// listed is how many practices a page lists in its table; the script of the site
// finds the others, and a partner's page has its own.
const listed = 30

// catalogueContent shows where practices stand, and the best of them as a table.
func catalogueContent(c sitePages) Content {
	title := c.T(c.Key("page.practices."))
	all := c.ranked
	c.Say(c.T(c.Key("page.practices.lead."), "n", len(c.Found.Now.Of(score.Practice))))
	rows := make([]document.Row, 0, listed)
	for _, p := range all[:min(listed, len(all))] {
		rows = append(rows, practiceLine(c, p.Unit, *p.Score, true))
	}
	c.Add(&document.Table{ID: "catalogue", Title: c.T("page.practices.best", "n", len(rows), "of", len(all)), Columns: practiceColumns(c, true), Rows: rows})
	c.show(c.Draw.Practices())
	return contentOf(c, title, c.T(c.Key("page.practices.lead."), "n", len(c.Found.Now.Of(score.Practice))))
}

func practiceColumns(c sitePages, partner bool) []document.Column {
	out := []document.Column{{Title: c.T("report.column.practice")}, {Title: c.T("report.column.theme")}, {Title: c.T("report.column.score"), Align: document.Right}, {Title: c.T("report.column.level")}}
	if partner {
		out = slices.Insert(out, 1, document.Column{Title: c.T("report.column.partner")})
		out = append(out, document.Column{Title: c.T("page.column.basis")})
	}
	return out
}

func practiceLine(c sitePages, u *score.Unit, s score.Score, partner bool) document.Row {
	level := "—"
	if s.Known {
		level = cmp.Or(c.Level(s.Level), "—")
	}
	name := writing.Own(c.OwnLang(), u.Name)
	name.Link = "#" + voice.PracticeAnchor(u.Key())
	cells := []document.Cell{{Spans: []document.Span{name}, Head: true}, writing.PlainCell(writing.ThemeName(c.Writer, u.Theme)), c.ScoreCell(s), writing.PlainCell(level)}
	if partner {
		basis := c.T("report.dashboard.self-assessed")
		if c.verified["#"+voice.PracticeAnchor(u.Key())] {
			basis = "✓ " + c.T("page.verified.yes")
		}
		cells = append(cells, writing.PlainCell(basis))
		cells = slices.Insert(cells, 1, document.Cell{Spans: []document.Span{{Text: c.Name(u.Partner), Link: "#" + voice.PartnerAnchor(u.Partner)}}})
	}
	return document.Row{Cells: cells}
}

// perList is how many partners one page lists, and how many rows of other tables it
// shows.
const perList = 80

// partnerLists is how many pages the list of partners takes, one at least.
func partnerLists(c *compose.Writer) int {
	return max(1, (len(c.Found.Comparison.Standings)+len(c.Found.Comparison.Apart)+perList-1)/perList)
}

// partnersAnchor is the place of the n-th part of the list, from 0.
func partnersAnchor(n int) string {
	if n == 0 {
		return "partners"
	}
	return "partners-" + strconv.Itoa(n+1)
}

// partners shows who stands where, and the n-th part of the list.
func (c sitePages) partners(n int) Content {
	d := c.Draw
	if n > 0 {
		partnerList(c, n)
		return contentOf(c, c.T("page.partners"), c.T("page.partners.lead", "n", len(c.Found.Comparison.Standings)))
	}
	c.Say(c.T("page.partners.lead", "n", len(c.Found.Comparison.Standings)+len(c.Found.Comparison.Apart)))
	c.Say(compose.SummaryChapter{Writer: c.Writer}.TieText())
	c.show(d.Heat())
	partnerList(c, 0)
	compose.ComparisonChapter{Writer: c.Writer}.Unscored()
	compose.ComparisonChapter{Writer: c.Writer}.Apart()
	return contentOf(c, c.T("page.partners"), c.T("page.partners.lead", "n", len(c.Found.Comparison.Standings)))
}

// partnerList is a part of the partners in the alphabet, and the way to the others.
func partnerList(c sitePages, n int) {
	c.heading("list", c.T("report.factsheets.index"))
	t, rows := compose.FactsheetPages{Writer: c.Writer}.PartnerIndex(nil), c.index()
	if note := c.RanksNote(); note != "" {
		t.Source = document.Plain(note)
	}
	t.Title, t.Rows = "", rows[min(n*perList, len(rows)):min((n+1)*perList, len(rows))]
	c.Add(t)
	if lists := partnerLists(c.Writer); lists > 1 {
		var spans []document.Span
		for i := range lists {
			s := document.Span{Text: strconv.Itoa(i + 1), Bold: i == n}
			if i != n {
				s.Link = "#" + partnersAnchor(i)
			}
			spans = append(spans, s, document.Span{Text: " "})
		}
		c.SaySpans(document.Body, append([]document.Span{{Text: c.T("page.lists") + " "}}, spans...))
	}
}

// aboutPartner is one partner's page: the factsheet, and its practices.
func aboutPartner(c sitePages, s *compare.Standing) Content {
	f, id := compose.FactsheetPages{Writer: c.Writer}, s.Unit.ID
	c.SaySpans(document.Lead, document.Plain(f.Position(s)))
	c.Add(&document.KeyFigures{Items: f.KeyPartner(s)})
	c.Say(f.Holdings(id))
	if p := c.Draw.Profile(s); p != nil {
		p.Source = document.Plain(c.T("report.factsheet.source", "sources", voice.SourceList(c.Voice), "partner", c.Name(id), "period", c.Period(c.In.Period)))
		c.show(p)
	}
	f.StrengthsAndGaps(s)
	compose.StepsPart{Writer: c.Writer}.NextSteps(s)
	if rows := practicesOf(c, id); rows != nil {
		c.heading("practices", c.T(c.Key("page.partner.practices.")))
		c.Add(&document.Table{ID: "own", Columns: practiceColumns(c, false), Rows: rows})
		if more := len(c.units[id]) - len(rows); more > 0 {
			c.SaySpans(document.Small, []document.Span{{Text: c.T("page.more", "n", more) + ". "}, {Text: c.T("page.gate.all"), Link: "#practices"}})
		}
	}
	f.Upkeep(s)
	return contentOf(c, c.Name(id), f.Position(s))
}

// perPartner is how many of its practices a partner's page lists at most.
const perPartner = 60

// practicesOf are the rows of a partner's own practices, the highest first.
func practicesOf(c sitePages, partner string) []document.Row {
	var out []document.Row
	for _, u := range c.units[partner][:min(perPartner, len(c.units[partner]))] {
		row := practiceLine(c, u, overallOf(c, u), false)
		if p := c.practices[u.Key()]; p != nil {
			row.Cells[0].Spans = append(row.Cells[0].Spans, inShort(c, p)...)
		}
		out = append(out, row)
	}
	return out
}

// inShort is what stands behind the title of a practice: what it is, what the problem was
// and what changed, in the partner's words.
func inShort(c sitePages, p *survey.Practice) []document.Span {
	var out []document.Span
	before := " — "
	for _, part := range []struct{ label, text string }{
		{"", p.Summary}, {c.T("page.story.problem") + ": ", p.Told.Problem}, {c.T("page.story.result") + ": ", p.Told.Result},
	} {
		if part.text != "" {
			out = append(out, document.Span{Text: before})
			if part.label != "" {
				out = append(out, document.Span{Text: part.label, Bold: true})
			}
			out = append(out, writing.Own(c.OwnLang(), brief.Words(part.text, 300)))
			before = " "
		}
	}
	return out
}

// criteriaContent lists what is asked, with weights and means.
func criteriaContent(c sitePages) Content {
	c.Say(c.T("page.criteria.lead", "n", len(c.Found.Criteria())))
	t := &document.Table{Columns: []document.Column{{Title: c.T("report.column.criterion")}, {Title: c.T("report.column.weight"), Align: document.Right}, {Title: c.T("report.column.mean"), Align: document.Right}}}
	for _, w := range c.Found.Weights() {
		name, share := c.Text(w.Node.Name), c.Words.Percent(w.Share, 1)
		if w.Node.Leaf == nil {
			t.Rows = append(t.Rows, document.Row{Kind: document.GroupRow, Cells: []document.Cell{writing.PlainCell(name + " — " + share)}})
			continue
		}
		m := c.Found.Mean(w.Node.ID)
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			{Spans: []document.Span{{Text: name, Link: "#" + voice.CriterionAnchor(w.Node.ID)}}, Head: true}, writing.PlainCell(share), c.ScoreCell(score.Score{Known: m.Known, Value: m.X}),
		}})
	}
	c.Add(t)
	for _, f := range c.Draw.Answers() {
		c.show(f)
	}
	return contentOf(c, c.T("page.criteria"), c.T("page.criteria.lead", "n", len(c.Found.Criteria())))
}

// recommendationsContent are all cards, each at its own address, with what it rests on.
func recommendationsContent(c sitePages) Content {
	list := c.Found.Recommendations
	if len(list) == 0 {
		c.Say(c.T("report.proposals.none"))
	} else {
		c.SaySpans(document.Lead, document.Plain(c.T("report.advice.lead", "n", len(list))))
	}
	for i := range list {
		card := compose.AdviceChapter{Writer: c.Writer}.Card(&list[i])
		if spans := restsOn(c, &list[i]); spans != nil {
			card.Body = append(card.Body, &document.Paragraph{Style: document.Small, Spans: spans})
		}
		c.Add(card)
	}
	whatBecame(c)
	return contentOf(c, c.T("report.advice"), c.T("report.advice.lead", "n", len(list)))
}

// whatBecame tells what became of the recommendations of the period before, and which
// practices were taken over, as the report does.
func whatBecame(c sitePages) {
	if !followed.Has(c.Writer) {
		return
	}
	from := len(c.Blocks)
	followed.Chapter{Writer: c.Writer}.Write()
	for i, b := range c.Blocks[from:] {
		if h, ok := b.(*document.Heading); ok && h.Level == 1 {
			c.Blocks[from+i] = &document.Heading{Level: 2, ID: h.ID, Text: c.T("followed.title")}
		}
	}
}

// shown is how many links a line of links has at most.
const shown = 6

// restsOn leads to the criteria and practices that a recommendation is made from.
func restsOn(c sitePages, r *recommend.Recommendation) []document.Span {
	var spans []document.Span
	seen := map[string]bool{}
	add := func(text, lang, anchor string) {
		if seen[anchor] || text == "" {
			return
		}
		seen[anchor] = true
		if len(seen) > shown {
			return
		}
		if spans != nil {
			spans = append(spans, document.Span{Text: "; "})
		}
		spans = append(spans, document.Span{Text: text, Lang: lang, Link: "#" + anchor})
	}
	for _, e := range r.Evidence {
		add(c.Node(e.Criterion), "", voice.CriterionAnchor(e.Criterion))
	}
	for _, e := range r.Evidence {
		key := writing.KeyOf(c.Writer, e.Partner, e.Practice)
		if p := c.practices[key]; p != nil {
			add(p.Title, c.OwnLang(), voice.PracticeAnchor(key))
		}
	}
	if spans == nil {
		return nil
	}
	if more := len(seen) - shown; more > 0 {
		spans = append(spans, document.Span{Text: " " + c.T("page.more", "n", more)})
	}
	return append([]document.Span{{Text: c.T("page.rests"), Bold: true}, {Text: " "}}, spans...)
}

// periodsContent tells what changed since the period before, and by what method.
func periodsContent(c sitePages) Content {
	q := c.In.Questionnaire
	c.Add(&document.List{Items: [][]document.Span{
		{{Text: c.T("page.periods.now"), Bold: true}, {Text: " " + c.Period(c.In.Period)}},
		{{Text: c.T("page.periods.method"), Bold: true}, {Text: " "}, {Text: c.T("page.method.version", "method", c.Text(q.Name), "version", q.Version), Link: "#method"}},
	}})
	if len(c.Found.Comparison.Changes) == 0 {
		c.Say(c.T("page.periods.first"))
		return contentOf(c, c.T("page.periods"), c.Period(c.In.Period))
	}
	c.heading("moves", c.T("report.change"))
	c.Say(c.T("report.change.lead", "since", voice.PeriodIn(c.Voice, c.In.Previous, "since")))
	c.show(c.Draw.Change())
	ch := compose.ChangeChapter{Writer: c.Writer}
	ch.RosterText()
	c.heading("why", c.T("report.change.why"))
	c.Say(c.T(c.Key("report.change.why.lead.")))
	table := ch.ChangeTable(c.Found.Comparison.Changes)
	for i, change := range c.Found.Comparison.Changes {
		table.Rows[i].Cells[0].Spans[0].Link = "#" + voice.PartnerAnchor(change.Partner)
	}
	c.Add(writing.Ends(c.Writer, table, perList, writing.ChangesTold))
	return contentOf(c, c.T("page.periods"), c.T("report.change.lead", "since", voice.PeriodIn(c.Voice, c.In.Previous, "since")))
}

// methodContent tells how scores come about.
func methodContent(c sitePages) Content {
	m, q := compose.MethodologyChapter{Writer: c.Writer}, c.In.Questionnaire
	c.Say(c.T("report.method.lead", "name", c.Text(q.Name), "version", q.Version, "hash", writing.Short(q.Hash)))
	m.Verified()
	c.heading("tree", c.T("report.method.tree"))
	c.Say(c.T("report.method.tree.lead", "dimensions", len(c.Found.Dimensions()), "criteria", len(c.Found.Criteria())))
	tree := writing.Method(c.Writer).Shares()
	for i := range tree.Rows {
		if spans := tree.Rows[i].Cells[0].Spans; tree.Rows[i].Kind == document.BodyRow && len(spans) == 1 {
			spans[0].Link = "#" + voice.CriterionAnchor(criterionNamed(c, spans[0].Text))
		}
	}
	c.Add(tree)
	c.heading("rollup", c.T("report.method.rollup"))
	m.Rollup()
	c.heading("levels", c.T("report.method.levels"))
	m.Levels()
	c.heading("doubt", c.T("report.method.doubt"))
	m.Doubt()
	c.heading("ranking-advice", c.T("report.method.advice"))
	c.Say(c.T("report.method.advice.text"))
	return contentOf(c, c.T("page.method"), c.Text(q.Name))
}

// criterionNamed is the criterion of that name; "" none.
func criterionNamed(c sitePages, name string) string {
	for _, n := range c.Found.Criteria() {
		if c.Text(n.Name) == name {
			return n.ID
		}
	}
	return ""
}

// dataContent says what there is to download; the site adds the files.
func dataContent(c sitePages) Content {
	c.Say(c.T("page.data.lead"))
	c.heading("cite", c.T("page.cite"))
	c.Say(cmp.Or(c.Text(c.In.Imprint["cite"]), c.T("page.data.cite", "title", compose.Cover(c.Writer).Title, "organisation", cmp.Or(c.Text(c.In.Organisation), "depository"), "year", strconv.Itoa(c.In.Date.Year()))))
	c.heading("licence", c.T("page.data.licence"))
	c.Say(cmp.Or(c.Text(c.In.Imprint["licence"]), c.T("page.data.licence.none")))
	return contentOf(c, c.T("page.data"), c.T("page.data.lead"))
}

func accessibilityContent(c sitePages) Content {
	for _, key := range []string{"lead", "figures", "keyboard", "print", "known", "tell"} {
		c.Say(c.T("page.accessibility." + key))
	}
	return contentOf(c, c.T("page.accessibility"), c.T("page.accessibility.lead"))
}
