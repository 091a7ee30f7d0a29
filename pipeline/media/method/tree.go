package method

import (
	"slices"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/impute"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/yamlfile"
	"depository.example/depository/pipeline/media/yamltree"
	"depository.example/depository/pipeline/survey/survey"
)

// A source of keys: a node's own mapping, and the defaults behind it.
type keys struct {
	*yamltree.Mapping
	defaults *yamltree.Mapping
}

// leafKeys and branchKeys may stand under defaults.
var (
	leafKeys = []string{"kind", "direction", "denominate", "impute", "transform", "treat", "normalise", "points", "levels", "choices",
		"evidence", "not_applicable", "required", "core", "from", "list", "effort", "ask", "unasked", "help", "denial", "who", "unit", "low", "high", "rule", "rows", "weight"}
	branchKeys = []string{"aggregate", "min_children", "min_coverage", "weight", "weights"}
)

// of returns the mapping in which a key stands: the node's own, or the defaults.
func (k keys) of(key string) (from *yamltree.Mapping, own bool) {
	if _, ok := k.Mapping.Values[key]; ok || k.defaults == nil {
		return k.Mapping, ok
	}
	k.Mapping.Used[key] = true
	if _, ok := k.defaults.Values[key]; ok {
		return k.defaults, false
	}
	return k.Mapping, false
}

// checkDefaults notes keys of the defaults that no node and no leaf knows.
func (b *builder) checkDefaults() {
	if b.defaults == nil {
		return
	}
	for _, k := range append(slices.Clone(leafKeys), branchKeys...) {
		b.defaults.Used[k] = true
	}
	b.defaults.Done()
}

func (b *builder) tree(top *yamltree.Mapping) {
	v, ok := top.Get("tree")
	if !ok {
		b.FaultAt(top.Pos, "tree")
		return
	}
	b.method.Model.Root = b.node(v, nil, 0)
}

// node reads a branch or a leaf.
func (b *builder) node(v yamltree.Value, parent *score.Node, depth int) *score.Node {
	m := b.Mapping(v, "a node")
	if m == nil || depth > yamlfile.MaxNesting {
		return nil
	}
	k := keys{m, b.defaults}
	n := &score.Node{ID: m.Str("id", ""), Name: m.Text("name")}
	b.claim(v, n.ID)
	if n.Name == nil {
		n.Name = survey.Text{"uk": n.ID, "en": n.ID}
	}
	from, own := k.of("weight")
	b.weights.weighed[n.ID] = own
	if n.Weight = from.Number("weight", 1); n.Weight < 0 {
		b.Fault(v, "node-weight", "node", n.ID)
	}
	if _, branch := m.Values["parts"]; branch {
		b.branch(v, k, n, depth)
	} else {
		m.What = "a leaf"
		n.MinCoverage = b.share(m, "min_coverage")
		b.leaf(v, k, n, parent)
	}
	m.Done()
	return n
}

func (b *builder) share(m *yamltree.Mapping, key string) float64 {
	x := m.Number(key, 0)
	if x < 0 || x > 1 {
		b.FaultAt(m.At[key], "share", "key", key)
	}
	return x
}

func (b *builder) branch(v yamltree.Value, k keys, n *score.Node, depth int) {
	k.What = "a branch"
	b.who[n.ID] = k.Text("who")
	from, _ := k.of("min_coverage")
	n.MinCoverage = b.share(from, "min_coverage")
	from, _ = k.of("min_children")
	n.MinChildren = b.share(from, "min_children")
	from, own := k.of("aggregate")
	n.Default = !own
	n.Aggregate = aggregate.Method{By: aggregate.Arithmetic}
	if a, ok := from.Get("aggregate"); ok {
		n.Aggregate = b.ways.aggregation(a)
	}
	sum := 0.0
	for _, part := range k.List("parts") {
		if c := b.node(part, n, depth+1); c != nil {
			n.Parts = append(n.Parts, c)
		}
	}
	b.weights.weighing(k, n)
	for _, c := range n.Parts {
		sum += c.Weight
	}
	switch {
	case len(n.Parts) == 0:
		b.Fault(v, "parts", "node", n.ID)
	case sum <= 0:
		b.Fault(v, "weights-zero", "node", n.ID)
	}
}

