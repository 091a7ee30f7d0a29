package form

import (
	"slices"

	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/workbook"
)

// IdentitySheet is the hidden sheet that says what the workbook is, named alike in
// every language.
const IdentitySheet = "_form"

// Computes reports whether a sheet of a workbook is one on which a form only computes
// what it shows elsewhere: the larger part of the file, of which nothing is an answer.
// It is hidden, and beside the sheet that says what the workbook is.
func Computes(s *sheet.Sheet, of []sheet.Sheet) bool {
	return s.Hidden && slices.Contains([]string{proofSheet, levelSheet, copySheet}, s.Name) &&
		slices.ContainsFunc(of, func(s sheet.Sheet) bool { return s.Hidden && s.Name == IdentitySheet })
}

// hiddenPage begins a sheet that nobody is to see.
func (b *book) hiddenPage(name string) *page {
	return &page{book: b, on: b.file.Sheet(name), row: 1}
}

// drawHidden writes the hidden sheets, last because the cards make the lists.
func drawHidden(b *book) {
	b.file.WriteLists()
	identify(b, identity(b))
}

// identify writes the sheet that says what the workbook is.
func identify(b *book, identity [][2]string) {
	p := b.hiddenPage(IdentitySheet)
	for _, line := range identity {
		p.put(1, workbook.Format{}, line[0])
		p.put(2, workbook.Format{}, line[1])
		p.define(slot.IdentityName(line[0]), 2, p.row)
		p.row++
	}
	p.on.Dimension(2, p.row-1)
	p.on.Protect(false)
	p.on.Hide()
}

// identity returns the lines of the identity sheet, key and value, all as text.
func identity(b *book) [][2]string {
	illustrative := "no"
	if b.opts.Illustrative {
		illustrative = "yes"
	}
	who := b.opts.Partner
	names := [2]string{who.Name["uk"], who.Name["en"]}
	if b.opts.stamped {
		names = [2]string{stampNameUK, stampNameEN}
	}
	lines := [][2]string{
		{slot.IdentityForm, ID},
		{slot.IdentityVersion, Version},
		{slot.IdentityMethod, b.Q.Method},
		{slot.IdentityMethodVersion, b.Q.Version},
		{slot.IdentityHash, b.Q.Hash},
		{slot.IdentityPartner, who.ID},
		{slot.IdentityNameUK, names[0]},
		{slot.IdentityNameEN, names[1]},
		{slot.IdentityPlace, who.Place},
		{slot.IdentityKind, string(who.Kind)},
		{slot.IdentityPeriod, b.opts.Period},
		{slot.IdentityLang, b.opts.Lang},
		{slot.IdentityIllustrative, illustrative},
		{slot.IdentityReplaces, b.opts.Replaces},
	}
	for i := range b.Q.Criteria {
		lines = append(lines, [2]string{slot.AskedKey(b.Q.Criteria[i].ID), b.Q.Criteria[i].Fingerprint()})
	}
	return lines
}
