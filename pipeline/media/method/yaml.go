package method

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

// A Fault is one thing wrong with a method file: where it stands and what to
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

// reader walks a YAML tree and notes every fault with its place.
type reader struct {
	file    string
	anchors map[string]ast.Node
	faults  Faults
	visited int
}

// value is one value of the file with its place.
type value struct {
	node ast.Node // never nil, an alias, an anchor or a tag
	pos  *token.Position
}

// open parses the file; nil when it is no YAML mapping.
func (r *reader) open(data []byte) *mapping {
	tree, err := yamlfile.Parse(data)
	if e := (*yamlfile.Error)(nil); errors.As(err, &e) {
		r.faultAt(&token.Position{Line: e.Line, Column: e.Column}, "syntax", "text", e.Text())
		return nil
	}
	if len(tree.Docs) != 1 || tree.Docs[0].Body == nil {
		r.faultAt(&token.Position{Line: 1, Column: 1}, "one-document")
		return nil
	}
	r.anchors = map[string]ast.Node{}
	ast.Walk(anchorFinder{r.anchors}, tree.Docs[0].Body)
	return r.mapping(r.resolve(tree.Docs[0].Body, 0), "the file")
}

type anchorFinder struct{ found map[string]ast.Node }

// Visit notes the anchors.
func (a anchorFinder) Visit(n ast.Node) ast.Visitor {
	if an, ok := n.(*ast.AnchorNode); ok && an.Name != nil {
		a.found[an.Name.GetToken().Value] = an.Value
	}
	return a
}

func (r *reader) faultAt(p *token.Position, code string, args ...any) {
	f := Fault{File: r.file, Code: code, Args: args}
	if p != nil {
		f.Line, f.Column = p.Line, p.Column
	}
	if len(r.faults) < 200 {
		r.faults = append(r.faults, f)
	}
}

func (r *reader) fault(v value, code string, args ...any) { r.faultAt(v.pos, code, args...) }

