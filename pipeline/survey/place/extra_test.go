package place_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"depository.example/depository/pipeline/survey/place"
)

// extraRows are a list as an office would write it, good rows and bad ones.
var extraRows = [][]string{
	{"Code", "name", "oblast", "lat", "lon", "remark"},
	{"ZZ01", "Яснодольська", "Вінницька область", "48,9", "28.5", "invented"},
	{"ZZ02", "Тихолозька", "Вінницька", "", ""},
	{"", "", "", "", ""},
	{"UA32100130000093505", "", "", "51.52", "30.75"}, // Славутицька: coordinates alone
	{"ZZ01", "Інша", "Вінницька", "", ""},             // twice
	{"ZZ03", "", "Вінницька", "", ""},                 // no name
	{"ZZ04", "Барська", "Одеська", "", ""},            // borne by a real one
	{"ZZ05", "Глибоколуцька", "Нидеська", "", ""},     // no such oblast
	{"ZZ06", "Крутовежівська", "Одеська", "48", ""},   // half a point
	{"ZZ07", "Крутовежівська", "Одеська", "48", "пів"},
	{"UA32100130000099999", "", "", "51", "30"}, // not in the codifier
	{"X1", "Десь", "Одеська", "", ""},
}

func TestExtraPlaces(t *testing.T) {
	real := place.NewRegistry([]place.Hromada{
		{Code: "UA32100130000093505", Name: "Славутицька"},
		{Code: "UA05060010000022137", Name: "Барська"},
	})
	list, faults, err := place.ReadExtras(extraRows, real)
	if err != nil {
		t.Fatal(err)
	}
	want := []place.Extra{
		{Hromada: place.Hromada{Code: "ZZ01", Name: "Яснодольська"}, Oblast: "UA05000000000010236", Point: place.Point{Lat: 48.9, Lon: 28.5, Known: true}},
		{Hromada: place.Hromada{Code: "ZZ02", Name: "Тихолозька"}, Oblast: "UA05000000000010236"},
		{Hromada: place.Hromada{Code: "UA32100130000093505", Name: "Славутицька"}, Oblast: "UA32000000000030281", Point: place.Point{Lat: 51.52, Lon: 30.75, Known: true}},
	}
	if diff := cmp.Diff(want, list); diff != "" {
		t.Error(diff)
	}
	wrong := []place.ExtraFault{
		{Row: 6, Col: 1, Code: "twice", Read: "ZZ01"},
		{Row: 7, Col: 2, Code: "name"},
		{Row: 8, Col: 2, Code: "bears", Read: "Барська", Other: "Барська (Вінницька область) UA05060010000022137"},
		{Row: 9, Col: 3, Code: "oblast", Read: "Нидеська"},
		{Row: 10, Col: 5, Code: "point"},
		{Row: 11, Col: 5, Code: "point", Read: "пів"},
		{Row: 12, Col: 1, Code: "unknown", Read: "UA32100130000099999"},
		{Row: 13, Col: 1, Code: "code", Read: "X1"},
	}
	if diff := cmp.Diff(wrong, faults); diff != "" {
		t.Error(diff)
	}
}

// An extra place is found as one of the codifier is, within its oblast, and the
// registry that it was added to does not know it.
func TestExtraPlacesAreFound(t *testing.T) {
	real := place.NewRegistry([]place.Hromada{{Code: "UA32100130000093505", Name: "Славутицька"}})
	list, _, err := place.ReadExtras(extraRows, real)
	if err != nil {
		t.Fatal(err)
	}
	both := real.With(list)
	for _, c := range []struct{ text, oblast, want string }{
		{"Яснодольська", "", "ZZ01"},
		{"яснодольська громада", "UA05000000000010236", "ZZ01"},
		{"Яснодольська міська рада Вінницької області", "", "ZZ01"},
		{"Яснодольська", "UA51000000000030770", ""},
		{"zz01", "", "ZZ01"},
		{"Яснодольськ", "", ""},
		{"Славутицька", "", "UA32100130000093505"},
	} {
		if m := both.Match(c.text, c.oblast); m.Code != c.want {
			t.Errorf("%q in %q: %+v, want %q", c.text, c.oblast, m, c.want)
		}
	}
	if m := real.Match("Яснодольська", ""); m.Code != "" {
		t.Errorf("the first registry knows %+v", m)
	}
	if o, ok := both.OblastOf("ZZ01"); !ok || o.ISO != "UA-05" {
		t.Errorf("oblast %+v", o)
	}
	if p := both.PointOf("ZZ01"); p != (place.Point{Lat: 48.9, Lon: 28.5, Known: true}) {
		t.Errorf("point %+v", p)
	}
	if got := both.Describe(place.Hromada{Code: "ZZ01", Name: "Яснодольська"}); got != "Яснодольська (Вінницька область) ZZ01" {
		t.Error(got)
	}
	if _, ok := both.OblastOf("ZZ99"); ok {
		t.Error("an unknown code lies in an oblast")
	}
}

func TestExtraPlacesNeedACode(t *testing.T) {
	for _, rows := range [][][]string{nil, {{"name", "oblast"}, {"Яснодольська", "Вінницька"}}} {
		if _, _, err := place.ReadExtras(rows, nil); err == nil {
			t.Errorf("%v: no error", rows)
		}
	}
}
