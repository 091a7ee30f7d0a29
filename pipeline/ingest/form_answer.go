package ingest

import (
	"math"
	"strconv"
	"strings"
	"unicode"

	"depository/pipeline/cell"
	"depository/pipeline/survey"
)

// What stands in a cell of a form becomes an answer here. A value that can be
// read in two ways is unreadable: the partner is asked, nobody guesses.

// A formValue is what one cell of a form holds.
type formValue struct {
	text    string // as shown or typed, spaces at the ends cut
	number  float64
	numeric bool // number holds the value
	percent bool // the cell shows the number as a percentage; number is 45 for 45%
	date    bool // the cell shows the number as a date; text is ISO 8601 then
	broken  bool // an error value such as #N/A
	at      cell.Ref
}

// answer reads the answer to a question with its evidence and comment.
func (r *cardReader) answer(k *survey.Criterion, v, evidence, comment formValue) survey.Answer {
	a := survey.Answer{Criterion: k.ID, Raw: v.text, At: v.at, Comment: comment.text, RemarkAt: comment.at}
	a.Evidence = survey.Evidence{Raw: evidence.text, OK: evidenceNames(evidence.text), At: evidence.at}
	switch {
	case v.broken:
		a.State = survey.Unreadable
		r.probs.Add(cell.Error, "formula-in-answer", v.at, v.text)
	case isBlankWord(v.text) && !(k.Kind == survey.YesNo && r.plus && v.text == "-"):
		a.State = survey.Blank
		if k.Required {
			r.probs.Add(cell.Warning, "answer-missing", v.at, v.text)
		}
	case isNotApplicable(v.text):
		r.notApplicable(k, &a)
	default:
		r.given(k, v, &a)
	}
	unsupported(&r.probs, k, &a)
	return a
}

// notApplicable takes that answer where the method allows it.
func (r *cardReader) notApplicable(k *survey.Criterion, a *survey.Answer) {
	if !k.NotApplicable {
		a.State = survey.Unreadable
		r.probs.Add(cell.Error, "not-applicable-here", a.At, a.Raw)
		return
	}
	a.State, a.Reason, a.Comment = survey.NotApplicable, a.Comment, ""
	if a.Reason == "" {
		r.probs.Add(cell.Warning, "reason-missing", a.At, a.Raw)
	}
}

func (r *cardReader) given(k *survey.Criterion, v formValue, a *survey.Answer) {
	ok, code := false, ""
	var args []string
	switch k.Kind {
	case survey.Level:
		a.Number, ok = levelOf(k, v)
		code, args = "level-unreadable", []string{"low", levelText(k, 0), "high", levelText(k, len(k.Levels)-1)}
	case survey.Number:
		a.Number, ok = numberOf(k, v)
		code = "number-unreadable"
		if v.date {
			code = "number-as-date"
		}
	case survey.YesNo:
		a.Choice, ok = yesNoOf(v.text)
		code = "yesno-unreadable"
	case survey.Choice:
		a.Choice, ok = choiceOf(k, v.text)
		code, args = "choice-unreadable", []string{"choices", choiceList(k, r.lang)}
	}
	if !ok {
		a.State, a.Number, a.Choice = survey.Unreadable, 0, ""
		r.probs.Add(cell.Error, code, v.at, v.text, args...)
		return
	}
	a.State = survey.Given
	if k.Kind == survey.Number {
		r.bounds(k, a)
	}
}

// bounds refuses a number that the method calls implausible.
func (r *cardReader) bounds(k *survey.Criterion, a *survey.Answer) {
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
	code, args := "number-out-of-range", []string{"low", plain(low), "high", plain(high)}
	switch rule := impossible(k, a.Number); {
	case rule != "":
		code, args = rule, []string{"criterion", k.Name.In(r.lang)}
	case k.Low == nil:
		code, args = "number-too-high", args[2:]
	case k.High == nil:
		code, args = "number-too-low", args[:2]
	}
	a.State, a.Number = survey.Unreadable, 0
	r.probs.Add(cell.Error, code, a.At, a.Raw, args...)
}

// levelOf reads a level: «3 – визначений», «3», 3.0, or the name alone. A digit
// and the name of another level contradict each other.
func levelOf(k *survey.Criterion, v formValue) (float64, bool) {
	if v.numeric {
		_, ok := level(k, v.number)
		return v.number, ok && !v.date && !v.percent
	}
	digits := strings.IndexFunc(v.text, func(r rune) bool { return r < '0' || r > '9' })
	if digits < 0 {
		digits = len(v.text)
	}
	named, hasName := levelNamed(k, strings.Trim(v.text[digits:], " \u00a0–—−-.:)("))
	if digits == 0 {
		return named, hasName
	}
	n, err := strconv.Atoi(v.text[:digits])
	rest := strings.TrimLeft(v.text[digits:], ",.0")
	if err != nil || hasName && named != float64(n) || strings.IndexFunc(rest, unicode.IsLetter) == 0 {
		return 0, false
	}
	if !hasName && strings.ContainsAny(rest, "0123456789") {
		return 0, false
	}
	_, ok := level(k, float64(n))
	return float64(n), ok
}

