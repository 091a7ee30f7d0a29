// Package peers finds the places that are most like a place. It believes that
// likeness is a reason to talk to somebody and no forecast: every peer comes with
// what made it near, what is unknown stays unknown and makes nobody near, and a box
// that anybody can check with a finger stands beside the list.
//
// The rule: standard scores over the known values of an attribute (divisor n−1), the
// Euclidean distance over what both places know, divided by the root of the share of
// weight that is. An attribute whose known values are all equal says nothing.
package peers

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"depository.example/depository/pipeline/measure/stat"
)

// A Row is one known value of an attribute of a place.
type Row struct {
	Code, Attribute string
	Value           float64 // finite, in the attribute's own unit
}

// A Table holds the attributes of places. Unknown values are NaN.
type Table struct {
	Attributes []string // in the order of the file
	Places     []string // codes, ascending
	values     [][]float64
}

// New lays rows out; attributes and places that have no known value are kept, so
// names lists all of both, in any order of places and the order of attributes that
// results have. Of two rows for one value the later counts.
func New(attributes, places []string, rows []Row) *Table {
	t := &Table{Attributes: attributes, Places: slices.Compact(slices.Sorted(slices.Values(places)))}
	t.values = make([][]float64, len(t.Places))
	column := map[string]int{}
	for i, a := range attributes {
		column[a] = i
	}
	for i := range t.values {
		t.values[i] = make([]float64, len(attributes))
		for j := range t.values[i] {
			t.values[i][j] = math.NaN()
		}
	}
	for _, r := range rows {
		i, known := slices.BinarySearch(t.Places, r.Code)
		if j, has := column[r.Attribute]; known && has {
			t.values[i][j] = r.Value
		}
	}
	return t
}

// Only returns the table of some places and attributes; what it does not have is
// left out.
func (t *Table) Only(places, attributes []string) *Table {
	out := &Table{}
	var columns []int
	for _, a := range attributes {
		if j, ok := t.Column(a); ok {
			out.Attributes, columns = append(out.Attributes, a), append(columns, j)
		}
	}
	for _, p := range slices.Compact(slices.Sorted(slices.Values(places))) {
		i, known := slices.BinarySearch(t.Places, p)
		if !known {
			continue
		}
		row := make([]float64, len(columns))
		for n, j := range columns {
			row[n] = t.values[i][j]
		}
		out.Places, out.values = append(out.Places, p), append(out.values, row)
	}
	return out
}

// Column finds an attribute.
func (t *Table) Column(attribute string) (j int, ok bool) {
	j = slices.Index(t.Attributes, attribute)
	return j, j >= 0
}

// Value returns a value; ok is false where it is unknown.
func (t *Table) Value(code, attribute string) (x float64, ok bool) {
	i, known := slices.BinarySearch(t.Places, code)
	j, has := t.Column(attribute)
	if !known || !has || math.IsNaN(t.values[i][j]) {
		return 0, false
	}
	return t.values[i][j], true
}

// whole returns the places of which every attribute is known.
func (t *Table) whole() (places []string) {
	for i, p := range t.Places {
		if !slices.ContainsFunc(t.values[i], math.IsNaN) {
			places = append(places, p)
		}
	}
	return places
}

// A Peer is a place that is like another one.
type Peer struct {
	Code     string
	Distance float64 // at least 0, in standard deviations; 0 alike in all that both know
	Parts    []Part  // of the attributes that both know, in the order of the table
}

// A Part is what an attribute has in a distance.
type Part struct {
	Attribute string
	Share     float64 // of the squared distance, 0 to 1; 0 throughout where the distance is 0
}

// Largest returns the part that is largest, the first of equal ones.
func (p *Peer) Largest() Part {
	return slices.MaxFunc(p.Parts, func(a, b Part) int { return cmp.Compare(a.Share, b.Share) })
}

// A Likeness tells how near places are to one another.
type Likeness struct {
	table   *Table
	weights []float64   // of the attributes; 0 where one says nothing
	all     float64     // sum of weights
	scores  [][]float64 // standard scores; NaN unknown
}

