package oblasts

import (
	"math"
	"testing"

	"depository.example/depository/pipeline/survey/place"
)

// The map has the 27 units of the codifier, each with a place for its label inside.
func TestEveryOblastIsOnTheMap(t *testing.T) {
	seen := map[string]Oblast{}
	for _, o := range All() {
		seen[o.ID] = o
	}
	for _, o := range place.Oblasts {
		if seen[o.ISO].Radius <= 0 {
			t.Errorf("%s has no place on the map", o.EN)
		}
	}
	if len(seen) != len(place.Oblasts) || len(seen) != 27 {
		t.Errorf("%d units on the map, %d in the codifier", len(seen), len(place.Oblasts))
	}
}

// Areas are true to one another: Odesa oblast has 33,310 km², Chernivtsi 8,097
// (State Statistics Service of Ukraine, 2021).
func TestAreasAreTrue(t *testing.T) {
	areas := map[string]float64{}
	for _, o := range All() {
		for _, ring := range o.Rings {
			sum := 0.0
			for i, q := range ring {
				p := ring[(i+1)%len(ring)]
				sum += q.X*p.Y - p.X*q.Y
			}
			areas[o.ID] += math.Abs(sum) / 2
		}
	}
	if got, want := areas["UA-51"]/areas["UA-77"], 33310.0/8097; math.Abs(got/want-1) > 0.05 {
		t.Errorf("Odesa is %.2f times Chernivtsi, want %.2f", got, want)
	}
}
