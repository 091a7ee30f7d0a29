package peers

import (
	"maps"
	"slices"

	"depository.example/depository/pipeline/survey/place"
)

// A Check is how well a forecast of one tool did.
type Check struct {
	Forecast string // "likeness", "map" or "oblast"
	Tool     string
	K        int // 0: all that are near in the forecast's own sense
	Rate
}

// Where says where places lie: their points, and the codes of their oblasts.
type Where struct {
	Point  func(code string) place.Point
	Oblast func(code string) string
}

// CheckAdoption judges, for each tool, the forecast that a place does what the k
// places most like it do: over those of which it is known whether they adopted it
// and of which every attribute is known, with standard scores computed over them
// alone. Beside it stand the forecasts by the map and by the oblast, where the
// points of all of them are known. The table has the attributes that count; known
// is by tool and code.
func (t *Table) CheckAdoption(tools []string, known map[string]map[string]bool, weights map[string]float64, k int, where Where) (out []Check) {
	var beside []Check
	for _, tool := range tools {
		looked := slices.Sorted(maps.Keys(known[tool]))
		whole := t.Only(looked, t.Attributes).whole()
		l := t.Only(whole, t.Attributes).Likeness(weights)
		alike := func(code string) []string { found, _ := l.Nearest(code, k); return Codes(found) }
		out = append(out, Check{"likeness", tool, k, hits(whole, known[tool], alike)})
		if where.all(whole) {
			onMap := func(code string) []string { return onMap(code, whole, where.Point, k) }
			beside = append(beside, Check{"map", tool, k, hits(whole, known[tool], onMap)}, Check{"oblast", tool, 0, hits(whole, known[tool], where.neighbours(whole))})
		}
	}
	return append(out, beside...)
}

// all reports whether the points of all places are known.
func (w Where) all(codes []string) bool {
	for _, c := range codes {
		if !w.Point(c).Known {
			return false
		}
	}
	return len(codes) > 0
}

// neighbours lists the other places of the oblast.
func (w Where) neighbours(places []string) func(code string) []string {
	by := map[string][]string{}
	for _, p := range places {
		by[w.Oblast(p)] = append(by[w.Oblast(p)], p)
	}
	return func(code string) (out []string) {
		for _, p := range by[w.Oblast(code)] {
			if p != code {
				out = append(out, p)
			}
		}
		return out
	}
}
