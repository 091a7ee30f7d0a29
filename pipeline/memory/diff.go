package memory

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"strconv"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/media/store"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/workspace"
)

// overall is the item of a change of an overall score.
const overall = "overall"

// diff lists what differs between two periods: what the depository tells of practices,
// answers and corrections, and the overall scores, each change of which is split into
// three: what of it comes from answers, what from another method, and what from
// practices that came and went. Both periods are scored by both methods for it. The
// three add up to the change.
func diff(opts pipeline.Options, db *store.DB, one, two, partner string, known store.Known) ([]store.Change, error) {
	told, err := db.Diff(one, two, partner, known)
	if err != nil {
		return nil, err
	}
	w, err := workspace.Open(opts.Sources)
	if err != nil {
		return nil, err
	}
	who, err := Identities(db, known, opts.Inputs)
	if err != nil {
		return nil, err
	}
	d := differ{apart: w.Territories.Status}
	for i, period := range []string{one, two} {
		if d.subs[i], err = db.Submissions(period, known); err != nil {
			return nil, err
		}
		m, err := methodOf(db, period, known)
		if err != nil {
			return nil, err
		}
		m.Questionnaire.Restore(d.subs[i])
		d.models[i] = &m.Model
	}
	d.rename(who, one, two)
	told = renamed(told, who, one, two)
	out := d.changes()
	if partner != "" {
		out = slices.DeleteFunc(out, func(c store.Change) bool { return c.Partner != partner })
	}
	out = append(out, told...)
	slices.SortStableFunc(out, func(a, b store.Change) int { return cmp.Compare(a.Partner, b.Partner) })
	return out, nil
}

// rename calls the practices of the earlier period as the later one does.
func (d *differ) rename(who *Registry, one, two string) {
	for i := range d.subs[1] {
		s := &d.subs[1][i]
		for j := range s.Practices {
			p := &s.Practices[j]
			before := who.earlier(s.Key(p).Ref(), two, one)
			for k := range d.subs[0] {
				was := &d.subs[0][k]
				for l := range was.Practices {
					if q := &was.Practices[l]; was.Key(q).Ref() == before {
						q.ID, q.Place = p.ID, p.Place
					}
				}
			}
		}
	}
}

// renamed makes one change of a practice that went and the one that it became.
func renamed(changes []store.Change, who *Registry, one, two string) (out []store.Change) {
	became := map[string]store.Change{}
	for _, c := range changes {
		if c.Kind == "practice" && !c.BeforeKnown {
			if before := who.earlier(c.Partner+"/"+c.Practice, two, one); before != "" {
				became[before] = c
			}
		}
	}
	for _, c := range changes {
		after, is := became[c.Partner+"/"+c.Practice]
		switch {
		case c.Kind == "practice" && !c.AfterKnown && is:
			after.Before, after.BeforeKnown, after.Cell1 = c.Before, true, c.Cell1
			out = append(out, after)
		case c.Kind == "practice" && !c.BeforeKnown && who.earlier(c.Partner+"/"+c.Practice, two, one) != "":
		default:
			out = append(out, c)
		}
	}
	return out
}

// methodOf is the method by which a period was recorded last.
func methodOf(db *store.DB, period string, known store.Known) (*method.Method, error) {
	text, err := db.MethodOf(period, known)
	if err != nil {
		return nil, err
	}
	m, err := method.Parse(period+".yaml", []byte(text))
	if err != nil {
		return nil, errors.Join(errors.New("the method of "+period), err)
	}
	return m, nil
}

// A differ scores two periods by two methods.
type differ struct {
	subs   [2][]survey.Submission
	models [2]*score.Model
	apart  func(string) string
}

// scored returns the overall scores of partners by id.
func (d *differ) scored(model *score.Model, subs []survey.Submission) map[string]float64 {
	out := map[string]float64{}
	p := model.Prepare(subs, d.apart)
	for i, x := range p.Partners(nil) {
		out[p.Units(score.Partner)[i].ID] = x
	}
	return out
}

// shared keeps the practices that both periods have, partner by partner.
func (d *differ) shared(at int) []survey.Submission {
	have := map[survey.PracticeKey]bool{}
	for i := range d.subs[1-at] {
		s := &d.subs[1-at][i]
		for j := range s.Practices {
			have[s.Key(&s.Practices[j])] = true
		}
	}
	out := slices.Clone(d.subs[at])
	for i := range out {
		s := &out[i]
		s.Practices = slices.DeleteFunc(slices.Clone(s.Practices), func(p survey.Practice) bool { return !have[s.Key(&p)] })
	}
	return out
}

// changes splits the change of each partner that both periods score. By the earlier
// method: from all practices to the shared ones is membership, from the shared ones
// then to the shared ones now is answers, from these to all of now is membership again;
// the rest, by the later method, is method.
func (d *differ) changes() (out []store.Change) {
	before, after := d.scored(d.models[0], d.subs[0]), d.scored(d.models[1], d.subs[1])
	afterByFirst := d.scored(d.models[0], d.subs[1])
	sharedThen, sharedNow := d.scored(d.models[0], d.shared(0)), d.scored(d.models[0], d.shared(1))
	grid := d.models[1].Scale.Grid()
	for _, s := range d.subs[1] {
		id := s.Partner.ID
		x, known := before[id]
		y, still := after[id]
		if !known || !still || math.IsNaN(x) || math.IsNaN(y) {
			continue
		}
		answers := sharedNow[id] - sharedThen[id]
		byMethod := y - afterByFirst[id]
		if math.IsNaN(answers) || !hasBoth(sharedThen, sharedNow, id) {
			answers = 0 // no practice is in both: all is membership
		}
		if math.IsNaN(byMethod) {
			byMethod = 0
		}
		membership := (y - x) - answers - byMethod
		add := func(item string, before, after float64) {
			if grid.Round(before) != grid.Round(after) {
				out = append(out, store.Change{Kind: item, Partner: id, Item: overall, Before: decimal(before), After: decimal(after), BeforeKnown: true, AfterKnown: true})
			}
		}
		add("score", x, y)
		add("answers", x, x+answers)
		add("membership", x+answers, x+answers+membership)
		add("method", x+answers+membership, y)
	}
	return out
}

func hasBoth(a, b map[string]float64, id string) bool {
	x, one := a[id]
	y, two := b[id]
	return one && two && !math.IsNaN(x) && !math.IsNaN(y)
}

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', 6, 64) }
