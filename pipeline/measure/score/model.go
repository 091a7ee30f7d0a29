package score

import (
	"slices"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/condition"
	"depository.example/depository/pipeline/measure/impute"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/survey/survey"
)

// A Model is the scoring part of a method: what is read, how it is brought onto
// the scale, how it is put together and what the result is called.
type Model struct {
	Scale  Scale
	Root   *Node
	Inputs []Input         // read and kept for rules and denominators, not scored
	Themes []survey.Theme  // weights of the themes of a roll-up
	Rollup []Step          // from practices upwards; empty: practice to partner by mean
	Levels []MaturityLevel // ascending; empty: the method names none
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
	Leaf        *Leaf // nil: a branch
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

// A Leaf is a criterion: how its answers become a value on the scale.
type Leaf struct {
	Column       string // where a table has it; the node's id unless said otherwise
	Kind         survey.Kind
	Lower        bool // less is better
	Points       map[string]float64
	Evidence     *survey.EvidenceRule
	Rule         []RuleLine // nil: the answer itself is the value
	Needs        []string   // ids of the inputs that the rule reads
	Rows         []RowsLine // nil: a unit has one row
	Denominate   Denominator
	Impute       impute.Method
	Transform    normalise.Transform
	Treat        *normalise.Treatment
	Normalise    normalise.Method
	OwnTreat     bool // the leaf itself, not the defaults, says how it is treated
	OwnImpute    bool
	OwnNormalise bool
}

// An Input is a question that is read but not scored.
type Input struct {
	ID     string
	Column string
	Kind   survey.Kind
	Text   bool // the method names no kind: a table's words and numbers are kept as they are
}

// A RuleLine gives points where its condition holds.
type RuleLine struct {
	When   condition.On[condition.Operands]
	Points float64
}

// A RowsLine says how several rows of one unit become one value.
type RowsLine struct {
	When condition.On[condition.Operands]
	Take Take
}

// Take names a way to combine rows.
type Take string

const (
	Best    Take = "best"    // the highest, or the lowest where less is better
	Worst   Take = "worst"   // the other end
	Average Take = "average" // mean of the rows that have a value
	Total   Take = "sum"     // of the rows that have a value
	First   Take = "first"   // the first row that has a value
)

// A Denominator puts a value in relation to another: x × Scale ÷ By.
type Denominator struct {
	By    string // id of an input or leaf; "" none
	Scale float64
}

// A Step rolls units up into larger ones, leaf by leaf.
type Step struct {
	From, To UnitKind
	By       RollBy
	N        int    // of RollBest
	Within   string // WithinTheme or ""
}

// Ids with a meaning of their own in every method.
const (
	WithinTheme   = "theme"         // the group of practices of one theme
	Population    = "population"    // the input that asks how many people live at a place
	Replicability = "replicability" // the dimension that says how easy a practice is to repeat
)

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
