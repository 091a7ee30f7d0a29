package survey

import (
	"maps"
	"slices"
)

// A Kind is a type of question. What it is like stands in its row of kinds, and there
// alone: whoever has to know asks for a trait and names no kind, so that a kind made
// of traits that are known is a row, and is read, asked, scored and printed by all.
type Kind uint8

// The kinds of questions. Only this file and tests name them; TestKindsAreNamedInOneRoom
// of docs judges it.
const (
	Number Kind = iota // a number in the criterion's unit
	Level              // a level of the criterion's rubric
	YesNo              // yes or no
	Choice             // one of the criterion's choices
)

// A scale is what an answer can be, as levels of measurement go: Stevens (1946), On the
// theory of scales of measurement. Every kind has one of these three.
type scale uint8

const (
	measured scale = iota // a number in a unit, within a range: Answer.Number
	graded                // a level of a rubric, each above the one before: Answer.Number
	chosen                // one of the options: Answer.Choice
)

// traits are what all code but this knows of a kind.
type traits struct {
	word    string // of the method file
	scale   scale
	truth   bool               // its answers are yes and no, so that it can stand for a statement
	options []Option           // to choose from, whatever the method; none: the method has its own
	points  map[string]float64 // of these options where the method says nothing
}

// kinds are the traits by kind; the first is that of a method that names none.
var kinds = [...]traits{
	Number: {word: "number", scale: measured},
	Level:  {word: "level", scale: graded},
	YesNo: {word: "yesno", scale: chosen, truth: true, points: map[string]float64{"yes": 1, "no": 0},
		options: []Option{{"yes", Text{"uk": "так", "en": "yes"}}, {"no", Text{"uk": "ні", "en": "no"}}}},
	Choice: {word: "choice", scale: chosen},
}

// String returns the word of the method file: number, level, yesno or choice.
func (k Kind) String() string { return kinds[k].word }

// KindWords returns the words of the method file, that of a method that names none first.
func KindWords() []string {
	out := make([]string, len(kinds))
	for k := range kinds {
		out[k] = kinds[k].word
	}
	return out
}

// KindOf returns the kind of a word of KindWords; false for any other.
func KindOf(word string) (Kind, bool) {
	k := slices.Index(KindWords(), word)
	return Kind(max(k, 0)), k >= 0
}

// Measured reports whether an answer is a number in a unit, within a plausible range.
func (k Kind) Measured() bool { return kinds[k].scale == measured }

// Graded reports whether an answer is a level of the rubric of the criterion.
func (k Kind) Graded() bool { return kinds[k].scale == graded }

// Chosen reports whether an answer is one of the Options of the criterion, a word; any
// other is a number.
func (k Kind) Chosen() bool { return kinds[k].scale == chosen }

// Truth reports whether the Options are "yes" and "no".
func (k Kind) Truth() bool { return kinds[k].truth }

// Points returns what the options of a kind are worth where the method says nothing, a
// map of the caller's own; nil where the method has the options and has to say it.
func (k Kind) Points() map[string]float64 { return maps.Clone(kinds[k].points) }

// Options returns the answers to choose from, in the order in which they are offered;
// none for a number or a level.
func (c *Criterion) Options() []Option {
	switch of := &kinds[c.Kind]; {
	case of.scale != chosen:
		return nil
	case of.options != nil:
		return of.options
	}
	return c.Choices
}

// Option finds one of the Options by its id.
func (c *Criterion) Option(id string) (Option, bool) {
	options := c.Options()
	i := slices.IndexFunc(options, func(o Option) bool { return o.ID == id })
	if i < 0 {
		return Option{}, false
	}
	return options[i], true
}
