// Package survey is the vocabulary of the depository: partners describe
// practices by answering criteria. It believes that there are kinds of nothing,
// and keeps each value as it was typed beside the value that was understood.
package survey

import (
	"math"
	"slices"

	"depository.example/depository/pipeline/survey/cell"
)

// Text is one wording by language code ("uk", "en").
type Text map[string]string

// In returns the text in a language; where that is missing, in Ukrainian, then in
// English, then in the first language by code; "" for an empty Text.
func (t Text) In(lang string) string {
	for _, l := range []string{lang, "uk", "en"} {
		if s := t[l]; s != "" {
			return s
		}
	}
	best := ""
	for l, s := range t {
		if s != "" && (best == "" || l < best) {
			best = l
		}
	}
	return t[best]
}

// A Criterion is one question of the method, with what a partner reads beside it.
type Criterion struct {
	ID            string // unique in the method, as "legal.basis"
	Name          Text   // short: a column or row label
	Question      Text   // what is asked, one sentence
	Help          Text   // how to answer; may be empty
	Group         string // id of the dimension (a branch of the tree) it belongs to
	Kind          Kind
	Unit          Text     // of a number; empty: none
	Low, High     *float64 // plausible range of a number, inclusive; nil: open
	From          *Counts  // of a number: what is asked in its place; nil: the number itself
	List          int      // so many numbers may be typed, whose median it is; 0: one
	AtMost        string   // id of the question whose number this one cannot exceed; "": none
	Levels        []RubricLevel
	Choices       []Option
	Evidence      *EvidenceRule // nil: no evidence is asked
	NotApplicable bool          // "not applicable" is an answer
	Required      bool          // a blank is reported as missing
	Core          bool          // asked on the first page of a card
	Effort        float64       // relative work of one step of level; 0: 1
	Ask           *Ask          // when it is asked; nil: always
	Drop          bool          // not asked it leaves the score; else it counts as the lowest
	Lowest        float64       // the lowest answer of a number or level
	LowestWord    string        // of a closed question
	Denial        Text          // of a closed question: the clause that is true of whoever does not answer "yes"; empty: not stated
	Who           Text          // who in a hromada takes the next step of it, a post or a unit; empty: not stated
}

// Counts are two counts that are asked in the place of their ratio, which is the first
// divided by the second, times Scale. Whoever knows the ratio alone may type it.
type Counts struct {
	Numerator, Denominator Count
	Scale                  float64
}

// A Count is a number of people, requests and the like that is asked.
type Count struct {
	ID   string
	Name Text // what is counted
}

// Denies returns the clause that is true of every answer below a level, or of a
// closed question other than "yes"; false where the method does not state it.
func (c *Criterion) Denies(level int) (Text, bool) {
	if !c.Kind.Graded() {
		return c.Denial, len(c.Denial) > 0
	}
	i := slices.IndexFunc(c.Levels, func(l RubricLevel) bool { return l.Level == level })
	if i < 0 {
		return nil, false
	}
	return c.Levels[i].Denial, len(c.Levels[i].Denial) > 0
}

// A RubricLevel is what two people can observe alike at one level.
type RubricLevel struct {
	Level  int // 0 is the lowest
	Name   Text
	Text   Text
	Denial Text // the clause that is true of a practice below this level; empty: not stated
}

// An Option is one choice of a closed question.
type Option struct {
	ID   string
	Name Text
}

// An EvidenceRule caps a level that nothing supports: from level From on
// evidence is needed, without it the level counts as Cap.
type EvidenceRule struct{ From, Cap int }

// Counts returns the level that counts of one that is claimed: without proof no
// more than the cap, and then capped is true. A nil rule caps nothing.
func (e *EvidenceRule) Counts(level float64, proved bool) (counts float64, capped bool) {
	if e == nil || proved || level < float64(e.From) || level <= float64(e.Cap) {
		return level, false
	}
	return float64(e.Cap), true
}

// A Theme is a field of e-governance; a practice belongs to one.
type Theme struct {
	ID     string
	Name   Text
	Weight float64 // relative among themes
}

// A Questionnaire is what a method asks, in the order of its file.
type Questionnaire struct {
	Method   string // id of the method
	Version  string // of the method
	Hash     string // SHA-256 of the method file, hexadecimal
	Name     Text
	Themes   []Theme
	Groups   []Group
	Criteria []Criterion
	Kinds    []PointKind // of records, in the order in which they are tried; none: all are alike
	Floor    Floor

	Contradictions []Contradiction // answers that do not go together
}

