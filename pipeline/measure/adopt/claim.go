package adopt

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"

	"depository.example/depository/pipeline/measure/peers"
)

// A Claim is what an adopter says: this practice of mine I took over from that one.
type Claim struct {
	Ref     string // the adopter's practice
	Partner string // the adopter
	Place   string // KATOTTG code; "" unknown
	Origin  string // partner/id, as typed
	Day     string // as typed; "" none
	Act     string // "" none
	Own     bool   // the origin is the adopter's own: no evidence of spreading
	By      *Held  // the adopter's practice
	Of      *Held  // the origin; nil: nobody has it
}

// claims lists what adopters say, in the order of partners, places and practices.
func (d *Depot) claims() (out []Claim) {
	for _, h := range d.held {
		from := h.Practice.Adopted
		typed, _, _ := strings.Cut(from.Raw, " – ") // the list of the form has the title behind it
		origin := strings.TrimSpace(cmp.Or(from.From, typed))
		if origin == "" {
			continue
		}
		c := Claim{Ref: h.Ref, Partner: h.Partner, Place: h.Place, Origin: origin, Day: from.On, Act: from.Act, By: h, Of: d.Find(origin)}
		c.Own = c.Of != nil && c.Of.Partner == h.Partner
		out = append(out, c)
	}
	return out
}

// adopters lists who has adopted a practice; an owner's own claim is none.
func (d *Depot) adopters(ref string) []Claim {
	return slices.DeleteFunc(d.claims(), func(c Claim) bool { return c.Own || !strings.EqualFold(c.Origin, ref) })
}

// Rates says how well likeness would have foretold who has a practice worth copying of
// a theme, each place left out of its own forecast.
func (d *Depot) Rates() []peers.Check {
	known := map[string]map[string]bool{}
	var themes []string
	for _, t := range d.Questionnaire.Themes {
		themes, known[t.ID] = append(themes, t.ID), map[string]bool{}
		for _, code := range d.Places {
			known[t.ID][code] = slices.ContainsFunc(d.by[code], func(h *Held) bool { return h.Practice.Theme == t.ID && d.worth(h) })
		}
	}
	return d.Attributes.CheckAdoption(themes, known, d.Weights, d.K, d.Where)
}

// years are those that a date may have.
var years = regexp.MustCompile(`\b(?:19|20)\d\d\b`)

// year returns the year of a day, YYYY-MM-DD or as typed; "" none.
func year(day string) string {
	return years.FindString(day)
}

// A Step is how many adoptions were claimed up to a year.
type Step struct {
	Year  string
	Total int // of claims with a date up to the end of the year
}

// spread counts the claims of adoption by the year of their dates, running up; claims
// without a year are in none. Owners' own claims do not count.
func spread(claims []Claim) (out []Step) {
	by := map[string]int{}
	for _, c := range claims {
		if y := year(c.Day); y != "" && !c.Own && c.Of != nil {
			by[y]++
		}
	}
	total := 0
	for _, y := range slices.Sorted(maps.Keys(by)) {
		total += by[y]
		out = append(out, Step{y, total})
	}
	return out
}
