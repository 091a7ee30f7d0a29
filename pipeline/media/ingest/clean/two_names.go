package clean

import (
	"strings"

	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/survey"
)

// One place under two names in one period is two units that nobody meant to
// compare. It may be right (a council and its department), so both count, and one
// warning a place names them.

// A naming is a name under which a place stands in a period, and where.
type naming struct {
	name string
	at   cell.Ref
}

// TwoNames tells the places that several partners are, and those that several rows
// of one kind of table are. Each list are the submissions of one partner.
func TwoNames(of [][]survey.Submission, problems *cell.Problems, places *place.Registry) {
	if places == nil {
		return
	}
	partners := map[string][]naming{}
	for _, list := range of {
		if s := &list[0]; s.Partner.Place != "" {
			at := s.Partner.At
			if at == (cell.Ref{}) {
				at.File = s.File
			}
			partners[s.Partner.Place] = append(partners[s.Partner.Place], naming{s.Partner.Name.In("uk"), at})
		}
	}
	tellNames(problems, partners, places)
	for _, list := range of {
		for _, rows := range hromadaRows(list, places) {
			tellNames(problems, rows, places)
		}
	}
}

// hromadaRows finds the rows that are a hromada each, by theme and code. A row of
// such a table bears no title but its name.
func hromadaRows(list []survey.Submission, places *place.Registry) map[string]map[string][]naming {
	out, seen := map[string]map[string][]naming{}, map[[3]string]bool{}
	for _, s := range list {
		for i := range s.Practices {
			p := &s.Practices[i]
			if p.Place == "" || p.Title != p.ID || places.Match(p.ID, p.Place[:min(4, len(p.Place))]).Code != p.Place {
				continue
			}
			if out[p.Theme] == nil {
				out[p.Theme] = map[string][]naming{}
			}
			if this := [3]string{p.Theme, p.Place, p.ID}; !seen[this] {
				seen[this] = true
				out[p.Theme][p.Place] = append(out[p.Theme][p.Place], naming{p.ID, p.At})
			}
		}
	}
	return out
}

// tellNames adds one warning for each place of several names, at the last of them.
func tellNames(problems *cell.Problems, by map[string][]naming, places *place.Registry) {
	for code, names := range by {
		h, known := places.Named(code)
		if len(names) < 2 || !known {
			continue
		}
		var others, where []string
		for _, n := range names[:len(names)-1] {
			others, where = append(others, n.name), append(where, n.at.String())
		}
		last := names[len(names)-1]
		problems.Add(cell.Warning, "place-two-names", last.at, last.name,
			"other", strings.Join(others, "», «"), "where", strings.Join(where, "; "), "place", places.Describe(h))
	}
}
