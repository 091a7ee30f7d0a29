package analysis

import (
	"errors"
	"slices"

	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/parallel"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
)

// ErrStage says that what a stage was given, or what came back from it, is not of the
// evidence at hand.
var ErrStage = errors.New("what a stage was given, or came back from it, is not of these answers")

// A Laid is evidence in columns as they were answered: one row a practice, by partner.
type Laid struct {
	evidence    Evidence
	now, before *sheet // before nil: no earlier period
}

// A sheet is the columns of one period.
type sheet struct {
	laid   *score.Laid
	frame  *indicator.Frame
	keys   []uint64
	bounds []int              // where the rows of each partner begin, and where the last end
	values []indicator.Values // of the criteria on the scale
}

// Lay lays the evidence out.
func Lay(e Evidence) *Laid {
	l := &Laid{evidence: e, now: layOne(&e, e.Submissions)}
	if len(e.Earlier) > 0 {
		l.before = layOne(&e, e.Earlier)
	}
	return l
}

func layOne(e *Evidence, subs []survey.Submission) *sheet {
	laid := e.Model.Lay(subs, e.Apart)
	s := &sheet{laid: laid, frame: laid.Frame(), keys: laid.Frame().Hashes()}
	partners := s.partners()
	for i := range partners {
		if i == 0 || partners[i] != partners[i-1] {
			s.bounds = append(s.bounds, i)
		}
	}
	s.bounds = append(s.bounds, len(partners))
	return s
}

// partners is the partner of each row.
func (s *sheet) partners() []string { return s.frame.Groups[string(score.Partner)] }

// sheets are those of both periods, the earlier one last.
func (l *Laid) sheets() []*sheet {
	if l.before == nil {
		return []*sheet{l.now}
	}
	return []*sheet{l.now, l.before}
}

// leaves are the criteria of a model, in the order of Root.Walk.
func leaves(m *score.Model) (out []indicator.Indicator) {
	if m.Root != nil {
		m.Root.Walk(func(n, _ *score.Node) {
			if n.Leaf != nil {
				out = append(out, indicator.Indicator{ID: n.ID, Leaf: n.Leaf})
			}
		})
	}
	return out
}

// setting is the scale of a model.
func setting(m *score.Model) normalise.Setting {
	return normalise.Setting{Min: m.Scale.Min, Max: m.Scale.Max}
}

// A Whose names the answers of a partner in one of both periods.
type Whose struct {
	Earlier bool
	Partner string
}

// Known are sums that parts of a run have made of their own workbooks: of a partner,
// once for each workbook, by criterion.
type Known map[Whose][][]indicator.Sums

// Own are the sums of a partner's answers, by criterion.
type Own struct {
	Partner string
	Sums    []indicator.Sums
}

// Sums returns those of submissions that are one period's, by partner.
func Sums(m *score.Model, subs []survey.Submission, apart func(place string) string) []Own {
	s := layOne(&Evidence{Model: m, Apart: apart}, subs)
	out := make([]Own, len(s.bounds)-1)
	for _, n := range leaves(m) {
		a := n.Answers(s.frame, s.keys)
		for i, from := range s.bounds[:len(s.bounds)-1] {
			out[i].Partner = s.partners()[from]
			out[i].Sums = append(out[i].Sums, a.Sums(from, s.bounds[i+1]))
		}
	}
	return out
}

// Add adds what a part has made of a workbook.
func (k Known) Add(earlier bool, list []Own) {
	for _, own := range list {
		whose := Whose{earlier, own.Partner}
		k[whose] = append(k[whose], own.Sums)
	}
}

// A Criterion is all answers to one question of one period, as Fit takes them.
type Criterion struct {
	Earlier bool
	ID      string
	Sums    indicator.Sums
}

// Criteria returns what all have answered. Sums that are known are used where they are of
// the very answers that count: reviewers, and workbooks that replace others, may have
// changed these since.
func (l *Laid) Criteria(known Known) []Criterion {
	all, out := leaves(l.evidence.Model), []Criterion{}
	for earlier, s := range l.sheets() {
		some := make([]Criterion, len(all))
		parallel.Each(len(all), func(k int) {
			some[k] = Criterion{earlier == 1, all[k].ID, s.sums(all[k], k, earlier == 1, known)}
		})
		out = append(out, some...)
	}
	return out
}

// sums returns the sums of criterion k.
func (s *sheet) sums(n indicator.Indicator, k int, earlier bool, known Known) indicator.Sums {
	a := n.Answers(s.frame, s.keys)
	if len(known) == 0 {
		return a.Sums(0, len(s.keys))
	}
	var parts []indicator.Sums
	for i, from := range s.bounds[:len(s.bounds)-1] {
		to := s.bounds[i+1]
		var own []indicator.Sums
		for _, of := range known[Whose{earlier, s.partners()[from]}] {
			if k < len(of) {
				own = append(own, of[k])
			}
		}
		sums := indicator.Together(own)
		if sums.Rows != to-from || sums.Of != a.Of(from, to) {
			sums = a.Sums(from, to)
		}
		parts = append(parts, sums)
	}
	return indicator.Together(parts)
}

