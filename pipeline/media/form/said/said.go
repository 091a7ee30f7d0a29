// Package said says questions and answers in the words of a form.
package said

import (
	"fmt"
	"strconv"

	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
)

// Statuses are the ids of a task's status, in the order of the drop-down; the
// form shows their texts.
var Statuses = []string{"planned", "in_progress", "late", "done", "postponed", "dropped"}

// A Speaker says answers to a questionnaire in the language of its texts.
type Speaker struct {
	Q     *survey.Questionnaire
	Texts *wording.Catalogue
}

// In returns a text in the language of the form.
func (s Speaker) In(t survey.Text) string { return t.In(s.Texts.Lang()) }

// LevelLabel returns what the drop-down shows for a level: «3 – визначений».
func LevelLabel(l survey.RubricLevel, lang string) string {
	if name := l.Name.In(lang); name != "" {
		return fmt.Sprintf("%d – %s", l.Level, name)
	}
	return strconv.Itoa(l.Level)
}

// ThemeName returns the name of a theme, or its id.
func (s Speaker) ThemeName(id string) string {
	for _, t := range s.Q.Themes {
		if t.ID == id {
			return s.In(t.Name)
		}
	}
	return id
}

// Answer returns an answer as the form shows it; an empty workbook.Value for none.
func (s Speaker) Answer(k *survey.Criterion, a survey.Answer) workbook.Value {
	switch a.State {
	case survey.Unreadable:
		return workbook.Value{Text: a.Raw}
	case survey.NotApplicable:
		return workbook.Value{Text: s.Texts.T("form.na")}
	case survey.Given:
	default:
		return workbook.Value{}
	}
	switch {
	case k.Kind.Graded():
		for _, l := range k.Levels {
			if float64(l.Level) == a.Number {
				return workbook.Value{Text: LevelLabel(l, s.Texts.Lang())}
			}
		}
		return workbook.NumberOf(a.Number)
	case k.Kind.Measured():
		return workbook.NumberOf(a.Number)
	}
	for i, o := range k.Options() {
		if o.ID == a.Choice {
			return workbook.Value{Text: s.OptionNames(k)[i]}
		}
	}
	return workbook.Value{Text: a.Choice}
}

// OptionNames are the names of the options of a question.
func (s Speaker) OptionNames(k *survey.Criterion) []string {
	options := k.Options()
	names := make([]string, len(options))
	for i, o := range options {
		if names[i] = s.In(o.Name); names[i] == "" {
			names[i] = o.ID
		}
	}
	return names
}

// StatusNames are the texts of Statuses.
func (s Speaker) StatusNames() []string {
	return []string{s.Texts.T("form.plan.status.planned"), s.Texts.T("form.plan.status.in-progress"),
		s.Texts.T("form.plan.status.late"), s.Texts.T("form.plan.status.done"), s.Texts.T("form.plan.status.postponed"), s.Texts.T("form.plan.status.dropped")}
}

// StatusName returns the text of a status, or the status as it is.
func (s Speaker) StatusName(status string) string {
	for i, id := range Statuses {
		if id == status {
			return s.StatusNames()[i]
		}
	}
	return status
}

// GroupTitle is the heading of a group of questions with its number.
func (s Speaker) GroupTitle(id string, number int) string {
	for _, g := range s.Q.Groups {
		if g.ID == id {
			return strconv.Itoa(number) + ". " + s.In(g.Name)
		}
	}
	return strconv.Itoa(number) + ". " + s.Texts.T("form.group.other")
}
