// Package yamltree reads a YAML file that people write by hand key by key. It
// believes that a file is judged whole: every key that nobody asked for, every value
// that is not what it has to be is noted with its line, what is allowed and what was
// probably meant, and all of them are told at once.
package yamltree

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"depository.example/depository/pipeline/media/yamlfile"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/templates"
)

// A Fault is one thing wrong with a file: where it stands and what to
// write instead; or with the columns of a table, which has no place here.
type Fault struct {
	File         string // "" of a table
	Line, Column int    // 1-based; 0 not known
	Code         string // of its text in the wording, behind "fault."
	Args         []any  // names and values by turns
}

// Error prints the fault in English.
func (f Fault) Error() string { return f.In(english()) }

// In prints the fault in a language, behind its place.
func (f Fault) In(t *wording.Catalogue) string {
	args := slices.Clone(f.Args)
	for i := 0; i+1 < len(args); i += 2 {
		what, ok := args[i+1].(string)
		if key := "fault.what." + strings.ReplaceAll(what, " ", "-"); ok && args[i] == "what" && t.Has(key) {
			args[i+1] = t.T(key)
		}
	}
	text := t.Tell(wording.Fail("fault."+f.Code, args...), func(error) string { return "" })
	if f.File == "" {
		return text
	}
	return fmt.Sprintf("%s:%d:%d: %s", f.File, f.Line, f.Column, text)
}

// english is the wording that faults are printed in as errors.
var english = sync.OnceValue(func() *wording.Catalogue {
	texts, err := templates.Wording("en")
	if err != nil {
		return wording.New("en", nil) // prints codes; the texts are tested
	}
	return texts
})

// Faults are all faults of a file in the order of their places.
type Faults []Fault

// In prints a line a fault, in a language.
func (l Faults) In(t *wording.Catalogue) string {
	lines := make([]string, len(l))
	for i, f := range l {
		lines[i] = f.In(t)
	}
	return strings.Join(lines, "\n")
}

// Error prints a line a fault, in English.
func (l Faults) Error() string {
	return l.In(english())
}

// maxValues is how many values are visited, aliases counted as often as they are
// used, so that no file can exhaust the machine.
const maxValues = 1 << 20

// A Reader walks a YAML tree and notes every fault with its place.
type Reader struct {
	File    string // its name in faults
	Faults  Faults // so far, in the order in which they were met
	anchors map[string]ast.Node
	visited int
}

// A Value is one value of the file with its place.
type Value struct {
	Node ast.Node // never nil, an alias, an anchor or a tag
	Pos  *token.Position
}

// Open parses the file; nil when it is no YAML mapping.
func (r *Reader) Open(data []byte) *Mapping {
	tree, err := yamlfile.Parse(data)
	if e := (*yamlfile.Error)(nil); errors.As(err, &e) {
		r.FaultAt(&token.Position{Line: e.Line, Column: e.Column}, "syntax", "text", e.Text())
		return nil
	}
	if len(tree.Docs) != 1 || tree.Docs[0].Body == nil {
		r.FaultAt(&token.Position{Line: 1, Column: 1}, "one-document")
		return nil
	}
	r.anchors = map[string]ast.Node{}
	ast.Walk(anchorFinder{r.anchors}, tree.Docs[0].Body)
	return r.Mapping(r.resolve(tree.Docs[0].Body, 0), "the file")
}

type anchorFinder struct{ found map[string]ast.Node }

// Visit notes the anchors.
func (a anchorFinder) Visit(n ast.Node) ast.Visitor {
	if an, ok := n.(*ast.AnchorNode); ok && an.Name != nil {
		a.found[an.Name.GetToken().Value] = an.Value
	}
	return a
}

// FaultAt notes a fault at a place; args are names and values by turns.
func (r *Reader) FaultAt(p *token.Position, code string, args ...any) {
	f := Fault{File: r.File, Code: code, Args: args}
	if p != nil {
		f.Line, f.Column = p.Line, p.Column
	}
	if len(r.Faults) < 200 {
		r.Faults = append(r.Faults, f)
	}
}

// Fault notes a fault of a value.
func (r *Reader) Fault(v Value, code string, args ...any) { r.FaultAt(v.Pos, code, args...) }

