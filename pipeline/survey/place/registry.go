package place

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"

	"depository.example/depository/pipeline/survey/alphabet"
)

// A Hromada is a territorial community.
type Hromada struct {
	Code string // KATOTTG
	Name string // adjective as in the codifier, spaces at the ends cut
}

// pilots are the five cities that began the depository.
var pilots = []Hromada{
	{"UA80000000000093317", "Київ"},
	{"UA05020030000031457", "Вінницька"},
	{"UA48060150000071713", "Миколаївська"},
	{"UA26040190000081578", "Івано-Франківська"},
	{"UA32100130000093505", "Славутицька"},
}

// A Registry finds hromadas by name. The zero Registry and nil know none. It is
// safe for concurrent use.
type Registry struct {
	edition string // the day of the edition that the program carries, ISO 8601; "" for another one
	byName  map[string][]Hromada
	byCode  map[string]Hromada
	byHead  map[string]Hromada   // by the nine characters that the codes within a hromada share
	raions  map[string]Hromada   // by the six characters that the codes within a raion share
	within  map[string]block     // settlements by the nine characters
	former  map[string]string    // code by the KOATUU code of a council; nil none
	others  map[string][]Hromada // by the keys of names that they have borne

	extras    map[string]Extra // by code; nil none
	elsewhere *Registry        // another edition, which may know other names; nil none

	// Prepared on first use, by key.
	settled    func() map[string][]settlement
	called     func() map[string][]Hromada // names of hromadas, their cities and centres, now and before
	romanised  func() map[string][]Hromada // called, in Latin letters
	likes      func() likes                // of what they are called
	raionHeads func() map[string]string    // six characters of the code by folded name
	addresses  func() map[string][]string  // kind and folded name of settlements by the nine characters; only of hromadas that share their name
}

// A block is the settlements of a hromada in the order of their codes, a line
// each: category, tab, key of the name, and those of former names behind tabs. The
// first line is the centre; it is empty where the codifier does not name it.
type block string

// A settlement is a city, settlement or village, by one of its names.
type settlement struct {
	category byte // of Categories
	centre   bool // its hromada is governed from it
	former   bool // the name is one that it has borne
	in       Hromada
}

// NewRegistry knows these hromadas, in any order; a code counts once.
func NewRegistry(hromadas []Hromada) *Registry {
	r := &Registry{
		byName: map[string][]Hromada{}, byCode: map[string]Hromada{}, byHead: map[string]Hromada{},
		raions: map[string]Hromada{}, within: map[string]block{}, others: map[string][]Hromada{},
	}
	for _, h := range hromadas {
		r.add(h)
	}
	r.ready()
	return r
}

func (r *Registry) add(h Hromada) {
	h.Name = strings.TrimSpace(h.Name)
	if _, twice := r.byCode[h.Code]; twice || !IsCode(h.Code) {
		return
	}
	r.byCode[h.Code], r.byHead[h.Code[:9]] = h, h
	k := key(Bare(h.Name))
	r.byName[k] = append(r.byName[k], h)
}

// ready puts what was added in order and prepares what is built on first use.
func (r *Registry) ready() {
	for _, list := range r.byName {
		slices.SortFunc(list, byCode)
	}
	r.settled = sync.OnceValue(r.indexSettlements)
	r.called = sync.OnceValue(r.indexCalled)
	r.romanised = sync.OnceValue(r.indexLatin)
	r.likes = sync.OnceValue(func() likes { return likesOf(maps.Keys(r.called())) })
	r.raionHeads = sync.OnceValue(r.indexRaions)
	r.addresses = sync.OnceValue(r.indexAddresses)
}

// KnowNames makes the registry know the names that hromadas have in another
// edition of the codifier, or have had before it.
func (r *Registry) KnowNames(of *Registry) { r.elsewhere = of }

func byCode(a, b Hromada) int { return strings.Compare(a.Code, b.Code) }

// FromCodifier reads the rows of the codifier in the Ministry's layout: codes of
// five levels, category, name; category H is a hromada, P a raion, K a city of
// special status.
func FromCodifier(rows [][]string) *Registry {
	var list []Hromada
	raions, settlements := map[string]Hromada{}, map[string][][2]string{}
	for _, row := range rows {
		if len(row) < 7 {
			continue
		}
		switch category := latinCategory(strings.TrimSpace(row[5])); {
		case category == "H" && IsCode(row[2]):
			list = append(list, Hromada{Code: row[2], Name: unmixed(row[6])})
		case category == "K" && IsCode(row[0]):
			list = append(list, Hromada{Code: row[0], Name: unmixed(row[6])})
		case category == "P" && IsCode(row[1]):
			raions[row[1][:6]] = Hromada{row[1], strings.TrimSpace(row[6])}
		case IsCode(row[3]) && row[4] == "":
			head := row[3][:9]
			settlements[head] = append(settlements[head], [2]string{row[3], category + "\t" + key(Fold(row[6])) + "\n"})
		}
	}
	r := NewRegistry(list)
	r.raions = raions
	for head, list := range settlements {
		r.within[head] = blockOf(list)
	}
	return r
}

