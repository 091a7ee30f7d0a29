package method

import (
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/uncertainty"
)

// drawing reads the alternatives to what a method says.
type drawing struct{ b *builder }

// uncertainty reads what is drawn, and how often.
func (d drawing) uncertainty(top *mapping) {
	v, ok := top.get("uncertainty")
	if !ok {
		return
	}
	m := d.b.mapping(v, "uncertainty")
	if m == nil {
		return
	}
	p := &d.b.method.Uncertainty
	p.Replications = m.integer("replications", 1000, 1, 1_000_000)
	p.Seed = uint64(m.integer("seed", 1, 0, 1<<53-1))
	if w, ok := m.get("weights"); ok {
		d.noise(w, p)
	}
	d.b.places["uncertainty normalise"] = m.values["normalise"]
	for _, item := range m.list("normalise") {
		n := d.b.ways.normaliser(item)
		if n.By == normalise.Levels {
			d.b.fault(item, "alternative-levels")
		}
		p.Normalise = append(p.Normalise, n)
	}
	for _, item := range m.list("aggregate") {
		p.Aggregate = append(p.Aggregate, d.b.ways.aggregation(item))
	}
	d.treatments(m, p)
	for _, item := range m.list("impute") {
		p.Impute = append(p.Impute, d.b.ways.imputation(item))
	}
	if a, ok := m.get("answers"); ok {
		if am := d.b.mapping(a, "answers"); am != nil {
			p.LevelError = d.b.share(am, "level_error")
			am.done()
		}
	}
	p.Sobol = m.oneOf("sensitivity", "none", "none", "sobol") == "sobol"
	m.done()
}

func (d drawing) noise(v value, p *uncertainty.Plan) {
	m := d.b.mapping(v, "weights")
	if m == nil {
		return
	}
	p.Noise = d.b.share(m, "noise")
	for _, id := range m.words("nodes") {
		switch {
		case id == "all":
			p.Nodes = nil
		case !d.b.seen[id]:
			d.b.faultAt(m.at["nodes"], "draw-node", "id", id)
		default:
			p.Nodes = append(p.Nodes, id)
		}
	}
	m.done()
}

// treatments reads alternatives; what they do not say is as in the defaults.
func (d drawing) treatments(m *mapping, p *uncertainty.Plan) {
	var base *normalise.Treatment
	if d.b.defaults != nil {
		if v, ok := d.b.defaults.values["treat"]; ok {
			base = d.b.ways.treatment(v, nil)
		}
	}
	for _, item := range m.list("treat") {
		if t := d.b.ways.treatment(item, base); t != nil {
			p.Treat = append(p.Treat, *t)
		} else {
			p.Treat = append(p.Treat, normalise.Treatment{Skew: 1e300, Kurt: 1e300})
		}
	}
}
