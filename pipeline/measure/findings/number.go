package findings

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"depository.example/depository/pipeline/measure/compare"
	"depository.example/depository/pipeline/measure/grade"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/place"
)

// A Number is one value that is printed somewhere, under a name that follows from
// what it is: the same finding has the same reference in every period, edition,
// language and order of printing.
type Number struct {
	Ref   string     // as "score/verbodolsk/legal"
	X     float64    // finite
	Unit  string     // "point", "share" (0 to 1), "rank", "level", a Unit that is counted, or "" of a statistic
	As    Manner     // how it is printed
	About []string   // ids of partner, practice, place, node, criterion, rule or file that it speaks of
	From  []string   // references of the numbers that it follows from
	Cells []cell.Ref // of what is counted, or was read

	Of      *score.Unit // whose score at Node this is, or follows from; nil: nobody's
	Node    string
	Earlier bool // of the period before
}

// A Manner is how a number is printed.
type Manner uint8

// The manners of printing.
const (
	AsPoints    Manner = iota // a score
	AsDelta                   // a difference of scores, with its sign
	AsPercent                 // a share in whole per cents
	AsPermille                // a share in per cents with one decimal
	AsCount                   // a whole number
	AsStatistic               // two decimals
	AsPlain                   // as many decimals as it has, two at most
)

// Kind returns the first part of the reference: what the number is.
func (n Number) Kind() string {
	kind, _, _ := strings.Cut(n.Ref, "/")
	return kind
}

// unitRef names a unit in references: a partner by its id, a place or a practice below
// its partner.
func unitRef(u *score.Unit) string {
	switch {
	case u.Kind == score.Partner:
		return u.ID
	case u.Kind == score.Place:
		return u.Partner + "/@" + u.ID
	case u.Place != "":
		return u.Partner + "/" + u.Place + "-" + u.ID
	}
	return u.Key().Ref()
}

// A lister tells numbers, each once.
type lister struct {
	f    *Findings
	tell func(Number)
	has  map[string]bool
	of   *score.Unit // whose scores at a node are told; nil: nobody's
	node string
}

// Numbers lists every number of the findings that a report, a figure, a table or a
// page may print, each once. The order is fixed by what they are.
func Numbers(f *Findings) (list []Number) {
	put := func(n Number) { list = append(list, n) }
	all := NewNumbering(f)
	all.Shared(put)
	for _, id := range all.Partners {
		all.Own(id, put)
	}
	return list
}

// ref joins the parts of a reference; empty ones are left out.
func ref(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), "/")
}

// put adds a number, unless it is none or is there.
func (l *lister) put(n Number) {
	if math.IsNaN(n.X) || math.IsInf(n.X, 0) || l.has[n.Ref] {
		return
	}
	l.has[n.Ref] = true
	n.About = l.about(n.About)
	if l.of != nil {
		n.Of, n.Node = l.of, l.node
	}
	l.tell(n)
}

// about are the ids that a number speaks of, without the root of the tree, which has
// no name where it is printed.
func (l *lister) about(ids []string) []string {
	return slices.DeleteFunc(ids, func(id string) bool { return id == l.f.Comparison.Root })
}

// points adds a score, delta a difference of scores.
func (l *lister) points(ref string, x float64, from []string, about ...string) {
	l.put(Number{Ref: ref, X: x, Unit: "point", As: AsPoints, From: from, About: about})
}

func (l *lister) delta(ref string, x float64, from []string, about ...string) {
	l.put(Number{Ref: ref, X: x, Unit: "point", As: AsDelta, From: from, About: about})
}

// counted adds a count with its base and share.
func (l *lister) counted(name string, c Count, about ...string) {
	unit := string(c.Unit)
	l.put(Number{Ref: name, X: float64(c.N), Unit: unit, As: AsCount, About: about, Cells: c.Cells})
	l.put(Number{Ref: name + "/of", X: float64(c.Of), Unit: unit, As: AsCount, About: about})
	l.put(Number{Ref: name + "/share", X: c.Share(), Unit: "share", As: AsPercent, About: about, From: []string{name, name + "/of"}})
}

// number adds a whole number.
func (l *lister) number(ref string, n int, unit string, about ...string) {
	l.put(Number{Ref: ref, X: float64(n), Unit: unit, As: AsCount, About: about})
}

