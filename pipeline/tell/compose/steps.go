package compose

import (
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/writing"
)

// A StepsPart tells a partner what to do next.
type StepsPart struct{ *Writer }

// NextSteps names three recommendations that bring this partner most, each with
// a practice to learn from.
func (c StepsPart) NextSteps(s *compare.Standing) {
	steps := c.Found.Steps(s.Unit.ID)
	if len(steps) == 0 {
		return
	}
	c.Add(&document.Heading{Level: sheetLevel(FactsheetPages(c)) + 1, ID: "steps-" + s.Unit.ID, Text: c.T("report.factsheet.steps")})
	var items [][]document.Span
	var cells []string
	for _, st := range steps[:min(3, len(steps))] {
		item, at := c.step(s, st)
		if writing.Cites(c.Writer) {
			item = append(item, writing.Cite(c.Writer, at)...)
		} else if text := AdviceWords(c).CellText(at); text != "" {
			cells = append(cells, text)
		}
		items = append(items, item)
	}
	if n := len(cells); n > 0 {
		last := items[len(items)-1]
		last[len(last)-1].Note = document.Plain(c.T("report.exemplar.cells", "n", n, "cells", strings.Join(cells, "; ")))
	}
	c.Add(&document.List{Ordered: true, Compact: true, Items: items})
}

// step says in the partner's own terms what would close one gap, what it would
// bring, which recommendation it belongs to and whom to learn from, with the
// cell of that example.
func (c StepsPart) step(s *compare.Standing, st findings.NextStep) (item []document.Span, at cell.Ref) {
	r := st.Recommendation
	item = []document.Span{{Text: c.stepHead(r), Bold: true}}
	if text := c.stepText(st); text != "" {
		item = append(item, document.Span{Text: " " + text})
	}
	var tail []string
	if r.GainKnown {
		tail = append(tail, c.T("report.factsheet.gain", "gain", c.Delta(st.Own.Gain)))
	}
	number := document.Span{Text: c.T("report.step.advice", "n", r.Number)}
	if !c.Single {
		number.Link = "#" + CardID(r)
	}
	open := " ("
	if len(tail) > 0 {
		open += strings.Join(tail, ", ") + ", "
	}
	item = append(item, document.Span{Text: open}, number, document.Span{Text: ")."})
	l, ok := r.Exemplar(recommend.Learner{Partner: s.Unit.ID, Kind: s.Kind, Score: s.Score.Value})
	if !ok {
		return item, cell.Ref{}
	}
	item = append(item, document.Span{Text: " " + c.T("report.advice.learn") + " "})
	item = append(item, exemplarText(AdviceWords(c), r, &l)...)
	return append(item, document.Span{Text: "."}), l.At
}

// stepHead names the criterion of a recommendation; one that asks for data is
// named by its title.
func (c StepsPart) stepHead(r *recommend.Recommendation) string {
	if r.Rule.Data {
		return AdviceWords(c).Fill(r, r.Rule.Title) + "."
	}
	return c.Node(r.Rule.Close[0].Criterion) + "."
}

// counted names what the answers to a criterion are about: practices, or of records
// service points, which have a kind, and hromadas, which have none.
func (c StepsPart) counted(criterion string) string {
	kinds := c.Found.Inventory().ByKind("")
	switch {
	case !c.Found.Records():
		return "practices"
	case len(kinds) == 0:
		return "records"
	case slices.ContainsFunc(kinds, func(k findings.KindTally) bool { return k.Answers[criterion].Asked() > 0 }):
		return "points"
	}
	return "places"
}

// stepText says how many of the partner's answers fall short, and of what.
func (c StepsPart) stepText(st findings.NextStep) string {
	r, gap := st.Recommendation, st.Own
	if r.Rule.Data {
		return c.T("report.step.data", "n", gap.Short)
	}
	t := r.Rule.Close[0]
	k, ok := c.In.Questionnaire.Criterion(t.Criterion)
	if !ok {
		return ""
	}
	args := []any{"n", gap.Short, "of", gap.Known, "unit", c.Text(k.Unit)}
	if d := r.Rule.Denies; d != nil {
		text, _ := k.Denies(d.Level)
		key := "report.step.denies." + c.counted(t.Criterion)
		if gap.Short == gap.Known && gap.Known > 1 {
			key += ".all"
		}
		return c.T(key, append(args, "denial", c.Text(text))...)
	}
	switch {
	case t.Answer != "":
		return c.T("report.step.answer", args...)
	case k.Kind.Graded() && t.AtLeast != nil:
		fact := ""
		for _, l := range k.Levels {
			if float64(l.Level) == *t.AtLeast {
				fact = strings.TrimSuffix(c.Text(l.Text), ".")
			}
		}
		return c.T("report.step.level", append(args, "level", c.Words.Shortest(*t.AtLeast, 0), "fact", fact)...)
	case t.AtLeast != nil:
		return c.T("report.step.least", append(args, "need", c.Words.Shortest(*t.AtLeast, 1))...)
	case t.AtMost != nil:
		return c.T("report.step.most", append(args, "need", c.Words.Shortest(*t.AtMost, 1))...)
	}
	return ""
}
