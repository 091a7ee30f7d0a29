package trial

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
)

// TestSeedsAreSmall: every fuzz target of the repository gets its seeds from Seed,
// which refuses large ones, and what it has found before and keeps in
// testdata/fuzz is as small.
func TestSeedsAreSmall(t *testing.T) {
	root, targets := need.Root(t), 0
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == ".git" || d.Name() == "outputs"):
			return filepath.SkipDir
		case strings.Contains(filepath.ToSlash(file), "/testdata/fuzz/") && !d.IsDir():
			if info, err := d.Info(); err != nil || info.Size() > 4*SeedBytes { // as a Go literal, a byte may take four
				t.Errorf("%s: %v, %d bytes", file, err, info.Size())
			}
		case strings.HasSuffix(file, "_test.go"):
			text, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			n, faults := added(t, file, string(text))
			targets += n
			for _, fault := range faults {
				t.Errorf("%s: use trial.Seed", fault)
			}
		}
		return nil
	})
	if err != nil || targets < 20 {
		t.Errorf("%v, %d fuzz targets", err, targets)
	}
}

// added counts the fuzz targets of a test file, and lists where a seed is added
// past Seed.
func added(t *testing.T, name, text string) (targets int, faults []string) {
	t.Helper()
	files := token.NewFileSet()
	f, err := parser.ParseFile(files, name, text, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, decl := range f.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || !ofFuzz(fn) {
			continue
		}
		if strings.HasPrefix(fn.Name.Name, "Fuzz") {
			targets++
		}
		ast.Inspect(fn, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok && sel.Sel.Name == "Add" {
				if x, ok := sel.X.(*ast.Ident); ok && x.Obj != nil && x.Obj == fn.Type.Params.List[0].Names[0].Obj {
					faults = append(faults, files.Position(n.Pos()).String())
				}
			}
			return true
		})
	}
	return targets, faults
}

// ofFuzz tells whether the first parameter of a function is a *testing.F.
func ofFuzz(fn *ast.FuncDecl) bool {
	if len(fn.Type.Params.List) == 0 || len(fn.Type.Params.List[0].Names) == 0 {
		return false
	}
	star, ok := fn.Type.Params.List[0].Type.(*ast.StarExpr)
	if !ok {
		return false
	}
	sel, ok := star.X.(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "F"
}

// TestTheJudgeSeesSeeds proves that the test above can fail.
func TestTheJudgeSeesSeeds(t *testing.T) {
	for body, want := range map[string]int{
		"func FuzzA(f *testing.F) { f.Add(1) }":           1,
		"func seeds(f *testing.F) { f.Add(1); f.Add(2) }": 2,
		"func FuzzA(f *testing.F) { trial.Seed(f, 1) }":   0,
		"func add(p *problems) { p.Add(1) }":              0,
	} {
		if _, got := added(t, "x_test.go", "package x\n"+body); len(got) != want {
			t.Errorf("%s: %q, want %d", body, got, want)
		}
	}
	if n := size([]any{[]byte("abc"), "де", 5}); n != 7 {
		t.Errorf("%d bytes", n)
	}
}

// TestLinearSeesMore proves that Linear and Allocated count.
func TestLinearSeesMore(t *testing.T) {
	square := hostile("1", 64)
	if len(square) != 64 || hostile("ab\u0301", 7) != "ab\u0301ab\u0301" {
		t.Errorf("%q", square)
	}
	small, large := Allocated(func() { sink = make([]byte, 1<<10) }), Allocated(func() { sink = make([]byte, 1<<20) })
	if small < 1<<10 || large < 1<<20 || small > 1<<18 {
		t.Errorf("%d and %d bytes", small, large)
	}
}

var sink []byte
