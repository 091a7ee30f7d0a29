package forms

import (
	"slices"
	"strings"

	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/ingest/clean"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

// A form says in two places where something is: on the partner page, unless the
// form was made for a territory, and on each card.

// territory finds where a partner is that the form was not made for with its
// territory: as typed on the partner page, otherwise by the partner's own name.
func (r *Form) territory(name survey.Text) string {
	if typed := r.form.at(r.form.named[slot.PartnerPlace]); typed.text != "" {
		return r.find(typed, "", "", "partner-place-unknown")
	}
	return r.hromadas.Territory(name.In("uk"), "").Code
}

// tellTerritory says that it is not known where the partner is, and what its name
// may mean: at the cell that asks for it, or, where no cell does, of the workbook,
// unless a card has told already that its place is not known.
func (r *Form) tellTerritory(practices []survey.Practice) {
	if r.partner.Place != "" || r.hromadas == nil || len(practices) == 0 {
		return
	}
	told := []string{"place-ambiguous", "place-unknown", "partner-place-unknown", "place-code-unreadable"}
	if slices.ContainsFunc(r.probs, func(p cell.Problem) bool { return slices.Contains(told, p.Code) }) {
		return
	}
	at := r.form.at(r.form.named[slot.PartnerPlace]).at
	if at == (cell.Ref{}) {
		at.File = r.book.File
	}
	r.notFound(at, r.partner.Name.In("uk"), r.hromadas.Territory(r.partner.Name.In("uk"), ""), "partner-place-unknown")
}

// place returns the code of a practice's place: the partner's own where nothing or
// its name is typed, else what is typed within the partner's region and the raion
// that is chosen; "" and a problem where that is not sure.
func (c *cardReader) place(v value, raion string) string {
	own := c.r.partner.Place
	if v.text == "" || own != "" && (reply.Same(c.r.partner.Name, v.text) || v.text == own) {
		return own
	}
	region, _ := c.r.hromadas.OblastOf(own)
	if m := c.r.hromadas.Territory(v.text, region.Code); region.City && m.Code == "" && len(m.Candidates) == 0 {
		return own // «Печерський район»
	}
	return c.r.find(v, region.Code, raion, "place-unknown")
}

// find returns the code of the oblast, raion or hromada that is typed, by code or by
// name, within a region and a raion ("" anywhere); "" and a problem where that is
// not sure: unknown says that there is no such place.
func (r *Form) find(v value, region, raion, unknown string) string {
	code, coded := clean.CodeOf(v.text, r.hromadas)
	switch {
	case coded && r.hromadas == nil:
		return code
	case coded:
		v.text = code
	case strings.ContainsAny(v.text, "0123456789") && !strings.ContainsFunc(v.text, isLowerCyrillic):
		r.probs.Add(cell.Error, "place-code-unreadable", v.at, v.text)
		return ""
	case r.hromadas == nil:
		return ""
	}
	m := r.hromadas.Within(r.hromadas.Territory(v.text, region), raion)
	if m.Code == "" {
		r.notFound(v.at, v.text, m, unknown)
	}
	return m.Code
}

func isLowerCyrillic(r rune) bool { return 'а' <= r && r <= 'ї' }

// notFound says that a text is no place, or what it may mean.
func (r *Form) notFound(at cell.Ref, text string, m place.Match, unknown string) {
	if len(m.Candidates) == 0 {
		r.probs.Add(cell.Warning, unknown, at, text)
		return
	}
	r.probs.Add(cell.Warning, "place-ambiguous", at, text, "candidates", r.hromadas.List(m.Candidates))
}