// totals are what the period holds.
func (l *lister) totals() {
	for _, u := range []Unit{Partners, Practices, Criteria, Places, Recommendations, Problems} {
		l.number(ref("total", string(u)), l.f.Total(u).N, string(u))
	}
	l.number("total/dimension", len(l.f.Dimensions()), "dimension")
	l.number("total/draw", l.f.Comparison.Draws, string(Draws))
	l.number("total/draw/practice", PracticeDraws(l.f), string(Draws))
	l.number("total/ranked", len(l.f.Comparison.Ranked()), string(Partners))
	l.number("total/joined", len(l.f.Comparison.Joined), string(Partners))
	l.number("total/left", len(l.f.Comparison.Left), string(Partners))
	for _, b := range l.f.Branches() {
		l.counted(ref("records", b.Node), l.f.Replies().RecordsOf(b), b.Node)
		l.counted(ref("places", b.Node), l.f.Replies().PlacesKnown(b.Node), b.Node)
	}
}

// rootScores are the references of the ranked partners' scores at a node.
func (l *lister) rankedAt(node string) []string {
	var out []string
	for _, s := range l.f.Comparison.Ranked() {
		if g, _ := s.Gap(node); g.Known || node == l.f.Comparison.Root {
			out = append(out, ref("score", s.Unit.ID, node))
		}
	}
	return out
}

// comparison is what is said of all partners together.
func (l *lister) comparison() {
	root := l.f.Comparison.Root
	for _, n := range l.f.Now.Nodes {
		if n.ID == root {
			continue
		}
		if m := l.f.Mean(n.ID); m.Known {
			l.points(ref("mean", n.ID), m.X, l.rankedAt(n.ID), n.ID)
		}
	}
	if m := l.f.Overall(); m.Known {
		l.points(ref("mean", root), m.X, l.rankedAt(root), root)
	}
	if d, ok := l.f.Range(); ok {
		l.put(Number{Ref: "range", X: d.X(), Unit: "point", As: AsPoints, From: []string{ref("score", d.High.Of, root), ref("score", d.Low.Of, root)}})
	}
	for _, t := range l.f.Comparison.Ties {
		name := ref("tie", strconv.Itoa(t.From))
		l.number(name+"/from", t.From, "rank")
		l.number(name+"/to", t.To, "rank")
	}
	l.levels("levels", l.f.Levels())
	if level, of, ok := l.f.Highest(); ok {
		l.number("highest", level, "level")
		l.counted("highest/held", of)
	}
	l.regions()
	if node := l.f.Replicability(); node != "" {
		_, both := l.f.Plane(node)
		l.counted("plane", both, node)
	}
	for _, g := range l.f.Apart() {
		l.number(ref("apart", g.Partner, g.Why, "places"), len(g.Places), string(Places), g.Partner)
		l.number(ref("apart", g.Partner, g.Why, "practices"), g.Practices, string(Practices), g.Partner)
	}
}

// levels adds how many units are at each level.
func (l *lister) levels(name string, d Distribution) {
	for _, m := range l.f.evidence.Model.Levels {
		l.counted(ref(name, strconv.Itoa(m.Level)), d.Level(m.Level), d.About)
	}
}

// regions are the oblasts that partners lie in.
func (l *lister) regions() {
	by := l.f.Regions()
	l.number("regions", len(by), "region")
	l.number("regions/of", len(place.Oblasts), "region")
	for iso, r := range by {
		from := make([]string, len(r.Partners))
		for i, s := range r.Partners {
			from[i] = ref("score", s.Unit.ID, l.f.Comparison.Root)
		}
		l.points(ref("region", iso), r.Mean, from, iso)
		l.number(ref("region", iso, "partners"), len(r.Partners), string(Partners), iso)
	}
}

