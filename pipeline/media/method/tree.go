package method

import (
	"math"
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/media/yamlfile"
	"depository.example/depository/pipeline/survey/survey"
)

// A source of keys: a node's own mapping, and the defaults behind it.
type keys struct {
	*mapping
	defaults *mapping
}

// leafKeys and branchKeys may stand under defaults.
var (
	leafKeys = []string{"kind", "direction", "denominate", "impute", "transform", "treat", "normalise", "points", "levels", "choices",
		"evidence", "not_applicable", "required", "help", "unit", "low", "high", "rule", "rows", "weight"}
	branchKeys = []string{"aggregate", "min_children", "min_coverage", "weight", "weights"}
)

// of returns the mapping in which a key stands: the node's own, or the defaults.
func (k keys) of(key string) (from *mapping, own bool) {
	if _, ok := k.mapping.values[key]; ok || k.defaults == nil {
		return k.mapping, ok
	}
	k.mapping.used[key] = true
	if _, ok := k.defaults.values[key]; ok {
		return k.defaults, false
	}
	return k.mapping, false
}

// checkDefaults notes keys of the defaults that no node and no leaf knows.
func (b *builder) checkDefaults() {
	if b.defaults == nil {
		return
	}
	for _, k := range append(slices.Clone(leafKeys), branchKeys...) {
		b.defaults.used[k] = true
	}
	b.defaults.done()
}

func (b *builder) tree(top *mapping) {
	v, ok := top.get("tree")
	if !ok {
		b.faultAt(top.pos, "tree")
		return
	}
	b.method.Model.Root = b.node(v, nil, 0)
}

// node reads a branch or a leaf.
func (b *builder) node(v value, parent *score.Node, depth int) *score.Node {
	m := b.mapping(v, "a node")
	if m == nil || depth > yamlfile.MaxNesting {
		return nil
	}
	k := keys{m, b.defaults}
	n := &score.Node{ID: m.str("id", ""), Name: m.text("name")}
	b.claim(v, n.ID)
	if n.Name == nil {
		n.Name = survey.Text{"uk": n.ID, "en": n.ID}
	}
	from, own := k.of("weight")
	b.weighed[n.ID] = own
	if n.Weight = from.number("weight", 1); n.Weight < 0 {
		b.fault(v, "node-weight", "node", n.ID)
	}
	if _, branch := m.values["parts"]; branch {
		b.branch(v, k, n, depth)
	} else {
		m.what = "a leaf"
		n.MinCoverage = b.share(m, "min_coverage")
		b.leaf(v, k, n, parent)
	}
	m.done()
	return n
}

func (b *builder) share(m *mapping, key string) float64 {
	x := m.number(key, 0)
	if x < 0 || x > 1 {
		b.faultAt(m.at[key], "share", "key", key)
	}
	return x
}

func (b *builder) branch(v value, k keys, n *score.Node, depth int) {
	k.what = "a branch"
	from, _ := k.of("min_coverage")
	n.MinCoverage = b.share(from, "min_coverage")
	from, _ = k.of("min_children")
	n.MinChildren = b.share(from, "min_children")
	from, own := k.of("aggregate")
	n.Default = !own
	n.Aggregate = aggregate.Method{By: aggregate.Arithmetic}
	if a, ok := from.get("aggregate"); ok {
		n.Aggregate = b.aggregation(a)
	}
	sum := 0.0
	for _, part := range k.list("parts") {
		if c := b.node(part, n, depth+1); c != nil {
			n.Parts = append(n.Parts, c)
		}
	}
	b.weighing(k, n)
	for _, c := range n.Parts {
		sum += c.Weight
	}
	switch {
	case len(n.Parts) == 0:
		b.fault(v, "parts", "node", n.ID)
	case sum <= 0:
		b.fault(v, "weights-zero", "node", n.ID)
	}
}

func (b *builder) aggregation(v value) aggregate.Method {
	if v.isMapping() {
		m := b.mapping(v, "aggregate")
		a := aggregate.Method{By: aggregate.PowerMean, Power: m.number("power", 1)}
		m.done()
		return a
	}
	return aggregate.Method{By: aggregate.By(b.oneOf(v, "aggregate", "arithmetic",
		"arithmetic", "geometric", "harmonic", "median", "min", "max", "copeland"))}
}

