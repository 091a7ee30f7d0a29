package reply

import (
	"maps"
	"strings"
	"unicode"
	"unicode/utf8"

	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/survey"
)

// A Word is what a reply says that is no number, level or choice.
type Word uint8

const (
	Unknown      Word = iota // nothing of these
	Yes                      // so, there is
	No                       // not so, there is none
	Blank                    // nobody has said anything: «н/д», a dash
	Inapplicable             // spelled out: «не застосовно»
	InaptOrBlank             // «н/з» and «n/a»: not applicable where the question allows it, else blank
)

// The common vocabulary. Case, spaces, marks at the ends and the keyboard that a
// letter comes from do not count (Key). A form of «не» with a word for yes is no.
var commonLists = map[Word]string{
	Yes: "так|т|да|yes|y|true|істина|истина|правда|1|1,0|1.0|є|есть|наявне|наявна|наявний|наявні|наявно|присутнє|присутня|присутній|присутні|" +
		"в наявності|у наявності|діє|діють|працює|працюють|функціонує|запроваджено|запроваджена|запроваджений|запроваджені|впроваджено|впроваджена|" +
		"впроваджений|впроваджені|реалізовано|забезпечено|забезпечена|надається|надаються|здійснюється|проводиться|проводяться|проведено|ведеться|" +
		"обладнано|обладнана|обладнаний|обладнані|створено|створена|створені|встановлено|встановлена|встановлений|встановлені|підключено|підключена|" +
		"підключений|підключені|передбачено|передбачена|передбачений|передбачені|організовано|існує|існують|можлива|облаштовано|облаштована|" +
		"облаштований|облаштовані|доступно|доступний|доступна|доступні|використовується|має|available|present|exists|✓|✔|☑|✅|v|✓ так",
	No: "ні|н|нет|no|n|false|хибність|хиба|ложь|неправда|0|0,0|0.0|немає|нема|не має|відсутнє|відсутня|відсутній|відсутні|відсутньо|недоступно|" +
		"not available|unavailable|absent|none available|✗|✘|☒|❌|☐",
	Blank: "|.|..|...|…|--|---|н/д|н\\д|н/в|нд|н.д|н.в|na|nan|null|none|n/d|#n/a|#н/д|не вказано|не вказана|не зазначено|невідомо|не відомо|немає даних|нема даних|нет данных|" +
		"дані відсутні|відсутні дані|дані не надано|даних немає|даних нема|немає інформації|нема інформації|інформація відсутня|відсутня інформація|" +
		"інформації немає|інформацію не надано|інформація не надана|інформації не надано|не надано інформації|не надано інформацію|інформацію не подано|" +
		"інформація не подана|дані не надані|дані не подано|дані не подані|не надано даних|даних не надано|відомості відсутні|відомостей немає|" +
		"немає відомостей|без інформації|без відповіді|без даних|не заповнено|не надано|не надали|не подано|уточнюється|потребує уточнення|пусто|порожньо|" +
		"no data|no answer|not stated|unknown",
	Inapplicable: "не застосовно|незастосовно|не застосовується|не застосовний|не застосовна|не стосується|not applicable|not_applicable",
	InaptOrBlank: "н/з|n/a",
}

var common = vocabulary(commonLists)

// doubtful are words of a remark that make an answer none: «так, але не працює».
const doubtList = "але|не|ні|без|крім|окрім|частково|почасти|тимчасово|періодично|іноді|планується|плануємо|заплановано|планах|буде|будуть|недіючий|" +
	"неробочий|ремонт|ремонті|ремонту|обмежено|мабуть|можливо|ймовірно|приблизно|майже|орієнтовно|but|not|partly|partially|planned|maybe|perhaps|probably|almost|approximately"

var doubtful = set(doubtList)

// Words are those of a layout, beside the common ones.
type Words struct {
	meaning map[string]Word
	doubts  map[string]bool
	longest int  // bytes of the longest
	numbers bool // some are a number of several digits
	leads   leads
}

// NewWords makes the words of a layout, and of a remark those that make an answer
// doubtful. twice is a word that means two things, among them or beside the common
// vocabulary, and there are no words then: layouts add words and change none.
func NewWords(yes, no, blank, doubts []string) (words *Words, twice string) {
	w := &Words{meaning: map[string]Word{}, doubts: map[string]bool{}}
	for _, part := range []struct {
		words []string
		is    Word
	}{{yes, Yes}, {no, No}, {blank, Blank}} {
		for _, text := range part.words {
			key := Key(text)
			other, taken := w.meaning[key]
			if known, ok := common[key]; ok && !taken {
				other, taken = known, known == Yes || known == No || part.is != Blank
			}
			if taken && other != part.is {
				return nil, text
			}
			w.meaning[key] = part.is
			w.longest = max(w.longest, len(key))
			w.numbers = w.numbers || severalDigits(key)
		}
	}
	for _, d := range doubts {
		w.doubts[Key(d)] = true
	}
	w.leads = leadsOf(w.meaning)
	return w, ""
}

