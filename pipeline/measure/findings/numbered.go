package findings

import (
	"strconv"

	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/items"
	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/measure/review"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

// answers is what is known of the answers.
func (l *lister) answers() {
	l.counted("known", l.f.Replies().Known())
	l.counted("unproved", l.f.Replies().Unproved())
	l.counted("doubted", l.f.Replies().Doubted())
	l.counted("empty", l.f.Replies().Empty())
	for _, n := range l.f.criteria {
		l.counted(ref("given", n.ID), l.f.Replies().Given(n.ID), n.ID)
		t := l.f.tallies[n.ID]
		l.number(ref("inapplicable", n.ID), t.NotApplicable, string(Answers), n.ID)
		if t.Choices["yes"]+t.Choices["no"] > 0 {
			l.tally(ref("yes", n.ID), Tally{n.ID, t.Choices["yes"], t.Given, t.Unknown}, n.ID)
		}
		l.rubric(n.ID)
	}
	files := map[string]bool{}
	for _, p := range l.f.evidence.Problems {
		if files[p.At.File] {
			continue
		}
		files[p.At.File] = true
		for _, s := range []cell.Severity{cell.Error, cell.Warning, cell.Note} {
			l.counted(ref("problems", p.At.File, s.String()), l.f.ProblemsOf(p.At.File, s), p.At.File)
		}
	}
}

// rubric counts the practices at each level of one criterion, as levels count.
func (l *lister) rubric(criterion string) {
	k, ok := l.f.evidence.Questionnaire.Criterion(criterion)
	if !ok || !k.Kind.Graded() {
		return
	}
	counts := map[int]int{}
	for _, s := range l.f.evidence.Submissions {
		for i := range s.Practices {
			if a := s.Practices[i].Answer(criterion); a.State == survey.Given {
				counts[int(k.Counts(a))]++
			}
		}
	}
	for _, m := range k.Levels {
		l.number(ref("rubric", criterion, strconv.Itoa(m.Level)), counts[m.Level], string(Practices), criterion)
	}
}

// typed are the answers of a workbook themselves: levels and numbers, as they count.
func (l *lister) typed(s *survey.Submission) {
	for j := range s.Practices {
		p := &s.Practices[j]
		u := score.Unit{Kind: score.Practice, ID: p.ID, Partner: s.Partner.ID, Place: survey.Entry{In: s, Practice: p}.Place()}
		of := "/" + unitRef(&u) + "/"
		for i := range p.Answers {
			a := &p.Answers[i]
			k, ok := l.f.evidence.Questionnaire.Criterion(a.Criterion)
			if !ok || a.State != survey.Given || k.Kind.Chosen() {
				continue
			}
			n := Number{Ref: "answer" + of + a.Criterion, X: k.Counts(*a), Unit: "answer", As: AsPlain, About: []string{s.Partner.ID, p.ID, a.Criterion}, Cells: []cell.Ref{a.At}}
			l.put(n)
			if claims := a.Claims(); claims != n.X {
				n.Ref, n.X = "claim"+of+a.Criterion, claims
				l.put(n)
			}
		}
	}
}

// advice is what recommendations rest on and would bring.
func (l *lister) advice() {
	urgent := Urgent(l.f.Recommendations)
	l.counted("urgent", urgent)
	l.counted("duties", Duties(l.f.Recommendations))
	for i := range l.f.Recommendations {
		l.recommendation(&l.f.Recommendations[i])
	}
	l.followed()
	for _, r := range l.f.analysis.Reached {
		name := ref("reached", r.Rule.ID)
		l.put(goalNumber(name, r.Now, &r.Progress, r.Rule.ID))
		l.put(goalNumber(name+"/target", r.AtLeast, &r.Progress, r.Rule.ID))
	}
}

// followed is where the recommendations of the period before stand.
func (l *lister) followed() {
	for _, f := range l.f.analysis.Followed {
		name, id := ref("followed", f.Rule.ID), f.Rule.ID
		l.number(name+"/number", f.Number, "number", id)
		if f.Then == nil {
			continue
		}
		l.put(goalNumber(name+"/then", f.Then.Now, f.Then, id))
		l.put(goalNumber(name+"/target", f.Then.AtLeast, f.Then, id))
		if f.Known {
			l.put(goalNumber(name+"/now", f.Now, f.Then, id))
		}
	}
	for _, s := range []recommend.Standing{recommend.Done, recommend.Said, recommend.Nearer, recommend.Same, recommend.Further, recommend.Unknown} {
		l.number(ref("followed", string(s)), recommend.Counted(l.f.analysis.Followed, s), "recommendation")
	}
	l.number("followed", len(l.f.analysis.Followed), "recommendation")
}

// goalNumber is a number in the unit of a goal's measure.
func goalNumber(ref string, x float64, p *recommend.Progress, rule string) Number {
	if p.Measure == recommend.Share {
		return Number{Ref: ref, X: x, Unit: "share", As: AsPercent, About: []string{rule}}
	}
	return Number{Ref: ref, X: x, Unit: string(Answers), As: AsPlain, About: []string{rule}}
}

func (l *lister) recommendation(r *recommend.Recommendation) {
	id := r.Rule.ID
	name := ref("advice", id)
	if r.GainKnown {
		l.put(Number{Ref: ref("gain", id), X: r.Gain, Unit: "point", As: AsDelta, About: []string{id}, Cells: cellsOf(r.Evidence)})
		l.number(name+"/raised", r.Raised, string(Partners), id)
		l.number(name+"/partners", r.Of, string(Partners), id)
		l.counted(name+"/held", Held(r), id)
	}
	l.counted(name+"/short", Short(r), id)
	l.number(name+"/unproved", r.Unproved, string(Answers), id)
	l.number(name+"/closed", r.Closed, string(Answers), id)
	l.number(name+"/concerned", len(r.Concerned), string(Partners), id)
	l.number(name+"/priority", r.Priority, "priority", id)
	l.number(name+"/months", r.Rule.Months, "month", id)
	l.put(Number{Ref: name + "/reach", X: r.Reach, Unit: "share", As: AsPercent, About: []string{id}})
	for _, n := range r.Numbers {
		l.put(ruleNumber(ref("advice", id, n.Name), n, id))
	}
	if r.Progress != nil {
		l.put(goalNumber(name+"/now", r.Progress.Now, r.Progress, id))
		l.put(goalNumber(name+"/target", r.Progress.AtLeast, r.Progress, id))
		l.number(name+"/known", r.Progress.Known, string(Answers), id)
	}
	for _, e := range r.Exemplars {
		n := Number{Ref: ref("exemplar", id, e.Partner, e.Practice), X: e.Level, Unit: "answer", As: AsPlain, About: []string{id, e.Partner, e.Practice}, Cells: []cell.Ref{e.At}}
		if e.Share {
			n.Unit, n.As = "share", AsPercent
		}
		l.put(n)
		l.number(ref("exemplar", id, e.Partner, e.Practice, "of"), e.Of, string(Answers), id, e.Partner)
	}
}

// gap is what a recommendation rests on of one partner, and would bring it. short are
// the answers of the partner that fall short.
func (l *lister) gap(r *recommend.Recommendation, partner string, short []cell.Ref) {
	g, ok := r.For(partner)
	if !ok {
		return
	}
	id := r.Rule.ID
	l.put(Number{Ref: ref("gain", id, partner), X: g.Gain, Unit: "point", As: AsDelta, About: []string{id, partner}, Cells: short})
	l.number(ref("short", id, partner), g.Short, string(Answers), id, partner)
	l.number(ref("short", id, partner, "of"), g.Known, string(Answers), id, partner)
}

// cellsOf are the cells of answers that a recommendation rests on.
func cellsOf(list []recommend.Evidence) []cell.Ref {
	var out []cell.Ref
	for i := range list {
		out = append(out, list[i].At)
	}
	return out
}

// ruleNumber is a number that a rule's texts name.
func ruleNumber(ref string, n recommend.Number, rule string) Number {
	out := Number{Ref: ref, X: n.X, Unit: "answer", As: AsPlain, About: []string{rule}}
	switch {
	case n.Percent:
		out.Unit, out.As = "share", AsPercent
	case n.Short:
	case n.Decimals == 0:
		out.As = AsCount
	default:
		out.Unit, out.As = "point", AsPoints
	}
	return out
}

// method is what the method itself says: the scale, weights, levels, gates.
func (l *lister) method() {
	value := func(name string, x float64, about ...string) {
		l.put(Number{Ref: name, X: x, Unit: "point", As: AsPlain, About: about})
	}
	value("method/min", l.f.Now.Scale.Min)
	value("method/max", l.f.Now.Scale.Max)
	for _, w := range l.f.Weights() {
		l.put(Number{Ref: ref("weight", w.Node.ID), X: w.Share, Unit: "share", As: AsPermille, About: []string{w.Node.ID}})
		l.number(ref("parts", w.Node.ID), len(w.Node.Parts), "node", w.Node.ID)
		if w.Node.Leaf != nil {
			value(ref("goalpost", w.Node.ID, "low"), w.Node.Leaf.Normalise.Low, w.Node.ID)
			value(ref("goalpost", w.Node.ID, "high"), w.Node.Leaf.Normalise.High, w.Node.ID)
		}
	}
	for _, m := range l.f.evidence.Model.Levels {
		l.number(ref("method/level", strconv.Itoa(m.Level)), m.Level, "level")
		value(ref("method/level", strconv.Itoa(m.Level), "from"), m.From)
		for _, g := range m.Needs {
			value(ref("method/level", strconv.Itoa(m.Level), g.Node), g.AtLeast, g.Node)
		}
	}
	for i, s := range l.f.evidence.Model.Rollup {
		l.number(ref("method/rollup", strconv.Itoa(i+1)), s.N, string(Practices))
	}
	plan := l.f.evidence.Uncertainty
	l.put(Number{Ref: "method/noise", X: plan.Noise, Unit: "share", As: AsPercent})
	l.put(Number{Ref: "method/level-error", X: plan.LevelError, Unit: "share", As: AsPercent})
	l.number("method/normalisations", len(plan.Normalise), "choice")
	l.number("method/treatments", len(plan.Treat), "choice")
	value("limit/alpha", items.LowAlpha)
	value("limit/correlation", items.TooHigh)
	value("limit/skewness", items.Skewed)
	value("limit/kurtosis", items.Peaked)
	l.put(Number{Ref: "limit/availability", X: items.LowAvailability, Unit: "share", As: AsPercent})
	l.put(Number{Ref: "limit/common", X: items.SameForMost, Unit: "share", As: AsPercent})
	value("limit/agreement", review.Reliable)
	l.put(Number{Ref: "limit/told-apart", X: compare.ToldApart, Unit: "share", As: AsPercent})
}

// quality is what is said of the criteria themselves.
func (l *lister) quality() {
	d := l.f.analysis.Diagnosis
	if d == nil {
		return
	}
	l.number("quality/practices", d.Units, string(Practices))
	statistic := func(name string, x float64, about ...string) {
		l.put(Number{Ref: name, X: x, As: AsStatistic, About: about})
	}
	share := func(name string, x float64, about ...string) {
		l.put(Number{Ref: name, X: x, Unit: "share", As: AsPercent, About: about})
	}
	for _, k := range d.Criteria {
		name := ref("quality", k.ID)
		share(name+"/available", k.Availability, k.ID)
		share(name+"/common", k.Most, k.ID)
		for _, v := range []struct {
			name string
			x    float64
		}{{"mean", k.Mean}, {"median", k.Median}, {"skewness", k.Skew}, {"kurtosis", k.Kurt}, {"explains", k.Explains}, {"moved", k.Moved}} {
			statistic(name+"/"+v.name, v.x, k.ID)
		}
		l.number(name+"/moved-most", k.MovedMost, "rank", k.ID)
	}
	loadings := Loadings(d)
	for _, b := range d.Branches {
		l.number(ref("quality", b.ID, "parts"), len(b.Parts), "node", b.ID)
		statistic(ref("quality", b.ID, "alpha"), b.Alpha, b.ID)
		share(ref("quality", b.ID, "component"), b.Explained, b.ID)
		for _, part := range b.Parts {
			if x, ok := loadings[part]; ok {
				statistic(ref("quality", part, "loading"), x, part)
			}
		}
	}
	pairs, against := Pairs(d)
	l.counted("quality/pairs/against", against)
	l.number("quality/pairs/same", against.Of-against.N, string(Criteria))
	for _, p := range pairs {
		statistic(ref("quality/pair", p.A, p.B), p.R, p.A, p.B)
	}
	for _, i := range l.f.analysis.Depends {
		name := ref("depends", i.Source)
		statistic(name+"/alone", i.First)
		statistic(name+"/alone/low", i.FirstLow)
		statistic(name+"/alone/high", i.FirstHigh)
		statistic(name+"/total", i.Total)
		statistic(name+"/total/low", i.TotalLow)
		statistic(name+"/total/high", i.TotalHigh)
		share(name+"/share", min(max(i.Total, 0), 1))
	}
	l.doubts(l.f.Now.Doubts)
}

func (l *lister) doubts(list []indicator.Doubt) {
	for _, d := range list {
		l.number(ref("doubt", d.Node, d.Code), d.Count, string(Practices), d.Node, d.Of)
	}
}

// evidenceOf is how much of what was claimed reviewers have looked at.
func (l *lister) evidenceOf() {
	v := l.f.evidence.Verified
	l.counted("verified", Count{Unit: Answers, N: v.Verified, Of: v.Claims})
	l.number("verified/lowered", v.Lowered, string(Answers))
	l.number("verified/raised", v.Raised, string(Answers))
	l.number("verified/confirmed", v.Confirmed, string(Answers))
	for _, a := range v.Agreement {
		l.put(Number{Ref: ref("agreement", a.Criterion), X: a.Alpha, As: AsStatistic, About: []string{a.Criterion}})
	}
	l.number("plan/tasks", len(l.f.analysis.Plan), string(Tasks))
}
