package store

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/measure/review"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/cell"
	where "depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/survey"
)

// NewSnapshot begins what is known of a period.
func NewSnapshot(period, program, root string, m Method) *Snapshot {
	return &Snapshot{Period: period, Program: program, Root: root, Method: m, rows: newRows(period)}
}

// Source enters a file that was read.
func (s *Snapshot) Source(file, sha256, readAs string) { s.add("source", file, sha256, readAs) }

// Submission enters a partner with practices, answers and plan, as they may be
// published. A partner has one.
func (s *Snapshot) Submission(sub *survey.Submission) { s.subs = append(s.subs, sub) }

// Recorded has something done with each partner once it is recorded: whoever holds it for
// nothing else may let go of what it told.
func (s *Snapshot) Recorded(do func(*survey.Submission)) { s.recorded = do }

// Last has something done when the partners are recorded and nothing else is: it may enter
// scores and recommendations, for which nothing that the partners told is held any more.
func (s *Snapshot) Last(do func()) { s.last = do }

// submission lays out the rows of a partner.
func (r *rows) submission(sub *survey.Submission) {
	id := sub.Partner.ID
	r.add("partner", id, sub.Partner.Name["uk"], sub.Partner.Name["en"], sub.Partner.Place, string(sub.Partner.Kind))
	for i := range sub.Practices {
		p := &sub.Practices[i]
		own, at := []any{r.period, id, p.Place, p.ID}, place(p.At, sub.File)
		r.put("practice", own, p.Title, p.Theme, p.Summary, p.Started, p.Link, p.PlaceName, at[0], at[1], at[2])
		r.told(own, sub.File, p)
		for j := range p.Answers {
			a := &p.Answers[j]
			if a.State == survey.NotAsked {
				continue
			}
			var number, verified any
			if a.State == survey.Given && a.Choice == "" {
				number = real(a.Number)
			}
			if a.Verdict != nil {
				verified = real(a.Verdict.Level)
			}
			comment, reason := a.Remarks()
			at := place(a.At, sub.File)
			r.put("answer", own, a.Criterion, a.State.String(), a.Choice, a.Raw, comment, reason, at[0], at[1], at[2], number, verified, a.Evidence(), whether(a.Evident))
		}
	}
	for _, t := range sub.Plan {
		at := place(t.At, sub.File)
		r.add("plan", id, t.Stage, t.Text, t.Due, t.Status, at[0], at[1], at[2])
	}
}

// inPractice are the texts that the row of a practice, or of an adoption, has.
var inPractice = []string{"title", "summary", "started", "link", "adopted_from", "adopted_on", "adopted_act"}

// told enters what a practice tells of itself, and of whom it was taken over from.
func (r *rows) told(own []any, file string, p *survey.Practice) {
	for _, t := range p.Texts() {
		if *t.Text != "" && !slices.Contains(inPractice, t.Field) {
			at := place(p.Where(*t.At), file)
			r.put("described", own, t.Field, *t.Text, at[0], at[1], at[2])
		}
	}
	if a := p.Adopted; a.Raw != "" {
		at := place(p.Where(p.Cells.AdoptedFrom), file)
		r.put("adoption", own, cmp.Or(a.From, a.Raw), a.On, a.Act, at[0], at[1], at[2])
	}
}

// place is where something stands: file, sheet, cell.
func place(at cell.Ref, file string) [3]string {
	return [3]string{cmp.Or(at.File, file), at.Sheet, at.Name()}
}

// whether is a yes or no as SQLite keeps it.
func whether(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}

// Place enters where a place lies; a point that is not known is left out.
func (s *Snapshot) Place(code, name, oblast string, at where.Point) {
	var lat, lon any
	if at.Known {
		lat, lon = real(at.Lat), real(at.Lon)
	}
	s.add("place", code, name, oblast, lat, lon)
}

// Findings enters what reviewers found, each by the label that stands for the name.
func (s *Snapshot) Findings(marks []review.Mark) {
	for _, m := range marks {
		s.add("finding", m.Partner, m.Place, m.ID, m.Criterion, m.Reviewer, real(m.Level), m.Reason, m.At.File, m.At.Sheet, m.At.Name())
	}
}

// Edition enters what was published: the program's version, the SHA-256 of the
// manifest, and the settings of the run as JSON.
func (s *Snapshot) Edition(program, manifest, settings string) {
	s.add("edition", program, manifest, settings)
}

// real is a number as SQLite keeps it: there is no NaN.
func real(x float64) any {
	if math.IsNaN(x) {
		return nil
	}
	return x
}

// Scores enters the scores of all units that were asked.
func (s *Snapshot) Scores(r *score.Result) { s.scores = r }

// eachScored visits the rows of scores, those of the units of one kind and partner, which
// stand together, at a time.
func (s *Snapshot) eachScored(visit func(within []any, group [][]any) error) error {
	if s.scores == nil {
		return nil
	}
	own := newRows(s.Period)
	for units := s.scores.Units; len(units) > 0; {
		own.forget()
		first, n := &units[0], 0
		for n < len(units) && units[n].Kind == first.Kind && units[n].Partner == first.Partner {
			s.scored(own, &units[n])
			n++
		}
		if err := visit([]any{s.Period, string(first.Kind), first.Partner}, own.of["score"]); err != nil {
			return err
		}
		units = units[n:]
	}
	return nil
}

// scored lays out the scores of a unit.
func (s *Snapshot) scored(into *rows, u *score.Unit) {
	own, method := []any{s.period, string(u.Kind), u.Partner, u.Place, u.ID}, any(s.Method.Hash)
	for j, n := range s.scores.Nodes {
		if j >= len(u.Scores) || !u.Scores[j].Asked {
			continue
		}
		var value, level, rank any
		if x := u.Scores[j]; x.Known {
			value = real(x.Value)
			if x.Level >= 0 {
				level = int64(x.Level)
			}
		}
		if x := u.Scores[j].Rank; x > 0 {
			rank = int64(x)
		}
		into.put("score", own, n.ID, value, u.Scores[j].Coverage, level, rank, method)
	}
}

// Recommendations enters what was recommended, in the order of merit.
func (s *Snapshot) Recommendations(list []recommend.Recommendation) {
	for i := range list {
		r := &list[i]
		var gain, certainty any
		if r.GainKnown {
			gain = real(r.Gain)
		}
		if r.Draws > 0 {
			certainty = real(r.Certainty)
		}
		var measure, measured string
		var goal, reached any
		if p := r.Progress; p != nil {
			measure, measured, goal, reached = string(p.Measure), p.Of, real(p.AtLeast), real(p.Now)
		}
		s.add("recommendation", r.Rule.ID, int64(r.Number), int64(r.Priority), gain, certainty, strings.Join(r.Concerned, " "),
			r.Rule.Title["uk"], r.Rule.Title["en"], measure, measured, goal, reached)
	}
}
