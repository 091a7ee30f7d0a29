package privacy

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An announcement is what the words before a number say that it is.
type announcement int

const (
	unsaid      announcement = iota
	byPhone                  // a telephone number, a short one too
	byMessenger              // a number of a messenger: a whole one
	nearCode                 // behind a word of acts, codes or money
	asCode                   // right behind «№»
)

// phoneWords announce a telephone number, in the forms that do so; «телефонів»
// counts them.
var phoneWords = words(`тел телефон телефону телефоном телефони телефонами телефонах телефоні телеф тлф т ф факс факсу факсом факси
	моб мобільний мобільного мобільні роб дом сот phone phones tel telephone telephones fax mob mobile cell cellphone
	дзвоніть дзвонити телефонуйте телефонувати зателефонуйте зателефонувати передзвоніть call`)

// lineWords say of a number grouped like one within a town which line it is of.
var lineWords = words("міський міські стаціонарний стаціонарні робочий службовий домашній городской рабочий landline")

// phoneSigns are pictures of telephones.
const phoneSigns = "☎☏✆🕻🕾📞📟📠📱📲"

// messengerWords announce a number of a messenger, or say how many use it.
var messengerWords = words("viber вайбер вайбері whatsapp ватсап telegram телеграм телеграмі signal сигнал вотсап номер номером номеру контакт контакти контактний контактна number contact contacts")

// codeStems begin the words that announce the number of an act, a code, an
// account or an amount.
var codeStems = words(`код коду єдрпоу едрпоу іпн рнокпп коатуу катоттг квед дк cpv рахун iban мфо кекв кпквк тпквк кбк кадастр
	акт наказ рішен розпорядж постанов закон указ протокол догов контракт тендер закупів реєстр справ інвентар isbn issn doi
	ліценз сертифік sha md5 hash хеш commit коміт qr штрихкод патент гост дсту дбн iso верс вх вих ідентифік id артикул сері паспорт бюджет субвенц сум вартіст обсяг
	code account act order decision contract regist edrpou budget invoice version ref`)

// counted nouns and currencies stand behind an amount.
var countStems = words(`грн гривен гривн тис тисяч млн млрд мільйон мільярд євро eur uah usd дол осіб особ люд користувач абонент
	підписник підписан запит звернен заяв послуг перегляд жител мешкан населен домогосп одиниц шт кв га км м2 м² кг бал відсот
	працівник громадян дітей учн пацієнт відвідува документ запис примірник рядк голос абон установ
	users user subscribers people residents views requests services followers hryvnia thousand million`)

func words(s string) []string { return strings.Fields(s) }

// A lead is what stands before a number, within its clause.
type lead struct {
	word       string // the nearest
	at, end    int    // where it stands
	sign       bool   // «№» stands between
	phone      bool   // it announces a telephone
	line       bool   // it says which line a number is of
	messenger  bool   // it names a messenger
	number     bool   // it announces a code, an act or an amount
	code       bool   // the word before it does
	telephone  bool   // one of the three before it announces a telephone
	continues  bool   // a number that is withheld stands right before
	lastDigits int    // how many digits that one has
}

// leadTo reads back from a number.
func (t *shadow) leadTo(from int) lead {
	i := t.back(from, " .:,;()/-+#\n\"'«")
	l := lead{sign: i > 0 && (t.text[i-1] == '№' || t.text[i-1] == '#')}
	if l.sign {
		i = t.back(i-1, " .:/()")
	}
	l.word, l.at = t.wordBefore(i)
	l.end = i
	if l.word == "" && i > 0 && strings.ContainsRune(phoneSigns, t.text[i-1]) {
		l.word, l.phone = phoneWords[0], true
		return l
	}
	if l.word != "" {
		l.phone, l.line = isOf(l.word, phoneWords), isOf(l.word, lineWords)
		l.messenger, l.number = isOf(l.word, messengerWords), begins(l.word, codeStems) || l.word == "р" && t.has(l.at-2, "р/")
		l.code, l.telephone = t.codeBefore(l.at), t.saidBefore(l.at)
	}
	if l.continues = t.continuesAt(from); l.continues {
		l.lastDigits = t.lastDigits()
	}
	return l
}

// announced says what the words before a number say that it is.
func (t *shadow) announced(l *lead, number string, c []digits) announcement {
	if l.phone && t.fits(l.word, l.at, l.end, number, c) {
		return byPhone
	}
	switch {
	case l.line && !l.code && likeLocal(c, t):
		return byPhone
	case l.sign:
		return asCode
	case l.continues && (likeLocal(c, t) || len(number) >= 9 || len(number) == l.lastDigits):
		return byPhone
	case l.messenger && !l.code && likeLocal(c, t) && (l.telephone || t.byNumber(l)):
		return byPhone
	case l.messenger && !l.code:
		return byMessenger
	case l.number, l.code:
		return nearCode
	case (l.telephone || t.saidAfter(c[len(c)-1].to)) && likeLocal(c, t):
		return byPhone
	}
	return unsaid
}

// byNumber reports whether «за номером» leads to a number, and no act is before it.
func (t *shadow) byNumber(l *lead) bool {
	by, at := t.wordBefore(t.back(l.at, " "))
	if l.word != "номером" || by != "за" {
		return false
	}
	what, _ := t.wordBefore(t.back(at, " "))
	return !begins(what, codeStems)
}

// codeBefore reports whether the word before another one announces a code:
// «код установи», «реєстраційний номер».
func (t *shadow) codeBefore(at int) bool {
	end := t.back(at, " ")
	word, _ := t.wordBefore(end)
	return end < at && begins(word, codeStems)
}

