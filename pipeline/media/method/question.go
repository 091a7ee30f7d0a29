package method

import (
	"depository.example/depository/pipeline/measure/condition"
	"depository.example/depository/pipeline/survey/survey"
)

// questions reads what a partner is asked and what may be answered.
type questions struct{ *reader }

// question reads what a partner is asked and may answer.
func (r questions) question(at value, k keys, c *survey.Criterion) {
	key := func(name string) *mapping { m, _ := k.of(name); return m }
	c.Help, c.Unit = key("help").text("help"), key("unit").text("unit")
	c.Denial = key("denial").text("denial")
	c.Low, c.High = key("low").optional("low"), key("high").optional("high")
	if c.Low != nil && c.High != nil && *c.Low > *c.High {
		r.fault(at, "low-high", "node", c.ID)
	}
	c.Required, c.NotApplicable = key("required").boolean("required"), key("not_applicable").boolean("not_applicable")
	switch key("kind").oneOf("kind", "number", "number", "level", "yesno", "choice") {
	case "level":
		c.Kind = survey.Level
	case "yesno":
		c.Kind = survey.YesNo
	case "choice":
		c.Kind = survey.Choice
	}
	r.rubric(at, key("levels"), c)
	r.choices(at, key("choices"), c)
	if m := key("evidence"); m != nil {
		if v, ok := m.get("evidence"); ok {
			c.Evidence = r.evidence(v, c)
		}
	}
}

func (r questions) rubric(at value, m *mapping, c *survey.Criterion) {
	for _, v := range m.list("levels") {
		lm := r.mapping(v, "a level")
		if lm == nil {
			continue
		}
		l := survey.RubricLevel{Level: lm.integer("level", 0, 0, 100), Name: lm.text("name"), Text: lm.text("text"), Denial: lm.text("denial")}
		lm.done()
		if n := len(c.Levels); n > 0 && l.Level <= c.Levels[n-1].Level {
			r.fault(v, "rubric-ascend", "node", c.ID, "level", l.Level, "before", c.Levels[n-1].Level)
		}
		c.Levels = append(c.Levels, l)
	}
	switch {
	case c.Kind == survey.Level && len(c.Levels) < 2:
		r.fault(at, "kind-level", "node", c.ID)
	case c.Kind != survey.Level && len(c.Levels) > 0:
		r.fault(at, "levels-kind", "node", c.ID, "kind", c.Kind)
	}
}

func (r questions) choices(at value, m *mapping, c *survey.Criterion) {
	seen := map[string]bool{}
	for _, v := range m.list("choices") {
		cm := r.mapping(v, "a choice")
		if cm == nil {
			continue
		}
		o := survey.Option{ID: cm.str("id", ""), Name: cm.text("name")}
		cm.get("points") // read by points
		cm.done()
		if o.ID == "" || seen[condition.Fold(o.ID)] {
			r.fault(v, "choice-id", "node", c.ID)
		}
		if o.Name == nil {
			o.Name = survey.Text{"uk": o.ID, "en": o.ID}
		}
		seen[condition.Fold(o.ID)] = true
		c.Choices = append(c.Choices, o)
	}
	if c.Kind == survey.Choice && len(c.Choices) == 0 {
		r.fault(at, "kind-choice", "node", c.ID)
	}
}

func (r questions) evidence(v value, c *survey.Criterion) *survey.EvidenceRule {
	m := r.mapping(v, "evidence")
	if m == nil {
		return nil
	}
	e := &survey.EvidenceRule{From: m.integer("from", 3, 0, 100), Cap: m.integer("cap", 2, 0, 100)}
	m.done()
	switch {
	case c.Kind != survey.Level:
		return nil // a default for levels leaves other kinds alone
	case e.Cap >= e.From:
		r.fault(v, "cap", "node", c.ID)
	}
	return e
}

// points reads what the answers to a closed question are worth; nil where it is
// none.
func (r questions) points(k keys, c *survey.Criterion) map[string]float64 {
	from, own := k.of("points")
	v, has := from.get("points")
	switch {
	case c.Kind == survey.YesNo && has:
		m := r.mapping(v, "points")
		defer m.done()
		return map[string]float64{"yes": m.number("yes", 1), "no": m.number("no", 0)}
	case c.Kind == survey.YesNo:
		return map[string]float64{"yes": 1, "no": 0}
	case c.Kind == survey.Choice:
		return r.choicePoints(k, c)
	case own:
		r.fault(v, "points-kind", "node", c.ID)
	}
	return nil
}

func (r questions) choicePoints(k keys, c *survey.Criterion) map[string]float64 {
	points := map[string]float64{}
	from, _ := k.of("choices")
	for _, v := range from.list("choices") {
		if m := r.mapping(v, "a choice"); m != nil {
			p := m.optional("points")
			if p == nil {
				r.fault(v, "choice-points", "node", c.ID, "id", m.str("id", ""))
				continue
			}
			points[m.str("id", "")] = *p
		}
	}
	return points
}
