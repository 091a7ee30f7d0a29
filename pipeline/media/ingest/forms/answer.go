package forms

import (
	"cmp"
	"math"
	"strconv"
	"strings"
	"time"

	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/formula"
	"depository.example/depository/pipeline/media/ingest/clean"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

// What stands in a cell of a form becomes an answer here. What a text means is
// told by package reply; a value that can be read in two ways is unreadable: the
// partner is asked, nobody guesses.

// A value is what one cell of a form holds.
type value struct {
	text   string     // as shown or typed, spaces at the ends cut
	kept   reply.Kept // how the workbook keeps it
	broken bool       // an error value such as #N/A, or a cell whose value is lost

	computed bool     // by a formula
	unusable bool     // a count of which no ratio can be made
	ratio    *float64 // of two counts, whose texts are the text
	counted  *survey.Counted
	at       cell.Ref
}

// typed is what the value is for the reader of replies.
func (v value) typed() reply.Typed {
	if v.broken {
		return reply.Typed{Text: v.text, Kept: reply.AsError}
	}
	return reply.Typed{Text: v.text, Kept: v.kept}
}

// answer reads the answer to a question with its evidence and comment.
func (c *cardReader) answer(k *survey.Criterion, v, evidence, comment value) survey.Answer {
	is := c.replies.For(k).Read(v.typed())
	switch {
	case v.ratio != nil:
		is = reply.Reading{State: survey.Given, Number: *v.ratio}
	case v.unusable:
		is = reply.Reading{State: survey.Unreadable}
	}
	a := survey.Answer{Criterion: k.ID, State: is.State, Number: is.Number, Choice: is.Choice, Raw: v.text, At: v.at}
	if k.Evidence != nil || evidence.text != "" || comment.text != "" || v.counted != nil {
		a.Beside = &survey.Beside{Evidence: evidence.text, EvidenceAt: evidence.at, Comment: comment.text, RemarkAt: comment.at, Counted: v.counted}
	}
	switch a.State {
	case survey.NotApplicable:
		c.reason(&a, is.Remark)
	case survey.Unreadable:
		if v.unusable {
			c.r.probs.Add(cell.Error, "count-unusable", a.At, a.Raw)
			break
		}
		c.unreadable(k, &a, is.Fault)
	case survey.Given:
		clean.TellNotes(c.r.probs.Add, &a, is.Notes)
		if k.Kind.Measured() {
			c.bounds(k, &a)
		}
	}
	clean.JudgeEvidence(&c.r.probs, k, &a, clean.LastDay(c.r.form.period()))
	return a
}

// counted returns what stands as the answer to a question of which two counts are asked:
// their ratio where they are there, else what is typed for it. Of counts that cannot be
// read it is the first such.
func (c *cardReader) counted(k *survey.Criterion, v value) value {
	if k.From == nil {
		return v
	}
	counts := [2]value{c.cell(slot.Numerator, k.ID), c.cell(slot.Denominator, k.ID)}
	if counts[0].text == "" && counts[1].text == "" && !counts[0].broken && !counts[1].broken {
		if v.computed && v.text == "" || v.broken { // what the form computes of counts that are not there
			return value{at: v.at}
		}
		return v
	}
	var x [2]float64
	for i, of := range counts {
		is := c.replies.For(&survey.Criterion{NotApplicable: k.NotApplicable}).Read(of.typed())
		if is.State != survey.Given || is.Number < 0 || i == 1 && is.Number == 0 {
			if of.text == "" && !of.broken && !k.Required { // else it is told with the others
				c.r.probs.Add(cell.Warning, "answer-missing", of.at, "")
			}
			of.unusable = is.State == survey.Given || strings.Contains(of.text, "%") // which is no ratio either
			return of
		}
		x[i] = is.Number
	}
	ratio := formula.Eval(form.Ratio(k.From, formula.Num(x[0]), formula.Num(x[1])), "", nil).X
	return value{text: counts[0].text + " / " + counts[1].text, at: counts[0].at, ratio: &ratio,
		counted: &survey.Counted{Numerator: x[0], Denominator: x[1], NumeratorAt: counts[0].at, DenominatorAt: counts[1].at}}
}

// reason makes the comment the reason why a question does not apply; without one
// what stands behind the words.
func (c *cardReader) reason(a *survey.Answer, remark string) {
	if a.Beside == nil {
		a.Beside = &survey.Beside{}
	}
	b := a.Beside
	b.Reason, b.Comment = b.Comment, ""
	switch {
	case b.Reason != "":
	case remark != "":
		b.Reason, b.RemarkAt = remark, a.At
	default:
		c.r.probs.Add(cell.Warning, "reason-missing", a.At, a.Raw)
	}
}

// unreadable asks for an answer that can be read, in the words of the question.
func (c *cardReader) unreadable(k *survey.Criterion, a *survey.Answer, why reply.Fault) {
	code, args := clean.FaultCode(k, why), []string(nil)
	switch code {
	case "number-unreadable":
		if k.List > 0 {
			code, args = "numbers-unreadable", []string{"n", strconv.Itoa(k.List)}
		}
	case "level-unreadable":
		args = []string{"low", levelText(k, 0), "high", levelText(k, len(k.Levels)-1)}
	case "choice-unreadable":
		args = []string{"choices", choiceList(k, c.r.lang)}
	case "number-of-other-unit":
		args = []string{"unit", cmp.Or(k.Unit.In(c.r.lang), "—")}
	case "reply-too-long":
		args = []string{"limit", strconv.Itoa(reply.MaxBytes)}
	}
	c.r.probs.Add(cell.Error, code, a.At, a.Raw, args...)
}

// bounds refuses a number that the method calls implausible.
func (c *cardReader) bounds(k *survey.Criterion, a *survey.Answer) {
	low, high := math.Inf(-1), math.Inf(1)
	if k.Low != nil {
		low = *k.Low
	}
	if k.High != nil {
		high = *k.High
	}
	if low <= a.Number && a.Number <= high {
		return
	}
	code, args := "number-out-of-range", []string{"low", clean.Plain(low), "high", clean.Plain(high)}
	switch rule := clean.Impossible(k, a.Number); {
	case rule != "":
		code, args = rule, []string{"criterion", k.Name.In(c.r.lang)}
	case k.Low == nil:
		code, args = "number-too-high", args[2:]
	case k.High == nil:
		code, args = "number-too-low", args[:2]
	}
	a.State, a.Number = survey.Unreadable, 0
	c.r.probs.Add(cell.Error, code, a.At, a.Raw, args...)
}

func levelText(k *survey.Criterion, i int) string {
	if i < 0 || i >= len(k.Levels) {
		return ""
	}
	return strconv.Itoa(k.Levels[i].Level)
}

func choiceList(k *survey.Criterion, lang string) string {
	options := k.Options()
	names := make([]string, len(options))
	for i, o := range options {
		names[i] = o.Name.In(lang)
	}
	return strings.Join(names, "; ")
}

// dueDay reads the day until which a task is to be done: ISO 8601, or as typed
// when it is not one; "" and a problem for a year that cannot be meant.
func (r *Form) dueDay(due value) string {
	day, ok := reply.Day(due.text)
	switch {
	case ok && day.Year() < reply.EarliestYear:
		r.probs.Add(cell.Warning, "year-too-early", due.at, due.text, "year", strconv.Itoa(day.Year()))
		return ""
	case ok:
		return day.Format(time.DateOnly)
	case due.text != "":
		r.probs.Add(cell.Warning, "date-unreadable", due.at, due.text)
	}
	return due.text
}
