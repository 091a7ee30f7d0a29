package method

import (
	"errors"
	"slices"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	exprfile "github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/vm"

	"depository.example/depository/pipeline/measure/condition"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/media/yamltree"
	"depository.example/depository/pipeline/survey/survey"
)

// conditions reads lines that hold under a condition over the inputs of a row.
type conditions struct{ b *builder }

// rule reads the lines of a rule.
func (c conditions) rule(at yamltree.Value, k keys, l *indicator.Leaf) {
	needs := map[string]bool{}
	from, _ := k.of("rule")
	for _, v := range from.List("rule") {
		m := c.b.Mapping(v, "a line of a rule")
		if m == nil {
			continue
		}
		p := m.Optional("points")
		if p == nil {
			c.b.Fault(v, "rule-points")
			continue
		}
		l.Rule = append(l.Rule, indicator.RuleLine{When: c.when(m, needs), Points: *p})
		m.Done()
	}
	for id := range needs {
		l.Needs = append(l.Needs, id)
	}
	slices.Sort(l.Needs)
	if l.Rule != nil && len(l.Needs) == 0 {
		c.b.Fault(at, "rule-condition")
	}
	for i, line := range l.Rule {
		if line.When.Always() && i < len(l.Rule)-1 {
			c.b.Fault(at, "rule-last")
		}
	}
}

// rows reads how several rows of a unit become one.
func (c conditions) rows(k keys, l *indicator.Leaf) {
	from, _ := k.of("rows")
	for _, v := range from.List("rows") {
		m := c.b.Mapping(v, "a line of rows")
		if m == nil {
			continue
		}
		line := indicator.RowsLine{When: c.when(m, map[string]bool{})}
		line.Take = indicator.Take(m.OneOf("take", "first", "best", "worst", "average", "sum", "first"))
		m.Done()
		l.Rows = append(l.Rows, line)
	}
}

// asPart begins a condition as part of a larger one, so that a yes-no question
// alone is one like others.
const asPart = "true && ("

// when compiles the condition of a line over inputs, and notes these in needs; the
// zero condition: none is given.
func (c conditions) when(m *yamltree.Mapping, needs map[string]bool) (out condition.On[condition.Operands]) {
	v, ok := m.Get("when")
	if !ok {
		return out
	}
	if out.Text = c.b.Str(v, "when", ""); len(out.Text) > 10_000 {
		c.b.Fault(v, "condition-long")
		return out
	}
	p := &patcher{b: c.b, at: v, needs: needs}
	program, err := expr.Compile(asPart+out.Text+")", expr.AsBool(), expr.Patch(p), expr.Env(env{}))
	if err != nil {
		c.fault(v, err)
		return out
	}
	out.Test = func(o condition.Operands) bool { return holdsFor(program, o) }
	return out
}

func (c conditions) fault(v yamltree.Value, err error) {
	var e *exprfile.Error
	if errors.As(err, &e) {
		c.b.Fault(v, "condition-at", "text", e.Message, "character", max(e.Column-len(asPart), 0)+1)
		return
	}
	c.b.Fault(v, "condition", "text", err)
}

func holdsFor(program *vm.Program, o condition.Operands) bool {
	out, err := expr.Run(program, env{o})
	yes, ok := out.(bool)
	return err == nil && ok && yes
}

// env is what a condition is run over: each input and each comparison in it has
// been rewritten to a call, so that a blank operand makes a comparison false.
type env struct{ operands condition.Operands }

// Input returns the value of an input; nil where it is blank.
func (e env) Input(id string) any { return e.operands(id) }

// Compare judges «a op b».
func (e env) Compare(op string, a, b any) bool { return condition.Compare(op, a, b) }

// Among judges «a in list».
func (e env) Among(a, list any) bool { return condition.Among(a, list) }

// Text judges «a contains b» and the like.
func (e env) Text(op string, a, b any) bool { return condition.Text(op, a, b) }

// Calculate returns «a op b» of two numbers.
func (e env) Calculate(op string, a, b any) any { return condition.Calculate(op, a, b) }

// patcher rewrites a condition, and notes names that are no inputs.
type patcher struct {
	b     *builder
	at    yamltree.Value
	needs map[string]bool
}

// Visit rewrites one node; its children have been visited.
func (p *patcher) Visit(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.IdentifierNode:
		if slices.Contains([]string{"Input", "Compare", "Calculate", "Among", "Text"}, n.Value) {
			return
		}
		p.input(node, n.Value)
	case *ast.MemberNode:
		p.member(node, n)
	case *ast.BinaryNode:
		p.binary(node, n)
	case *ast.UnaryNode:
		if n.Operator == "!" || n.Operator == "not" {
			p.truth(&n.Node)
		}
	case *ast.ConditionalNode:
		p.truth(&n.Cond)
	}
}

