package card

import (
	"fmt"
	"strings"

	"depository.example/depository/pipeline/media/form/said"
	"depository.example/depository/pipeline/media/formula"
)

// A card may be copied so often that each copy is found by each way to name it; people
// who go on counting have as many more.
const (
	ofEach = 6
	more   = 12
)

// Copies returns the names that copies of cards may have: as people go on counting, and
// as Excel, LibreOffice, Numbers and Google Sheets name a copy, of a card that somebody
// has renamed too.
func Copies(s said.Speaker, of []Card) (names []formula.String) {
	for i := range more {
		names = append(names, formula.Str(s.Texts.T("form.sheet.practice", "n", len(of)+1+i)))
	}
	for _, c := range of {
		now := formula.NameOf(formula.Ref{Sheet: c.Sheet, Col: 1, Row: 1}, c.Sheet)
		add := func(before, after string) {
			names = append(names, formula.Join(formula.Str(before), now, formula.Str(after)))
		}
		for n := 1; n <= ofEach; n++ {
			add("", fmt.Sprintf(" (%d)", n+1))
			add("", fmt.Sprintf("_%d", n+1))
			add("", fmt.Sprintf("-%d", n))
		}
		add("", "_2_2") // of a copy, by LibreOffice; Excel goes on counting
		for name := range strings.SplitSeq(s.Texts.T("form.sheet.copied", "name", "\x00"), "|") {
			before, after, _ := strings.Cut(name, "\x00")
			add(before, after)
		}
	}
	return names
}

// Copy returns a card laid out alike whose sheet has the name that stands in a cell.
func (c Card) Copy(name formula.Ref) *Card {
	c.Sheet, c.Named = "", &name
	return &c
}
