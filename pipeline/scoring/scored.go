// Package scoring reads and scores one period without publishing anything: for
// whoever looks at the data behind the scores, compares methods, or asks where a score
// comes from. It believes that what is looked at is exactly what a run would publish.
package scoring

import (
	"cmp"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/measure/index"
	"depository.example/depository/pipeline/measure/items"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/survey/name"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/account"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
)

// A scored is one period, read as Run reads it, with the scores that Run would
// publish. Files and sheets keep their names.
type scored struct {
	Job      *pipeline.Job
	Intake   *pipeline.Intake
	Prepared *score.Prepared
	Result   *score.Result
}

// period reads and scores the period of the options, "" the last. A
// *workspace.PeriodError and a *pipeline.EmptyError are among its errors. tell may be
// nil.
func period(opts pipeline.Options, tell pipeline.Progress) (*scored, error) {
	job, in, err := pipeline.ReadPeriod(opts, tell)
	if err != nil {
		return nil, err
	}
	if err := in.Empty(filepath.Join(job.Inputs, job.Period)); err != nil {
		return nil, err
	}
	e := in.Evidence
	s := &scored{Job: job, Intake: in, Prepared: e.Model.Prepare(e.Submissions, e.Apart)}
	s.Result = s.Prepared.Score(nil)
	return s, nil
}

// diagnosis looks at the data behind the scores, over the practices of the period.
func (s *scored) diagnosis() *items.Report { return items.Practices(s.Prepared) }

// account is what an account of scores is given of.
func (s *scored) account() account.Period {
	e := s.Intake.Evidence
	return account.Period{Model: e.Model, Submissions: e.Submissions, Prepared: s.Prepared, Result: s.Result}
}

// calls are the ways to call a unit: a practice by partner/id, id or title, a partner
// by its id or names, a place by its code or name.
func (s *scored) calls(u *score.Unit) []string {
	switch u.Kind {
	case score.Practice:
		return []string{u.Key().Ref(), u.ID, u.Name}
	case score.Place:
		return []string{u.ID, u.Name, u.Partner + "/" + u.ID, u.Partner + "/" + u.Name}
	}
	out := []string{u.ID}
	for _, sub := range s.Intake.Submissions {
		if sub.Partner.ID == u.ID {
			out = append(out, sub.Partner.Name["uk"], sub.Partner.Name["en"])
		}
	}
	return out
}

// unit finds the unit that a name means: a partner before a place, a place before a
// practice. A name that nobody bears, or several do, is an error that says so.
func (s *scored) unit(called string) (*score.Unit, error) {
	key := name.Alike(called)
	var partners, others []reply.Named
	for _, kind := range []score.UnitKind{score.Partner, score.Place, score.Practice} {
		var found []*score.Unit
		for _, u := range s.Result.Of(kind) {
			calls := s.calls(u)
			if kind == score.Partner {
				partners = append(partners, reply.Named{Ref: u.ID, Called: calls})
			} else {
				others = append(others, reply.Named{Ref: u.Key().Ref(), Called: calls})
			}
			if slices.ContainsFunc(calls, func(c string) bool { return c != "" && name.Alike(c) == key }) {
				found = append(found, u)
			}
		}
		switch len(found) {
		case 0:
		case 1:
			return found[0], nil
		default:
			return nil, wording.Fail("period.several", "read", called, "n", len(found), "list", several(found))
		}
	}
	return nil, reply.NoneSuch("period.no-unit", called, partners, others, "period", s.Job.Period)
}

// several lists units so that each can be asked for.
func several(units []*score.Unit) string {
	const most = 10
	var out []string
	for _, u := range units[:min(len(units), most)] {
		out = append(out, u.Key().Ref())
	}
	if len(units) > most {
		out = append(out, "…")
	}
	return strings.Join(out, ", ")
}

// against puts the units of a kind beside those of the same period under another
// method. One that only one method sees has no rank and no score under the other.
func (s *scored) against(other *scored, kind score.UnitKind) (both *index.Contrast, units []score.Unit) {
	type key struct{ partner, place, id string }
	keyOf := func(u *score.Unit) key { return key{u.Partner, u.Place, u.ID} }
	at := map[key]int{}
	var rank [2][]int
	var value [2][]float64
	for side, from := range []*scored{s, other} {
		for _, u := range from.Result.Of(kind) {
			i, seen := at[keyOf(u)]
			if !seen {
				i = len(units)
				at[keyOf(u)], units = i, append(units, *u)
				for k := range 2 {
					rank[k], value[k] = append(rank[k], 0), append(value[k], math.NaN())
				}
			}
			if root, ok := from.Result.At(u, from.Result.Root()); ok && root.Known {
				rank[side][i], value[side][i] = root.Rank, root.Value
			}
		}
	}
	return index.NewContrast(rank, value), units
}

// partnerName returns the name of a partner in a language; its id where it has none.
func (s *scored) partnerName(id, lang string) string {
	i := slices.IndexFunc(s.Intake.Submissions, func(sub survey.Submission) bool { return sub.Partner.ID == id })
	if i < 0 {
		return id
	}
	return cmp.Or(s.Intake.Submissions[i].Partner.Name.In(lang), id)
}

// TableMethod opens a method that says which columns of a table name its units.
func TableMethod(name string) (*method.Method, error) {
	m, _, err := workspace.OpenMethod(name)
	if err == nil && len(m.Unit.ID) == 0 {
		return nil, wording.Fail("period.needs-method", "method", name)
	}
	return m, err
}
