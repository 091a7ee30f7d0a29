package method

import (
	"errors"
	"slices"

	"github.com/expr-lang/expr"
	exprast "github.com/expr-lang/expr/ast"
	exprfile "github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/vm"
	"github.com/goccy/go-yaml/token"

	"depository.example/depository/pipeline/measure/condition"
	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
)

// ParseRules reads a rules file for a method: what is recommended, under which
// condition, to whom. The error is a Faults with all that is wrong.
func ParseRules(name string, data []byte, m *Method) ([]recommend.Rule, error) {
	r := &ruleReader{reader: &reader{file: name}, method: m, bodies: map[string]survey.Text{}, seen: map[string]bool{}}
	top := r.open(data)
	if top == nil {
		return nil, r.err()
	}
	r.head(top)
	var rules []recommend.Rule
	for _, v := range top.list("list") {
		if entry := r.mapping(v, "a rule"); entry != nil {
			rules = append(rules, r.rule(v, entry))
		}
	}
	top.done()
	if err := r.err(); err != nil {
		return nil, err
	}
	return rules, nil
}

// ruleReader reads rules against the method they belong to.
type ruleReader struct {
	*reader
	method *Method
	bodies map[string]survey.Text
	seen   map[string]bool
}

// head reads the version, the method's id and the bodies.
func (r *ruleReader) head(top *mapping) {
	if top.integer("rules", 0, 0, 1) != 1 {
		r.faultAt(top.pos, "rules-version")
	}
	if id := top.str("method", ""); id != r.method.ID {
		r.faultAt(top.at["method"], "rules-method", "id", id, "method", r.method.ID)
	}
	v, ok := top.get("bodies")
	if !ok {
		return
	}
	if bodies := r.mapping(v, "bodies"); bodies != nil {
		for _, id := range bodies.keys {
			r.bodies[id] = r.both(bodies, id)
		}
	}
}

// both reads a text that must exist in Ukrainian and English.
func (r *ruleReader) both(m *mapping, key string) survey.Text {
	t := m.text(key)
	for _, lang := range []string{"uk", "en"} {
		if t[lang] == "" {
			at := m.at[key]
			if at == nil {
				at = m.pos
			}
			r.faultAt(at, "text-language", "key", key, "lang", lang)
		}
	}
	return t
}

func (r *ruleReader) rule(at value, m *mapping) recommend.Rule {
	out := recommend.Rule{
		ID: m.str("id", ""), Word: m.str("word", ""), Months: m.integer("months", 0, 0, 120), Data: m.boolean("data"),
		Title: r.both(m, "title"), Action: r.both(m, "action"), Why: r.both(m, "why"), Result: r.both(m, "result"),
	}
	if out.ID == "" || r.seen[out.ID] {
		r.fault(at, "rule-id", "id", out.ID)
	}
	r.seen[out.ID] = true
	if out.Months == 0 {
		r.fault(at, "rule-months", "id", out.ID)
	}
	out.When = r.when(at, m)
	out.Bodies = r.responsible(at, m)
	out.Close = r.targets(at, m, out.Data)
	m.done()
	return out
}

func (r *ruleReader) responsible(at value, m *mapping) []recommend.Body {
	var out []recommend.Body
	for _, v := range m.list("bodies") {
		id := r.str(v, "bodies", "")
		name, ok := r.bodies[id]
		if !ok {
			r.fault(v, "no-body", "id", id)
			continue
		}
		out = append(out, recommend.Body{ID: id, Name: name})
	}
	if len(out) == 0 {
		r.fault(at, "rule-bodies")
	}
	return out
}

func (r *ruleReader) targets(at value, m *mapping, data bool) []recommend.Target {
	var out []recommend.Target
	for _, v := range m.list("close") {
		tm := r.mapping(v, "a gap to close")
		if tm == nil {
			continue
		}
		t := recommend.Target{
			Criterion: tm.str("criterion", ""), Answer: tm.str("answer", ""),
			AtLeast: tm.optional("at_least"), AtMost: tm.optional("at_most"),
		}
		tm.done()
		c, ok := r.method.Questionnaire.Criterion(t.Criterion)
		if !ok {
			r.fault(v, "no-criterion", "id", t.Criterion)
		} else if wrong := misfit(t, c, data); wrong != "" {
			r.fault(v, wrong, "id", t.Criterion)
		}
		out = append(out, t)
	}
	if len(out) == 0 {
		r.fault(at, "rule-close")
	}
	return out
}