// A Contradiction is an answer «yes» beside several «no» that do not go together with it.
type Contradiction struct {
	Says string   // criterion that is answered «yes»
	Yet  []string // criteria that are all answered «no»
	Text Text     // what is said so: «доступний, але без пандуса й санітарної кімнати»
}

// A PointKind is a kind of records that is told by name, see package points.
type PointKind struct {
	ID    string
	Name  Text     // in the plural: «віддалені робочі місця»
	Match []string // words that name it
	Asks  []string // criteria that can be asked of it; none: all
}

// A Floor is below which nobody is named to learn from.
type Floor struct {
	AtLeast int // maturity level of the practice or place that is named
	Units   int // records that a place which is named has at least
}

// A Group is a dimension: a heading over criteria.
type Group struct {
	ID   string
	Name Text
}

// Criterion finds a criterion by id.
func (q *Questionnaire) Criterion(id string) (*Criterion, bool) {
	for i := range q.Criteria {
		if q.Criteria[i].ID == id {
			return &q.Criteria[i], true
		}
	}
	return nil, false
}

// Counts returns the number of a given answer, or its level as it counts: as
// reviewers found it, or capped without evidence.
func (c *Criterion) Counts(a Answer) float64 {
	if !c.Kind.Graded() {
		return a.Claims()
	}
	x, _ := c.Evidence.Counts(a.Claims(), a.Proved())
	return x
}

// A State tells an answer from the kinds of nothing.
type State uint8

const (
	NotAsked      State = iota // the partner's form or table has no such question
	Blank                      // asked and left open
	Given                      // answered and understood
	NotApplicable              // answered: the question does not apply
	Unreadable                 // something stands there that could not be understood
	Unasked                    // by what else was answered, the question does not arise
)

// String returns the word used in answers.csv; "not_asked" never appears there.
func (s State) String() string {
	return [...]string{"not_asked", "blank", "given", "not_applicable", "unreadable", "unasked"}[s]
}

// An Answer is what one cell says about one criterion.
type Answer struct {
	Criterion string
	State     State
	Dropped   bool    // Unasked, and it leaves the score
	Doubted   bool    // Given, but it may have been meant otherwise: whoever typed it was asked
	Evident   bool    // its evidence names something that can be looked up
	Number    float64 // the number or level, when Given and of these kinds
	Choice    string  // "yes", "no" or a choice id, when Given and of these kinds
	Raw       string  // as typed
	At        cell.Ref
	Beside    *Beside  // nil: nothing was typed beside it, as in most tables
	Verdict   *Verdict // nil: nobody has looked
}

// Beside is what was typed beside an answer, each text as typed. What several
// answers share is replaced, never changed in place.
type Beside struct {
	Evidence   string // a URL or a legal act with type, number and date, which supports a level
	EvidenceAt cell.Ref
	Comment    string
	Reason     string   // why it is not applicable
	RemarkAt   cell.Ref // of the comment or the reason
	Counted    *Counted // of a number that is the ratio of two counts; nil: none were typed
}

// Counted are the counts that were typed of which a number is the ratio.
type Counted struct {
	Numerator, Denominator     float64
	NumeratorAt, DenominatorAt cell.Ref
}

// Evidence returns what was typed as evidence; "" nothing.
func (a *Answer) Evidence() string {
	if a.Beside == nil {
		return ""
	}
	return a.Beside.Evidence
}

// Counted returns the counts of which the number is the ratio; nil: it was typed itself.
func (a *Answer) Counted() *Counted {
	if a.Beside == nil {
		return nil
	}
	return a.Beside.Counted
}

// EvidenceAt returns where that was typed; the zero Ref: nothing was.
func (a *Answer) EvidenceAt() cell.Ref {
	if a.Beside == nil {
		return cell.Ref{}
	}
	return a.Beside.EvidenceAt
}

// Verified returns what reviewers found; the zero Verdict: nobody has looked.
func (a *Answer) Verified() Verdict {
	if a.Verdict == nil {
		return Verdict{}
	}
	return *a.Verdict
}