// isInput reports whether a node is an input alone.
func (p *patcher) isInput(n ast.Node) bool {
	c, ok := n.(*ast.CallNode)
	if !ok {
		return false
	}
	name, ok := c.Callee.(*ast.IdentifierNode)
	return ok && name.Value == "Input"
}

// truth makes a yes-no question that stands for its own answer a comparison, and
// notes any other input that stands alone.
func (p *patcher) truth(node *ast.Node) {
	if !p.isInput(*node) {
		return
	}
	id := (*node).(*ast.CallNode).Arguments[0].(*ast.StringNode).Value
	if q, ok := p.column(id); ok && !q.Kind.Truth() {
		p.b.Fault(p.at, "condition-alone", "id", id)
	}
	call(node, "Compare", &ast.StringNode{Value: "=="}, *node, &ast.StringNode{Value: "yes"})
}

func (p *patcher) input(node *ast.Node, id string) {
	if !p.known(id) && !p.prefix(id) {
		p.b.Fault(p.at, "condition-input", "id", id)
	}
	if p.known(id) || !p.prefix(id) {
		p.needs[id] = true
	}
	call(node, "Input", &ast.StringNode{Value: id})
}

// member joins «legal.basis», of which «legal» has been taken for an input.
func (p *patcher) member(node *ast.Node, n *ast.MemberNode) {
	c, ok := n.Node.(*ast.CallNode)
	name, okName := n.Property.(*ast.StringNode)
	if !ok || !okName || len(c.Arguments) != 1 {
		return
	}
	if head, ok := c.Arguments[0].(*ast.StringNode); ok {
		p.input(node, head.Value+"."+name.Value)
	}
}

func (p *patcher) known(id string) bool {
	_, ok := p.column(id)
	return ok
}

// column finds a question by id: an input, or a criterion read so far.
func (p *patcher) column(id string) (*survey.Criterion, bool) {
	for i := range p.b.extra {
		if p.b.extra[i].ID == id {
			return &p.b.extra[i], true
		}
	}
	return p.b.method.Questionnaire.Criterion(id)
}

func (p *patcher) prefix(id string) bool {
	has := func(c survey.Criterion) bool { return strings.HasPrefix(c.ID, id+".") }
	return slices.ContainsFunc(p.b.extra, has) || slices.ContainsFunc(p.b.method.Questionnaire.Criteria, has)
}

func (p *patcher) binary(node *ast.Node, n *ast.BinaryNode) {
	switch n.Operator {
	case "==", "!=", "<", "<=", ">", ">=":
		p.vocabulary(n.Left, n.Right)
		p.vocabulary(n.Right, n.Left)
		call(node, "Compare", &ast.StringNode{Value: n.Operator}, n.Left, n.Right)
	case "&&", "||", "and", "or":
		p.truth(&n.Left)
		p.truth(&n.Right)
	case "in":
		p.list(n)
		call(node, "Among", n.Left, n.Right)
	case "matches":
		if pattern, ok := n.Right.(*ast.StringNode); ok {
			pattern.Value = "(?i)" + pattern.Value
		}
	case "contains", "startsWith", "endsWith":
		call(node, "Text", &ast.StringNode{Value: n.Operator}, n.Left, n.Right)
	case "+", "-", "*", "/", "%", "**", "^":
		call(node, "Calculate", &ast.StringNode{Value: n.Operator}, n.Left, n.Right)
	}
}

// list notes words of «a in ['x', 'y']» that are no answers to a.
func (p *patcher) list(n *ast.BinaryNode) {
	switch list := n.Right.(type) {
	case *ast.ArrayNode:
		for _, item := range list.Nodes {
			p.vocabulary(n.Left, item)
		}
	}
}

// vocabulary notes a comparison of a closed question with a word that is no
// answer to it.
func (p *patcher) vocabulary(side, other ast.Node) {
	c, ok := side.(*ast.CallNode)
	word, okWord := other.(*ast.StringNode)
	if !ok || !okWord || len(c.Arguments) != 1 {
		return
	}
	id, ok := c.Arguments[0].(*ast.StringNode)
	if !ok {
		return
	}
	q, ok := p.column(id.Value)
	if !ok {
		return
	}
	var answers []string
	for _, o := range q.Options() {
		answers = append(answers, o.ID)
	}
	if answers != nil && !slices.ContainsFunc(answers, func(a string) bool { return condition.Fold(a) == condition.Fold(word.Value) }) {
		p.b.Fault(p.at, "condition-answer", "word", word.Value, "id", id.Value, "list", strings.Join(answers, ", "))
	}
}

func call(node *ast.Node, name string, args ...ast.Node) {
	ast.Patch(node, &ast.CallNode{Callee: &ast.IdentifierNode{Value: name}, Arguments: args})
}
