// Package rules reads a file of rules for a method: what is recommended, under which
// condition, to whom. It believes that a rule names nothing that the method does not
// have, and that every fault is told at once with its line.
package rules

import (
	"errors"
	"slices"
	"strings"

	"github.com/expr-lang/expr"
	exprast "github.com/expr-lang/expr/ast"
	exprfile "github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/vm"
	"github.com/goccy/go-yaml/token"

	"depository.example/depository/pipeline/measure/condition"
	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/media/yamltree"
	"depository.example/depository/pipeline/survey/survey"
)

// Parse reads a rules file for a method. The error is a Faults with all that is wrong.
func Parse(name string, data []byte, m *method.Method) ([]recommend.Rule, error) {
	r := &reader{Reader: &yamltree.Reader{File: name}, method: m, bodies: map[string]recommend.Body{}, seen: map[string]bool{}}
	top := r.Open(data)
	if top == nil {
		return nil, r.Err()
	}
	r.head(top)
	var rules []recommend.Rule
	for _, v := range top.List("list") {
		if entry := r.Mapping(v, "a rule"); entry != nil {
			rules = append(rules, r.rule(v, entry))
		}
	}
	top.Done()
	if err := r.Err(); err != nil {
		return nil, err
	}
	return rules, nil
}

// reader reads rules against the method they belong to.
type reader struct {
	*yamltree.Reader
	method *method.Method
	bodies map[string]recommend.Body
	seen   map[string]bool
}

// head reads the version, the method's id and the bodies.
func (r *reader) head(top *yamltree.Mapping) {
	if top.Integer("rules", 0, 0, 1) != 1 {
		r.FaultAt(top.Pos, "rules-version")
	}
	if id := top.Str("method", ""); id != r.method.ID {
		r.FaultAt(top.At["method"], "rules-method", "id", id, "method", r.method.ID)
	}
	v, ok := top.Get("bodies")
	if !ok {
		return
	}
	if bodies := r.Mapping(v, "bodies"); bodies != nil {
		for _, id := range bodies.Keys {
			v, _ := bodies.Get(id)
			if m := r.Mapping(v, id); m != nil {
				r.bodies[id] = recommend.Body{ID: id, Name: r.named(m), Tasked: m.Boolean("tasked"), Short: r.short(m), Forms: r.forms(m)}
				m.Done()
			}
		}
	}
}

// named reads a name in both languages that stands beside other keys.
func (r *reader) named(m *yamltree.Mapping) survey.Text {
	t := survey.Text{}
	for _, lang := range []string{"uk", "en"} {
		if t[lang] = m.Str(lang, ""); t[lang] == "" {
			r.FaultAt(m.Pos, "text-language", "key", lang, "lang", lang)
		}
	}
	return t
}

// forms reads which forms of decision can be asked of a body; none: any.
func (r *reader) forms(m *yamltree.Mapping) []recommend.Decision {
	var out []recommend.Decision
	for _, v := range m.List("forms") {
		form := recommend.Decision(r.Str(v, "forms", ""))
		if !slices.Contains(decisions, string(form)) {
			r.Fault(v, "rule-form-unknown", "form", form)
		}
		out = append(out, form)
	}
	return out
}

// decisions are the words of the forms of a decision.
var decisions = []string{string(recommend.Law), string(recommend.Resolution), string(recommend.Order), string(recommend.Directive), string(recommend.Letter)}

// short reads the name of a body as a table has it; empty where it has none.
func (r *reader) short(m *yamltree.Mapping) survey.Text {
	if _, ok := m.Get("short"); !ok {
		return nil
	}
	return r.both(m, "short")
}

// both reads a text that must exist in Ukrainian and English.
func (r *reader) both(m *yamltree.Mapping, key string) survey.Text {
	t := m.Text(key)
	for _, lang := range []string{"uk", "en"} {
		if t[lang] == "" {
			at := m.At[key]
			if at == nil {
				at = m.Pos
			}
			r.FaultAt(at, "text-language", "key", key, "lang", lang)
		}
	}
	return t
}