// misfit returns the code of what is wrong with a target for a criterion; "" nothing.
func misfit(t recommend.Target, c *survey.Criterion, data bool) string {
	given := 0
	for _, has := range []bool{t.AtLeast != nil, t.AtMost != nil, t.Answer != ""} {
		if has {
			given++
		}
	}
	closed := c.Kind == survey.YesNo || c.Kind == survey.Choice
	switch {
	case data && given == 0:
		return ""
	case data:
		return "close-data"
	case given != 1:
		return "close-one"
	case closed != (t.Answer != ""):
		return "close-answer"
	case c.Kind == survey.Level && t.AtLeast == nil:
		return "close-level"
	}
	return ""
}

// ruleWords are what a condition may use.
func ruleWords(f recommend.Facts) map[string]any {
	return map[string]any{
		"partners": f.Partners, "periods": f.Periods,
		"mean": f.Mean, "lowest": f.Lowest, "highest": f.Highest, "spread": f.Spread, "scored": f.Scored,
		"below": f.Below, "at_least": f.AtLeast, "rise": f.Rise,
		"given": f.Given, "unknown": f.Unknown, "unproved": f.Unproved, "coverage": f.Coverage,
		"times": f.Count, "share": f.Share,
	}
}

// when compiles the condition of a rule. One that fails when it is run does not
// hold.
func (r *ruleReader) when(at value, m *mapping) condition.On[recommend.Facts] {
	out := condition.On[recommend.Facts]{Test: func(recommend.Facts) bool { return false }}
	v, ok := m.get("when")
	if !ok {
		r.fault(at, "rule-when")
		return out
	}
	out.Text = r.str(v, "when", "")
	program, err := expr.Compile(out.Text, expr.Env(ruleWords(recommend.Facts{})), expr.AsBool(), expr.DisableAllBuiltins())
	if err != nil {
		r.inCondition(v, err)
		return out
	}
	tree := program.Node()
	exprast.Walk(&tree, &nameVisitor{r, v})
	out.Test = func(f recommend.Facts) bool { return holds(program, f) }
	return out
}

func holds(program *vm.Program, f recommend.Facts) bool {
	out, err := expr.Run(program, ruleWords(f))
	yes, ok := out.(bool)
	return err == nil && ok && yes
}

// inCondition places a fault of an expression: in its first line the column
// counts from the value's own.
func (r *ruleReader) inCondition(v value, err error) {
	var e *exprfile.Error
	if !errors.As(err, &e) {
		r.fault(v, "condition", "text", err)
		return
	}
	r.faultAt(within(v, e.Column), "condition", "text", e.Message)
}

// within returns the place of a column (0-based) inside a one-line text.
func within(v value, column int) *token.Position {
	p := *v.pos
	p.Column += column
	if s, ok := v.scalar(); ok && v.node.GetToken().Value == s && v.node.GetToken().Type != token.StringType {
		p.Column++ // after the quotation mark
	}
	return &p
}

// nameVisitor finds first arguments that name no node and no criterion.
type nameVisitor struct {
	r  *ruleReader
	at value
}

// Visit looks at calls whose first argument is a text.
func (n *nameVisitor) Visit(node *exprast.Node) {
	call, ok := (*node).(*exprast.CallNode)
	if !ok || len(call.Arguments) == 0 {
		return
	}
	if arg, ok := call.Arguments[0].(*exprast.StringNode); ok && !n.r.knows(arg.Value) {
		n.r.faultAt(within(n.at, arg.Location().From), "condition-node", "id", arg.Value)
	}
}

// knows reports whether an id is a criterion or a node of the tree.
func (r *ruleReader) knows(id string) bool {
	if _, ok := r.method.Questionnaire.Criterion(id); ok {
		return true
	}
	return r.method.Model.Root != nil && slices.Contains(idsOf(r.method), id)
}

func idsOf(m *Method) []string {
	var out []string
	m.Model.Root.Walk(func(n, _ *score.Node) { out = append(out, n.ID) })
	return out
}
