package describe

import (
	"strconv"
	"strings"

	"depository.example/depository/pipeline/measure/aggregate"
	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/impute"
	"depository.example/depository/pipeline/measure/indicator"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/uncertainty"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/wording"
)

// A Teller says in words what a method and the report of a period both tell.
type Teller struct {
	Questionnaire *survey.Questionnaire
	Model         *score.Model
	Words         *wording.Catalogue
	Say           func(key string, args ...any) string // texts; a report says some of them otherwise of records
	Records       bool                                 // what is scored are records of a list, not practices
}

// Rollup says how practices become partners: one sentence, or a list of the steps; nil
// where nothing is rolled up.
func (t *Teller) Rollup() []document.Block {
	var items [][]document.Span
	for _, s := range t.Model.Rollup {
		key := "report.rollup." + string(s.By)
		if s.Within != "" && t.Words.Has(key+".theme") {
			key += ".theme"
		}
		from := string(s.From)
		if s.From == score.Practice && t.Records {
			from = "record"
		}
		items = append(items, document.Plain(t.Say(key, "n", s.N, "from", t.Say("report.unit."+from+".many"),
			"over", t.Say("report.unit."+from+".over"), "to", t.Say("report.unit."+string(s.To)+".of"))))
	}
	switch len(items) {
	case 0:
		return nil
	case 1:
		return []document.Block{&document.Paragraph{Spans: items[0]}}
	}
	return []document.Block{&document.List{Ordered: true, Items: items}}
}

// Levels says which maturity levels there are, from which score on and by which gates.
func (t *Teller) Levels() []document.Block {
	if len(t.Model.Levels) == 0 {
		return []document.Block{&document.Paragraph{Spans: document.Plain(t.Say("report.method.levels.none"))}}
	}
	table := &document.Table{
		ID: "table-levels", Title: t.Say("report.method.levels.title"), Compact: true,
		Columns: []document.Column{
			{Title: t.Say("report.column.level"), Width: 3}, {Title: t.Say("report.column.from"), Align: document.Right, Width: 1},
			{Title: t.Say("report.column.needs"), Width: 6},
		},
	}
	for _, l := range t.Model.Levels {
		var needs []string
		for _, g := range l.Needs {
			needs = append(needs, t.Say("report.method.gate", "node", t.node(g.Node), "need", t.Words.Shortest(g.AtLeast, 1)))
		}
		if needs == nil {
			needs = []string{"—"}
		}
		table.Rows = append(table.Rows, row(strconv.Itoa(l.Level)+". "+t.text(l.Name), t.Words.Shortest(l.From, 1), strings.Join(needs, "; ")))
	}
	return []document.Block{&document.Paragraph{Spans: document.Plain(t.Say("report.method.levels.lead"))}, table}
}

// node returns the name of a node or of a theme.
func (t *Teller) node(id string) string {
	name := id
	t.Model.Root.Walk(func(n, _ *score.Node) {
		if n.ID == id && t.text(n.Name) != "" {
			name = t.text(n.Name)
		}
	})
	for _, theme := range t.Model.Themes {
		if theme.ID == id && t.text(theme.Name) != "" {
			name = t.text(theme.Name)
		}
	}
	return name
}

func (t *Teller) text(s survey.Text) string { return s.In(t.Words.Lang()) }

// Doubt says what is varied at random in so many draws. In brief ways onto the scale
// and treatments of outliers are counted, and means have no exponents.
func (t *Teller) Doubt(u uncertainty.Plan, draws int, brief bool) []document.Block {
	l := &document.List{}
	item := func(when bool, key string, args ...any) {
		if when {
			l.Items = append(l.Items, document.Plain(t.Say(key, args...)))
		}
	}
	item(u.Noise > 0, "report.doubt.weights", "share", t.Words.Percent(u.Noise, 0))
	item(u.Aggregate != nil, "report.doubt.aggregate", "list", t.Words.Either(each(u.Aggregate, func(a aggregate.Method) string {
		if brief && a.By == aggregate.PowerMean {
			return t.Say("method.aggregate.power.brief")
		}
		return t.aggregation(a)
	})))
	item(u.Normalise != nil && brief, "report.doubt.normalise", "n", len(u.Normalise))
	item(u.Normalise != nil && !brief, "method.doubt.normalise", "list", strings.Join(each(u.Normalise, t.normalisation), "; "))
	item(u.Impute != nil, "report.doubt.impute", "list", t.Words.Either(each(u.Impute, func(i impute.Method) string {
		return t.Words.T("report.impute."+string(i.By)+grouped(i), "group", i.Group)
	})))
	item(u.Treat != nil && brief, "report.doubt.treat", "n", len(u.Treat))
	item(u.Treat != nil && !brief, "method.doubt.treat", "list", strings.Join(each(u.Treat, t.treatment), "; "))
	item(u.LevelError > 0, "report.doubt.answers", "share", t.Words.Percent(u.LevelError, 0))
	for i, spans := range l.Items {
		if i == len(l.Items)-1 {
			spans[0].Text += "."
		} else {
			spans[0].Text += ";"
		}
	}
	return []document.Block{&document.Paragraph{Spans: document.Plain(t.Say("report.method.doubt.lead", "draws", draws, "seed", strconv.FormatUint(u.Seed, 10)))}, l}
}