func (r *reader) rule(at yamltree.Value, m *yamltree.Mapping) recommend.Rule {
	out := recommend.Rule{
		ID: m.Str("id", ""), Word: m.Str("word", ""), Months: m.Integer("months", 0, 0, 120), Data: m.Boolean("data"),
		Title: r.both(m, "title"), Action: r.both(m, "action"), Why: r.both(m, "why"), Result: r.both(m, "result"),
		Decision: recommend.Decision(m.OneOf("decision", "", decisions...)),
	}
	if _, ok := m.Get("risk"); ok {
		out.Risk = r.both(m, "risk")
	}
	if out.ID == "" || r.seen[out.ID] {
		r.Fault(at, "rule-id", "id", out.ID)
	}
	r.seen[out.ID] = true
	if out.Months == 0 {
		r.Fault(at, "rule-months", "id", out.ID)
	}
	out.When = r.when(at, m)
	r.responsible(at, m, &out)
	out.Close = r.targets(at, m, out.Data)
	out.Amends, out.Duty, out.Rests, out.Funding = r.act(m, "amends"), r.act(m, "duty"), r.act(m, "rests"), r.funding(m)
	out.Target = r.goal(m, &out)
	r.denies(at, m, &out)
	m.Done()
	return out
}

// responsible reads whom a rule tasks and whom it advises: one of them at least, and
// only bodies that the Government can task are tasked, and the first, who answers for
// it, decides in a form that is its own.
func (r *reader) responsible(at yamltree.Value, m *yamltree.Mapping, out *recommend.Rule) {
	out.To, out.Advises = r.bodiesOf(m, "to"), r.bodiesOf(m, "advises")
	for _, b := range out.To {
		if !b.Tasked {
			r.FaultAt(m.At["to"], "rule-tasked", "id", b.ID)
		}
	}
	if len(out.To) > 0 && out.Decision != "" && len(out.To[0].Forms) > 0 && !slices.Contains(out.To[0].Forms, out.Decision) {
		r.FaultAt(m.At["decision"], "rule-form", "id", out.To[0].ID, "form", out.Decision)
	}
	if len(out.To)+len(out.Advises) == 0 {
		r.Fault(at, "rule-bodies")
	}
}

func (r *reader) bodiesOf(m *yamltree.Mapping, key string) []recommend.Body {
	var out []recommend.Body
	for _, v := range m.List(key) {
		id := r.Str(v, key, "")
		body, ok := r.bodies[id]
		if !ok {
			r.Fault(v, "no-body", "id", id)
			continue
		}
		out = append(out, body)
	}
	return out
}

// act reads an act as a reader finds it: title, number, date and address, all of them.
func (r *reader) act(m *yamltree.Mapping, key string) *recommend.Act {
	v, ok := m.Get(key)
	if !ok {
		return nil
	}
	am := r.Mapping(v, key)
	if am == nil {
		return nil
	}
	out := &recommend.Act{Title: r.both(am, "act"), Number: am.Str("number", ""), Date: am.Str("date", ""), URL: am.Str("url", "")}
	am.Done()
	if out.Number == "" || out.Date == "" || out.URL == "" {
		r.Fault(v, "rule-act", "key", key)
	}
	return out
}

// funding reads where money comes from: the word none, or a source with its address.
func (r *reader) funding(m *yamltree.Mapping) *recommend.Funding {
	v, ok := m.Get("funding")
	if !ok {
		return nil
	}
	if word, scalar := v.Scalar(); scalar {
		if word != "none" {
			r.Fault(v, "rule-funding")
		}
		return &recommend.Funding{None: true}
	}
	fm := r.Mapping(v, "funding")
	if fm == nil {
		return nil
	}
	out := &recommend.Funding{Source: r.both(fm, "source"), Size: r.both(fm, "order_of_size"), URL: fm.Str("url", "")}
	fm.Done()
	if out.URL == "" {
		r.Fault(v, "rule-funding")
	}
	return out
}