func level(k *survey.Criterion, x float64) (survey.RubricLevel, bool) {
	for _, l := range k.Levels {
		if float64(l.Level) == x {
			return l, true
		}
	}
	return survey.RubricLevel{}, false
}

func levelNamed(k *survey.Criterion, name string) (float64, bool) {
	if name == "" {
		return 0, false
	}
	for _, l := range k.Levels {
		if sameText(l.Name, name) {
			return float64(l.Level), true
		}
	}
	return 0, false
}

func levelText(k *survey.Criterion, i int) string {
	if i < 0 || i >= len(k.Levels) {
		return ""
	}
	return strconv.Itoa(k.Levels[i].Level)
}

// numberOf reads a number in the unit of the question.
func numberOf(k *survey.Criterion, v formValue) (float64, bool) {
	asPercent := strings.Contains(k.Unit.In("uk")+k.Unit.In("en"), "%")
	if v.numeric {
		switch {
		case v.date:
			return 0, false
		case v.percent && asPercent:
			return v.number, true
		case v.percent:
			return 0, false
		}
		return v.number, true
	}
	digits, rest := splitNumber(v.text)
	x, ok := decimal(digits)
	if !ok || math.IsInf(x, 0) {
		return 0, false
	}
	rest = folded(rest)
	return x, rest == "" || asPercent && rest == "%" || rest != "%" && namesUnit(k, rest)
}

// namesUnit tells whether words after a number only repeat its unit: each
// begins like a word of the unit («осіб» for «осіб на 1000»).
func namesUnit(k *survey.Criterion, rest string) bool {
	var unit []string
	for _, text := range k.Unit {
		unit = append(unit, strings.Fields(folded(text))...)
	}
	for word := range strings.FieldsSeq(rest) {
		found := false
		for _, u := range unit {
			found = found || u == word || commonLetters(u, word) >= 3
		}
		if !found {
			return false
		}
	}
	return true
}

func commonLetters(a, b string) int {
	n, other := 0, []rune(b)
	for _, r := range a {
		if n >= len(other) || other[n] != r {
			break
		}
		n++
	}
	return n
}

// splitNumber cuts a text after its leading number.
func splitNumber(s string) (digits, rest string) {
	for i, r := range s {
		if !strings.ContainsRune("0123456789.,+-−'’ \u00a0\u202f\u2009", r) {
			return strings.TrimSpace(s[:i]), strings.TrimSpace(s[i:])
		}
	}
	return strings.TrimSpace(s), ""
}

// decimal reads 1 234,5 and 1.234,5 and 1234.5: the last mark is the decimal
// one, and a mark that comes twice only groups.
func decimal(s string) (float64, bool) {
	s = strings.NewReplacer("\u00a0", "", "\u202f", "", "\u2009", "", " ", "", "'", "", "’", "", "−", "-").Replace(s)
	comma, point := strings.LastIndexByte(s, ','), strings.LastIndexByte(s, '.')
	switch {
	case comma > point && strings.Count(s, ",") == 1:
		s = strings.ReplaceAll(s[:comma], ".", "") + "." + s[comma+1:]
	case point > comma && strings.Count(s, ".") == 1:
		s = strings.ReplaceAll(s, ",", "")
	default:
		s = strings.NewReplacer(",", "", ".", "").Replace(s)
	}
	if strings.ContainsAny(strings.TrimLeft(s, "+-"), "+-") {
		return 0, false
	}
	x, err := strconv.ParseFloat(s, 64)
	return x, err == nil
}

// plain prints a number of the method as the method has it, with a decimal
// comma.
func plain(x float64) string {
	return strings.ReplaceAll(strconv.FormatFloat(x, 'f', -1, 64), ".", ",")
}

func choiceOf(k *survey.Criterion, text string) (string, bool) {
	for _, o := range k.Choices {
		if folded(o.ID) == folded(text) || sameText(o.Name, text) {
			return o.ID, true
		}
	}
	return "", false
}

func choiceList(k *survey.Criterion, lang string) string {
	names := make([]string, len(k.Choices))
	for i, o := range k.Choices {
		names[i] = o.Name.In(lang)
	}
	return strings.Join(names, "; ")
}
