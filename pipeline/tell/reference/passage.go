package reference

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"depository.example/depository/pipeline/tell/document"
)

// A scan cuts blocks into passages: as much text as says one thing, which is a paragraph, a
// row of a table, a large number, a row of a figure, with what stands over it.
type scan struct {
	into   *passages
	reader *reader
	name   string        // of what is printed, with the mark before a place in it
	anchor string        // of the page, which is the place of all of it; "" none
	at     string        // the nearest place that a link can lead to
	heads  [under]string // texts and ids of what is open, by level
	named  []uint64      // the usual ids that these name

	line, leads []string // of the row at hand
	said        []text   // the texts of the passage at hand
}

// The levels of what stands over a passage, from the page downwards.
const (
	ofPage  = iota
	heading // and two more below it
	card    = heading + 2
	title   = card + 1  // of a table or figure, with its columns or series
	group   = title + 1 // of rows
	under   = group + 1
)

// scan takes a page in. Numbers within names are none.
func (r *reader) scan(p *Page, into *passages) {
	s := scan{into: into, reader: r, name: p.Name + "#" + p.Anchor, anchor: p.Anchor, at: p.Anchor, named: make([]uint64, into.width)}
	s.open(ofPage, strings.Join(p.Of, " ")+" "+p.Anchor+" "+p.About)
	for _, b := range p.Blocks {
		s.block(b)
	}
}

// open opens what stands over passages, and closes what is open of its level and below.
func (s *scan) open(level int, text string) {
	s.heads[level] = text
	clear(s.heads[level+1:])
	clear(s.named)
	for _, head := range s.heads[:level+1] {
		if head != "" {
			join(s.named, s.reader.read(head).names)
		}
	}
}

// join adds a set to another.
func join(to, names []uint64) {
	for i, word := range names {
		to[i] |= word
	}
}

func (s *scan) block(b document.Block) {
	switch b := b.(type) {
	case *document.Heading:
		s.open(min(max(b.Level, heading), card), b.Text+" #"+b.ID)
		if b.ID != "" {
			s.at = b.ID
		}
		s.add(s.at, nil, b.Text)
	case *document.Paragraph:
		s.spans(b.Spans)
	case *document.List:
		for _, item := range b.Items {
			s.spans(item)
		}
	case *document.KeyFigures:
		for _, k := range b.Items {
			s.add(s.at, nil, k.Value, k.Label, k.Note)
		}
	case *document.Card:
		s.card(b)
	case *document.Table:
		s.table(b)
	case *document.Figure:
		s.figure(b)
	}
}

// add adds a passage of some texts with what leads somewhere in it, if it prints a number.
func (s *scan) add(at string, leads []string, texts ...string) {
	p := s.into
	before := len(p.numbers.all)
	s.said = s.said[:0]
	for _, t := range texts {
		if t != "" {
			said := s.reader.read(t)
			s.said = append(s.said, said)
			p.numbers.all = append(p.numbers.all, said.numbers...)
		}
	}
	if len(p.numbers.all) == before {
		return
	}
	p.numbers.end()
	p.where = append(p.where, s.place(at))
	n := len(p.named)
	p.named = append(p.named, s.named...)
	for _, t := range leads {
		if t != "" {
			s.said = append(s.said, s.reader.read(t))
		}
	}
	for i := range s.said {
		join(p.named[n:], s.said[i].names)
	}
	for _, list := range [3][]string{s.heads[:], leads, texts} {
		for _, t := range list {
			if t != "" {
				p.says.all = append(p.says.all, t)
			}
		}
	}
	p.says.end()
}

// place is where a link leads to that leads there.
func (s *scan) place(at string) string {
	if s.anchor != "" {
		return s.name
	}
	return s.name + at
}

func (s *scan) spans(spans []document.Span) {
	s.leads = links(spans, s.leads[:0])
	s.add(s.at, s.leads, texts(spans))
}

func (s *scan) card(b *document.Card) {
	at, head := s.at, s.heads[card]
	s.at = cmp.Or(b.ID, s.at)
	s.open(card, b.Title+" #"+b.ID)
	s.add(s.at, nil, b.Title)
	for _, inner := range b.Body {
		s.block(inner)
	}
	for _, f := range b.Facts {
		s.leads = links(f.Spans, s.leads[:0])
		s.add(s.at, s.leads, f.Label+" "+texts(f.Spans))
	}
	s.at = at
	s.open(card, head)
}

func (s *scan) table(b *document.Table) {
	at, over := cmp.Or(b.ID, s.at), b.Title
	for _, c := range b.Columns {
		over += " " + c.Title
	}
	s.add(at, nil, b.Title)
	s.open(title, over)
	for _, r := range b.Rows {
		s.line, s.leads = s.line[:0], s.leads[:0]
		for _, c := range r.Cells {
			s.line, s.leads = append(s.line, texts(c.Spans)), links(c.Spans, s.leads)
		}
		if r.Kind == document.GroupRow {
			s.open(group, strings.Join(append(s.line, s.leads...), " "))
		}
		s.add(at, s.leads, s.line...)
	}
	s.open(title, over)
	s.add(at, nil, texts(b.Source))
	s.open(title, "")
}

