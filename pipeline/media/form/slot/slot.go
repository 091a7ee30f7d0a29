// Package slot names the cells of a form: each answer, each field of a practice, of the
// partner and of the plan, the lines of the hidden identity sheet. Whoever writes or reads a
// form finds them by these names, wherever they stand.
package slot

import (
	"fmt"
	"strconv"
	"strings"
)

// A Part is one of the three cells that a criterion has on a card, or a field
// of the practice itself.
type Part string

// The parts of a card.
const (
	Answer   Part = "answer"
	Evidence Part = "evidence"
	Comment  Part = "comment"
	Field    Part = "field"

	Numerator   Part = "numerator" // the counts of a number that is a ratio
	Denominator Part = "denominator"
)

// The fields of a practice on its card; the others are those of
// survey.Practice.Texts.
const (
	FieldCode        = "code"
	FieldTitle       = "title"
	FieldTheme       = "theme"
	FieldRaion       = "raion" // only where the form has raions
	FieldPlace       = "place"
	FieldStarted     = "started"
	FieldAdoptedFrom = "adopted_from"
	FieldAdoptedOn   = "adopted_on"
)

// The columns of the action plan.
const (
	PlanStage       = "stage"
	PlanTask        = "task"
	PlanResponsible = "responsible"
	PlanDue         = "due"
	PlanStatus      = "status"
)

// The lines of the hidden identity sheet.
const (
	IdentityForm          = "form"
	IdentityVersion       = "version"
	IdentityMethod        = "method"
	IdentityMethodVersion = "method.version"
	IdentityHash          = "method.hash"
	IdentityPartner       = "partner"
	IdentityNameUK        = "partner.uk"
	IdentityNameEN        = "partner.en"
	IdentityPlace         = "partner.place"
	IdentityKind          = "partner.kind"
	IdentityPeriod        = "period"
	IdentityLang          = "language"
	IdentityIllustrative  = "illustrative"
	IdentityReplaces      = "replaces" // SHA-256 of the workbook that this one corrects
)

// IdentityKeys are the lines of the identity sheet but those of questions.
var IdentityKeys = []string{IdentityForm, IdentityVersion, IdentityMethod, IdentityMethodVersion, IdentityHash, IdentityPartner, IdentityNameUK,
	IdentityNameEN, IdentityPlace, IdentityKind, IdentityPeriod, IdentityLang, IdentityIllustrative, IdentityReplaces}

// The answers of the partner page. Name, place and period are asked where the
// identity has none; all of them, and the Contacts, begin with PartnerPrefix.
const (
	PartnerPrefix   = "partner."
	PartnerName     = "partner.name"
	PartnerPlace    = "partner.place"
	PartnerPeriod   = "partner.period"
	PartnerReplaces = "partner.replaces" // yes: the workbook takes the place of those sent before
)

// Contacts are the names of the cells with personal data, in their order: the
// person, the position, the telephone, the e-mail.
var Contacts = []string{"partner.person", "partner.position", "partner.phone", "partner.email"}

// CardName returns the defined name of a part of a card (1-based): of a criterion
// by its id, of the practice by its field.
func CardName(card int, part Part, id string) string {
	return fmt.Sprintf("card%02d.%s.%s", card, part, escape(id))
}

// AnswerName returns the name of the cell that answers a criterion.
func AnswerName(card int, criterion string) string { return CardName(card, Answer, criterion) }

// EvidenceName returns the name of the cell with its evidence; the form has none
// where the criterion asks for none.
func EvidenceName(card int, criterion string) string { return CardName(card, Evidence, criterion) }

// CommentName returns the name of the cell with the comment, or the reason why a
// question does not apply.
func CommentName(card int, criterion string) string { return CardName(card, Comment, criterion) }

// FieldName returns the name of the cell with a field of the practice.
func FieldName(card int, field string) string { return CardName(card, Field, field) }

// IdentityName returns the name of a cell of the identity sheet.
func IdentityName(key string) string { return "identity." + key }

// AskedName returns the name of the cell with the fingerprint of a question.
func AskedName(criterion string) string { return IdentityName(AskedKey(criterion)) }

// AskedKey returns the line of the identity sheet with the fingerprint of a question.
func AskedKey(criterion string) string { return "asked." + escape(criterion) }

// PlanName returns the name of a column of the action plan: a range of one
// column, one row a task.
func PlanName(column string) string { return "plan." + column }

// CardOf tells which card a defined name belongs to and what follows the card
// in it ("answer.legal.basis"); ok is false for a name of anything else. A
// sheet that somebody copied has the same names on another sheet.
func CardOf(name string) (card int, rest string, ok bool) {
	head, rest, ok := strings.Cut(name, ".")
	digits, found := strings.CutPrefix(strings.ToLower(head), "card")
	if !ok || !found || len(digits) != 2 {
		return 0, "", false
	}
	card, err := strconv.Atoi(digits)
	if err != nil || card < 1 {
		return 0, "", false
	}
	return card, strings.ToLower(rest), true
}

// escape writes an id with the letters that a defined name may have: others
// become _uHHHH_. (_xHHHH_ is the files' own escape: programs undo it.)
func escape(id string) string {
	var b strings.Builder
	for _, r := range id {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '.', r == '_':
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "_u%04X_", r)
		}
	}
	return b.String()
}
