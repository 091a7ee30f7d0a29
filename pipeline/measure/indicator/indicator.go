// Package indicator brings the answers to one question, or the figures of one column,
// onto a scale: read, put in relation, filled, reshaped, tamed, normalised. It
// believes that nothing missing may become a zero, and that whatever was done to a
// value on its way can be told.
package indicator

import (
	"depository.example/depository/pipeline/measure/condition"
	"depository.example/depository/pipeline/measure/impute"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/survey/survey"
)

// An Indicator is a leaf of a method's tree with its id.
type Indicator struct {
	ID string
	*Leaf
}

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

// A Doubt names something about the data that a reader of the scores should
// know: which node, what, and how many units it concerns.
type Doubt struct {
	Node string
	// Code is one of "constant", "denominator", "impute-group", "impute-all",
	// "impute-one", "impute-one-all", "overflow", "percent-or-share", "rows-line", "rows-mixed", "transform", "treatment",
	// "treatment-log", "treatment-overflow", "weight-constant", "weight-negative",
	// "weights", "zero", or that of a normalise.Fault. The wording has a text for each.
	Code  string
	Of    string // the column, group, transform or number concerned; "" none
	Unit  string // the first unit concerned; "" all
	Count int    // units concerned
}
