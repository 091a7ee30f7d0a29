package method

import (
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/yamltree"
	"depository.example/depository/pipeline/survey/survey"
)

// inputs reads the columns that are read and kept but not scored.
func (b *builder) inputs(top *yamltree.Mapping) {
	for _, v := range top.List("inputs") {
		m := b.Mapping(v, "an input")
		if m == nil {
			continue
		}
		c := survey.Criterion{ID: m.Str("id", ""), Name: m.Text("name"), Question: m.Text("question")}
		b.claim(v, c.ID)
		if c.Name == nil {
			c.Name = survey.Text{"uk": c.ID, "en": c.ID}
		}
		questions{b.Reader}.question(v, keys{m, nil}, &c)
		for _, item := range m.List("choices") {
			if cm := b.Mapping(item, "a choice"); cm != nil {
				cm.Optional("points") // allowed, so that a choice can be moved; an input is not scored
			}
		}
		in := score.Input{ID: c.ID, Column: m.Str("column", c.ID), Kind: c.Kind}
		if _, typed := m.Values["kind"]; !typed {
			in.Text = true
		}
		m.Done()
		b.method.Model.Inputs = append(b.method.Model.Inputs, in)
		b.extra = append(b.extra, c)
	}
}
