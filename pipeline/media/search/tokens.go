package search

import (
	"github.com/ncruces/go-sqlite3/ext/fts5"

	"depository.example/depository/pipeline/survey/lemma"
)

// mostKept bounds how many words keep their base forms at hand.
const mostKept = 1 << 16

// tokenizer hands FTS5 the base forms of words: all of one word stand at its place.
type tokenizer struct {
	words        *lemma.Dictionary
	terms, whole map[string][]string
}

func newTokenizer(words *lemma.Dictionary) *tokenizer {
	return &tokenizer{words: words, terms: map[string][]string{}, whole: map[string][]string{}}
}

// Tokenize yields the base forms of the words of a text: of a document with the
// parts of those with hyphens, of a query without.
func (t *tokenizer) Tokenize(flags fts5.TokenizeFlag, text, _ string, token fts5.TokenCallback) error {
	kept, find := t.terms, t.words.Terms
	if flags&fts5.TOKENIZE_QUERY != 0 {
		kept, find = t.whole, t.words.Whole
	}
	for at, word := range lemma.Words(text) {
		if flags&fts5.TOKENIZE_PREFIX != 0 { // the beginning of a word has no base form
			if err := token(0, lemma.Fold(word), at, at+len(word)); err != nil {
				return err
			}
			continue
		}
		bases, ok := kept[word]
		if !ok {
			if len(kept) >= mostKept {
				clear(kept)
			}
			bases = find(word)
			kept[word] = bases
		}
		var flag fts5.TokenFlag
		for _, base := range bases {
			if err := token(flag, base, at, at+len(word)); err != nil {
				return err
			}
			flag = fts5.TOKEN_COLOCATED
		}
	}
	return nil
}
