// Package reply decides what a typed text means as the answer to a question:
// numbers, per cents, levels, yes and no, choices, kinds of nothing, dates and
// evidence, in one vocabulary for forms, partners' own tables, any table and
// reviewers' workbooks. It believes that a text which can be read in two ways is
// no answer: it says what is doubted, and whoever typed it is asked. A typing error
// has one likely meaning or none, and that guess is offered and never taken.
//
// docs/replies.md lists what is read as what; the tests of the package print it.
package reply

import (
	"strings"

	"depository.example/depository/pipeline/survey/survey"
)

// MaxBytes is the length over which a text is no reply, in bytes: work on a cell
// is bounded, and nobody answers a question of one word in three hundred.
const MaxBytes = 2_000

// A Typed is what somebody typed, as it is shown: «45%» of a cell that shows a
// percentage, an ISO 8601 date or a time of a cell that shows one.
type Typed struct {
	Text string
	Kept Kept
}

// Kept says how a workbook keeps a value; of CSV everything is text.
type Kept uint8

const (
	AsText   Kept = iota // a text, or all of CSV
	AsNumber             // a number without a format of dates
	AsBool               // TRUE or FALSE
	AsDate               // a day, a time of the day or a duration
	AsError              // #N/A and the like: nobody knows the value
)

// Text is what stands in a table that keeps only texts.
func Text(s string) Typed { return Typed{Text: s} }

// A Reading is what a reply means.
type Reading struct {
	State  survey.State // Blank, Given, NotApplicable or Unreadable
	Number float64      // the number or level, when Given and of these kinds
	Choice string       // "yes", "no" or the id of a choice, when Given and of these kinds
	Remark string       // what stands beside the answer, folded; of NotApplicable the reason, as typed
	Fault  Fault        // why it is Unreadable; "" it is not
	Notes  []Note       // what was understood and should be told
}

// A Fault is why a reply is unreadable.
type Fault string

const (
	Broken      Fault = "broken"         // an error value of a formula
	TooLong     Fault = "long"           // over MaxBytes
	Inapt       Fault = "not-applicable" // «не застосовно» where the question allows no such answer
	NoLevel     Fault = "level"          // none of the question’s levels
	NoNumber    Fault = "number"         // no number where one is asked
	DateForOne  Fault = "date"           // a date or a time where another thing is asked
	OtherUnit   Fault = "unit"           // a number, followed by what is not the question's unit
	NeitherWord Fault = "yesno"          // neither yes nor no
	NoChoice    Fault = "choice"         // none of the question’s choices
)

// A Note is what is told of a reply that was understood.
type Note string

const (
	// PerCentOrShare doubts a per cent above 0 and below 1 without its sign: 0,85
	// may be meant as 85 %. The number as typed counts.
	PerCentOrShare Note = "percent-or-share"
	// InWords says that a level was written otherwise than the list has it: «III»,
	// «три», «рівень 3».
	InWords Note = "level-in-words"
	// Remarked says that words beside the answer do not count.
	Remarked Note = "reply-remark"
)

// A Reader reads replies as one sheet speaks. The zero Reader knows the common
// vocabulary alone.
type Reader struct {
	Words *Words // beside the common ones; nil: none
	Plus  bool   // something on the sheet is answered by «+», so that «-» is no; otherwise that is blank
	Cross bool   // something on the sheet says yes, so that «x» is no; otherwise it may mark either
	Known Known  // criteria that are ready; nil: each is made ready when it is asked for
	Point bool   // the table writes decimal points: 1,234 may be a thousand, and is not read
}

// Hear takes in what something on the sheet says to a question of yes or no:
// «+» gives «-» its meaning, and any yes gives «x» one.
func (r *Reader) Hear(text string) {
	word, _ := r.Word(text)
	r.Plus = r.Plus || strings.HasPrefix(strings.TrimFunc(text, unseen), "+")
	r.Cross = r.Cross || word == Yes
}

// A Question is a criterion made ready for many replies.
type Question struct {
	*Reader
	*known
	column bool // «45%» is a number of the column, whatever its unit
}

// Known are criteria that were made ready once, for any number of readers. It is
// not changed after Know.
type Known map[*survey.Criterion]*known

// A known criterion is one whose unit and names are folded.
type known struct {
	k       *survey.Criterion
	percent bool
	unit    []string
	names   []named // of levels and choices
}

// Know makes all criteria of a questionnaire ready.
func Know(q *survey.Questionnaire) Known {
	out := Known{}
	for i := range q.Criteria {
		out[&q.Criteria[i]] = know(&q.Criteria[i])
	}
	return out
}

// named are the names of a level or choice.
type named struct {
	keys  []string
	level float64
	id    string
}

