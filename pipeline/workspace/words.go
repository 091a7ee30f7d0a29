package workspace

import (
	"errors"
	"io/fs"
	"os"
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

// SynonymsFile is the list of one's own synonyms, among the inputs; as the program's own.
const SynonymsFile = "synonyms.txt"

// Index makes an index of documents with the words and the synonyms that the program
// carries: in memory, or kept in a file where one is named. Synonyms of one's own lie in
// a file that need not be there.
func Index(docs []search.Document, file, own string) (*search.Index, search.Synonyms, error) {
	words, err := Words()
	if err != nil {
		return nil, nil, err
	}
	text, err := templates.Files.ReadFile("search-synonyms.txt")
	if err != nil {
		return nil, nil, err
	}
	mine, err := os.ReadFile(own)
	if err != nil && own != "" && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, err
	}
	synonyms := append(search.ReadSynonyms(string(text)), search.ReadSynonyms(string(mine))...)
	if file == "" {
		x, err := search.New(words, docs)
		return x, synonyms, err
	}
	x, _, err := search.Kept(file, words, docs)
	return x, synonyms, err
}
