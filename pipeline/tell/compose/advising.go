package compose

import (
	"strconv"
	"strings"
	"time"

	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/points"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/tell/writing"
)

// An AdviceWords says what a recommendation says, wherever one is printed.
type AdviceWords struct{ *Writer }

// Fill prints a text of a rule with the numbers of its recommendation.
func (c AdviceWords) Fill(r *recommend.Recommendation, t survey.Text) string {
	args := []any{"names", c.Names(r.Concerned, 5), "gap", gapShared(c, r)}
	if len(r.Rule.Close) > 0 {
		args = append(args, "criterion", c.Node(r.Rule.Close[0].Criterion))
	}
	for _, n := range r.Numbers {
		args = append(args, n.Name, ruleNumber(c, n))
	}
	if d := r.Rule.Denies; d != nil {
		if k, ok := c.In.Questionnaire.Criterion(d.Criterion); ok {
			text, _ := k.Denies(d.Level)
			args = append(args, "denial", c.Text(text))
		}
	}
	return c.Words.Fill(c.Text(t), args...)
}

// gapShared says how many of the partners have the gap of a recommendation.
func gapShared(c AdviceWords, r *recommend.Recommendation) string {
	for _, n := range r.Numbers {
		if of := int(n.X); n.Name == "partners" {
			key := "report.advice.gap"
			if len(r.Concerned) == of && of > 1 {
				key += ".all"
			}
			return c.T(key, "n", len(r.Concerned), "of", of)
		}
	}
	return ""
}

// ruleNumber returns a value of a rule as the catalogue prints it.
func ruleNumber(c AdviceWords, n recommend.Number) any {
	switch {
	case n.Percent:
		return c.Words.Percent(n.X, 0)
	case n.Short:
		return c.Words.Shortest(n.X, n.Decimals)
	case n.Decimals == 0:
		return int(n.X)
	}
	return wording.Num{X: n.X, Decimals: n.Decimals}
}

// CellText names a cell so that a reader finds it in Excel: file, sheet, cell;
// "" where it names nothing.
func (c AdviceWords) CellText(at cell.Ref) string {
	if at.IsZero() {
		return ""
	}
	text := at.File
	if at.Sheet != "" {
		text += ", " + c.T("report.cell.sheet", "sheet", at.Sheet)
	}
	switch {
	case at.Row > 0 && at.Col > 0 && at.Sheet != "":
		text += ", " + at.Name()
	case at.Row > 0 && at.Col > 0:
		text += ", " + c.T("report.cell.cell", "cell", at.Name())
	case at.Row > 0:
		text += ", " + c.T("report.cell.row", "row", strconv.Itoa(at.Row))
	}
	return text
}

// exemplarSpans names whom to learn from: the two best examples, with their cells
// in one footnote.
func (c AdviceWords) exemplarSpans(r *recommend.Recommendation) []document.Span {
	var out []document.Span
	var cells []document.Span
	for i := range r.Exemplars[:min(2, len(r.Exemplars))] {
		if i > 0 {
			out = append(out, document.Span{Text: "; "})
		}
		l := &r.Exemplars[i]
		out = append(out, exemplarText(c, r, l)...)
		if writing.Cites(c.Writer) {
			out = append(out, writing.Cite(c.Writer, l.At)...)
		} else if text := c.CellText(l.At); text != "" {
			cells = append(cells, writing.Linked(c.Writer, document.Plain(text), answerOf(c, r, l))...)
		}
	}
	switch {
	case out == nil && r.Rule.Data:
		return nil
	case out == nil:
		return document.Plain(c.T("report.exemplar.none"))
	}
	out = append(out, document.Span{Text: "."})
	if len(cells) > 0 {
		out[len(out)-1].Note = c.listing("report.exemplar.cells", len(cells), cells)
	}
	return out
}

// answerOf is the place of the answer that makes an example one.
func answerOf(c AdviceWords, r *recommend.Recommendation, l *recommend.Exemplar) string {
	return writing.AnswerAnchor(writing.KeyOf(c.Writer, l.Partner, l.Practice), r.Rule.Close[0].Criterion)
}

// listing names n cells in the words of a key; a reader of the site follows each.
func (c AdviceWords) listing(key string, n int, cells []document.Span) []document.Span {
	if !c.OnSite {
		var texts []string
		for _, s := range cells {
			texts = append(texts, s.Text)
		}
		return document.Plain(c.T(key, "n", n, "cells", strings.Join(texts, "; ")))
	}
	before, behind, _ := strings.Cut(c.T(key, "n", n, "cells", "\x00"), "\x00")
	out := document.Plain(before)
	for i, s := range cells {
		if i > 0 {
			out = append(out, document.Span{Text: "; "})
		}
		out = append(out, s)
	}
	return append(out, writing.Filed(c.Writer, behind)...)
}

