package workspace

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"depository.example/depository/pipeline/survey/latin"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/templates"
)

// Partners returns the partners that the program knows by id or name, with their
// KATOTTG codes, in the order of templates/partners.yaml. Nobody changes them.
var Partners = sync.OnceValue(func() []survey.Partner {
	var out []survey.Partner
	data, err := templates.Files.ReadFile("partners.yaml")
	if err == nil {
		out, err = ReadPartners(data)
	}
	if err != nil {
		panic(fmt.Errorf("the program's own partners.yaml: %w", err))
	}
	return out
})

// ReadPartners reads a list of partners (YAML: partners, a list of id, name by
// language, kind, place). An unknown key is an error.
func ReadPartners(data []byte) (out []survey.Partner, err error) {
	var list struct {
		Partners []struct {
			ID, Place string
			Kind      survey.PartnerKind
			Name      survey.Text
		}
	}
	if err := yaml.UnmarshalWithOptions(data, &list, yaml.Strict()); err != nil {
		return nil, err
	}
	for _, p := range list.Partners {
		out = append(out, survey.Partner{ID: p.ID, Name: p.Name, Kind: p.Kind, Place: p.Place})
	}
	return out, nil
}

// PartnerAmong finds a partner by its id or one of its names, in any case.
func PartnerAmong(known []survey.Partner, given string) (survey.Partner, bool) {
	for _, p := range known {
		for _, name := range []string{p.ID, p.Name["uk"], p.Name["en"]} {
			if name != "" && strings.EqualFold(name, strings.TrimSpace(given)) {
				return p, true
			}
		}
	}
	return survey.Partner{}, false
}

// PartnerOf finds one of Partners by id or name, and makes a partner of any other
// name; its id is "" where the name has no letter or digit.
func PartnerOf(given string) survey.Partner {
	if p, ok := PartnerAmong(Partners(), given); ok {
		return p
	}
	p := survey.Partner{ID: partnerID(given), Name: survey.Text{"uk": given}}
	if o, ok := place.FindOblast(given); ok && !o.City && strings.EqualFold(given, o.UK) {
		p.Place, p.Kind, p.Name = o.Code, survey.KindOblast, survey.Text{"uk": o.UK, "en": o.EN}
	}
	return p
}

// partnerID makes an id of a name: «Львівська область» becomes lvivska-oblast.
func partnerID(name string) string {
	words := strings.FieldsFunc(strings.ToLower(latin.Of(name)), func(r rune) bool {
		return strings.ContainsRune(" \t\u00a0-–—_./\\,;:()[]«»\"", r)
	})
	for i, w := range words {
		words[i] = strings.Map(func(r rune) rune {
			if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
				return r
			}
			return -1
		}, w)
	}
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), "-")
}

// partnerNames are what partners are called: ids, and names.
func partnerNames(known []survey.Partner) []reply.Named {
	out := make([]reply.Named, len(known))
	for i, p := range known {
		out[i] = reply.Named{Ref: p.ID, Called: []string{p.Name["uk"], p.Name["en"]}}
	}
	return out
}

// LikePartner reports whether a name is a slip of that of a partner.
func LikePartner(known []survey.Partner, given string) bool {
	for _, p := range known {
		if reply.Meant(given, []string{p.ID, p.Name["uk"], p.Name["en"]}) != "" {
			return true
		}
	}
	return false
}

// NoPartner is the error that nobody bears a name, with who was probably meant. key
// is that of its text; the one with a guess has ".like" behind it.
func NoPartner(known []survey.Partner, given, key string) error {
	return reply.NoneSuch(key, given, partnerNames(known), nil)
}
