package form

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/impute"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/survey"
)

// The overview says live which maturity level a practice would have. A hidden
// sheet computes it as the pipeline does: a row for each node of the method's
// tree, three columns for each card, the node's value, the share of it that is
// answered, and whether the pipeline may read it otherwise. A value is "" where
// nothing is known, a share is "" where the node does not apply.

const levelSheet = "_level"

// A ladder is what the hidden sheet computes with.
type ladder struct {
	model *score.Model
	nodes []*score.Node
	row   map[string]int // of a node, by id
}

// newLadder returns nil where a spreadsheet cannot know the level: the method
// names no levels, or a score depends on what others answer.
func newLadder(m *score.Model) *ladder {
	if m == nil || m.Root == nil || len(m.Levels) == 0 {
		return nil
	}
	l, alone := &ladder{model: m, row: map[string]int{}}, true
	m.Root.Walk(func(n, _ *score.Node) {
		l.nodes = append(l.nodes, n)
		l.row[n.ID] = len(l.nodes) + 1
		alone = alone && aloneNode(n)
	})
	if !alone {
		return nil
	}
	return l
}

// aloneNode tells whether a node's value follows from one practice alone, by
// arithmetic that a cell holds.
func aloneNode(n *score.Node) bool {
	if n.Leaf == nil {
		return cmp.Or(n.Aggregate.By, aggregate.Arithmetic) == aggregate.Arithmetic && n.Weighing.By != score.Component
	}
	l := n.Leaf
	fixed := l.Normalise.By == normalise.Levels || l.Normalise.By == normalise.Goalposts
	return fixed && l.Rule == nil && l.Rows == nil && l.Denominate.By == "" && l.Treat == nil &&
		(l.Impute.By == "" || l.Impute.By == impute.Leave)
}

// Columns of a card on the hidden sheet.
func valueColumn(c *card) int { return 3*c.number - 1 }
func shareColumn(c *card) int { return 3 * c.number }
func doubtColumn(c *card) int { return 3*c.number + 1 }

// levels writes the hidden sheet, after the cards that it reads.
func (b *book) levels() {
	if b.ladder == nil {
		return
	}
	p := b.hiddenPage(levelSheet)
	for i := range b.cards {
		p.put(valueColumn(&b.cards[i]), workbook.Format{}, b.cards[i].sheet)
	}
	for _, n := range b.ladder.nodes {
		p.row++
		p.put(1, workbook.Format{}, n.ID)
		for i := range b.cards {
			value, share := b.ladder.branch(n, &b.cards[i])
			if n.Leaf != nil {
				var doubt string
				value, share, doubt = p.leaf(n, &b.cards[i])
				p.put(doubtColumn(&b.cards[i]), workbook.Format{}, workbook.Formula{Expr: doubt, Shown: ""})
			}
			p.put(valueColumn(&b.cards[i]), workbook.Format{}, workbook.Formula{Expr: value, Shown: ""})
			p.put(shareColumn(&b.cards[i]), workbook.Format{}, workbook.Formula{Expr: share, Shown: ""})
		}
	}
	p.on.Dimension(3*len(b.cards)+1, p.row)
	p.on.Protect(false)
	p.on.Hide()
}

// branch returns the formulas of a weighted mean of what is known, and of the share
// of the weight that is answered.
func (l *ladder) branch(n *score.Node, c *card) (value, share string) {
	var sum, known, answered, asked, scored, applies []string
	for _, part := range n.Parts {
		w := literal(part.Weight)
		v, s := workbook.At(valueColumn(c), l.row[part.ID]), workbook.At(shareColumn(c), l.row[part.ID])
		sum = append(sum, fmt.Sprintf("IF(%s=\"\",0,%s*%s)", v, w, v))
		known = append(known, fmt.Sprintf("IF(%s=\"\",0,%s)", v, w))
		answered = append(answered, fmt.Sprintf("IF(%s=\"\",0,%s*%s)", s, w, s))
		asked = append(asked, fmt.Sprintf("IF(%s=\"\",0,%s)", s, w))
		scored = append(scored, fmt.Sprintf("IF(%s=\"\",0,1)", v))
		applies = append(applies, fmt.Sprintf("IF(%s=\"\",0,1)", s))
	}
	own := workbook.At(shareColumn(c), l.row[n.ID])
	all := func(terms []string) string { return "(" + strings.Join(terms, "+") + ")" }
	least := []string{all(known) + "=0"}
	if n.MinCoverage > 0 {
		least = append(least, "NOT("+reaches(own, n.MinCoverage, shares)+")")
	}
	if n.MinChildren > 0 {
		least = append(least, "NOT("+reaches(fmt.Sprintf("%s/%s", all(scored), all(applies)), n.MinChildren, shares)+")")
	}
	value = fmt.Sprintf(`IF(%s="","",IF(OR(%s),"",%s/%s))`, own, strings.Join(least, ","), all(sum), all(known))
	return value, fmt.Sprintf(`IF(%s=0,"",%s/%s)`, all(asked), all(answered), all(asked))
}