// exemplarText prints one example: a practice with its level, or a partner with its share.
func exemplarText(c AdviceWords, r *recommend.Recommendation, l *recommend.Exemplar) []document.Span {
	if l.Share {
		key := "report.exemplar.place"
		if l.Of > 1 {
			key += ".share"
		}
		return document.Plain(c.T(key, "place", c.Place(l.Place, l.Title), "name", c.Name(l.Partner), "share", c.Words.Percent(l.Level, 0), "of", l.Of))
	}
	title := l.Title
	if title == "" {
		title = l.Practice
	}
	called := voice.TitleOf(c.Voice, survey.PracticeKey{Partner: l.Partner, ID: l.Practice}, title)
	out := append(document.Plain(c.Name(l.Partner)+", "+c.T("report.quote.open")), writing.Linked(c.Writer, called.Short(), voice.PracticeAnchor(writing.KeyOf(c.Writer, l.Partner, l.Practice)))...)
	return append(out, document.Span{Text: c.T("report.quote.close") + taught(c, r, l)})
}

// taught prints what the example reached: a level, or a number with its unit.
func taught(c AdviceWords, r *recommend.Recommendation, l *recommend.Exemplar) string {
	k, ok := c.In.Questionnaire.Criterion(r.Rule.Close[0].Criterion)
	if ok && k.Kind.Measured() {
		return c.T("report.exemplar.number", "level", c.Words.Shortest(l.Level, 1), "unit", c.Text(k.Unit))
	}
	return c.T("report.exemplar.level", "level", c.Words.Shortest(l.Level, 0))
}

// priority says how urgent a recommendation is.
func (c AdviceWords) priority(r *recommend.Recommendation) string {
	return c.T([...]string{"report.priority.low", "report.priority.low", "report.priority.middle", "report.priority.high"}[r.Priority])
}

// CardID is the anchor of a recommendation's card.
func CardID(r *recommend.Recommendation) string { return "advice-" + r.Rule.ID }

// ground prints why: what the rubric denies of the answers counted, and how many of
// these claim more than they prove.
func (c AdviceWords) ground(r *recommend.Recommendation) string {
	text := c.Fill(r, r.Rule.Why)
	if r.Unproved > 0 {
		text += " " + c.T("report.advice.unproved", "n", r.Unproved)
	}
	if names := notAsked(c, r.Rule); names != "" {
		text += " " + c.T("report.advice.not-asked", "kinds", names)
	}
	return text
}

// notAsked names the kinds of records of which a rule asks nothing.
func notAsked(c AdviceWords, r *recommend.Rule) string {
	var out []string
	for _, k := range c.Found.Inventory().ByKind("") {
		if !r.Data && len(r.Close) > 0 && !points.Asks(k.Kind, r.Close[0].Criterion) && k.Answers[r.Close[0].Criterion].Asked() > 0 {
			out = append(out, c.Text(k.Kind.Name))
		}
	}
	return strings.ToLower(c.Words.Join(out))
}

// gainClause prints what reaching the target would bring: «середній бал зросте приблизно
// на 4,2; рівень зрілості підвищать 9 з 12 партнерів».
func gainClause(c AdviceWords, r *recommend.Recommendation) string {
	text := c.T("report.gain", "gain", wording.Num{X: r.Gain, Decimals: 1})
	if r.Gain < 0.05 {
		text = c.T("report.gain.small")
	}
	if r.Raised == 0 {
		return text + "; " + c.T("report.gain.same")
	}
	return text + "; " + c.T("report.gain.raised", "n", r.Raised, "of", r.Of)
}

// certain is from which share of draws on certainty goes without saying.
const certain = 0.95

// gainText says what reaching the target would bring and, where that is not certain,
// in how many draws it held; "" where no gain was calculated.
func (c AdviceWords) gainText(r *recommend.Recommendation) string {
	if !r.GainKnown {
		return ""
	}
	text := sentence(gainClause(c, r))
	if r.Draws > 0 && r.Certainty < certain {
		held := findings.Held(r)
		text += " " + c.T("report.gain.certainty", "n", held.N, "draws", held.Of)
	}
	return text
}

// shortGain prints the gain in a few words.
func shortGain(c AdviceWords, r *recommend.Recommendation) string {
	return c.T("report.gain.short", "gain", c.Delta(r.Gain))
}