// fits keeps «т.» and other letters that stand for much from announcing what is
// not grouped as a number is: т. 12 345 is a volume, or tonnes.
func (t *shadow) fits(word string, at, end int, number string, c []digits) bool {
	if unicode.IsLetter(t.get(at-1)) || isDigit(t.get(at-1)) {
		return false
	}
	if len([]rune(word)) > 1 && !strings.HasPrefix(word, "мобільн") && word != "роб" && word != "дом" {
		return true
	}
	if (word == "т" || word == "ф") && !strings.ContainsRune("./:", t.get(end)) && t.get(at-1) != '/' {
		return false
	}
	return likeLocal(c, t) || inPairs(c, t) || len(number) >= 9 && wellWritten(c, t)
}

// inPairs reports whether a number ends in two pairs of digits or more, apart by
// spaces, as no thousands do: 59 50 50, 2 15 50.
func inPairs(c []digits, t *shadow) bool {
	for i, d := range c {
		if n := d.to - d.from; i > 0 && n != 2 || n > 3 || strings.Trim(d.gap, " ") != "" {
			return false
		}
	}
	n := len(phones{t}.digitsOf(c))
	return len(c) > 2 && n >= fewest && n <= 7
}

// likeLocal reports whether a number is grouped like one within a town: 59-50-50,
// 2-15-50, 278-65-43.
func likeLocal(c []digits, t *shadow) bool {
	if len(c) < 2 || len(c) > 4 {
		return false
	}
	for i, d := range c {
		n := d.to - d.from
		hyphen := strings.Trim(d.gap, " ") == "-" || d.gap == " " && t.get(t.back(c[0].from, " ")-1) == ':'
		if i > 0 && n != 2 && !(i == 1 && n == 3 && len(c) == 2) || n > 3 || d.gap != "" && !hyphen {
			return false
		}
	}
	n := len(phones{t}.digitsOf(c))
	return n >= fewest && n <= 7
}

// saidBefore reports whether one of the three words before the last, of the same
// clause, announces a telephone: «телефон для довідок: 59-50-50».
func (t *shadow) saidBefore(at int) bool {
	for range 3 {
		before := t.back(at, " .():")
		if before == at {
			return false
		}
		word, next := t.wordBefore(before)
		if len([]rune(word)) > 1 && isOf(word, phoneWords) {
			return true
		}
		if word == "" {
			return false
		}
		at = next
	}
	return false
}

// mostSaidAfter is how many letters of the word behind a number are read.
const mostSaidAfter = 12

// saidAfter reports whether a word right behind a number says what it is:
// «59-50-50 (тел.)».
func (t *shadow) saidAfter(to int) bool {
	i := to
	for i-to < 3 && strings.ContainsRune(" ,(-", t.get(i)) {
		i++
	}
	end := i
	for end-i < mostSaidAfter && unicode.IsLetter(t.get(end)) {
		end++
	}
	return i > to && end-i > 2 && isOf(string(t.text[i:end]), phoneWords)
}

// continuesAt reports whether a number stands in a row with one that is withheld:
// 59-50-50; 59-51-51.
func (t *shadow) continuesAt(from int) bool {
	i := t.back(from, " ,;/\n(+")
	for _, and := range []string{"або", "та", "і", "и", "or", "and"} {
		if word, at := t.wordBefore(i); word == and && at < i {
			i = t.back(at, " ,;/\n")
			break
		}
	}
	return i > 0 && i < from && len(t.found) > 0 && t.found[len(t.found)-1].to == i && isDigit(t.text[i-1])
}

// lastDigits returns how many digits the number withheld last has.
func (t *shadow) lastDigits() int {
	n := 0
	last := t.found[len(t.found)-1]
	for _, r := range t.text[last.from:last.to] {
		if isDigit(r) {
			n++
		}
	}
	return n
}

// back passes over signs before i.
func (t *shadow) back(i int, signs string) int {
	for i > 0 && strings.ContainsRune(signs, t.get(i-1)) {
		i--
	}
	return i
}

// counted reports whether a number is an amount of something: money, people, or
// whatever a number in thousands is followed by.
func (t *shadow) counted(to int, c []digits) bool {
	i := to
	for i < len(t.text) && t.text[i] == ' ' {
		i++
	}
	if i < len(t.text) && strings.ContainsRune("₴$€%", t.text[i]) {
		return true
	}
	if before := t.back(c[0].from, " "); before > 0 && strings.ContainsRune("₴$€", t.text[before-1]) {
		return true
	}
	end := i
	for end < len(t.text) && (unicode.IsLetter(t.text[end]) || t.text[end] == '²') {
		end++
	}
	word := string(t.text[i:end])
	if begins(word, countStems) {
		return true
	}
	return thousands(c, t) && !isOf(word, extensions) && (end > i || t.messengerBefore(c[0].from))
}

// messengerBefore reports whether a number right behind a messenger's name says
// how many use it: Viber 100 000.
func (t *shadow) messengerBefore(from int) bool {
	word, _ := t.wordBefore(t.back(from, " :-"))
	return isOf(word, messengerWords)
}

func isOf(word string, list []string) bool { return word != "" && slices.Contains(list, word) }

// begins reports whether a word begins with one of the stems; stems of up to
// three letters are whole words.
func begins(word string, stems []string) bool {
	return word != "" && slices.ContainsFunc(stems, func(stem string) bool {
		return word == stem || strings.HasPrefix(word, stem) && utf8.RuneCountInString(stem) > 3
	})
}
