package place

import (
	"slices"
	"strings"

	"depository.example/depository/pipeline/survey/latin"
)

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

// Match finds the hromada that a text names, or of a code in its place, within a
// region (its code; "" all Ukraine). The text may call it by its own name, by that
// of the settlement it is governed from or of another one in it, or by one that it
// has borne, in Ukrainian or Latin letters, with words about it, its raion and
// region: «Барська ТГ», «м. Бар», «Барська міська рада Вінницької області», «Bar».
//
// A hromada that bears a name goes before one that has borne it; a settlement
// that governs a hromada before others, unless it is said to be a city or village;
// what several mean alike is refused with these as candidates. Where nothing is
// meant, those whose name is one or two letters off are candidates. A text of over
// longestName bytes is no name.
func (r *Registry) Match(text, oblast string) Match {
	if r == nil || text == "" || len(text) > longestName {
		return Match{}
	}
	if h, ok := r.coded(text); ok && len(r.inOblast([]Hromada{h}, oblast)) == 1 {
		return Match{Code: h.Code}
	}
	return r.matchTyped(readTyped(text), oblast)
}

// matchTyped finds the one hromada that all names of a text mean.
func (r *Registry) matchTyped(t typed, oblast string) (out Match) {
	for i, n := range t.names {
		m := r.matchName(n, scope{in: r, oblast: orOther(t.oblast, oblast), raion: r.knownRaion(t.raion)})
		if t.oblast != "" && len(oblast) >= 4 && t.oblast[:4] != oblast[:4] { // it contradicts where it has to be
			m = m.doubted(r)
		}
		if i == 0 {
			out = m
		} else if out.Code != m.Code || m.Code == "" {
			out = out.joined(m, r)
		}
	}
	return out
}

func orOther(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// doubted makes what was found a candidate.
func (m Match) doubted(r *Registry) Match {
	if m.Code == "" {
		return m
	}
	return Match{Candidates: []Hromada{r.byCode[m.Code]}}
}

// joined returns what two names that mean different places may mean.
func (m Match) joined(other Match, r *Registry) Match {
	m, other = m.doubted(r), other.doubted(r)
	list := slices.Concat(m.Candidates, other.Candidates)
	return Match{Candidates: unique(list), Likeness: m.Likeness && other.Likeness}
}

// unique puts hromadas in the order of their codes, each once.
func unique(list []Hromada) []Hromada {
	list = slices.Clone(list)
	slices.SortFunc(list, byCode)
	return slices.Compact(list)
}

// A scope is where a place has to lie.
type scope struct {
	in     *Registry
	oblast string // code; "" anywhere
	raion  string // six characters of the code; "" anywhere
}

func (s scope) of(list []Hromada) []Hromada {
	list = s.in.inOblast(list, s.oblast)
	if s.raion == "" {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), func(h Hromada) bool { return raionHead(h.Code) != s.raion })
}

// knownRaion finds a raion by its folded name: six characters of its code; "" no
// raion, or one that is no more.
func (r *Registry) knownRaion(name string) string {
	if name == "" || r.raions == nil {
		return ""
	}
	return r.raionHeads()[name]
}

// indexRaions finds raions by their folded names, which are unique.
func (r *Registry) indexRaions() map[string]string {
	out := make(map[string]string, len(r.raions))
	for head, raion := range r.raions {
		out[Fold(raion.Name)] = head
	}
	return out
}

// matchName finds the hromada of one name: those of the first way of naming that
// anybody means.
func (r *Registry) matchName(n typedName, s scope) Match {
	if other := n.nominative(); other != "" {
		if m := r.matchName(typedName{other, n.kind, n.centre}, s); m.Code != "" || !m.Likeness {
			return m
		}
	}
	for _, way := range r.ways(n) {
		switch found := r.governed(unique(way(key(n.name), s)), n.centre); len(found) {
		case 0:
		case 1:
			return Match{Code: found[0].Code}
		default:
			return Match{Candidates: found}
		}
	}
	if r.elsewhere != nil { // another edition knows the name
		if h, ok := r.byCode[r.elsewhere.matchName(n, s).Code]; ok {
			return Match{Code: h.Code}
		}
	}
	return Match{Candidates: s.of(r.near(key(n.name), s.oblast)), Likeness: true}
}

// governed leaves of several hromadas those that are governed from what was said,
// if there are any.
func (r *Registry) governed(list []Hromada, centre byte) []Hromada {
	if centre == 0 || len(list) < 2 {
		return list
	}
	fit := slices.DeleteFunc(slices.Clone(list), func(h Hromada) bool { return r.centre(h) != centre })
	if len(fit) == 0 {
		return list
	}
	return fit
}

