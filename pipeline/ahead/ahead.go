// Package ahead tells a partner what would raise its practices most, and who has shown
// how. It believes that whoever gives answers back owes more than their faults.
package ahead

import (
	"path/filepath"

	"depository.example/depository/pipeline/measure/steps"
	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/ingest/forms"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/period"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
)

// A View is what is ahead of practices.
type View struct {
	Workspace *workspace.Workspace
	Inputs    string                     // the folder of the periods
	Withhold  func(*ingest.Result) error // takes out what may not be published

	shown map[string]*steps.Shown // what may be learned from, by the period that it was before
}

// Ways finds for each practice of a form the cheapest way to the next level, and in
// whose practice of the period before each step can be seen: what others answer now is
// nobody's business yet.
func (v *View) Ways(filled *forms.Filled, read *ingest.Result, texts *wording.Catalogue) ([]form.Way, error) {
	method := v.Workspace.Method
	var out []form.Way
	for i := range read.Submissions {
		sub := &read.Submissions[i]
		shown, err := v.published(sub.Period)
		if err != nil {
			return nil, err
		}
		for j := range sub.Practices {
			p := &sub.Practices[j]
			card, _, known := slot.CardOf(filled.Field(cell.Problem{At: p.At}))
			if !known {
				continue
			}
			way := form.Way{Card: card, Of: steps.Cheapest(&method.Model, &method.Questionnaire, sub, p)}
			for _, step := range way.Of.Steps {
				who := texts.T("form.ways.none")
				if by, at, found := shown.Teacher(&method.Questionnaire, sub.Partner.ID, p.Theme, step); found {
					who = by.Name.In(texts.Lang()) + ": «" + at.Title + "»"
				}
				way.Learn = append(way.Learn, who)
			}
			out = append(out, way)
		}
	}
	return out, nil
}

// published reads what was published before a period, once.
func (v *View) published(of string) (*steps.Shown, error) {
	if shown, done := v.shown[of]; done {
		return shown, nil
	}
	found, err := workspace.Periods(v.Inputs)
	if err != nil { // there are no inputs, as where a file alone is checked
		found = nil
	}
	var subs []survey.Submission
	if before := period.Before(found, of); before != "" {
		read, err := ingest.ReadDir(filepath.Join(v.Inputs, before), v.Workspace.Reading(before), nil)
		if err != nil {
			return nil, err
		}
		if err := v.Withhold(&read); err != nil {
			return nil, err
		}
		subs = read.Submissions
	}
	shown := steps.Show(&v.Workspace.Method.Model, subs, v.Workspace.Method.Questionnaire.Floor.AtLeast)
	if v.shown == nil {
		v.shown = map[string]*steps.Shown{}
	}
	v.shown[of] = shown
	return shown, nil
}
