package form

import (
	"testing"

	"depository.example/depository/pipeline/survey/survey"
)

// A clerk goes from cell to cell with Tab, opens a list with Alt and the arrow down,
// goes down it with the arrow and takes with Enter, and types numbers and evidence.
const (
	tab      = 1
	list     = 2 // Alt with the arrow
	taken    = 1
	evidence = 42 // letters of an act with its date and number, or of an address
	digits   = 2  // digits of a number
)

// keystrokes counts those of a clerk who answers the questions of a practice at one
// level, passing over what is not asked; of a form that asks all questions ask is false.
func keystrokes(q *survey.Questionnaire, level int, ask bool) (answered, keys int) {
	answers := map[string]survey.Answer{}
	for i := range q.Criteria {
		k := &q.Criteria[i]
		if ask && !k.Ask.Holds(func(id string) survey.Answer { return answers[id] }) {
			continue // grey: the clerk goes to the next one
		}
		answered++
		answers[k.ID] = survey.Answer{Criterion: k.ID, State: survey.Given, Number: float64(level)}
		keys += tab
		if k.Kind == survey.Number {
			keys += digits
			continue
		}
		keys += list + level + 1 + taken
		if k.Evidence != nil && level >= k.Evidence.From {
			keys += tab + evidence
		}
	}
	return answered, keys
}

// TestKeystrokesOfAClerk counts what it takes to answer a practice now, and on the
// former form, which asked every question.
func TestKeystrokesOfAClerk(t *testing.T) {
	q := &egov(t).Questionnaire
	for level := range 6 {
		before, keysBefore := keystrokes(q, level, false)
		now, keys := keystrokes(q, level, true)
		t.Logf("level %d: %d questions and %d keystrokes before, %d and %d now", level, before, keysBefore, now, keys)
		if level == 0 && (now >= before || 10*keys > 7*keysBefore) || level > 0 && (now != before || keys != keysBefore) {
			t.Errorf("level %d: %d questions and %d keystrokes, before %d and %d", level, now, keys, before, keysBefore)
		}
	}
}
