package docs

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"depository.example/depository/internal/need"
)

// How large a room may be: lines of a package without its tests, methods of a type
// with those that it embeds, lines of a function.
const (
	maxLines     = 2500
	maxMethods   = 40
	maxFunction  = 80
	maxMedian    = 12
	maxNinetieth = 30
)

// tooLarge are the packages and types that are still to be cut. A name that is no
// longer too large has to go from here.
var tooLarge = []string{}

// A checked is a package of the module, read and type-checked without its tests.
type checked struct {
	path  string // below the module
	files []*ast.File
	types *types.Package
	kinds []token.Pos // where a kind of questions is named or taken apart
}

// A listed is what the go command says of a package.
type listed struct {
	ImportPath, Dir, Export string
	GoFiles                 []string
	Module                  *struct{ Main bool }
}

var house = sync.OnceValues(func() ([]checked, error) { return check(module) })

var positions = token.NewFileSet()

// check lists, reads and type-checks all packages of the module.
func check(prefix string) ([]checked, error) {
	cmd := exec.Command("go", "list", "-export", "-deps", "-json=ImportPath,Dir,Export,GoFiles,Module", "./...")
	cmd.Dir, cmd.Stderr = "..", os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	exports, done := map[string]string{}, map[string]*types.Package{}
	var found []checked
	look := importer.ForCompiler(positions, "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })
	for dec := json.NewDecoder(bytes.NewReader(out)); ; { // dependencies come first
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return found, nil
		} else if err != nil {
			return nil, err
		}
		if exports[p.ImportPath] = p.Export; p.Module == nil || !p.Module.Main {
			continue
		}
		c := checked{path: strings.TrimPrefix(p.ImportPath, prefix)}
		for _, name := range p.GoFiles {
			f, err := parser.ParseFile(positions, filepath.Join(p.Dir, name), nil, parser.ParseComments)
			if err != nil {
				return nil, err
			}
			c.files = append(c.files, f)
		}
		conf := types.Config{Importer: importing(func(path string) (*types.Package, error) {
			if own := done[path]; own != nil {
				return own, nil
			}
			return look.Import(path)
		})}
		of := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}} // of one package at a time: it is large
		if c.types, err = conf.Check(p.ImportPath, positions, c.files, of); err != nil {
			return nil, err
		}
		for _, f := range c.files {
			c.kinds = append(c.kinds, kindsNamed(f, of.Types)...)
		}
		done[p.ImportPath] = c.types
		found = append(found, c)
	}
}

type importing func(string) (*types.Package, error)

// Import finds a package.
func (i importing) Import(path string) (*types.Package, error) { return i(path) }

func packages(t *testing.T) []checked {
	t.Helper()
	need.Tool(t, "go")
	all, err := house()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestNoRoomIsTooLarge judges packages and types by the numbers above.
func TestNoRoomIsTooLarge(t *testing.T) {
	open := slices.Clone(tooLarge)
	judge := func(name, what string, n, most int) {
		i := slices.Index(open, name)
		switch {
		case n > most && i < 0:
			t.Errorf("%s has %d %s, more than %d: which room is missing?", name, n, what, most)
		case n > most:
			t.Logf("%s has %d %s, more than %d", name, n, what, most)
			open = slices.Delete(open, i, i+1)
		}
	}
	for _, p := range packages(t) {
		lines := 0
		for _, f := range p.files {
			lines += positions.File(f.FileStart).LineCount()
		}
		judge(p.path, "lines", lines, maxLines)
		for _, name := range p.types.Scope().Names() {
			if tn, ok := p.types.Scope().Lookup(name).(*types.TypeName); ok && !tn.IsAlias() {
				judge(p.path+"."+name, "methods", methods(tn.Type()), maxMethods)
			}
		}
	}
	if len(open) > 0 {
		t.Errorf("no longer too large, strike them from the list: %s", strings.Join(open, ", "))
	}
}

// methods counts the methods of a type, by value and by pointer, those that it
// embeds among them as far as they are of this module.
func methods(t types.Type) (n int) {
	if types.IsInterface(t) {
		return t.Underlying().(*types.Interface).NumMethods()
	}
	set := types.NewMethodSet(types.NewPointer(t))
	for i := range set.Len() {
		if p := set.At(i).Obj().Pkg(); p != nil && strings.HasPrefix(p.Path()+"/", module) {
			n++
		}
	}
	return n
}

// TestFunctionsAreShort prints how long functions are and judges median, 90th
// percentile and the longest.
func TestFunctionsAreShort(t *testing.T) {
	var lengths []int
	for _, p := range packages(t) {
		for _, f := range p.files {
			for _, d := range f.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok {
					from, to := positions.Position(fn.Pos()), positions.Position(fn.End())
					n := to.Line - from.Line + 1
					if lengths = append(lengths, n); n > maxFunction {
						t.Errorf("%s:%d: %s has %d lines, more than %d", from.Filename, from.Line, fn.Name.Name, n, maxFunction)
					}
				}
			}
		}
	}
	slices.Sort(lengths)
	n := len(lengths)
	median, ninetieth := lengths[n/2], lengths[n*9/10]
	t.Logf("%d functions: median %d lines, 90th percentile %d, longest %d", n, median, ninetieth, lengths[n-1])
	if median > maxMedian || ninetieth > maxNinetieth {
		t.Errorf("functions have %d lines in the median and %d at the 90th percentile, more than %d and %d", median, ninetieth, maxMedian, maxNinetieth)
	}
}

// TestExportsAreDocumented wants a comment on every exported name: of its own, on
// its line, or on the group that it stands in.
func TestExportsAreDocumented(t *testing.T) {
	all := 0
	for _, p := range packages(t) {
		for _, f := range p.files {
			for _, d := range f.Decls {
				exported(d, func(name *ast.Ident, documented bool) {
					if all++; !documented {
						t.Errorf("%s: %s.%s has no comment", positions.Position(name.Pos()), p.path, name.Name)
					}
				})
			}
		}
	}
	t.Logf("%d exported names", all)
}

// exported visits the exported names of a declaration.
func exported(d ast.Decl, visit func(name *ast.Ident, documented bool)) {
	see := func(name *ast.Ident, comments ...*ast.CommentGroup) {
		if name.IsExported() {
			visit(name, slices.ContainsFunc(comments, func(c *ast.CommentGroup) bool { return c.Text() != "" }))
		}
	}
	switch d := d.(type) {
	case *ast.FuncDecl:
		see(d.Name, d.Doc)
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.TypeSpec:
				see(s.Name, s.Doc, s.Comment, d.Doc)
			case *ast.ValueSpec:
				for _, name := range s.Names {
					see(name, s.Doc, s.Comment, d.Doc)
				}
			}
		}
	}
}
