package docs

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"testing"
)

// kindsRoom is the file that alone names the kinds of questions.
const kindsRoom = "pipeline/survey/survey/kind.go"

// TestKindsAreNamedInOneRoom keeps a new kind of questions a change of one file: all
// other code asks a kind for its traits, and compares it with none.
func TestKindsAreNamedInOneRoom(t *testing.T) {
	room, err := filepath.Abs(filepath.Join("..", kindsRoom))
	if err != nil {
		t.Fatal(err)
	}
	own := 0
	for _, p := range packages(t) {
		for _, pos := range p.kinds {
			if at := positions.Position(pos); at.Filename == room {
				own++
			} else {
				t.Errorf("%s: a kind of questions is named or taken apart: ask it for a trait, or give it one in %s", at, kindsRoom)
			}
		}
	}
	if own == 0 {
		t.Errorf("%s names no kind: what is judged here?", kindsRoom)
	}
}

// kindsNamed finds the expressions in which a file knows one kind of questions from
// another: a kind that is written down, a kind as an index, a switch over kinds, a kind as
// another type, and its word where that is compared.
func kindsNamed(f *ast.File, of map[ast.Expr]types.TypeAndValue) (found []token.Pos) {
	see := func(e ast.Expr) {
		if e != nil && isKind(of[e].Type) {
			found = append(found, e.Pos())
		}
	}
	word := func(e ast.Expr) {
		if call, ok := e.(*ast.CallExpr); ok {
			if m, ok := call.Fun.(*ast.SelectorExpr); ok && m.Sel.Name == "String" {
				see(m.X)
			}
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if e, ok := n.(ast.Expr); ok && of[e].Value != nil {
			see(e)
		}
		switch n := n.(type) {
		case *ast.IndexExpr:
			see(n.Index)
		case *ast.SwitchStmt:
			see(n.Tag)
			word(n.Tag)
		case *ast.BinaryExpr:
			if n.Op == token.EQL || n.Op == token.NEQ {
				word(n.X)
				word(n.Y)
			}
		case *ast.CallExpr:
			if of[n.Fun].IsType() && len(n.Args) == 1 {
				see(n.Args[0])
			}
		}
		return true
	})
	return found
}

func isKind(t types.Type) bool {
	named, ok := t.(*types.Named)
	return ok && named.Obj().Name() == "Kind" && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == module+"pipeline/survey/survey"
}

// TestTheJudgeSeesKinds proves that the test above can fail.
func TestTheJudgeSeesKinds(t *testing.T) {
	all := packages(t)
	at := slices.IndexFunc(all, func(p checked) bool { return p.path == "pipeline/survey/survey" })
	for body, want := range map[string]int{
		"return k.Graded()":                                                0,
		"return k == other":                                                0,
		"return len(k.String()) > 0":                                       0,
		"return k == survey.Level":                                         1,
		"return k > 1":                                                     1,
		"return uint8(k) > 1":                                              1,
		`return k.String() == "level"`:                                     1,
		"return [...]bool{true, false}[k]":                                 1,
		"switch k { case other: return true }; return false":               1,
		"switch k.String() { case words: return true }; return false":      1,
		"return map[survey.Kind]bool{survey.YesNo: true}[k]":               2,
		"q := survey.Criterion{Kind: survey.Choice}; return len(q.ID) > 0": 1,
	} {
		text := `package x; import "depository.example/depository/pipeline/survey/survey"; const words = "level"; func x(k, other survey.Kind) bool { ` + body + ` }`
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, "x.go", text, 0)
		if err != nil {
			t.Fatal(err)
		}
		conf := types.Config{Importer: importing(func(path string) (*types.Package, error) {
			if path == all[at].types.Path() {
				return all[at].types, nil
			}
			return importer.Default().Import(path)
		})}
		of := types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
		if _, err := conf.Check("x", set, []*ast.File{f}, &of); err != nil {
			t.Fatal(err)
		}
		if got := kindsNamed(f, of.Types); len(got) != want {
			t.Errorf("%s: %d places, want %d", body, len(got), want)
		}
	}
}