// shares is where coverages are compared.
var shares = stat.OnScale(0, 1)

// reaches is the formula that compares a value with a limit as the pipeline does:
// both on the grid. In a spreadsheet too 29.999999999999996 reaches 30.
func reaches(value string, limit float64, on stat.Grid) string {
	return fmt.Sprintf("ROUND(%s,%d)>=%s", value, on.Decimals(limit), literal(on.Round(limit)))
}

// leaf returns the formulas of a criterion on its card. In doubt is an answer that
// is not on the list, which the pipeline may understand, and a level that stands
// or falls with evidence of which a formula cannot tell.
func (p *page) leaf(n *score.Node, c *card) (value, share, doubt string) {
	k, ok := p.q.Criterion(n.ID)
	where, drawn := p.where[strings.ToLower(AnswerName(c.number, n.ID))]
	if !ok || !drawn {
		return `""`, `""`, "0"
	}
	answer := workbook.Ref(where.sheet, colAnswer, where.row)
	understood := p.understood(k, answer)
	share = fmt.Sprintf(`IF(%s="",0,IF(%s,1,0))`, answer, understood)
	doubt = "0"
	raw := p.points(n, k, answer)
	if e := n.Leaf.Evidence; e != nil && k.Kind == survey.Level && k.Evidence != nil {
		proof := p.provedAt(c, k)
		claims := fmt.Sprintf("AND(%s>=%d,%s>%d,", raw, e.From, raw, e.Cap)
		doubt = fmt.Sprintf("IF(%s%s=0.5),1,0)", claims, proof)
		raw = fmt.Sprintf("IF(%s%s<1),%d,%s)", claims, proof, e.Cap, raw)
	}
	doubt = fmt.Sprintf(`IF(%s="",0,IF(%s,%s,IF(%s,0,1)))`, answer, understood, doubt, p.refused(k, answer, p.now(AnswerName(c.number, n.ID))))
	if k.NotApplicable {
		na := answer + "=" + workbook.Quoted(p.t("form.na"))
		share, doubt = fmt.Sprintf(`IF(%s,"",%s)`, na, share), fmt.Sprintf(`IF(%s,0,%s)`, na, doubt)
	}
	own := workbook.At(shareColumn(c), p.row)
	return fmt.Sprintf(`IF(%s="","",IF(%s=0,"",%s))`, own, own, scaled(raw, n.Leaf, p.ladder.model.Scale)), share, doubt
}

// points is the formula of an answer as a number.
func (p *page) points(n *score.Node, k *survey.Criterion, answer string) string {
	switch k.Kind {
	case survey.Level:
		return levelOf(answer)
	case survey.Number:
		return counted(k, answer)
	}
	ids := []string{"yes", "no"}
	if k.Kind == survey.Choice {
		ids = nil
		for _, o := range k.Choices {
			ids = append(ids, o.ID)
		}
	}
	expr := "0"
	for i, word := range p.words(k) {
		expr = fmt.Sprintf("IF(%s=%s,%s,%s)", answer, workbook.Quoted(workbook.Cut(word, 255)), literal(n.Leaf.Points[ids[i]]), expr)
	}
	return expr
}

// scaled is the formula that brings a number onto the scale.
func scaled(x string, l *indicator.Leaf, s score.Scale) string {
	low, high := 0.0, l.Normalise.Top
	if l.Normalise.By == normalise.Goalposts {
		fitted := l.Normalise.OfRaw(l.Transform)
		low, high = fitted.Low, fitted.High
		switch l.Transform {
		case normalise.Ln:
			x = "LN(" + x + ")"
		case normalise.Log1p:
			x = "LN(1+" + x + ")"
		case normalise.Sqrt:
			x = "SQRT(" + x + ")"
		}
	}
	share := fmt.Sprintf("(%s-(%s))/%s", x, literal(low), literal(high-low))
	if l.Lower {
		share = "(1-" + share + ")"
	}
	v := fmt.Sprintf("%s+%s*%s", literal(s.Min), literal(s.Max-s.Min), share)
	if l.Normalise.ClipLow {
		v = fmt.Sprintf("MAX(%s,%s)", literal(s.Min), v)
	}
	if l.Normalise.ClipHigh {
		v = fmt.Sprintf("MIN(%s,%s)", literal(s.Max), v)
	}
	if l.Transform != normalise.Straight { // the logarithm of zero, the root of less
		v = `IFERROR(` + v + `,"")`
	}
	return v
}

