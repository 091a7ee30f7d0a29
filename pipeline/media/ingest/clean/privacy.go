package clean

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"depository.example/depository/pipeline/media/privacy"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

// shortEnough is the length in bytes up to which it costs less to look at a text
// than to remember it.
const shortEnough = 64

// WithholdContacts takes telephone numbers, addresses, and the names of the
// contact persons that the workbook itself names out of every text that is passed
// on, and tells the partner where they stood. Nothing downstream can publish what
// it never saw.
func WithholdContacts(subs []survey.Submission, problems *cell.Problems, door *privacy.Door) {
	var found cell.Problems
	var recent privacy.Recent  // texts without contacts: most stand often
	clean := map[string]bool{} // long ones
	hide := func(s *string, at cell.Ref) {
		if recent.Has(*s) || len(*s) > shortEnough && clean[*s] {
			return
		}
		kept, some := door.Text(*s)
		switch {
		case some:
			*s = kept
			found.Add(cell.Warning, "contact-in-text", at, kept)
			return
		case len(*s) > shortEnough:
			clean[*s] = true
		}
		recent.Add(*s)
	}
	for i := range subs {
		HideIn(&subs[i], hide)
		found = append(found, withholdResponsible(subs[i].Plan)...)
	}
	for i := range *problems {
		p := &(*problems)[i]
		hide(&p.Read, p.At)
		p.Args = slices.Clone(p.Args)
		for j := range p.Args {
			hide(&p.Args[j].Value, p.At)
		}
	}
	*problems = append(*problems, found...)
}

// withholdResponsible leaves of who is responsible for the tasks of a plan the
// posts and bodies.
func withholdResponsible(plan []survey.Task) (found cell.Problems) {
	for i := range plan {
		t := &plan[i]
		if kept, some := privacy.Post(t.Responsible); some {
			t.Responsible = kept
			found.Add(cell.Warning, "person-in-plan", cmp.Or(t.Cells.Responsible, t.At), kept)
		}
	}
	return found
}

// HideIn shows every text of a submission that is not empty to hide, with the cell it came from.
func HideIn(s *survey.Submission, hide func(text *string, at cell.Ref)) {
	if who := &s.Partner; !who.At.IsZero() { // typed: the name is the id
		hide(&who.ID, who.At)
		who.Name = survey.Text{"uk": who.ID}
	}
	for i := range s.Practices {
		hideInPractice(&s.Practices[i], hide)
	}
	for i := range s.Plan {
		t := &s.Plan[i]
		show(hide, t.At, typedText{&t.Stage, t.Cells.Stage}, typedText{&t.Text, t.Cells.Text}, typedText{&t.Responsible, t.Cells.Responsible},
			typedText{&t.Due, t.Cells.Due}, typedText{&t.Status, t.Cells.Status})
	}
}

func hideInPractice(p *survey.Practice, hide func(text *string, at cell.Ref)) {
	show(hide, p.At, typedText{&p.PlaceName, p.Where(p.Cells.Place)})
	if p.NamedOnly() { // as nearly every row of a table
		show(hide, p.At, typedText{&p.Title, p.Where(p.Cells.Title)})
	} else {
		for _, t := range p.Texts() {
			if *t.Text != "" {
				hide(t.Text, cmp.Or(p.Where(*t.At), p.At))
			}
		}
	}
	if strings.IndexFunc(p.ID, unicode.IsLetter) >= 0 { // a code of digits is a code
		show(hide, p.At, typedText{&p.ID, p.Where(p.Cells.ID)})
	}
	for i := range p.Answers {
		a := &p.Answers[i]
		if a.Raw != "" {
			hide(&a.Raw, a.At)
		}
		if b := a.Beside; b != nil {
			show(hide, a.At, typedText{&b.Comment, b.RemarkAt}, typedText{&b.Reason, b.RemarkAt}, typedText{&b.Evidence, b.EvidenceAt})
		}
	}
}

// A typedText is a text and the cell that it was typed in.
type typedText struct {
	text *string
	at   cell.Ref
}

// show shows texts to hide; one of no cell of its own stands at whole.
func show(hide func(text *string, at cell.Ref), whole cell.Ref, texts ...typedText) {
	for _, t := range texts {
		if *t.text != "" {
			hide(t.text, cmp.Or(t.at, whole))
		}
	}
}
