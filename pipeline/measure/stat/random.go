package stat

import "math"

// Randomness here has no stream: a number follows from its key alone, so that
// the result does not depend on who draws first or on how many draw at once.

// A Key names one draw: seed, replication and what is drawn, mixed.
type Key uint64

// NewKey begins a key with a seed.
func NewKey(seed uint64) Key { return Key(mix(seed + 0x9e3779b97f4a7c15)) }

// With adds a number to the key, as that of a replication.
func (k Key) With(n uint64) Key { return k.Salted(NewSalt(n)) }

// A Salt is a number that is to be added to many keys, made ready for it.
type Salt uint64

// NewSalt makes a number ready.
func NewSalt(n uint64) Salt { return Salt(mix(n + 0x9e3779b97f4a7c15)) }

// Salted is With of the number that the salt was made of.
func (k Key) Salted(s Salt) Key { return Key(mix(uint64(k) ^ uint64(s))) }

// Of adds a name to the key (FNV-1a, mixed).
func (k Key) Of(name string) Key { return k.With(Hash(name)) }

// Uniform returns the key's number in [0, 1), 53 bits wide.
func (k Key) Uniform() float64 { return float64(mix(uint64(k))>>11) / (1 << 53) }

// A Chance is a probability that is asked of many keys.
type Chance uint64

// NewChance returns that of a probability, 0 to 1.
func NewChance(p float64) Chance { return Chance(math.Ceil(p * (1 << 53))) } // a product by a power of two is exact

// Comes reports whether the key's Uniform lies below the probability.
func (c Chance) Comes(k Key) bool { return mix(uint64(k))>>11 < uint64(c) }

// Hash is the 64-bit FNV-1a hash of a text.
func Hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// mix is the finaliser of SplitMix64: Steele, Lea, Flood, Fast Splittable
// Pseudorandom Number Generators, OOPSLA 2014.
func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
