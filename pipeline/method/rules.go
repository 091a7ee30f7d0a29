package method

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/expr-lang/expr"
	exprast "github.com/expr-lang/expr/ast"
	exprfile "github.com/expr-lang/expr/file"
	exprparser "github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/vm"
	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"depository/pipeline/recommend"
	"depository/pipeline/survey"
)

// A ruleFile is templates/rules/<method>.yaml as typed.
type ruleFile struct {
	Rules  int                    `yaml:"rules"`  // version of this schema: 1
	Method string                 `yaml:"method"` // id of the method that the criteria belong to
	Bodies map[string]survey.Text `yaml:"bodies"`
	List   []ruleEntry            `yaml:"list"`
}

type ruleEntry struct {
	ID     string        `yaml:"id"`
	Word   string        `yaml:"word"`
	When   string        `yaml:"when"`
	Close  []targetEntry `yaml:"close"`
	Data   bool          `yaml:"data"`
	Bodies []string      `yaml:"bodies"`
	Months int           `yaml:"months"`
	Title  survey.Text   `yaml:"title"`
	Action survey.Text   `yaml:"action"`
	Why    survey.Text   `yaml:"why"`
	Result survey.Text   `yaml:"result"`
}

type targetEntry struct {
	Criterion string   `yaml:"criterion"`
	AtLeast   *float64 `yaml:"at_least"`
	AtMost    *float64 `yaml:"at_most"`
	Answer    string   `yaml:"answer"`
}

// A RuleFault is one fault of a rules file with its place there.
type RuleFault struct {
	File         string
	Line, Column int // 1-based; 0 not known
	Text         string
}

func (f *RuleFault) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", f.File, f.Line, f.Column, f.Text)
}

// ReadRules reads a rules file whose criteria are those of q and whose nodes are
// nodes (ids of the tree). It reports every fault at once; each is a *RuleFault.
func ReadRules(name string, data []byte, q *survey.Questionnaire, nodes []string) ([]recommend.Rule, error) {
	var file ruleFile
	if err := yaml.UnmarshalWithOptions(data, &file, yaml.Strict()); err != nil {
		return nil, yamlFault(name, err)
	}
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, yamlFault(name, err)
	}
	r := &ruleReader{name: name, tree: tree, q: q, nodes: nodes, bodies: file.Bodies}
	r.checkHead(&file)
	var rules []recommend.Rule
	for i := range file.List {
		rules = append(rules, r.rule(i, &file.List[i]))
	}
	return rules, errors.Join(r.faults...)
}

// yamlFault gives a fault of the file's form its line and column.
func yamlFault(name string, err error) error {
	var e yaml.Error
	if errors.As(err, &e) && e.GetToken() != nil {
		p := e.GetToken().Position
		return &RuleFault{File: name, Line: p.Line, Column: p.Column, Text: e.GetMessage()}
	}
	return &RuleFault{File: name, Text: err.Error()}
}

type ruleReader struct {
	name   string
	tree   *ast.File
	q      *survey.Questionnaire
	nodes  []string
	bodies map[string]survey.Text
	faults []error
}

// fault notes a fault at a path of the file, as "$.list[0].when"; line and
// column are added to the place of the value there.
func (r *ruleReader) fault(path string, line, column int, format string, args ...any) {
	f := &RuleFault{File: r.name, Text: fmt.Sprintf(format, args...)}
	if p, err := yaml.PathString(path); err == nil {
		if node, err := p.FilterFile(r.tree); err == nil && node != nil {
			at := node.GetToken().Position
			f.Line, f.Column = at.Line+line, at.Column+column
		}
	}
	r.faults = append(r.faults, f)
}

func (r *ruleReader) checkHead(file *ruleFile) {
	if file.Rules != 1 {
		r.fault("$.rules", 0, 0, "the version of a rules file is 1, not %d", file.Rules)
	}
	if file.Method != r.q.Method {
		r.fault("$.method", 0, 0, "these rules are of the method %q, the run uses %q", file.Method, r.q.Method)
	}
	seen := map[string]bool{}
	for i, e := range file.List {
		if seen[e.ID] || e.ID == "" {
			r.fault(fmt.Sprintf("$.list[%d]", i), 0, 0, "the id %q is empty or stands twice", e.ID)
		}
		seen[e.ID] = true
	}
}