// Remarks returns the comment on an answer and the reason why it is not applicable;
// "" none.
func (a *Answer) Remarks() (comment, reason string) {
	if a.Beside == nil {
		return "", ""
	}
	return a.Beside.Comment, a.Beside.Reason
}

// Proved reports whether a level stands without a cap: it names its evidence, or
// reviewers have looked.
func (a *Answer) Proved() bool { return a.Evident || a.Verified().Reviewers > 0 }

// Claims returns the number or level before any cap: what reviewers found, where
// they have looked, else what is claimed.
func (a *Answer) Claims() float64 {
	if a.Verified().Reviewers > 0 {
		return a.Verdict.Level
	}
	return a.Number
}

// A Verdict is what reviewers found where a partner claims a level; the zero
// Verdict: nobody has looked.
type Verdict struct {
	Reviewers int
	By        string    // how they are called: «рецензент 1; рецензент 2»
	Level     float64   // the highest that more than half of them bear out
	Levels    []float64 // that each of them bears out, in the order of By
	Apart     bool      // they found different levels
	On        string    // day of the latest review, ISO 8601; "" none of them gave one
	Reason    string
	At        cell.Ref // of the first of their marks
}

// A PartnerKind is what territory a partner answers for.
type PartnerKind string

// The kinds of partners; "" unknown.
const (
	KindCity   PartnerKind = "city"
	KindOblast PartnerKind = "oblast"
)

// A Partner is who sends a workbook: a city or an oblast office.
type Partner struct {
	ID    string // stable over periods: "vinnytsia"; for a foreign table the name of its territory
	Name  Text   // as printed
	Place string // KATOTTG code of its territory; "" unknown
	Kind  PartnerKind
	At    cell.Ref // of a name that was typed; the zero Ref: it is the form's own
}

// A Practice is one thing that a partner has built, or one centre or hromada
// that an oblast reports on.
type Practice struct {
	ID        string // as typed; unique together with Place within a partner
	Title     string
	TitleEN   string // in English; "" none
	Theme     string // id of a theme; "" none
	Summary   string // in brief; of forms before version 2 all that is told of it
	Told      Story
	Started   string // year or date as typed; "" none
	Link      string // where the practice can be seen, as typed; "" none
	Place     string // KATOTTG code; "" unknown
	PlaceName string // as in the codifier where it is known there, otherwise as typed
	Adopted   Adoption
	At        cell.Ref
	Cells     PracticeCells
	Elsewhere []cell.Ref // cells of its texts that stand on another sheet than At
	Answers   []Answer   // asked criteria only, in the order of the questionnaire
}

// A Story is what is told of a practice, each text "" where nothing is.
type Story struct {
	Problem    string // what was wrong before
	Solution   string // what was done
	Result     string // what changed for people
	Conditions string // what whoever repeats it needs
	Cost       string // of repeating it, as typed
	RepeatedBy string // who has repeated it, as typed
}

// An Adoption is what a partner says of the practice of another one that it has
// taken over; the zero Adoption: nothing.
type Adoption struct {
	From string // the practice, as "partner/id"; "" there is none such, or nobody has looked
	Raw  string // as typed
	On   string // ISO 8601 date, or as typed when it is not one; "" none
	Act  string // by which it was taken over, as typed; "" none
}

// Ref names a practice as people type it: "partner/id".
func (k PracticeKey) Ref() string { return k.Partner + "/" + k.ID }

// PracticeCells are where the texts of a practice were typed; the zero Spot:
// nothing was.
type PracticeCells struct {
	ID, Title, TitleEN, Theme, Summary, Started, Link, Place Spot
	Problem, Solution, Result, Conditions, Cost, RepeatedBy  Spot
	AdoptedFrom, AdoptedOn, AdoptedAct                       Spot
}

// A Spot is a cell of a practice in few bytes, since a table has many practices: row
// and column in the sheet of the practice, or, below 0, which of Elsewhere it is.
type Spot struct{ Row, Col int32 }

// Spot returns the Spot of a cell of the practice, whose At is settled.
func (p *Practice) Spot(at cell.Ref) Spot {
	switch {
	case at.IsZero():
		return Spot{}
	case at.File == p.At.File && at.Sheet == p.At.Sheet && 0 < at.Row && at.Row <= math.MaxInt32 && at.Col <= math.MaxInt32:
		return Spot{int32(at.Row), int32(at.Col)}
	}
	p.Elsewhere = append(p.Elsewhere, at)
	return Spot{Row: -int32(len(p.Elsewhere))}
}

