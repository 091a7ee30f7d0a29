package place

import (
	"regexp"
	"slices"
	"strings"
)

// What people type for a place says more than a name: «м. Бар (Вінницька обл.)»,
// «Барська міська територіальна громада Жмеринського району Вінницької області»,
// «Виконавчий комітет Барської міської ради», «Bar city council».

// typed is what such a text says.
type typed struct {
	oblast string // code of the region that it names; "" none
	raion  string // adjective of the raion that it names, folded; "" none
	names  []typedName
}

// A typedName is one name with what the words around it say of it.
type typedName struct {
	name   string // folded, without those words
	kind   kind
	centre byte // what the hromada is governed from: M, X or C of Categories; 0 not said
}

// A kind is what a name is said to be the name of.
type kind int

const (
	anyKind kind = iota
	hromadaKind
	cityKind
	settlementKind
	villageKind
)

var (
	regionPhrase = regexp.MustCompile(`([\p{L}'-]+(?:ськ|цьк))(?:а|ої|ій|у|ою) +(?:область|області|областю|обл\.|обл(?: |$))`)
	latinRegion  = regexp.MustCompile(`([a-z'-]+) +(?:oblast|region|obl\.?)(?: |$)`)
	raionPhrase  = regexp.MustCompile(`([\p{L}'-]{3,}(?:ськ|цьк|зьк))(?:ий|ого|ому|им) +(?:район(?:у|і|ом)?|р-н(?:у|і)?\.?)(?: |$|[^\p{L}'-])|(?:район|р-н)[ :–-]+([\p{L}'-]{3,}(?:ськ|цьк|зьк))(?:ий|ого)`)
	spokenRegion = regexp.MustCompile(`(?:щ|чч)ин[аиіу]$|^(?:за|при)карпатт`) // «Львівщина»; «Запоріжжя» is a city, and «Буковина» villages
	glued        = regexp.MustCompile(`^(м|с|смт|сел|с-ще)\. *`)
	notAPlace    = regexp.MustCompile(`^(?:вул|просп|пров|бульв|буд|пл|площа|вулиця|проспект)[. ]|^\d`)
	crimea       = []string{"крим", "ар крим", "арк", "автономна республіка крим", "crimea", "autonomous republic of crimea"}
)

// kindWords say before a name what it is the name of.
var kindWords = map[string]kind{
	"м": cityKind, "місто": cityKind, "міста": cityKind, "city": cityKind, "town": cityKind,
	"смт": settlementKind, "сел": settlementKind, "с-ще": settlementKind, "селище": settlementKind, "селища": settlementKind,
	"с": villageKind, "село": villageKind, "села": villageKind, "village": villageKind,
}

// centreWords say what a hromada is governed from.
var centreWords = map[string]byte{"міськ": 'M', "селищн": 'X', "сільськ": 'C'}

// hromadaWords say of a name beside them that it is that of a hromada, or of its
// council; adjectives stand without their endings.
var hromadaWords = []string{
	"громад", "територіальн", "об'єднан", "військов", "військово-цивільн", "рад", "адміністраці",
}

// hromadaSigns are those that have no endings.
var hromadaSigns = []string{
	"тг", "отг", "мтг", "стг", "тер", "об", "ва", "мва", "сва", "вца",
	"hromada", "gromada", "community", "territorial", "amalgamated", "united", "urban", "rural", "council", "municipality", "of", "the", "tg", "otg",
}

// officeWords stand before the name of a council in the genitive.
var officeWords = []string{"виконавчий", "виконком", "комітет", "апарат"}

var caseEndings = []string{"", "а", "и", "і", "у", "ю", "я", "ї", "ою", "єю", "ої", "ій"}

// readTyped takes a text apart: names between commas and brackets, and the region
// and raion that they lie in.
func readTyped(text string) (t typed) {
	for part := range strings.FieldsFuncSeq(Fold(text), func(r rune) bool { return strings.ContainsRune(",;()[]|", r) }) {
		part = t.cutRegion(part)
		if raion, rest := cutRaion(part); raion != "" {
			t.raion, part = raion, rest
		}
		part = strings.Trim(part, " .:*\"«»“”„-")
		switch {
		case part == "" || strings.ContainsAny(part[:1], "0123456789") || strings.ContainsAny(part, ". ") && notAPlace.MatchString(part):
		case slices.Contains(crimea, part):
			t.oblast = Oblasts[0].Code
		default:
			if n := nameOf(part); n.name != "" {
				t.names = append(t.names, n)
			}
		}
	}
	return t
}