// unit adds what one unit has at every node.
func (l *lister) unit(u *score.Unit) {
	name := unitRef(u)
	about := []string{u.ID}
	if u.Kind != score.Partner {
		about = []string{u.Partner, u.ID}
	}
	for i, n := range l.f.Now.Nodes {
		if i >= len(u.Scores) || !u.Scores[i].Asked {
			continue
		}
		s := u.Scores[i]
		l.of, l.node = u, n.ID
		at := "/" + name + "/" + n.ID
		on, own := append([]string{n.ID}, about...), []string{"score" + at}
		if s.Known {
			l.points(own[0], s.Value, nil, on...)
		}
		l.put(Number{Ref: "coverage" + at, X: s.Coverage, Unit: "share", As: AsPercent, About: on})
		if n.ID == l.f.Comparison.Root {
			shares := l.f.Borne(u, n.ID)
			for g := grade.Named; g <= grade.Confirmed; g++ {
				l.put(Number{Ref: "borne" + at + "/" + strconv.Itoa(int(g)), X: shares[g], Unit: "share", As: AsPercent, About: on})
			}
		}
		if s.Known && s.Level >= 0 {
			l.put(Number{Ref: "level" + at, X: float64(s.Level), Unit: "level", As: AsCount, About: on, From: own})
		}
		if r := Interval(l.f, u, n.ID); r != nil {
			l.points("interval"+at+"/low", r.Low, own, on...)
			l.points("interval"+at+"/high", r.High, own, on...)
		}
		if s.Rank > 0 {
			l.number("rank"+at, s.Rank, "rank", on...)
		}
		if s.Held().Need > 0 {
			l.put(Number{Ref: "held" + at, X: s.Held().Need, Unit: "point", As: AsPlain, About: on})
		}
		l.number("rests"+at, s.Rests, string(Answers), on...)
	}
	l.of, l.node = nil, ""
	if u.Rests != nil {
		l.number(ref("below", name), u.Rests[""], string(Practices), about...)
	}
}

// standing is what is said of a partner in the comparison.
func (l *lister) standing(s *compare.Standing) {
	id, own := s.Unit.ID, ref("score", s.Unit.ID, l.f.Comparison.Root)
	if s.Ranks != nil {
		l.number(ref("ranks", id, "low"), int(s.Ranks.Low), "rank", id)
		l.number(ref("ranks", id, "high"), int(s.Ranks.High), "rank", id)
	}
	if s.Scores != nil {
		l.points(ref("interval", id, "low"), s.Scores.Low, []string{own}, id)
		l.points(ref("interval", id, "high"), s.Scores.High, []string{own}, id)
	}
	l.number(ref("tied", id), len(s.Tied), string(Partners), id)
	l.counted(ref("above", id), Above(l.f, s), id)
	for _, g := range s.Gaps {
		if d := FromMean(g); d.Low.Known && d.High.Known {
			l.delta(ref("gap", id, g.Node), d.X(), []string{ref("score", id, g.Node), ref("mean", g.Node)}, id, g.Node)
		}
		l.points(ref("peers", id, g.Node), g.Peers, nil, id, g.Node)
	}
	l.levels(ref("levels", id), l.f.LevelsOf(id))
	for _, b := range l.f.Branches() {
		l.counted(ref("holds", id, b.Node), l.f.Replies().Holdings(id, b), id, b.Node)
	}
	for _, n := range l.f.criteria {
		if t, ok := l.f.Replies().TallyOf(id, n.ID); ok {
			l.tally(ref("yes", id, n.ID), t, id, n.ID)
		}
	}
}

func (l *lister) tally(name string, t Tally, about ...string) {
	l.counted(name, Count{Unit: Answers, N: t.Yes, Of: t.Given}, about...)
	l.number(name+"/no", t.Given-t.Yes, string(Answers), about...)
	l.number(name+"/unknown", t.Unknown, string(Answers), about...)
}

// kinds is what records of each kind answered and scored.
func (l *lister) kinds() {
	if len(l.f.evidence.Questionnaire.Kinds) == 0 {
		return
	}
	for _, k := range l.f.Inventory().ByKind("") {
		name := ref("kind", k.Kind.ID)
		l.counted(name, k.Records, k.Kind.ID)
		for _, n := range l.f.criteria {
			if t, ok := k.Answers[n.ID]; ok {
				l.tally(ref(name, "yes", n.ID), t, k.Kind.ID, n.ID)
			}
		}
		l.samples(ref(name, "score"), k.Scores, k.Kind.ID)
	}
}

