// Package yamlfile reads YAML that people write by hand: settings, methods, rules,
// layouts. It believes that whoever mistypes a line wants to be told which line,
// and what to write instead, in their own language: none of its errors is a
// sentence of the library, each knows its words (wording.Told).
package yamlfile

import (
	"bytes"
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"depository.example/depository/pipeline/survey/brief"
	"depository.example/depository/pipeline/survey/cell"
)

// Limits on what is read, so that no file can exhaust the machine.
const (
	MaxBytes   = 8 << 20
	MaxNesting = 200
)

// An Error is one thing wrong with the text of a file.
type Error struct {
	Line, Column int    // 1-based
	Key          string // of its text in the wording
	Args         []any  // names and values by turns
}

// Words returns the text with its place: "3:7: …".
func (e *Error) Words() (key string, args []any) {
	return "yaml.at", []any{"line", strconv.Itoa(e.Line), "column", strconv.Itoa(e.Column), "text", e.Text()}
}

// Error prints the place and what is wrong there, in English.
func (e *Error) Error() string {
	return strconv.Itoa(e.Line) + ":" + strconv.Itoa(e.Column) + ": " + e.Text().Error()
}

// Text returns what is wrong without its place, for whoever prints the place
// otherwise; it is a wording.Told.
func (e *Error) Text() error { return cell.Fail(e.Key, e.Args...) }

// Parse returns the tree of a file, or an *Error: larger than MaxBytes, nested
// deeper than MaxNesting, or not YAML.
func Parse(data []byte) (*ast.File, error) {
	if len(data) > MaxBytes {
		return nil, &Error{1, 1, "yaml.large", []any{"most", MaxBytes >> 20}}
	}
	if line := tooDeep(data); line > 0 {
		return nil, &Error{line, 1, "yaml.nested", []any{"most", MaxNesting}}
	}
	tree, err := parse(data)
	if err != nil {
		return nil, explained(err, data)
	}
	return tree, nil
}

// Decode reads a file into a Go value and refuses keys that the value has not.
// Its errors are of type *Error.
func Decode(data []byte, into any) error {
	if _, err := Parse(data); err != nil {
		return err
	}
	if err := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict()).Decode(into); err != nil {
		return explained(err, data)
	}
	return nil
}

// parse turns a panic of the parser on malformed text into an error.
func parse(data []byte) (tree *ast.File, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.New("not YAML")
		}
	}()
	return parser.ParseBytes(data, 0)
}

// tooDeep returns the line where the text nests too deeply for a recursive
// parser; 0: nowhere. Brackets within texts are counted too: that errs on the
// safe side.
func tooDeep(data []byte) int {
	depth, line, dashes := 0, 1, 0
	for _, c := range data {
		switch c {
		case '\n':
			line, dashes = line+1, 0
		case '[', '{':
			depth++
		case ']', '}':
			depth = max(depth-1, 0)
		case '-', '?', ':', '!', '&', '*':
			dashes++
		case ' ', '\t':
		default:
			dashes = 0
		}
		if depth > MaxNesting || dashes > MaxNesting {
			return line
		}
	}
	return 0
}

// messages are the sentences of the library, as far as a user is told more than
// that a line is not YAML.
var messages = []struct {
	has *regexp.Regexp
	key string
}{
	{regexp.MustCompile(`^tab character|cannot start any token`), "yaml.tab"},
	{regexp.MustCompile(`reserved character|directive`), "yaml.sign"},
	{regexp.MustCompile(`quoted text`), "yaml.quote"},
	{regexp.MustCompile(`must be specified|end token|corresponding to|flow map`), "yaml.bracket"},
	{regexp.MustCompile(`mapping key "?(?P<key>[^"]*)"? already defined`), "yaml.twice"},
	{regexp.MustCompile(`unknown field "(?P<key>[^"]*)"`), "yaml.unknown"},
	{regexp.MustCompile(`cannot unmarshal`), "yaml.type"},
	{regexp.MustCompile(`anchor|alias`), "yaml.anchor"},
	{regexp.MustCompile(`non-map value|key-value delimiter|invalid key|implicit line break|unexpected key name`), "yaml.colon"},
	{regexp.MustCompile(`not allowed in this context|unexpected map key|number of indent|unexpected scalar`), "yaml.indent"},
}

// explained returns an error of the library in our words.
func explained(err error, data []byte) *Error {
	out := &Error{Line: 1, Column: 1, Key: "yaml.other"}
	message := err.Error()
	var e yaml.Error
	if errors.As(err, &e) {
		message = e.GetMessage()
		if token := e.GetToken(); token != nil && token.Position != nil {
			out.Line, out.Column = max(token.Position.Line, 1), max(token.Position.Column, 1)
		}
	}
	for _, m := range messages {
		if found := m.has.FindStringSubmatch(message); found != nil {
			out.Key = m.key
			if i := m.has.SubexpIndex("key"); i > 0 {
				out.Args = []any{"key", found[i]}
			}
			break
		}
	}
	if lines := strings.Split(string(data), "\n"); out.Key != "yaml.twice" && out.Key != "yaml.unknown" && out.Line <= len(lines) {
		out.Args = append(out.Args, "source", brief.Letters(strings.TrimSpace(lines[out.Line-1]), mostShown))
	} else if out.Args == nil {
		out.Args = []any{"source", ""}
	}
	return out
}

// mostShown is how many letters of a line are shown.
const mostShown = 60
