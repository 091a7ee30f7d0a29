package score

// ScorePartners scores under a change as Score does, but gives the partners
// alone: what hundreds of draws of the uncertainty need.
func (p *Prepared) ScorePartners(ch *Change) *Result {
	r := p.rollUp(ch, true)
	return &Result{Scale: p.model.Scale, Nodes: p.Nodes(), Units: p.unitsOf(r, len(p.layers)-1)}
}
