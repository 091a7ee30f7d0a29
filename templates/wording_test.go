package templates

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"depository.example/depository/pipeline/survey/survey"
)

// allTexts reads every text of every language, by key.
func allTexts(t *testing.T) map[string]map[string]string {
	t.Helper()
	all := map[string]map[string]string{}
	names, err := fs.Glob(Files, "wording/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no texts: %v", err)
	}
	for _, name := range names {
		data, err := Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var area map[string]map[string]string
		if err := yaml.Unmarshal(data, &area); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for key, by := range area {
			if all[key] != nil {
				t.Errorf("%s: the key %s stands in two files", name, key)
			}
			all[key] = by
		}
	}
	return all
}

var placeholder = regexp.MustCompile(`\{([a-z_-]+)(\|[^}]*)?\}`)

// values lists the values that a text asks for, each once.
func values(text string) []string {
	var out []string
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func TestEveryTextIsThereInEveryLanguage(t *testing.T) {
	for key, by := range allTexts(t) {
		for _, lang := range Languages {
			if strings.TrimSpace(by[lang]) == "" {
				t.Errorf("%s has no text in %s", key, lang)
			}
		}
		if len(by) != len(Languages) {
			t.Errorf("%s has %d languages, want %v", key, len(by), Languages)
		}
		if uk, en := values(by["uk"]), values(by["en"]); !slices.Equal(uk, en) {
			t.Errorf("%s: the Ukrainian text uses %v, the English %v", key, uk, en)
		}
	}
}

// TestUkrainianTypography finds what an editor would mark: straight or English
// quotes, a straight apostrophe, a hyphen for a dash, Latin letters inside a word.
func TestUkrainianTypography(t *testing.T) {
	marks := map[string]*regexp.Regexp{
		"a straight or English quote":        regexp.MustCompile(`["“”]`),
		"a straight apostrophe":              regexp.MustCompile(`\p{Cyrillic}['ʼ]\p{Cyrillic}`),
		"a hyphen for a dash":                regexp.MustCompile(`\s-\s`),
		"Latin and Cyrillic within one word": regexp.MustCompile(`\p{Cyrillic}[a-zA-Z]|[a-zA-Z]\p{Cyrillic}`),
		"two spaces":                         regexp.MustCompile(`  `),
		"a letter that Ukrainian has not":    regexp.MustCompile(`[ыэёъЫЭЁЪ]`),
		"a space before a mark":              regexp.MustCompile(` [,.;:!?](\s|$)`),
	}
	for key, by := range allTexts(t) {
		text := placeholder.ReplaceAllString(by["uk"], "0$2")
		for what, mark := range marks {
			if what == "two spaces" && strings.HasPrefix(key, "help.") {
				continue // columns on a terminal
			}
			if found := mark.FindString(text); found != "" {
				t.Errorf("%s: %s: %q in %q", key, what, found, by["uk"])
			}
		}
	}
}

// TestEveryTextIsUsedAndEveryUseHasAText reads the string literals of the code.
// A key is used when a literal equals it, or when a literal that ends in "." or
// "-" begins it ("problem."+code).
func TestEveryTextIsUsedAndEveryUseHasAText(t *testing.T) {
	texts := allTexts(t)
	exact, prefixes := literals(t)
	for key := range texts {
		if !exact[strings.TrimSuffix(strings.TrimSuffix(key, ".like"), ".listed")] && !slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(key, p) }) {
			t.Errorf("the text %s is used nowhere", key)
		}
	}
	areas := regexp.MustCompile(`^(command|told|system|setting|usage|yaml|problem|form|report|site|page|figure|method\.(check|page|kind|note|step|by|clip|aggregate|weights|take|unit|roll)|diagnose|doubt|fault|index|review)\.[a-z0-9-]+(\.[a-z0-9-]+)*$`)
	for literal := range exact {
		if areas.MatchString(literal) && texts[literal] == nil && !isFileName(literal) {
			t.Errorf("the code uses the text %s, which does not exist", literal)
		}
	}
}

// TestEveryKindOfQuestionsIsNamed wants words for what is answered to each kind, and a
// name in each language for the answers that it brings with it.
func TestEveryKindOfQuestionsIsNamed(t *testing.T) {
	texts := allTexts(t)
	for _, word := range survey.KindWords() {
		if texts["method.kind."+word] == nil {
			t.Errorf("the kind %s has no text method.kind.%s", word, word)
		}
		kind, _ := survey.KindOf(word)
		for _, o := range (&survey.Criterion{Kind: kind}).Options() {
			if o.Name["uk"] == "" || o.Name["en"] == "" {
				t.Errorf("the answer %s of the kind %s lacks a name: %v", o.ID, word, o.Name)
			}
			if _, worth := kind.Points()[o.ID]; !worth {
				t.Errorf("the answer %s of the kind %s is worth nothing that is said", o.ID, word)
			}
		}
	}
}

func isFileName(s string) bool {
	switch filepath.Ext(s) {
	case ".yaml", ".pdf", ".csv", ".xlsx", ".json", ".html", ".go", ".css", ".js":
		return true
	}
	return false
}

var readable = regexp.MustCompile(`\.(go|html)$`)

var quotedKey = regexp.MustCompile(`\.T "([a-z0-9.-]+)"`)

// literals collects the string literals of all Go files that are not tests, and
// the keys in page templates.
func literals(t *testing.T) (exact map[string]bool, prefixes []string) {
	t.Helper()
	exact = map[string]bool{}
	err := filepath.WalkDir("..", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !readable.MatchString(file) || strings.HasSuffix(file, "_test.go") {
			return err
		}
		source, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if strings.HasSuffix(file, ".html") { // a page template quotes keys in its actions
			for _, m := range quotedKey.FindAllSubmatch(source, -1) {
				exact[string(m[1])] = true
			}
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, source, 0)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				s, _ := strconv.Unquote(lit.Value)
				exact[s] = true
				if strings.Count(s, ".") > 0 && (strings.HasSuffix(s, ".") || strings.HasSuffix(s, "-")) && !strings.Contains(s, " ") {
					prefixes = append(prefixes, s)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return exact, prefixes
}
