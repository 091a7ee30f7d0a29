package method

import (
	"math"
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"

	"depository.example/depository/pipeline/measure/condition"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/media/yamltree"
	"depository.example/depository/pipeline/survey/survey"
)

// ask reads when a question is asked: comparisons of answers to questions that stand
// before it, joined by && and ||. A form computes it too, so it may be nothing else.
func (c conditions) ask(k keys, q *survey.Criterion) {
	from, _ := k.of("ask")
	v, ok := from.Get("ask")
	if !ok {
		return
	}
	text := c.b.Str(v, "ask", "")
	tree, err := parser.Parse(text)
	if err != nil || len(text) > 1000 {
		c.b.Fault(v, "ask", "node", q.ID, "text", text)
		return
	}
	any, ok := alternatives(tree.Node)
	if !ok {
		c.b.Fault(v, "ask", "node", q.ID, "text", text)
		return
	}
	for _, all := range any {
		for _, t := range all {
			of, known := (&patcher{b: c.b}).column(t.Criterion)
			switch closed := known && of.Kind.Chosen(); {
			case !known:
				c.b.Fault(v, "ask-before", "node", q.ID, "id", t.Criterion)
			case closed != (t.Word != "") || closed && t.Op != "==" && t.Op != "!=" || closed && !answers(of, t.Word):
				c.b.Fault(v, "ask-compare", "node", q.ID, "text", t.String())
			}
		}
	}
	if q.Core { // it stands before what it would be asked after
		c.b.Fault(v, "ask-core", "node", q.ID)
	}
	q.Ask = &survey.Ask{Text: text, Any: any}
}

// answers tells whether a word is one of the answers to a closed question.
func answers(k *survey.Criterion, word string) bool {
	return slices.ContainsFunc(k.Options(), func(o survey.Option) bool { return condition.Fold(o.ID) == condition.Fold(word) })
}

// alternatives lays a condition out as lists of terms of which one has to hold whole.
func alternatives(n ast.Node) (any [][]survey.Term, ok bool) {
	b, isBinary := n.(*ast.BinaryNode)
	if !isBinary {
		return nil, false
	}
	switch b.Operator {
	case "||", "or", "&&", "and":
		left, okLeft := alternatives(b.Left)
		right, okRight := alternatives(b.Right)
		if !okLeft || !okRight || len(left)*len(right) > 100 {
			return nil, false
		}
		if b.Operator == "||" || b.Operator == "or" {
			return append(left, right...), true
		}
		for _, l := range left {
			for _, r := range right {
				any = append(any, append(append([]survey.Term{}, l...), r...))
			}
		}
		return any, true
	case "==", "!=", "<", "<=", ">", ">=":
		t := survey.Term{Criterion: idOf(b.Left), Op: b.Operator}
		switch value := b.Right.(type) {
		case *ast.IntegerNode:
			t.Number = float64(value.Value)
		case *ast.FloatNode:
			t.Number = value.Value
		case *ast.StringNode:
			t.Word = strings.TrimSpace(value.Value)
		default:
			return nil, false
		}
		_, word := b.Right.(*ast.StringNode)
		return [][]survey.Term{{t}}, t.Criterion != "" && (t.Word != "") == word
	}
	return nil, false
}

// idOf is the id that a node names, «people.owner»; "" it is none.
func idOf(n ast.Node) string {
	switch n := n.(type) {
	case *ast.IdentifierNode:
		return n.Value
	case *ast.MemberNode:
		name, ok := n.Property.(*ast.StringNode)
		if head := idOf(n.Node); ok && head != "" {
			return head + "." + name.Value
		}
	}
	return ""
}

// leastAnswer enters what counts least of the answers to a question.
func leastAnswer(l *indicator.Leaf, c *survey.Criterion) {
	switch {
	case c.Kind.Graded():
		if len(c.Levels) > 0 {
			c.Lowest = float64(c.Levels[0].Level)
			if l.Lower {
				c.Lowest = float64(c.Levels[len(c.Levels)-1].Level)
			}
		}
	case c.Kind.Measured():
		low, high := c.Low, c.High
		if n := l.Normalise; n.By == normalise.Goalposts {
			low, high = &n.Low, &n.High
		}
		if l.Lower {
			low = high
		}
		if low != nil {
			c.Lowest = *low
		}
	default:
		least, sign := math.Inf(1), 1.0
		if l.Lower {
			sign = -1
		}
		for _, o := range slices.Backward(c.Options()) { // the last of those that are worth the same
			if p, ok := l.Points[o.ID]; ok && sign*p < least {
				least, c.LowestWord = sign*p, o.ID
			}
		}
	}
}

// atMost reads which other number the number of a question cannot exceed.
func (c conditions) atMost(m *yamltree.Mapping, q *survey.Criterion) {
	if v, ok := m.Get("at_most"); ok {
		q.AtMost = c.b.Str(v, "at_most", "")
		c.b.bounded[q.ID] = v
	}
}

// bounds judges what numbers cannot exceed: another question, of a number too.
func (c conditions) bounds() {
	all := &c.b.method.Questionnaire
	for i := range all.Criteria {
		q := &all.Criteria[i]
		at, said := c.b.bounded[q.ID]
		if other, known := all.Criterion(q.AtMost); said && (!known || !q.Kind.Measured() || !other.Kind.Measured() || other.ID == q.ID) {
			c.b.Fault(at, "at-most", "node", q.ID, "id", q.AtMost)
		}
	}
}