// severalDigits reports whether a text is a number of several digits: no common word.
func severalDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return len(text) > 1
}

func vocabulary(lists map[Word]string) map[string]Word {
	out := map[string]Word{}
	for w, list := range lists {
		for text := range strings.SplitSeq(list, "|") {
			out[Key(text)] = w
		}
	}
	return out
}

func set(list string) map[string]bool {
	out := map[string]bool{}
	for text := range strings.SplitSeq(list, "|") {
		out[Key(text)] = true
	}
	return out
}

// longest is that of the common words, in bytes.
var longest = func() (n int) {
	for key := range common {
		n = max(n, len(key))
	}
	return n
}()

// leads are the first two letters with which words begin that have two Cyrillic ones at
// least.
type leads [everydayLetters - cyrillic]uint64 // by the first, of the others some bits

// cyrillic begins the letters of Cyrillic.
const cyrillic = 0x400

func leadsOf(words map[string]Word) (out leads) {
	for word := range words {
		if first, next, ok := leadOf(word); ok {
			out[first-cyrillic] |= 1 << (next % 64)
		}
	}
	return out
}

// leadOf returns the first two letters of a text as Key has them; false: it begins
// otherwise than with two Cyrillic ones that stand by themselves.
func leadOf(text string) (first, next rune, ok bool) {
	first, size := utf8.DecodeRuneInString(text)
	next, more := utf8.DecodeRuneInString(text[size:])
	if first < cyrillic || first >= everydayLetters || next < cyrillic || next >= everydayLetters {
		return 0, 0, false
	}
	if behind, size := utf8.DecodeRuneInString(text[size+more:]); size > 0 && place.Letter(behind) == place.Composed { // a mark may belong to a letter
		return 0, 0, false
	}
	first, next = place.Letter(first), place.Letter(next)
	return first, next, first >= cyrillic && next >= cyrillic
}

// begin reports whether a word begins with two letters.
func (l *leads) begin(first, next rune) bool { return l[first-cyrillic]>>(next%64)&1 != 0 }

// commonLeads are those of the common vocabulary, and of «не» before a word.
var commonLeads = func() leads {
	words := maps.Clone(common)
	words["не "] = Unknown
	return leadsOf(words)
}()

// mayBe passes over nearly all texts that are no word: none begins with their letters.
func (r *Reader) mayBe(text string) bool {
	first, next, ok := leadOf(text)
	return !ok || commonLeads.begin(first, next) || r.Words != nil && r.Words.leads.begin(first, next)
}

// Key brings a word to the form in which words are compared: place.Fold, Latin
// letters that look like Cyrillic ones those, without marks at the ends. It is
// not for reading.
func Key(s string) string {
	return place.Cyrillic(strings.Trim(place.Fold(s), " .,;:!*\"'«»“”"))
}

// unseen reports whether a rune at the end of a text is nothing that is seen.
func unseen(r rune) bool {
	return unicode.IsSpace(r) || r == '\u00ad' || r == '\ufeff' || r >= '\u200b' && r <= '\u200f' || r == '\u2060'
}

// lookup finds a key among the common words and those of the layout.
func (r *Reader) lookup(key string) (Word, bool) {
	if r.Words != nil {
		if w, ok := r.Words.meaning[key]; ok {
			return w, true
		}
	}
	w, ok := common[key]
	return w, ok
}

func (r *Reader) doubts(word string) bool {
	return doubtful[word] || r.Words != nil && r.Words.doubts[word]
}

// Word tells what a reply says in words. A remark may follow, «так (з 2021 р.)»,
// and is returned folded; one that makes the word doubtful, «так, але не працює»,
// makes it Unknown.
func (r *Reader) Word(text string) (w Word, remark string) {
	if len(text) > MaxBytes || !r.mayBe(text) {
		return Unknown, ""
	}
	return r.word(text)
}

