package method

import (
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
)

// inputs reads the columns that are read and kept but not scored.
func (b *builder) inputs(top *mapping) {
	for _, v := range top.list("inputs") {
		m := b.mapping(v, "an input")
		if m == nil {
			continue
		}
		c := survey.Criterion{ID: m.str("id", ""), Name: m.text("name"), Question: m.text("question")}
		b.claim(v, c.ID)
		if c.Name == nil {
			c.Name = survey.Text{"uk": c.ID, "en": c.ID}
		}
		questions{b.reader}.question(v, keys{m, nil}, &c)
		for _, item := range m.list("choices") {
			if cm := b.mapping(item, "a choice"); cm != nil {
				cm.optional("points") // allowed, so that a choice can be moved; an input is not scored
			}
		}
		in := score.Input{ID: c.ID, Column: m.str("column", c.ID), Kind: c.Kind}
		if _, typed := m.values["kind"]; !typed {
			in.Text = true
		}
		m.done()
		b.method.Model.Inputs = append(b.method.Model.Inputs, in)
		b.extra = append(b.extra, c)
	}
}