// A Scale is what Fit has learnt of a criterion of one period.
type Scale struct {
	Earlier bool
	ID      string
	Learnt  indicator.Learnt
}

// Fit learns from all answers to one criterion what brings each of them onto the scale.
// Its error is ErrStage: the model has no such criterion.
func Fit(m *score.Model, c Criterion) (Scale, error) {
	all := leaves(m)
	k := slices.IndexFunc(all, func(n indicator.Indicator) bool { return n.ID == c.ID })
	if k < 0 {
		return Scale{}, ErrStage
	}
	return Scale{c.Earlier, c.ID, all[k].Fit(c.Sums, setting(m))}, nil
}

// Rows are practices of a partner as they were answered, as Apply takes them: one, or
// several.
type Rows struct {
	Whose
	Frame *indicator.Frame
}

// Rows returns the practices of every partner, the period's first.
func (l *Laid) Rows() (out []Rows) {
	for earlier, s := range l.sheets() {
		for i, from := range s.bounds[:len(s.bounds)-1] {
			rows := make([]int, 0, s.bounds[i+1]-from)
			for r := from; r < s.bounds[i+1]; r++ {
				rows = append(rows, r)
			}
			f := s.frame.Take(rows)
			if s.frame.Apart != nil {
				f.Apart = s.frame.Apart[from:s.bounds[i+1]]
			}
			out = append(out, Rows{Whose{earlier == 1, s.partners()[from]}, f})
		}
	}
	return out
}

// Columns are practices of a partner on the scale, by criterion.
type Columns struct {
	Whose
	Of     []uint64 // a hash of what each criterion was made of (indicator.Sums)
	Values []indicator.Values
}

// Apply brings practices onto the scales, which are those of all criteria of both periods.
// Its error is ErrStage: a scale is missing.
func Apply(m *score.Model, scales []Scale, r Rows) (Columns, error) {
	out, keys := Columns{Whose: r.Whose}, r.Frame.Hashes()
	for _, n := range leaves(m) {
		scale := scaleOf(scales, r.Earlier, n.ID)
		if scale == nil {
			return out, ErrStage
		}
		out.Of = append(out.Of, n.Answers(r.Frame, keys).Of(0, len(keys)))
		out.Values = append(out.Values, n.Apply(r.Frame, setting(m), keys, &scale.Learnt))
	}
	return out, nil
}

func scaleOf(scales []Scale, earlier bool, id string) *Scale {
	i := slices.IndexFunc(scales, func(s Scale) bool { return s.Earlier == earlier && s.ID == id })
	if i < 0 {
		return nil
	}
	return &scales[i]
}

// Here fits and applies in this program.
func (l *Laid) Here(known Known) *Fitted {
	m := l.evidence.Model
	criteria := l.Criteria(known)
	var prepared []*score.Prepared
	for earlier, s := range l.sheets() {
		all := leaves(m)
		values := make([]indicator.Values, len(all))
		parallel.Each(len(all), func(k int) {
			scale := all[k].Fit(criteria[earlier*len(all)+k].Sums, setting(m))
			values[k] = all[k].Apply(s.frame, setting(m), s.keys, &scale)
		})
		prepared = append(prepared, s.scaled(values))
	}
	return fitted(l, prepared)
}

// Join takes what Fit and Apply made elsewhere of Criteria and Rows, in any order. Its
// error is ErrStage: something is missing, stands twice, or is of other answers.
func (l *Laid) Join(scales []Scale, columns []Columns) (*Fitted, error) {
	var prepared []*score.Prepared
	of, taken := make(map[Whose]*Columns, len(columns)), 0
	for i := range columns {
		of[columns[i].Whose] = &columns[i]
	}
	for earlier, s := range l.sheets() {
		parts := make([]*Columns, 0, len(s.bounds)-1)
		for _, from := range s.bounds[:len(s.bounds)-1] {
			part := of[Whose{earlier == 1, s.partners()[from]}]
			if part == nil {
				return nil, ErrStage
			}
			parts = append(parts, part)
		}
		values, err := join(l.evidence.Model, scales, earlier == 1, parts, len(s.keys))
		if err != nil {
			return nil, err
		}
		taken += len(parts)
		prepared = append(prepared, s.scaled(values))
	}
	if taken != len(columns) {
		return nil, ErrStage
	}
	return fitted(l, prepared), nil
}

// join puts the columns of the partners of one period together.
func join(m *score.Model, scales []Scale, earlier bool, parts []*Columns, rows int) (out []indicator.Values, err error) {
	for k, n := range leaves(m) {
		scale := scaleOf(scales, earlier, n.ID)
		if scale == nil {
			return nil, ErrStage
		}
		var of uint64
		var values []indicator.Values
		for _, p := range parts {
			if k >= len(p.Values) || k >= len(p.Of) {
				return nil, ErrStage
			}
			of, values = of+p.Of[k], append(values, p.Values[k])
		}
		joined := n.Joined(values, &scale.Learnt)
		if of != scale.Learnt.Of || scale.Learnt.Rows != rows || len(joined.Value) != rows {
			return nil, ErrStage
		}
		out = append(out, joined)
	}
	return out, nil
}