// Err returns the faults in order; nil when there are none.
func (r *Reader) Err() error {
	if len(r.Faults) == 0 {
		return nil
	}
	slices.SortStableFunc(r.Faults, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return slices.CompactFunc(r.Faults, func(a, b Fault) bool { return a.Error() == b.Error() })
}

// resolve looks through aliases, anchors and tags.
func (r *Reader) resolve(n ast.Node, depth int) Value {
	r.visited++
	pos := &token.Position{Line: 1, Column: 1}
	if n != nil && n.GetToken() != nil && n.GetToken().Position != nil {
		pos = n.GetToken().Position
	}
	null := Value{ast.Null(&token.Token{Value: "null", Position: pos}), pos}
	if n == nil || depth > yamlfile.MaxNesting || r.visited > maxValues {
		if r.visited == maxValues+1 {
			r.FaultAt(pos, "values-many")
		}
		return null
	}
	switch t := n.(type) {
	case *ast.AliasNode:
		if target := r.anchors[t.Value.GetToken().Value]; target != nil {
			return r.resolve(target, depth+1)
		}
		r.FaultAt(pos, "no-anchor", "name", t.Value.GetToken().Value)
		return null
	case *ast.AnchorNode:
		return r.resolve(t.Value, depth+1)
	case *ast.TagNode:
		return r.resolve(t.Value, depth+1)
	case *ast.MappingNode:
		if len(t.Values) > 0 && t.Values[0].Key.GetToken() != nil {
			pos = t.Values[0].Key.GetToken().Position
		}
	case *ast.MappingValueNode:
		if t.Key.GetToken() != nil {
			pos = t.Key.GetToken().Position
		}
	}
	return Value{n, pos}
}

func (v Value) isNull() bool { _, ok := v.Node.(*ast.NullNode); return ok }

// IsMapping reports whether the value has keys.
func (v Value) IsMapping() bool {
	switch v.Node.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return true
	}
	return false
}

// IsList reports whether the value is a list.
func (v Value) IsList() bool { _, ok := v.Node.(*ast.SequenceNode); return ok }

// Scalar returns the text of a scalar as typed; ok is false for lists, mappings
// and nothing.
func (v Value) Scalar() (s string, ok bool) {
	switch n := v.Node.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		if n.Value == nil {
			return "", false
		}
		return n.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return n.GetToken().Value, true
	}
	return "", false
}

// A Mapping is a YAML mapping that knows which of its keys were asked for.
type Mapping struct {
	R      *Reader
	What   string // for messages: "a leaf"
	Pos    *token.Position
	Keys   []string // in the order of the file
	Values map[string]Value
	At     map[string]*token.Position // of the keys
	Used   map[string]bool            // keys that were asked for
}

// Mapping reads a value as a mapping; nil, with a fault, where it is none.
func (r *Reader) Mapping(v Value, what string) *Mapping {
	var pairs []*ast.MappingValueNode
	switch n := v.Node.(type) {
	case *ast.MappingNode:
		pairs = n.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{n}
	default:
		r.Fault(v, "mapping", "what", what)
		return nil
	}
	m := &Mapping{R: r, What: what, Pos: v.Pos, Values: map[string]Value{}, At: map[string]*token.Position{}, Used: map[string]bool{}}
	for _, p := range pairs {
		if p.Key.IsMergeKey() {
			m.merge(r.resolve(p.Value, 0))
		}
	}
	own := map[string]bool{}
	for _, p := range pairs {
		if p.Key.IsMergeKey() {
			continue
		}
		key, pos := keyOf(p.Key)
		if own[key] {
			r.FaultAt(pos, "key-twice", "key", key)
		}
		own[key] = true
		m.set(key, pos, r.resolve(p.Value, 0))
	}
	return m
}

func (m *Mapping) set(key string, pos *token.Position, v Value) {
	if _, has := m.Values[key]; !has {
		m.Keys = append(m.Keys, key)
	}
	if v.Pos == nil || v.isNull() {
		v.Pos = pos
	}
	m.Values[key], m.At[key] = v, pos
}

// merge takes over the keys of another mapping («<<: *name»).
func (m *Mapping) merge(v Value) {
	if m.R.visited > maxValues {
		return
	}
	if from := m.R.Mapping(v, "what << merges"); from != nil {
		for _, k := range from.Keys {
			m.set(k, from.At[k], from.Values[k])
		}
	}
}

func keyOf(k ast.MapKeyNode) (string, *token.Position) {
	n := ast.Node(k)
	if q, ok := n.(*ast.MappingKeyNode); ok && q.Value != nil {
		n = q.Value
	}
	tk := n.GetToken()
	if tk == nil {
		return "", nil
	}
	if s, ok := n.(*ast.StringNode); ok {
		return s.Value, tk.Position
	}
	return tk.Value, tk.Position
}

// Get returns the value of a key and marks it as known.
func (m *Mapping) Get(key string) (Value, bool) {
	if m == nil {
		return Value{}, false
	}
	m.Used[key] = true
	v, ok := m.Values[key]
	return v, ok
}

// Done notes every key that nobody asked for.
func (m *Mapping) Done() {
	if m == nil {
		return
	}
	for _, k := range m.Keys {
		if !m.Used[k] {
			m.unknown(k)
		}
	}
}

// unknown notes a key that nobody asked for, with the known key that a typing
// error is nearest to, or all known ones.
func (m *Mapping) unknown(key string) {
	names := slices.Sorted(maps.Keys(m.Used))
	if like := reply.Meant(key, names); like != "" {
		m.R.FaultAt(m.At[key], "key-like", "what", m.What, "key", key, "like", like)
		return
	}
	m.R.FaultAt(m.At[key], "key-unknown", "what", m.What, "key", key, "list", strings.Join(names, ", "))
}