// blockOf makes a block of codes and their lines. The centre is number one of a
// hromada's settlements.
func blockOf(lines [][2]string) block {
	slices.SortFunc(lines, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
	var out strings.Builder
	if lines[0][0][9:12] != "001" {
		out.WriteByte('\n')
	}
	for _, l := range lines {
		out.WriteString(l[1])
	}
	return block(out.String())
}

// indexSettlements finds the settlements of all hromadas by their names and
// former names, those of a name by the codes of their hromadas.
func (r *Registry) indexSettlements() map[string][]settlement {
	out := make(map[string][]settlement, 10*len(r.within))
	for _, code := range slices.Sorted(maps.Keys(r.byCode)) {
		h := r.byCode[code]
		for line := range r.within[headOf(code)].lines() {
			for i, k := range line.keys {
				out[k] = append(out[k], settlement{line.category, line.centre, i > 0, h})
			}
		}
	}
	return out
}

// A blockLine is one settlement of a block: the key of its name, then of former ones.
type blockLine struct {
	category byte
	centre   bool
	keys     []string // good until the next line
}

// lines goes through the settlements of a block.
func (b block) lines() func(yield func(blockLine) bool) {
	return func(yield func(blockLine) bool) {
		centre, keys := true, make([]string, 0, 4)
		for line := range strings.Lines(string(b)) {
			category, names, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			if ok && category != "" {
				keys = keys[:0]
				for more := true; more; {
					var k string
					k, names, more = strings.Cut(names, "\t")
					keys = append(keys, k)
				}
				if !yield(blockLine{category[0], centre, keys}) {
					return
				}
			}
			centre = false
		}
	}
}

// headOf is what the codes within a hromada share: nine characters; "" of an
// extra place.
func headOf(code string) string { return codeHead(code, 9) }

// raionHead is what the codes within a raion share: six characters; "" of an extra
// place.
func raionHead(code string) string { return codeHead(code, 6) }

func codeHead(code string, n int) string {
	if !IsCode(code) {
		return ""
	}
	return code[:n]
}

// Len counts the hromadas and the cities of special status.
func (r *Registry) Len() int { return len(r.byCode) }

// Codes lists the codes of the hromadas and the cities of special status, ascending.
func (r *Registry) Codes() []string { return slices.Sorted(maps.Keys(r.byCode)) }

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

// A Raion is a district of an oblast with its hromadas.
type Raion struct {
	Name     string // adjective as in the codifier
	Hromadas []Hromada
}

// Raions returns the raions of an oblast (its code) and their hromadas, both by
// name; nil for a city or where no codifier is known.
func (r *Registry) Raions(oblast string) []Raion {
	if o, ok := OblastOf(oblast); r == nil || !ok || o.Code != oblast || o.City {
		return nil
	}
	within := map[string][]Hromada{}
	for code, h := range r.byCode {
		if name := r.raions[raionHead(code)].Name; strings.HasPrefix(code, oblast[:4]) && name != "" {
			within[name] = append(within[name], h)
		}
	}
	inOrder := alphabet.Of("uk")
	var out []Raion
	for name, hromadas := range within {
		slices.SortFunc(hromadas, func(a, b Hromada) int {
			return cmp.Or(inOrder(a.Name, b.Name), strings.Compare(a.Code, b.Code))
		})
		out = append(out, Raion{name, hromadas})
	}
	slices.SortFunc(out, func(a, b Raion) int { return inOrder(a.Name, b.Name) })
	return out
}

// inOblast leaves those that lie in an oblast (its code; shorter than four
// characters: anywhere).
func (r *Registry) inOblast(list []Hromada, oblast string) []Hromada {
	if len(oblast) < 4 {
		return list
	}
	var out []Hromada
	for _, h := range list {
		code := h.Code
		if strings.HasPrefix(code, extraPrefix) {
			code = r.extras[code].Oblast
		}
		if strings.HasPrefix(code, oblast[:4]) {
			out = append(out, h)
		}
	}
	return out
}

// Calls reports whether a hromada is called so, or has been, in this codifier or in
// another edition.
func (r *Registry) Calls(h Hromada, name string) bool {
	if r == nil {
		return false
	}
	k := key(Bare(name))
	is := func(other Hromada) bool { return other.Code == h.Code }
	return slices.ContainsFunc(r.byName[k], is) || slices.ContainsFunc(r.others[k], is) || r.elsewhere.Calls(h, name)
}
