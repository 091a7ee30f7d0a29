package compose

import (
	"strconv"
	"strings"
	"time"

	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/wording"
)

// An adviceWords says what a recommendation says, wherever one is printed.
type adviceWords struct{ *writer }

// fill prints a text of a rule with the numbers of its recommendation.
func (c adviceWords) fill(r *recommend.Recommendation, t survey.Text) string {
	args := []any{"names", c.Names(r.Concerned, 5)}
	if len(r.Rule.Close) > 0 {
		args = append(args, "criterion", c.Node(r.Rule.Close[0].Criterion))
	}
	for _, n := range r.Numbers {
		args = append(args, n.Name, c.number(n))
	}
	return c.Words.Fill(c.Text(t), args...)
}

// number returns a value of a rule as the catalogue prints it.
func (c adviceWords) number(n recommend.Number) any {
	switch {
	case n.Percent:
		return c.Words.Percent(n.X, 0)
	case n.Decimals == 0:
		return int(n.X)
	}
	return wording.Num{X: n.X, Decimals: n.Decimals}
}

// gain prints what a recommendation would bring: «розрахунково +4,2 бала в
// середньому; рівень підвищать 9 з 12 партнерів».
func (c adviceWords) gain(r *recommend.Recommendation) string {
	text := c.T("report.gain", "gain", wording.Num{X: r.Gain, Decimals: 1, Signed: true})
	if r.Gain < 0.05 {
		text = c.T("report.gain.small")
	}
	if r.Raised == 0 {
		return text + "; " + c.T("report.gain.same")
	}
	return text + "; " + c.T("report.gain.raised", "n", r.Raised, "of", r.Of)
}

// shortGain prints the same in a few words.
func (c adviceWords) shortGain(r *recommend.Recommendation) string {
	return c.T("report.gain.short", "gain", c.Delta(r.Gain))
}

// gainText adds how certain the gain is; "" where none was calculated.
func (c adviceWords) gainText(r *recommend.Recommendation) string {
	if !r.GainKnown {
		return ""
	}
	text := c.gain(r)
	text = strings.ToUpper(text[:runeLen(text)]) + text[runeLen(text):] + "."
	if r.Draws == 0 {
		return text
	}
	held := findings.Held(r)
	return text + " " + c.T("report.gain.certainty", "n", held.N, "draws", held.Of)
}

// runeLen is the length in bytes of the first letter.
func runeLen(s string) int {
	for i := range s {
		if i > 0 {
			return i
		}
	}
	return len(s)
}

// cellText names a cell so that a reader finds it in Excel: file, sheet, cell;
// "" where it names nothing.
func (c adviceWords) cellText(at cell.Ref) string {
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
func (c adviceWords) exemplarSpans(r *recommend.Recommendation) []document.Span {
	var out []document.Span
	var cells []string
	for i := range r.Exemplars[:min(2, len(r.Exemplars))] {
		if i > 0 {
			out = append(out, document.Span{Text: "; "})
		}
		l := &r.Exemplars[i]
		if text := c.cellText(l.At); text != "" {
			cells = append(cells, text)
		}
		out = append(out, c.exemplar(r, l)...)
	}
	switch {
	case out == nil && r.Rule.Data:
		return nil
	case out == nil:
		return document.Plain(c.T("report.exemplar.none"))
	}
	out = append(out, document.Span{Text: "."})
	if len(cells) > 0 {
		out[len(out)-1].Note = document.Plain(c.T("report.exemplar.cells", "n", len(cells), "cells", strings.Join(cells, "; ")))
	}
	return out
}

// exemplar prints one example: a practice with its level, or a partner with its share.
func (c adviceWords) exemplar(r *recommend.Recommendation, l *recommend.Exemplar) []document.Span {
	if l.Share {
		return document.Plain(c.T("report.exemplar.share", "name", c.Name(l.Partner), "share", c.Words.Percent(l.Level, 0), "of", l.Of))
	}
	title := l.Title
	if title == "" {
		title = l.Practice
	}
	return []document.Span{
		{Text: c.Name(l.Partner) + ", " + c.T("report.quote.open")}, own(c.OwnLang(), title), {Text: c.T("report.quote.close")},
		{Text: c.taught(r, l)},
	}
}

// taught prints what the example reached: a level, or a number with its unit.
func (c adviceWords) taught(r *recommend.Recommendation, l *recommend.Exemplar) string {
	k, ok := c.in.Questionnaire.Criterion(r.Rule.Close[0].Criterion)
	if ok && k.Kind == survey.Number {
		return c.T("report.exemplar.number", "level", c.Words.Shortest(l.Level, 1), "unit", c.Text(k.Unit))
	}
	return c.T("report.exemplar.level", "level", c.Words.Shortest(l.Level, 0))
}

func (c adviceWords) bodies(r *recommend.Recommendation) string {
	var out []string
	for _, b := range r.Rule.Bodies {
		out = append(out, c.Text(b.Name))
	}
	return strings.Join(out, "; ")
}

func (c adviceWords) priority(r *recommend.Recommendation) string {
	return c.T([...]string{"report.priority.low", "report.priority.low", "report.priority.middle", "report.priority.high"}[r.Priority])
}

// deadline returns the quarter that holds the date so many months after the
// report's.
func (c adviceWords) deadline(r *recommend.Recommendation) string {
	d := c.in.Date
	month := int(d.Month()) - 1 + r.Rule.Months
	year, quarter := d.Year()+month/12, (month%12)/3+1
	return c.T("report.deadline", "part", voice.Part(quarter, c.Words.Lang()), "year", time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006"))
}

func cardID(r *recommend.Recommendation) string { return "advice-" + r.Rule.ID }
