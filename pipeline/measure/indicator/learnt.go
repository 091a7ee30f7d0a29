package indicator

import (
	"bytes"
	"cmp"
	"encoding/gob"
	"maps"
	"math"
	"slices"

	"depository.example/depository/pipeline/measure/impute"
	"depository.example/depository/pipeline/measure/normalise"
	"depository.example/depository/pipeline/measure/stat"
)

// What needs everybody is two functions: Fit learns from the sums of all rows of one
// indicator what has to be known of them, Apply brings any of the rows onto the scale
// with it. The sums of parts, added in any order, are those of the whole, bit for bit:
// they are the column itself, sorted, with how often each value occurs. Medians, ranks
// and outliers need the order of all values and not their sum alone; a sum of levels, of
// which there are six, is no longer for it; and whatever is added of them is added by
// stat.Folded, which does not depend on the order.

// Sums are what Fit has to know of some rows.
type Sums struct {
	Rows int    // how many
	Of   uint64 // a hash of who they are and what they answered, whatever their order
	Lots []Lot  // in canonical order
}

// A Lot is the rows among which nothing but the value differs.
type Lot struct {
	Among
	Holes  int       // rows that were asked and have no value
	Values []float64 // ascending, each once
	Counts []int     // how many rows have each
}

// An Among says where a row belongs.
type Among struct {
	Group     string // within which holes are filled; "" the indicator knows none
	Apart     bool   // in no statistic
	Reference bool   // the unit that others are measured against
}

func (l *Lot) compare(o *Lot) int {
	place := func(l *Lot) (n int) { // those apart come last, and of each the reference
		if l.Apart {
			n += 2
		}
		if l.Reference {
			n++
		}
		return n
	}
	return cmp.Or(cmp.Compare(l.Group, o.Group), cmp.Compare(place(l), place(o)))
}

// Together returns the sums of all parts.
func Together(parts []Sums) Sums {
	switch n := len(parts); n {
	case 0:
		return Sums{}
	case 1:
		return parts[0]
	default: // by halves, so that a column that is long is not walked for every part
		return Together(parts[:n/2]).plus(Together(parts[n/2:]))
	}
}

// plus returns the sums of both, which stay as they are.
func (s Sums) plus(o Sums) Sums {
	out := Sums{Rows: s.Rows + o.Rows, Of: s.Of + o.Of}
	a, b := s.Lots, o.Lots
	for len(a) > 0 && len(b) > 0 {
		switch c := a[0].compare(&b[0]); {
		case c < 0:
			out.Lots, a = append(out.Lots, a[0]), a[1:]
		case c > 0:
			out.Lots, b = append(out.Lots, b[0]), b[1:]
		default:
			out.Lots, a, b = append(out.Lots, a[0].plus(&b[0])), a[1:], b[1:]
		}
	}
	out.Lots = append(append(out.Lots, a...), b...)
	return out
}

func (l *Lot) plus(o *Lot) Lot {
	out := Lot{Among: l.Among, Holes: l.Holes + o.Holes}
	put := func(v float64, n int) { out.Values, out.Counts = append(out.Values, v), append(out.Counts, n) }
	i, j := 0, 0
	for i < len(l.Values) || j < len(o.Values) {
		switch {
		case j == len(o.Values) || i < len(l.Values) && l.Values[i] < o.Values[j]:
			put(l.Values[i], l.Counts[i])
			i++
		case i == len(l.Values) || o.Values[j] < l.Values[i]:
			put(o.Values[j], o.Counts[j])
			j++
		default:
			put(l.Values[i], l.Counts[i]+o.Counts[j])
			i, j = i+1, j+1
		}
	}
	return out
}

// An Answered is what all rows of a frame answered to one indicator, before anything is
// learnt of it.
type Answered struct {
	n    Indicator
	f    *Frame
	keys []uint64
	Values
}

// Answers reads an indicator. keys are stat.Hash of the rows' identities.
func (n Indicator) Answers(f *Frame, keys []uint64) *Answered {
	return &Answered{n, f, keys, *n.answers(f, &Change{}, keys, func(string, *Values) {})}
}

// among is where row i belongs.
func (a *Answered) among(i int) Among {
	l := Among{Apart: a.f.IsApart(i)}
	if fill := a.n.Leaf.Impute; fill.Fills() && fill.Group != "" && a.f.Groups[fill.Group] != nil {
		l.Group = a.f.Groups[fill.Group][i]
	}
	if m := a.n.Leaf.Normalise; m.By == normalise.DistanceToReference {
		l.Reference = a.f.Keys[i] == m.Unit
	}
	return l
}

// Of is Sums.Of of the rows from one on to before another.
func (a *Answered) Of(from, to int) (sum uint64) {
	for i := from; i < to; i++ {
		l := a.among(i)
		key := stat.NewKey(a.keys[i]).With(math.Float64bits(a.Value[i]))
		for _, is := range []bool{l.Apart, l.Reference, math.IsNaN(a.Cover[i])} {
			if key = key.With(0); is {
				key = key.With(1)
			}
		}
		sum += uint64(key.Of(l.Group))
	}
	return sum
}

// Sums returns those of the rows from one on to before another.
func (a *Answered) Sums(from, to int) Sums {
	out := Sums{Rows: to - from, Of: a.Of(from, to)}
	lots, counts := map[Among]*Lot{}, map[Among]map[float64]int{}
	for i := from; i < to; i++ {
		l := a.among(i)
		if lots[l] == nil {
			lots[l], counts[l] = &Lot{Among: l}, map[float64]int{}
		}
		switch v := a.Value[i]; {
		case !math.IsNaN(v):
			counts[l][v]++
		case !math.IsNaN(a.Cover[i]):
			lots[l].Holes++
		}
	}
	for among, l := range lots {
		l.Values = slices.Sorted(maps.Keys(counts[among]))
		for _, v := range l.Values {
			l.Counts = append(l.Counts, counts[among][v])
		}
		out.Lots = append(out.Lots, *l)
	}
	slices.SortFunc(out.Lots, func(a, b Lot) int { return a.compare(&b) })
	return out
}