func (r *ruleReader) rule(i int, e *ruleEntry) recommend.Rule {
	path := fmt.Sprintf("$.list[%d]", i)
	out := recommend.Rule{
		ID: e.ID, Word: e.Word, Title: e.Title, Action: e.Action, Why: e.Why, Result: e.Result,
		Months: e.Months, Data: e.Data, When: e.When,
		Condition: r.condition(path+".when", e.When),
	}
	if e.Months < 1 {
		r.fault(path, 0, 0, "rule %s needs months, from the report's date to the deadline", e.ID)
	}
	r.checkTexts(path, e)
	r.targets(path, e, &out)
	for j, id := range e.Bodies {
		name, ok := r.bodies[id]
		if !ok {
			r.fault(fmt.Sprintf("%s.bodies[%d]", path, j), 0, 0, "no body %q in bodies", id)
		}
		out.Bodies = append(out.Bodies, recommend.Body{ID: id, Name: name})
	}
	if len(e.Bodies) == 0 {
		r.fault(path, 0, 0, "rule %s names no body that is responsible", e.ID)
	}
	return out
}

func (r *ruleReader) checkTexts(path string, e *ruleEntry) {
	texts := []struct {
		key string
		by  survey.Text
	}{{"title", e.Title}, {"action", e.Action}, {"why", e.Why}, {"result", e.Result}}
	for _, t := range texts {
		for _, lang := range []string{"uk", "en"} {
			if t.by[lang] == "" {
				r.fault(path, 0, 0, "rule %s has no %s in %q", e.ID, t.key, lang)
			}
		}
	}
}

func (r *ruleReader) targets(path string, e *ruleEntry, out *recommend.Rule) {
	if len(e.Close) == 0 {
		r.fault(path, 0, 0, "rule %s closes no gap", e.ID)
	}
	for j, t := range e.Close {
		at := fmt.Sprintf("%s.close[%d]", path, j)
		c, ok := r.q.Criterion(t.Criterion)
		if !ok {
			r.fault(at, 0, 0, "the method has no criterion %q", t.Criterion)
			continue
		}
		if problem := t.problem(c, e.Data); problem != "" {
			r.fault(at, 0, 0, "%s: %s", t.Criterion, problem)
		}
		out.Close = append(out.Close, recommend.Target{Criterion: t.Criterion, AtLeast: t.AtLeast, AtMost: t.AtMost, Answer: t.Answer})
	}
}

// problem says what is wrong with a target for a criterion; "" nothing.
func (t *targetEntry) problem(c *survey.Criterion, data bool) string {
	given := 0
	for _, has := range []bool{t.AtLeast != nil, t.AtMost != nil, t.Answer != ""} {
		if has {
			given++
		}
	}
	switch {
	case data && given == 0:
		return ""
	case data:
		return "a rule that asks for data has criteria without a target"
	case given != 1:
		return "say one of at_least, at_most and answer"
	case (c.Kind == survey.YesNo || c.Kind == survey.Choice) != (t.Answer != ""):
		return "a yes, no or choice is closed by answer, a level or number by at_least or at_most"
	case c.Kind == survey.Level && t.AtLeast == nil:
		return "a level is closed by at_least"
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
		"count": f.Count, "share": f.Share,
	}
}

// condition compiles an expression over facts. One that fails when it is run
// does not hold.
func (r *ruleReader) condition(path, text string) func(recommend.Facts) bool {
	never := func(recommend.Facts) bool { return false }
	if strings.TrimSpace(text) == "" {
		r.fault(strings.TrimSuffix(path, ".when"), 0, 0, "a rule needs a condition (when)")
		return never
	}
	program, err := expr.Compile(text, expr.Env(ruleWords(recommend.Facts{})), expr.AsBool())
	if err != nil {
		r.exprFault(path, err)
		return never
	}
	r.checkNames(path, text)
	return func(f recommend.Facts) bool { return holds(program, f) }
}

func holds(program *vm.Program, f recommend.Facts) bool {
	out, err := expr.Run(program, ruleWords(f))
	yes, ok := out.(bool)
	return err == nil && ok && yes
}

// exprFault places a fault of an expression: within its first line the column
// follows the value's own.
func (r *ruleReader) exprFault(path string, err error) {
	var e *exprfile.Error
	if !errors.As(err, &e) {
		r.fault(path, 0, 0, "%v", err)
		return
	}
	r.fault(path, max(e.Line-1, 0), e.Column, "condition: %s", e.Message)
}

// checkNames finds first arguments that name no node or criterion.
func (r *ruleReader) checkNames(path, text string) {
	tree, err := exprparser.Parse(text)
	if err != nil {
		return
	}
	exprast.Walk(&tree.Node, &nameVisitor{r, path})
}

type nameVisitor struct {
	r    *ruleReader
	path string
}

// Visit looks at calls whose first argument is a text.
func (v *nameVisitor) Visit(node *exprast.Node) {
	call, ok := (*node).(*exprast.CallNode)
	if !ok || len(call.Arguments) == 0 {
		return
	}
	arg, ok := call.Arguments[0].(*exprast.StringNode)
	if !ok {
		return
	}
	if _, known := v.r.q.Criterion(arg.Value); !known && !slices.Contains(v.r.nodes, arg.Value) {
		v.r.fault(v.path, 0, arg.Location().From, "condition: the method has no node or criterion %q", arg.Value)
	}
}
