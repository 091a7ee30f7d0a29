// Package templates holds what the product carries with it: methods, rules,
// texts, fonts and page templates, embedded so that one file is the program.
package templates

import (
	"embed"
	"fmt"
	"io/fs"
	"path"

	"github.com/goccy/go-yaml"

	"depository/pipeline/wording"
)

// Files is the tree of embedded files, by their path below templates/.
//
//go:embed fonts geo hyphenation methods rules site wording
var Files embed.FS

// Languages are the languages that every text exists in, the first the default.
var Languages = []string{"uk", "en"}

// Wording reads the texts of templates/wording in one language. Each file there
// is one area: a map from key to text by language.
func Wording(lang string) (*wording.Catalogue, error) {
	names, err := fs.Glob(Files, "wording/*.yaml")
	if err != nil {
		return nil, err
	}
	texts := map[string]string{}
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
			if _, twice := texts[key]; twice {
				return nil, fmt.Errorf("%s: the key %s stands in two files", path.Base(name), key)
			}
			texts[key] = by[lang]
		}
	}
	return wording.New(lang, texts), nil
}