// leaf reads a criterion: what is asked, and how it is scored.
func (b *builder) leaf(at value, k keys, n *score.Node, parent *score.Node) {
	l := &score.Leaf{Column: k.str("column", n.ID)}
	n.Leaf = l
	c := survey.Criterion{ID: n.ID, Name: n.Name, Question: k.text("question")}
	if parent != nil {
		c.Group = parent.ID
	}
	b.question(at, k, &c)
	l.Kind, l.Evidence = c.Kind, c.Evidence
	from, _ := k.of("direction")
	l.Lower = from.oneOf("direction", "higher", "higher", "lower") == "lower"
	b.points(k, l, &c)
	b.rule(at, k, l)
	b.rows(k, l)
	b.preparation(k, l)
	b.normalisation(at, k, n, &c)
	if l.Rule == nil {
		b.ask(c, parent)
	}
}

// ask adds a criterion, and its branch as a heading, to the questionnaire.
func (b *builder) ask(c survey.Criterion, parent *score.Node) {
	q := &b.method.Questionnaire
	q.Criteria = append(q.Criteria, c)
	if parent != nil && !slices.ContainsFunc(q.Groups, func(g survey.Group) bool { return g.ID == parent.ID }) {
		q.Groups = append(q.Groups, survey.Group{ID: parent.ID, Name: parent.Name})
	}
}

// question reads what a partner is asked and may answer.
func (b *builder) question(at value, k keys, c *survey.Criterion) {
	key := func(name string) *mapping { m, _ := k.of(name); return m }
	c.Help, c.Unit = key("help").text("help"), key("unit").text("unit")
	c.Low, c.High = key("low").optional("low"), key("high").optional("high")
	if c.Low != nil && c.High != nil && *c.Low > *c.High {
		b.fault(at, "low-high", "node", c.ID)
	}
	c.Required, c.NotApplicable = key("required").boolean("required"), key("not_applicable").boolean("not_applicable")
	switch key("kind").oneOf("kind", "number", "number", "level", "yesno", "choice") {
	case "level":
		c.Kind = survey.Level
	case "yesno":
		c.Kind = survey.YesNo
	case "choice":
		c.Kind = survey.Choice
	}
	b.rubric(at, key("levels"), c)
	b.choices(at, key("choices"), c)
	if m := key("evidence"); m != nil {
		if v, ok := m.get("evidence"); ok {
			c.Evidence = b.evidence(v, c)
		}
	}
}

func (b *builder) rubric(at value, m *mapping, c *survey.Criterion) {
	for _, v := range m.list("levels") {
		lm := b.mapping(v, "a level")
		if lm == nil {
			continue
		}
		l := survey.RubricLevel{Level: lm.integer("level", 0, 0, 100), Name: lm.text("name"), Text: lm.text("text")}
		lm.done()
		if n := len(c.Levels); n > 0 && l.Level <= c.Levels[n-1].Level {
			b.fault(v, "rubric-ascend", "node", c.ID, "level", l.Level, "before", c.Levels[n-1].Level)
		}
		c.Levels = append(c.Levels, l)
	}
	switch {
	case c.Kind == survey.Level && len(c.Levels) < 2:
		b.fault(at, "kind-level", "node", c.ID)
	case c.Kind != survey.Level && len(c.Levels) > 0:
		b.fault(at, "levels-kind", "node", c.ID, "kind", c.Kind)
	}
}

func (b *builder) choices(at value, m *mapping, c *survey.Criterion) {
	seen := map[string]bool{}
	for _, v := range m.list("choices") {
		cm := b.mapping(v, "a choice")
		if cm == nil {
			continue
		}
		o := survey.Option{ID: cm.str("id", ""), Name: cm.text("name")}
		cm.get("points") // read by points
		cm.done()
		if o.ID == "" || seen[fold(o.ID)] {
			b.fault(v, "choice-id", "node", c.ID)
		}
		if o.Name == nil {
			o.Name = survey.Text{"uk": o.ID, "en": o.ID}
		}
		seen[fold(o.ID)] = true
		c.Choices = append(c.Choices, o)
	}
	if c.Kind == survey.Choice && len(c.Choices) == 0 {
		b.fault(at, "kind-choice", "node", c.ID)
	}
}

func (b *builder) evidence(v value, c *survey.Criterion) *survey.EvidenceRule {
	m := b.mapping(v, "evidence")
	if m == nil {
		return nil
	}
	e := &survey.EvidenceRule{From: m.integer("from", 3, 0, 100), Cap: m.integer("cap", 2, 0, 100)}
	m.done()
	switch {
	case c.Kind != survey.Level:
		return nil // a default for levels leaves other kinds alone
	case e.Cap >= e.From:
		b.fault(v, "cap", "node", c.ID)
	}
	return e
}

