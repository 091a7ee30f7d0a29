// Package automaton finds which of many words a text holds, at one walk over it. It
// believes that how a text is cut into symbols is the business of who walks: here a symbol
// is a number, and 0 is any that stands in no word.
//
// It is that of A. V. Aho and M. J. Corasick, Efficient string matching, Communications of
// the ACM 18 (6), 1975, 333 to 340.
package automaton

// An Automaton reads symbols. A state is what of some words has been read; 0 nothing.
type Automaton struct {
	symbols int
	next    []int32   // by state and symbol
	ends    [][]int32 // by state: the words that end there
}

// New returns an automaton without words over symbols from 0 up to a number of them.
func New(symbols int) *Automaton {
	a := &Automaton{symbols: symbols}
	a.add()
	return a
}

// add adds a state.
func (a *Automaton) add() int32 {
	a.next = append(a.next, make([]int32, a.symbols)...)
	a.ends = append(a.ends, nil)
	return int32(len(a.ends) - 1)
}

// Enter enters a word that is told by a number, before Link.
func (a *Automaton) Enter(word []uint16, number int32) {
	at := int32(0)
	for _, symbol := range word {
		step := int(at)*a.symbols + int(symbol)
		if a.next[step] == 0 {
			to := a.add()
			a.next[step] = to
		}
		at = a.next[step]
	}
	a.ends[at] = append(a.ends[at], number)
}

// Link leads every state on for every symbol: where no word goes on, to the longest end of
// what was read with which another one begins.
func (a *Automaton) Link() {
	back := make([]int32, len(a.ends))
	var queue []int32
	for _, to := range a.next[:a.symbols] {
		if to != 0 {
			queue = append(queue, to)
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		a.ends[at] = append(a.ends[at], a.ends[back[at]]...)
		for c := range a.symbols {
			to, other := &a.next[int(at)*a.symbols+c], a.next[int(back[at])*a.symbols+c]
			if *to == 0 {
				*to = other
				continue
			}
			back[*to] = other
			queue = append(queue, *to)
		}
	}
}

// Step returns the state behind a state and a symbol.
func (a *Automaton) Step(state int32, symbol uint16) int32 {
	return a.next[int(state)*a.symbols+int(symbol)]
}

// Ends returns the numbers of the words that end at a state; they are not changed.
func (a *Automaton) Ends(state int32) []int32 { return a.ends[state] }
