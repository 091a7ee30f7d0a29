// Package grid holds what a scoring knows of all units of one kind, a column a node of
// the tree. It believes that why there is no value is as much worth keeping as a value,
// and that what is compared is compared in one place.
package grid

import (
	"math"

	"depository.example/depository/pipeline/measure/arena"
	"depository.example/depository/pipeline/measure/stat"
)

// A Grid holds the values of all units of one kind, one column a node.
type Grid struct {
	Units int
	Value [][]float64 // NaN: not known
	Rest  [][]float64 // by node: what values leave over (stat.Wide); nil: nothing
	Cover [][]float64 // share answered, 0 to 1; NaN: the node does not apply to the unit
	Why   [][]Reason  // why a value is not known
	Gone  []int       // leaves that a change leaves out; nil none
	Known [][]float64 // by node: its coverage, while that of the leaves is this; nil: it has to be worked out

	Compared []stat.Grid // by node: where its scores are compared
	Mem      *arena.Arena
}

// A Reason says why a node has no score.
type Reason uint8

// Why there is no score.
const (
	Fine    Reason = iota // there is one, or none is wanted
	Unasked               // a leaf of a larger unit that no unit below was asked for
	Missing
	Uncovered
	Few // parts with a score
	Zero
	Overflow
)

// String returns the word for it in what is published.
func (r Reason) String() string {
	return [...]string{"", "missing", "missing", "coverage", "children", "zero", "overflow"}[r]
}

// Shares is where coverages are compared.
var Shares = stat.OnScale(0, 1)

// New returns a grid of so many units, with columns of zeroes for some nodes. compared
// tells by node where values are compared.
func New(mem *arena.Arena, units int, compared []stat.Grid, nodes []int) *Grid {
	n, g := len(compared), arena.New[Grid](mem)
	columns := arena.Take[[]float64](mem, 3*n)
	*g = Grid{Units: units, Value: columns[:n:n], Rest: columns[n : 2*n : 2*n], Cover: columns[2*n:], Why: arena.Take[[]Reason](mem, n), Compared: compared, Mem: mem}
	g.renew(nodes)
	return g
}

// renew sets columns of zeroes for nodes.
func (g *Grid) renew(nodes []int) {
	floats, reasons := arena.Take[float64](g.Mem, 3*g.Units*len(nodes)), arena.Take[Reason](g.Mem, g.Units*len(nodes))
	for _, at := range nodes {
		for _, columns := range [...][][]float64{g.Value, g.Rest, g.Cover} {
			columns[at], floats = floats[:g.Units:g.Units], floats[g.Units:]
		}
		g.Why[at], reasons = reasons[:g.Units:g.Units], reasons[g.Units:]
	}
}

// Like returns a grid that shares all columns but those of some nodes, which are zeroes.
func (g *Grid) Like(mem *arena.Arena, nodes []int) *Grid {
	out := arena.New[Grid](mem)
	*out = *g
	out.Mem, out.Value, out.Rest, out.Cover, out.Why = mem, arena.Copy(mem, g.Value), arena.Copy(mem, g.Rest), arena.Copy(mem, g.Cover), arena.Copy(mem, g.Why)
	out.renew(nodes)
	return out
}

// Own makes nodes columns of their own, with what the shared ones have.
func (g *Grid) Own(nodes []int) {
	for _, at := range nodes {
		g.Value[at], g.Rest[at] = arena.Copy(g.Mem, g.Value[at]), arena.Copy(g.Mem, g.Rest[at])
		g.Cover[at], g.Why[at] = arena.Copy(g.Mem, g.Cover[at]), arena.Copy(g.Mem, g.Why[at])
	}
}

// Share takes the columns of some nodes from another grid of the same units.
func (g *Grid) Share(from *Grid, nodes []int) {
	for _, at := range nodes {
		g.Value[at], g.Rest[at], g.Cover[at], g.Why[at] = from.Value[at], from.Rest[at], from.Cover[at], from.Why[at]
	}
}

// Take copies a unit at a node from a unit of another grid.
func (g *Grid) Take(at, u int, from *Grid, of int) {
	g.Put(at, u, from.Wide(at, of))
	g.Cover[at][u], g.Why[at][u] = from.Cover[at][of], from.Why[at][of]
}

// Differ marks the units whose node is another than in a grid of the same units.
func (g *Grid) Differ(from *Grid, at int, others []bool) {
	bits := math.Float64bits
	for u := range others {
		a, b := g.Wide(at, u), from.Wide(at, u)
		others[u] = others[u] || bits(a.Value) != bits(b.Value) || bits(a.Rest) != bits(b.Rest) ||
			bits(g.Cover[at][u]) != bits(from.Cover[at][u]) || g.Why[at][u] != from.Why[at][u]
	}
}

// Wide returns a value as it is summed.
func (g *Grid) Wide(at, u int) stat.Wide {
	if g.Rest[at] == nil {
		return stat.Wide{Value: g.Value[at][u]}
	}
	return stat.Wide{Value: g.Value[at][u], Rest: g.Rest[at][u]}
}

// Put sets a value.
func (g *Grid) Put(at, u int, x stat.Wide) { g.Value[at][u], g.Rest[at][u] = x.Value, x.Rest }

// Score returns a value as it is compared and published; NaN: not known.
func (g *Grid) Score(at, u int) float64 { return g.Compared[at].RoundWide(g.Wide(at, u)) }

// Scores appends the scores of all units at a node.
func (g *Grid) Scores(to []float64, at int) []float64 {
	for u := range g.Units {
		to = append(to, g.Score(at, u))
	}
	return to
}

// Coverage returns a coverage as it is compared and published; NaN: the node does
// not apply.
func (g *Grid) Coverage(at, u int) float64 { return Shares.Round(g.Cover[at][u]) }

// Coverages returns the coverages of all units at a node.
func (g *Grid) Coverages(at int) []float64 {
	out := make([]float64, g.Units)
	for u := range out {
		out[u] = g.Coverage(at, u)
	}
	return out
}

// Withhold takes away the values of a leaf that rest on too little: what was
// imputed, or known of too few units below.
func (g *Grid) Withhold(at int, least float64) {
	for u, cover := range g.Cover[at] {
		if cover < least && g.Coverage(at, u) < Shares.Round(least) && !math.IsNaN(g.Value[at][u]) {
			g.Value[at][u], g.Why[at][u] = math.NaN(), Uncovered
		}
	}
}

// Children returns the share of a branch's parts that have a score, of those that
// apply to the unit; NaN: none does. It is compared as coverages are.
func (g *Grid) Children(parts []int, u int) float64 {
	known, all := 0, 0
	for _, c := range parts {
		if !math.IsNaN(g.Cover[c][u]) {
			all++
			if !math.IsNaN(g.Value[c][u]) {
				known++
			}
		}
	}
	return Shares.Round(float64(known) / float64(all))
}
