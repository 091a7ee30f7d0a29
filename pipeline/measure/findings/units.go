package findings

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/survey/place"
)

// A Scored is a practice or place in the comparison with its overall score, which is one
// of the unit's own: there are lists of tens of thousands.
type Scored struct {
	*score.Unit
	*score.Score
}

// Ranked returns the practices or places that have an overall score and do not stand
// apart, the highest first, equals by partner and name.
func (f *Findings) Ranked(kind score.UnitKind) []Scored {
	switch kind {
	case score.Practice:
		return slices.Clone(f.practices().all)
	case score.Place:
		return slices.Clone(f.places())
	}
	return f.rank(kind)
}

// A ranking is the practices in their order, all, and those of a partner or a theme.
type ranking struct {
	all                []Scored
	byPartner, byTheme map[string][]Scored
}

// rankingOf is the ranking of practices that are in order.
func rankingOf(all []Scored) ranking {
	r := ranking{all, map[string][]Scored{}, map[string][]Scored{}}
	for _, s := range r.all {
		r.byPartner[s.Partner] = append(r.byPartner[s.Partner], s)
		r.byTheme[s.Theme] = append(r.byTheme[s.Theme], s)
	}
	return r
}

func (f *Findings) rank(kind score.UnitKind) []Scored {
	var out []Scored
	root := slices.IndexFunc(f.Now.Nodes, func(n score.NodeInfo) bool { return n.ID == f.Comparison.Root })
	for _, u := range f.Now.Of(kind) {
		if root >= 0 && root < len(u.Scores) && u.Scores[root].Known && u.Apart == "" {
			out = append(out, Scored{u, &u.Scores[root]})
		}
	}
	place := f.order.alphabetical(out)
	slices.SortStableFunc(out, func(a, b Scored) int {
		if order := cmp.Or(cmp.Compare(b.Value, a.Value), cmp.Compare(place[a.Partner], place[b.Partner])); order != 0 {
			return order
		}
		return cmp.Or(f.order.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// alphabetical is the partners of some units by their place in the alphabet.
func (o Order) alphabetical(units []Scored) map[string]int {
	place := map[string]int{}
	for _, u := range units {
		place[u.Partner] = 0
	}
	for i, id := range slices.SortedFunc(maps.Keys(place), o.byName) {
		place[id] = i
	}
	return place
}

// Interval returns between which scores a practice lies at a node, the root or a branch, in
// 90 % of draws; nil: nothing is drawn, or it has no score there.
func Interval(f *Findings, u *score.Unit, node string) *compare.Range {
	s, _ := f.Now.At(u, node)
	low, high, ok := f.analysis.Practices.Of(u.Key(), node)
	if u.Kind != score.Practice || !s.Known || !ok {
		return nil
	}
	return &compare.Range{Low: low, High: high}
}

// PracticeDraws is how many draws those intervals rest on; 0: nothing is drawn.
func PracticeDraws(f *Findings) int {
	if f.analysis.Practices == nil {
		return 0
	}
	return f.analysis.Practices.Draws
}

// A Distribution counts units by maturity level.
type Distribution struct {
	Unit  Unit
	About string      // id of the partner whose units these are; "" of all
	At    map[int]int // units by level
	Of    int         // units that have a level
}

// Level counts the units at a level.
func (d Distribution) Level(level int) Count {
	return Count{Unit: d.Unit, About: d.About, N: d.At[level], Of: d.Of}
}

// Most returns the level that most units are at, the highest of several, and
// whether it is the only one. Of no unit it is 0, false.
func (d Distribution) Most() (level int, alone bool) {
	n, shared := 0, 0
	for _, l := range slices.Sorted(maps.Keys(d.At)) {
		switch {
		case d.At[l] > n:
			level, n, shared = l, d.At[l], 1
		case d.At[l] == n:
			level = l
			shared++
		}
	}
	return level, shared == 1
}

// Ends returns the lowest and the highest level that any unit is at.
func (d Distribution) Ends() (low, high int) {
	held := slices.Sorted(maps.Keys(d.At))
	if len(held) == 0 {
		return 0, 0
	}
	return held[0], held[len(held)-1]
}

// Levels counts by level the partners or, where a partner reports on many places,
// these.
func (f *Findings) Levels() Distribution {
	places, partners := f.Now.Of(score.Place), f.Now.Of(score.Partner)
	if f.Records() && len(places) > len(partners) {
		return distribution(f, Places, "", places)
	}
	return distribution(f, Partners, "", partners)
}

// LevelsOf counts by level a partner's places.
func (f *Findings) LevelsOf(partner string) Distribution {
	return distribution(f, Places, partner, f.placesOf()[partner])
}

func distribution(f *Findings, unit Unit, about string, units []*score.Unit) Distribution {
	d := Distribution{Unit: unit, About: about, At: map[int]int{}}
	for _, u := range units {
		if s, _ := f.Now.At(u, f.Comparison.Root); s.Known && s.Level >= 0 && u.Apart == "" {
			d.At[s.Level]++
			d.Of++
		}
	}
	return d
}

// Highest counts the ranked partners at the highest level that any of them reached;
// false where none is ranked.
func (f *Findings) Highest() (level int, of Count, ok bool) {
	ranked := f.Comparison.Ranked()
	d := Distribution{Unit: Partners, At: map[int]int{}, Of: len(ranked)}
	for _, s := range ranked {
		if s.Score.Level >= 0 {
			d.At[s.Score.Level]++
		}
	}
	_, level = d.Ends()
	return level, d.Level(level), len(d.At) > 0
}

// A Region is an oblast with the ranked partners whose territory lies in it.
type Region struct {
	place.Oblast
	Partners []compare.Standing
	Mean     float64 // of their overall scores
}

// Regions returns the oblasts that ranked partners lie in, by ISO 3166-2 code.
func (f *Findings) Regions() map[string]Region {
	by := map[string]Region{}
	for _, s := range f.Comparison.Ranked() {
		if o, ok := f.evidence.Places.OblastOf(s.Unit.Place); ok {
			by[o.ISO] = Region{Oblast: o, Partners: append(by[o.ISO].Partners, s)}
		}
	}
	for iso, r := range by {
		var values []float64
		for _, s := range r.Partners {
			values = append(values, s.Score.Value)
		}
		r.Mean = stat.Mean(values)
		by[iso] = r
	}
	return by
}

// RegionRange returns the lowest and the highest mean of regions.
func RegionRange(regions map[string]Region) Difference {
	d := Difference{Low: Value{X: math.Inf(1)}, High: Value{X: math.Inf(-1)}}
	for iso, r := range regions {
		if r.Mean < d.Low.X || r.Mean == d.Low.X && iso < d.Low.Of {
			d.Low = Value{Of: iso, X: r.Mean, Known: true}
		}
		if r.Mean > d.High.X || r.Mean == d.High.X && iso < d.High.Of {
			d.High = Value{Of: iso, X: r.Mean, Known: true}
		}
	}
	return d
}

// A Point is a practice by two scores.
type Point struct {
	Scored
	Second float64 // at the second node
}

// Replicability is the dimension that says how easy a practice is to repeat; "" the
// method has none.
func (f *Findings) Replicability() string { return f.evidence.Model.Meaning.Replicability }

// Plane returns the practices that have a score at a second node, the highest
// overall first, and how many are in the upper half of the scale by both.
func (f *Findings) Plane(second string) (points []Point, both Count) {
	both = Count{Unit: Practices, About: second}
	middle := (f.Now.Scale.Min + f.Now.Scale.Max) / 2
	for _, p := range f.Ranked(score.Practice) {
		y, _ := f.Now.At(p.Unit, second)
		if !y.Known {
			continue
		}
		points = append(points, Point{p, y.Value})
		if both.Of++; p.Value >= middle && y.Value >= middle {
			both.N++
		}
	}
	return points, both
}

// A Group is what stands apart of one partner for one reason.
type Group struct {
	Partner, Why string
	Places       []*score.Unit // in the result's order; none: the partner as a whole
	Practices    int
}

// Apart returns what stands apart, by partner and reason, in the result's order.
func (f *Findings) Apart() []Group {
	var out []Group
	for i := range f.Now.Units {
		u := &f.Now.Units[i]
		if u.Apart == "" {
			continue
		}
		partner := u.Partner
		if u.Kind == score.Partner {
			partner = u.ID
		}
		at := slices.IndexFunc(out, func(g Group) bool { return g.Partner == partner && g.Why == u.Apart })
		if at < 0 {
			at = len(out)
			out = append(out, Group{Partner: partner, Why: u.Apart})
		}
		switch u.Kind {
		case score.Place:
			out[at].Places = append(out[at].Places, u)
		case score.Practice:
			out[at].Practices++
		}
	}
	return out
}
