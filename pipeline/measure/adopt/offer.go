package adopt

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/grade"
	"depository.example/depository/pipeline/measure/peers"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/survey/survey"
)

const (
	// mostOffers bounds how many practices are offered to a place, unless more are asked for.
	mostOffers = 10
	// mostDraws bounds the draws behind the interval of a gain: each costs two scorings.
	mostDraws = 200
)

// An Advice is what a place could take over.
type Advice struct {
	Code     string
	Answered bool    // it has practices of its own, so that a gain can be told
	Score    float64 // its own overall score; NaN none
	Peers    []peers.Peer
	Offers   []Offer // best first, at most Ground.Most
	Of       int     // how many there were
	Lower    []Offer // what has what the place lacks, but would not raise its score: not offered, in the same order
}

// An Offer is a practice of a peer that has what the place lacks.
type Offer struct {
	*Held
	Peer       peers.Peer
	Rank       int     // of the peer, from 1
	Km         float64 // great-circle distance; NaN unknown
	SameOblast bool
	Lacks      []Lack
	Gain       Gain
	Grade      grade.Grade // of the answer that is borne out least of those to copy
	Peers      int         // of the place's peers that have it: the owner and who adopted it
	Adopters   []Claim     // who has adopted it already
}

// A Gain is what a practice would bring to the overall score of a place, if it had it
// besides its own, with the answers that are proved at its owner.
type Gain struct {
	Known    bool
	Points   float64
	Low, Top float64 // 5th and 95th per cent of the draws; NaN where none was made
	Draws    int
}

// For returns what a place could take over: of one practice (a REF), or of all that its
// peers have and that would raise its score, where that is known.
func (d *Depot) For(code, ref string) Advice {
	a := Advice{Code: code, Peers: d.peers(code), Score: math.NaN()}
	own := d.own(code)
	a.Answered = len(own.Practices) > 0
	trial := d.trial(own)
	if a.Answered {
		a.Score = trial.score(nil)
	}
	for i, p := range a.Peers {
		for _, h := range d.by[p.Code] {
			if o, ok := d.offer(code, h, ref); ok {
				o.Peer, o.Rank, o.Gain = p, i+1, trial.gain(h.Practice)
				o.Peers = d.among(a.Peers, h, o.Adopters)
				a.Offers = append(a.Offers, o)
			}
		}
	}
	slices.SortStableFunc(a.Offers, d.order)
	if ref == "" {
		lowers := func(o Offer) bool { return o.Gain.Known && d.grid().Round(o.Gain.Points) <= 0 }
		raises := func(o Offer) bool { return !lowers(o) }
		a.Lower = slices.DeleteFunc(slices.Clone(a.Offers), raises)
		a.Offers = slices.DeleteFunc(a.Offers, lowers)
	}
	a.Of = len(a.Offers)
	a.Offers = a.Offers[:min(len(a.Offers), cmp.Or(d.Most, mostOffers))]
	for i := range a.Offers {
		trial.interval(&a.Offers[i])
	}
	return a
}

// offer makes an offer of a practice, if it is worth copying, is lacked and was not
// adopted already.
func (d *Depot) offer(code string, h *Held, ref string) (o Offer, ok bool) {
	if ref != "" && !strings.EqualFold(h.Ref, ref) || !d.worth(h) {
		return o, false
	}
	o = Offer{Held: h, Lacks: d.lacks(code, h), Km: d.km(code, h.Place), Adopters: d.adopters(h.Ref)}
	o.Grade = d.grade(&o)
	o.SameOblast = d.Where.Oblast(code) != "" && d.Where.Oblast(code) == d.Where.Oblast(h.Place)
	mine := slices.ContainsFunc(o.Adopters, func(c Claim) bool { return c.Place == code })
	return o, len(o.Lacks) > 0 && !mine
}

// order puts offers in order: gain, grade of evidence, number of peers, nearness.
func (d *Depot) order(a, b Offer) int {
	on := d.grid()
	return cmp.Or(
		cmp.Compare(on.Round(b.Gain.Points), on.Round(a.Gain.Points)),
		cmp.Compare(b.Grade, a.Grade), cmp.Compare(b.Peers, a.Peers), cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.Ref, b.Ref))
}

