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
// as Excel, LibreOffice, Numbers and Google Sheets name a copy.
func Copies(s said.Speaker, of []Card) (names []string) {
	for i := range more {
		names = append(names, s.Texts.T("form.sheet.practice", "n", len(of)+1+i))
	}
	for _, c := range of {
		for n := 1; n <= ofEach; n++ {
			names = append(names, fmt.Sprintf("%s (%d)", c.Sheet, n+1), fmt.Sprintf("%s_%d", c.Sheet, n+1), fmt.Sprintf("%s-%d", c.Sheet, n))
		}
		names = append(names, c.Sheet+"_2_2") // of a copy, by LibreOffice; Excel goes on counting
		names = append(names, strings.Split(s.Texts.T("form.sheet.copied", "name", c.Sheet), "|")...)
	}
	return names
}

// Copy returns a card laid out alike whose sheet has the name that stands in a cell.
func (c Card) Copy(name formula.Ref) *Card {
	c.Sheet, c.Named = "", &name
	return &c
}
