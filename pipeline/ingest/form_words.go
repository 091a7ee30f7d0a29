package ingest

import (
	"regexp"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"depository/pipeline/form"
	"depository/pipeline/survey"
)

// Words that people write into a form beside those of its lists, folded.
var (
	blankWords         = words("", "-", "–", "—", "−", "н/д", "немає даних", "n/d", "no data")
	notApplicableWords = words("не застосовно", "не застосовується", "не застосовний", "не стосується", "незастосовно", "н/з", "not applicable", "n/a", "na")
	noEvidenceWords    = words("немає", "нема", "відсутній", "відсутня", "відсутнє", "ні", "none", "no", "n/a", "не застосовно")
	yesWords           = words("так", "yes", "+", "1", "є", "наявне", "наявний", "наявна", "true", "✓", "✔", "істина")
	noWords            = words("ні", "no", "-", "0", "немає", "нема", "відсутнє", "відсутній", "відсутня", "false", "✗", "✘", "×", "хибність", "хиба")
)

// statusWords are the texts of a task's status, by id.
var statusWords = map[string]vocabulary{
	"planned":     words("заплановано", "не розпочато", "planned", "not started"),
	"in_progress": words("виконується", "у роботі", "в роботі", "in progress", "under way"),
	"done":        words("виконано", "завершено", "done", "completed"),
	"postponed":   words("відкладено", "призупинено", "postponed"),
}

// statusOf gives the id of a status.
func statusOf(text string) (string, bool) {
	for _, id := range form.Statuses {
		if folded(id) == folded(text) || statusWords[id].has(text) {
			return id, true
		}
	}
	return "", false
}

// A vocabulary is a set of folded words.
type vocabulary map[string]bool

func words(list ...string) vocabulary {
	v := vocabulary{}
	for _, w := range list {
		v[folded(w)] = true
	}
	return v
}

func (v vocabulary) has(text string) bool { return v[folded(text)] }

func isBlankWord(text string) bool     { return blankWords.has(text) }
func isNotApplicable(text string) bool { return notApplicableWords.has(text) }

// isNoEvidence tells whether an evidence cell says that there is none.
func isNoEvidence(text string) bool { return isBlankWord(text) || noEvidenceWords.has(text) }

func yesNoOf(text string) (string, bool) {
	switch {
	case yesWords.has(text):
		return "yes", true
	case noWords.has(text):
		return "no", true
	}
	return "", false
}

// sameText tells whether somebody typed a text, in any of its languages.
func sameText(t survey.Text, typed string) bool {
	for _, s := range t {
		if s != "" && folded(s) == folded(typed) {
			return true
		}
	}
	return false
}

// lookAlikes turns Latin letters into the Cyrillic ones that look the same: a
// word typed with the wrong keyboard is the same word.
var lookAlikes = strings.NewReplacer(
	"a", "а", "e", "е", "o", "о", "p", "р", "c", "с", "x", "х", "i", "і", "y", "у", "t", "т", "h", "н", "k", "к", "m", "м", "b", "в",
	"ʼ", "’", "'", "’", "`", "’", "‘", "’", "\u00ad", "", "\u200b", "", "\u200c", "", "\u200d", "", "\ufeff", "")

// folded writes a text as it is compared: composed, in lower case, one space
// between words, one kind of apostrophe, without a full stop at the end. It is
// not for reading.
func folded(s string) string {
	s = lookAlikes.Replace(strings.ToLower(norm.NFC.String(s)))
	return strings.TrimRight(strings.Join(strings.Fields(s), " "), ".")
}

// evidenceNames tells whether a text names something that can be looked up.
func evidenceNames(text string) bool { return survey.NamesEvidence(text) }

var months = map[string]time.Month{
	"січня": 1, "лютого": 2, "березня": 3, "квітня": 4, "травня": 5, "червня": 6, "липня": 7, "серпня": 8, "вересня": 9, "жовтня": 10, "листопада": 11, "грудня": 12,
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
}

var spelledDay = regexp.MustCompile(`^(\d{1,2}) (\p{L}+) (\d{4})(?: ?р\.?(?:оку)?)?$`)

// day reads a date as people write it: 12.05.2025, 12/05/2025, 2025-05-12,
// «12 травня 2025 р.». It gives ISO 8601.
func day(text string) (string, bool) {
	text = strings.Join(strings.Fields(strings.ToLower(text)), " ")
	for _, layout := range []string{time.DateOnly, "2.1.2006", "2/1/2006", "2.1.2006 р.", "2.1.2006 року"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.Format(time.DateOnly), true
		}
	}
	m := spelledDay.FindStringSubmatch(text)
	if m == nil || months[m[2]] == 0 {
		return "", false
	}
	t, err := time.Parse("2 1 2006", m[1]+" "+monthNumber(months[m[2]])+" "+m[3])
	if err != nil {
		return "", false
	}
	return t.Format(time.DateOnly), true
}

func monthNumber(m time.Month) string { return time.Date(2000, m, 1, 0, 0, 0, 0, time.UTC).Format("1") }
