package said

import (
	"strconv"
	"strings"

	"depository.example/depository/pipeline/media/form/look"
	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/survey"
)

// A Below is what stands under a question: over all columns, or in one of those of a
// rubric.
type Below struct {
	Column int // of RubricColumns; -1 all of them
	Runs   []workbook.Run
	Level  string // of the rubric, as the answer begins; "" none
}

// RubricColumns is how many levels stand side by side.
const RubricColumns = 3

// Plain is the text of runs.
func Plain(runs []workbook.Run) (text string) {
	for _, r := range runs {
		text += r.Text
	}
	return text
}

// Question returns a question with how to answer it.
func Question(s Speaker, k *survey.Criterion) []workbook.Run {
	runs := []workbook.Run{{Text: s.In(k.Name), Size: look.QuestionSize, Bold: true, Color: workbook.Blue}}
	if q := s.In(k.Question); q != "" {
		runs = append(runs, workbook.Run{Text: "  " + q, Size: look.QuestionSize, Color: workbook.Ink})
	}
	if text := help(s, k); text != "" {
		runs = append(runs, workbook.Run{Text: "  " + text, Size: look.RubricSize, Color: workbook.Muted})
	}
	return runs
}

// CommonEvidence returns the rule of evidence that the method's levels share: the first.
func (s Speaker) CommonEvidence() survey.EvidenceRule {
	for _, k := range s.Q.Criteria {
		if k.Evidence != nil {
			return *k.Evidence
		}
	}
	return survey.EvidenceRule{From: 3, Cap: 2}
}

// help says how to answer, and what the answer needs besides.
func help(s Speaker, k *survey.Criterion) string {
	var parts []string
	if text := s.In(k.Help); text != "" && text != s.SharedHelp() {
		parts = append(parts, text)
	}
	if k.Evidence != nil && *k.Evidence != s.CommonEvidence() {
		parts = append(parts, s.Texts.T("form.help.evidence", "from", k.Evidence.From, "cap", k.Evidence.Cap))
	}
	if k.Ask != nil {
		parts = append(parts, s.Texts.T("form.help.ask"))
	}
	if k.NotApplicable {
		parts = append(parts, s.Texts.T("form.help.na", "na", s.Texts.T("form.na")))
	}
	return strings.Join(parts, " ")
}

// SharedHelp returns the help that most questions repeat; the card says it once.
// "" when fewer than three do.
func (s Speaker) SharedHelp() string {
	count, best := map[string]int{}, ""
	for _, k := range s.Q.Criteria {
		text := s.In(k.Help)
		count[text]++
		if text != "" && count[text] >= 3 && count[text] > count[best] {
			best = text
		}
	}
	return best
}

// Under returns what stands under the question: the levels of the rubric, the
// unit of a number, the choices.
func Under(s Speaker, k *survey.Criterion) (rows [][]Below) {
	line := func(label, text string) []workbook.Run {
		return []workbook.Run{{Text: label + ": ", Size: look.RubricSize, Bold: true, Color: workbook.Blue}, {Text: text, Size: look.RubricSize, Color: workbook.Ink}}
	}
	switch {
	case k.Kind.Graded():
		return rubric(s, k)
	case k.Kind.Measured():
		var runs []workbook.Run
		if unit := s.In(k.Unit); unit != "" {
			runs = line(s.Texts.T("form.unit"), unit+"   ")
		}
		if between := bounds(s, k); between != "" {
			runs = append(runs, line(s.Texts.T("form.range"), between)...)
		}
		if runs != nil {
			rows = [][]Below{{{-1, runs, ""}}}
		}
	case !k.Kind.Truth(): // the prompt of one has both answers
		rows = [][]Below{{{-1, line(s.Texts.T("form.choices"), strings.Join(s.OptionNames(k), " · ")), ""}}}
	}
	return rows
}

// rubric sets the levels in rows of three.
func rubric(s Speaker, k *survey.Criterion) (rows [][]Below) {
	for i, l := range k.Levels {
		if i%RubricColumns == 0 {
			rows = append(rows, nil)
		}
		text := s.In(l.Text)
		if text == "" {
			text = s.In(l.Name)
		}
		number := strconv.Itoa(l.Level)
		runs := []workbook.Run{{Text: number, Size: look.RubricSize + 1, Bold: true, Color: workbook.Blue}, {Text: "  " + text, Size: look.RubricSize, Color: workbook.Ink}}
		rows[len(rows)-1] = append(rows[len(rows)-1], Below{i % RubricColumns, runs, number})
	}
	for i := len(k.Levels); i%RubricColumns > 0; i++ { // the last row ends with the others
		rows[len(rows)-1] = append(rows[len(rows)-1], Below{Column: i % RubricColumns})
	}
	return rows
}

// bounds says which numbers are plausible; "" where all are.
func bounds(s Speaker, k *survey.Criterion) string {
	switch {
	case k.Low != nil && k.High != nil:
		return s.Texts.T("form.range.both", "low", *k.Low, "high", *k.High)
	case k.Low != nil:
		return s.Texts.T("form.range.low", "low", *k.Low)
	case k.High != nil:
		return s.Texts.T("form.range.high", "high", *k.High)
	}
	return ""
}

// Next returns the text of the level above the one that is given; "" for none.
func Next(s Speaker, k *survey.Criterion, given workbook.Value) string {
	for i, l := range k.Levels {
		if k.Kind.Graded() && strings.HasPrefix(given.Text, strconv.Itoa(l.Level)) && i+1 < len(k.Levels) {
			return strconv.Itoa(k.Levels[i+1].Level) + " – " + s.In(k.Levels[i+1].Text)
		}
	}
	return ""
}

// Expected says beside the cell what it takes.
func Expected(s Speaker, k *survey.Criterion) string {
	var text string
	switch {
	case k.Kind.Graded():
		text = s.Texts.T("form.prompt.level")
	case k.Kind.Measured():
		text = strings.Join(strings.Fields(s.Texts.T("form.prompt.number")+" "+s.In(k.Unit)+" "+bounds(s, k)), " ")
		if k.List > 0 {
			text += " " + s.Texts.T("form.prompt.list", "n", k.List)
		}
	case k.Kind.Truth():
		text = s.Texts.T("form.prompt.yesno")
	default:
		text = s.Texts.T("form.prompt.choice")
	}
	if k.NotApplicable {
		text += " " + s.Texts.T("form.prompt.na", "na", s.Texts.T("form.na"))
	}
	return text
}

// Listed are the answers that a drop-down offers.
func (s Speaker) Listed(k *survey.Criterion) []string {
	if !k.Kind.Graded() {
		return s.OptionNames(k)
	}
	var items []string
	for _, l := range k.Levels {
		items = append(items, LevelLabel(l, s.Texts.Lang()))
	}
	return items
}
