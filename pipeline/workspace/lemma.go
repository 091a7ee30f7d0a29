package workspace

import (
	"sync"

	"depository.example/depository/pipeline/survey/lemma"
	"depository.example/depository/templates"
)

// Words returns the dictionary of base forms that the program carries, read on
// first use.
var Words = sync.OnceValues(func() (*lemma.Dictionary, error) {
	packed, err := templates.Files.ReadFile("lemma/uk_UA.gz")
	if err != nil {
		return nil, err
	}
	return lemma.Load(packed)
})