// cutRegion takes the name of a region out of a part of a text.
func (t *typed) cutRegion(part string) string {
	for _, phrase := range []*regexp.Regexp{regionPhrase, latinRegion} {
		if phrase == regionPhrase && !strings.Contains(part, "обл") || phrase == latinRegion && !strings.Contains(part, " obl") && !strings.Contains(part, " region") {
			continue // nearly all texts
		}
		m := phrase.FindStringSubmatchIndex(part)
		if m == nil {
			continue
		}
		stem := part[m[2]:m[3]]
		if phrase == regionPhrase {
			stem += "а"
		}
		if o, ok := FindOblastByStem(stem); ok && !o.City {
			t.oblast = o.Code
			return part[:m[0]] + " " + part[m[1]:]
		} else if o, ok := FindOblastByStem(stem + " oblast"); ok {
			t.oblast = o.Code
			return part[:m[0]] + " " + part[m[1]:]
		}
	}
	if word := strings.TrimSpace(part); !strings.Contains(word, " ") && (strings.Contains(word, "ин") || strings.Contains(word, "карпатт")) && spokenRegion.MatchString(word) {
		if o, ok := FindOblast(word); ok {
			t.oblast = o.Code
			return ""
		}
	}
	return part
}

// cutRaion takes the name of a raion out of a folded text: its adjective as the
// codifier has it, folded, and the rest; "" none.
func cutRaion(folded string) (raion, rest string) {
	if !strings.Contains(folded, "район") && !strings.Contains(folded, "р-н") {
		return "", folded
	}
	m := raionPhrase.FindStringSubmatchIndex(folded)
	if m == nil {
		return "", folded
	}
	from, to := m[2], m[3]
	if from < 0 {
		from, to = m[4], m[5]
	}
	return folded[from:to] + "ий", folded[:m[0]] + " " + folded[m[1]:]
}

// RaionIn finds the raion that a text names («Жмеринського району», «р-н
// Барський»): its adjective as the codifier has it, folded; "" none.
func RaionIn(text string) string {
	if len(text) > LongestText {
		return ""
	}
	raion, _ := cutRaion(Fold(text))
	return raion
}

// nameOf takes off a name what stands around it.
func nameOf(part string) (n typedName) {
	if strings.Contains(part, ".") {
		part = glued.ReplaceAllString(part, "$1. ")
	}
	words := strings.Fields(part)
	for len(words) > 0 && n.before(words[0]) {
		words = words[1:]
	}
	for len(words) > 0 && n.behind(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	n.name = strings.Trim(strings.Join(words, " "), " .:*\"«»“”„-")
	n.name = strings.ReplaceAll(n.name, " - ", "-")
	return n
}

// before takes a word that stands before the name; false where the name begins.
func (n *typedName) before(word string) bool {
	w := strings.Trim(word, ".:\"«»“”„")
	k, known := kindWords[w]
	switch {
	case n.kind > hromadaKind:
		return w == "of" || w == ""
	case known:
		n.kind = k
		return true
	case slices.Contains(officeWords, w):
		n.kind = hromadaKind
		return true
	}
	return n.hromadaWord(w)
}

// behind takes a word that stands behind the name; false where the name ends.
func (n *typedName) behind(word string) bool {
	w := strings.Trim(word, ".:\"«»“”„")
	switch w {
	case "", "м", "м-то":
		return true
	case "city", "town", "village":
		if n.kind == anyKind {
			n.kind = kindWords[w]
		}
		return true
	}
	return n.hromadaWord(w)
}

func (n *typedName) hromadaWord(w string) bool {
	centre := byte(0)
	for stem, c := range centreWords {
		if ending, ok := strings.CutPrefix(w, stem); ok && ending != "" && slices.Contains(caseEndings, ending) {
			centre = c
		}
	}
	if centre == 0 && !slices.Contains(hromadaSigns, w) && !slices.ContainsFunc(hromadaWords, func(stem string) bool {
		ending, ok := strings.CutPrefix(w, stem)
		return ok && slices.Contains(caseEndings, ending)
	}) {
		return false
	}
	if centre != 0 {
		n.centre = centre
	}
	if n.kind == anyKind || n.kind == cityKind && centre == 'M' {
		n.kind = hromadaKind
	}
	return true
}

// nominative is the adjective of a name that stands in another case; "" it does not.
func (n typedName) nominative() string {
	for _, ending := range []string{"ої", "ій", "ою"} {
		if stem, ok := strings.CutSuffix(n.name, ending); ok && n.kind == hromadaKind {
			return stem + "а"
		}
	}
	return ""
}

// key is what names are compared by: people leave out apostrophes, and write
// hyphens with spaces or none.
func key(folded string) string {
	return keyed.Replace(folded)
}

var keyed = strings.NewReplacer("'", "", " - ", "-", "- ", "-", " -", "-")
