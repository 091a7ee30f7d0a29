package compose

import (
	"slices"
	"strconv"

	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/voice"
)

// A KeysPart prints the large numbers of the summary.
type KeysPart struct{ *Writer }

// KeyFigures are the few numbers that a report begins with.
func (c KeysPart) KeyFigures() []document.KeyFigure {
	items := []document.KeyFigure{c.keyMean(), c.keyLevel(), c.keyCoverage()}
	if urgent := findings.Urgent(c.Found.Recommendations); urgent.Of > 0 {
		note := c.T("report.key.advice.note", "n", urgent.N)
		if duties := findings.Duties(c.Found.Recommendations); duties.N > 0 {
			note = c.T("report.key.advice.note.duties", "n", urgent.N, "duties", duties.N)
		}
		items = append(items, document.KeyFigure{Value: strconv.Itoa(urgent.Of), Label: c.T("report.key.advice", "n", urgent.Of), Note: note})
	}
	return slices.DeleteFunc(items, func(k document.KeyFigure) bool { return k.Value == "" })
}

func (c KeysPart) keyMean() document.KeyFigure {
	mean := c.Found.Overall()
	if !mean.Known {
		return document.KeyFigure{}
	}
	k := document.KeyFigure{Value: c.Points(mean.X), Label: c.T("report.key.mean", "min", c.Words.Shortest(c.In.Now.Scale.Min, 1), "max", c.Words.Shortest(c.In.Now.Scale.Max, 1))}
	if len(c.Found.Comparison.Changes) > 0 {
		k.Note = c.T("report.key.mean.note", "delta", c.Delta(c.Found.Comparison.MeanDelta), "since", voice.PeriodIn(c.Voice, c.In.Previous, "since"))
	}
	return k
}

// keyLevel says how many partners reached the highest level that anybody did.
func (c KeysPart) keyLevel() document.KeyFigure {
	level, n, ok := c.Found.Highest()
	if !ok {
		return document.KeyFigure{}
	}
	note := "report.key.level.note"
	if level == c.Draw.TopLevel() {
		note += ".top"
	}
	return document.KeyFigure{
		Value: c.T("report.of", "n", n.N, "of", n.Of),
		Label: c.T("report.key.level", "level", level, "top", c.Draw.TopLevel(), "name", c.Level(level)),
		Note:  c.T(note),
	}
}

// keyCoverage is the share of known answers among those asked and applicable.
func (c KeysPart) keyCoverage() document.KeyFigure {
	known := c.Found.Replies().Known()
	if known.Of == 0 {
		return document.KeyFigure{}
	}
	return document.KeyFigure{
		Value: c.Words.Percent(known.Share(), 0), Label: c.T("report.key.coverage"),
		Note: c.T("report.key.coverage.note", "given", known.N, "asked", known.Of),
	}
}
