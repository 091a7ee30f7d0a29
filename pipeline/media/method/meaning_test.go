package method

import (
	"strings"
	"testing"

	"depository.example/depository/pipeline/measure/score"
)

// A method says which of its ids stand for the people of a place and for how easy a
// practice is to repeat; what is called so needs no word.
func TestMeaningOfIds(t *testing.T) {
	const people, transfer = "inputs: [{id: %s, kind: number}]\n", "tree: {id: root, parts: [{id: %s, parts: [{id: a}]}, {id: b}]}\n"
	for _, c := range []struct {
		input, dimension, meaning string
		want                      score.Meaning
		fault                     string
	}{
		{"population", "replicability", "", score.Meaning{Population: "population", Replicability: "replicability"}, ""},
		{"residents", "transfer", "", score.Meaning{}, ""},
		{"residents", "transfer", "meaning: {population: residents, replicability: transfer}", score.Meaning{Population: "residents", Replicability: "transfer"}, ""},
		{"residents", "replicability", "meaning: {population: residents}", score.Meaning{Population: "residents", Replicability: "replicability"}, ""},
		{"residents", "transfer", "meaning: {population: resident}", score.Meaning{}, `meaning.population must name an input of kind number; "resident" is none`},
		{"residents", "transfer", "meaning: {replicability: b}", score.Meaning{}, `meaning.replicability must name a dimension, a branch right below the root; "b" is none`},
	} {
		text := "method: 1\nid: m\n" + strings.Replace(people, "%s", c.input, 1) + strings.Replace(transfer, "%s", c.dimension, 1) + c.meaning
		m, err := Parse("m.yaml", []byte(text))
		switch {
		case c.fault != "":
			if err == nil || !strings.Contains(err.Error(), c.fault) {
				t.Errorf("%s: %v", c.meaning, err)
			}
		case err != nil:
			t.Errorf("%s: %v", c.meaning, err)
		case m.Model.Meaning != c.want:
			t.Errorf("%s: %+v, want %+v", c.meaning, m.Model.Meaning, c.want)
		}
	}
}