// word does what Word does, of a text that may be a word.
func (r *Reader) word(text string) (w Word, remark string) {
	if w, ok := r.sign(text); ok {
		return w, ""
	}
	key := Key(text)
	if w, ok := r.lookup(key); ok {
		if key == "" && strings.TrimFunc(text, unseen) != "" && strings.Trim(text, " .,;:") != "" {
			return Unknown, "" // «!»
		}
		return w, ""
	}
	if rest, ok := strings.CutPrefix(key, "не "); ok {
		if w, _ := r.lookup(rest); w == Yes {
			return No, ""
		}
	}
	said, remark := r.said(key)
	if said == Unknown || said == Blank || said == Inapplicable || said == InaptOrBlank {
		return said, remark
	}
	if strings.Contains(remark, "?") || r.contradicts(said, remark) {
		return Unknown, ""
	}
	return said, remark
}

// contradicts tells whether a remark takes a yes or no back.
func (r *Reader) contradicts(said Word, remark string) bool {
	before := ""
	for w := range letters(remark) {
		other, _ := r.lookup(w)
		if before == "не" && other == Yes {
			other = No
		}
		before = w
		if said == Yes && (r.doubts(w) || other == No) || said == No && other == Yes {
			return true
		}
	}
	return false
}

// letters yields the words of a folded text.
func letters(s string) func(yield func(string) bool) {
	return strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' })
}

// said cuts the longest word or words that are known off the beginning of a key.
func (r *Reader) said(key string) (w Word, remark string) {
	most := longest
	if r.Words != nil {
		most = max(most, r.Words.longest)
	}
	for i := min(len(key)-1, most+1); i > 0; i-- {
		if !utf8.RuneStart(key[i]) {
			continue
		}
		next, _ := utf8.DecodeRuneInString(key[i:])
		last, _ := utf8.DecodeLastRuneInString(key[:i])
		if unicode.IsLetter(next) || unicode.IsDigit(next) || next == '\'' {
			continue
		}
		if !unicode.IsLetter(last) && last != '+' && last != '✓' && last != '✔' {
			continue // a number is followed by no remark, and a dash is no word
		}
		w, ok := r.lookup(strings.TrimSpace(key[:i]))
		if key[:i] == "+" {
			w, ok = Yes, true
		}
		if ok && w != Unknown {
			rest := strings.Trim(key[i:], " /\\")
			if strings.Trim(rest, "+-") == "" {
				return Unknown, "" // «+/-»
			}
			return w, strings.Trim(rest, " :;,.()-")
		}
	}
	return Unknown, ""
}

// IsSign tells whether a text is nothing but a sign that stands for a word: a dash,
// a plus or a cross.
func IsSign(text string) bool {
	_, ok := (&Reader{}).sign(text)
	return ok
}

// sign reads the signs, of which some mean something by what stands beside them on
// the sheet: a hyphen alone is no only beside «+», and «x» only where something
// says yes. A long dash is always blank.
func (r *Reader) sign(text string) (Word, bool) {
	switch strings.ToLower(strings.TrimFunc(text, unseen)) {
	case "—", "―":
		return Blank, true
	case "-", "–", "−", "‐", "‑":
		if r.Plus {
			return No, true
		}
		return Blank, true
	case "+", "＋", "✚", "➕":
		return Yes, true
	case "x", "х", "×":
		if r.Cross {
			return No, true
		}
		return Unknown, true
	}
	return Unknown, false
}

// behind returns the part of a typed text that a folded remark comes from, as
// typed: by its number of words.
func behind(text, remark string) string {
	n := len(strings.Fields(remark))
	words := strings.Fields(text)
	if n == 0 || n > len(words) {
		return ""
	}
	return strings.Trim(strings.Join(words[len(words)-n:], " "), " :;,.()–—-")
}

// Same tells whether somebody typed a text, in any of its languages.
func Same(t survey.Text, typed string) bool {
	if len(typed) > MaxBytes {
		return false
	}
	key := Key(typed)
	for _, s := range t {
		if s != "" && Key(s) == key {
			return true
		}
	}
	return false
}

// statuses are the texts of a task's status, by id.
var statuses = map[string]map[string]bool{
	"planned":     set("planned|заплановано|не розпочато|not started"),
	"in_progress": set("in_progress|виконується|у роботі|в роботі|in progress|under way"),
	"done":        set("done|виконано|завершено|completed"),
	"dropped":     set("dropped|скасовано|знято|відмовлено|cancelled|canceled"),
	"late":        set("late|запізнюється|із запізненням|прострочено|overdue"),
	"postponed":   set("postponed|відкладено|призупинено"),
}

// Status returns the id of the status of a task: planned, in_progress, late,
// done, postponed or dropped; "" for another text.
func Status(text string) string {
	if len(text) > MaxBytes {
		return ""
	}
	key := Key(text)
	for id, words := range statuses {
		if words[key] {
			return id
		}
	}
	return ""
}