// leaf reads a criterion: what is asked, and how it is scored.
func (b *builder) leaf(at yamltree.Value, k keys, n *score.Node, parent *score.Node) {
	l := &indicator.Leaf{Column: k.Str("column", n.ID)}
	n.Leaf = l
	c := survey.Criterion{ID: n.ID, Name: n.Name, Question: k.Text("question")}
	if parent != nil {
		c.Group = parent.ID
	}
	c.Who = b.whoOf(k, parent)
	questions{b.Reader}.question(at, k, &c)
	conditions{b}.atMost(k.Mapping, &c)
	l.Kind, l.Evidence = c.Kind, c.Evidence
	from, _ := k.of("direction")
	l.Lower = from.OneOf("direction", "higher", "higher", "lower") == "lower"
	l.Points = questions{b.Reader}.points(k, &c)
	conditions{b}.rule(at, k, l)
	conditions{b}.rows(k, l)
	b.preparation(k, l)
	b.normalisation(at, k, n, &c)
	ratios{b}.counted(at, k, &c)
	from, _ = k.of("core")
	c.Core = from.Boolean("core")
	from, _ = k.of("effort")
	if c.Effort = from.Number("effort", 1); c.Effort <= 0 {
		b.FaultAt(from.At["effort"], "effort")
	}
	from, _ = k.of("unasked")
	c.Drop = from.OneOf("unasked", "lowest", "lowest", "drop") == "drop"
	conditions{b}.ask(k, &c)
	leastAnswer(l, &c)
	if l.Rule == nil {
		b.ask(c, parent)
	}
}

// whoOf returns who takes a step of a leaf: its own word, that of its branch, the default's.
func (b *builder) whoOf(k keys, parent *score.Node) survey.Text {
	from, own := k.of("who")
	who := from.Text("who")
	if !own && parent != nil && b.who[parent.ID] != nil {
		return b.who[parent.ID]
	}
	return who
}

// ask adds a criterion, and its branch as a heading, to the questionnaire.
func (b *builder) ask(c survey.Criterion, parent *score.Node) {
	q := &b.method.Questionnaire
	q.Criteria = append(q.Criteria, c)
	if parent != nil && !slices.ContainsFunc(q.Groups, func(g survey.Group) bool { return g.ID == parent.ID }) {
		q.Groups = append(q.Groups, survey.Group{ID: parent.ID, Name: parent.Name})
	}
}

// preparation reads what is done to a value before it is normalised.
func (b *builder) preparation(k keys, l *indicator.Leaf) {
	from, _ := k.of("denominate")
	if v, ok := from.Get("denominate"); ok {
		if m := b.Mapping(v, "denominate"); m != nil {
			l.Denominate = indicator.Denominator{By: m.Str("by", ""), Scale: m.Number("scale", 1)}
			b.places["denominate "+l.Denominate.By] = v
			m.Done()
		}
	}
	from, l.OwnImpute = k.of("impute")
	l.Impute = impute.Method{By: impute.Leave}
	if v, ok := from.Get("impute"); ok {
		l.Impute = b.ways.imputation(v)
	}
	from, _ = k.of("transform")
	if t := from.OneOf("transform", "none", "none", "ln", "log1p", "sqrt"); t != "none" {
		l.Transform = normalise.Transform(t)
	}
	from, l.OwnTreat = k.of("treat")
	if v, ok := from.Get("treat"); ok {
		l.Treat = b.ways.treatment(v, nil)
	}
}

// normalisation reads how a leaf comes onto the scale; without a word it follows
// from the kind of answer.
func (b *builder) normalisation(at yamltree.Value, k keys, n *score.Node, c *survey.Criterion) {
	l := n.Leaf
	from, own := k.of("normalise")
	l.OwnNormalise = own
	if v, ok := from.Get("normalise"); ok {
		l.Normalise = b.ways.normaliser(v)
		if l.Normalise.By != normalise.Levels || l.Kind.Graded() {
			b.ways.fits(v, n)
			b.setTop(l, c)
			return
		}
		if own {
			b.Fault(v, "by-levels", "node", n.ID)
			return
		}
	}
	l.Normalise = byKind(l)
	b.setTop(l, c)
}

func (b *builder) setTop(l *indicator.Leaf, c *survey.Criterion) {
	if l.Normalise.By == normalise.Levels && len(c.Levels) > 0 {
		l.Normalise.Top = float64(c.Levels[len(c.Levels)-1].Level)
	}
}

// byKind is the normalisation of a leaf that names none: levels and points by
// the ends of their own range, numbers between the lowest and the highest.
func byKind(l *indicator.Leaf) normalise.Method {
	switch {
	case l.Rule != nil:
		var points []float64
		for _, line := range l.Rule {
			points = append(points, line.Points)
		}
		return between(points)
	case l.Kind.Graded():
		return normalise.Method{By: normalise.Levels}
	case l.Kind.Measured():
		return normalise.Method{By: normalise.MinMax}
	}
	var points []float64
	for _, p := range l.Points {
		points = append(points, p)
	}
	return between(points)
}

func between(points []float64) normalise.Method {
	if len(points) == 0 || slices.Min(points) == slices.Max(points) {
		return normalise.Method{By: normalise.MinMax}
	}
	return normalise.Method{By: normalise.Goalposts, Low: slices.Min(points), High: slices.Max(points)}
}