// goal reads what is to be reached. The result names it and where it stands by
// {target} and {now}, so that no number is typed twice.
func (r *reader) goal(m *yamltree.Mapping, rule *recommend.Rule) *recommend.Goal {
	v, ok := m.Get("target")
	if !ok {
		return nil
	}
	gm := r.Mapping(v, "target")
	if gm == nil {
		return nil
	}
	g := &recommend.Goal{Measure: recommend.Measure(gm.OneOf("measure", "share", "share", "mean", "count")), Of: gm.Str("of", ""), AtLeast: gm.Number("at_least", 0)}
	gm.Done()
	closes := slices.ContainsFunc(rule.Close, func(t recommend.Target) bool { return t.Criterion == g.Of })
	if !closes || g.AtLeast <= 0 || g.Measure == recommend.Share && g.AtLeast > 1 {
		r.Fault(v, "rule-target")
	}
	for _, lang := range []string{"uk", "en"} {
		if !says(rule.Result[lang], "target") || !says(rule.Result[lang], "now") {
			r.FaultAt(m.At["result"], "rule-result", "lang", lang)
		}
	}
	return g
}

// denies reads what the ground says of the answers that it counts. A ground over levels
// or closed questions says what the rubric says, by {denial}; one over numbers gives
// the number by {need}; one that asks for data denies nothing.
func (r *reader) denies(at yamltree.Value, m *yamltree.Mapping, rule *recommend.Rule) {
	v, has := m.Get("denies")
	if rule.Data || len(rule.Close) == 0 {
		return
	}
	t := rule.Close[0]
	c, ok := r.method.Questionnaire.Criterion(t.Criterion)
	if !ok {
		return // said already
	}
	if c.Kind.Measured() {
		r.holds(m, rule, "need")
		return
	}
	if !has {
		r.Fault(at, "rule-denies", "id", rule.ID)
		return
	}
	dm := r.Mapping(v, "denies")
	if dm == nil {
		return
	}
	d := &recommend.Denial{Criterion: dm.Str("criterion", ""), Level: dm.Integer("level", 0, 0, 100)}
	dm.Done()
	if d.Criterion != t.Criterion || c.Kind.Graded() && (t.AtLeast == nil || float64(d.Level) != *t.AtLeast) || t.Answer != "" && t.Answer != "yes" {
		r.Fault(v, "rule-denies-close")
	}
	text, _ := c.Denies(d.Level)
	for _, lang := range []string{"uk", "en"} {
		if text[lang] == "" {
			r.Fault(v, "rule-denial", "node", c.ID, "level", d.Level, "lang", lang)
		}
	}
	r.holds(m, rule, "denial")
	rule.Denies = d
}

// holds refuses a ground without a placeholder, in either language.
func (r *reader) holds(m *yamltree.Mapping, rule *recommend.Rule, name string) {
	for _, lang := range []string{"uk", "en"} {
		if !says(rule.Why[lang], name) || !says(rule.Why[lang], "short") {
			r.FaultAt(m.At["why"], "rule-ground", "name", name, "lang", lang)
		}
	}
}

// says reports whether a text has a placeholder.
func says(text, name string) bool {
	return strings.Contains(text, "{"+name+"}")
}

