package form

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"depository.example/depository/pipeline/media/form/rule"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/templates"
)

// A clerk goes from open cell to open cell with Tab. On the former form a level was
// taken from a list: Alt and the arrow down, the arrow for each level, Enter; a digit
// alone was questioned. Evidence was typed at every question.
const (
	tab      = 1
	list     = 2  // Alt with the arrow
	taken    = 1  // Enter
	evidence = 42 // letters of an act with its date and number, or of an address
	digits   = 2  // digits of a number
)

// formerly counts the keystrokes of a clerk who answers all questions of a practice at
// one level on the former form.
func formerly(q *survey.Questionnaire, level int) (keys int) {
	for i := range q.Criteria {
		k := &q.Criteria[i]
		keys += 2 * tab // answer and comment
		if k.Evidence != nil {
			keys += tab
			if level >= k.Evidence.From {
				keys += evidence
			}
		}
		if k.Kind == survey.Number {
			keys += digits
		} else {
			keys += list + level + 1 + taken
		}
	}
	return keys
}

// An openCell is a cell of a card that a clerk comes to with Tab.
type openCell struct {
	row, col int
	name     string // what follows the card
}

// openCells returns the named cells of the first card in the order of Tab.
func openCells(t *testing.T, f *excelize.File) (cells []openCell) {
	t.Helper()
	for _, n := range f.GetDefinedName() {
		card, rest, ok := slot.CardOf(n.Name)
		if !ok || card != 1 {
			continue
		}
		_, at, _ := strings.Cut(n.RefersTo, "!")
		col, row, err := excelize.CellNameToCoordinates(strings.ReplaceAll(at, "$", ""))
		if err != nil {
			t.Fatal(err)
		}
		cells = append(cells, openCell{row, col, rest})
	}
	slices.SortFunc(cells, func(a, b openCell) int { return cmp.Or(a.row-b.row, a.col-b.col) })
	return cells
}

// keystrokes counts those of a clerk who answers what is asked of a practice at one
// level on the form as it is drawn: a digit for a level, evidence once for a group of
// questions, «див. 1.1» at its others; of apart each question has evidence of its own.
// The last key is that of the last cell with something in it.
func keystrokes(q *survey.Questionnaire, cells []openCell, level int, apart bool) (asked, keys int) {
	answers, proved := map[string]survey.Answer{}, map[string]bool{}
	sofar := 0
	press := func(n int) { sofar += n; keys = sofar }
	for _, c := range cells {
		part, id, _ := strings.Cut(c.name, ".")
		k, is := q.Criterion(id)
		if !is || part == string(slot.Field) {
			continue // what the practice is takes the same on both
		}
		sofar += tab
		if !k.Ask.Holds(func(id string) survey.Answer { return answers[id] }) {
			continue // grey: the clerk goes on
		}
		switch {
		case part == string(slot.Answer) && k.Kind == survey.Number:
			asked++
			press(digits)
		case part == string(slot.Answer):
			asked++
			answers[id] = survey.Answer{Criterion: id, State: survey.Given, Number: float64(level)}
			press(1)
		case part == string(slot.Evidence) && level >= k.Evidence.From && proved[k.Group] && !apart:
			press(len([]rune("див. 1.1")))
		case part == string(slot.Evidence) && level >= k.Evidence.From:
			proved[k.Group] = true
			press(evidence)
		}
	}
	return asked, keys
}

// TestKeystrokesOfAClerk counts what it takes to answer a practice on the form as it is
// drawn, and on the former one, which asked every question.
func TestKeystrokesOfAClerk(t *testing.T) {
	m := egov(t)
	q := &m.Questionnaire
	cells := openCells(t, open(t, write(t, q, Options{Lang: "uk", Cards: 1}, nil)))
	for level := range 6 {
		before := formerly(q, level)
		asked, keys := keystrokes(q, cells, level, false)
		_, apart := keystrokes(q, cells, level, true)
		t.Logf("level %d: %d questions and %d keystrokes before, %d and %d now (%d with evidence of its own at each)", level, len(q.Criteria), before, asked, keys, apart)
		if 3*keys > 2*before || apart >= before {
			t.Errorf("level %d: %d keystrokes, %d with evidence at each, %d before", level, keys, apart, before)
		}
	}
}

// A4 in points within the margins of a form, and the heights and widths of a sheet in
// Excel, whose scale is a whole number of per cent.
const paperWidth, paperHeight = 72 * (8.27 - 2*0.3), 72 * (11.69 - 0.3 - 0.45)

// TestCardOnPaper works out how Excel prints a card: what the practice is and the
// questions that decide most take one page of A4, and what is always asked, with what
// may be told besides, four at most.
func TestCardOnPaper(t *testing.T) {
	m := egov(t)
	q := &m.Questionnaire
	core := 0
	for _, k := range q.Criteria {
		if k.Core {
			core++
		}
	}
	if core != 8 {
		t.Errorf("%d questions decide most", core)
	}
	for _, lang := range templates.Languages {
		f := open(t, write(t, q, Options{Lang: lang, Cards: 1, Raions: []Raion{{"Тульчинський", []string{"Тульчинська"}}}}, nil))
		sheet := texts(t, lang).T("form.sheet.practice", "n", 1)
		width := 0.0
		for _, w := range cardWidths {
			width += (7*w + 5) * 0.75
		}
		page := paperHeight / (float64(int(100*paperWidth/width)) / 100)
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		heads := []string{"1. " + q.Groups[0].Name.In(lang), texts(t, lang).T("form.follow.section")}
		var ends []float64
		points := 0.0
		for n := range rows {
			height, err := f.GetRowHeight(sheet, n+1)
			if err != nil {
				t.Fatal(err)
			}
			if len(ends) < len(heads) && len(rows[n]) > 0 && rows[n][0] == heads[len(ends)] {
				ends = append(ends, points)
			}
			points += height
		}
		if len(ends) != 2 || !rule.Gated(q) {
			t.Fatalf("%s: headings at %v", lang, ends)
		}
		t.Logf("%s: %.2f pages of what decides most, %.2f of what is always asked, %.2f in all", lang, ends[0]/page, ends[1]/page, points/page)
		if ends[0] > 0.98*page || ends[1] > 2.9*page || points > 3.8*page { // the head comes again on each page
			t.Errorf("%s: %.2f, %.2f and %.2f pages", lang, ends[0]/page, ends[1]/page, points/page)
		}
	}
}
