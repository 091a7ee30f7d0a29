// Package score turns answers into scores from 0 to 100 (or the method's own
// scale), level by level of the method's tree, and says with each score how much
// of it was answered and what held it back. It believes that nothing missing
// may become a zero, and that a score without its coverage is half a number.
package score

import (
	"cmp"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/survey/survey"
)

// A UnitKind says what was scored.
type UnitKind string

const (
	Practice UnitKind = "practice" // one practice, or one row of a table
	Place    UnitKind = "place"    // a hromada or city with its practices
	Partner  UnitKind = "partner"  // who sends a workbook
)

// A Result is every score of one run in canonical order.
type Result struct {
	Scale Scale
	Nodes []NodeInfo // of the tree, in the file's order: children before parents, the root last; then themes
	Units []Unit     // sorted by kind (practice, place, partner), then partner, then place, then id
	// Doubts name what the data did not allow: an indicator that does not
	// distinguish, a treatment that could not be done. In the order of Nodes.
	Doubts []indicator.Doubt
}

// A Scale is the range of normalised values.
type Scale struct{ Min, Max float64 }

// Grid returns where scores on the scale are compared.
func (s Scale) Grid() stat.Grid { return stat.OnScale(s.Min, s.Max) }

// setting is the scale for a normalisation.
func (s Scale) setting() normalise.Setting { return normalise.Setting{Min: s.Min, Max: s.Max} }

// A NodeInfo describes a node of the tree, or a theme.
type NodeInfo struct {
	ID     string
	Name   survey.Text
	Parent string // "" for the root and for themes
	Leaf   bool   // a criterion
	Theme  bool   // the score of the partner's practices of one theme
	Weight float64
}

// A Unit is one practice, place or partner with its scores.
type Unit struct {
	Kind    UnitKind
	ID      string         // of a practice: its id as typed; of a place: its code, or its name as typed; of a partner: its id
	Name    string         // as printed: the practice's title, the place's name
	Partner string         // id of the partner
	Place   string         // KATOTTG code; "" unknown
	Theme   string         // of a practice; "" none
	Scores  []Score        // in the order of Result.Nodes
	Rests   map[string]int // units below it by theme id, "" all together; how many were taken stands in a theme's Score.Rests
	Apart   string         // why it stands apart without a rank ("occupied", "combat"); "" it does not
}

// Key returns the key of a unit that is a practice.
func (u *Unit) Key() survey.PracticeKey {
	return survey.PracticeKey{Partner: u.Partner, Place: u.Place, ID: u.ID}
}

// A Score is the value of one unit at one node.
type Score struct {
	Value    float64 // on the Result's scale; meaningful only when Known
	Coverage float64 // share of the node's weight that was answered, 0 to 1
	Known    bool
	Asked    bool  // false: the unit's form has no question below this node
	Level    int   // maturity level; -1 where the method has none or the score is unknown
	Rank     int   // competition rank within kind and node, 1 the highest; 0 none
	Rests    int   // answers (for a leaf of a roll-up: units) that the score rests on
	held     *Held // nil: nothing; the same for all that are held alike, for there are many scores
}

// Held is what kept the score or level down; the zero Held: nothing.
func (s Score) Held() Held {
	return *cmp.Or(s.held, new(Held))
}

// Held says what kept a score or a level down.
type Held struct {
	Why  string  // "" nothing; "coverage", "children", "gate", "evidence", "zero", "overflow", "missing"
	Node string  // the node that holds it back
	Need float64 // what that node would have to reach
}

// At finds the score of a unit at a node by id.
func (r *Result) At(u *Unit, node string) (Score, bool) {
	for i := range r.Nodes {
		if r.Nodes[i].ID == node && i < len(u.Scores) {
			return u.Scores[i], true
		}
	}
	return Score{}, false
}

// Root returns the id of the tree's root, the overall score; "" for an empty tree.
func (r *Result) Root() string {
	for _, n := range r.Nodes {
		if n.Parent == "" && !n.Theme {
			return n.ID
		}
	}
	return ""
}

// Of returns the units of a kind, in canonical order.
func (r *Result) Of(kind UnitKind) []*Unit {
	var out []*Unit
	for i := range r.Units {
		if r.Units[i].Kind == kind {
			out = append(out, &r.Units[i])
		}
	}
	return out
}

// Only returns the result with the units of one kind alone.
func (r *Result) Only(kind UnitKind) *Result {
	out := *r
	out.Units = nil
	for _, u := range r.Of(kind) {
		out.Units = append(out.Units, *u)
	}
	return &out
}
