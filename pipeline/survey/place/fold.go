package place

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// lookalikes are the Latin letters that stand for Cyrillic ones in a word that
// somebody typed on the wrong keyboard.
var lookalikes = strings.NewReplacer("a", "а", "e", "е", "i", "і", "o", "о", "p", "р", "c", "с", "x", "х", "y", "у",
	"t", "т", "h", "н", "k", "к", "m", "м", "b", "в", "ï", "ї")

// Fold brings a text to the form in which texts are compared: NFC, lower case,
// one kind of apostrophe and dash, no soft hyphens or zero-width characters,
// single spaces, Latin look-alikes inside Cyrillic words made Cyrillic. It is what
// reading tables costs most: the texts of every day go through it once and take
// one allocation at most.
func Fold(s string) string {
	var short [256]byte
	out := short[:0]
	word, cyrillic, latin := 0, false, false // where the word at hand begins, and what is in it
	space := false                           // waits for the next word
	for _, r := range s {
		if r < rune(len(folded)) {
			r = folded[r]
		} else {
			r = foldRune(r)
		}
		switch {
		case r == nothing:
			continue
		case r == ' ':
			space = true
			continue
		case !composed(r):
			return foldSlowly(s)
		case space && len(out) > 0:
			out = append(cyrillicWord(out, word, cyrillic && latin), ' ')
			word, cyrillic, latin = len(out), false, false
		}
		space = false
		cyrillic = cyrillic || isCyrillic(r)
		latin = latin || 'a' <= r && r <= 'z' || r == 'ï'
		out = utf8.AppendRune(out, r)
	}
	out = cyrillicWord(out, word, cyrillic && latin)
	if string(out) == s {
		return s
	}
	return string(out)
}

// cyrillicWord makes the look-alikes of the last word Cyrillic, if it is mixed.
func cyrillicWord(out []byte, from int, mixed bool) []byte {
	if !mixed {
		return out
	}
	return append(out[:from:from], lookalikes.Replace(string(out[from:]))...)
}

// everyday ends the characters of Latin and Cyrillic.
const everyday = 0x530

// nothing stands for a character that nobody sees.
const nothing rune = -1

// foldRune returns the lower case of a character, of apostrophes, dashes and spaces
// the one that stands for all, or nothing.
func foldRune(r rune) rune {
	switch {
	case r == '`' || r == '´':
		return '\''
	case r == '\u00ad':
		return nothing
	case r < utf8.RuneSelf && r > ' ', 'а' <= r && r <= 'џ':
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	case 'А' <= r && r <= 'Я':
		return r + 'а' - 'А'
	case unicode.IsSpace(r):
		return ' '
	}
	switch r {
	case '’', 'ʼ', '‘', '′':
		return '\''
	case '‐', '‑', '–', '—', '−':
		return '-'
	case '\ufeff', '\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u2060':
		return nothing
	}
	return unicode.ToLower(r)
}

// folded is what foldRune makes of the characters of every day.
var folded = func() (out [everyday]rune) {
	for r := range out {
		out[r] = foldRune(rune(r))
	}
	return out
}()

// composed reports whether a character is in NFC as it stands, and no mark that
// may join the one before it.
func composed(r rune) bool {
	return r < 0x300 || 0x400 <= r && r < 0x483 || 0x48a <= r && r < 0x530 || 0x2010 <= r && r <= 0x2027 || r == '№'
}

// foldSlowly folds a text with characters that have to be composed first.
func foldSlowly(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(norm.NFC.String(s)) {
		if r = foldRune(r); r != nothing {
			b.WriteRune(r)
		}
	}
	words := strings.Fields(b.String())
	for i, w := range words {
		if strings.ContainsFunc(w, isCyrillic) {
			words[i] = lookalikes.Replace(w)
		}
	}
	return strings.Join(words, " ")
}

// capitals are the same letters as lookalikes, where those of a name stand first.
var capitals = strings.NewReplacer("A", "А", "E", "Е", "I", "І", "O", "О", "P", "Р", "C", "С", "X", "Х", "T", "Т",
	"H", "Н", "K", "К", "M", "М", "B", "В", "Ï", "Ї")

