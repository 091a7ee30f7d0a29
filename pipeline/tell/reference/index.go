package reference

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/findings"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/tell/compose"
	"depository.example/depository/pipeline/tell/document"
	"depository.example/depository/pipeline/tell/pages"
	"depository.example/depository/pipeline/tell/voice"
)

// An index finds where numbers are printed: on the pages that stand, which are the report
// and those of the site that are about nothing alone or about no partner, and on the pages
// of the partner whose turn it is.
type index struct {
	*reader
	voice *voice.Voice
	tell  func(Number)

	units map[string][]*score.Unit // of each partner: itself, its places and its practices, now and before

	passages
	all      stretch            // the pages that are about nothing alone
	about    map[string]stretch // those about an id
	stands   int32              // how many passages all these have
	standing []print            // of these, sorted
	in       *concordance       // of these

	later map[string][]pages.Page // of each partner, which are taken in when it is its turn
	turn  turn
	asked question
	shown [1 << shownBits]shown // numbers as they were printed lately
}

// A stretch is passages one after another: from the first to before the last.
type stretch struct{ from, to int32 }

// A turn is what numbers of an id are looked for in: the pages of a partner, and what of
// those that stand names it.
type turn struct {
	of       string
	page     stretch // about it alone
	subjects map[string]*subject
	prints   []print // sorted
}

func emptyIndex() *index {
	return &index{
		units: map[string][]*score.Unit{}, about: map[string]stretch{}, later: map[string][]pages.Page{},
		turn: turn{subjects: map[string]*subject{}},
	}
}

// newIndex makes an index of nothing yet.
func newIndex(in *compose.Input, v *voice.Voice) *index {
	x := emptyIndex()
	x.voice = v
	var numbered []string
	for _, r := range []*score.Result{v.Found.Now, v.Found.Before} {
		if r == nil {
			continue
		}
		for i := range r.Units {
			u := &r.Units[i]
			of := cmp.Or(u.Partner, u.ID)
			x.units[of] = append(x.units[of], u)
			if name := x.name(u); u.Kind != score.Practice && Tokens(name) != nil {
				numbered = append(numbered, name, " ")
			}
		}
	}
	usual := newVocabulary(usualIDs(in, v))
	x.reader = newReader(usual, strings.NewReplacer(numbered...))
	x.width, x.asked.usual = usual.width, make([]uint64, usual.width)
	return x
}

// usualIDs are the ids that nearly every page names, and what they are called.
func usualIDs(in *compose.Input, v *voice.Voice) (ids []string, names map[string][]string) {
	names = map[string][]string{}
	call := func(id, name string) {
		ids, names[id] = append(ids, id), append(names[id], name)
	}
	for _, n := range v.Found.Now.Nodes {
		call(n.ID, v.Node(n.ID))
	}
	for _, k := range in.Questionnaire.Kinds {
		call(k.ID, v.Text(k.Name))
	}
	for i := range in.Rules {
		call(in.Rules[i].ID, v.Text(in.Rules[i].Title))
	}
	return ids, names
}

// name is what a unit is called.
func (x *index) name(u *score.Unit) string {
	if u.Kind == score.Partner {
		return x.voice.Name(u.ID)
	}
	return u.Name
}

// stand takes in the pages that stand: those about nothing alone, then those about an id.
func (x *index) stand(report []document.Block, site []pages.Page) {
	for _, p := range site {
		if p.Kind == pages.PartnerPage || p.Kind == pages.PracticePage {
			x.later[p.Of] = nil
		}
	}
	x.scan(&Page{Name: "report", Blocks: report}, &x.passages)
	var others []pages.Page
	for _, p := range site {
		if _, waits := x.later[p.Of]; waits {
			x.later[p.Of] = append(x.later[p.Of], p)
		} else if p.Of != "" {
			others = append(others, p)
		} else {
			x.take(p)
		}
	}
	x.all = stretch{0, x.len()}
	for _, p := range others {
		x.about[p.Of] = x.take(p)
	}
	x.stands = x.len()
	for k := range x.stands {
		x.standing = x.prints(x.standing, k)
	}
	slices.Sort(x.standing)
	x.in = concordanceOf(&x.passages)
}

// take takes a page of the site in.
func (x *index) take(p pages.Page) stretch {
	from, content := x.len(), p.Make()
	page := pageOf(p, content)
	x.scan(&page, &x.passages)
	content.Release()
	return stretch{from, x.len()}
}

// look finds the numbers that are printed: those that speak of no partner first, then
// partner by partner, with its own pages.
func (x *index) look(all *findings.Numbering) {
	waiting := map[string][]findings.Number{}
	all.Shared(func(n findings.Number) {
		if of := x.partner(n.About); of != "" {
			waiting[of] = append(waiting[of], n)
		} else {
			x.find(n)
		}
	})
	for _, id := range all.Partners {
		all.Own(id, x.find)
		for _, n := range waiting[id] {
			x.find(n)
		}
	}
}

// partner is the first among ids that has pages of its own; "" none.
func (x *index) partner(ids []string) string {
	for _, id := range ids {
		if x.later[id] != nil {
			return id
		}
	}
	return ""
}