// points reads what the answers to a closed question are worth.
func (b *builder) points(k keys, l *score.Leaf, c *survey.Criterion) {
	from, own := k.of("points")
	v, has := from.get("points")
	switch {
	case l.Kind == survey.YesNo:
		l.Points = map[string]float64{"yes": 1, "no": 0}
		if has {
			m := b.mapping(v, "points")
			l.Points = map[string]float64{"yes": m.number("yes", 1), "no": m.number("no", 0)}
			m.done()
		}
	case l.Kind == survey.Choice:
		l.Points = b.choicePoints(k, c)
	case own:
		b.fault(v, "points-kind", "node", c.ID)
	}
}

func (b *builder) choicePoints(k keys, c *survey.Criterion) map[string]float64 {
	points := map[string]float64{}
	from, _ := k.of("choices")
	for _, v := range from.list("choices") {
		if m := b.mapping(v, "a choice"); m != nil {
			p := m.optional("points")
			if p == nil {
				b.fault(v, "choice-points", "node", c.ID, "id", m.str("id", ""))
				continue
			}
			points[m.str("id", "")] = *p
		}
	}
	return points
}

// preparation reads what is done to a value before it is normalised.
func (b *builder) preparation(k keys, l *score.Leaf) {
	from, _ := k.of("denominate")
	if v, ok := from.get("denominate"); ok {
		if m := b.mapping(v, "denominate"); m != nil {
			l.Denominate = score.Denominator{By: m.str("by", ""), Scale: m.number("scale", 1)}
			b.places["denominate "+l.Denominate.By] = v
			m.done()
		}
	}
	from, l.OwnImpute = k.of("impute")
	l.Impute = score.Imputation{By: score.Leave}
	if v, ok := from.get("impute"); ok {
		l.Impute = b.imputation(v)
	}
	from, _ = k.of("transform")
	if t := from.oneOf("transform", "none", "none", "ln", "log1p", "sqrt"); t != "none" {
		l.Transform = normalise.Transform(t)
	}
	from, l.OwnTreat = k.of("treat")
	if v, ok := from.get("treat"); ok {
		l.Treat = b.treatment(v, nil)
	}
}

func (b *builder) imputation(v value) score.Imputation {
	if !v.isMapping() {
		return score.Imputation{By: score.Fill(b.oneOf(v, "impute", "none", "none", "mean", "median"))}
	}
	m := b.mapping(v, "impute")
	mean, median := m.str("mean_by", ""), m.str("median_by", "")
	m.done()
	switch {
	case mean != "" && median == "":
		return b.grouped(v, score.FillMean, mean)
	case median != "" && mean == "":
		return b.grouped(v, score.FillMedian, median)
	}
	b.fault(v, "impute-group")
	return score.Imputation{By: score.Leave}
}

func (b *builder) grouped(v value, by score.Fill, group string) score.Imputation {
	known := append([]string{score.WithinTheme, string(score.Partner), string(score.Place)}, b.method.Unit.Groups...)
	if !slices.Contains(known, group) {
		b.fault(v, "no-group", "group", group)
	}
	return score.Imputation{By: by, Group: group}
}

// treatment reads one treatment; what it does not say is as in base.
func (b *builder) treatment(v value, base *normalise.Treatment) *normalise.Treatment {
	if s, ok := v.scalar(); ok && s == "none" {
		return nil
	}
	t := normalise.Treatment{Skew: 2, Kurt: 3.5, Winsorise: 5, Log: true}
	if base != nil {
		t = *base
	}
	m := b.mapping(v, "treat")
	if m == nil {
		return nil
	}
	t.Skew, t.Kurt = m.number("skew", t.Skew), m.number("kurtosis", t.Kurt)
	t.Winsorise = m.integer("winsorise", t.Winsorise, 0, 1_000_000)
	if then := m.oneOf("then", "", "log", "none"); then != "" {
		t.Log = then == "log"
	}
	m.done()
	return &t
}

// normalisation reads how a leaf comes onto the scale; without a word it follows
// from the kind of answer.
func (b *builder) normalisation(at value, k keys, n *score.Node, c *survey.Criterion) {
	l := n.Leaf
	from, own := k.of("normalise")
	l.OwnNormalise = own
	if v, ok := from.get("normalise"); ok {
		l.Normalise = b.normaliser(v)
		if l.Normalise.By != normalise.Levels || l.Kind == survey.Level {
			b.checkNormaliser(v, n)
			b.setTop(l, c)
			return
		}
		if own {
			b.fault(v, "by-levels", "node", n.ID)
			return
		}
	}
	l.Normalise = byKind(l)
	b.setTop(l, c)
}

