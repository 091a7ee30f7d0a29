package yamlfile

import (
	"errors"
	"strings"
	"testing"

	"depository.example/depository/internal/trial"
)

// TestWhatIsWrongIsSaidWithItsPlace: the first slip in each text, as a person who
// looks at it would name it.
func TestWhatIsWrongIsSaidWithItsPlace(t *testing.T) {
	for _, c := range []struct {
		text string
		line int
		key  string
	}{
		{"a: 1\nb: [1, 2", 2, "yaml.bracket"},
		{"a: {b: 1", 1, "yaml.bracket"},
		{"a: 'x", 1, "yaml.quote"},
		{"a: \"x\nb: y", 1, "yaml.quote"},
		{"a:\n\tb: 1", 2, "yaml.tab"},
		{"a: 1\nb: 2\na: 3", 3, "yaml.twice"},
		{"lang uk\nb: 1", 1, "yaml.colon"},
		{"a: b: c", 1, "yaml.indent"},
		{"a: @x", 1, "yaml.sign"},
		{"a: %x", 1, "yaml.sign"},
		{"a: *x", 1, "yaml.anchor"},
		{"c: 1", 1, "yaml.unknown"},
		{"a: [1]", 1, "yaml.type"},
		{strings.Repeat("[", 300), 1, "yaml.nested"},
		{strings.Repeat("#", MaxBytes+1), 1, "yaml.large"},
	} {
		var into struct {
			A string
			B int
		}
		err := Decode([]byte(c.text), &into)
		var e *Error
		if !errors.As(err, &e) || e.Line != c.line || e.Key != c.key {
			t.Errorf("%.20q: %v, want line %d and %s", c.text, err, c.line, c.key)
		}
	}
	var into struct{ A string }
	if err := Decode([]byte("a: x\n"), &into); err != nil || into.A != "x" {
		t.Errorf("a sound file: %q, %v", into.A, err)
	}
}

func FuzzParse(f *testing.F) {
	trial.Seed(f, []byte("a: [1, {b: 'c'}]\n- x"))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := Parse(data)
		var e *Error
		if err != nil && (!errors.As(err, &e) || e.Line < 1 || e.Column < 1 || !strings.HasPrefix(e.Key, "yaml.")) {
			t.Fatalf("%#v", err)
		}
	})
}
