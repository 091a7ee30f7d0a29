package assign

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// most tries every way to pair.
func most(pairs []Pair, takers []string, room map[string]int) float64 {
	if len(takers) == 0 {
		return 0
	}
	best := most(pairs, takers[1:], room)
	for _, p := range pairs {
		if p.Taker == takers[0] && room[p.Giver] > 0 {
			room[p.Giver]--
			best = max(best, p.Gain+most(pairs, takers[1:], room))
			room[p.Giver]++
		}
	}
	return best
}

// The sum is the greatest that any way to pair has, no giver has more than it has room
// for, and the order of pairs changes nothing.
func TestBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		capacity := rapid.IntRange(1, 2).Draw(t, "capacity")
		var pairs []Pair
		takers := []string{"a", "b", "c", "d", "e"}
		for _, taker := range takers {
			for _, giver := range []string{"x", "y", "z"} {
				if gain := rapid.IntRange(-2, 9).Draw(t, "gain"); gain != 0 {
					pairs = append(pairs, Pair{giver, taker, float64(gain)})
				}
			}
		}
		got := Best(pairs, capacity)
		sum, load, seen := 0.0, map[string]int{}, map[string]bool{}
		for _, p := range got {
			sum += p.Gain
			load[p.Giver]++
			if seen[p.Taker] || load[p.Giver] > capacity || p.Gain <= 0 || !slices.Contains(pairs, p) {
				t.Fatalf("%v of %v", got, pairs)
			}
			seen[p.Taker] = true
		}
		if want := most(pairs, takers, map[string]int{"x": capacity, "y": capacity, "z": capacity}); sum != want {
			t.Fatalf("%v brings %v, %v is possible of %v", got, sum, want, pairs)
		}
		slices.Reverse(pairs)
		if again := Best(pairs, capacity); fmt.Sprint(again) != fmt.Sprint(got) {
			t.Fatalf("%v and %v", got, again)
		}
	})
}

// A small case by hand: a alone would take x, but b can go to x only.
func TestBestByHand(t *testing.T) {
	got := Best([]Pair{{"x", "a", 5}, {"y", "a", 4}, {"x", "b", 3}}, 1)
	if fmt.Sprint(got) != "[{y a 4} {x b 3}]" {
		t.Errorf("%v", got)
	}
	if got := Best(nil, 1); len(got) > 0 {
		t.Errorf("%v", got)
	}
}
