package method

// likeness reads which places are like one another.
type likeness struct{ b *builder }

// peers reads weights of attributes, those of directions, and the sides of the box.
func (l likeness) peers(top *mapping) {
	v, ok := top.get("peers")
	if !ok {
		return
	}
	m := l.b.mapping(v, "peers")
	if m == nil {
		return
	}
	rule := &l.b.method.Peers
	if v, ok := m.get("weights"); ok {
		rule.Weights = l.weights(v, "weights")
	}
	if v, ok := m.get("directions"); ok {
		if all := l.b.mapping(v, "directions"); all != nil {
			rule.Directions = map[string]map[string]float64{}
			for _, name := range all.keys {
				at, _ := all.get(name)
				rule.Directions[name] = l.weights(at, "a direction")
			}
		}
	}
	rule.Box = m.words("box")
	m.done()
}

// weights reads a weight for each attribute that is named.
func (l likeness) weights(v value, what string) map[string]float64 {
	m := l.b.mapping(v, what)
	if m == nil {
		return nil
	}
	out := map[string]float64{}
	for _, attribute := range m.keys {
		at, _ := m.get(attribute)
		if out[attribute] = l.b.number(at, "weight", 1); out[attribute] < 0 {
			l.b.fault(at, "weight")
		}
	}
	return out
}
