package typeset

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"depository.example/depository/pipeline/media/pdf"
	"depository.example/depository/pipeline/survey/brief"
	"depository.example/depository/pipeline/survey/legible"
)

// A Replaced is a character that the report could not print as it stood.
type Replaced struct {
	Rune  rune
	With  string // what stands in its place; "" it was left out
	Count int
	Near  string // the start of the first text where it stood, without it
}

// nearLength is how many characters of a text tell where a character stood.
const nearLength = 40

// A Cleaner makes texts safe to set: composed (NFC), without controls and
// direction marks, and with every character in the typeface.
type Cleaner struct {
	face     *pdf.Face
	Silent   bool // nothing is noted: the text will be set once more
	replaced map[rune]*Replaced
}

// NewCleaner returns a Cleaner for texts set in a face.
func NewCleaner(f *pdf.Face) *Cleaner { return &Cleaner{face: f, replaced: map[rune]*Replaced{}} }

// Text returns s as it can be printed. What had to be replaced is noted.
func (c *Cleaner) Text(s string) string {
	if c.plain(s) {
		return s
	}
	s = norm.NFC.String(s)
	var b strings.Builder
	var noted []rune
	for i, r := range s {
		if r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD") {
			noted = append(noted, r)
			b.WriteString(c.instead(r))
			continue
		}
		switch with, same := spelled(r); {
		case same && c.face.Has(r):
			b.WriteRune(r)
		case !same:
			b.WriteString(with)
			if with == "" && !invisible(r) {
				noted = append(noted, r)
			}
		default:
			noted = append(noted, r)
			b.WriteString(c.instead(r))
		}
	}
	out := b.String()
	for _, r := range noted {
		c.note(r, out)
	}
	return out
}

// plain reports whether s needs no work at all.
func (c *Cleaner) plain(s string) bool {
	usual := true
	for _, r := range s {
		if r == utf8.RuneError || !c.face.Has(r) {
			return false
		}
		if common(r) {
			continue
		}
		usual = false
		if _, same := spelled(r); !same {
			return false
		}
	}
	return usual || norm.NFC.IsNormalString(s)
}

// common reports whether a character is one of those that nearly all texts are made of:
// it stays, and is composed, whatever stands beside it.
func common(r rune) bool {
	return r >= ' ' && r <= '~' || r >= 'Ѐ' && r <= 'џ' || r == '«' || r == '»' || r == '–' || r == '—' || r == '’' || r == '№' || r == '−' || r == '\u00A0'
}

// spelled returns the spelling of white space and marks that layout decides
// itself; same is true where a character stays.
func spelled(r rune) (with string, same bool) {
	switch {
	case r == '\t' || r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029':
		return " ", false
	case r == '\u202F' || r == '\u2007':
		return NBSP, false
	case r >= '\u2000' && r <= '\u200A' || r == '\u205F' || r == '\u3000' || r == '\u1680':
		return " ", false
	case r == '\u2010' || r == '\u2011':
		return "-", false
	case legible.Unseen(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r):
		return "", false
	}
	return "", true
}

// invisible characters are left out without a word: nobody misses them.
func invisible(r rune) bool {
	return r == SoftHyphen || r == '\uFEFF' || r == '\u200B' || r == '\u200C' || r == '\u200D' || r == '\uFE0F' || r == '\uFE0E'
}

// instead is what stands for a character without a glyph: nothing for a mark
// that would stand over its neighbour, a box for any other.
func (c *Cleaner) instead(r rune) string {
	if unicode.Is(unicode.M, r) {
		return ""
	}
	if c.face.Has('□') {
		return "□"
	}
	return "?"
}

func (c *Cleaner) note(r rune, text string) {
	if c.Silent {
		return
	}
	if old := c.replaced[r]; old != nil {
		old.Count++
		return
	}
	with, same := spelled(r)
	if same {
		with = c.instead(r)
	}
	c.replaced[r] = &Replaced{r, with, 1, brief.Letters(text, nearLength)}
}

// List returns what was replaced, by character.
func (c *Cleaner) List() []Replaced {
	out := make([]Replaced, 0, len(c.replaced))
	for _, r := range c.replaced {
		out = append(out, *r)
	}
	slices.SortFunc(out, func(a, b Replaced) int { return cmp.Compare(a.Rune, b.Rune) })
	return out
}