// find tells of a number, if it is printed.
func (x *index) find(n findings.Number) {
	as := x.show(n)
	if where := x.places(n.About, as.tokens); where != nil {
		x.tell(Number{n, as.text, where})
	}
}

// shownBits are the bits of how many numbers are kept as they were printed.
const shownBits = 13

// A shown is a number as it is printed.
type shown struct {
	x      float64
	as     findings.Manner
	text   string // "" nothing
	tokens []int32
}

// show prints a number; what was printed lately is printed no second time.
func (x *index) show(n findings.Number) *shown {
	const golden = 0x9E3779B97F4A7C15 // 2^64 over the golden ratio: spreads what is near (Knuth, TAOCP 3, 6.4)
	bits := math.Float64bits(n.X)
	s := &x.shown[(bits+uint64(n.As))*golden>>(64-shownBits)]
	if s.text == "" || math.Float64bits(s.x) != bits || s.as != n.As {
		text := Text(x.voice, n)
		*s = shown{n.X, n.As, text, x.number(Tokens(text))}
	}
	return s
}

// places lists the first places where one of some numbers is printed of all that it is
// about.
func (x *index) places(about []string, numbers []int32) (out []string) {
	x.ask(about)
	for _, number := range numbers {
		for _, page := range x.asked.pages {
			out = x.on(&page, number, out)
		}
	}
	return out
}

// mostPlaces is how many places are told of one number.
const mostPlaces = 3

// on adds the places on a page.
func (x *index) on(page *stretch, number int32, out []string) []string {
	at, _ := slices.BinarySearch(x.asked.among, printOf(number, page.from))
	for _, p := range x.asked.among[at:] {
		k := p.passage()
		if p.number() != number || k >= page.to || len(out) == mostPlaces {
			break
		}
		if where := x.where[k]; x.tells(k, page) && !slices.Contains(out, where) {
			out = append(out, where)
		}
	}
	return out
}

// tells reports whether a passage of a page names all that is asked for.
func (x *index) tells(k int32, page *stretch) bool {
	for i, word := range x.set(k) {
		if x.asked.usual[i]&^word != 0 {
			return false
		}
	}
	for _, other := range x.asked.others {
		if other.page != *page && !x.calls(k, other.called) {
			return false
		}
	}
	return true
}

// A question is what passages are asked for.
type question struct {
	about  []string   // all ids: the numbers of a unit at a node ask for the same; none: nothing is asked for
	usual  []uint64   // the usual ids
	others []*subject // all others, but for the one whose turn it is
	pages  []stretch  // in the order in which they are looked through
	among  []print
}

// ask asks for what names all ids: on the pages about nothing alone, then on those about
// each of them. Where it is the turn of none of them, that of one begins: a partner's, if
// one has pages.
func (x *index) ask(about []string) {
	q, next, at := &x.asked, "", false
	if len(about) > 0 && slices.Equal(q.about, about) {
		return
	}
	q.about = append(q.about[:0], about...)
	clear(q.usual)
	q.others, q.pages, q.among = q.others[:0], append(q.pages[:0], x.all), x.standing
	for _, id := range about {
		if id == "" {
			continue // of all of them
		}
		page := x.turn.page
		if id == x.turn.of {
			at = true
		} else if n, usual := x.usual.bits[id]; usual {
			q.usual[n/64] |= 1 << (n % 64)
			page = x.about[id]
		} else {
			s := x.subject(id)
			q.others, page = append(q.others, s), s.page
			if next == "" || x.later[next] == nil && x.later[id] != nil {
				next = id
			}
		}
		if page != (stretch{}) {
			q.pages = append(q.pages, page)
		}
	}
	switch {
	case at:
		q.among = x.turn.prints
	case next != "":
		x.begin(next)
		x.ask(about)
	}
}

// A subject is an id that is not usual: what it is called, itself first, and the page about
// it, every passage of which names it; none where there is no such page.
type subject struct {
	called []string
	page   stretch
}

// subject is an id in the turn of whose it is.
func (x *index) subject(id string) *subject {
	s := x.turn.subjects[id]
	if s == nil {
		s = &subject{slices.Concat([]string{id}, x.names(x.turn.of, id), x.names(id, id)), x.about[id]}
		x.turn.subjects[id] = s
	}
	return s
}

// names are the names of a unit of a partner.
func (x *index) names(partner, id string) (out []string) {
	for _, u := range x.units[partner] {
		if name := x.name(u); u.ID == id && name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// begin begins the turn of an id.
func (x *index) begin(id string) {
	t := &x.turn
	x.asked.about = x.asked.about[:0] // it means something else in another turn
	x.cut(x.stands)
	clear(t.subjects)
	t.of, t.prints = id, t.prints[:0]
	own := x.subject(id)
	for _, k := range x.in.naming(own.called) {
		t.prints = x.prints(t.prints, k)
	}
	for _, p := range x.later[id] {
		s := own
		if p.ID != "" {
			s = x.subject(p.ID)
		}
		s.page = x.take(p)
	}
	for k := x.stands; k < x.len(); k++ {
		t.prints = x.prints(t.prints, k)
	}
	slices.Sort(t.prints)
	t.page = own.page
}
