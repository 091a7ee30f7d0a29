package main

import (
	"cmp"
	"fmt"
	"io"

	codifier "depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
)

// located returns a partner with its territory: as typed (a code or a name), ""
// the one that is known of it, or that its own name names. A territory that is
// typed and not sure is an error with what it may mean; a name that says none is
// not, since the form asks the partner then.
func (o *formOrder) located(p survey.Partner, typed string) (survey.Partner, error) {
	if typed == "" && p.Place != "" {
		return p, nil
	}
	m := o.places.Territory(cmp.Or(typed, p.Name["uk"]), "")
	switch {
	case m.Code != "":
		p.Place = m.Code
		if region, ok := codifier.OblastOf(m.Code); ok && region.Code == m.Code && p.Kind == "" {
			p.Kind = map[bool]string{true: survey.KindCity, false: survey.KindOblast}[region.City]
		}
	case typed == "":
	case len(m.Candidates) > 0:
		return p, wording.Fail("form.place.ambiguous", "name", p.Name["uk"], "read", typed, "candidates", o.places.List(m.Candidates))
	default:
		return p, wording.Fail("form.place.unknown", "name", p.Name["uk"], "read", typed)
	}
	return p, nil
}

// tellPlace says which territory the form of a partner was made for, or that the
// form asks for it.
func (o *formOrder) tellPlace(w io.Writer, p survey.Partner) {
	if h, ok := o.places.Named(p.Place); ok {
		fmt.Fprintln(w, o.texts.T("form.place.known", "place", o.places.Describe(h)))
		return
	}
	if p.Place != "" {
		return
	}
	if m := o.places.Territory(p.Name["uk"], ""); len(m.Candidates) > 0 {
		fmt.Fprintln(w, o.texts.T("form.place.asked.candidates", "name", p.Name["uk"], "candidates", o.places.List(m.Candidates)))
		return
	}
	fmt.Fprintln(w, o.texts.T("form.place.asked", "name", p.Name["uk"]))
}

// tellPlaces names the partners of a list whose forms ask for their territory.
func (o *formOrder) tellPlaces(w io.Writer, partners []survey.Partner) {
	var names []string
	for _, p := range partners {
		if p.Place == "" {
			names = append(names, p.Name["uk"])
		}
	}
	if len(names) > 0 {
		fmt.Fprintln(w, o.texts.T("form.all.asked", "n", len(names), "names", o.texts.Join(names)))
	}
}
