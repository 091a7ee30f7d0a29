// Package arena lends memory to whoever computes many alike things one after the other.
// It believes that what a computation needs for itself it needs each time, and as much:
// it is taken once, and lies where the processor has it at hand.
package arena

import (
	"slices"
	"sync"
)

// An Arena lends slices of any types until it is told that all are back. It is used by
// one goroutine at a time. nil lends what nobody takes back.
type Arena struct{ slabs []interface{ reset() } }

// Take lends a slice of n zeroes, with no room behind it.
func Take[T any](a *Arena, n int) []T {
	if a == nil {
		return make([]T, n)
	}
	out := slabOf[T](a).room(n)
	clear(out)
	return out
}

// slabOf returns what lends slices of a type.
func slabOf[T any](a *Arena) *slab[T] {
	for _, s := range a.slabs {
		if s, ok := s.(*slab[T]); ok {
			return s
		}
	}
	s := &slab[T]{}
	a.slabs = append(a.slabs, s)
	return s
}

// Copy lends a copy of a slice; nil of nil.
func Copy[T any](a *Arena, of []T) []T {
	if of == nil {
		return nil
	}
	if a == nil {
		return slices.Clone(of)
	}
	out := slabOf[T](a).room(len(of))
	copy(out, of)
	return out
}

// New lends a zero value.
func New[T any](a *Arena) *T { return &Take[T](a, 1)[0] }

// Reset takes back all that was lent: nobody may use it any more.
func (a *Arena) Reset() {
	for _, s := range a.slabs {
		s.reset()
	}
}

// A slab lends slices of one type.
type slab[T any] struct {
	blocks [][]T
	used   int // of the last block
}

// least is how many elements a block has at least.
const least = 64

// room lends a slice with whatever stands in it.
func (s *slab[T]) room(n int) []T {
	last := len(s.blocks) - 1
	if last < 0 || s.used+n > len(s.blocks[last]) {
		s.blocks, s.used = append(s.blocks, make([]T, max(n, least))), 0
		last++
	}
	out := s.blocks[last][s.used : s.used+n : s.used+n]
	s.used += n
	return out
}

// reset makes one block of several, so that the next time all lies together.
func (s *slab[T]) reset() {
	if len(s.blocks) > 1 {
		n := 0
		for _, b := range s.blocks {
			n += len(b)
		}
		s.blocks = [][]T{make([]T, n)}
	}
	s.used = 0
}

// A Store keeps things that are used by one goroutine at a time, as many as were ever in
// use at once. The zero Store is empty.
type Store[T any] struct {
	mu    sync.Mutex
	spare []*T
}

// Get returns one that nobody uses.
func (s *Store[T]) Get() *T {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := len(s.spare) - 1
	if n < 0 {
		return new(T)
	}
	one := s.spare[n]
	s.spare = s.spare[:n]
	return one
}

// Empty lets go of those that nobody uses.
func (s *Store[T]) Empty() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.spare = nil
}

// Put takes one back.
func (s *Store[T]) Put(one *T) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.spare = append(s.spare, one)
}