// Likeness computes standard scores over the places of the table. Weights are by
// attribute, at least 0; one that is not named weighs 1.
func (t *Table) Likeness(weights map[string]float64) *Likeness {
	l := &Likeness{table: t, weights: make([]float64, len(t.Attributes)), scores: make([][]float64, len(t.Places))}
	for i := range l.scores {
		l.scores[i] = make([]float64, len(t.Attributes))
	}
	column := make([]float64, len(t.Places))
	for j, a := range t.Attributes {
		for i := range t.Places {
			column[i] = t.values[i][j]
		}
		m := stat.Describe(column)
		if m.N >= 2 && m.Min < m.Max {
			l.weights[j] = 1
			if w, ok := weights[a]; ok {
				l.weights[j] = w
			}
		}
		l.all += l.weights[j]
		for i := range t.Places {
			l.scores[i][j] = (column[i] - m.Mean) / m.SD
		}
	}
	return l
}

// Attributes is how many attributes say anything: of weight, with values that differ.
func (l *Likeness) Attributes() (n int) {
	for _, w := range l.weights {
		if w > 0 {
			n++
		}
	}
	return n
}

// Nearest returns the k places nearest to a place, ties by code; fewer where fewer
// share an attribute with it. ok is false where the table does not have the place.
func (l *Likeness) Nearest(code string, k int) (peers []Peer, ok bool) {
	return l.nearest(code, k, func(string) bool { return true })
}

// NearestOf returns the k nearest of some places (codes, ascending), ties by code; none
// where the table does not have the place.
func (l *Likeness) NearestOf(code string, k int, some []string) []Peer {
	found, _ := l.nearest(code, k, func(other string) bool {
		_, among := slices.BinarySearch(some, other)
		return among
	})
	return found
}

func (l *Likeness) nearest(code string, k int, counts func(other string) bool) (peers []Peer, ok bool) {
	i, ok := slices.BinarySearch(l.table.Places, code)
	if !ok {
		return nil, false
	}
	type far struct {
		place    int
		distance float64 // on the grid
	}
	var all []far
	grid := stat.Grid{}
	for other, name := range l.table.Places {
		if other == i || !counts(name) {
			continue
		}
		if d := l.distance(i, other); !math.IsNaN(d) {
			all = append(all, far{other, grid.Round(d)})
		}
	}
	slices.SortStableFunc(all, func(a, b far) int { return cmp.Compare(a.distance, b.distance) }) // equal: by code, as they are
	for _, f := range all[:min(k, len(all))] {
		peers = append(peers, l.peer(i, f.place))
	}
	return peers, true
}

// distance measures how far one place is from another; NaN where they share nothing.
func (l *Likeness) distance(i, other int) float64 {
	sum, shared := 0.0, 0.0
	for j, w := range l.weights {
		if d := l.scores[i][j] - l.scores[other][j]; w > 0 && !math.IsNaN(d) {
			sum += float64(w * float64(d*d))
			shared += w
		}
	}
	return math.Sqrt(sum) / math.Sqrt(shared/l.all) // 0/0 where nothing is shared
}

// peer says of what the distance from one place to another is made.
func (l *Likeness) peer(i, other int) Peer {
	p := Peer{Code: l.table.Places[other], Distance: l.distance(i, other)}
	sum := 0.0
	for j, w := range l.weights {
		if d := l.scores[i][j] - l.scores[other][j]; w > 0 && !math.IsNaN(d) {
			square := float64(w * float64(d*d))
			sum += square
			p.Parts = append(p.Parts, Part{l.table.Attributes[j], square})
		}
	}
	for n := range p.Parts {
		if sum > 0 {
			p.Parts[n].Share /= sum
		}
	}
	return p
}

// A Rule is what a method says of likeness.
type Rule struct {
	Weights    map[string]float64            // by attribute, at least 0; 1 where none is named
	Directions map[string]map[string]float64 // weights that differ when peers are looked for in one direction, by its name
	Box        []string                      // attributes of which the box is made; none: there is no box
}

// Toward returns the weights of a direction, "" that of all; false where the method
// does not name it.
func (r Rule) Toward(direction string) (map[string]float64, bool) {
	own, ok := r.Directions[direction]
	if !ok {
		return r.Weights, direction == ""
	}
	out := maps.Clone(r.Weights)
	if out == nil {
		out = map[string]float64{}
	}
	maps.Copy(out, own)
	return out, true
}

// Names lists the directions, ascending.
func (r Rule) Names() []string { return slices.Sorted(maps.Keys(r.Directions)) }
