// Package followed tells what was recommended the period before and what became of it,
// in a sentence that the report opens with and in a chapter, and which practices were
// taken over from whom.
// It believes that advice which nobody looks back on is noise, that done is what can be
// looked up, and that an adoption is claimed by who adopts.
package followed

import (
	"slices"
	"time"

	"depository.example/depository/pipeline/measure/recommend"
	"depository.example/depository/pipeline/survey/period"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/voice"
	"depository.example/depository/pipeline/tell/writing"
)

const (
	mostRows   = 40 // how many recommendations, and how many adoptions, are printed
	mostBodies = 2  // how many of those tasked are named
)

// A Chapter writes it.
type Chapter struct{ *writing.Writer }

// ID is that of the chapter.
const ID = "followed"

// Has reports whether there is anything to tell.
func Has(c *writing.Writer) bool {
	return len(c.In.Followed) > 0 || slices.ContainsFunc(c.In.Submissions, func(s survey.Submission) bool {
		return slices.ContainsFunc(s.Practices, func(p survey.Practice) bool { return claimed(&s, &p) })
	})
}

// Write writes the chapter.
func (c Chapter) Write() {
	c.Chapter(ID, c.T("followed.title"))
	c.register()
	c.adoption()
}

// Brief tells in a sentence what became of the recommendations of the period before, for
// the opening of a report; "" where there were none.
func Brief(c *writing.Writer) string {
	list := c.In.Followed
	if len(list) == 0 {
		return ""
	}
	return c.T("followed.brief", "n", len(list), "done", recommend.Counted(list, recommend.Done), "nearer", recommend.Counted(list, recommend.Nearer),
		"chapter", writing.ChapterNumber(c, ID))
}

// register tells what became of recommendations; nothing without an earlier period.
func (c Chapter) register() {
	list := c.In.Followed
	if len(list) == 0 {
		return
	}
	count := func(s recommend.Standing) int { return recommend.Counted(list, s) }
	c.Say(c.T("followed.lead", "since", voice.PeriodIn(c.Voice, c.In.Previous, "since"), "n", len(list), "done", count(recommend.Done), "said", count(recommend.Said),
		"nearer", count(recommend.Nearer), "same", count(recommend.Same), "further", count(recommend.Further), "unknown", count(recommend.Unknown)))
	c.Say(c.T("followed.rule"))
	t := &document.Table{ID: "table-followed", Title: c.T("followed.table"), Compact: true, Columns: []document.Column{
		{Title: c.T("followed.what"), Width: 5}, {Title: c.T("followed.whom"), Width: 3}, {Title: c.T("followed.due"), Width: 2},
		{Title: c.T("followed.then"), Align: document.Right, Width: 1.2}, {Title: c.T("followed.now"), Align: document.Right, Width: 1.2},
		{Title: c.T("followed.goal"), Align: document.Right, Width: 1.2}, {Title: c.T("followed.standing"), Width: 2.4},
	}}
	for i := range list[:min(mostRows, len(list))] {
		t.Rows = append(t.Rows, row(c, &list[i]))
	}
	t.Source = document.Plain(c.T("followed.source", "shown", len(t.Rows), "of", len(list)))
	c.Add(t)
}

func row(c Chapter, f *recommend.Followed) document.Row {
	due, late := due(c, f)
	standing := c.T("followed.standing." + string(f.Standing))
	if late {
		standing += "; " + c.T("followed.late")
	}
	then, now, goal := "–", "–", "–"
	if f.Then != nil {
		then, goal = goalText(c, f.Then, f.Then.Now, f.Then.Now), goalText(c, f.Then, f.Then.AtLeast, f.Then.AtLeast)
	}
	if f.Known {
		then, now = goalText(c, f.Then, f.Then.Now, f.Now), goalText(c, f.Then, f.Now, f.Then.Now)
	}
	return document.Row{Cells: []document.Cell{
		writing.HeadCell(c.Text(f.Rule.Title)), writing.PlainCell(bodies(c, f.Rule)), writing.PlainCell(due),
		writing.PlainCell(then), writing.PlainCell(now), writing.PlainCell(goal), writing.PlainCell(standing),
	}}
}

// bodies names who was asked.
func bodies(c Chapter, r *recommend.Rule) string {
	var names []string
	for _, b := range r.Bodies() {
		names = append(names, c.Text(b.Name))
	}
	if rest := len(names) - mostBodies; rest > 0 {
		return c.Words.Join(names[:mostBodies]) + " " + c.T("followed.others")
	}
	return c.Words.Join(names)
}

// due is when a recommendation of the period before was to be carried out, counted from
// its last day, and whether that has passed without it.
func due(c Chapter, f *recommend.Followed) (text string, late bool) {
	last, ok := period.Parse(c.In.Previous).LastDay()
	if !ok || f.Rule.Months == 0 {
		return "–", false
	}
	first := time.Date(last.Year(), last.Month()+time.Month(f.Rule.Months), 1, 0, 0, 0, 0, time.UTC)
	day := first.AddDate(0, 0, min(last.Day(), first.AddDate(0, 1, -1).Day())-1)
	open := f.Standing != recommend.Done && f.Standing != recommend.Said
	return c.Words.Date(day), open && !c.In.Date.IsZero() && c.In.Date.After(day)
}

// goalText prints a value in the unit of its measure; a score with as many decimals as tell
// it from another one.
func goalText(c Chapter, p *recommend.Progress, x, other float64) string {
	switch p.Measure {
	case recommend.Share:
		return c.Words.Percent(x, 0)
	case recommend.Mean:
		text, _ := c.PointsApart(x, other)
		return text
	}
	return c.Words.Number(x, 0)
}
