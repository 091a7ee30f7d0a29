package method

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"depository.example/depository/pipeline/media/yamltree"
	"depository.example/depository/templates"
)

// Every fault that the code can note has a text in every language.
func TestEveryFaultHasAText(t *testing.T) {
	noted := regexp.MustCompile(`(?:[fF]ault|[fF]aultAt|warn)\((?:\{[^}]*\}|\([^)]*\)\.?|[^,])*?, "([a-z0-9-]+)"[,)]|Code: +"([a-z0-9-]+)"|find\(.*?, "([a-z0-9-]+)"[,)]|return "(close-[a-z]+)"`)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	files = append(files, filepath.Join("..", "yamltree", "yamltree.go"))
	codes := map[string]bool{}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		for _, m := range noted.FindAllStringSubmatch(string(text), -1) {
			codes[strings.Join(m[1:], "")] = true
		}
	}
	if len(codes) < 90 {
		t.Fatalf("only %d codes are found in the code", len(codes))
	}
	for _, lang := range templates.Languages {
		words, err := templates.Wording(lang)
		if err != nil {
			t.Fatal(err)
		}
		for code := range codes {
			if !words.Has("fault." + code) {
				t.Errorf("%s: the fault %q has no text", lang, code)
			}
		}
	}
}

// A fault prints its particulars in both languages.
func TestFaultsInBothLanguages(t *testing.T) {
	_, err := Parse("m.yaml", []byte("method: 1\nid: m\nunit: {id: [u]}\ntree: {id: r, parts: [{id: a, wieght: 2}, {id: b, direction: sideways}]}\n"))
	faults, ok := err.(yamltree.Faults)
	if !ok || len(faults) != 2 {
		t.Fatalf("%v", err)
	}
	uk, err := templates.Wording("uk")
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"m.yaml:4:31: листок: ключа «wieght» немає; чи не «weight»?", "m.yaml:4:62: direction має бути одним із: higher, lower, а не «sideways»"} {
		if got := faults[i].In(uk); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if got, want := faults[1].Error(), `m.yaml:4:62: direction must be one of higher, lower, not "sideways"`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