func literal(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// levelLabel returns a maturity level as the overview shows it: «3 – Визначений».
func (b *book) levelLabel(l score.MaturityLevel) string {
	return strings.TrimSuffix(fmt.Sprintf("%d – %s", l.Level, b.in(l.Name)), " – ")
}

// level returns a card's level as the overview shows it: none on a card that is
// not begun, a word where too little is answered.
func (p *page) level(c *card) workbook.Formula {
	l := p.ladder
	on := func(node string) string { return workbook.Ref(levelSheet, valueColumn(c), l.row[node]) }
	root, grid := on(l.model.Root.ID), l.model.Scale.Grid()
	labels := []string{""}
	for _, step := range l.model.Levels {
		labels = append(labels, p.levelLabel(step))
	}
	expr := workbook.Quoted(labels[len(labels)-1])
	for i := len(l.model.Levels) - 1; i >= 0; i-- {
		step := l.model.Levels[i]
		holds := []string{reaches(root, step.From, grid)}
		for _, gate := range step.Needs {
			at := grid
			if l.nodes[l.row[gate.Node]-2].Leaf != nil {
				at = grid.Fine()
			}
			holds = append(holds, "ISNUMBER("+on(gate.Node)+")", reaches("N("+on(gate.Node)+")", gate.AtLeast, at))
		}
		expr = fmt.Sprintf("IF(AND(%s),%s,%s)", strings.Join(holds, ","), expr, workbook.Quoted(labels[i]))
	}
	few, unsure := p.t("form.overview.few"), p.t("form.overview.unsure")
	doubts := workbook.Ref(levelSheet, doubtColumn(c), 2) + ":" + workbook.Fixed(doubtColumn(c), len(l.nodes)+1)
	expr = fmt.Sprintf(`IF(%s,IF(SUM(%s)>0,%s,IF(ISNUMBER(%s),%s,%s)),"")`, c.begun(), doubts, workbook.Quoted(unsure), root, expr, workbook.Quoted(few))
	if p.doubtedNow(c) {
		return workbook.Formula{Expr: expr, Shown: p.ifBegun(c, unsure)}
	}
	return workbook.Formula{Expr: expr, Shown: p.ifBegun(c, cmp.Or(p.levelNow(c), few))}
}

// levelNow returns the label of what the pipeline makes of the answers that stand
// on a card; "" where too little is answered.
func (b *book) levelNow(c *card) string {
	practice := survey.Practice{ID: "1"}
	for i := range b.q.Criteria {
		practice.Answers = append(practice.Answers, b.answerNow(c, &b.q.Criteria[i]))
	}
	result := b.ladder.model.Practices([]survey.Submission{{Practices: []survey.Practice{practice}}}, nil)
	for _, u := range result.Of(score.Practice) {
		reached, _ := result.At(u, result.Root())
		for _, step := range b.ladder.model.Levels {
			if reached.Known && step.Level == reached.Level {
				return b.levelLabel(step)
			}
		}
	}
	return ""
}

// doubtedNow tells whether the pipeline may read an answer of the card otherwise
// than its formulas do. The evidence that stands there has been read already.
func (b *book) doubtedNow(c *card) bool {
	for _, n := range b.ladder.nodes {
		k, ok := b.q.Criterion(n.ID)
		if n.Leaf == nil || !ok {
			continue
		}
		v := b.now(AnswerName(c.number, k.ID))
		na := k.NotApplicable && strings.EqualFold(v.Text, b.t("form.na"))
		if v.Text != "" && !na && !b.understoodNow(k, v) && !refusedNow(k, v) {
			return true
		}
	}
	return false
}

// answerNow returns what the formulas of a card make of a cell.
func (b *book) answerNow(c *card, k *survey.Criterion) survey.Answer {
	v := b.now(AnswerName(c.number, k.ID))
	a := survey.Answer{Criterion: k.ID, State: survey.Given}
	a.Evidence.OK = b.counts(b.now(EvidenceName(c.number, k.ID)).Text)
	switch {
	case v.Text == "":
		a.State = survey.Blank
	case k.NotApplicable && strings.EqualFold(v.Text, b.t("form.na")):
		a.State = survey.NotApplicable
	case !b.understoodNow(k, v):
		a.State = survey.Unreadable
	case k.Kind == survey.Level:
		a.Number = levelNow(v.Text)
	case k.Kind == survey.Number:
		a.Number, _ = countedNow(k, v)
	default:
		i := slices.IndexFunc(b.words(k), func(w string) bool { return strings.EqualFold(w, v.Text) })
		if a.Choice = []string{"yes", "no"}[i%2]; k.Kind == survey.Choice {
			a.Choice = k.Choices[i].ID
		}
	}
	return a
}
