// Package form draws the workbook that a partner fills in, and says where each
// answer sits in it. It believes that a form is a letter to a busy person: one
// card a practice, the rubric beside the question, the answer one click away,
// and always in sight how much is done and what is still missing.
//
// Every cell that is read back has a defined name (see AnswerName and its
// neighbours), because names survive what people and programs do to a workbook:
// inserted rows, renamed and moved sheets, other programs' files. What the
// workbook is (form, method, partner, period) stands on a hidden sheet.
package form

import (
	"cmp"
	"io"
	"maps"
	"strings"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/media/form/card"
	"depository.example/depository/pipeline/media/form/ladder"
	"depository.example/depository/pipeline/media/form/look"
	"depository.example/depository/pipeline/media/form/rule"
	"depository.example/depository/pipeline/media/form/said"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
)

// ID and Version name the form itself, apart from the method that it asks.
const (
	ID      = "depository-partner"
	Version = "3"
)

// FormerVersions are read as well, the oldest first; what they do not ask is not asked.
var FormerVersions = []string{"1", "2"}

// DefaultCards is the number of cards of a form whose Options do not say.
const DefaultCards = 6

// MostCards bounds the cards of one form: names have two digits.
const MostCards = 99

// Options say for whom the form is.
type Options struct {
	Lang         string         // "uk" or "en"
	Partner      survey.Partner // the zero Partner: a blank form in which the name is asked
	Period       string         // as "2026-H1"; "" is asked
	Cards        int            // practices that fit; 0: DefaultCards; more where more are given
	Illustrative bool           // every sheet says that the data are made up
	Given        Given          // what stands in the cells already
	Model        *score.Model   // how practices are scored, for the level in the overview; nil: none is shown
	Adoptable    []string       // practices of others that may have been taken over, as adoption.Offered has them
	Raions       []Raion        // of an oblast: where its practices may be; nil: the place is typed
	Former       string         // period in which what is given was answered; "" it is the partner's answer now
	Marks        []Mark         // what is wrong in them, in the order of the list
	Beside       []Beside       // what stood beside the form that this one takes the place of
	Ways         []Way          // what would bring practices to their next levels; nil: no sheet of it
	stamped      bool           // drawn with placeholders for many partners
	Replaces     string         // SHA-256 of the workbook that this one corrects, hexadecimal; "" none
}

// A Raion is a district with its hromadas, as lists show them.
type Raion struct {
	Name   string
	Places []string
}

// Write writes the form of a questionnaire. What Options.Given says stands in
// the cells; a submission in fill is given as GivenOf has it, under what
// Options.Given says; nil adds nothing. Equal arguments give equal bytes. An
// error is the writer's or a method's that no form can hold.
func Write(w io.Writer, q *survey.Questionnaire, opts Options, fill *survey.Submission, texts *wording.Catalogue) error {
	b, err := newBook(q, opts, fill, texts)
	if err != nil {
		return err
	}
	drawGuide(b)
	drawPartner(b)
	for i := range b.cards {
		drawCard(b, &b.cards[i])
	}
	drawProofs(b)
	drawLevels(b)
	drawWays(b)
	drawCopies(b)
	drawOverview(b)
	drawPlan(b)
	drawBeside(b)
	drawErrors(b)
	drawHidden(b)
	return b.file.Write(w)
}

// A book is a form being drawn. Its methods keep the first error in err and
// draw on, so that the pages read as the form looks.
type book struct {
	file *workbook.Book
	opts Options
	said.Speaker
	given  Given           // by name in lower case
	where  map[string]spot // of each field drawn, by name in lower case
	ladder *ladder.Ladder  // nil: no level is shown
	cards  []card.Card
	own    string          // the file that a list is of; "" a form
	said   map[string]bool // of Own: the texts drawn
}

func newBook(q *survey.Questionnaire, opts Options, fill *survey.Submission, texts *wording.Catalogue) (*book, error) {
	b := &book{opts: opts, Speaker: said.Speaker{Q: q, Texts: texts}, where: map[string]spot{}}
	if err := b.take(fill); err != nil {
		return nil, err
	}
	begun := b.given.cards()
	count := max(cmp.Or(opts.Cards, DefaultCards), 1)
	for n := range begun {
		count = max(count, n)
	}
	if count > MostCards {
		return nil, cell.Fail("form.too-many", "n", count, "most", MostCards)
	}
	if err := namesDiffer(q); err != nil {
		return nil, err
	}
	b.ladder = ladder.New(opts.Model)
	for n := 1; n <= count; n++ {
		b.cards = append(b.cards, card.Card{Number: n, Sheet: b.t("form.sheet.practice", "n", n), Filled: begun[n]})
	}
	b.file = workbook.New(b.sheets()...)
	look.Prepare(b.file)
	return b, nil
}

// take gathers what is given, from a submission and by name.
func (b *book) take(fill *survey.Submission) error {
	b.given = Given{}
	all := b.opts.Given
	if fill != nil {
		given, err := GivenOf(b.Q, fill, b.Texts)
		if err != nil {
			return err
		}
		maps.Copy(given, all)
		all = given
	}
	for name, v := range all {
		b.given[strings.ToLower(name)] = v
	}
	return nil
}

// now returns what stands in a field.
func (b *book) now(name string) workbook.Value { return b.given[strings.ToLower(name)] }

// namesDiffer refuses a method in which two criteria would share one cell.
func namesDiffer(q *survey.Questionnaire) error {
	seen := map[string]string{}
	for _, c := range q.Criteria {
		name := strings.ToLower(slot.AnswerName(1, c.ID))
		if other, twice := seen[name]; twice {
			return cell.Fail("form.one-cell", "a", other, "b", c.ID)
		}
		seen[name] = c.ID
	}
	if len(q.Criteria) == 0 {
		return cell.Fail("form.asks-nothing")
	}
	return nil
}

func (b *book) t(key string, args ...any) string { return b.Texts.T(key, args...) }

// sheets returns the names of the sheets in reading order; they are laid before
// anything is drawn, so that formulas and links may name any of them.
func (b *book) sheets() (names []string) {
	if len(b.opts.Marks) > 0 {
		names = append(names, b.t("form.sheet.errors"))
	}
	names = append(names, b.t("form.sheet.guide"), b.t("form.sheet.partner"), b.t("form.sheet.overview"))
	for _, c := range b.cards {
		names = append(names, c.Sheet)
	}
	if len(b.shownWays()) > 0 {
		names = append(names, b.t("form.sheet.ways"))
	}
	names = append(names, b.t("form.sheet.plan"))
	if len(b.opts.Beside) > 0 {
		names = append(names, b.t("form.sheet.beside"))
	}
	if len(rule.Evidenced(b.Q)) > 0 {
		names = append(names, proofSheet)
	}
	names = append(names, copySheet, workbook.ListSheet, IdentitySheet)
	if b.ladder != nil {
		names = append(names, levelSheet)
	}
	if len(b.shownWays()) > 0 {
		names = append(names, waySheet)
	}
	return names
}

// Numbers returns the printed numbers of the questions, 2.3, by their ids.
func Numbers(q *survey.Questionnaire) map[string]string {
	out := map[string]string{}
	for id, n := range rule.Numbers(q) {
		out[id] = n.String()
	}
	return out
}
