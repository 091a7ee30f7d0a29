package pages

import "sync"

// A memo keeps what many pages say alike, so that it is made once. Several pages may ask
// it at once; what it holds is not changed.
type memo[K comparable, V any] struct {
	room sync.RWMutex
	held map[K]V
}

func newMemo[K comparable, V any]() *memo[K, V] { return &memo[K, V]{held: map[K]V{}} }

func (m *memo[K, V]) get(key K) (V, bool) {
	m.room.RLock()
	defer m.room.RUnlock()
	v, ok := m.held[key]
	return v, ok
}

// keep returns what it keeps.
func (m *memo[K, V]) keep(key K, v V) V {
	m.room.Lock()
	defer m.room.Unlock()
	m.held[key] = v
	return v
}
