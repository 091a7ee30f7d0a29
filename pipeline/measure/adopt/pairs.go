package adopt

import (
	"slices"

	"depository.example/depository/pipeline/measure/assign"
)

// A Pair is a place that could teach another one, and the practice that would bring it
// most.
type Pair struct {
	Mentor, Follower string // KATOTTG codes
	Offer            Offer
}

// Pairs proposes who learns from whom: the pairs with the greatest sum of gains, each
// follower with one mentor at most and each mentor with as many followers as it has
// room for. Only places with answers follow.
func (d *Depot) Pairs(capacity int) (out []Pair) {
	best := map[[2]string]Offer{}
	var all []assign.Pair
	for _, code := range d.Places {
		t := d.trial(d.own(code))
		for i, p := range d.peers(code) {
			for _, h := range d.by[p.Code] {
				o, ok := d.offer(code, h, "")
				if !ok {
					continue
				}
				o.Peer, o.Rank, o.Gain = p, i+1, t.gain(h.Practice)
				key := [2]string{p.Code, code}
				if before, seen := best[key]; o.Gain.Known && (!seen || d.order(o, before) < 0) {
					best[key] = o
				}
			}
			if o, ok := best[[2]string{p.Code, code}]; ok {
				all = append(all, assign.Pair{Giver: p.Code, Taker: code, Gain: d.grid().Round(o.Gain.Points)})
			}
		}
	}
	for _, p := range assign.Best(all, capacity) {
		out = append(out, Pair{p.Giver, p.Taker, best[[2]string{p.Giver, p.Taker}]})
	}
	slices.SortStableFunc(out, func(a, b Pair) int { return d.order(a.Offer, b.Offer) })
	return out
}
