package lemma

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// The text of a packed dictionary: comments, the rules of endings, the words.
const (
	rulesMark = "rules "
	wordsMark = "words "
)

// Pack writes a dictionary of hunspell (its .aff and .dic, UTF-8, flags of one
// ASCII character, suffixes alone) as Load reads it, before it is compressed. What
// the dictionary spells in several ways that Fold makes one bears the flags of all.
// Note is put in front, as comments.
func Pack(aff, dic []byte, note string) ([]byte, error) {
	var b bytes.Buffer
	for line := range strings.Lines(note) {
		b.WriteString("# " + strings.TrimRight(line, "\n") + "\n")
	}
	list, err := packRules(string(aff))
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(&b, "%s%d\n%s\n", rulesMark, len(list), strings.Join(list, "\n"))
	flags, err := packWords(string(dic))
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(&b, "%s%d\n", wordsMark, len(flags))
	before := ""
	for i, word := range slices.Sorted(maps.Keys(flags)) {
		appendWord(&b, before, word, flags[word], i%block == 0)
		before = word
	}
	return b.Bytes(), nil
}

// packRules returns the rules of an .aff file: flag, strip, add, condition.
func packRules(aff string) ([]string, error) {
	var list []string
	for line := range strings.Lines(aff) {
		f := strings.Fields(line)
		switch {
		case len(f) > 0 && (f[0] == "PFX" || f[0] == "FLAG" || f[0] == "AF" || f[0] == "NEEDAFFIX"):
			return nil, fmt.Errorf("the dictionary uses %s, which this package does not know", f[0])
		case len(f) < 5 || f[0] != "SFX":
		case len(f[1]) != 1 || strings.Contains(f[3], "/"):
			return nil, fmt.Errorf("the rule %q has a long flag, or flags of its own", line)
		default:
			list = append(list, strings.Join([]string{f[1], Fold(f[2]), Fold(f[3]), foldCondition(f[4])}, " "))
		}
	}
	slices.Sort(list)
	return slices.Compact(list), nil
}

// foldCondition is Fold for a pattern.
func foldCondition(c string) string { return strings.ReplaceAll(strings.ToLower(c), "ґ", "г") }

// packWords returns the flags of each word of a .dic file, sorted, each once.
func packWords(dic string) (map[string]string, error) {
	out := map[string]string{}
	_, dic, _ = strings.Cut(dic, "\n") // the first line counts
	for line := range strings.Lines(dic) {
		word, flags, _ := strings.Cut(strings.TrimSpace(line), "/")
		if strings.ContainsAny(word, " \t") || strings.ContainsAny(flags, " \t/") {
			return nil, fmt.Errorf("the line %q is no word with flags", line)
		}
		if word = Fold(word); word != "" {
			all := []byte(out[word] + flags)
			slices.Sort(all)
			out[word] = string(slices.Compact(all))
		}
	}
	return out, nil
}

// errPacked is told where bytes are no dictionary.
var errPacked = errors.New("this is no packed dictionary of words")

// Load reads what Pack wrote, compressed with gzip.
func Load(packed []byte) (*Dictionary, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	var text strings.Builder
	if n := len(packed); n > 4 { // gzip ends with the length of the text
		text.Grow(int(min(uint32(packed[n-4])|uint32(packed[n-3])<<8|uint32(packed[n-2])<<16|uint32(packed[n-1])<<24, 64<<20)))
	}
	if _, err := io.Copy(&text, z); err != nil {
		return nil, err
	}
	return parse(text.String())
}

// parse reads the text of a packed dictionary.
func parse(text string) (*Dictionary, error) {
	for strings.HasPrefix(text, "#") {
		_, text, _ = strings.Cut(text, "\n")
	}
	n, text, err := counted(text, rulesMark)
	if err != nil {
		return nil, err
	}
	d := &Dictionary{}
	conditions := map[string]condition{}
	for range n {
		line, rest, ok := strings.Cut(text, "\n")
		if !ok {
			return nil, errPacked
		}
		if err := d.rules.add(line, conditions); err != nil {
			return nil, err
		}
		text = rest
	}
	if n, text, err = counted(text, wordsMark); err != nil {
		return nil, err
	}
	d.words = newWords(text)
	if want := (n + block - 1) / block; n == 0 || len(d.words.heads) != want || !strings.HasSuffix(text, "\n") {
		return nil, errPacked
	}
	return d, nil
}

// counted reads a line of a mark and a number.
func counted(text, mark string) (n int, rest string, err error) {
	line, rest, _ := strings.Cut(text, "\n")
	number, ok := strings.CutPrefix(line, mark)
	if n, err = strconv.Atoi(number); !ok || err != nil {
		return 0, "", errPacked
	}
	return n, rest, nil
}
