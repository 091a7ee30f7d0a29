package reference

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"depository.example/depository/pipeline/tell/document"
)

// A passage is as much text as says one thing: a paragraph, a row of a table, a large
// number, a row of a figure, with what stands over it.
type passage struct {
	at      string   // the nearest place that a link can lead to
	numbers []string // as printed, in their order
	says    []string // in which it names what it is about: headings and titles that it stands under, its text, where links in it lead
}

// A scan cuts blocks into passages.
type scan struct {
	heads    [4]string // texts and ids of the headings that are open, by level
	at       string
	passages []passage
	names    *strings.Replacer // takes names with numbers in them out of a text
}

// passagesOf cuts a document, or a page that is about something. Numbers within names
// are none.
func passagesOf(blocks []document.Block, anchor, about string, names *strings.Replacer) []passage {
	s := &scan{at: anchor, names: names}
	s.heads[0] = about + " " + anchor
	for _, b := range blocks {
		s.block(b)
	}
	return s.passages
}

func (s *scan) block(b document.Block) {
	switch b := b.(type) {
	case *document.Heading:
		level := min(max(b.Level, 1), 3)
		s.heads[level] = b.Text + " #" + b.ID + " "
		for i := level + 1; i < len(s.heads); i++ {
			s.heads[i] = ""
		}
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

// add adds a passage of some texts, which stands under the open headings and what
// else is named.
func (s *scan) add(at string, under []string, texts ...string) {
	p := passage{at: at, says: slices.Concat(s.heads[:], under, []string{strings.Join(texts, " ")})}
	for _, t := range texts {
		p.numbers = append(p.numbers, Tokens(s.names.Replace(t))...)
	}
	if p.numbers != nil {
		s.passages = append(s.passages, p)
	}
}

func (s *scan) spans(spans []document.Span) { s.add(s.at, []string{links(spans)}, texts(spans)) }

func (s *scan) card(b *document.Card) {
	at, head := s.at, s.heads[3]
	if b.ID != "" {
		s.at = b.ID
	}
	s.heads[3] = b.Title + " #" + b.ID + " "
	s.add(s.at, nil, b.Title)
	for _, inner := range b.Body {
		s.block(inner)
	}
	for _, f := range b.Facts {
		s.add(s.at, []string{links(f.Spans)}, f.Label+" "+texts(f.Spans))
	}
	s.at, s.heads[3] = at, head
}

func (s *scan) table(b *document.Table) {
	at := s.at
	if b.ID != "" {
		at = b.ID
	}
	over, group := b.Title+" ", ""
	for _, c := range b.Columns {
		over += c.Title + " "
	}
	s.add(at, nil, b.Title)
	for _, r := range b.Rows {
		var line []string
		leads := ""
		for _, c := range r.Cells {
			line = append(line, texts(c.Spans))
			leads += links(c.Spans)
		}
		if r.Kind == document.GroupRow {
			group = strings.Join(line, " ") + leads
		}
		s.add(at, []string{over, group, leads}, line...)
	}
	s.add(at, []string{over}, texts(b.Source))
}

func (s *scan) figure(b *document.Figure) {
	at := s.at
	if b.ID != "" {
		at = b.ID
	}
	over := b.Message + " " + strings.Join(b.Series, " ")
	s.add(at, nil, b.Message, b.Measure)
	for _, r := range b.Rows {
		line := []string{r.Label}
		if b.Kind != document.Map { // there a pointer shows it, and nothing prints it
			line = append(line, r.Note)
		}
		for _, v := range r.Values {
			line = append(line, v.Text)
		}
		s.add(at, []string{over, r.Link + " " + r.ID}, line...)
	}
	if b.Average != nil {
		s.add(at, []string{over}, b.Average.Label)
	}
}

// texts joins the texts of spans, footnotes after them; what somebody typed is left
// out, since it is nobody's finding.
func texts(spans []document.Span) string {
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

// links are where spans lead to, and what others typed in them.
func links(spans []document.Span) string {
	out := ""
	for _, s := range spans {
		if s.Link != "" {
			out += s.Link + " "
		}
		if s.Lang != "" {
			out += s.Text + " "
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
// the last mark that a number may have.
func tokensIn(text string, from, to int, out []string) []string {
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
