package indicator

import (
	"math"

	"depository.example/depository/pipeline/measure/arena"
	"depository.example/depository/pipeline/measure/impute"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/stat"
	"depository.example/depository/pipeline/survey/survey"
)

// A Misjudging moves levels one up or down, each by chance; at an end of the rubric it
// steps inward. The same answer of the same practice is misjudged alike in two periods.
type Misjudging struct {
	Key    stat.Key
	Chance float64 // 0: no answer is misjudged

	rows []stat.Key // the key with the identity of each row; nil: not worked out
}

// misjudges reports whether answers to an indicator may be misjudged.
func (lc *Change) misjudges(n Indicator) bool {
	return lc.Misjudge.Chance > 0 && n.Leaf.Rule == nil && n.Leaf.Kind.Graded() && n.Leaf.Normalise.By == normalise.Levels
}

// A misjudged is an indicator whose answers are misjudged.
type misjudged struct {
	rows  []stat.Key
	name  stat.Salt
	under stat.Chance
	top   float64
}

// misjudging returns how answers to an indicator are misjudged; nil: they are not. What
// the rows have in common with those of other indicators is kept in the change's memory.
func (lc *Change) misjudging(n Indicator, keys []uint64) *misjudged {
	if !lc.misjudges(n) {
		return nil
	}
	rows := lc.Misjudge.rows
	if rows == nil {
		rows = arena.Take[stat.Key](lc.Memory, len(keys))
		for i, k := range keys {
			rows[i] = lc.Misjudge.Key.With(k)
		}
		if lc.Memory != nil { // else others may read the change meanwhile
			lc.Misjudge.rows = rows
		}
	}
	m := arena.New[misjudged](lc.Memory)
	*m = misjudged{rows, stat.NewSalt(stat.Hash(n.ID)), stat.NewChance(lc.Misjudge.Chance), n.Leaf.Normalise.Top}
	return m
}

// read returns a level of row i as it is judged.
func (m *misjudged) read(i int, raw float64) float64 {
	k := m.rows[i].Salted(m.name)
	if !m.under.Comes(k) {
		return raw
	}
	return m.moved(k, raw)
}

// moved returns a level that is misjudged.
func (m *misjudged) moved(k stat.Key, raw float64) float64 {
	if up := k.With(1).Uniform() < 0.5; raw <= 0 || up && raw < m.top {
		return min(raw+1, m.top)
	}
	return raw - 1
}

// oneByOne reports whether the change can make no other difference to a leaf, which is
// base without it, than that some answers are others and that holes are filled: each of
// these is brought onto the scale by itself.
func (lc *Change) oneByOne(n Indicator, base *Values) bool {
	l := n.Leaf
	return l.Rows == nil && l.Denominate.By == "" && l.Transform == normalise.Straight && lc.treat(l) == nil && l.Treat == nil &&
		lc.Method(l) == l.Normalise && l.Normalise.OnScale() && !l.Normalise.Learns() && base.learnt.Fault == nil &&
		!(base.holes && (l.Impute.Fills() || lc.fill(l).Fills() && lc.Memory == nil)) // what filling leaves in doubt is told by who does it all
}

// Alone reports whether under the change each row of a leaf, which is base without it,
// follows from the rows that are in the same group of a grouping, and from base.
func (lc *Change) Alone(n Indicator, base *Values, grouping string) bool {
	if lc == nil || !lc.Touches(n) {
		return true
	}
	fill := lc.fill(n.Leaf)
	return lc.treat(n.Leaf) == nil && !lc.Method(n.Leaf).Learns() && base.learnt.Fault == nil && !(base.holes && fill.Fills() && fill.Group != grouping)
}

// again is Scaled where the change does not reach beyond single answers.
func (n Indicator) again(f *Frame, lc *Change, keys []uint64, base *Values) Values {
	c, fill := *base, lc.fill(n.Leaf)
	fills, moved := fill.Fills() && c.holes, lc.misjudging(n, keys)
	if moved == nil && !fills {
		return c
	}
	c.Value, c.Rest, c.Capped = arena.Copy(lc.Memory, base.Value), arena.Copy(lc.Memory, base.Rest), arena.Copy(lc.Memory, base.Capped)
	if fills {
		c.ready = arena.Copy(lc.Memory, base.ready)
	}
	scale := levels{of: &base.learnt.Scale}
	if col := f.Columns[n.ID]; moved != nil && col != nil {
		for i, state := range col.State {
			if state != survey.Given {
				continue // it is asked of nobody
			}
			k := moved.rows[i].Salted(moved.name)
			if !moved.under.Comes(k) {
				continue
			}
			raw := moved.moved(k, col.Number[i])
			if c.Capped != nil {
				c.Capped[i] = false
			}
			points := c.points(n, col, i, raw, lc.Memory)
			c.put(i, scale.apply(points))
			if fills {
				c.ready[i] = points
			}
		}
	}
	if !fills {
		return c
	}
	lent := f.lending(fill, c.ready)
	c.Filled = arena.Take[bool](lc.Memory, len(c.ready))
	for i, v := range c.ready {
		if !math.IsNaN(v) || math.IsNaN(c.Cover[i]) {
			continue
		}
		if loan, ok := lent(i); ok && !math.IsInf(loan.Value, 0) {
			c.put(i, scale.apply(loan.Value))
			c.Filled[i] = true
		}
	}
	return c
}

// lending returns what fills a hole of a row. Of groups whose rows stand side by side only
// those are asked that have one.
func (f *Frame) lending(fill impute.Method, ready []float64) func(row int) (impute.Loan, bool) {
	groups := f.Groups[fill.Group]
	if fill.Group == "" || fill.Group != f.Adjacent {
		lent := fill.Learn(ready, f.Apart, groups)
		return func(row int) (impute.Loan, bool) { return lent.For(groups, row) }
	}
	return func(row int) (impute.Loan, bool) {
		from, to := row, row+1
		for from > 0 && groups[from-1] == groups[row] {
			from--
		}
		for to < len(groups) && groups[to] == groups[row] {
			to++
		}
		var apart []bool
		if f.Apart != nil {
			apart = f.Apart[from:to]
		}
		loan, ok := fill.Among(ready[from:to], apart)
		return loan, ok && groups[row] != ""
	}
}

// put sets the value of a row on the scale.
func (c *Values) put(i int, x stat.Wide) { c.Value[i], c.Rest[i] = x.Value, x.Rest }
