package reply

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"depository.example/depository/pipeline/survey/cell"
)

// What is not there is told with what was meant, of all, or with what there is, of some.
func TestNoneSuch(t *testing.T) {
	var many []string
	for i := range 60 {
		many = append(many, fmt.Sprintf("p%02d", i))
	}
	for _, c := range []struct {
		word         string
		some, others []string
		like         []string
		list         string
	}{
		{"kiyv", []string{"kyiv", "lviv"}, []string{"kyiv/1"}, []string{"kyiv"}, ""},
		{"kyiv/", []string{"lviv", "kyiv"}, []string{"kyiv/1"}, []string{"kyiv", "kyiv/1"}, ""},
		{"lviv/", []string{"lviv", "kyiv"}, []string{"kyiv/1"}, []string{"lviv"}, ""},
		{"xxxx", []string{"kyiv", "lviv"}, []string{"kyiv/1"}, nil, "kyiv, lviv"},
		{"xxxx", many, nil, nil, strings.Join(many[:mostKnown], ", ") + ", …"},
	} {
		var told interface{ Words() (string, []any) }
		if !errors.As(NoneSuch("k", c.word, Names(c.some), Names(c.others), "more", 1), &told) {
			t.Fatal("no text")
		}
		key, args := told.Words()
		like, _ := args[5].(cell.Choice)
		list, _ := args[5].(string)
		if (key == "k.like") != (c.like != nil) || !slices.Equal(like, c.like) || list != c.list || fmt.Sprint(args[:4]) != fmt.Sprint([]any{"read", c.word, "more", 1}) {
			t.Errorf("%q: %s, %v", c.word, key, args)
		}
	}
}