func (r *reader) targets(at yamltree.Value, m *yamltree.Mapping, data bool) []recommend.Target {
	var out []recommend.Target
	for _, v := range m.List("close") {
		tm := r.Mapping(v, "a gap to close")
		if tm == nil {
			continue
		}
		t := recommend.Target{
			Criterion: tm.Str("criterion", ""), Answer: tm.Str("answer", ""),
			AtLeast: tm.Optional("at_least"), AtMost: tm.Optional("at_most"),
		}
		tm.Done()
		c, ok := r.method.Questionnaire.Criterion(t.Criterion)
		if !ok {
			r.Fault(v, "no-criterion", "id", t.Criterion)
		} else if wrong := misfit(t, c, data); wrong != "" {
			r.Fault(v, wrong, "id", t.Criterion)
		}
		out = append(out, t)
	}
	if len(out) == 0 {
		r.Fault(at, "rule-close")
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
	closed := c.Kind.Chosen()
	switch {
	case data && given == 0:
		return ""
	case data:
		return "close-data"
	case given != 1:
		return "close-one"
	case closed != (t.Answer != ""):
		return "close-answer"
	case c.Kind.Graded() && t.AtLeast == nil:
		return "close-level"
	}
	return ""
}

// words are what a condition may use.
func words(f recommend.Facts) map[string]any {
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
func (r *reader) when(at yamltree.Value, m *yamltree.Mapping) condition.On[recommend.Facts] {
	out := condition.On[recommend.Facts]{Test: func(recommend.Facts) bool { return false }}
	v, ok := m.Get("when")
	if !ok {
		r.Fault(at, "rule-when")
		return out
	}
	out.Text = r.Str(v, "when", "")
	program, err := expr.Compile(out.Text, expr.Env(words(recommend.Facts{})), expr.AsBool(), expr.DisableAllBuiltins())
	if err != nil {
		r.inCondition(v, err)
		return out
	}
	tree, names := program.Node(), &nameVisitor{r: r, at: v, asks: []string{}}
	exprast.Walk(&tree, names)
	if out.Asks = names.asks; names.unknown {
		out.Asks = nil
	}
	out.Test = func(f recommend.Facts) bool { return holds(program, f) }
	return out
}

func holds(program *vm.Program, f recommend.Facts) bool {
	out, err := expr.Run(program, words(f))
	yes, ok := out.(bool)
	return err == nil && ok && yes
}

// inCondition places a fault of an expression: in its first line the column
// counts from the value's own.
func (r *reader) inCondition(v yamltree.Value, err error) {
	var e *exprfile.Error
	if !errors.As(err, &e) {
		r.Fault(v, "condition", "text", err)
		return
	}
	r.FaultAt(within(v, e.Column), "condition", "text", e.Message)
}

// within returns the place of a column (0-based) inside a one-line text.
func within(v yamltree.Value, column int) *token.Position {
	p := *v.Pos
	p.Column += column
	if s, ok := v.Scalar(); ok && v.Node.GetToken().Value == s && v.Node.GetToken().Type != token.StringType {
		p.Column++ // after the quotation mark
	}
	return &p
}

// nameVisitor finds first arguments that name no node and no criterion.
type nameVisitor struct {
	r       *reader
	at      yamltree.Value
	asks    []string // what all of them name
	unknown bool     // some is worked out as the condition is
}

// Visit looks at calls whose first argument is a text.
func (n *nameVisitor) Visit(node *exprast.Node) {
	call, ok := (*node).(*exprast.CallNode)
	if !ok || len(call.Arguments) == 0 {
		return
	}
	arg, ok := call.Arguments[0].(*exprast.StringNode)
	switch {
	case !ok:
		n.unknown = true
		return
	case !n.r.knows(arg.Value):
		n.r.FaultAt(within(n.at, arg.Location().From), "condition-node", "id", arg.Value)
	}
	n.asks = append(n.asks, arg.Value)
}

// knows reports whether an id is a criterion or a node of the tree.
func (r *reader) knows(id string) bool {
	if _, ok := r.method.Questionnaire.Criterion(id); ok {
		return true
	}
	return r.method.Model.Root != nil && slices.Contains(idsOf(r.method), id)
}

func idsOf(m *method.Method) []string {
	var out []string
	m.Model.Root.Walk(func(n, _ *score.Node) { out = append(out, n.ID) })
	return out
}
