package peers

import (
	"math"
	"slices"
)

// A Box is a plain group of places: those that lie in the same thirds of a few
// attributes, as Norway's KOSTRA groups municipalities by population, tied costs and
// free income (Statistics Norway, Gruppering av kommuner).
type Box struct {
	Sides   []Side
	Members []string // codes of the other places of the box, ascending; none where a side is unknown
}

// A Side is the third of one attribute that a place lies in.
type Side struct {
	Attribute string
	Value     float64 // of the place
	Third     int     // 1 the lowest to 3 the highest; 0 unknown
	Low, High float64 // least and greatest value in that third
	Known     int     // places of which the attribute is known
}

// Box returns the box of a place by the attributes that name its sides.
func (t *Table) Box(code string, attributes []string) Box {
	var b Box
	whole := len(attributes) > 0
	for _, a := range attributes {
		s := t.side(code, a)
		whole = whole && s.Third > 0
		b.Sides = append(b.Sides, s)
	}
	if !whole {
		return b
	}
	for _, p := range t.Places {
		if p != code && !slices.ContainsFunc(b.Sides, func(s Side) bool {
			x, ok := t.Value(p, s.Attribute)
			return !ok || x < s.Low || x > s.High
		}) {
			b.Members = append(b.Members, p)
		}
	}
	return b
}

// side finds the third of a place: a third of the known values each, equal values
// in the lower of two.
func (t *Table) side(code, attribute string) Side {
	s := Side{Attribute: attribute}
	j := slices.Index(t.Attributes, attribute)
	x, ok := t.Value(code, attribute)
	if j < 0 {
		return s
	}
	var known []float64
	for _, row := range t.values {
		if !math.IsNaN(row[j]) {
			known = append(known, row[j])
		}
	}
	slices.Sort(known)
	s.Known = len(known)
	if !ok {
		return s
	}
	s.Value = x
	from := 0
	for s.Third = 1; ; s.Third++ {
		border := known[(s.Third*len(known)+2)/3-1] // the last value of this third
		end, _ := slices.BinarySearchFunc(known, border, func(v, b float64) int {
			if v > b {
				return 1
			}
			return -1
		})
		if from < end && x <= border {
			s.Low, s.High = known[from], border
			return s
		}
		from = max(from, end)
	}
}
