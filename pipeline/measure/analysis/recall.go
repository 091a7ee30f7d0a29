package analysis

import (
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/measure/uncertainty"
)

// A recall draws the replications of a side with the help of a memory.
type recall struct {
	*side
	memory  Memory            // nil: none
	unknown []int             // who is not known
	some    *side             // theirs; nil where nobody is known, or everybody
	ends    *uncertainty.Ends // of the practices that are drawn
	rows    []int             // which these are; nil: all
}

func newRecall(s *side, memory Memory) *recall {
	r := &recall{side: s, memory: memory, ends: s.ends}
	if memory == nil {
		return r
	}
	known := memory.Known()
	for u, is := range known {
		if !is {
			r.unknown = append(r.unknown, u)
		}
	}
	if len(r.unknown) > 0 && len(r.unknown) < len(known) {
		r.some = s.only(r.unknown)
	}
	return r
}

// give draws what is not known of a replication.
func (r *recall) give(i int) given {
	if r.memory == nil || !r.alone(i) {
		return r.side.give(i)
	}
	n := len(r.base.Units(score.Partner))
	all := given{numbers: make([]float64, n*r.width(i))}
	switch {
	case len(r.unknown) == n || !r.memory.Recall(i, all.numbers):
		all = r.side.give(i)
		all.practices = r.drawn(all.practices)
	case r.some != nil:
		some := r.some.give(i)
		for k, x := range some.numbers {
			all.numbers[k/len(r.unknown)*n+r.unknown[k%len(r.unknown)]] = x
		}
		all.practices = some.practices
	}
	r.memory.Keep(i, all.numbers)
	return all
}

// intervals has the practices of those who are drawn gathered alone, where a memory has
// what the others' come to, and returns what ends with all of them.
func (r *recall) intervals(memory Memory) func() []float64 {
	if memory == nil || r.memory == nil || r.looks == 0 || !r.alone(0) {
		return r.ends.Numbers
	}
	n := len(r.base.Units(score.Practice))
	numbers := make([]float64, n*r.ends.Width())
	if r.recalled(memory, numbers) {
		r.ends = nil
		if r.some != nil {
			r.ends = r.some.ends
		}
	}
	return func() []float64 {
		switch {
		case r.rows == nil:
			numbers = r.ends.Numbers()
		case r.ends != nil:
			for k, x := range r.ends.Numbers() {
				numbers[k/len(r.rows)*n+r.rows[k%len(r.rows)]] = x
			}
		}
		memory.Keep(0, numbers)
		return numbers
	}
}

// recalled enters what is remembered of practices, and finds those that are not; false:
// too little is remembered.
func (r *recall) recalled(memory Memory, numbers []float64) bool {
	mine, rows := make([]bool, len(r.sheet.bounds)-1), []int{}
	for _, u := range r.unknown {
		mine[u] = true
	}
	if len(r.unknown) == len(mine) || !memory.Recall(0, numbers) {
		return false
	}
	known := memory.Known()
	for u := range mine {
		for row := r.sheet.bounds[u]; row < r.sheet.bounds[u+1]; row++ {
			if mine[u] {
				rows = append(rows, row)
			} else if !known[row] {
				return false
			}
		}
	}
	r.rows = rows
	return true
}

// drawn returns the scores of the practices that are gathered, given those of all.
func (r *recall) drawn(practices []float64) []float64 {
	if r.rows == nil {
		return practices
	}
	n, out := len(r.base.Units(score.Practice)), []float64(nil)
	for ; len(practices) > 0; practices = practices[n:] {
		for _, row := range r.rows {
			out = append(out, practices[row])
		}
	}
	return out
}
