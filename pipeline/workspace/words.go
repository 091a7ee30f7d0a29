package workspace

import (
	"sync"

	"depository.example/depository/pipeline/media/search"
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

// Index makes an index of documents with the words and the synonyms that the program
// carries.
func Index(docs []search.Document) (*search.Index, search.Synonyms, error) {
	words, err := Words()
	if err != nil {
		return nil, nil, err
	}
	text, err := templates.Files.ReadFile("search-synonyms.txt")
	if err != nil {
		return nil, nil, err
	}
	x, err := search.New(words, docs)
	return x, search.ReadSynonyms(string(text)), err
}