// km is how far two places are from each other; NaN where a point is unknown.
func (d *Depot) km(a, b string) float64 {
	x, y := d.Where.Point(a), d.Where.Point(b)
	if !x.Known || !y.Known {
		return math.NaN()
	}
	return peers.Kilometres(x, y)
}

// among counts the peers that have a practice.
func (d *Depot) among(list []peers.Peer, h *Held, adopters []Claim) (n int) {
	for _, p := range list {
		if p.Code == h.Place || slices.ContainsFunc(adopters, func(c Claim) bool { return c.Place == p.Code }) {
			n++
		}
	}
	return n
}

// grade is that of the answer which is borne out least of those to copy.
func (d *Depot) grade(o *Offer) grade.Grade {
	c := grade.Circumstances{Published: d.Published, AsOf: d.Published, Register: o.register}
	c.Repeated = slices.ContainsFunc(o.Adopters, func(a Claim) bool { return strings.TrimSpace(a.By.Practice.Told.Result) != "" })
	least := grade.Highest
	for _, l := range o.Lacks {
		least = min(least, grade.Of(l.Answer, c))
	}
	return least
}

// own is what a place says of itself: the practices at it, as of one partner.
func (d *Depot) own(code string) survey.Submission {
	out := survey.Submission{Partner: survey.Partner{ID: code, Place: code, Kind: survey.KindCity}}
	for i := range d.Submissions {
		s := &d.Submissions[i]
		if s.Partner.Place == code {
			out.Partner = s.Partner
		}
	}
	for _, h := range d.by[code] {
		out.Practices = append(out.Practices, *h.Practice)
	}
	return out
}

// A trial scores a place as it is and with one practice more.
type trial struct {
	d      *Depot
	own    survey.Submission
	others []survey.Submission // that its score depends on; none where it follows from the place alone
	before *score.Prepared     // nil: it has no answers
}

func (d *Depot) trial(own survey.Submission) *trial {
	t := &trial{d: d, own: own}
	if len(own.Practices) == 0 {
		return t
	}
	if !d.Model.Separable() {
		t.others = slices.DeleteFunc(slices.Clone(d.Submissions), func(s survey.Submission) bool { return s.Partner.ID == own.Partner.ID })
	}
	t.before = t.prepare(own)
	return t
}

func (t *trial) prepare(own survey.Submission) *score.Prepared {
	return t.d.Model.Prepare(append(slices.Clone(t.others), own), t.d.Apart)
}

// of is the place's own score under a change.
func (t *trial) of(p *score.Prepared, ch *score.Change) float64 {
	i := slices.IndexFunc(p.Units(score.Partner), func(u score.Unit) bool { return u.ID == t.own.Partner.ID })
	return p.Partners(ch)[i]
}

func (t *trial) score(ch *score.Change) float64 { return t.of(t.before, ch) }

// with is the place with a practice more.
func (t *trial) with(p *survey.Practice) *score.Prepared {
	more := *p
	more.ID, more.Place, more.PlaceName = "\x00"+p.ID, "", ""
	if t.own.Practices[0].Place != "" {
		more.Place, more.PlaceName = t.own.Practices[0].Place, t.own.Practices[0].PlaceName
	}
	own := t.own
	own.Practices = append(slices.Clone(own.Practices), more)
	return t.prepare(own)
}

// gain is what a practice would bring.
func (t *trial) gain(p *survey.Practice) Gain {
	if t.before == nil {
		return Gain{}
	}
	points := t.of(t.with(p), nil) - t.score(nil)
	return Gain{Known: !math.IsNaN(points), Points: points, Low: math.NaN(), Top: math.NaN()}
}

// interval tries an offer on the draws of the method's uncertainty: both scorings under
// one and the same draw.
func (t *trial) interval(o *Offer) {
	plan := t.d.Plan.AtMost(mostDraws)
	if !o.Gain.Known || !plan.Draws() {
		return
	}
	after := t.with(o.Practice)
	var values []float64
	nodes := t.before.Nodes()
	for i := range plan.Replications {
		ch := plan.Draw(i, nodes)
		if x := t.of(after, ch) - t.score(ch); !math.IsNaN(x) {
			values = append(values, x)
		}
	}
	slices.Sort(values)
	o.Gain.Low, o.Gain.Top, o.Gain.Draws = stat.Quantile(values, 0.05), stat.Quantile(values, 0.95), len(values)
}
