package method

import (
	"encoding/json"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"depository.example/depository/pipeline/survey/survey"
)

// TestSchemaKnowsTheKeys holds docs/method.schema.json against the parser: each
// object of a method file has the same keys in both. The parser tells its keys
// when it meets one that it cannot guess.
func TestSchemaKnowsTheKeys(t *testing.T) {
	data, err := os.ReadFile("../../../docs/method.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema map[string]any
	if err := json.Unmarshal(data, &schema); err != nil {
		t.Fatal(err)
	}
	const head = "method: 1\nid: x\n"
	const odd = "zzzzzzzzzzzz: 1"
	for path, text := range map[string]string{
		"":                                   head + odd + "\ntree: {id: a}",
		"properties/scale":                   head + "scale: {" + odd + "}\ntree: {id: a}",
		"properties/unit":                    head + "unit: {" + odd + "}\ntree: {id: a}",
		"properties/defaults":                head + "defaults: {" + odd + "}\ntree: {id: a}",
		"properties/themes/anyOf/1/items":    head + "themes: [{id: t, " + odd + "}]\ntree: {id: a}",
		"properties/inputs/anyOf/0":          head + "inputs: [{id: i, " + odd + "}]\ntree: {id: a}",
		"properties/rollup/anyOf/0":          head + "rollup: [{from: practice, to: partner, " + odd + "}]\ntree: {id: a}",
		"properties/levels/anyOf/0":          head + "levels: [{level: 0, from: 0, " + odd + "}]\ntree: {id: a}",
		"properties/peers":                   head + "peers: {" + odd + "}\ntree: {id: a}",
		"properties/meaning":                 head + "meaning: {" + odd + "}\ntree: {id: a}",
		"properties/uncertainty":             head + "uncertainty: {" + odd + "}\ntree: {id: a}",
		"properties/sources/anyOf/0/anyOf/1": head + "sources: [{title: t, " + odd + "}]\ntree: {id: a}",
		"$defs/node/anyOf/0":                 head + "tree: {id: a, " + odd + ", parts: [{id: b}]}",
		"$defs/node/anyOf/1":                 head + "tree: {id: a, " + odd + "}",
		"$defs/normalise/anyOf/2":            head + "tree: {id: a, normalise: {by: goalposts, low: 0, high: 1, " + odd + "}}",
		"$defs/normalise/anyOf/6":            head + "tree: {id: a, normalise: {by: distance_to_target, target: 1, " + odd + "}}",
		"$defs/normalise/anyOf/11":           head + "tree: {id: a, normalise: {by: zscore, " + odd + "}}",
	} {
		_, err := Parse("x.yaml", []byte(text))
		if err == nil {
			t.Errorf("%s: the odd key was taken", path)
			continue
		}
		m := regexp.MustCompile(`"zzzzzzzzzzzz"; it may have ([^\n]*)`).FindStringSubmatch(err.Error())
		if m == nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		want := strings.Split(m[1], ", ")
		if got := properties(t, schema, path); !slices.Equal(got, want) {
			t.Errorf("%s: the schema has\n%q, the parser\n%q", path, got, want)
		}
	}
}

// TestSchemaKnowsTheKinds holds the kinds of questions of the schema, and the answers that
// are worth points, against those that there are.
func TestSchemaKnowsTheKinds(t *testing.T) {
	data, err := os.ReadFile("../../../docs/method.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Defs struct {
			Kind   struct{ Enum []string }
			Points struct{ Properties map[string]any }
		} `json:"$defs"`
	}
	if err := json.Unmarshal(data, &schema); err != nil {
		t.Fatal(err)
	}
	if got, want := schema.Defs.Kind.Enum, survey.KindWords(); !slices.Equal(got, want) {
		t.Errorf("the schema has the kinds %q, survey %q", got, want)
	}
	answers := map[string]float64{}
	for _, word := range survey.KindWords() {
		kind, _ := survey.KindOf(word)
		maps.Copy(answers, kind.Points())
	}
	got, want := slices.Sorted(maps.Keys(schema.Defs.Points.Properties)), slices.Sorted(maps.Keys(answers))
	if !slices.Equal(got, want) {
		t.Errorf("the schema has points for the answers %q, survey %q", got, want)
	}
}

// properties lists the keys of the object at a path of the schema, ascending.
func properties(t *testing.T, schema any, path string) []string {
	t.Helper()
	at := schema
	for _, step := range strings.Split(path, "/") {
		switch v := referred(schema, at).(type) {
		case map[string]any:
			if step != "" {
				at = v[step]
			}
		case []any:
			i := 0
			for _, c := range step {
				i = 10*i + int(c-'0')
			}
			at = v[i]
		}
	}
	object, ok := referred(schema, at).(map[string]any)
	if !ok {
		t.Fatalf("the schema has nothing at %s", path)
	}
	var keys []string
	found := object["properties"]
	if found == nil { // many: {anyOf: [object, list]}
		found = referred(schema, object["anyOf"].([]any)[0]).(map[string]any)["properties"]
	}
	for k := range found.(map[string]any) {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// referred returns what a part of the schema refers to, itself where it refers to nothing.
func referred(schema, at any) any {
	object, _ := at.(map[string]any)
	ref, _ := object["$ref"].(string)
	if name, ok := strings.CutPrefix(ref, "#/$defs/"); ok {
		return schema.(map[string]any)["$defs"].(map[string]any)[name]
	}
	return at
}
