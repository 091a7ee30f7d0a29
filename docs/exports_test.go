package docs

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// stages are exported though nobody but Run calls them: the design names them.
var stages = []string{"pipeline.Compose", "pipeline.Publish"}

// TestExportsAreUsed wants every exported function, method, variable and constant to stand
// in some other package, tests counted. Exempt are errors, which a caller may tell apart;
// types, which stand in signatures; the values of an enumeration, which is one whole; and
// methods that some interface asks for. Names are compared, not meanings: a name that
// others use too may pass.
func TestExportsAreUsed(t *testing.T) {
	used := selected(t)
	all := packages(t)
	asked := []string{"Is", "As", "Unwrap", "MarshalJSON", "UnmarshalJSON", "MarshalText", "GobEncode", "GobDecode"}
	for _, p := range all {
		for _, name := range p.types.Scope().Names() {
			if in, ok := p.types.Scope().Lookup(name).Type().Underlying().(*types.Interface); ok {
				for m := range in.Methods() {
					asked = append(asked, m.Name())
				}
			}
		}
	}
	for _, p := range all {
		alone := func(name string) bool {
			in := used[name]
			return ast.IsExported(name) && len(in) == 0 || len(in) == 1 && in[0] == p.path
		}
		judge := func(name, last string) {
			if full := p.path + "." + name; ast.IsExported(last) && alone(last) && !slices.Contains(stages, full) {
				t.Errorf("%s is exported, and no other package uses it", full)
			}
		}
		groups := map[string]bool{} // constants of a group that others use
		for _, f := range p.files {
			for _, d := range f.Decls {
				if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.CONST {
					whole := slices.ContainsFunc(g.Specs, func(s ast.Spec) bool {
						return slices.ContainsFunc(s.(*ast.ValueSpec).Names, func(n *ast.Ident) bool { return !alone(n.Name) })
					})
					for _, s := range g.Specs {
						for _, n := range s.(*ast.ValueSpec).Names {
							groups[n.Name] = whole
						}
					}
				}
			}
		}
		for _, name := range p.types.Scope().Names() {
			switch o := p.types.Scope().Lookup(name).(type) {
			case *types.Func:
				judge(name, name)
			case *types.Var:
				if !strings.HasPrefix(name, "Err") {
					judge(name, name)
				}
			case *types.Const:
				if _, enumerated := o.Type().(*types.Named); !enumerated && !groups[name] {
					judge(name, name)
				}
			case *types.TypeName:
				if n, ok := o.Type().(*types.Named); ok && o.Exported() {
					for m := range n.Methods() {
						if !slices.Contains(asked, m.Name()) {
							judge(name+"."+m.Name(), m.Name())
						}
					}
				}
			}
		}
	}
}

// selected lists for each name behind a dot the packages that have it there; the external
// tests of a package are another one.
func selected(t *testing.T) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	for _, top := range []string{"cmd", "pipeline", "templates", "internal", "docs", "testdata/module"} {
		err := filepath.WalkDir(filepath.Join("..", top), func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") {
				return err
			}
			f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			at := strings.TrimPrefix(filepath.ToSlash(filepath.Dir(file)), "../")
			if strings.HasSuffix(f.Name.Name, "_test") {
				at += "_test"
			}
			ast.Inspect(f, func(n ast.Node) bool {
				if s, ok := n.(*ast.SelectorExpr); ok && ast.IsExported(s.Sel.Name) && !slices.Contains(out[s.Sel.Name], at) {
					out[s.Sel.Name] = append(out[s.Sel.Name], at)
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}