// err returns the faults in order; nil when there are none.
func (r *reader) err() error {
	if len(r.faults) == 0 {
		return nil
	}
	slices.SortStableFunc(r.faults, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return slices.CompactFunc(r.faults, func(a, b Fault) bool { return a.Error() == b.Error() })
}

// resolve looks through aliases, anchors and tags.
func (r *reader) resolve(n ast.Node, depth int) value {
	r.visited++
	pos := &token.Position{Line: 1, Column: 1}
	if n != nil && n.GetToken() != nil && n.GetToken().Position != nil {
		pos = n.GetToken().Position
	}
	null := value{ast.Null(&token.Token{Value: "null", Position: pos}), pos}
	if n == nil || depth > yamlfile.MaxNesting || r.visited > maxValues {
		if r.visited == maxValues+1 {
			r.faultAt(pos, "values-many")
		}
		return null
	}
	switch t := n.(type) {
	case *ast.AliasNode:
		if target := r.anchors[t.Value.GetToken().Value]; target != nil {
			return r.resolve(target, depth+1)
		}
		r.faultAt(pos, "no-anchor", "name", t.Value.GetToken().Value)
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
	return value{n, pos}
}

func (v value) isNull() bool { _, ok := v.node.(*ast.NullNode); return ok }

func (v value) isMapping() bool {
	switch v.node.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return true
	}
	return false
}

func (v value) isList() bool { _, ok := v.node.(*ast.SequenceNode); return ok }

// scalar returns the text of a scalar as typed; ok is false for lists, mappings
// and nothing.
func (v value) scalar() (s string, ok bool) {
	switch n := v.node.(type) {
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

// mapping is a YAML mapping that knows which of its keys were asked for.
type mapping struct {
	r      *reader
	what   string // for messages: "a leaf"
	pos    *token.Position
	keys   []string
	values map[string]value
	at     map[string]*token.Position
	used   map[string]bool
}

// mapping reads a value as a mapping; nil, with a fault, where it is none.
func (r *reader) mapping(v value, what string) *mapping {
	var pairs []*ast.MappingValueNode
	switch n := v.node.(type) {
	case *ast.MappingNode:
		pairs = n.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{n}
	default:
		r.fault(v, "mapping", "what", what)
		return nil
	}
	m := &mapping{r: r, what: what, pos: v.pos, values: map[string]value{}, at: map[string]*token.Position{}, used: map[string]bool{}}
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
			r.faultAt(pos, "key-twice", "key", key)
		}
		own[key] = true
		m.set(key, pos, r.resolve(p.Value, 0))
	}
	return m
}

func (m *mapping) set(key string, pos *token.Position, v value) {
	if _, has := m.values[key]; !has {
		m.keys = append(m.keys, key)
	}
	if v.pos == nil || v.isNull() {
		v.pos = pos
	}
	m.values[key], m.at[key] = v, pos
}

// merge takes over the keys of another mapping («<<: *name»).
func (m *mapping) merge(v value) {
	if m.r.visited > maxValues {
		return
	}
	if from := m.r.mapping(v, "what << merges"); from != nil {
		for _, k := range from.keys {
			m.set(k, from.at[k], from.values[k])
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

// get returns the value of a key and marks it as known.
func (m *mapping) get(key string) (value, bool) {
	if m == nil {
		return value{}, false
	}
	m.used[key] = true
	v, ok := m.values[key]
	return v, ok
}

// done notes every key that nobody asked for.
func (m *mapping) done() {
	if m == nil {
		return
	}
	for _, k := range m.keys {
		if !m.used[k] {
			m.unknown(k)
		}
	}
}

// unknown notes a key that nobody asked for, with the known key that a typing
// error is nearest to, or all known ones.
func (m *mapping) unknown(key string) {
	names := slices.Sorted(maps.Keys(m.used))
	if like := reply.Meant(key, names); like != "" {
		m.r.faultAt(m.at[key], "key-like", "what", m.what, "key", key, "like", like)
		return
	}
	m.r.faultAt(m.at[key], "key-unknown", "what", m.what, "key", key, "list", strings.Join(names, ", "))
}

// str reads a text without languages.
func (m *mapping) str(key, otherwise string) string {
	v, ok := m.get(key)
	if !ok {
		return otherwise
	}
	return m.r.str(v, key, otherwise)
}

func (r *reader) str(v value, key, otherwise string) string {
	s, ok := v.scalar()
	if !ok {
		r.fault(v, "text", "key", key)
		return otherwise
	}
	return strings.TrimSpace(s)
}

// text reads any-text: a string, or a map by language.
func (m *mapping) text(key string) survey.Text {
	v, ok := m.get(key)
	if !ok {
		return nil
	}
	return m.r.text(v, key)
}

func (r *reader) text(v value, key string) survey.Text {
	if s, ok := v.scalar(); ok {
		s = strings.TrimSpace(s)
		return survey.Text{"uk": s, "en": s}
	}
	if !v.isMapping() {
		r.fault(v, "text-by-language", "key", key)
		return nil
	}
	by := r.mapping(v, key)
	out := survey.Text{}
	for _, lang := range by.keys {
		s, _ := by.get(lang)
		if len(lang) < 2 || len(lang) > 3 {
			r.faultAt(by.at[lang], "language", "lang", lang)
			continue
		}
		out[lang] = r.str(s, key, "")
	}
	return out
}

// number reads a finite number.
func (m *mapping) number(key string, otherwise float64) float64 {
	v, ok := m.get(key)
	if !ok {
		return otherwise
	}
	return m.r.number(v, key, otherwise)
}

func (r *reader) number(v value, key string, otherwise float64) float64 {
	s, ok := v.scalar()
	x, err := strconv.ParseFloat(strings.ReplaceAll(s, "_", ""), 64)
	if !ok || err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
		r.fault(v, "number", "key", key, "text", s)
		return otherwise
	}
	return x
}

// optional reads a number that may be missing.
func (m *mapping) optional(key string) *float64 {
	v, ok := m.get(key)
	if !ok {
		return nil
	}
	x := m.r.number(v, key, math.NaN())
	if math.IsNaN(x) {
		return nil
	}
	return &x
}

// integer reads a whole number within bounds.
func (m *mapping) integer(key string, otherwise, low, high int) int {
	v, ok := m.get(key)
	if !ok {
		return otherwise
	}
	x := m.r.number(v, key, float64(otherwise))
	if x != math.Trunc(x) || x < float64(low) || x > float64(high) {
		m.r.fault(v, "whole", "key", key, "low", low, "high", high)
		return otherwise
	}
	return int(x)
}

// boolean reads true or false; yes and no are read too.
func (m *mapping) boolean(key string) bool {
	v, ok := m.get(key)
	if !ok {
		return false
	}
	s, _ := v.scalar()
	switch strings.ToLower(s) {
	case "true", "yes":
		return true
	case "false", "no":
		return false
	}
	m.r.fault(v, "bool", "key", key)
	return false
}

// oneOf reads a word of a vocabulary.
func (m *mapping) oneOf(key, otherwise string, words ...string) string {
	v, ok := m.get(key)
	if !ok {
		return otherwise
	}
	return m.r.oneOf(v, key, otherwise, words...)
}

func (r *reader) oneOf(v value, key, otherwise string, words ...string) string {
	s, ok := v.scalar()
	if !ok || !slices.Contains(words, s) {
		r.fault(v, "one-of", "key", key, "list", strings.Join(words, ", "), "text", s)
		return otherwise
	}
	return s
}

// list reads the values of a list; a single value stands for a list of one.
func (m *mapping) list(key string) []value {
	v, ok := m.get(key)
	if !ok {
		return nil
	}
	return m.r.items(v)
}

func (r *reader) items(v value) []value {
	seq, ok := v.node.(*ast.SequenceNode)
	if !ok {
		return []value{v}
	}
	out := make([]value, 0, len(seq.Values))
	for _, n := range seq.Values {
		out = append(out, r.resolve(n, 0))
	}
	return out
}

// words reads a list of texts.
func (m *mapping) words(key string) []string {
	var out []string
	for _, v := range m.list(key) {
		if s := m.r.str(v, key, ""); s != "" {
			out = append(out, s)
		}
	}
	return out
}
