package clean

import (
	"maps"
	"strings"
	"unsafe"

	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

// Copies make texts strings of their own: a part of a longer one would keep the whole
// sheet in memory. Of the same text that comes again soon there is one; which one that is
// depends on the texts alone. The zero Copies have none.
type Copies struct {
	Size   int64 // bytes of the texts, each for itself
	Counts bool  // texts stay what they are, and are counted alone
	recent [1 << 10]struct {
		text  string
		clean bool // no contact is in it
		own   bool // it is a copy
	}
	room []byte // for copies to come
}

const (
	manyCopies = 8 << 10 // bytes of short copies that are made room for at a time
	longCopy   = 512     // bytes of one that has room of its own
)

// slot is where a text is remembered that is not empty.
func slot(text string) int {
	n := len(text)
	return (n*31 + int(text[0])*7 + int(text[n-1])*131 + int(text[n/2])*17 + int(text[n/3])*61) % (1 << 10)
}

// Take makes a text its own copy.
func (o *Copies) Take(text *string) {
	if *text != "" {
		o.take(text, slot(*text), false)
	}
}

// take makes a text its own copy and remembers it.
func (o *Copies) take(text *string, at int, clean bool) {
	is := &o.recent[at]
	o.Size += int64(len(*text))
	if is.text == *text {
		is.clean = is.clean || clean
	} else {
		is.text, is.clean, is.own = *text, clean, false
	}
	if !is.own && !o.Counts {
		is.text, is.own = o.Copy(*text), true
	}
	if is.own {
		*text = is.text
	}
}

// Copy returns a copy of a text, which is not counted.
func (o *Copies) Copy(text string) string {
	n := len(text)
	if n > longCopy || n == 0 {
		return strings.Clone(text)
	}
	if len(o.room) < n {
		o.room = make([]byte, manyCopies)
	}
	kept := o.room[:n:n]
	copy(kept, text)
	o.room = o.room[n:]
	return unsafe.String(&kept[0], n) // nobody writes there any more
}

// Detach makes the texts of submissions their own copies.
func (o *Copies) Detach(subs []survey.Submission) {
	for i := range subs {
		eachText(&subs[i], func(text *string) bool { o.Take(text); return false }, nil, o)
	}
}

// outline makes what else tells of a partner and of its practices their own copies: names and
// codes, which nobody counts.
func (o *Copies) outline(s *survey.Submission) {
	size := o.Size
	own := func(texts ...*string) {
		for _, text := range texts {
			o.Take(text)
		}
	}
	own(&s.Partner.ID, &s.Partner.Place, (*string)(&s.Partner.Kind), &s.Period)
	s.Partner.Name = maps.Clone(s.Partner.Name)
	for lang, name := range s.Partner.Name {
		own(&name)
		s.Partner.Name[lang] = name
	}
	for i := range s.Practices {
		own(&s.Practices[i].Place, &s.Practices[i].Theme, &s.Practices[i].Adopted.From)
	}
	o.Size = size
}

// Share makes one string of the names of criteria, files and sheets that are equal: of
// what was decoded each is its own. It counts none of them, as nobody counts those of
// what was read.
func (o *Copies) Share(subs []survey.Submission) {
	size := o.Size
	ref := func(at *cell.Ref) { o.Take(&at.File); o.Take(&at.Sheet) }
	for i := range subs {
		for j := range subs[i].Practices {
			p := &subs[i].Practices[j]
			ref(&p.At)
			for k := range p.Answers {
				a := &p.Answers[k]
				o.Take(&a.Criterion)
				ref(&a.At)
				if a.Beside != nil {
					ref(&a.Beside.EvidenceAt)
					ref(&a.Beside.RemarkAt)
				}
			}
		}
	}
	o.Size = size
}
