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

// A Row is a practice that may be a hromada, which is named by it: such a row bears no
// title but its name.
type Row struct {
	Theme, Place, Name string
	At                 cell.Ref
}

// RowOf returns the row that a practice may be.
func RowOf(p *survey.Practice) (row Row, may bool) {
	return Row{p.Theme, p.Place, p.ID, p.At}, p.Place != "" && p.Title == p.ID
}

// A Named is a submission with those of its practices that may be hromadas.
type Named struct {
	*survey.Submission
	Rows []Row
}

// TwoNames tells the places that several partners are, and those that several rows
// of one kind of table are. Each list are the submissions of one partner.
func TwoNames(of [][]Named, problems *cell.Problems, places *place.Registry) {
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

// hromadaRows finds the rows that are a hromada each, by theme and code.
func hromadaRows(list []Named, places *place.Registry) map[string]map[string][]naming {
	out, seen := map[string]map[string][]naming{}, map[[3]string]bool{}
	for _, s := range list {
		for _, row := range s.Rows {
			if places.Match(row.Name, row.Place[:min(4, len(row.Place))]).Code != row.Place {
				continue
			}
			if out[row.Theme] == nil {
				out[row.Theme] = map[string][]naming{}
			}
			if this := [3]string{row.Theme, row.Place, row.Name}; !seen[this] {
				seen[this] = true
				out[row.Theme][row.Place] = append(out[row.Theme][row.Place], naming{row.Name, row.At})
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
