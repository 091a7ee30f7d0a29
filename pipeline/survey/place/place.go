// Package place knows the oblasts and hromadas of Ukraine by their codes in the
// codifier of administrative units (KATOTTG) and finds the code of a name as
// people type it. It believes that a wrong code is worse than none: what is
// ambiguous is refused with its candidates, and a likeness is never a match.
package place

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// An Oblast is a region of the first level: an oblast, the Autonomous Republic
// of Crimea, or a city of special status.
type Oblast struct {
	Code string // KATOTTG, "UA" and 17 digits
	ISO  string // ISO 3166-2, as "UA-05"
	Stem string // adjective or name as the codifier has it: "Вінницька", "Київ"
	UK   string // as printed in Ukrainian
	EN   string // as printed in English
	City bool
}

// Oblasts are all 27 regions, by code.
var Oblasts = []Oblast{
	{"UA01000000000013043", "UA-43", "Автономна Республіка Крим", "Автономна Республіка Крим", "Autonomous Republic of Crimea", false},
	{"UA05000000000010236", "UA-05", "Вінницька", "Вінницька область", "Vinnytsia Oblast", false},
	{"UA07000000000024379", "UA-07", "Волинська", "Волинська область", "Volyn Oblast", false},
	{"UA12000000000090473", "UA-12", "Дніпропетровська", "Дніпропетровська область", "Dnipropetrovsk Oblast", false},
	{"UA14000000000091971", "UA-14", "Донецька", "Донецька область", "Donetsk Oblast", false},
	{"UA18000000000041385", "UA-18", "Житомирська", "Житомирська область", "Zhytomyr Oblast", false},
	{"UA21000000000011690", "UA-21", "Закарпатська", "Закарпатська область", "Zakarpattia Oblast", false},
	{"UA23000000000064947", "UA-23", "Запорізька", "Запорізька область", "Zaporizhzhia Oblast", false},
	{"UA26000000000069363", "UA-26", "Івано-Франківська", "Івано-Франківська область", "Ivano-Frankivsk Oblast", false},
	{"UA32000000000030281", "UA-32", "Київська", "Київська область", "Kyiv Oblast", false},
	{"UA35000000000016081", "UA-35", "Кіровоградська", "Кіровоградська область", "Kirovohrad Oblast", false},
	{"UA44000000000018893", "UA-09", "Луганська", "Луганська область", "Luhansk Oblast", false},
	{"UA46000000000026241", "UA-46", "Львівська", "Львівська область", "Lviv Oblast", false},
	{"UA48000000000039575", "UA-48", "Миколаївська", "Миколаївська область", "Mykolaiv Oblast", false},
	{"UA51000000000030770", "UA-51", "Одеська", "Одеська область", "Odesa Oblast", false},
	{"UA53000000000028050", "UA-53", "Полтавська", "Полтавська область", "Poltava Oblast", false},
	{"UA56000000000066151", "UA-56", "Рівненська", "Рівненська область", "Rivne Oblast", false},
	{"UA59000000000057109", "UA-59", "Сумська", "Сумська область", "Sumy Oblast", false},
	{"UA61000000000060328", "UA-61", "Тернопільська", "Тернопільська область", "Ternopil Oblast", false},
	{"UA63000000000041885", "UA-63", "Харківська", "Харківська область", "Kharkiv Oblast", false},
	{"UA65000000000030969", "UA-65", "Херсонська", "Херсонська область", "Kherson Oblast", false},
	{"UA68000000000099709", "UA-68", "Хмельницька", "Хмельницька область", "Khmelnytskyi Oblast", false},
	{"UA71000000000010357", "UA-71", "Черкаська", "Черкаська область", "Cherkasy Oblast", false},
	{"UA73000000000044923", "UA-77", "Чернівецька", "Чернівецька область", "Chernivtsi Oblast", false},
	{"UA74000000000025378", "UA-74", "Чернігівська", "Чернігівська область", "Chernihiv Oblast", false},
	{"UA80000000000093317", "UA-30", "Київ", "м. Київ", "City of Kyiv", true},
	{"UA85000000000065278", "UA-40", "Севастополь", "м. Севастополь", "City of Sevastopol", true},
}

// OblastOf returns the region that a code lies in, by its first four characters.
func OblastOf(code string) (Oblast, bool) {
	if len(code) < 4 {
		return Oblast{}, false
	}
	i := slices.IndexFunc(Oblasts, func(o Oblast) bool { return o.Code[:4] == code[:4] })
	if i < 0 {
		return Oblast{}, false
	}
	return Oblasts[i], true
}

// IsCode reports whether s has the form of a KATOTTG code.
func IsCode(s string) bool {
	return len(s) == 19 && s[:2] == "UA" && strings.Trim(s[2:], "0123456789") == ""
}

