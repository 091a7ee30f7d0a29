package form

import (
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/steps"
	"depository.example/depository/pipeline/media/form/ladder"
	"depository.example/depository/pipeline/media/form/look"
	"depository.example/depository/pipeline/media/form/rule"
	"depository.example/depository/pipeline/media/form/said"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/survey"
)

// A Way is what would bring the practice of a card to the next level.
type Way struct {
	Card  int
	Of    steps.Way
	Learn []string // by step: the practice to learn from; "" none is known
}

// The hidden sheet of ways is laid out as that of levels, two columns a way: where a
// step is ticked, its criterion has what the step reaches.
const waySheet = "_steps"

// The columns of the sheet of ways.
const (
	wayTick = 1 + iota
	wayWhat
	wayFrom
	wayTo
	wayDo
	wayCost
	wayGain
	wayLearn
)

var wayWidths = []float64{11, 30, 20, 20, 62, 9, 10, 34}

// shownWays are the ways that the form can show.
func (b *book) shownWays() (out []Way) {
	for _, w := range b.opts.Ways {
		if b.ladder != nil && w.Card >= 1 && w.Card <= len(b.cards) && w.Of.State != steps.Together {
			out = append(out, w)
		}
	}
	return out
}

// drawWays draws what would raise each practice most, and computes score and level
// with the steps that are ticked.
func drawWays(b *book) {
	ways := b.shownWays()
	if len(ways) == 0 {
		return
	}
	p := b.open(b.t("form.sheet.ways"), b.t("form.sheet.ways"), wayWidths...)
	p.paragraph(p.t("form.ways.text"), 2)
	hidden := b.hiddenPage(waySheet)
	for i, w := range ways {
		ticks := drawWay(p, i, w)
		hidden.what(i, w, ticks)
	}
	p.finish(true)
	hidden.on.Dimension(2*len(ways)+1, hidden.row)
	hidden.on.Protect(false)
	hidden.on.Hide()
}

// drawWay draws the steps of one practice and returns their ticks, by criterion.
func drawWay(p *page, i int, w Way) map[string]formula.Ref {
	c, value := &p.cards[w.Card-1], 2*i+2
	p.section(c.Sheet + ". " + p.now(slot.FieldName(w.Card, slot.FieldTitle)).Text)
	of, ticks := w.Of, map[string]formula.Ref{}
	state := map[steps.State]string{steps.Found: "found", steps.Top: "top", steps.Few: "few", steps.Beyond: "beyond", steps.Many: "many"}[of.State]
	p.paragraph(p.t("form.ways."+state, "level", ladder.Label(of.Next, p.opts.Lang), "now", p.Texts.Number(of.Now.Value, 1), "then", p.Texts.Number(of.Then, 1),
		"n", len(of.Steps), "cost", p.Texts.Shortest(of.Cost, 1)), 0)
	if of.State != steps.Found {
		return ticks
	}
	for j, key := range []string{"tick", "what", "from", "to", "do", "cost", "gain", "learn"} {
		p.put(j+1, look.Head, p.t("form.ways."+key))
	}
	p.height(32)
	p.row++
	for j, step := range of.Steps {
		ticks[step.Criterion] = p.ref(wayTick, p.row)
		wayLine(p, w, step, w.Learn[j])
	}
	root := p.ladder.At(waySheet, value, p.ladder.Model.Root.ID)
	p.span(wayTick, wayFrom, look.Label, p.t("form.ways.score"))
	p.put(wayTo, look.Center, formula.If(formula.IsNumber(root), formula.Mixed(formula.Round(formula.OrZero(root), 1)), formula.Mixed(rule.Nothing)))
	p.put(wayDo, look.Plain, formula.If(formula.IsNumber(root), p.ladder.Level(waySheet, value, p.opts.Lang), formula.Str(p.t("form.overview.few"))))
	p.height(24)
	p.row += 2
	return ticks
}

// wayLine draws one step.
func wayLine(p *page, w Way, step steps.Step, learn string) {
	k, _ := p.Q.Criterion(step.Criterion)
	from, to, do := p.now(slot.AnswerName(w.Card, k.ID)).Text, "", ""
	if step.Choice != "" {
		to = p.Answer(k, survey.Answer{State: survey.Given, Choice: step.Choice}).Text
	}
	if at := slices.IndexFunc(k.Levels, func(l survey.RubricLevel) bool { return l.Level == step.Level }); k.Kind.Graded() && at >= 0 {
		to, do = said.LevelLabel(k.Levels[at], p.opts.Lang), p.In(k.Levels[at].Text)
		if k.Evidence != nil && step.Level >= k.Evidence.From {
			do = strings.TrimSpace(do + " " + p.t("form.ways.proof"))
		}
	}
	if step.Proof {
		do = p.t("form.ways.only-proof")
	}
	texts := []string{"", p.In(k.Name), from, to, do, p.Texts.Shortest(step.Cost, 1), "+" + p.Texts.Number(step.Gain, 1), learn}
	need := 1
	for i, text := range texts {
		p.put(i+1, look.Plain, text)
		need = max(need, workbook.Lines(text, p.on.Width(i+1, i+1)-2, 11, false))
	}
	p.put(wayTick, look.Answer, nil)
	p.prompt(workbook.At(wayTick, p.row), p.t("form.ways.tick"), p.t("form.ways.tick.prompt"), p.t("form.ways.tick.prompt"), p.file.OneOf([]string{p.t("form.yes")}))
	p.height(workbook.Height(need, 11) + 4)
	p.row++
}

// what writes the columns of one way.
func (p *page) what(i int, w Way, ticks map[string]formula.Ref) {
	values, shares := 2*i+2, 2*i+3
	p.row = 1
	p.put(values, workbook.Format{}, strconv.Itoa(w.Card))
	c := &p.cards[w.Card-1]
	for _, n := range p.ladder.Nodes {
		p.row++
		value, share := p.ladder.Branch(n, values, shares)
		if n.Leaf != nil {
			value, share = p.ladder.At(levelSheet, valueColumn(c), n.ID), p.ladder.At(levelSheet, shareColumn(c), n.ID)
			value, share = rule.OrNothing(value.Empty(), value), rule.OrNothing(share.Empty(), share)
		}
		if tick, is := ticks[n.ID]; is {
			yes := tick.Cell().Is(p.t("form.yes"))
			value, share = formula.If(yes, reached(p, w, n), value), formula.If(yes, formula.Mixed(formula.Num(1)), share)
		}
		p.put(values, workbook.Format{}, value)
		p.put(shares, workbook.Format{}, share)
	}
}

// reached is the value of a criterion when its step is made.
func reached(p *page, w Way, n *score.Node) formula.Mixed {
	i := slices.IndexFunc(w.Of.Steps, func(s steps.Step) bool { return s.Criterion == n.ID })
	step := w.Of.Steps[i]
	x := float64(step.Level)
	if step.Choice != "" {
		x = n.Leaf.Points[step.Choice]
	}
	return rule.Scaled(formula.Num(x), n.Leaf, p.ladder.Model.Scale)
}