// For makes a criterion ready for the reader, whose signs may still change.
func (r *Reader) For(k *survey.Criterion) *Question {
	ready := r.Known[k]
	if ready == nil {
		ready = know(k)
	}
	return &Question{Reader: r, known: ready}
}

func know(k *survey.Criterion) *known {
	q := &known{k: k}
	for _, text := range k.Unit {
		q.percent = q.percent || strings.Contains(text, "%")
		q.unit = append(q.unit, unitWords(text)...)
	}
	for _, l := range k.Levels {
		q.names = append(q.names, named{keys: keysOf(l.Name, l.Text), level: float64(l.Level)})
	}
	for _, o := range k.Options() {
		q.names = append(q.names, named{keys: append(keysOf(o.Name), Key(o.ID)), id: o.ID})
	}
	return q
}

func keysOf(texts ...survey.Text) (keys []string) {
	for _, t := range texts {
		for _, s := range t {
			if s != "" && len(s) <= MaxBytes {
				keys = append(keys, Key(s))
			}
		}
	}
	return keys
}

// InPerCent says that «45%» is a number of the column at hand: 45. Without it,
// and without a unit that is the per cent, a number of another unit is not read.
func (q *Question) InPerCent() { q.column = true }

// IsPerCent tells whether the unit of the question is the per cent.
func (q *Question) IsPerCent() bool { return q.percent }

// Read reads a reply.
func (q *Question) Read(t Typed) Reading {
	if t.Kept <= AsNumber {
		if x, ok := q.Quick(t.Text); ok {
			return Reading{State: survey.Given, Number: x}
		}
	}
	text := strings.TrimFunc(t.Text, unseen)
	switch {
	case t.Kept == AsError:
		return unreadable(Broken)
	case text == "":
		return Reading{State: survey.Blank}
	case len(text) > MaxBytes:
		return unreadable(TooLong)
	case q.picks():
		if id := q.choice(text); id != "" { // «-» and «NA» may be choices
			return Reading{State: survey.Given, Choice: id}
		}
	}
	word, remark := q.Word(text)
	switch {
	case word == Blank && q.mayBeNothing(remark), word == InaptOrBlank && !q.k.NotApplicable && q.mayBeNothing(remark):
		return Reading{State: survey.Blank, Remark: remark}
	case (word == Inapplicable || word == InaptOrBlank) && q.k.NotApplicable && q.mayBeNothing(remark):
		return Reading{State: survey.NotApplicable, Remark: behind(text, remark)}
	case word == Inapplicable:
		return unreadable(Inapt)
	}
	return q.given(t, text, word, remark)
}

// Quick reads the numbers and levels of nearly all cells: digits, a point, an
// exponent, of which nothing is to be said. ok is false for a reply that takes
// longer to read.
func (q *Question) Quick(text string) (x float64, ok bool) {
	if q.k.Kind.Chosen() {
		return 0, false
	}
	x, ok = plain(text)
	if q.k.Kind.Graded() {
		return x, ok && q.has(x)
	}
	return x, ok && !(q.percent && 0 < x && x < 1)
}

// picks tells whether an answer is an option by its id or its name alone; yes and no
// have words of their own.
func (q *Question) picks() bool { return q.k.Kind.Chosen() && !q.k.Kind.Truth() }

// mayBeNothing tells whether a remark lets a word for nothing stand: beside a
// number it is one of two answers.
func (q *Question) mayBeNothing(remark string) bool {
	return q.k.Kind.Truth() || !strings.ContainsAny(remark, "0123456789")
}

// given reads what is no kind of nothing.
func (q *Question) given(t Typed, text string, word Word, remark string) Reading {
	if t.Kept == AsDate && !q.picks() {
		return unreadable(DateForOne)
	}
	switch kind := q.k.Kind; {
	case kind.Truth():
		return yesNo(word, remark)
	case kind.Graded():
		return q.level(text)
	case kind.Measured():
		if t.Kept == AsBool {
			return unreadable(NoNumber)
		}
		return q.numberIn(text)
	}
	return unreadable(NoChoice)
}

func unreadable(why Fault) Reading { return Reading{State: survey.Unreadable, Fault: why} }

func yesNo(w Word, remark string) Reading {
	r := Reading{State: survey.Given, Remark: remark}
	switch w {
	case Yes:
		r.Choice = "yes"
	case No:
		r.Choice = "no"
	default:
		return unreadable(NeitherWord)
	}
	if remark != "" {
		r.Notes = []Note{Remarked}
	}
	return r
}

// choice finds the choice that a text is the id or a name of; "" none.
func (q *Question) choice(text string) string {
	key := Key(text)
	for _, n := range q.names {
		if n.is(key) {
			return n.id
		}
	}
	return ""
}

func (n *named) is(key string) bool {
	for _, k := range n.keys {
		if k == key {
			return true
		}
	}
	return false
}
