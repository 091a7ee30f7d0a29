package pages

import (
	"strings"

	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/grade"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/compose"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/writing"
)

// A Listing is one practice, centre or hromada.
type Listing struct {
	Key                  survey.PracticeKey
	ID                   string    // below its partner, as in the address of its page; of a Site
	Sides                []float64 // its scores by dimension, NaN: none; of a Site
	ThemeID              string    // "" none
	Oblast, OblastID     string    // its name and ISO 3166-2 code; "" not known
	LevelID              int       // the level by number; -1 none
	Started              string    // as typed; "" not told
	Year                 string    // the one in Started; "" none
	Priced               bool      // what repeating it costs is told
	Repeats              int       // the level by number of how easy it is to repeat; -1 none, or the method does not ask
	Reviewed             bool      // reviewers have looked at an answer
	Title, Lang, Summary string    // Lang of all that is told, where it differs from the page's
	Story                [3]string // the problem, the solution and what changed, as told
	Partner, Theme       string
	Score                document.Value
	Interval             *compare.Range // between which scores it lies in 90 % of the draws; nil: not known
	Coverage             float64        // part of the score's weight that was answered, 0 to 1
	Level                string         // maturity level; "" none
	Borne                grade.Shares   // parts of the score's weight by grade of evidence or better
}

// A listingPart writes the texts that the page shows beside its figures.
type listingPart struct{ *compose.Writer }

// listings returns every practice of the partners, those that stand apart too,
// in the result's order.
func (c listingPart) listings() []Listing {
	described := map[survey.PracticeKey]*survey.Practice{}
	for i := range c.In.Submissions {
		s := &c.In.Submissions[i]
		for j := range s.Practices {
			p := &s.Practices[j]
			described[s.Key(p)] = p
		}
	}
	units := c.In.Now.Of(score.Practice)
	out := make([]Listing, 0, len(units))
	for _, u := range units {
		out = append(out, c.listing(u, described[u.Key()]))
	}
	return out
}

func (c listingPart) listing(u *score.Unit, p *survey.Practice) Listing {
	s, _ := c.In.Now.At(u, c.Found.Comparison.Root)
	l := Listing{
		Key: u.Key(), ThemeID: u.Theme, LevelID: -1, Repeats: -1,
		Title: u.Name, Lang: c.OwnLang(), Partner: c.Name(u.Partner), Theme: writing.ThemeName(c.Writer, u.Theme),
		Borne: c.Found.Borne(u, c.Found.Comparison.Root), Score: c.Draw.Value(s.Value, s.Known), Interval: findings.Interval(c.Found, u, c.Found.Comparison.Root), Coverage: s.Coverage,
	}
	if o, ok := c.oblast(u); ok {
		l.Oblast, l.OblastID = voice.OblastName(c.Voice, o), o.ISO
	}
	if s.Known {
		l.LevelID = s.Level
		l.Level = c.Level(s.Level)
	}
	if s, ok := c.In.Now.At(u, c.Found.Replicability()); ok && s.Known {
		l.Repeats = s.Level
	}
	if p != nil {
		l.Summary, l.Started, l.Year, l.Priced = p.Summary, p.Started, yearIn(p.Started), p.Told.Cost != ""
		l.Story = [3]string{p.Told.Problem, p.Told.Solution, p.Told.Result}
		l.Reviewed = verified(p)
	}
	return l
}

// yearIn is the first year in a text, of this century or the last; "" there is none.
func yearIn(text string) string {
	for _, digits := range strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' }) {
		if len(digits) == 4 && (digits[:2] == "19" || digits[:2] == "20") {
			return digits
		}
	}
	return ""
}

// oblast is where a practice is: its own place, or that of its partner.
func (c listingPart) oblast(u *score.Unit) (place.Oblast, bool) {
	if o, ok := c.In.Places.OblastOf(u.Place); ok {
		return o, true
	}
	if sub := c.Found.Submission(u.Partner); sub != nil {
		return c.In.Places.OblastOf(sub.Partner.Place)
	}
	return place.Oblast{}, false
}
