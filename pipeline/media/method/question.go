package method

import (
	"depository.example/depository/pipeline/measure/condition"
	"depository.example/depository/pipeline/media/yamltree"
	"depository.example/depository/pipeline/survey/survey"
)

// questions reads what a partner is asked and what may be answered.
type questions struct{ *yamltree.Reader }

// question reads what a partner is asked and may answer.
func (r questions) question(at yamltree.Value, k keys, c *survey.Criterion) {
	key := func(name string) *yamltree.Mapping { m, _ := k.of(name); return m }
	c.Help, c.Unit = key("help").Text("help"), key("unit").Text("unit")
	c.Denial = key("denial").Text("denial")
	c.Low, c.High = key("low").Optional("low"), key("high").Optional("high")
	if c.Low != nil && c.High != nil && *c.Low > *c.High {
		r.Fault(at, "low-high", "node", c.ID)
	}
	c.Required, c.NotApplicable = key("required").Boolean("required"), key("not_applicable").Boolean("not_applicable")
	words := survey.KindWords()
	c.Kind, _ = survey.KindOf(key("kind").OneOf("kind", words[0], words...))
	r.rubric(at, key("levels"), c)
	r.choices(at, key("choices"), c)
	if m := key("evidence"); m != nil {
		if v, ok := m.Get("evidence"); ok {
			c.Evidence = r.evidence(v, c)
		}
	}
}

func (r questions) rubric(at yamltree.Value, m *yamltree.Mapping, c *survey.Criterion) {
	for _, v := range m.List("levels") {
		lm := r.Mapping(v, "a level")
		if lm == nil {
			continue
		}
		l := survey.RubricLevel{Level: lm.Integer("level", 0, 0, 100), Name: lm.Text("name"), Text: lm.Text("text"), Denial: lm.Text("denial")}
		lm.Done()
		if n := len(c.Levels); n > 0 && l.Level <= c.Levels[n-1].Level {
			r.Fault(v, "rubric-ascend", "node", c.ID, "level", l.Level, "before", c.Levels[n-1].Level)
		}
		c.Levels = append(c.Levels, l)
	}
	switch {
	case c.Kind.Graded() && len(c.Levels) < 2:
		r.Fault(at, "kind-level", "node", c.ID)
	case !c.Kind.Graded() && len(c.Levels) > 0:
		r.Fault(at, "levels-kind", "node", c.ID, "kind", c.Kind)
	}
}

func (r questions) choices(at yamltree.Value, m *yamltree.Mapping, c *survey.Criterion) {
	seen := map[string]bool{}
	for _, v := range m.List("choices") {
		cm := r.Mapping(v, "a choice")
		if cm == nil {
			continue
		}
		o := survey.Option{ID: cm.Str("id", ""), Name: cm.Text("name")}
		cm.Get("points") // read by points
		cm.Done()
		if o.ID == "" || seen[condition.Fold(o.ID)] {
			r.Fault(v, "choice-id", "node", c.ID)
		}
		if o.Name == nil {
			o.Name = survey.Text{"uk": o.ID, "en": o.ID}
		}
		seen[condition.Fold(o.ID)] = true
		c.Choices = append(c.Choices, o)
	}
	if c.Kind.Chosen() && len(c.Options()) == 0 {
		r.Fault(at, "kind-choice", "node", c.ID)
	}
}

func (r questions) evidence(v yamltree.Value, c *survey.Criterion) *survey.EvidenceRule {
	m := r.Mapping(v, "evidence")
	if m == nil {
		return nil
	}
	e := &survey.EvidenceRule{From: m.Integer("from", 3, 0, 100), Cap: m.Integer("cap", 2, 0, 100)}
	m.Done()
	switch {
	case !c.Kind.Graded():
		return nil // a default for levels leaves other kinds alone
	case e.Cap >= e.From:
		r.Fault(v, "cap", "node", c.ID)
	}
	return e
}

// points reads what the answers to a closed question are worth; nil where it is
// none.
func (r questions) points(k keys, c *survey.Criterion) map[string]float64 {
	from, own := k.of("points")
	v, has := from.Get("points")
	points := c.Kind.Points()
	switch {
	case points != nil && has:
		m := r.Mapping(v, "points")
		for _, o := range c.Options() {
			points[o.ID] = m.Number(o.ID, points[o.ID])
		}
		m.Done()
		return points
	case points != nil:
		return points
	case c.Kind.Chosen():
		return r.choicePoints(k, c)
	case own:
		r.Fault(v, "points-kind", "node", c.ID)
	}
	return nil
}

func (r questions) choicePoints(k keys, c *survey.Criterion) map[string]float64 {
	points := map[string]float64{}
	from, _ := k.of("choices")
	for _, v := range from.List("choices") {
		if m := r.Mapping(v, "a choice"); m != nil {
			p := m.Optional("points")
			if p == nil {
				r.Fault(v, "choice-points", "node", c.ID, "id", m.Str("id", ""))
				continue
			}
			points[m.Str("id", "")] = *p
		}
	}
	return points
}
