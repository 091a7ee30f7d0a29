package ingest

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"depository/pipeline/cell"
	"depository/pipeline/place"
	"depository/pipeline/sheet"
	"depository/pipeline/survey"
)

// answers reads the cells of a record under criterion columns, in the order of
// the questionnaire, and reports what cannot be read. A column that the table has
// not is not asked.
func (t *tables) answers(r *record) []survey.Answer {
	for _, a := range r.answers {
		if k, _ := t.opts.Questionnaire.Criterion(a.Criterion); a.State == survey.Unreadable && k != nil && !t.lost.has(a.At) {
			t.tell(cell.Error, unreadableCode(k.Kind), a.At, a.Raw, "criterion", k.Name["uk"])
		}
	}
	return r.answers
}

// peek reads the answers of a row that may be a record, and counts those that
// were understood.
func (t *tables) peek(r *record) (out []survey.Answer, given int) {
	q := t.opts.Questionnaire
	for col := range r.head.at {
		c := r.head.of(col)
		if c.Is != "criterion" {
			continue
		}
		k := c.criterion(q)
		if k == nil {
			continue
		}
		at := cell.Ref{File: t.book.File, Sheet: r.sheet.Name, Row: r.row, Col: col}
		typed, _ := r.sheet.At(r.row, col)
		a := t.answer(k, typed, r.head, at)
		if a.State == survey.Given {
			given++
		}
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b survey.Answer) int {
		return position(q, a.Criterion) - position(q, b.Criterion)
	})
	return out, given
}

func position(q *survey.Questionnaire, id string) int {
	return slices.IndexFunc(q.Criteria, func(c survey.Criterion) bool { return c.ID == id })
}

// answer reads one cell. A cell whose value the file does not give is unreadable
// and was reported when the file was read; so is a number that became a date.
func (t *tables) answer(k *survey.Criterion, c sheet.Cell, h *head, at cell.Ref) survey.Answer {
	a := survey.Answer{Criterion: k.ID, Raw: c.Text, At: at, State: survey.Unreadable}
	w := h.meaning(c.Text)
	_, date := c.Time(t.book.Date1904)
	switch {
	case c.Type == sheet.Error && c.Text != "", t.lost.has(at), date:
	case w == blankWord:
		a.State = survey.Blank
	case k.Kind == survey.YesNo:
		if w == noWord {
			w = h.counted(c.Text, at.Col)
		}
		switch w {
		case yesWord:
			a.State, a.Choice = survey.Given, "yes"
		case noneWord:
			a.State, a.Choice = survey.Given, "no"
		}
	case k.Kind == survey.Number || k.Kind == survey.Level:
		x, ok := parseCount(c.Text)
		if ok && inRange(k, x) {
			a.State, a.Number = survey.Given, x
		}
	case k.Kind == survey.Choice:
		if id, ok := option(k, c.Text); ok {
			a.State, a.Choice = survey.Given, id
		}
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

// meaning tells what a cell says in the words of its layout. A word may be
// followed by a remark, «так (з 2021 р.)»; a remark that makes it doubtful, «так,
// але не працює», makes it no answer.
func (h *head) meaning(text string) word {
	if len(text) > longReply {
		return noWord
	}
	if w := h.sign(text); w != noWord {
		return w
	}
	key := wordKey(text)
	if w, ok := h.layout.words[key]; ok {
		return w
	}
	if w, ok := h.layout.words[place.Cyrillic(key)]; ok { // «TAK» on a Latin keyboard
		return w
	}
	if rest, ok := strings.CutPrefix(key, "не "); ok && h.layout.words[rest] == yesWord {
		return noneWord
	}
	said, remark := h.said(key)
	if said == noWord || strings.Contains(remark, "?") {
		return noWord
	}
	before := ""
	for w := range strings.FieldsFuncSeq(remark, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' }) {
		other := h.layout.words[w]
		if before == "не" && other == yesWord {
			other = noneWord
		}
		before = w
		if said == yesWord && (h.layout.doubts[w] || other == noneWord) || said == noneWord && other == yesWord {
			return noWord
		}
	}
	return said
}

// said cuts the longest word or words of the layout off the beginning of a text.
func (h *head) said(key string) (w word, remark string) {
	for i := min(len(key)-1, h.layout.longest); i > 0; i-- {
		next, _ := utf8.DecodeRuneInString(key[i:])
		last, _ := utf8.DecodeLastRuneInString(key[:i])
		if !utf8.RuneStart(key[i]) || unicode.IsLetter(next) || unicode.IsDigit(next) || next == '\'' {
			continue
		}
		if !unicode.IsLetter(last) && last != '+' && last != '✓' && last != '✔' {
			continue // a number is followed by no remark, and a dash is no word
		}
		if w, ok := h.layout.words[strings.TrimSpace(key[:i])]; ok || key[:i] == "+" && h.layout.Plus {
			if key[:i] == "+" {
				w = yesWord
			}
			rest := strings.Trim(key[i:], " /\\")
			if strings.Trim(rest, "+-–") == "" {
				return noWord, "" // «+/-»
			}
			return w, rest
		}
	}
	return noWord, ""
}

// sign reads the signs that mean something by what stands beside them on the
// sheet. A dash that is no minus is always blank; a hyphen or minus alone is no
// only beside «+», and «x» only where something else says yes.
func (h *head) sign(text string) word {
	switch strings.ToLower(tidy(strings.Trim(text, "\u200b\ufeff\u00ad "))) {
	case "—", "―":
		return blankWord
	case "-", "–", "−", "‐", "‑":
		return h.minus
	case "+", "＋", "✚", "➕":
		if h.layout.Plus {
			return yesWord
		}
	case "x", "х", "×":
		if h.layout.Cross {
			return h.cross
		}
	}
	return noWord
}

var pieces = regexp.MustCompile(`^([0-9]+)\s*(?:шт|од|одиниц\p{L}*|штук\p{L}*|pcs)\.?$`)

// counted reads a number under a yes or no question: 1 and 0, and where the
// label or the cell says that things are counted, any number.
func (h *head) counted(text string, col int) word {
	m := pieces.FindStringSubmatch(wordKey(text))
	x, ok := parseNumber(text)
	if m != nil {
		x, ok = parseNumber(m[1])
	}
	switch {
	case !ok:
	case x == 0:
		return noneWord
	case x == 1, x > 1 && (m != nil || h.counts(col)):
		return yesWord
	}
	return noWord
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

var people = regexp.MustCompile(`^([0-9][0-9 .,]*?)\s*(?:осіб|особи|особа|ос|чоловіка?|чол|працівник\p{L}*|прац|адміністратор\p{L}*|спеціаліст\p{L}*|співробітник\p{L}*|штатн\p{L}* (?:одиниц\p{L}*|од)|шт\.? ?од|ставк\p{L}*|ставок|одиниц\p{L}*|од|people|persons|staff)?[.*]*$`)

// parseCount reads a number that a unit of people may follow: «12 осіб».
func parseCount(text string) (float64, bool) {
	if x, ok := parseNumber(text); ok {
		return x, true
	}
	if remark := bracketed.FindString(text); remark != "" && !strings.ContainsAny(remark, "0123456789") {
		text = bracketed.ReplaceAllString(text, "") // «12 (дванадцять)»
	}
	if m := people.FindStringSubmatch(wordKey(text)); m != nil {
		return parseNumber(strings.TrimRight(m[1], " .,"))
	}
	return 0, false
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