// Where returns the cell of a Spot of the practice; the zero Ref: nothing was typed.
func (p *Practice) Where(s Spot) cell.Ref {
	switch {
	case s == Spot{}:
		return cell.Ref{}
	case s.Row < 0:
		return p.Elsewhere[-s.Row-1]
	}
	return cell.Ref{File: p.At.File, Sheet: p.At.Sheet, Row: int(s.Row), Col: int(s.Col)}
}

// A PracticeText is one text of a practice as it was typed, with its cell. Field is
// how forms and tables call it.
type PracticeText struct {
	Field string
	Text  *string
	At    *Spot
}

// practiceTexts is how many texts of a practice are typed freely.
const practiceTexts = 14

// Texts returns the texts of a practice that are typed freely, all but its code,
// theme and place, in the order of the form.
func (p *Practice) Texts() [practiceTexts]PracticeText {
	c := &p.Cells
	return [...]PracticeText{
		{"title", &p.Title, &c.Title}, {"problem", &p.Told.Problem, &c.Problem}, {"solution", &p.Told.Solution, &c.Solution},
		{"result", &p.Told.Result, &c.Result}, {"link", &p.Link, &c.Link}, {"started", &p.Started, &c.Started},
		{"summary", &p.Summary, &c.Summary}, {"conditions", &p.Told.Conditions, &c.Conditions}, {"cost", &p.Told.Cost, &c.Cost},
		{"repeated_by", &p.Told.RepeatedBy, &c.RepeatedBy}, {"title_en", &p.TitleEN, &c.TitleEN},
		{"adopted_from", &p.Adopted.Raw, &c.AdoptedFrom}, {"adopted_on", &p.Adopted.On, &c.AdoptedOn}, {"adopted_act", &p.Adopted.Act, &c.AdoptedAct},
	}
}

// NamedOnly reports whether the title is the only one of Texts that is not empty.
func (p *Practice) NamedOnly() bool {
	return p.TitleEN == "" && p.Summary == "" && p.Started == "" && p.Link == "" && p.Told == Story{} && p.Adopted == Adoption{}
}

// Answered counts the answers that are asked, and those that are given or not
// applicable.
func (p *Practice) Answered() (asked, given int) {
	for i := range p.Answers {
		if a := &p.Answers[i]; a.State == Given || a.State == NotApplicable {
			given++
		}
	}
	return len(p.Answers), given
}

// Answer finds the answer to a criterion; NotAsked when there is none.
func (p *Practice) Answer(criterion string) Answer {
	for i := range p.Answers {
		if a := &p.Answers[i]; a.Criterion == criterion {
			return *a
		}
	}
	return Answer{Criterion: criterion}
}

// A PracticeKey tells a practice from all others of a period, and finds it again in
// another one: by the ids of its partner and of the practice, and the code of the
// place, "" where it has none.
type PracticeKey struct{ Partner, Place, ID string }

// Key returns the key of a practice of a submission.
func (s *Submission) Key(p *Practice) PracticeKey { return PracticeKey{s.Partner.ID, p.Place, p.ID} }

// A Submission is one workbook, understood.
type Submission struct {
	Partner      Partner
	Period       string
	File         string // base name
	SHA256       string // of the file, hexadecimal
	Illustrative bool   // the workbook says on its face that its data are made up
	Practices    []Practice
	Plan         []Task   // the joint action plan; may be empty
	Sources      []Source // where its data come from; none: the form or table of the partner itself
}

// A Planned is a task and the partner who has planned it.
type Planned struct {
	Partner string // id
	Task
}

// Plan returns the joint action plan of a period: the tasks of all partners, in the
// order of the submissions and of their forms.
func Plan(subs []Submission) []Planned {
	var out []Planned
	for _, s := range subs {
		for _, t := range s.Plan {
			out = append(out, Planned{s.Partner.ID, t})
		}
	}
	return out
}

// A Task is one line of the joint action plan.
type Task struct {
	Stage, Text, Responsible string
	Due                      string // ISO 8601 date, or as typed when it is not one
	Status                   string
	At                       cell.Ref
	Cells                    TaskCells
}

// TaskCells are where the texts of a task were typed.
type TaskCells struct {
	Stage, Text, Responsible, Due, Status cell.Ref
}