func (b *builder) setTop(l *score.Leaf, c *survey.Criterion) {
	if l.Normalise.By == normalise.Levels && len(c.Levels) > 0 {
		l.Normalise.Top = float64(c.Levels[len(c.Levels)-1].Level)
	}
}

// byKind is the normalisation of a leaf that names none: levels and points by
// the ends of their own range, numbers between the lowest and the highest.
func byKind(l *score.Leaf) normalise.Method {
	switch {
	case l.Rule != nil:
		var points []float64
		for _, line := range l.Rule {
			points = append(points, line.Points)
		}
		return between(points)
	case l.Kind == survey.Level:
		return normalise.Method{By: normalise.Levels}
	case l.Kind == survey.Number:
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

// normaliser reads {by: …} with its parameters, or the bare word.
func (b *builder) normaliser(v value) normalise.Method {
	words := []string{"minmax", "goalposts", "levels", "distance_to_max", "distance_to_reference", "distance_to_target",
		"fraction_of_max", "percentile", "rank", "borda", "zscore", "none"}
	if !v.isMapping() {
		return b.complete(v, normalise.Method{By: normalise.By(b.oneOf(v, "normalise", "minmax", words...))}, nil)
	}
	m := b.mapping(v, "normalise")
	n := normalise.Method{By: normalise.By(m.oneOf("by", "minmax", words...))}
	n = b.complete(v, n, m)
	m.done()
	return n
}

// complete reads the parameters that the normalisation knows.
func (b *builder) complete(v value, n normalise.Method, m *mapping) normalise.Method {
	if m == nil {
		m = &mapping{r: b.reader, used: map[string]bool{}, values: map[string]value{}}
	}
	m.what = "normalise by " + string(n.By)
	switch n.By {
	case normalise.Goalposts:
		low, high := m.optional("low"), m.optional("high")
		if low == nil || high == nil || *low >= *high {
			b.fault(v, "goalposts")
			return n
		}
		n.Low, n.High = *low, *high
		n.Raw = m.oneOf("of", "", "raw") == "raw"
		b.clip(m, &n, "none", "low", "high", "both")
	case normalise.DistanceToReference:
		if n.Unit = b.identity(m.words("unit")); n.Unit == "" {
			b.fault(v, "reference-unit")
		}
		b.clip(m, &n, "none", "high")
	case normalise.DistanceToTarget:
		t := m.optional("target")
		if t == nil {
			b.fault(v, "target")
			return n
		}
		n.Target = *t
		b.clip(m, &n, "none", "high")
	case normalise.Percentile, normalise.Rank, normalise.Borda:
		n.Ties = stat.Ties(m.oneOf("ties", "min", "min", "average", "max"))
	case normalise.ZScore:
		if n.Mean, n.SD = m.number("mean", 0), m.number("sd", 1); n.SD <= 0 {
			b.fault(v, "zscore-sd")
		}
	}
	return n
}

// identity joins the columns that name a unit: a list, or a text with commas
// where there are several columns.
func (b *builder) identity(parts []string) string {
	if len(parts) == 1 && len(b.method.Unit.ID) > 1 {
		parts = strings.Split(parts[0], ",")
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
		}
	}
	return strings.Join(parts, "\x00")
}

func (b *builder) clip(m *mapping, n *normalise.Method, words ...string) {
	c := m.oneOf("clip", "none", words...)
	n.ClipLow, n.ClipHigh = c == "low" || c == "both", c == "high" || c == "both"
}

// checkNormaliser refuses what a leaf's other keys do not allow.
func (b *builder) checkNormaliser(v value, n *score.Node) {
	l := n.Leaf
	raw := l.Normalise.OfRaw(l.Transform)
	switch {
	case l.Normalise.By == normalise.None && l.Lower:
		b.fault(v, "by-none-lower", "node", n.ID)
	case l.Normalise.By == normalise.Goalposts && (math.IsNaN(raw.Low) || math.IsNaN(raw.High)):
		b.fault(v, "goalposts-transform", "node", n.ID, "by", l.Transform)
	}
}

// fold makes answers of a vocabulary comparable: trimmed, in lower case.
func fold(s string) string { return strings.ToLower(strings.TrimSpace(s)) }
