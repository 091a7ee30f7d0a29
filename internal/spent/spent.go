// Package spent says what a benchmark has cost. It believes that what is counted is the
// processor's time: the clock also counts whoever else is at work.
package spent
