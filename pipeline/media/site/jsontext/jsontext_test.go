package jsontext

import (
	"bytes"
	"encoding/json"
	"math"
	"testing"
)

// What is written by hand is what encoding/json writes, but for the escapes of mark-up.
func TestJSONByHand(t *testing.T) {
	for _, text := range []string{"", "а", "\x00\x01\b\f\n\r\t\x1f\x7f", `"\<>&'/`, "bad \xff\xfe", "lines \u2028 \u2029", "\uFFFD", "Ґ’є😀"} {
		var want bytes.Buffer
		e := json.NewEncoder(&want)
		e.SetEscapeHTML(false)
		if err := e.Encode(text); err != nil {
			t.Fatal(err)
		}
		got, back := Text(nil, text), ""
		if err := json.Unmarshal(got, &back); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if string(got)+"\n" != want.String() {
			t.Errorf("%q: %s, want %s", text, got, want.String())
		}
	}
	for _, x := range []float64{0, math.Copysign(0, -1), 1, -0.1, 1.0 / 3, 1e-6, 9.9e-7, 1e20, 1e21, 5e-324, math.MaxFloat64, 61.25} {
		want, err := json.Marshal(x)
		if err != nil {
			t.Fatal(err)
		}
		if got := Number(nil, x); string(got) != string(want) {
			t.Errorf("%v: %s, want %s", x, got, want)
		}
	}
	if got := Number(nil, math.NaN()); string(got) != "null" {
		t.Errorf("NaN: %s", got)
	}
}