// centre tells what a hromada is governed from: M, X or C of Categories; 0 unknown.
func (r *Registry) centre(h Hromada) byte {
	for line := range r.within[headOf(h.Code)].lines() {
		if !line.centre {
			break
		}
		return urban(line.category)
	}
	return 0
}

// urban makes one category of the two of settlements.
func urban(category byte) byte {
	if category == 'T' {
		return 'X'
	}
	return category
}

// A way finds the hromadas within a scope that a key stands for.
type way func(key string, s scope) []Hromada

// ways are those in which a name may be meant, the likeliest first.
func (r *Registry) ways(n typedName) []way {
	if !strings.ContainsFunc(n.name, isCyrillic) {
		return []way{r.latin}
	}
	bears := r.bearing(n.centre)
	bore := func(key string, s scope) []Hromada { return s.of(r.others[key]) }
	centre := r.settlements(func(s settlement) bool { return s.centre && !s.former })
	centreOnce := r.settlements(func(s settlement) bool { return s.centre })
	now := r.settlements(func(s settlement) bool { return !s.former })
	once := r.settlements(func(settlement) bool { return true })
	switch n.kind {
	case anyKind:
		return []way{bears, bore, centre, centreOnce, now, once}
	case hromadaKind:
		return []way{bears, r.capital, bore, centre, centreOnce}
	}
	category := [...]byte{cityKind: 'M', settlementKind: 'X', villageKind: 'C'}[n.kind]
	ofKind := r.settlements(func(s settlement) bool { return urban(s.category) == category && !s.former })
	ofKindOnce := r.settlements(func(s settlement) bool { return urban(s.category) == category })
	if n.kind == cityKind {
		return []way{ofKind, r.capital, ofKindOnce, now, once}
	}
	return []way{ofKind, ofKindOnce, now, once}
}

// bearing finds hromadas by their own name. Of those that bear or have borne it
// the ones that are governed from what was said (0 nothing) are meant, if any are:
// «Первомайська селищна» is one that has another name now.
func (r *Registry) bearing(centre byte) way {
	return func(key string, s scope) []Hromada {
		found := s.of(r.byName[key])
		if centre == 0 {
			return found
		}
		for _, list := range [][]Hromada{found, s.of(r.others[key])} {
			fit := slices.DeleteFunc(slices.Clone(list), func(h Hromada) bool {
				c := r.centre(h)
				return c != 0 && c != centre
			})
			if len(fit) > 0 {
				return fit
			}
		}
		return found
	}
}

// settlements finds the hromadas of those settlements of a name that fit.
func (r *Registry) settlements(fit func(settlement) bool) way {
	return func(key string, s scope) (out []Hromada) {
		for _, one := range r.settled()[key] {
			if fit(one) {
				out = append(out, one.in)
			}
		}
		return s.of(out)
	}
}

// capital finds the cities that are regions themselves, by name or by adjective:
// «Київська міська рада».
func (r *Registry) capital(key string, s scope) []Hromada {
	for _, o := range Oblasts {
		if h, ok := r.byCode[o.Code]; ok && o.City && (key == foldedStems[o.Code] || key == adjectives[o.Code]) {
			return s.of([]Hromada{h})
		}
	}
	return nil
}

// adjectives are those of the cities that are regions themselves, by code.
var adjectives = map[string]string{"UA80000000000093317": "київська", "UA85000000000065278": "севастопольська"}

// latin finds hromadas by their name or that of a city or centre in Latin letters.
func (r *Registry) latin(key string, s scope) []Hromada {
	if found := s.of(r.romanised()[latinKey(key)]); len(found) > 0 {
		return found
	}
	return s.of(r.romanised()[latinKey(otherSpellings[key])])
}

// latinKey is what names in Latin letters are compared by: there are several
// tables, which differ in how they write vowels behind others.
func latinKey(s string) string { return latinKeyed.Replace(s) }

var latinKeyed = strings.NewReplacer("ya", "ia", "ye", "ie", "yi", "i", "yu", "iu", "'", "", "-", " ")

// indexLatin finds hromadas by what they, their cities and their centres are
// called in Latin letters.
func (r *Registry) indexLatin() map[string][]Hromada {
	out := map[string][]Hromada{}
	for name, list := range r.called() {
		k := latinKey(strings.ToLower(latin.Of(name)))
		out[k] = append(out[k], list...)
	}
	for k := range out {
		out[k] = unique(out[k])
	}
	return out
}

// indexCalled finds hromadas by the keys of their names, of those that they have
// borne, and of their cities and centres.
func (r *Registry) indexCalled() map[string][]Hromada {
	out := map[string][]Hromada{}
	for _, names := range []map[string][]Hromada{r.byName, r.others} {
		for k, list := range names {
			out[k] = append(out[k], list...)
		}
	}
	for k, list := range r.settled() {
		for _, one := range list {
			if one.centre || one.category == 'M' {
				out[k] = append(out[k], one.in)
			}
		}
	}
	for k := range out {
		out[k] = unique(out[k])
	}
	return out
}

