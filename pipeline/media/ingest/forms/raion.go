package forms

import (
	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/survey/place"
)

// Raions returns the lists of places that an oblast's form offers; nil for
// another partner, or without a codifier.
func Raions(r *place.Registry, partnerPlace string) []form.Raion {
	var out []form.Raion
	for _, raion := range r.Raions(partnerPlace) {
		places := make([]string, len(raion.Hromadas))
		for i, h := range raion.Hromadas {
			places[i] = h.Name
		}
		out = append(out, form.Raion{Name: raion.Name, Places: places})
	}
	return out
}