// FindOblast finds the region that a text names, in whatever form: «Вінницька
// область», «Вінницька обласна військова адміністрація», «м. Київ», «Одеської
// області». A text that names two regions, or none, names no one; so does a text
// of over LongestText bytes, which says more than where something is.
func FindOblast(text string) (Oblast, bool) {
	if len(text) > LongestText {
		return Oblast{}, false
	}
	folded, found := Fold(text), -1
	var beside besides
	for word := range wordsOf(folded) {
		first, _ := utf8.DecodeRuneInString(word)
		for _, i := range byLetter[first] {
			if i == found || len(word) < shortestStem || !spellings[i].mayName(word) {
				continue
			}
			if !beside.looked {
				beside = besidesOf(folded)
			}
			if !spellings[i].names(word, beside) {
				continue
			}
			if found >= 0 {
				return Oblast{}, false
			}
			found = i
		}
	}
	if found < 0 {
		return Oblast{}, false
	}
	return Oblasts[found], true
}

// wordsOf yields the words of a folded text.
func wordsOf(folded string) func(yield func(string) bool) {
	return strings.FieldsFuncSeq(folded, func(r rune) bool { return !isLetter(r) && r != '-' })
}

// What is longer, in bytes, is no place: the longest address with the region in it
// has some 500, the longest name of a hromada in full some 200.
const (
	LongestText = 1_000 // in which the name of a region may stand
	longestName = 400
)

// besides is what the words of a text say beside names.
type besides struct {
	looked           bool
	region           bool // one of them speaks of a region
	urban, ofTheCity bool // «міська», «міської»
}

func besidesOf(folded string) (b besides) {
	b.looked = true
	for w := range wordsOf(folded) {
		b.region = b.region || isRegionWord(w)
		b.urban = b.urban || w == "міська"
		b.ofTheCity = b.ofTheCity || w == "міської"
	}
	return b
}

// A spelling is how texts write a region: prepared once, folded.
type spelling struct {
	stem   string // of Oblast.Stem
	base   string // the stem without its ending
	spoken string // beginning of what people call the region: «львівщин»
	city   bool
}

// spellings are those of the Oblasts.
var spellings = func() []spelling {
	out := make([]spelling, len(Oblasts))
	for i, o := range Oblasts {
		stem := foldedStems[o.Code]
		out[i] = spelling{stem, strings.TrimSuffix(stem, "а"), o.spoken(), o.City}
	}
	return out
}()

// byLetter are the places in Oblasts of the regions that a word may name, by its
// first letter.
var byLetter = func() map[rune][]int {
	out := map[rune][]int{}
	for i, s := range spellings {
		letters := map[rune]bool{}
		for _, begins := range []string{s.base, s.spoken, s.stem} {
			first, _ := utf8.DecodeRuneInString(begins)
			letters[first] = true
		}
		if s.stem == "автономна республіка крим" {
			letters = map[rune]bool{'к': true}
		}
		for r := range letters {
			out[r] = append(out[r], i)
		}
	}
	return out
}()

// mayName passes over nearly all words that names would.
func (s *spelling) mayName(word string) bool {
	return s.city || s.stem == "автономна республіка крим" || strings.HasPrefix(word, s.spoken) || strings.HasPrefix(word, s.base)
}

// shortestStem is the length in bytes of the shortest word that names a region.
const shortestStem = len("крим")

// names reports whether a word of a text names the region: its adjective in any
// case beside a word of a region, or the name of a city of special status.
func (s *spelling) names(word string, beside besides) bool {
	switch {
	case s.stem == "автономна республіка крим":
		return strings.HasPrefix(word, "крим")
	case s.city && s.stem == "київ":
		return word == "київ" || word == "києва" || word == "києві" || word == "київська" && beside.urban ||
			word == "київської" && beside.ofTheCity
	case s.city:
		return strings.HasPrefix(word, "севастопол")
	case s.stem == "київська" && (beside.urban || beside.ofTheCity):
		return false
	case strings.HasPrefix(word, s.spoken):
		return true
	}
	ending, ok := strings.CutPrefix(word, s.base)
	return ok && beside.region && slices.Contains(endings, ending)
}

// endings are those of the adjective of a region.
var endings = []string{"", "а", "ої", "ій", "у", "ою"}

// spokenNames are the stems of what people call a region that do not follow from
// its adjective, by the first four characters of the code.
var spokenNames = map[string]string{
	"UA05": "вінниччин", "UA07": "волин", "UA12": "дніпропетровщин", "UA14": "донеччин", "UA21": "закарпатт", "UA23": "запоріжж",
	"UA26": "прикарпатт", "UA46": "львівщин", "UA51": "одещин", "UA68": "хмельниччин", "UA71": "черкащин", "UA73": "буковин",
}

