package method

import (
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/uncertainty"
)

// uncertainty reads what is drawn, and how often.
func (b *builder) uncertainty(top *mapping) {
	v, ok := top.get("uncertainty")
	if !ok {
		return
	}
	m := b.mapping(v, "uncertainty")
	if m == nil {
		return
	}
	p := &b.method.Uncertainty
	p.Replications = m.integer("replications", 1000, 1, 1_000_000)
	p.Seed = uint64(m.integer("seed", 1, 0, 1<<53-1))
	if w, ok := m.get("weights"); ok {
		b.noise(w, p)
	}
	b.places["uncertainty normalise"] = m.values["normalise"]
	for _, item := range m.list("normalise") {
		n := b.normaliser(item)
		if n.By == normalise.Levels {
			b.fault(item, "alternative-levels")
		}
		p.Normalise = append(p.Normalise, n)
	}
	for _, item := range m.list("aggregate") {
		p.Aggregate = append(p.Aggregate, b.aggregation(item))
	}
	b.treatments(m, p)
	for _, item := range m.list("impute") {
		p.Impute = append(p.Impute, b.imputation(item))
	}
	if a, ok := m.get("answers"); ok {
		if am := b.mapping(a, "answers"); am != nil {
			p.LevelError = b.share(am, "level_error")
			am.done()
		}
	}
	p.Sobol = m.oneOf("sensitivity", "none", "none", "sobol") == "sobol"
	m.done()
}

func (b *builder) noise(v value, p *uncertainty.Plan) {
	m := b.mapping(v, "weights")
	if m == nil {
		return
	}
	p.Noise = b.share(m, "noise")
	for _, id := range m.words("nodes") {
		switch {
		case id == "all":
			p.Nodes = nil
		case !b.seen[id]:
			b.faultAt(m.at["nodes"], "draw-node", "id", id)
		default:
			p.Nodes = append(p.Nodes, id)
		}
	}
	m.done()
}

// treatments reads alternatives; what they do not say is as in the defaults.
func (b *builder) treatments(m *mapping, p *uncertainty.Plan) {
	var base *normalise.Treatment
	if b.defaults != nil {
		if v, ok := b.defaults.values["treat"]; ok {
			base = b.treatment(v, nil)
		}
	}
	for _, item := range m.list("treat") {
		if t := b.treatment(item, base); t != nil {
			p.Treat = append(p.Treat, *t)
		} else {
			p.Treat = append(p.Treat, normalise.Treatment{Skew: 1e300, Kurt: 1e300})
		}
	}
}
