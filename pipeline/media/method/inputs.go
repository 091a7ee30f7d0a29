package method

import (
	"slices"

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
		conditions{b}.atMost(m, &c)
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

// ratios reads what is asked in the place of numbers.
type ratios struct{ b *builder }

// counted reads what is asked in the place of a number: two inputs whose ratio it is, or
// a list of which it is the median.
func (r ratios) counted(at yamltree.Value, k keys, c *survey.Criterion) {
	from, _ := k.of("list")
	c.List = from.Integer("list", 0, 0, 12)
	from, _ = k.of("from")
	v, ok := from.Get("from")
	if ok {
		if m := r.b.Mapping(v, "from"); m != nil {
			c.From = &survey.Counts{Numerator: r.count(v, m.Str("numerator", ""), c), Denominator: r.count(v, m.Str("denominator", ""), c), Scale: m.Number("scale", 1)}
			if c.From.Scale <= 0 {
				r.b.Fault(v, "from-scale", "node", c.ID)
			}
			m.Done()
		}
	}
	if (c.List > 0 || c.From != nil) && (!c.Kind.Measured() || c.List > 0 && c.From != nil) {
		r.b.Fault(at, "from-kind", "node", c.ID)
	}
}

// count is an input that is asked with a criterion, and no longer by itself.
func (r ratios) count(at yamltree.Value, id string, c *survey.Criterion) survey.Count {
	i := slices.IndexFunc(r.b.extra, func(e survey.Criterion) bool { return e.ID == id && e.Kind.Measured() })
	if i < 0 {
		r.b.Fault(at, "from-input", "node", c.ID, "id", id)
		return survey.Count{}
	}
	in := r.b.extra[i]
	r.b.extra = slices.Delete(r.b.extra, i, i+1)
	r.b.method.Model.Inputs = slices.DeleteFunc(r.b.method.Model.Inputs, func(x score.Input) bool { return x.ID == id })
	return survey.Count{ID: id, Name: in.Name}
}

// meaning reads which ids stand for what no other question does: the input with the
// people of a place and the dimension of how easy a practice is to repeat. Left out,
// they are what is called so.
func (b *builder) meaning(top *yamltree.Mapping) {
	to := &b.method.Model.Meaning
	to.Population, to.Replicability = "population", "replicability"
	if v, said := top.Get("meaning"); said {
		m := b.Mapping(v, "meaning")
		if m == nil {
			return
		}
		to.Population, to.Replicability = b.meant(m, to.Population, b.hasInput), b.meant(m, to.Replicability, b.hasDimension)
		m.Done()
	}
	if !b.hasInput(to.Population) {
		to.Population = ""
	}
	if !b.hasDimension(to.Replicability) {
		to.Replicability = ""
	}
}

// meant is the id that a key names, or the key itself where it is left out.
func (b *builder) meant(m *yamltree.Mapping, key string, known func(id string) bool) string {
	id := m.Str(key, key)
	if at, named := m.Get(key); named && !known(id) {
		b.Fault(at, "meaning-"+key, "read", id)
	}
	return id
}

// hasDimension reports whether a part of the root with parts of its own has an id.
func (b *builder) hasDimension(id string) bool {
	root := b.method.Model.Root
	return root != nil && slices.ContainsFunc(root.Parts, func(n *score.Node) bool { return n.ID == id && n.Leaf == nil })
}
