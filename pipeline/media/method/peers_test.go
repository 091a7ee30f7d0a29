package method

import (
	"reflect"
	"strings"
	"testing"

	"depository.example/depository/pipeline/measure/peers"
)

// The likeness of places is read as written, and its faults are told with their lines.
func TestPeers(t *testing.T) {
	const text = "method: 1\nid: x\npeers:\n  weights: {population: 2}\n  directions: {money: {kind: 0}}\n  box: [population, kind]\ntree: {id: a}\n"
	m, err := Parse("x.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	want := peers.Rule{Weights: map[string]float64{"population": 2}, Directions: map[string]map[string]float64{"money": {"kind": 0}}, Box: []string{"population", "kind"}}
	if !reflect.DeepEqual(m.Peers, want) {
		t.Errorf("%+v", m.Peers)
	}
	if w, ok := m.Peers.Toward("money"); !ok || w["kind"] != 0 || w["population"] != 2 {
		t.Errorf("%v, %t", w, ok)
	}
	if _, ok := m.Peers.Toward("people"); ok {
		t.Error("a direction that the method does not name is known")
	}
	for _, wrong := range []string{"{population: -1}", "{population: many}", "[population]"} {
		_, err := Parse("x.yaml", []byte(strings.Replace(text, "{population: 2}", wrong, 1)))
		if err == nil || !strings.Contains(err.Error(), "x.yaml:4:") {
			t.Errorf("%s: %v", wrong, err)
		}
	}
}