// A Learnt is what has to be known of everybody to bring the answer of one row onto the
// scale.
type Learnt struct {
	Rows  int             // how many rows it was learnt from
	Of    uint64          // Sums.Of of these
	Lent  impute.Lent     // nil: there is no hole that is filled
	Tamed normalise.Tamed // what the treatment does; the zero Tamed: there is none
	Scale normalise.Fitted
	Fault *normalise.Fault // why no row has a value; nil: they have
}

// lent is what there is to lend; nothing was learnt of nil.
func (l *Learnt) lent() impute.Lent {
	if l == nil {
		return nil
	}
	return l.Lent
}

// Fit learns from the sums of all rows what brings each onto a scale, of which the
// setting says the ends.
func (n Indicator) Fit(s Sums, on normalise.Setting) Learnt {
	f := &Frame{Groups: map[string][]string{}}
	var c Values
	groups := []string{}
	for _, l := range s.Lots {
		put := func(v float64, times int) {
			for range times {
				key := ""
				if l.Reference {
					key = n.Leaf.Normalise.Unit
				}
				f.Keys, f.Apart, groups = append(f.Keys, key), append(f.Apart, l.Apart), append(groups, l.Group)
				c.Value, c.Cover = append(c.Value, v), append(c.Cover, 1)
			}
		}
		for k, v := range l.Values {
			put(v, l.Counts[k])
		}
		put(math.NaN(), l.Holes)
		c.holes = c.holes || l.Holes > 0
	}
	f.Groups[n.Leaf.Impute.Group] = groups
	if n.Leaf.Impute.Group == "" {
		f.Groups = nil
	}
	lc := &Change{}
	c.impute(n, f, lc)
	c.transform(n)
	c.treat(n, f, lc)
	c.ready = c.Value
	c.learnScale(n, f, on, lc)
	c.learnt.Rows, c.learnt.Of = s.Rows, s.Of
	return c.learnt
}

// Apply brings the rows of a frame onto a scale by what was learnt of everybody: one row,
// or any of them. keys are stat.Hash of their identities.
func (n Indicator) Apply(f *Frame, on normalise.Setting, keys []uint64, learnt *Learnt) Values {
	return n.Scaled(f, on, &Change{given: learnt}, keys, nil)
}

// Joined returns the values of all rows, of which each part has the next ones.
func (n Indicator) Joined(parts []Values, learnt *Learnt) Values {
	all := Values{learnt: *learnt}
	fallen := false
	for i := range parts {
		p := &parts[i]
		all.Value, all.Rest, all.ready, all.answered = append(all.Value, p.Value...), append(all.Rest, p.Rest...), append(all.ready, p.ready...), append(all.answered, p.answered...)
		all.Capped, all.Filled = flagged(all.Capped, p.Capped, len(all.Value)), flagged(all.Filled, p.Filled, len(all.Value))
		all.holes = all.holes || p.holes
		all.lost = all.lost.plus(&p.lost)
		fallen = fallen || p.fallen()
	}
	if all.Cover = all.answered; fallen {
		all.Cover = nil
		for i := range parts {
			all.Cover = append(all.Cover, parts[i].Cover...)
		}
	}
	all.Doubts = all.soon(n, n.Leaf.Impute)
	all.early = len(all.Doubts)
	all.Doubts = append(all.Doubts, all.late(n, n.Leaf.Normalise)...)
	return all
}

// fallen reports whether some rows were answered and lost their value in the
// normalisation.
func (c *Values) fallen() bool { return len(c.Cover) > 0 && &c.Cover[0] != &c.answered[0] }

// flagged appends marks of a part, of which nil has none, so that there are as many as
// rows; nil stays nil where there is no mark.
func flagged(all, part []bool, rows int) []bool {
	if all == nil && part == nil {
		return nil
	}
	return append(append(all, make([]bool, rows-len(part)-len(all))...), part...)
}

func (l losses) plus(o *losses) losses {
	return losses{l.Denominator + o.Denominator, l.Unlent + o.Unlent, l.Alone + o.Alone, l.Unbound + o.Unbound, l.Transform + o.Transform, l.Beyond + o.Beyond}
}

// column is Values on its way from one program to another: what was learnt has its own.
type column struct {
	Value, Rest, Cover, Ready, Answered []float64 // Cover nil: Answered
	Capped, Filled                      []bool
	Holes                               bool
	Lost                                losses
}

// GobEncode writes the values of rows so that every bit of them comes back; what was
// learnt of everybody and the doubts, which follow from both, are for Joined.
func (c Values) GobEncode() ([]byte, error) {
	out := column{c.Value, c.Rest, nil, c.ready, c.answered, c.Capped, c.Filled, c.holes, c.lost}
	if c.fallen() {
		out.Cover = c.Cover
	}
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(out)
	return b.Bytes(), err
}

// GobDecode reads what GobEncode wrote.
func (c *Values) GobDecode(data []byte) error {
	var in column
	err := gob.NewDecoder(bytes.NewReader(data)).Decode(&in)
	if in.Cover == nil {
		in.Cover = in.Answered
	}
	*c = Values{Value: in.Value, Rest: in.Rest, Cover: in.Cover, Capped: in.Capped, Filled: in.Filled, ready: in.Ready, answered: in.Answered, holes: in.Holes, lost: in.Lost}
	return err
}
