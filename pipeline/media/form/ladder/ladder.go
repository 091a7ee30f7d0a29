// Package ladder computes a method's tree in a spreadsheet as the pipeline does: a row
// for each node, and columns for each practice, the node's value and the share of it
// that is answered. A value is "" where nothing is known, a share is "" where the node
// does not apply.
package ladder

import (
	"fmt"
	"strings"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/steps"
	"depository.example/depository/pipeline/media/form/rule"
	"depository.example/depository/pipeline/media/formula"
)

// A Ladder is where the nodes of a model stand on a sheet.
type Ladder struct {
	Model *score.Model
	Nodes []*score.Node // children before parents, the root last
	row   map[string]int
}

// New returns nil where a spreadsheet cannot know the level: the method names no
// levels, or a score depends on what others answer.
func New(m *score.Model) *Ladder {
	if m == nil || len(m.Levels) == 0 || !steps.AllAlone(m) {
		return nil
	}
	l := &Ladder{Model: m, row: map[string]int{}}
	m.Root.Walk(func(n, _ *score.Node) {
		l.Nodes = append(l.Nodes, n)
		l.row[n.ID] = len(l.Nodes) + 1
	})
	return l
}

// At is the cell of a node in a column, named from any sheet.
func (l *Ladder) At(sheet string, col int, node string) formula.Mixed {
	return formula.Ref{Sheet: sheet, Col: col, Row: l.row[node]}.Cell()
}

// Cell is the cell of a node in a column of the same sheet.
func (l *Ladder) Cell(col int, node string) formula.Mixed {
	return formula.Ref{Col: col, Row: l.row[node], FreeCol: true, FreeRow: true}.Cell()
}

// Column are the cells of all nodes in a column.
func (l *Ladder) Column(sheet string, col int) formula.Area {
	return formula.Ref{Sheet: sheet, Col: col, Row: 2}.To(col, len(l.Nodes)+1)
}

// Branch returns the weighted mean of what is known of a branch, and the share of the
// weight that is answered; values and shares stand in two columns.
func (l *Ladder) Branch(n *score.Node, values, shares int) (value, share formula.Mixed) {
	var sum, known, answered, asked, scored, applies []formula.Number
	zero, one := formula.Num(0), formula.Num(1)
	for _, part := range n.Parts {
		w := formula.Num(part.Weight)
		v, s := l.Cell(values, part.ID), l.Cell(shares, part.ID)
		sum = append(sum, formula.If(v.Empty(), zero, formula.Product(w, formula.Number(v))))
		known = append(known, formula.If(v.Empty(), zero, w))
		answered = append(answered, formula.If(s.Empty(), zero, formula.Product(w, formula.Number(s))))
		asked = append(asked, formula.If(s.Empty(), zero, w))
		scored = append(scored, formula.If(v.Empty(), zero, one))
		applies = append(applies, formula.If(s.Empty(), zero, one))
	}
	own := l.Cell(shares, n.ID)
	least := []formula.Bool{formula.Equal(formula.Add(known...), zero)}
	if n.MinCoverage > 0 {
		least = append(least, formula.Not(rule.Reaches(formula.Number(own), n.MinCoverage, rule.Shares)))
	}
	if n.MinChildren > 0 {
		least = append(least, formula.Not(rule.Reaches(formula.Add(scored...).Over(formula.Add(applies...)), n.MinChildren, rule.Shares)))
	}
	mean := formula.Add(sum...).Over(formula.Add(known...))
	value = rule.OrNothing(own.Empty(), rule.OrNothing(formula.Or(least...), formula.Mixed(mean)))
	return value, rule.OrNothing(formula.Equal(formula.Add(asked...), zero), formula.Mixed(formula.Add(answered...).Over(formula.Add(asked...))))
}

// Label returns a maturity level as a form shows it: «3 – Визначений».
func Label(l score.MaturityLevel, lang string) string {
	return strings.TrimSuffix(fmt.Sprintf("%d – %s", l.Level, l.Name.In(lang)), " – ")
}

// Level is the maturity level of the values in a column of a sheet, as Label has it.
func (l *Ladder) Level(sheet string, col int, lang string) formula.String {
	root, grid := l.At(sheet, col, l.Model.Root.ID), l.Model.Scale.Grid()
	labels := []string{""}
	for _, step := range l.Model.Levels {
		labels = append(labels, Label(step, lang))
	}
	expr := formula.Str(labels[len(labels)-1])
	for i := len(l.Model.Levels) - 1; i >= 0; i-- {
		step := l.Model.Levels[i]
		holds := []formula.Bool{rule.Reaches(formula.Number(root), step.From, grid)}
		for _, gate := range step.Needs {
			at := grid
			if l.Nodes[l.row[gate.Node]-2].Leaf != nil {
				at = grid.Fine()
			}
			node := l.At(sheet, col, gate.Node)
			holds = append(holds, formula.IsNumber(node), rule.Reaches(formula.OrZero(node), gate.AtLeast, at))
		}
		expr = formula.If(formula.And(holds...), expr, formula.Str(labels[i]))
	}
	return expr
}
