package indicator

import (
	"sync"
	"sync/atomic"

	"depository.example/depository/pipeline/measure/impute"
	"depository.example/depository/pipeline/measure/normalise"
)

// A Varied keeps the leaves of a frame under changes that many draws share: which
// normalisation, treatment and filling were drawn, where no answer is misjudged. The zero
// Varied has none yet; nil keeps none.
type Varied struct {
	of   sync.Map     // *Values, by variant
	held atomic.Int64 // how many values
}

// A variant is a leaf with what was drawn of it.
type variant struct {
	leaf      *Leaf
	normalise *normalise.Method
	treat     *normalise.Treatment
	impute    *impute.Method
}

// variedMost is how many values are kept: 64 MiB of them and of what rounding left.
const variedMost = 4 << 20

// Scaled is that of the indicator, which a draw before may have done.
func (v *Varied) Scaled(n Indicator, f *Frame, on normalise.Setting, lc *Change, keys []uint64, base *Values) Values {
	if base == nil || v == nil || lc.Memory == nil || lc.Misjudge.Chance > 0 {
		return n.Scaled(f, on, lc, keys, base)
	}
	of := variant{n.Leaf, lc.Normalise, lc.Treat, lc.Impute}
	if made, ok := v.of.Load(of); ok {
		return *made.(*Values)
	}
	own := *lc
	if v.held.Add(int64(len(base.Value))) <= variedMost {
		own.Memory = nil
	}
	c := n.Scaled(f, on, &own, keys, base)
	if own.Memory == nil {
		v.of.Store(of, &c)
	}
	return c
}
