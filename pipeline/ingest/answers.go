package ingest

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"depository/pipeline/cell"
	"depository/pipeline/place"
	"depository/pipeline/sheet"
	"depository/pipeline/survey"
)

// answers reads the cells of a record under criterion columns, in the order of
// the questionnaire. A column that the table has not is not asked.
func (t *tables) answers(s *sheet.Sheet, h head, row int) []survey.Answer {
	var out []survey.Answer
	q := t.opts.Questionnaire
	for col, k := range h.at {
		if h.layout.Columns[k].Is != "criterion" {
			continue
		}
		k := h.layout.Columns[k].criterion(q)
		if k == nil {
			continue
		}
		at := cell.Ref{File: t.book.File, Sheet: s.Name, Row: row, Col: col}
		c, _ := s.At(row, col)
		out = append(out, t.answer(k, c, h, at))
	}
	slices.SortFunc(out, func(a, b survey.Answer) int {
		return position(q, a.Criterion) - position(q, b.Criterion)
	})
	return out
}

func position(q *survey.Questionnaire, id string) int {
	return slices.IndexFunc(q.Criteria, func(c survey.Criterion) bool { return c.ID == id })
}

func (t *tables) answer(k *survey.Criterion, c sheet.Cell, h head, at cell.Ref) survey.Answer {
	a := survey.Answer{Criterion: k.ID, Raw: c.Text, At: at}
	switch w := h.meaning(c.Text); {
	case c.Type == sheet.Error:
		a.State = survey.Unreadable
	case w == blankWord:
		a.State = survey.Blank
	case k.Kind == survey.YesNo && w == yesWord:
		a.State, a.Choice = survey.Given, "yes"
	case k.Kind == survey.YesNo && w == noneWord:
		a.State, a.Choice = survey.Given, "no"
	case k.Kind == survey.Number || k.Kind == survey.Level:
		x, ok := parseNumber(c.Text)
		a.State, a.Number = survey.Unreadable, x
		if ok && inRange(k, x) {
			a.State = survey.Given
		}
	case k.Kind == survey.Choice:
		a.State = survey.Unreadable
		if id, ok := option(k, c.Text); ok {
			a.State, a.Choice = survey.Given, id
		}
	default:
		a.State = survey.Unreadable
	}
	if a.State == survey.Unreadable {
		t.problems.Add(cell.Error, unreadableCode(k.Kind), at, c.Text, "criterion", k.Name["uk"])
	}
	return a
}

func unreadableCode(k survey.Kind) string {
	switch k {
	case survey.YesNo:
		return "table-yesno-unreadable"
	case survey.Choice:
		return "table-choice-unreadable"
	}
	return "table-number-unreadable"
}

// meaning tells what a cell says in the words of its layout. A dash that is no
// minus is always blank; a hyphen or minus alone is no only beside «+».
func (h *head) meaning(text string) word {
	switch tidy(strings.Trim(text, "\u200b\ufeff\u00ad ")) {
	case "—", "―":
		return blankWord
	case "-", "–", "−", "‐", "‑":
		return h.minus
	case "+":
		if h.layout.Plus {
			return yesWord
		}
	}
	return h.layout.words[wordKey(text)]
}

func inRange(k *survey.Criterion, x float64) bool {
	if k.Kind == survey.Level {
		return x == math.Trunc(x) && slices.ContainsFunc(k.Levels, func(l survey.RubricLevel) bool { return float64(l.Level) == x })
	}
	return true
}

func option(k *survey.Criterion, text string) (string, bool) {
	for _, o := range k.Choices {
		if wordKey(o.ID) == wordKey(text) || wordKey(o.Name["uk"]) == wordKey(text) || wordKey(o.Name["en"]) == wordKey(text) {
			return o.ID, true
		}
	}
	return "", false
}

// parseNumber reads a number as people type it: decimal comma, spaces of all
// kinds between thousands, a per cent sign.
func parseNumber(text string) (float64, bool) {
	s := strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\u00a0', '\u202f', '\u2009', '\t':
			return -1
		case '−', '–':
			return '-'
		}
		return r
	}, strings.TrimSuffix(strings.TrimSpace(place.Fold(text)), "%"))
	if strings.Count(s, ",") == 1 && !strings.Contains(s, ".") {
		s = strings.Replace(s, ",", ".", 1)
	}
	if s == "" || strings.Trim(s, "-+.0123456789e") != "" {
		return 0, false
	}
	x, err := strconv.ParseFloat(s, 64)
	return x, err == nil && !math.IsInf(x, 0) && !math.IsNaN(x)
}
