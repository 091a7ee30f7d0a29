package pages

import (
	"slices"

	"depository.example/depository/pipeline/measure/grade"
	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/compose"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/drawing"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/tell/writing"
)

// A Dashboard is what the page on the screen says: the report's figures and
// recommendations, and every practice as a row that can be searched and sorted.
type Dashboard struct {
	Title, Subtitle, Organisation, Dateline string
	Notice                                  string // "illustrative data"; "" none
	Summary                                 []string
	KeyFigures                              []document.KeyFigure
	Figures                                 []*document.Figure
	Practices                               []Listing
	PracticeWord                            string // what the rows are, where they are not practices; "" practices
	Advice                                  []Advice
	Notes                                   []string // how to read the numbers
}

// A Listing is one practice, centre or hromada.
type Listing struct {
	Key                  survey.PracticeKey
	ThemeID              string // "" none
	Oblast, OblastID     string // its name and ISO 3166-2 code; "" not known
	LevelID              int    // the level by number; -1 none
	Started              string // as typed; "" not told
	Reviewed             bool   // reviewers have looked at an answer
	Title, Lang, Summary string // Lang of both, where it differs from the page's
	Link                 string // where it can be seen, as typed; "" none
	Partner, Theme       string
	Score, Coverage      document.Value
	Level                string       // maturity level; "" none
	Class                int          // 1 to 5, shade of the level; 0 none
	Borne                grade.Shares // parts of the score's weight by grade of evidence or better
	SelfAssessed         string       // says that the score rests on the partner's own word
}

// An Advice is one recommendation in words.
type Advice struct {
	Number, Title, Action, Why, Priority, Responsible, Deadline, Result, LearnFrom string
}

// NewDashboard makes the dashboard of one language, that of texts.
func NewDashboard(in compose.Input, texts *wording.Catalogue) Dashboard {
	c := writing.New(in, texts)
	cover := compose.Cover(c)
	d := Dashboard{
		Title: cover.Title, Subtitle: cover.Subtitle, Organisation: cover.Organisation, Dateline: cover.Dateline,
		Notice: cover.Notice, Summary: []string{compose.SummaryChapter{Writer: c}.Opening()}, KeyFigures: compose.KeysPart{Writer: c}.KeyFigures(), Figures: drawing.All(c.Draw),
		Practices: ListingPart{c}.Listings(), Notes: []string{c.T("report.advice.effect.lead")},
	}
	if c.Found.Records() {
		d.PracticeWord = c.T("report.dashboard.records")
	}
	for i := range in.Recommendations {
		d.Advice = append(d.Advice, ListingPart{c}.advised(&in.Recommendations[i]))
	}
	return d
}

// A ListingPart writes the texts that the page shows beside its figures.
type ListingPart struct{ *compose.Writer }

func (c ListingPart) advised(r *recommend.Recommendation) Advice {
	a := Advice{
		Number: c.Words.Number(float64(r.Number), 0), Title: compose.AdviceWords(c).Fill(r, r.Rule.Title), Action: compose.AdviceWords(c).Fill(r, r.Rule.Action),
		Why: compose.AdviceWords(c).Ground(r), Priority: compose.AdviceWords(c).Priority(r), Responsible: compose.Bodies(c.Writer, r.Rule.Bodies()), Deadline: compose.AdviceWords(c).Deadline(r),
		Result: compose.AdviceWords(c).Fill(r, r.Rule.Result),
	}
	if gain := compose.AdviceWords(c).GainText(r); gain != "" {
		a.Why += " " + gain
	}
	for _, s := range compose.AdviceWords(c).ExemplarSpans(r) {
		a.LearnFrom += s.Text
	}
	return a
}

// Listings returns every practice of the partners, those that stand apart too,
// in the result's order.
func (c ListingPart) Listings() []Listing {
	described := map[survey.PracticeKey]*survey.Practice{}
	for i := range c.In.Submissions {
		s := &c.In.Submissions[i]
		for j := range s.Practices {
			p := &s.Practices[j]
			described[s.Key(p)] = p
		}
	}
	var out []Listing
	for _, u := range c.In.Now.Of(score.Practice) {
		out = append(out, c.listing(u, described[u.Key()]))
	}
	return out
}

func (c ListingPart) listing(u *score.Unit, p *survey.Practice) Listing {
	s, _ := c.In.Now.At(u, c.Found.Comparison.Root)
	l := Listing{
		Key: u.Key(), ThemeID: u.Theme, LevelID: -1,
		Title: u.Name, Lang: c.OwnLang(), Partner: c.Name(u.Partner), Theme: writing.ThemeName(c.Writer, u.Theme),
		Borne: c.Found.Borne(u, c.Found.Comparison.Root), Score: c.Draw.Value(s.Value, s.Known), SelfAssessed: c.T("report.dashboard.self-assessed"),
		Coverage: document.Value{X: s.Coverage, Known: true, Low: s.Coverage, High: s.Coverage, Text: c.Words.Percent(s.Coverage, 0)},
	}
	if o, ok := c.oblast(u); ok {
		l.Oblast, l.OblastID = c.Text(survey.Text{"uk": o.UK, "en": o.EN}), o.ISO
	}
	if s.Known {
		l.LevelID = s.Level
		l.Level, l.Class = c.Level(s.Level), c.levelClass(s.Level)
	}
	if p != nil {
		l.Summary, l.Link, l.Started = p.Summary, p.Link, p.Started
		l.Reviewed = slices.ContainsFunc(p.Answers, func(a survey.Answer) bool { return a.Verified.Reviewers > 0 })
	}
	return l
}

// oblast is where a practice is: its own place, or that of its partner.
func (c ListingPart) oblast(u *score.Unit) (place.Oblast, bool) {
	if o, ok := c.In.Places.OblastOf(u.Place); ok {
		return o, true
	}
	if sub := c.Found.Submission(u.Partner); sub != nil {
		return c.In.Places.OblastOf(sub.Partner.Place)
	}
	return place.Oblast{}, false
}

// levelClass returns the shade 1 to 5 of a maturity level, the same as in the
// figure of levels; 0 where the method has no such level.
func (c ListingPart) levelClass(level int) int {
	levels := c.In.Model.Levels
	i := slices.IndexFunc(levels, func(l score.MaturityLevel) bool { return l.Level == level })
	return min(i+1, 5)
}