// each puts every one of a list in words.
func each[T any](list []T, say func(T) string) (out []string) {
	for _, x := range list {
		out = append(out, say(x))
	}
	return out
}

// Shares lists the tree, parents before children, with each node's share of the
// overall score and what is answered.
func (t *Teller) Shares() *document.Table {
	table := &document.Table{
		ID: "table-tree", Title: t.Say("report.method.tree.title"), Compact: true,
		Columns: []document.Column{
			{Title: t.Say("report.column.node"), Width: 6}, {Title: t.Say("report.column.weight"), Align: document.Right, Width: 2},
			{Title: t.Say("report.column.answer"), Width: 4},
		},
	}
	for _, w := range findings.Weights(t.Model.Root) {
		name, share := t.text(w.Node.Name), t.Words.Percent(w.Share, 1)
		if l := w.Node.Leaf; l == nil {
			table.Rows = append(table.Rows, document.Row{Kind: document.GroupRow, Cells: []document.Cell{{Spans: document.Plain(name + " — " + share)}}})
		} else {
			table.Rows = append(table.Rows, row(name, share, t.Answer(w.Node)))
		}
	}
	return table
}

// Answer says what is answered at a leaf and, of a number, between which values points
// are given.
func (t *Teller) Answer(leaf *score.Node) string { return t.kind(leaf) + t.ends(leaf.Leaf) }

// kind says what is answered.
func (t *Teller) kind(n *score.Node) string {
	if n.Leaf.Rule != nil {
		return t.Say("method.kind.rule")
	}
	if c, ok := t.Questionnaire.Criterion(n.ID); ok && n.Leaf.Kind.Measured() && t.text(c.Unit) != "" {
		return t.Say("method.kind.number-unit", "unit", t.text(c.Unit))
	}
	return t.Say("method.kind." + n.Leaf.Kind.String())
}

// ends says between which values points are given; "" where the data say it.
func (t *Teller) ends(l *indicator.Leaf) string {
	m := l.Normalise
	if l.Rule != nil || !l.Kind.Measured() || m.By != normalise.Goalposts {
		return ""
	}
	low, high := m.Low, m.High
	if l.Lower {
		low, high = high, low
	}
	return t.Say("method.kind.goalposts", "low", t.Words.Shortest(low, 2), "high", t.Words.Shortest(high, 2))
}

func (t *Teller) number(x float64) string { return t.Words.Shortest(x, 4) }

func (t *Teller) aggregation(a aggregate.Method) string {
	return t.Say("method.aggregate."+string(a.By), "power", t.number(a.Power))
}

// grouped ends the key of what fills gaps from the group of a unit.
func grouped(i impute.Method) string {
	switch i.Group {
	case "":
		return ""
	case string(score.WithinTheme), string(score.Partner), string(score.Place):
		return "-" + i.Group
	}
	return "-by" // a column of the table
}

func (t *Teller) imputation(i impute.Method) string {
	return t.Say("method.step.impute."+string(i.By)+grouped(i), "group", i.Group)
}

func (t *Teller) treatment(n normalise.Treatment) string {
	key := "method.step.treat"
	if n.Log {
		key = "method.step.treat-log"
	}
	return t.Say(key, "skew", t.number(n.Skew), "kurt", t.number(n.Kurt), "n", n.Winsorise)
}

func (t *Teller) normalisation(m normalise.Method) string {
	text := t.Say("method.by."+string(m.By), "low", t.number(m.Low), "high", t.number(m.High), "unit", strings.ReplaceAll(m.Unit, "\x00", ", "),
		"target", t.number(m.Target), "mean", t.number(m.Mean), "sd", t.number(m.SD))
	switch {
	case m.ClipLow && m.ClipHigh:
		text += "; " + t.Say("method.clip.both")
	case m.ClipLow:
		text += "; " + t.Say("method.clip.low")
	case m.ClipHigh:
		text += "; " + t.Say("method.clip.high")
	}
	if m.Raw {
		text += "; " + t.Say("method.raw")
	}
	return text
}
