package method

import "depository.example/depository/pipeline/media/yamltree"

// likeness reads which places are like one another.
type likeness struct{ b *builder }

// peers reads weights of attributes, those of directions, and the sides of the box.
func (l likeness) peers(top *yamltree.Mapping) {
	v, ok := top.Get("peers")
	if !ok {
		return
	}
	m := l.b.Mapping(v, "peers")
	if m == nil {
		return
	}
	rule := &l.b.method.Peers
	if v, ok := m.Get("weights"); ok {
		rule.Weights = l.weights(v, "weights")
	}
	if v, ok := m.Get("directions"); ok {
		if all := l.b.Mapping(v, "directions"); all != nil {
			rule.Directions = map[string]map[string]float64{}
			for _, name := range all.Keys {
				at, _ := all.Get(name)
				rule.Directions[name] = l.weights(at, "a direction")
			}
		}
	}
	rule.Box = m.Words("box")
	m.Done()
}

// weights reads a weight for each attribute that is named.
func (l likeness) weights(v yamltree.Value, what string) map[string]float64 {
	m := l.b.Mapping(v, what)
	if m == nil {
		return nil
	}
	out := map[string]float64{}
	for _, attribute := range m.Keys {
		at, _ := m.Get(attribute)
		if out[attribute] = l.b.Number(at, "weight", 1); out[attribute] < 0 {
			l.b.Fault(at, "weight")
		}
	}
	return out
}