// spoken returns the stem of what people call the region: «Львівщина».
func (o Oblast) spoken() string {
	if s := spokenNames[o.Code[:4]]; s != "" {
		return s
	}
	return strings.TrimSuffix(foldedStems[o.Code], "ська") + "щин"
}

// foldedStems are the stems of the regions by code, folded once.
var foldedStems = func() map[string]string {
	out := map[string]string{}
	for _, o := range Oblasts {
		out[o.Code] = Fold(o.Stem)
	}
	return out
}()

func isRegionWord(w string) bool {
	return strings.HasPrefix(w, "област") || w == "обл" || w == "обласна" || w == "обласної" || w == "ода" || w == "ова"
}

// FindOblastByStem finds the region whose bare name is given: «Вінницька»,
// «Київ», or its Latin form as in a file name (vinnytsia, kyiv-oblast).
func FindOblastByStem(text string) (Oblast, bool) {
	if len(text) > longestName {
		return Oblast{}, false
	}
	if i, ok := bareStems[Fold(text)]; ok {
		return Oblasts[i], true
	}
	if strings.IndexFunc(text, func(r rune) bool { return 'a' <= r|0x20 && r|0x20 <= 'z' || r >= everyday }) < 0 { // no Latin letter
		return Oblast{}, false
	}
	latin := apart.Replace(strings.ToLower(text))
	latin = strings.Join(strings.Fields(strings.Trim(latin, "0123456789 ")), " ")
	name, wide := latin, false // wide: the text speaks of an oblast
	for _, word := range []string{" oblast", " region", " obl", " oda", " ova"} {
		if rest, ok := strings.CutSuffix(name, word); ok {
			name, wide = rest, true
		}
	}
	if other := otherSpellings[name]; other != "" {
		name = other
	}
	for i, o := range Oblasts {
		switch l := latinNames[i]; {
		case latin == l.whole, !o.City && name == l.adjective:
			return o, true
		case name == l.short && (o.City && !wide || !o.City && (wide || o.Code != "UA32000000000030281")):
			return o, true
		}
	}
	return Oblast{}, false
}

var apart = strings.NewReplacer("_", " ", "-", " ")

// bareStems returns the regions, by index, by their folded adjectives and names.
var bareStems = func() map[string]int {
	out := map[string]int{}
	for i := len(Oblasts) - 1; i >= 0; i-- { // of two that share a name the first
		out[Fold(Oblasts[i].UK)], out[Fold(Oblasts[i].Stem)] = i, i
	}
	return out
}()

// latinNames are the forms of the Oblasts in Latin letters, in lower case.
var latinNames = func() []struct{ whole, short, adjective string } {
	out := make([]struct{ whole, short, adjective string }, len(Oblasts))
	for i, o := range Oblasts {
		out[i].whole = strings.ToLower(o.EN)
		out[i].short = strings.TrimPrefix(strings.TrimSuffix(strings.ReplaceAll(out[i].whole, "-", " "), " oblast"), "city of ")
		out[i].adjective = strings.ReplaceAll(latinStem(o), "-", " ")
	}
	return out
}()

// otherSpellings are Latin names of regions and of their centres by which
// people call a file, and the name in Oblasts.
var otherSpellings = map[string]string{
	"kiev": "kyiv", "odessa": "odesa", "lvov": "lviv", "kharkov": "kharkiv", "chernigov": "chernihiv", "nikolaev": "mykolaiv",
	"dnipro": "dnipropetrovsk", "zaporizhia": "zaporizhzhia", "zaporizhzhya": "zaporizhzhia", "zaporozhye": "zaporizhzhia",
	"vinnitsa": "vinnytsia", "vinnytsya": "vinnytsia", "khmelnitsky": "khmelnytskyi", "khmelnytsky": "khmelnytskyi",
	"transcarpathia": "zakarpattia", "zakarpattya": "zakarpattia", "kropyvnytskyi": "kirovohrad", "kirovograd": "kirovohrad", "rovno": "rivne",
}

// latinLetters is the official Latin spelling (Cabinet of Ministers, resolution 55
// of 2010) as far as the adjectives of oblasts need it, inside a word.
var latinLetters = strings.NewReplacer("а", "a", "б", "b", "в", "v", "г", "h", "д", "d", "е", "e", "ж", "zh", "з", "z", "и", "y", "і", "i", "ї", "i",
	"й", "i", "к", "k", "л", "l", "м", "m", "н", "n", "о", "o", "п", "p", "р", "r", "с", "s", "т", "t", "у", "u", "ф", "f", "х", "kh", "ц", "ts",
	"ч", "ch", "ш", "sh", "щ", "shch", "ь", "", "ю", "iu", "я", "ia")

func latinStem(o Oblast) string { return latinLetters.Replace(foldedStems[o.Code]) }
