package peers

import (
	"cmp"
	"math"
	"slices"

	"depository.example/depository/pipeline/survey/place"
)

// least is how many adopters and how many others it takes to judge a forecast.
const least = 20

// A Rate is how well a forecast tells adopters from others, each place left out of
// its own forecast.
type Rate struct {
	Places, Adopters int
	AUC              float64 // share of pairs of an adopter and another that are told apart, ties at half; NaN of no pair
}

// Error is the standard error of the AUC of a forecast that tells nothing (Mann and
// Whitney, Annals of Mathematical Statistics 18, 1947, p. 50–60).
func (r Rate) Error() float64 {
	a, b := float64(r.Adopters), float64(r.Places-r.Adopters)
	return math.Sqrt((a + b + 1) / (12 * a * b))
}

// Few reports that there are too few adopters, or too few others, to judge.
func (r Rate) Few() bool { return r.Adopters < least || r.Places-r.Adopters < least }

// Tells reports that the forecast is better than chance, at the one-sided level of
// 5 %: the AUC less 1.645 standard errors is above one half.
func (r Rate) Tells() bool { return !r.Few() && r.AUC-float64(1.645*r.Error()) > 0.5 }

// hits judges the forecast that a place does what its neighbours do: the share of
// adopters among those that near lists for it. A place without neighbours is not
// forecast and not counted.
func hits(places []string, adopted map[string]bool, near func(code string) []string) Rate {
	var yes, no []float64
	for _, p := range places {
		others := near(p)
		if len(others) == 0 {
			continue
		}
		adopters := 0
		for _, o := range others {
			if adopted[o] {
				adopters++
			}
		}
		share := float64(adopters) / float64(len(others))
		if adopted[p] {
			yes = append(yes, share)
		} else {
			no = append(no, share)
		}
	}
	return Rate{Places: len(yes) + len(no), Adopters: len(yes), AUC: auc(yes, no)}
}

// auc is the share of pairs in which the first is the greater, ties at half.
func auc(yes, no []float64) float64 {
	slices.Sort(no)
	wins := 0.0
	for _, x := range yes {
		below, _ := slices.BinarySearch(no, x)
		equal := below
		for equal < len(no) && no[equal] == x {
			equal++
		}
		wins += float64(below) + float64(equal-below)/2
	}
	return wins / (float64(len(yes)) * float64(len(no)))
}

// Codes returns the codes of peers.
func Codes(peers []Peer) []string {
	out := make([]string, len(peers))
	for i, p := range peers {
		out[i] = p.Code
	}
	return out
}

// Kilometres is the great-circle distance between two points on a sphere of the
// Earth's mean radius (6371.0088 km, IUGG), by the haversine formula.
func Kilometres(a, b place.Point) float64 {
	const radian = math.Pi / 180
	h := hav((b.Lat-a.Lat)*radian) + float64(math.Cos(a.Lat*radian)*float64(math.Cos(b.Lat*radian)*hav((b.Lon-a.Lon)*radian)))
	return 2 * 6371.0088 * math.Asin(math.Sqrt(min(1, h)))
}

func hav(x float64) float64 {
	s := math.Sin(x / 2)
	return float64(s * s)
}

// onMap returns the k of others that are nearest to a place on the map, ties by
// code; others without a point are left out.
func onMap(code string, others []string, at func(code string) place.Point, k int) []string {
	from := at(code)
	if !from.Known {
		return nil
	}
	type far struct {
		code string
		km   float64
	}
	var all []far
	for _, o := range others {
		if p := at(o); p.Known && o != code {
			all = append(all, far{o, Kilometres(from, p)})
		}
	}
	slices.SortFunc(all, func(a, b far) int { return cmp.Or(cmp.Compare(a.km, b.km), cmp.Compare(a.code, b.code)) })
	var out []string
	for _, f := range all[:min(k, len(all))] {
		out = append(out, f.code)
	}
	return out
}
