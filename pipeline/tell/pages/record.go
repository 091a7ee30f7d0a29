package pages

import (
	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
)

// A Record is what is known of one practice, for a program: ids and the partner's own
// words, the same in every language. What is not told is left out.
type Record struct {
	ID         string                `json:"id"` // partner/practice, as in practice.html#id
	Period     string                `json:"period"`
	Method     string                `json:"method"` // SHA-256 of the method file
	Partner    string                `json:"partner"`
	Title      string                `json:"title"`
	TitleEN    string                `json:"title_en,omitempty"`
	Theme      string                `json:"theme,omitempty"`
	Place      string                `json:"place,omitempty"` // KATOTTG
	Started    string                `json:"started,omitempty"`
	Link       string                `json:"link,omitempty"`
	Summary    string                `json:"summary,omitempty"`
	Problem    string                `json:"problem,omitempty"`
	Solution   string                `json:"solution,omitempty"`
	Result     string                `json:"result,omitempty"`
	Conditions string                `json:"conditions,omitempty"`
	Cost       string                `json:"cost,omitempty"`
	RepeatedBy string                `json:"repeated_by,omitempty"`
	AdoptedOf  string                `json:"adopted_from,omitempty"`
	Score      *float64              `json:"score"`    // null: none
	Interval   *[2]float64           `json:"interval"` // between which scores it lies in 90 % of the draws; null: nothing is drawn
	Level      *int                  `json:"level"`
	Coverage   float64               `json:"coverage"`
	Nodes      map[string]float64    `json:"nodes"`     // scores by dimension and criterion
	Levels     map[string]int        `json:"levels"`    // by dimension
	Intervals  map[string][2]float64 `json:"intervals"` // of the scores, by dimension
	Draws      int                   `json:"draws"`     // that the intervals rest on
	Answers    []RecordAnswer        `json:"answers"`
}

// A RecordAnswer is one answer with the cell that it stands in.
type RecordAnswer struct {
	Criterion string   `json:"criterion"`
	State     string   `json:"state"`
	Number    *float64 `json:"number,omitempty"`
	Choice    string   `json:"choice,omitempty"`
	Raw       string   `json:"raw,omitempty"` // as typed
	Evidence  string   `json:"evidence,omitempty"`
	Reviewers int      `json:"reviewers,omitempty"`
	File      string   `json:"file"`
	Sheet     string   `json:"sheet,omitempty"`
	Cell      string   `json:"cell,omitempty"`
}

// Record returns what is known of the i-th practice of the catalogue.
func (s *Site) Record(i int) Record { return s.record(i) }

func recordOf(c sitePages, u *score.Unit) Record {
	q := c.In.Questionnaire
	r := Record{ID: u.Partner + "/" + shortID(c, u), Period: c.In.Period, Method: q.Hash, Partner: u.Partner, Title: u.Name, Theme: u.Theme, Place: u.Place, Nodes: map[string]float64{}, Levels: map[string]int{}, Intervals: map[string][2]float64{}, Draws: findings.PracticeDraws(c.Found), Answers: []RecordAnswer{}}
	if s := overallOf(c, u); s.Known {
		r.Score, r.Coverage = &s.Value, s.Coverage
		if s.Level >= 0 {
			r.Level = &s.Level
		}
		r.Interval = endsOf(c, u, c.Found.Comparison.Root)
	}
	for i, n := range c.Found.Now.Nodes {
		s := u.Scores[i]
		if !s.Known || n.Theme || n.ID == c.Found.Comparison.Root {
			continue
		}
		r.Nodes[n.ID] = s.Value
		if s.Level >= 0 {
			r.Levels[n.ID] = s.Level
		}
		if ends := endsOf(c, u, n.ID); ends != nil {
			r.Intervals[n.ID] = *ends
		}
	}
	p := c.practices[u.Key()]
	if p == nil {
		return r
	}
	r.TitleEN, r.Started, r.Link, r.Summary = p.TitleEN, p.Started, p.Link, p.Summary
	r.Problem, r.Solution, r.Result = p.Told.Problem, p.Told.Solution, p.Told.Result
	r.Conditions, r.Cost, r.RepeatedBy = p.Told.Conditions, p.Told.Cost, p.Told.RepeatedBy
	if r.AdoptedOf = p.Adopted.From; r.AdoptedOf == "" {
		r.AdoptedOf = p.Adopted.Raw
	}
	for i := range p.Answers {
		if a := &p.Answers[i]; a.State != survey.NotAsked {
			r.Answers = append(r.Answers, recordAnswer(a))
		}
	}
	return r
}

// endsOf are the ends of the interval of a practice at a node; nil: there is none.
func endsOf(c sitePages, u *score.Unit, node string) *[2]float64 {
	r := findings.Interval(c.Found, u, node)
	if r == nil {
		return nil
	}
	return &[2]float64{r.Low, r.High}
}

func recordAnswer(a *survey.Answer) RecordAnswer {
	out := RecordAnswer{Criterion: a.Criterion, State: a.State.String(), Choice: a.Choice, Raw: a.Raw, Evidence: a.Evidence(), Reviewers: a.Verified().Reviewers, File: a.At.File, Sheet: a.At.Sheet, Cell: a.At.Name()}
	if a.State == survey.Given && a.Choice == "" {
		out.Number = &a.Number
	}
	return out
}
