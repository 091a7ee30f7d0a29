package workspace

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"strings"
	"sync"

	"depository.example/depository/pipeline/media/regular"
	"depository.example/depository/pipeline/survey/lemma"
	"depository.example/depository/pipeline/survey/synonym"
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

// Synonyms are those that the program carries, and those of one's own in a file that need
// not be there; "" none.
func Synonyms(own string) (synonym.Groups, error) {
	text, err := templates.Files.ReadFile("search-synonyms.txt")
	if err != nil {
		return nil, err
	}
	mine, err := regular.ReadFile(own)
	if err != nil && own != "" && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return append(synonym.Read(string(text)), synonym.Read(string(mine))...), nil
}

// PrintLemmas prints each line read, a tab, and the base forms of the word on it.
func PrintLemmas(in io.Reader, out io.Writer) error {
	words, err := Words()
	if err != nil {
		return err
	}
	lines, w := bufio.NewReader(in), bufio.NewWriter(out)
	for {
		line, err := lines.ReadString('\n')
		if line != "" {
			word := strings.TrimSpace(strings.TrimPrefix(line, "\ufeff"))
			w.WriteString(word + "\t" + strings.Join(words.Of(word), "|") + "\n")
		}
		if errors.Is(err, io.EOF) {
			return w.Flush()
		}
		if err != nil {
			return err
		}
	}
}
