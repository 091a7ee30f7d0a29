package score

import (
	"slices"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/survey/survey"
)

// A Model is the scoring part of a method: what is read, how it is brought onto
// the scale, how it is put together and what the result is called.
type Model struct {
	Scale   Scale
	Root    *Node
	Inputs  []Input         // read and kept for rules and denominators, not scored
	Themes  []survey.Theme  // weights of the themes of a roll-up
	Rollup  []Step          // from practices upwards; empty: practice to partner by mean
	Levels  []MaturityLevel // ascending; empty: the method names none
	Meaning Meaning
}

// A Meaning says which of a method's ids stand for what no other question does.
type Meaning struct {
	Population    string // the input that asks how many people live at a place; "" none
	Replicability string // the dimension that says how easy a practice is to repeat; "" none
}

// A Node is a branch or a leaf of the method's tree.
type Node struct {
	ID          string
	Name        survey.Text
	Weight      float64          // relative among siblings, not negative
	MinCoverage float64          // 0 to 1; below it the node has no score
	MinChildren float64          // of a branch: the share of its parts, 0 to 1, that must have a score; below it the node has none
	Aggregate   aggregate.Method // of a branch
	Default     bool             // a branch that does not name its own aggregation
	Weighing    Weighing         // where the weights of the parts come from
	Parts       []*Node
	Leaf        *indicator.Leaf // nil: a branch
}

// A Weighing says where the weights of a branch's parts come from.
type Weighing struct {
	By      WeighBy
	Ratio   float64   // of Compared: the consistency ratio
	Experts int       // of Experts: how many
	Spread  []float64 // of Experts: by part, the standard deviation of their shares
}

// WeighBy names a way to weights.
type WeighBy string

const (
	Stated   WeighBy = ""         // each part's own, in the file
	Equal    WeighBy = "equal"    // all alike
	Compared WeighBy = "pairwise" // comparisons in pairs
	Experts  WeighBy = "experts"  // the mean of several budgets
	// Component takes the loadings of the first principal component of the parts,
	// learnt from the data under no change; a part that runs against the others
	// gets 0.
	Component WeighBy = "pca"
)

// An Input is a question that is read but not scored.
type Input struct {
	ID     string
	Column string
	Kind   survey.Kind
	Text   bool // the method names no kind: a table's words and numbers are kept as they are
}

// A Step rolls units up into larger ones, leaf by leaf.
type Step struct {
	From, To UnitKind
	By       RollBy
	N        int // of RollBest
	Within   Within
}

// Within names the groups in which a step rolls up before it puts them together.
type Within string

// WithinTheme are the practices of one theme; "" all are one group.
const WithinTheme Within = "theme"

// RollBy names a way to roll up.
type RollBy string

const (
	RollMean       RollBy = "mean"       // of the units that have an answer
	RollBest       RollBy = "best"       // mean of the N best
	RollSum        RollBy = "sum"        // of the units that have an answer
	RollShare      RollBy = "share"      // of units at or above the middle of the scale
	RollPopulation RollBy = "population" // mean weighed by the places’ population
)

// A MaturityLevel is reached from a score on, when its gates hold.
type MaturityLevel struct {
	Level int
	From  float64
	Name  survey.Text
	Needs []Gate
}

// A Gate asks a node to reach a score.
type Gate struct {
	Node    string
	AtLeast float64
}

// gates reports whether a maturity level asks a node to reach a score.
func (m *Model) gates(node string) bool {
	return slices.ContainsFunc(m.Levels, func(l MaturityLevel) bool {
		return slices.ContainsFunc(l.Needs, func(g Gate) bool { return g.Node == node })
	})
}

// Walk visits every node, children before parents, in the order of the file.
func (n *Node) Walk(visit func(n, parent *Node)) { n.walk(nil, visit) }

func (n *Node) walk(parent *Node, visit func(n, parent *Node)) {
	for _, c := range n.Parts {
		c.walk(n, visit)
	}
	visit(n, parent)
}

// Separable reports whether the score of a unit follows from that unit alone, so
// that a table can be scored in parts and never be held whole.
func (m *Model) Separable() bool {
	alone := true
	m.Root.Walk(func(n, _ *Node) {
		if l := n.Leaf; l != nil {
			alone = alone && !l.Impute.Fills() && l.Treat == nil && l.Rows == nil && !l.Normalise.Learns()
			return
		}
		alone = alone && n.Aggregate.By != aggregate.Copeland && n.Weighing.By != Component
	})
	return alone
}
