package ledger

import (
	"cmp"
	"io"
	"maps"
	"slices"

	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/place"
)

// most is how many partners one ledger holds.
const most = 200

// A File is one ledger, written when it is asked for.
type File struct {
	Name  string
	Write func(io.Writer) error
}

// Files returns ledger.xlsx or, of more partners than one ledger holds, one an oblast
// that they lie in, ledger/UA-05.xlsx; there fitted parameters and ranks stand as values.
func Files(in Input, places *place.Registry) []File {
	partners := in.Result.Of(score.Partner)
	if len(partners) <= most {
		in.Name = "ledger.xlsx"
		return []File{{in.Name, func(w io.Writer) error { return write(w, in) }}}
	}
	by := map[string]map[string]bool{}
	for _, u := range partners {
		o, _ := places.OblastOf(u.Place)
		name := cmp.Or(o.ISO, "UA")
		if by[name] == nil {
			by[name] = map[string]bool{}
		}
		by[name][u.ID] = true
	}
	var out []File
	for _, name := range slices.Sorted(maps.Keys(by)) {
		part := in
		part.Name = "ledger/" + name + ".xlsx"
		part.Fixed, part.Only = true, func(partner string) bool { return by[name][partner] }
		out = append(out, File{part.Name, func(w io.Writer) error { return write(w, part) }})
	}
	return out
}
