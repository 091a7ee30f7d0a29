package ingest

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"depository/pipeline/cell"
	"depository/pipeline/survey"
)

// withheld stands where a telephone number or an e-mail address stood. It is the
// same in every language: what left was no part of an answer.
const withheld = "[…]"

// contact matches what may be an e-mail address or a telephone number; isPhone
// judges the second. The order of alternatives matters: an address in the web is
// kept whole, digits and all.
var contact = regexp.MustCompile(`(?i)` + strings.Join([]string{
	`(?:mailto|tel):[^\s,;]+`,
	`[\p{L}\d._%+\-]+\s?(?:@|\(at\)|\[at\])\s?[\p{L}\d\-]+(?:\.[\p{L}\d\-]+)+`,
	`https?://[^\s@]+`,
	`(?:тел(?:ефон\p{L}*)?|моб(?:\p{L}*)?|факс|phone|tel|viber|telegram|whatsapp|вайбер)[.:)\s\x{a0}№]*\+?[\d(][\d\s()\x{a0}.\-–]{3,20}\d`,
	`\+[\d(][\d\s()\x{a0}.\-–]{8,20}\d`,
	`\b380\d{9}\b`,
	`(?:\b(?:38|8)[\s\x{a0}\-–(]{0,2})?\(?\b0\d{2,4}\)?(?:[\s\x{a0}.\-–/]{0,2}\d{1,7}){1,4}`,
}, "|"))

// hideContacts takes telephone numbers and e-mail addresses out of a text and
// reports whether there were any.
func hideContacts(s string) (string, bool) {
	if strings.IndexFunc(s, func(r rune) bool { return r == '@' || unicode.IsDigit(r) }) < 0 && !strings.Contains(s, "at") {
		return s, false
	}
	var out strings.Builder
	kept, found := 0, false
	for _, m := range contact.FindAllStringIndex(s, -1) {
		if !isContact(s, m[0], m[1]) {
			continue
		}
		out.WriteString(s[kept:m[0]])
		out.WriteString(withheld)
		kept, found = m[1], true
	}
	if !found {
		return s, false
	}
	out.WriteString(s[kept:])
	return out.String(), true
}

// isContact judges a match by its digits and by what stands around it: the
// number of an act, a code and a date are no telephone numbers.
func isContact(s string, from, to int) bool {
	text := strings.ToLower(s[from:to])
	first, _ := utf8.DecodeRuneInString(text)
	switch {
	case strings.HasPrefix(text, "http"):
		return false
	case strings.HasPrefix(text, "mailto:"), strings.HasPrefix(text, "tel:"), strings.ContainsAny(text, "@"),
		strings.Contains(text, "(at)"), strings.Contains(text, "[at]"):
		return true
	}
	digits := strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text)
	if unicode.IsLetter(first) { // a word says that it is one
		before, _ := utf8.DecodeLastRuneInString(s[:from])
		return !unicode.IsLetter(before) && len(digits) >= 5
	}
	return bounded(s, from, to) && isPhone(text, digits)
}

// bounded reports whether a number begins and ends where the match does, and is
// not announced as the number of something.
func bounded(s string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s[:from], " \u00a0"))
	touching, _ := utf8.DecodeLastRuneInString(s[:from])
	after, _ := utf8.DecodeRuneInString(s[to:])
	return before != '№' && !unicode.IsLetter(touching) && !unicode.IsDigit(touching) && !strings.ContainsRune("_/=", touching) &&
		!unicode.IsLetter(after) && !unicode.IsDigit(after)
}

// isPhone reports whether digits are those of a telephone number: of Ukraine (a
// trunk 0 and nine digits, 380 and nine), or with «+» of any country (ITU-T
// E.164: 15 digits at most).
func isPhone(text, digits string) bool {
	if strings.HasPrefix(text, "+") {
		return len(digits) >= 11 && len(digits) <= 15
	}
	switch {
	case strings.HasPrefix(digits, "380"):
		return len(digits) == 12
	case strings.HasPrefix(digits, "80"):
		return len(digits) == 11
	}
	return len(digits) == 10 && digits[0] == '0'
}

// withholdContacts takes the telephone numbers and e-mail addresses that people
// typed into texts out of everything that is passed on, and tells the partner
// where they stood. Nothing downstream can publish what it never saw.
func (r *Result) withholdContacts() {
	var found cell.Problems
	hide := func(s *string, at cell.Ref) {
		if kept, some := hideContacts(*s); some {
			*s = kept
			found.Add(cell.Warning, "contact-in-text", at, kept)
		}
	}
	for i := range r.Submissions {
		hideIn(&r.Submissions[i], hide)
	}
	for i := range r.Problems {
		p := &r.Problems[i]
		hide(&p.Read, p.At)
		p.Args = slices.Clone(p.Args)
		for j := range p.Args {
			hide(&p.Args[j].Value, p.At)
		}
	}
	r.Problems = append(r.Problems, found...)
}

// hideIn shows every text of a submission to hide, with the cell it came from.
func hideIn(s *survey.Submission, hide func(text *string, at cell.Ref)) {
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
	show(hide, p.At, typedText{&p.Title, p.Cells.Title}, typedText{&p.Summary, p.Cells.Summary}, typedText{&p.Started, p.Cells.Started},
		typedText{&p.Link, p.Cells.Link}, typedText{&p.PlaceName, p.Cells.Place})
	if strings.IndexFunc(p.ID, unicode.IsLetter) >= 0 { // a code of digits is a code
		show(hide, p.At, typedText{&p.ID, p.Cells.ID})
	}
	for i := range p.Answers {
		a := &p.Answers[i]
		show(hide, a.At, typedText{&a.Raw, a.At}, typedText{&a.Comment, a.RemarkAt}, typedText{&a.Reason, a.RemarkAt}, typedText{&a.Evidence.Raw, a.Evidence.At})
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
		hide(t.text, cmp.Or(t.at, whole))
	}
}
