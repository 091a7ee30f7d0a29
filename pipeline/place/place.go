// Package place knows the oblasts and hromadas of Ukraine by their codes in the
// codifier of administrative units (KATOTTG) and finds the code of a name as
// people type it. It believes that a wrong code is worse than none: what is
// ambiguous is refused with its candidates, and a likeness is never a match.
package place

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
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

// OblastOf gives the region that a code lies in, by its first four characters.
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
	words := strings.FieldsFunc(Fold(text), func(r rune) bool { return !isLetter(r) && r != '-' })
	beside, found := besidesOf(words), -1
	for _, word := range words {
		for i := range Oblasts {
			if i == found || len(word) < shortestStem || !spellings[i].names(word, beside) {
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

// What is longer, in bytes, is no place: the longest address with the region in it
// has some 500, the longest name of a hromada in full some 200.
const (
	LongestText = 1_000 // in which the name of a region may stand
	LongestName = 400
)

// besides is what the words of a text say beside names.
type besides struct {
	region           bool // one of them speaks of a region
	urban, ofTheCity bool // «міська», «міської»
}

func besidesOf(words []string) (b besides) {
	for _, w := range words {
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

// spoken gives the stem of what people call the region: «Львівщина».
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
	if len(text) > LongestName {
		return Oblast{}, false
	}
	if i, ok := bareStems[Fold(text)]; ok {
		return Oblasts[i], true
	}
	latin := strings.NewReplacer("_", " ", "-", " ").Replace(strings.ToLower(text))
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

// bareStems gives the regions, by index, by their folded adjectives and names.
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

// A Hromada is a territorial community.
type Hromada struct {
	Code string // KATOTTG
	Name string // adjective as in the codifier, spaces at the ends cut
}

// Pilots are the five cities that began the depository.
var Pilots = []Hromada{
	{"UA80000000000093317", "Київ"},
	{"UA05020030000031457", "Вінницька"},
	{"UA48060150000071713", "Миколаївська"},
	{"UA26040190000081578", "Івано-Франківська"},
	{"UA32100130000093505", "Славутицька"},
}

// A Registry finds hromadas by name. The zero Registry knows none.
type Registry struct {
	byName map[string][]Hromada // by folded name
	byCode map[string]Hromada
	byHead map[string]Hromada  // by the nine characters that the codes within a hromada share
	former map[string]string   // code by the KOATUU code of a council; nil none
	raions map[string]string   // name by the six characters that the codes within a raion share
	within map[string][]string // kind and folded name of settlements by the nine characters; only of hromadas that share their name
	likes  likes               // of the names in byName
}

// NewRegistry knows these hromadas, in any order; a code counts once.
func NewRegistry(hromadas []Hromada) *Registry {
	r := &Registry{byName: map[string][]Hromada{}, byCode: map[string]Hromada{}, byHead: map[string]Hromada{}, raions: map[string]string{}}
	for _, h := range hromadas {
		h.Name = strings.TrimSpace(h.Name)
		if _, twice := r.byCode[h.Code]; twice || !IsCode(h.Code) {
			continue
		}
		r.byCode[h.Code] = h
		r.byHead[h.Code[:9]] = h
		r.byName[Bare(h.Name)] = append(r.byName[Bare(h.Name)], h)
	}
	for _, list := range r.byName {
		slices.SortFunc(list, func(a, b Hromada) int { return strings.Compare(a.Code, b.Code) })
	}
	r.likes = likesOf(maps.Keys(r.byName))
	return r
}

// FromCodifier reads the rows of the codifier in the Ministry's layout: codes of
// five levels, category, name; category H is a hromada, P a raion, K a city of
// special status.
func FromCodifier(rows [][]string) *Registry {
	var list []Hromada
	raions, settlements := map[string]string{}, map[string][]string{}
	for _, row := range rows {
		if len(row) < 7 {
			continue
		}
		switch category := strings.TrimSpace(row[5]); {
		case (category == "H" || category == "Н") && IsCode(row[2]):
			list = append(list, Hromada{Code: row[2], Name: row[6]})
		case (category == "K" || category == "К") && IsCode(row[0]):
			list = append(list, Hromada{Code: row[0], Name: row[6]})
		case (category == "P" || category == "Р") && IsCode(row[1]):
			raions[row[1][:6]] = row[6]
		case IsCode(row[3]) && row[4] == "":
			settlements[row[3][:9]] = append(settlements[row[3][:9]], settlementKinds[strings.TrimSpace(row[5])]+Fold(row[6]))
		}
	}
	r := NewRegistry(list)
	r.raions, r.within = raions, map[string][]string{}
	for _, hromadas := range r.byName {
		for _, h := range hromadas {
			for _, name := range settlements[h.Code[:9]] {
				if len(hromadas) > 1 {
					r.within[h.Code[:9]] = append(r.within[h.Code[:9]], name)
				}
			}
		}
	}
	return r
}

// Len counts the hromadas.
func (r *Registry) Len() int { return len(r.byCode) }

// Hromada finds a hromada by code.
func (r *Registry) Hromada(code string) (Hromada, bool) {
	if r == nil {
		return Hromada{}, false
	}
	h, ok := r.byCode[code]
	return h, ok
}

// Holding finds the hromada that a code names, or in which the settlement of the
// code lies.
func (r *Registry) Holding(code string) (Hromada, bool) {
	if h, ok := r.Hromada(code); ok || r == nil || !IsCode(code) {
		return h, ok
	}
	h, ok := r.byHead[code[:9]]
	return h, ok
}

// A Match is what a name was found to mean.
type Match struct {
	Code       string    // "" where it is not certain
	Candidates []Hromada // what it may mean, where it is not certain; by code
	Likeness   bool      // the candidates only look like the name
}

// coded finds the hromada whose code, or that of a settlement or council in it,
// somebody has written in the place of a name.
func (r *Registry) coded(text string) (Hromada, bool) {
	if h, ok := r.Holding(strings.ToUpper(strings.TrimSpace(text))); ok {
		return h, true
	}
	return r.Former(text)
}

// Match finds the hromada of a name, or of a code in its place, within a region
// (its code; "" all Ukraine).
// A name that two hromadas bear is refused; where none bears it, one that has
// borne it is meant, and those whose name is one or two letters off are candidates.
// A text of over LongestName bytes is no name.
func (r *Registry) Match(name, oblast string) Match {
	if r == nil || len(name) > LongestName {
		return Match{}
	}
	key := Bare(name)
	if key == "" {
		return Match{}
	}
	if h, ok := r.coded(name); ok && len(within([]Hromada{h}, oblast)) == 1 {
		return Match{Code: h.Code}
	}
	found := within(r.byName[key], oblast)
	if len(found) == 0 {
		found = r.renamed(key, oblast)
	}
	switch len(found) {
	case 0:
		return Match{Candidates: r.near(key, oblast), Likeness: true}
	case 1:
		return Match{Code: found[0].Code}
	}
	return Match{Candidates: found}
}

// Within narrows a match that is not certain to the raion of a name («Барський»):
// one candidate alone that bears the name and lies there is meant.
func (r *Registry) Within(m Match, raion string) Match {
	if r == nil || m.Code != "" || m.Likeness || raion == "" {
		return m
	}
	var found []Hromada
	for _, h := range m.Candidates {
		if Fold(r.raions[h.Code[:6]]) == Fold(raion) {
			found = append(found, h)
		}
	}
	if len(found) == 1 {
		return Match{Code: found[0].Code}
	}
	return m
}

// A Raion is a district of an oblast with its hromadas.
type Raion struct {
	Name     string // adjective as in the codifier
	Hromadas []Hromada
}

// Raions gives the raions of an oblast (its code) and their hromadas, both by
// name; nil for a city or where no codifier is known.
func (r *Registry) Raions(oblast string) []Raion {
	if o, ok := OblastOf(oblast); r == nil || !ok || o.Code != oblast || o.City {
		return nil
	}
	within := map[string][]Hromada{}
	for code, h := range r.byCode {
		if name := strings.TrimSpace(r.raions[code[:6]]); code[:4] == oblast[:4] && name != "" {
			within[name] = append(within[name], h)
		}
	}
	order := collate.New(language.Ukrainian)
	var out []Raion
	for name, hromadas := range within {
		slices.SortFunc(hromadas, func(a, b Hromada) int {
			return cmp.Or(order.CompareString(a.Name, b.Name), strings.Compare(a.Code, b.Code))
		})
		out = append(out, Raion{name, hromadas})
	}
	slices.SortFunc(out, func(a, b Raion) int { return order.CompareString(a.Name, b.Name) })
	return out
}

// Around narrows a match that is not certain to the hromada in which a settlement
// of the text lies («…, м. Первомайськ, …»), if that is one alone. A text of over
// LongestText bytes is no address.
func (r *Registry) Around(m Match, text string) Match {
	if r == nil || m.Code != "" || m.Likeness || len(m.Candidates) == 0 || len(text) > LongestText {
		return m
	}
	text = settled.ReplaceAllStringFunc(Fold(text)+",", func(s string) string {
		parts := settled.FindStringSubmatch(s)
		return "§" + settlementWords[parts[1]] + parts[2]
	})
	var found []Hromada
	for _, h := range m.Candidates {
		if slices.ContainsFunc(r.within[h.Code[:9]], func(name string) bool {
			_, rest, ok := strings.Cut(text, "§"+name)
			next, _ := utf8.DecodeRuneInString(rest)
			return ok && !isLetter(next) && next != '-'
		}) {
			found = append(found, h)
		}
	}
	if len(found) == 1 {
		return Match{Code: found[0].Code}
	}
	return m
}

// settled finds the words that stand before the name of a settlement.
var settled = regexp.MustCompile(`(?:^|[\s,(])(м|с|смт|сел|с-ще|місто|село|селище)[. ]\s*(\p{L})`)

// Cities, settlements and villages of one name may lie in different hromadas:
// their kinds by the categories of the codifier and by the words of an address.
var (
	settlementKinds = map[string]string{"M": "м ", "М": "м ", "T": "т ", "Т": "т ", "X": "т ", "Х": "т ", "C": "с ", "С": "с "}
	settlementWords = map[string]string{"м": "м ", "місто": "м ", "смт": "т ", "сел": "т ", "с-ще": "т ", "селище": "т ", "с": "с ", "село": "с "}
)

func within(list []Hromada, oblast string) []Hromada {
	if len(oblast) < 4 {
		return list
	}
	var out []Hromada
	for _, h := range list {
		if h.Code[:4] == oblast[:4] {
			out = append(out, h)
		}
	}
	return out
}