// Within narrows a match that is not certain to the raion of a name («Барський»):
// one candidate alone that bears the name and lies there is meant.
func (r *Registry) Within(m Match, raion string) Match {
	if r == nil || m.Code != "" || m.Likeness || raion == "" {
		return m
	}
	var found []Hromada
	for _, h := range m.Candidates {
		if Fold(r.raions[raionHead(h.Code)].Name) == Fold(raion) {
			found = append(found, h)
		}
	}
	if len(found) == 1 {
		return Match{Code: found[0].Code}
	}
	return m
}

// Territory finds the oblast, raion or hromada that a text names, or of a code in
// its place, within a region (its code; "" all Ukraine). The adjective that a
// hromada shares with its oblast («Вінницька») is refused with both, unless the
// region says that a part of it is meant. nil knows the codes of oblasts alone.
func (r *Registry) Territory(text, within string) Match {
	if len(text) > LongestText {
		return Match{}
	}
	if code, ok := r.territoryCoded(strings.ToUpper(strings.TrimSpace(text))); ok {
		return Match{Code: code}
	}
	if r == nil {
		return Match{}
	}
	t := readTyped(text)
	region, named := FindOblast(text)
	raion := r.raions[r.knownRaion(t.raion)]
	switch m := r.Match(text, within); {
	case len(t.names) == 0 && raion.Code != "" && t.oblast != "" && t.oblast[:4] != raion.Code[:4]:
		return Match{Candidates: []Hromada{raion}}
	case len(t.names) == 0 && raion.Code != "":
		return Match{Code: raion.Code}
	case len(t.names) == 0 && t.oblast != "":
		return Match{Code: t.oblast}
	case within == "" && len(t.names) == 1 && t.oblast == "" && t.raion == "" && t.names[0].kind == anyKind && bareOblast(t.names[0].name) != (Hromada{}):
		return m.joined(Match{Code: ""}, r).with(bareOblast(t.names[0].name))
	case m.Code == "" && (m.Likeness || len(m.Candidates) == 0) && named:
		return Match{Code: region.Code} // «Департамент цифрового розвитку Львівської ОДА»
	default:
		return m
	}
}

// with adds a candidate.
func (m Match) with(h Hromada) Match {
	return Match{Candidates: unique(append(m.Candidates, h))}
}

// bareOblast finds the oblast whose adjective alone a folded name is.
func bareOblast(name string) Hromada {
	if i, ok := bareStems[name]; ok && !Oblasts[i].City && Fold(Oblasts[i].Stem) == name {
		return Hromada{Oblasts[i].Code, Oblasts[i].UK}
	}
	return Hromada{}
}

// territoryCoded finds the oblast, raion or hromada of a code, or the hromada of a
// settlement or council of it.
func (r *Registry) territoryCoded(code string) (string, bool) {
	if o, ok := OblastOf(code); ok && o.Code == code {
		return code, true
	}
	if r == nil {
		return "", false
	}
	if IsCode(code) && r.raions[code[:6]].Code == code {
		return code, true
	}
	h, ok := r.coded(code)
	return h.Code, ok
}

// Describe says which place of a name is meant: name, raion, oblast and code.
func (r *Registry) Describe(h Hromada) string {
	var where []string
	if r != nil {
		if raion := r.raions[raionHead(h.Code)]; raion.Name != "" && raion.Code != h.Code {
			where = append(where, raion.Name+" район")
		}
	}
	if o, ok := r.OblastOf(h.Code); ok && o.Code != h.Code {
		where = append(where, o.UK)
	}
	if len(where) == 0 {
		return h.Name + " " + h.Code
	}
	return h.Name + " (" + strings.Join(where, ", ") + ") " + h.Code
}

// List describes places that a name may mean, five at most.
func (r *Registry) List(found []Hromada) string {
	const most = 5
	var list []string
	for _, h := range found[:min(most, len(found))] {
		list = append(list, r.Describe(h))
	}
	if len(found) > most {
		list = append(list, "…")
	}
	return strings.Join(list, "; ")
}

// Named finds the oblast, raion or hromada of a code.
func (r *Registry) Named(code string) (Hromada, bool) {
	if o, ok := OblastOf(code); ok && o.Code == code {
		return Hromada{code, o.UK}, true
	}
	if r != nil && IsCode(code) && r.raions[code[:6]].Code == code {
		return Hromada{code, r.raions[code[:6]].Name + " район"}, true
	}
	return r.Hromada(code)
}
