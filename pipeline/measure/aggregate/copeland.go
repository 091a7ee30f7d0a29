package aggregate

import (
	"math"
	"slices"
)

// copeland scores wins minus losses against every other unit. A unit wins when
// its share of the weight of the parts that both have exceeds one half.
func copeland(parts []Part, into Column, apart []bool) {
	scores := make([][]float64, len(parts))
	for k := range parts {
		scores[k] = make([]float64, len(into.Value))
		for u := range scores[k] {
			scores[k][u] = parts[k].score(u)
		}
	}
	for i := range into.len() {
		u, score, met := into.unit(i), 0, false
		for o := range into.Value {
			if o == u || apart != nil && apart[o] {
				continue
			}
			share, common := duel(parts, scores, u, o)
			met = met || common
			switch {
			case !common || math.Abs(share-0.5) <= 1e-12:
			case share > 0.5:
				score++
			default:
				score--
			}
		}
		into.Value[u] = float64(score)
		if !met && !slices.ContainsFunc(parts, func(p Part) bool { return !math.IsNaN(p.Value[u]) }) {
			into.Value[u] = math.NaN()
		}
	}
}

// duel returns the share of the weight, of the parts that two units both have, at
// which u stands above o; a tie counts half.
func duel(parts []Part, scores [][]float64, u, o int) (share float64, common bool) {
	var won, all float64
	for k := range parts {
		a, b := scores[k][u], scores[k][o]
		switch {
		case math.IsNaN(a) || math.IsNaN(b):
			continue
		case a > b:
			won += parts[k].Weight
		case a == b:
			won += parts[k].Weight / 2
		}
		all += parts[k].Weight
	}
	return won / all, all > 0
}
