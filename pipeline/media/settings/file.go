package settings

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"depository.example/depository/pipeline/media/yamlfile"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/tell/wording"
)

// An assignment is what a setting is given: a string, a bool or an int, as its kind says.
type assignment struct {
	*Setting
	Value any
}

// parseFile reads a configuration file, whose name stands in messages and whose folder
// its paths are relative to. own reports whether a name is that of a method of the
// program's own. Everything that is wrong is told at once; what is sound is returned
// all the same.
func parseFile(file string, data []byte, own func(name string) bool) ([]assignment, error) {
	tree, err := yamlfile.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	found := configReader{file: file, own: own, anchors: map[string]ast.Node{}}
	for _, doc := range tree.Docs {
		if doc.Body != nil {
			found.mapping("", doc.Body)
		}
	}
	return found.found, errors.Join(found.errs...)
}

// variables takes the DEPOSITORY_ variables of an environment ("name=text"); an empty
// one says nothing, one that names no setting is an error.
func variables(environ []string) ([]assignment, error) {
	var out []assignment
	var errs []error
	known := make([]string, len(All))
	for i, s := range All {
		known[i] = s.variable()
	}
	for _, entry := range environ {
		name, text, _ := strings.Cut(entry, "=")
		if !strings.HasPrefix(name, "DEPOSITORY_") || text == "" {
			continue
		}
		i := slices.Index(known, name)
		if i < 0 {
			errs = append(errs, Unknown("setting.variable", name, known))
			continue
		}
		value, err := All[i].Read(name, text)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		out = append(out, assignment{&All[i], value})
	}
	return out, errors.Join(errs...)
}

// Unknown says that a word is none of those known: the likely one, or all.
func Unknown(key, word string, known []string, more ...any) error {
	args := append([]any{"read", word}, more...)
	if like := reply.Meant(word, known); like != "" {
		return wording.Fail(key+".like", append(args, "like", like)...)
	}
	return wording.Fail(key, append(args, "list", strings.Join(known, ", "))...)
}

// A configReader takes the values of a configuration file, and notes what is wrong
// with them.
type configReader struct {
	file    string
	own     func(name string) bool // whether a name is that of a method of the program's own
	anchors map[string]ast.Node
	found   []assignment
	errs    []error
}

// at names a place of the file: config.yaml:12:3.
func (r *configReader) at(n ast.Node) string {
	p := n.GetToken().Position
	return fmt.Sprintf("%s:%d:%d", r.file, p.Line, p.Column)
}

// plain looks through anchors, aliases and tags; an alias of nothing stays one.
func (r *configReader) plain(n ast.Node) ast.Node {
	for range 8 { // an anchor can hold itself
		switch t := n.(type) {
		case *ast.AnchorNode:
			r.anchors[t.Name.GetToken().Value] = t.Value
			n = t.Value
		case *ast.AliasNode:
			value, ok := r.anchors[t.Value.GetToken().Value]
			if !ok {
				return n
			}
			n = value
		case *ast.TagNode:
			n = t.Value
		default:
			return n
		}
	}
	return n
}

// mapping takes the keys below a prefix ("" the whole file).
func (r *configReader) mapping(prefix string, n ast.Node) {
	m, ok := n.(ast.MapNode)
	if !ok {
		if n.Type() != ast.NullType {
			r.errs = append(r.errs, wording.Fail("setting.group", "at", r.at(n), "key", strings.TrimSuffix(prefix, "."), "list", strings.Join(below(prefix), ", ")))
		}
		return
	}
	for i := m.MapRange(); i.Next(); {
		key, value := prefix+i.Key().GetToken().Value, r.plain(i.Value())
		switch s := of(key); {
		case s != nil:
			r.take(s, value)
		case len(below(key+".")) > 0:
			r.mapping(key+".", value)
		default:
			r.errs = append(r.errs, Unknown("setting.key", key, keys(), "at", r.at(i.Key())))
		}
	}
}

// below lists the keys below a prefix.
func below(prefix string) []string {
	return slices.DeleteFunc(keys(), func(key string) bool { return !strings.HasPrefix(key, prefix) })
}

// take reads one value.
func (r *configReader) take(s *Setting, n ast.Node) {
	text, ok := scalar(n)
	if list, isList := n.(*ast.SequenceNode); isList && s.Kind == langs { // reports: [uk, en] says the same as reports: uk,en
		parts := make([]string, len(list.Values))
		ok = true
		for i, one := range list.Values {
			part, sound := scalar(r.plain(one))
			parts[i], ok = part, ok && sound
		}
		text = strings.Join(parts, ",")
	}
	switch {
	case n.Type() == ast.NullType:
		return
	case !ok:
		r.errs = append(r.errs, wording.Fail("setting.single", "at", r.at(n), "key", s.Key, "allowed",
			wording.Fail("setting.allowed."+string(s.Kind), "most", s.Most)))
		return
	}
	value, err := s.Read(r.at(n)+": "+s.Key, text)
	if err != nil {
		r.errs = append(r.errs, err)
		return
	}
	if typed, isText := value.(string); isText && s.isPath() {
		value = beside(r.file, typed, r.own)
	}
	r.found = append(r.found, assignment{s, value})
}

// scalar returns the text of a single value, a number as digits.
func scalar(n ast.Node) (string, bool) {
	switch t := n.(type) {
	case *ast.IntegerNode:
		return fmt.Sprint(t.Value), true
	case *ast.StringNode:
		return t.Value, true
	case *ast.LiteralNode:
		return strings.TrimSpace(t.Value.Value), true
	case ast.ScalarNode:
		return n.GetToken().Value, true
	}
	return "", false
}

// beside reads a path of a configuration file: relative to its folder. A
// bare name is left alone (a method of the program's own).
func beside(file, path string, own func(name string) bool) string {
	if path == "" || filepath.IsAbs(path) || filepath.Dir(file) == "." || own(path) {
		return path
	}
	return filepath.Join(filepath.Dir(file), path)
}

// home returns a path with the user's home folder for a leading «~», as shells read
// it where no «=» or quotation mark stands before.
func home(path string) string {
	rest, tilde := strings.CutPrefix(path, "~")
	if !tilde || rest != "" && !os.IsPathSeparator(rest[0]) {
		return path
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return path
	}
	return filepath.Join(home, rest)
}