// sentence makes a clause a sentence.
func sentence(text string) string {
	for i := range text {
		if i > 0 {
			return strings.ToUpper(text[:i]) + strings.TrimSuffix(text[i:], ".") + "."
		}
	}
	return text
}

// reachedText says that a target is reached: what was to be, and where it stands.
func reachedText(c AdviceWords, r *recommend.Reached) string {
	now, target := c.Words.Percent(r.Now, 0), c.Words.Percent(r.AtLeast, 0)
	if r.Measure != recommend.Share {
		now, target = c.Words.Shortest(r.Now, 1), c.Words.Shortest(r.AtLeast, 1)
	}
	title := c.Text(r.Rule.Title)
	if kinds := notAsked(c, r.Rule); kinds != "" {
		title = c.T("report.advice.reached.apart", "title", title, "kinds", kinds)
	}
	return c.T("report.advice.reached.one", "title", title, "now", now, "target", target)
}

// adviceFacts are who decides, in what form, what is changed, with what money, by when, and
// what shows that it is done. What the rule file does not say whoever carries it out
// decides.
func adviceFacts(c AdviceWords, r *recommend.Recommendation) []document.Fact {
	rule := r.Rule
	var out []document.Fact
	fact := func(key string, spans []document.Span) {
		out = append(out, document.Fact{Label: c.T(key), Spans: spans})
	}
	open := document.Plain(c.T("report.advice.open"))
	switch len(rule.To) {
	case 0:
	case 1:
		fact("report.advice.to.one", document.Plain(bodies(c.Writer, rule.To)))
	default:
		fact("report.advice.to", document.Plain(bodies(c.Writer, rule.To)))
		fact("report.advice.responsible", document.Plain(c.Text(rule.To[0].Name)))
	}
	if len(rule.Advises) > 0 {
		fact("report.advice.to-whom", document.Plain(bodies(c.Writer, rule.Advises)))
	}
	if len(rule.To) > 0 {
		form, amends := open, open
		if rule.Decision != "" {
			form = document.Plain(c.T("report.decision." + string(rule.Decision)))
		}
		if rule.Amends != nil {
			amends = actOf(c.Writer, rule.Amends)
		}
		fact("report.advice.form", form)
		fact("report.advice.amends", amends)
	}
	fact("report.advice.money", moneySpans(c, rule.Funding))
	fact("report.advice.deadline", document.Plain(c.Deadline(r)))
	fact("report.advice.indicator", document.Plain(c.Fill(r, rule.Result)))
	if rule.Part() == recommend.ByEffect {
		out = append(out, document.Fact{Label: c.T("report.advice.priority"), Spans: document.Plain(c.priority(r)), Dots: r.Priority})
	}
	return out
}

// bodies names who is tasked, in their order.
func bodies(c *Writer, list []recommend.Body) string {
	var out []string
	for _, b := range list {
		out = append(out, c.Text(b.Name))
	}
	return strings.Join(out, "; ")
}

// actOf names an act as a reader finds it.
func actOf(c *Writer, a *recommend.Act) []document.Span {
	date := a.Date
	if day, err := time.Parse("02.01.2006", a.Date); err == nil {
		date = c.Words.ShortDate(day)
	}
	return []document.Span{{Text: c.T("report.act", "title", c.Text(a.Title), "date", date, "number", a.Number), Link: a.URL}}
}

// moneySpans says where it comes from and how much it is about.
func moneySpans(c AdviceWords, f *recommend.Funding) []document.Span {
	switch {
	case f == nil:
		return document.Plain(c.T("report.advice.open"))
	case f.None:
		return document.Plain(c.T("report.advice.no-money"))
	}
	return []document.Span{{Text: c.Text(f.Source) + ", " + c.Text(f.Size), Link: f.URL}}
}

// Deadline counts months from approval, and gives the date where the report has one.
func (c AdviceWords) Deadline(r *recommend.Recommendation) string {
	text := c.T("report.deadline", "n", r.Rule.Months)
	if c.In.Date.IsZero() {
		return text
	}
	return text + " " + c.T("report.deadline.date", "date", c.Words.Date(monthsAfter(c.In.Date, r.Rule.Months)))
}

// monthsAfter returns the same day so many months later, or the last of a month that
// is shorter.
func monthsAfter(d time.Time, months int) time.Time {
	first := time.Date(d.Year(), d.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	return first.AddDate(0, 0, min(d.Day(), first.AddDate(0, 1, -1).Day())-1)
}
