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

// WithholdContacts takes telephone numbers, addresses, and the names of the
// contact persons that the workbook itself names out of every text that is passed
// on, and tells the partner where they stood. Nothing downstream can publish what
// it never saw. At the same walk the texts of submissions become copies; what stands
// often is looked at once.
func WithholdContacts(subs []survey.Submission, problems *cell.Problems, door *privacy.Door, own *Copies) {
	w := Withholding{Door: door, Own: own}
	w.Of(subs)
	w.Told(problems)
}

// A Withholding is WithholdContacts for submissions that come one after the other.
type Withholding struct {
	Door  *privacy.Door
	Own   *Copies
	found cell.Problems
}

// Of does what WithholdContacts does with submissions.
func (w *Withholding) Of(subs []survey.Submission) {
	for i := range subs {
		eachText(&subs[i], w.hide, w.tell, w.Own)
		w.found = append(w.found, withholdResponsible(subs[i].Plan)...)
	}
}

func (w *Withholding) hide(s *string) (some bool) {
	at := slot(*s)
	is := &w.Own.recent[at]
	known := is.clean && is.text == *s
	if !known {
		if *s, some = w.Door.Text(*s); some {
			at = slot(*s)
		}
	}
	w.Own.take(s, at, !some)
	return some
}

// Passes reports whether nothing would be withheld of a text.
func (w *Withholding) Passes(text string) bool {
	if text == "" {
		return true
	}
	is := &w.Own.recent[slot(text)]
	if is.clean && is.text == text {
		return true
	}
	if _, some := w.Door.Text(text); some {
		return false
	}
	is.text, is.clean, is.own = text, true, false
	return true
}

func (w *Withholding) tell(kept string, at cell.Ref) {
	w.found.Add(cell.Warning, "contact-in-text", at, kept)
}

// Told takes contacts out of what is told of a workbook, and tells of all that were
// found.
func (w *Withholding) Told(problems *cell.Problems) {
	withholdTold(*problems, w.Door, w.tell)
	*problems = append(*problems, w.found...)
}

// withholdTold takes contacts out of what problems show. They are not copied: not all of
// them may be told.
func withholdTold(problems cell.Problems, door *privacy.Door, tell func(kept string, at cell.Ref)) {
	var clean [1 << 8]string // texts without contacts: most stand often
	hide := func(s *string, at cell.Ref) {
		if *s == "" {
			return
		}
		known := &clean[slot(*s)%len(clean)]
		if *known == *s {
			return
		}
		kept, some := door.Text(*s)
		if some {
			*s = kept
			tell(kept, at)
			return
		}
		*known = *s
	}
	for i := range problems {
		p := &problems[i]
		hide(&p.Read, p.At)
		p.Args = slices.Clone(p.Args)
		for j := range p.Args {
			hide(&p.Args[j].Value, p.At)
		}
	}
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

// eachText shows every text of a submission that is not empty to hide, and tells of
// those in which something was found, with the cell that each came from. What is no
// text, a code of digits, is copied alone.
func eachText(s *survey.Submission, hide func(text *string) (some bool), tell func(kept string, at cell.Ref), own *Copies) {
	if who := &s.Partner; !who.At.IsZero() { // typed: the name is the id
		if who.ID != "" && hide(&who.ID) {
			tell(who.ID, who.At)
		}
		who.Name = survey.Text{"uk": who.ID}
	}
	own.outline(s)
	for i := range s.Practices {
		eachOfPractice(&s.Practices[i], hide, tell, own)
	}
	for i := range s.Plan {
		t := &s.Plan[i]
		for _, typed := range []struct {
			text *string
			at   cell.Ref
		}{{&t.Stage, t.Cells.Stage}, {&t.Text, t.Cells.Text}, {&t.Responsible, t.Cells.Responsible}, {&t.Due, t.Cells.Due}, {&t.Status, t.Cells.Status}} {
			if *typed.text != "" && hide(typed.text) {
				tell(*typed.text, cmp.Or(typed.at, t.At))
			}
		}
	}
}

func eachOfPractice(p *survey.Practice, hide func(text *string) (some bool), tell func(kept string, at cell.Ref), own *Copies) {
	show := func(text *string, at survey.Spot) {
		if *text != "" && hide(text) {
			tell(*text, cmp.Or(p.Where(at), p.At))
		}
	}
	show(&p.PlaceName, p.Cells.Place)
	if p.NamedOnly() { // as nearly every row of a table
		show(&p.Title, p.Cells.Title)
	} else {
		for _, t := range p.Texts() {
			show(t.Text, *t.At)
		}
	}
	if strings.IndexFunc(p.ID, unicode.IsLetter) >= 0 {
		show(&p.ID, p.Cells.ID)
	} else { // a code of digits is a code
		own.Take(&p.ID)
	}
	for i := range p.Answers {
		a := &p.Answers[i]
		if a.Raw != "" && hide(&a.Raw) {
			tell(a.Raw, a.At)
		}
		if a.Beside != nil {
			eachBeside(a, hide, tell)
		}
	}
}

// eachBeside shows what stands beside an answer.
func eachBeside(a *survey.Answer, hide func(text *string) (some bool), tell func(kept string, at cell.Ref)) {
	b := a.Beside
	if b.Comment != "" && hide(&b.Comment) {
		tell(b.Comment, cmp.Or(b.RemarkAt, a.At))
	}
	if b.Reason != "" && hide(&b.Reason) {
		tell(b.Reason, cmp.Or(b.RemarkAt, a.At))
	}
	if b.Evidence != "" && hide(&b.Evidence) {
		tell(b.Evidence, cmp.Or(b.EvidenceAt, a.At))
	}
}
