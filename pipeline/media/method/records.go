package method

import (
	"slices"

	"depository.example/depository/pipeline/media/yamltree"
	"depository.example/depository/pipeline/survey/survey"
)

// kindReader reads what kinds of records there are, and who may be named to learn from.
type kindReader struct{ b *builder }

func (r kindReader) read(top *yamltree.Mapping) {
	for _, v := range top.List("kinds") {
		if m := r.b.Mapping(v, "kinds"); m != nil {
			r.kind(v, m)
		}
	}
	for _, v := range top.List("contradictions") {
		if m := r.b.Mapping(v, "contradictions"); m != nil {
			r.contradiction(v, m)
		}
	}
	if v, ok := top.Get("exemplar"); ok {
		if m := r.b.Mapping(v, "exemplar"); m != nil {
			r.b.method.Questionnaire.Floor = survey.Floor{AtLeast: m.Integer("at_least", 0, 0, 100), Units: m.Integer("units", 0, 0, 1_000_000)}
			m.Done()
		}
	}
}

func (r kindReader) kind(at yamltree.Value, m *yamltree.Mapping) {
	q := &r.b.method.Questionnaire
	k := survey.PointKind{ID: m.Str("id", ""), Name: m.Text("name"), Match: r.words(m, "match"), Asks: r.words(m, "asks")}
	m.Done()
	if k.ID == "" || len(k.Match) == 0 || slices.ContainsFunc(q.Kinds, func(o survey.PointKind) bool { return o.ID == k.ID }) {
		r.b.Fault(at, "kind")
	}
	r.known(at, k.Asks)
	q.Kinds = append(q.Kinds, k)
}

func (r kindReader) contradiction(at yamltree.Value, m *yamltree.Mapping) {
	c := survey.Contradiction{Says: m.Str("says", ""), Yet: r.words(m, "yet"), Text: m.Text("text")}
	m.Done()
	r.known(at, append([]string{c.Says}, c.Yet...))
	q := &r.b.method.Questionnaire
	q.Contradictions = append(q.Contradictions, c)
}

func (r kindReader) known(at yamltree.Value, criteria []string) {
	for _, id := range criteria {
		if _, ok := r.b.method.Questionnaire.Criterion(id); !ok {
			r.b.Fault(at, "no-criterion", "id", id)
		}
	}
}

func (r kindReader) words(m *yamltree.Mapping, key string) []string {
	var out []string
	for _, v := range m.List(key) {
		out = append(out, r.b.Str(v, key, ""))
	}
	return out
}