// unmixed returns a name as it is printed, with the Latin look-alikes inside a word of
// Cyrillic letters made Cyrillic: the codifier as others republish it has «Вiйтовецька»,
// which nobody finds by searching. Words of one alphabet stay as they are.
func unmixed(name string) string {
	latin := func(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r == 'ï' || r == 'Ï' }
	if !strings.ContainsFunc(name, latin) {
		return name
	}
	words := strings.Split(name, " ")
	for i, w := range words {
		if strings.ContainsFunc(strings.ToLower(w), isCyrillic) && strings.ContainsFunc(w, latin) {
			words[i] = capitals.Replace(lookalikes.Replace(w))
		}
	}
	return strings.Join(words, " ")
}

// Cyrillic makes the Latin look-alikes of a folded text Cyrillic, in words of
// Latin letters too.
func Cyrillic(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return 'a' <= r && r <= 'z' || r == 'ï' }) < 0 {
		return s
	}
	return lookalikes.Replace(s)
}

// Letters returns the letters and digits of a folded text alone, as Cyrillic has
// them: Fold, Cyrillic and what is left of them without signs, in one walk for the
// texts of every day.
func Letters(s string) string {
	var short [256]byte
	return string(appendLetters(short[:0], s))
}

// appendLetters appends what Letters returns.
func appendLetters(out []byte, s string) []byte {
	from := len(out)
	for _, r := range s {
		switch r = Letter(r); r {
		case Composed:
			return append(out[:from], lettersSlowly(s)...)
		case nothing:
		default:
			out = utf8.AppendRune(out, r)
		}
	}
	return out
}

// Letter returns what Letters makes of a character: below 0 nothing, Composed what its
// neighbours decide.
func Letter(r rune) rune {
	if r < rune(len(lettersOf)) {
		return lettersOf[r]
	}
	if r == '№' || r >= 0x2010 && r <= 0x2027 {
		return nothing
	}
	return Composed
}

// Composed stands for a character that has to be composed with its neighbours.
const Composed rune = -2

// lettersOf is what Letters makes of the characters of every day.
var lettersOf = func() (out [everyday]rune) {
	for i := range out {
		r := foldRune(rune(i))
		switch {
		case r != nothing && !composed(r):
			out[i] = Composed
		case r == nothing || !unicode.IsLetter(r) && !unicode.IsDigit(r):
			out[i] = nothing
		default:
			out[i], _ = utf8.DecodeRuneInString(Cyrillic(string(r)))
		}
	}
	return out
}()

func lettersSlowly(s string) string {
	return Cyrillic(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, Fold(s)))
}

func isCyrillic(r rune) bool {
	return 'А' <= r && r <= 'ё' || 'є' <= r && r <= 'ї' || r == 'ґ' || r >= 0x400 && unicode.Is(unicode.Cyrillic, r)
}

func isLetter(r rune) bool {
	return 'а' <= r && r <= 'џ' || 'a' <= r && r <= 'z' || r >= utf8.RuneSelf && unicode.IsLetter(r) || 'A' <= r && r <= 'Z' || r == '\''
}

// suffixes are what people add to the name of a hromada, behind a space.
var suffixes = []string{
	" міська територіальна громада", " селищна територіальна громада", " сільська територіальна громада",
	" об'єднана територіальна громада", " територіальна громада", " міська громада", " селищна громада", " сільська громада",
	" громада", " міська рада", " селищна рада", " сільська рада", " міська тг", " селищна тг", " сільська тг", " мтг", " стг", " отг", " тг", " міська", " селищна", " сільська",
}

// Bare folds the name of a hromada and cuts off what says only that it is one.
func Bare(name string) string {
	s := strings.Trim(Fold(name), " .,;:*\"«»")
	for _, suffix := range suffixes {
		if rest, ok := strings.CutSuffix(s, suffix); ok {
			return strings.TrimSpace(rest)
		}
	}
	return s
}