// Str reads a text without languages.
func (m *Mapping) Str(key, otherwise string) string {
	v, ok := m.Get(key)
	if !ok {
		return otherwise
	}
	return m.R.Str(v, key, otherwise)
}

// Str reads a value as a text without languages; key is what a fault calls it.
func (r *Reader) Str(v Value, key, otherwise string) string {
	s, ok := v.Scalar()
	if !ok {
		r.Fault(v, "text", "key", key)
		return otherwise
	}
	return strings.TrimSpace(s)
}

// Text reads any-text: a string, or a map by language.
func (m *Mapping) Text(key string) survey.Text {
	v, ok := m.Get(key)
	if !ok {
		return nil
	}
	return m.R.text(v, key)
}

func (r *Reader) text(v Value, key string) survey.Text {
	if s, ok := v.Scalar(); ok {
		s = strings.TrimSpace(s)
		return survey.Text{"uk": s, "en": s}
	}
	if !v.IsMapping() {
		r.Fault(v, "text-by-language", "key", key)
		return nil
	}
	by := r.Mapping(v, key)
	out := survey.Text{}
	for _, lang := range by.Keys {
		s, _ := by.Get(lang)
		if len(lang) < 2 || len(lang) > 3 {
			r.FaultAt(by.At[lang], "language", "lang", lang)
			continue
		}
		out[lang] = r.Str(s, key, "")
	}
	return out
}

// Number reads a finite number.
func (m *Mapping) Number(key string, otherwise float64) float64 {
	v, ok := m.Get(key)
	if !ok {
		return otherwise
	}
	return m.R.Number(v, key, otherwise)
}

// Number reads a value as a finite number; key is what a fault calls it.
func (r *Reader) Number(v Value, key string, otherwise float64) float64 {
	s, ok := v.Scalar()
	x, err := strconv.ParseFloat(strings.ReplaceAll(s, "_", ""), 64)
	if !ok || err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
		r.Fault(v, "number", "key", key, "text", s)
		return otherwise
	}
	return x
}

// Optional reads a number that may be missing.
func (m *Mapping) Optional(key string) *float64 {
	v, ok := m.Get(key)
	if !ok {
		return nil
	}
	x := m.R.Number(v, key, math.NaN())
	if math.IsNaN(x) {
		return nil
	}
	return &x
}

// Integer reads a whole number within bounds.
func (m *Mapping) Integer(key string, otherwise, low, high int) int {
	v, ok := m.Get(key)
	if !ok {
		return otherwise
	}
	x := m.R.Number(v, key, float64(otherwise))
	if x != math.Trunc(x) || x < float64(low) || x > float64(high) {
		m.R.Fault(v, "whole", "key", key, "low", low, "high", high)
		return otherwise
	}
	return int(x)
}

// Boolean reads true or false; yes and no are read too.
func (m *Mapping) Boolean(key string) bool {
	v, ok := m.Get(key)
	if !ok {
		return false
	}
	s, _ := v.Scalar()
	switch strings.ToLower(s) {
	case "true", "yes":
		return true
	case "false", "no":
		return false
	}
	m.R.Fault(v, "bool", "key", key)
	return false
}

// OneOf reads a word of a vocabulary.
func (m *Mapping) OneOf(key, otherwise string, words ...string) string {
	v, ok := m.Get(key)
	if !ok {
		return otherwise
	}
	return m.R.OneOf(v, key, otherwise, words...)
}

// OneOf reads a value as one of the words; another one is a fault that names them.
func (r *Reader) OneOf(v Value, key, otherwise string, words ...string) string {
	s, ok := v.Scalar()
	if !ok || !slices.Contains(words, s) {
		r.Fault(v, "one-of", "key", key, "list", strings.Join(words, ", "), "text", s)
		return otherwise
	}
	return s
}

// List reads the values of a list; a single value stands for a list of one.
func (m *Mapping) List(key string) []Value {
	v, ok := m.Get(key)
	if !ok {
		return nil
	}
	return m.R.Items(v)
}

// Items returns the values of a list, in order; any other value is a list of itself.
func (r *Reader) Items(v Value) []Value {
	seq, ok := v.Node.(*ast.SequenceNode)
	if !ok {
		return []Value{v}
	}
	out := make([]Value, 0, len(seq.Values))
	for _, n := range seq.Values {
		out = append(out, r.resolve(n, 0))
	}
	return out
}

// Words reads a list of texts.
func (m *Mapping) Words(key string) []string {
	var out []string
	for _, v := range m.List(key) {
		if s := m.R.Str(v, key, ""); s != "" {
			out = append(out, s)
		}
	}
	return out
}
