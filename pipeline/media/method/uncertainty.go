package method

import (
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/uncertainty"
	"depository.example/depository/pipeline/media/yamltree"
)

// drawing reads the alternatives to what a method says.
type drawing struct{ b *builder }

// uncertainty reads what is drawn, and how often.
func (d drawing) uncertainty(top *yamltree.Mapping) {
	v, ok := top.Get("uncertainty")
	if !ok {
		return
	}
	m := d.b.Mapping(v, "uncertainty")
	if m == nil {
		return
	}
	p := &d.b.method.Uncertainty
	p.Replications = m.Integer("replications", 1000, 1, 1_000_000)
	p.Seed = uint64(m.Integer("seed", 1, 0, 1<<53-1))
	if w, ok := m.Get("weights"); ok {
		d.noise(w, p)
	}
	d.b.places["uncertainty normalise"] = m.Values["normalise"]
	for _, item := range m.List("normalise") {
		n := d.b.ways.normaliser(item)
		if n.By == normalise.Levels {
			d.b.Fault(item, "alternative-levels")
		}
		p.Normalise = append(p.Normalise, n)
	}
	for _, item := range m.List("aggregate") {
		p.Aggregate = append(p.Aggregate, d.b.ways.aggregation(item))
	}
	d.treatments(m, p)
	for _, item := range m.List("impute") {
		p.Impute = append(p.Impute, d.b.ways.imputation(item))
	}
	if a, ok := m.Get("answers"); ok {
		if am := d.b.Mapping(a, "answers"); am != nil {
			p.LevelError = d.b.share(am, "level_error")
			am.Done()
		}
	}
	p.Sobol = m.OneOf("sensitivity", "none", "none", "sobol") == "sobol"
	m.Done()
}

func (d drawing) noise(v yamltree.Value, p *uncertainty.Plan) {
	m := d.b.Mapping(v, "weights")
	if m == nil {
		return
	}
	p.Noise = d.b.share(m, "noise")
	for _, id := range m.Words("nodes") {
		switch {
		case id == "all":
			p.Nodes = nil
		case !d.b.seen[id]:
			d.b.FaultAt(m.At["nodes"], "draw-node", "id", id)
		default:
			p.Nodes = append(p.Nodes, id)
		}
	}
	m.Done()
}

// treatments reads alternatives; what they do not say is as in the defaults.
func (d drawing) treatments(m *yamltree.Mapping, p *uncertainty.Plan) {
	var base *normalise.Treatment
	if d.b.defaults != nil {
		if v, ok := d.b.defaults.Values["treat"]; ok {
			base = d.b.ways.treatment(v, nil)
		}
	}
	for _, item := range m.List("treat") {
		if t := d.b.ways.treatment(item, base); t != nil {
			p.Treat = append(p.Treat, *t)
		} else {
			p.Treat = append(p.Treat, normalise.Treatment{Skew: 1e300, Kurt: 1e300})
		}
	}
}