func (s *scan) figure(b *document.Figure) {
	at := cmp.Or(b.ID, s.at)
	s.add(at, nil, b.Message, b.Measure)
	s.open(title, b.Message+" "+strings.Join(b.Series, " "))
	for _, r := range b.Rows {
		s.line = append(s.line[:0], r.Label)
		if b.Kind != document.Map { // there a pointer shows it, and nothing prints it
			s.line = append(s.line, r.Note)
		}
		for _, v := range r.Values {
			s.line = append(s.line, v.Text)
		}
		s.leads = append(s.leads[:0], r.Link, r.ID)
		s.add(at, s.leads, s.line...)
	}
	if b.Average != nil {
		s.add(at, nil, b.Average.Label)
	}
	s.open(title, "")
}

// texts joins the texts of spans, footnotes after them; what somebody typed is left
// out, since it is nobody's finding.
func texts(spans []document.Span) string {
	if len(spans) == 1 && spans[0].Lang == "" && spans[0].Note == nil {
		return spans[0].Text
	}
	var b strings.Builder
	for _, s := range spans {
		if s.Lang != "" {
			b.WriteByte(' ')
			continue
		}
		b.WriteString(s.Text)
		if s.Note != nil {
			b.WriteString(" " + texts(s.Note))
		}
	}
	return b.String()
}

// links adds where spans lead to, and what others typed in them.
func links(spans []document.Span, out []string) []string {
	for _, s := range spans {
		if s.Link != "" {
			out = append(out, s.Link)
		}
		if s.Lang != "" {
			out = append(out, s.Text)
		}
	}
	return out
}

// Tokens returns the numbers of a text as they are printed there, without the signs
// of per cent: −1,0 and 12 345 are one each. Digits within a word are none.
func Tokens(text string) (out []string) {
	for i := 0; i < len(text); {
		if c := text[i]; c < '0' || c > '9' && c < firstOther {
			i++
			continue
		}
		if r, size := utf8.DecodeRuneInString(text[i:]); !unicode.IsDigit(r) {
			i += size
			continue
		}
		end := i
		for end < len(text) {
			r, size := utf8.DecodeRuneInString(text[end:])
			if !unicode.IsDigit(r) && r != ',' && r != '.' && r != '\u00a0' {
				break
			}
			end += size
		}
		out = tokensIn(text, i, end, out)
		i = end
	}
	return out
}

// firstOther begins the first digit, in UTF-8, that is not one of ours: U+0660.
const firstOther = 0xD9

// tokensIn appends the numbers of a stretch of a text, from the first digit to the end of
// the last mark that a number may have. Nearly all have our digits and no blanks.
func tokensIn(text string, from, to int, out []string) []string {
	for i := from; i < to; i++ {
		if text[i] >= utf8.RuneSelf {
			return anyTokensIn(text, from, to, out)
		}
	}
	return plainTokensIn(text, from, to, out)
}

// plainTokensIn is tokensIn of a stretch of our digits, commas and full stops.
func plainTokensIn(text string, from, to int, out []string) []string {
	digit := func(i int) bool { return i < to && text[i] >= '0' && text[i] <= '9' }
	before, size := utf8.DecodeLastRuneInString(text[:from])
	behind, _ := utf8.DecodeRuneInString(text[to:])
	for i := from; i < to; i++ {
		if !digit(i) {
			continue
		}
		begin := i
		for digit(i+1) || i+1 < to && digit(i+2) {
			i++
		}
		if begin == from && unicode.IsLetter(before) || i+1 == to && unicode.IsLetter(behind) {
			continue // a part of a word: a cell, a sum of control
		}
		if begin == from && (before == '+' || before == '−') {
			if r, _ := utf8.DecodeLastRuneInString(text[:from-size]); !unicode.IsDigit(r) {
				begin -= size
			}
		}
		out = append(out, text[begin:i+1])
	}
	return out
}

// anyTokensIn is tokensIn of any stretch.
func anyTokensIn(text string, from, to int, out []string) []string {
	var room [64]rune
	var place [64]int
	runes, at := room[:0], place[:0] // of the stretch, of two letters before it and one behind it
	begin := from
	for range 2 {
		_, size := utf8.DecodeLastRuneInString(text[:begin])
		begin -= size
	}
	_, size := utf8.DecodeRuneInString(text[to:])
	for i, r := range text[begin : to+size] {
		runes, at = append(runes, r), append(at, begin+i)
	}
	at = append(at, to+size)
	for i := 0; i < len(runes); i++ {
		if at[i] < from || !unicode.IsDigit(runes[i]) {
			continue
		}
		from := i
		for i+1 < len(runes) && within(runes, from, i+1) {
			i++
		}
		if from > 0 && unicode.IsLetter(runes[from-1]) || i+1 < len(runes) && unicode.IsLetter(runes[i+1]) {
			continue // a part of a word: a cell, a sum of control
		}
		if from > 0 && (runes[from-1] == '+' || runes[from-1] == '−') && (from == 1 || !unicode.IsDigit(runes[from-2])) {
			from--
		}
		out = append(out, text[at[from]:at[i+1]])
	}
	return out
}

// within reports whether a rune goes on with the number that begins at from: a digit, a
// mark between digits, or the no-break space before three digits more of a large number.
func within(runes []rune, from, i int) bool {
	digits := func(from, to int) bool {
		return to <= len(runes) && !slices.ContainsFunc(runes[from:to], func(r rune) bool { return !unicode.IsDigit(r) })
	}
	switch r := runes[i]; {
	case unicode.IsDigit(r):
		return true
	case r == ',' || r == '.':
		return digits(i+1, i+2)
	case r == '\u00a0':
		first := i-from <= 3 && digits(from, i)
		next := i-from > 3 && runes[i-4] == r && digits(i-3, i)
		return (first || next) && digits(i+1, i+4) && !digits(i+4, i+5)
	}
	return false
}
