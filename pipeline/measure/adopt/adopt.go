// Package adopt finds what a place could take over from places like it. It believes
// that a practice is worth copying only where somebody can look up what it rests on,
// that an adoption is claimed by who adopts and proved by nobody else, and that none
// of this is a forecast.
package adopt

import (
	"math"
	"slices"
	"strings"
	"time"

	"depository.example/depository/pipeline/measure/grade"
	"depository.example/depository/pipeline/measure/peers"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/measure/uncertainty"
	"depository.example/depository/pipeline/survey/survey"
)

// FromLevel is the level from which a practice, and an answer of it, is worth copying.
const FromLevel = 3

// A Ground is what advice rests on.
type Ground struct {
	Questionnaire *survey.Questionnaire
	Model         *score.Model
	Plan          uncertainty.Plan         // draws behind the interval of a gain
	Submissions   []survey.Submission      // every partner, as of the last period that has it
	Apart         func(code string) string // why a territory stands apart; nil: none does
	Attributes    *peers.Table
	Weights       map[string]float64 // of attributes
	K             int                // how many peers
	Most          int                // how many practices are offered; 0 mostOffers
	Published     time.Time          // when advice is given: what reviewers found grows old by it
	Where         peers.Where
}

// A Depot is a ground made ready: who has which practices, and what they come to.
type Depot struct {
	Ground
	Places []string // with a practice, ascending
	near   *peers.Likeness
	held   []*Held // in the order of partners, places and ids
	by     map[string][]*Held
}

// A Held is a practice as a place has it.
type Held struct {
	Ref      string // partner/id
	Place    string // KATOTTG code; "" unknown
	Partner  string
	Practice *survey.Practice
	Score    float64   // overall; NaN none
	Level    int       // -1 none
	register time.Time // of the answers (grade.RegisterDay)
}

// Open scores all that is known.
func Open(g Ground) *Depot {
	d := &Depot{Ground: g, near: g.Attributes.Likeness(g.Weights), by: map[string][]*Held{}}
	scored := g.Model.Practices(g.Submissions, g.Apart)
	units := map[survey.PracticeKey]*score.Unit{}
	for _, u := range scored.Of(score.Practice) {
		units[u.Key()] = u
	}
	for i := range g.Submissions {
		s := &g.Submissions[i]
		for j := range s.Practices {
			p := &s.Practices[j]
			key := survey.Entry{In: s, Practice: p}.Key()
			h := &Held{Ref: key.Ref(), Place: key.Place, Partner: s.Partner.ID, Practice: p, Score: math.NaN(), Level: -1, register: grade.RegisterDay(s)}
			if u := units[key]; u != nil {
				if x, ok := scored.At(u, scored.Root()); ok && x.Known {
					h.Score, h.Level = x.Value, x.Level
				}
			}
			d.held = append(d.held, h)
			if h.Place != "" {
				d.by[h.Place] = append(d.by[h.Place], h)
			}
		}
	}
	for code := range d.by {
		d.Places = append(d.Places, code)
	}
	slices.Sort(d.Places)
	return d
}

// Find returns the practice that a REF calls; nil: there is none.
func (d *Depot) Find(ref string) *Held {
	i := slices.IndexFunc(d.held, func(h *Held) bool { return strings.EqualFold(h.Ref, strings.TrimSpace(ref)) })
	if i < 0 {
		return nil
	}
	return d.held[i]
}

// peers returns the places most like a place among those with a practice.
func (d *Depot) peers(code string) []peers.Peer {
	return d.near.NearestOf(code, d.K, d.Places)
}

// proved reports whether an answer is a level worth copying that somebody can look up.
func proved(c *survey.Criterion, a survey.Answer) bool {
	return c.Kind.Graded() && a.State == survey.Given && a.Proved() && c.Counts(a) >= FromLevel
}

// worth reports whether a practice is worth copying: at the level, with evidence named.
func (d *Depot) worth(h *Held) bool {
	if h.Level < FromLevel && len(d.Model.Levels) > 0 {
		return false
	}
	return slices.ContainsFunc(d.Questionnaire.Criteria, func(c survey.Criterion) bool { return proved(&c, h.Practice.Answer(c.ID)) })
}

// best returns the highest level that counts of a place at a criterion, in one theme
// ("" all); -1 where nothing is answered.
func (d *Depot) best(code string, c *survey.Criterion, theme string) float64 {
	top := -1.0
	for _, h := range d.by[code] {
		if a := h.Practice.Answer(c.ID); (theme == "" || h.Practice.Theme == theme) && a.State == survey.Given {
			top = max(top, c.Counts(a))
		}
	}
	return top
}

// A Lack is a criterion at which a practice has what a place has not.
type Lack struct {
	Criterion *survey.Criterion
	Has, Gets float64        // levels that count; Has is -1 where nothing was answered
	Act       string         // the evidence that the owner names: what to copy
	Anywhere  bool           // the place has the level in another theme
	Answer    *survey.Answer // the owner's
}

// lacks lists what a place would get of a practice.
func (d *Depot) lacks(code string, h *Held) (out []Lack) {
	for i := range d.Questionnaire.Criteria {
		c := &d.Questionnaire.Criteria[i]
		a := h.Practice.Answer(c.ID)
		if !proved(c, a) {
			continue
		}
		if has := d.best(code, c, h.Practice.Theme); has < FromLevel {
			out = append(out, Lack{Criterion: c, Has: has, Gets: c.Counts(a), Act: strings.TrimSpace(a.Evidence()), Anywhere: d.best(code, c, "") >= FromLevel, Answer: &a})
		}
	}
	return out
}

// grid is where gains are compared.
func (d *Depot) grid() stat.Grid { return d.Model.Scale.Grid() }
