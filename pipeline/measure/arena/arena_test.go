package arena

import (
	"slices"
	"testing"
)

// What is lent is zero, overlaps nothing that is lent, and has no room behind it; the
// second time nothing is allocated for it.
func TestArenaLends(t *testing.T) {
	var a Arena
	for round := range 3 {
		var all [][]float64
		for n := range 200 {
			x, y := Take[float64](&a, n), Copy(&a, []bool{true, false})
			if slices.ContainsFunc(x, func(v float64) bool { return v != 0 }) || !slices.Equal(y, []bool{true, false}) || cap(x) != n {
				t.Fatalf("round %d: lent %v with room for %d, and %v", round, x, cap(x), y)
			}
			for i := range x {
				x[i] = float64(n)
			}
			all = append(all, x)
		}
		for n, x := range all {
			if slices.ContainsFunc(x, func(v float64) bool { return v != float64(n) }) {
				t.Fatalf("round %d: what was lent as the %d-th was changed: %v", round, n, x)
			}
		}
		a.Reset()
	}
	if n := testing.AllocsPerRun(10, func() {
		Take[float64](&a, 1000)
		New[[4]int](&a)
		Copy(&a, make([]bool, 0))
		a.Reset()
	}); n != 0 {
		t.Errorf("%v allocations in a round that is like the ones before", n)
	}
	if x := Take[int](nil, 3); !slices.Equal(x, []int{0, 0, 0}) || Copy[int](nil, nil) != nil {
		t.Error("no arena lends what make makes")
	}
}

func TestStoreKeepsWhatIsNotInUse(t *testing.T) {
	var s Store[Arena]
	a, b := s.Get(), s.Get()
	s.Put(a)
	if a == b || s.Get() != a || s.Get() == b {
		t.Error("one is used twice, or not again")
	}
}

// What is given back is lent again, until the store is emptied.
func TestStoreLendsAgain(t *testing.T) {
	var s Store[int]
	one := s.Get()
	s.Put(one)
	if s.Get() != one {
		t.Error("what was given back is not lent again")
	}
	s.Put(one)
	s.Empty()
	if s.Get() == one {
		t.Error("an empty store has what it had")
	}
}
