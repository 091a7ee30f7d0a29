package pages

import (
	"sync"

	"depository.example/depository/pipeline/tell/document"
)

// A room holds the parts of a page of which there are many pages: what one has used the
// next uses again.
type room struct {
	rows  []document.Row
	cells []document.Cell
	spans []document.Span
}

var rooms = sync.Pool{New: func() any { return new(room) }}

// run returns spans one after another, kept in the room.
func (r *room) run(spans ...document.Span) []document.Span {
	n := len(r.spans)
	r.spans = append(r.spans, spans...)
	return r.spans[n:len(r.spans):len(r.spans)]
}

// text returns the spans of a text without any mark-up.
func (r *room) text(text string) []document.Span { return r.run(document.Span{Text: text}) }

// row adds a row of a table.
func (r *room) row(kind document.RowKind, cells ...document.Cell) {
	n := len(r.cells)
	r.cells = append(r.cells, cells...)
	r.rows = append(r.rows, document.Row{Kind: kind, Cells: r.cells[n:len(r.cells):len(r.cells)]})
}

// Release lets go of the content: its blocks are other pages' then. It need not be called.
func (c Content) Release() {
	if r := c.room; r != nil {
		r.rows, r.cells, r.spans = r.rows[:0], r.cells[:0], r.spans[:0]
		rooms.Put(r)
	}
}

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
