package foreign

import (
	"depository.example/depository/pipeline/media/ingest/clean"
	"depository.example/depository/pipeline/media/ingest/records"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/reply"
)

// place finds the hromada of a record: by its code, its name, or its address. It
// reports whether several hromadas bear the name and none was chosen.
func (t *Tables) place(e *records.Record, r *record) (shared bool) {
	name := r.fields[locality]
	if r.text(locality) == "" && r.isHromada() {
		name = r.fields[identifier] // the record is the hromada
	}
	if name == nil {
		name = &emptyCell
	}
	typedName := name.Text
	e.PlaceName = clean.Tidy(typedName)
	if typed := r.fields[code]; typed != nil && r.head.means(typed.Text) == reply.Unknown {
		if t.coded(e, typed) {
			return false
		}
	}
	if t.oblast.City {
		e.Place = t.oblast.Code
		return false
	}
	guess := e.PlaceName
	if r.head.means(guess) == reply.Blank {
		guess, typedName = "", ""
		e.PlaceName = ""
	}
	if guess == "" && r.group != "" && clean.SpeaksOfHromada(r.group) {
		guess = r.group
	}
	said := guess == "" // the address or the title may say it
	if said {
		guess = clean.NamedHromada(r.text(address), e.Title)
	}
	inRaion := r.raion
	if c := r.fields[raion]; c != nil {
		inRaion = clean.RaionOf(c.Text)
	}
	m := t.knows.places.Match(t.opts.Places, guess, t.oblast.Code)
	if m.Code == "" {
		m = t.opts.Places.Within(m, inRaion)
		if len(m.Candidates) > 0 {
			m = t.opts.Places.Around(m, r.text(address)+", "+e.Title)
		}
	}
	if m.Code == "" && !said && (len(m.Candidates) == 0 || m.Likeness) { // «м. Бар»: the address says more
		if other := t.knows.places.Match(t.opts.Places, clean.NamedHromada(r.text(address), e.Title), t.oblast.Code); other.Code != "" {
			m = other
		}
	}
	if e.Place = m.Code; m.Code != "" {
		h, _ := t.opts.Places.Hromada(m.Code)
		e.PlaceName = h.Name
	} else if typedName != "" && t.opts.Places != nil {
		t.unmatched(e.At(name.Col), e.PlaceName, m.Candidates)
	}
	return m.Code == "" && len(m.Candidates) > 1
}

// coded takes the place from a code, with its name in the codifier; false where the code
// says none.
func (t *Tables) coded(e *records.Record, typed *sheet.Cell) bool {
	if h, ok := t.opts.Places.Former(typed.Text); ok {
		e.Place, e.PlaceName = h.Code, h.Name
		return true
	}
	at := e.At(typed.Col)
	code, ok := clean.CodeOf(typed.Text, t.opts.Places)
	if !ok {
		t.tell(cell.Error, "place-code-unreadable", at, typed.Text)
		return false
	}
	h, known := t.opts.Places.Holding(code)
	switch {
	case t.opts.Places == nil:
		e.Place = code
	case !known:
		t.tell(cell.Warning, "place-code-unknown", at, typed.Text)
		return false
	default:
		e.Place, e.PlaceName = h.Code, h.Name
	}
	return true
}

func (t *Tables) unmatched(at cell.Ref, name string, found []place.Hromada) {
	if len(found) == 0 {
		t.tell(cell.Note, "place-unknown", at, name)
		return
	}
	t.tell(cell.Warning, "place-ambiguous", at, name, "candidates", t.opts.Places.List(found))
}