// kindsOf is the same of the records of one partner.
func (l *lister) kindsOf(id string) {
	if len(l.f.evidence.Questionnaire.Kinds) == 0 {
		return
	}
	for _, k := range l.f.Inventory().ByKind(id) {
		name := ref("kind-of", id, k.Kind.ID)
		l.counted(name, k.Records, id, k.Kind.ID)
		l.samples(ref(name, "score"), k.Scores, id, k.Kind.ID)
	}
}

// samples adds mean scores by dimension, each with how many values it is the mean of.
func (l *lister) samples(name string, scores map[string]Sample, about ...string) {
	for _, n := range l.f.Dimensions() {
		if s := scores[n.ID]; s.N > 0 {
			on := append([]string{n.ID}, about...)
			l.points(ref(name, n.ID), s.Mean, nil, on...)
			l.number(ref(name, n.ID, "n"), s.N, string(Practices), on...)
		}
	}
}

// funnel is how many records, places and partners are left after each step, and how
// many fell out in it.
func (l *lister) funnel() {
	if !l.f.Records() {
		return
	}
	for _, steps := range l.f.Inventory().Funnel() {
		for _, s := range steps {
			name := ref("funnel", string(s.Unit), s.Why)
			l.number(name+"/left", s.Left, string(s.Unit))
			l.number(name+"/out", s.Out, string(s.Unit))
		}
	}
}

// changes is what moved since the period before.
func (l *lister) changes() {
	if l.f.Before == nil {
		return
	}
	var all []string
	for _, ch := range l.f.Comparison.Changes {
		name := ref("change", ch.Partner)
		all = append(all, name)
		l.before(ch.Partner, l.f.Comparison.Root, ch.Before)
		l.delta(name, ch.Delta, []string{ref("score", ch.Partner, l.f.Comparison.Root), ref("before", ch.Partner, l.f.Comparison.Root)}, ch.Partner)
		if ch.Split {
			l.delta(name+"/answers", ch.Answers, []string{name}, ch.Partner)
			l.delta(name+"/units", ch.Units, []string{name}, ch.Partner)
			l.delta(name+"/method", ch.Method, []string{name}, ch.Partner)
		}
	}
	if len(all) == 0 {
		return
	}
	l.delta("change", l.f.Comparison.MeanDelta, all)
	m := l.f.Moves()
	l.number("moves/up", m.Up, string(Partners))
	l.number("moves/down", m.Down, string(Partners))
	l.number("moves/of", m.Of, string(Partners))
	for i := range l.f.Comparison.Standings {
		l.since(l.f.Comparison.Standings[i].Unit.ID, l.f.Comparison.Standings[i].Unit)
	}
	l.sincePractices()
}

// before adds what a partner had at a node in the period before.
func (l *lister) before(id, node string, x float64) {
	l.put(Number{Ref: ref("before", id, node), X: x, Unit: "point", As: AsPoints, About: []string{id, node}, Of: l.f.earlier()[id], Node: node, Earlier: true})
}

// since is what moved of one partner, node by node.
func (l *lister) since(id string, u *score.Unit) {
	for _, n := range l.f.Now.Nodes {
		now, _ := l.f.Now.At(u, n.ID)
		before := l.f.Earlier(id, n.ID)
		if !before.Known {
			continue
		}
		l.before(id, n.ID, before.X)
		if now.Known {
			l.delta(ref("since", id, n.ID), now.Value-before.X, []string{ref("score", id, n.ID), ref("before", id, n.ID)}, id, n.ID)
		}
	}
}

// sincePractices is what moved of practices that were there before.
func (l *lister) sincePractices() {
	root := l.f.Comparison.Root
	before := map[string]*score.Unit{}
	for _, u := range l.f.Before.Of(score.Practice) {
		before[unitRef(u)] = u
	}
	for _, u := range l.f.Now.Of(score.Practice) {
		name := unitRef(u)
		old := before[name]
		if old == nil {
			continue
		}
		now, _ := l.f.Now.At(u, root)
		if was, _ := l.f.Before.At(old, l.f.Before.Root()); was.Known && now.Known {
			l.put(Number{Ref: ref("before", name, root), X: was.Value, Unit: "point", As: AsPoints, About: []string{u.Partner, u.ID}, Of: old, Node: root, Earlier: true})
			l.delta(ref("since", name, root), now.Value-was.Value, []string{ref("score", name, root), ref("before", name, root)}, u.Partner, u.ID)
		}
	}
}
