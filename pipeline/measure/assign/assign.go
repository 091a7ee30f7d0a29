// Package assign pairs those who give with those who take, so that the sum of what all
// pairs bring is as great as it can be: each taker has one giver at most, each giver as
// many takers as it has room for. It believes that a proposal has to be the same
// whatever order things came in.
//
// The way is that of the cheapest augmenting path, one taker at a time (Ahuja, Magnanti
// and Orlin, Network Flows, Prentice Hall, 1993, section 9.7), over whole numbers, so
// that no sum depends on its order.
package assign

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// A Pair is a giver and a taker with what the pair would bring.
type Pair struct {
	Giver, Taker string
	Gain         float64 // above 0; told apart down to a millionth
}

// scale makes whole numbers of gains.
const scale = 1e6

// Best returns the pairs with the greatest sum of gains, in the order of takers. Pairs
// without a gain are never proposed; of two pairs of the same names the greater counts.
// capacity is how many takers a giver has room for, at least 1.
func Best(pairs []Pair, capacity int) []Pair {
	n := newNet(pairs, capacity)
	for taker := range n.takers {
		n.augment(taker)
	}
	return n.chosen()
}

// net is who can be paired with whom.
type net struct {
	givers, takers []string // ascending
	edges          [][]edge // by taker, in the order of givers
	capacity       int
	of             []int // by taker: its giver; -1 none
	room           []int // by giver
	taken          [][]int
}

type edge struct {
	giver int
	gain  int64
	pair  Pair
}

func newNet(pairs []Pair, capacity int) *net {
	best := map[[2]string]Pair{}
	givers, takers := map[string]bool{}, map[string]bool{}
	for _, p := range pairs {
		key := [2]string{p.Taker, p.Giver}
		if math.Round(p.Gain*scale) > 0 && p.Gain > best[key].Gain {
			best[key] = p
			givers[p.Giver], takers[p.Taker] = true, true
		}
	}
	n := &net{givers: slices.Sorted(maps.Keys(givers)), takers: slices.Sorted(maps.Keys(takers)), capacity: max(1, capacity)}
	n.edges, n.of = make([][]edge, len(n.takers)), make([]int, len(n.takers))
	n.room, n.taken = make([]int, len(n.givers)), make([][]int, len(n.givers))
	for g := range n.room {
		n.room[g] = n.capacity
	}
	keys := slices.SortedFunc(maps.Keys(best), func(a, b [2]string) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	for _, key := range keys {
		t, _ := slices.BinarySearch(n.takers, key[0])
		g, _ := slices.BinarySearch(n.givers, key[1])
		n.edges[t] = append(n.edges[t], edge{g, int64(math.Round(best[key].Gain * scale)), best[key]})
	}
	for t := range n.of {
		n.of[t] = -1
	}
	return n
}

// A way is how a giver is reached from the taker that looks for one: the sum of what
// changes, and who came before.
type way struct {
	gain  int64
	taker int // that takes the giver
	known bool
}

// augment finds the taker the change that brings most, others giving way where that
// brings more than they lose.
func (n *net) augment(taker int) {
	ways := make(map[int]way)
	queue := []int{taker}
	queued := map[int]bool{taker: true}
	gainOf := map[int]int64{taker: 0} // of reaching a taker that has no giver now
	for len(queue) > 0 {
		t := queue[0]
		queue, queued[t] = queue[1:], false
		for _, e := range n.edges[t] {
			if e.giver == n.of[t] {
				continue
			}
			sum := gainOf[t] + e.gain
			if w := ways[e.giver]; w.known && w.gain >= sum {
				continue
			}
			ways[e.giver] = way{sum, t, true}
			if n.room[e.giver] > 0 {
				continue
			}
			for _, other := range n.taken[e.giver] {
				if g := sum - n.gain(other, e.giver); other != taker && (!has(gainOf, other) || g > gainOf[other]) {
					gainOf[other] = g
					if !queued[other] {
						queue, queued[other] = append(queue, other), true
					}
				}
			}
		}
	}
	n.take(taker, ways, gainOf)
}

func has(m map[int]int64, key int) bool { _, ok := m[key]; return ok }

// take follows the best way back: to a giver with room, or to a taker that goes without.
func (n *net) take(taker int, ways map[int]way, gainOf map[int]int64) {
	end, without, most := -1, -1, int64(0)
	for g := range n.givers {
		if w := ways[g]; w.known && n.room[g] > 0 && w.gain > most {
			end, most = g, w.gain
		}
	}
	for t := range n.takers {
		if g, ok := gainOf[t]; ok && t != taker && g > most {
			end, without, most = -1, t, g
		}
	}
	switch {
	case without >= 0:
		end = n.of[without]
		n.free(without)
	case end < 0:
		return
	}
	for {
		t := ways[end].taker
		before := n.of[t]
		if before >= 0 {
			n.free(t)
		}
		n.of[t] = end
		n.room[end]--
		n.taken[end] = append(n.taken[end], t)
		slices.Sort(n.taken[end])
		if t == taker {
			return
		}
		end = before
	}
}

// free takes a taker from its giver.
func (n *net) free(t int) {
	g := n.of[t]
	n.taken[g] = slices.DeleteFunc(n.taken[g], func(x int) bool { return x == t })
	n.room[g]++
	n.of[t] = -1
}

func (n *net) gain(t, giver int) int64 {
	i := slices.IndexFunc(n.edges[t], func(e edge) bool { return e.giver == giver })
	return n.edges[t][i].gain
}

// chosen lists the pairs as they stand.
func (n *net) chosen() (out []Pair) {
	for t, g := range n.of {
		for _, e := range n.edges[t] {
			if e.giver == g {
				out = append(out, e.pair)
			}
		}
	}
	return out
}
