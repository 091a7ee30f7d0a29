package templates

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// eachCall visits every call in the functions of Go files that are no tests.
func eachCall(t *testing.T, visit func(at string, call *ast.CallExpr)) {
	t.Helper()
	err := filepath.WalkDir("..", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, file, nil, 0)
		if err != nil {
			return err
		}
		for _, decl := range f.Decls {
			if _, isFunc := decl.(*ast.FuncDecl); !isFunc {
				continue // package variables: marks, and what functions are made of
			}
			ast.Inspect(decl, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok {
					visit(set.Position(call.Pos()).String(), call)
				}
				return true
			})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// literal is the value of a string literal.
func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

// nameOf is the last name of a called function.
func nameOf(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.SelectorExpr:
		return f.Sel.Name
	case *ast.Ident:
		return f.Name
	}
	return ""
}

// names lists the names among names and values by turns; all is false where they
// are not all written there.
func names(call *ast.CallExpr, from int) (list []string, all bool) {
	if call.Ellipsis.IsValid() {
		return nil, false
	}
	for i := from; i < len(call.Args); i += 2 {
		name, ok := literal(call.Args[i])
		if !ok {
			return nil, false
		}
		list = append(list, name)
	}
	return list, true
}

// inBrowser are texts that the page fills.
var inBrowser = map[string]bool{"site.found": true}

// TestNoPlaceholderStaysUnfilled: wherever a text is named together with its values,
// in every language the text asks for no other.
func TestNoPlaceholderStaysUnfilled(t *testing.T) {
	texts := allTexts(t)
	checked := 0
	eachCall(t, func(at string, call *ast.CallExpr) {
		if name := nameOf(call); name != "T" && name != "Fail" || len(call.Args) == 0 {
			return
		}
		key, ok := literal(call.Args[0])
		given, all := names(call, 1)
		if !ok || !all || texts[key] == nil || inBrowser[key] {
			return
		}
		checked++
		for _, lang := range Languages {
			for _, asked := range values(texts[key][lang]) {
				if !slices.Contains(given, asked) {
					t.Errorf("%s: %s in %s asks for {%s}, which is not given", at, key, lang, asked)
				}
			}
		}
	})
	if checked < 300 {
		t.Errorf("only %d calls were judged", checked)
	}
}

// TestEveryProblemIsTold: each code that any package raises has all three texts in
// each language, which ask for no other particulars than those raised with it.
func TestEveryProblemIsTold(t *testing.T) {
	texts := allTexts(t)
	codes := map[string]bool{}
	eachCall(t, func(at string, call *ast.CallExpr) {
		for i, arg := range call.Args {
			s, ok := arg.(*ast.SelectorExpr)
			if !ok || i+1 == len(call.Args) || !slices.Contains([]string{"Error", "Warning", "Note"}, s.Sel.Name) {
				continue
			}
			if from, isIdent := s.X.(*ast.Ident); !isIdent || from.Name != "cell" {
				continue
			}
			code, ok := literal(call.Args[i+1])
			if !ok {
				continue
			}
			codes[code] = true
			judgeProblem(t, texts, at, code, call, i+2)
		}
	})
	if len(codes) < 80 {
		t.Errorf("only %d codes were found: %v", len(codes), codes)
	}
}

// judgeProblem takes every literal behind the code for a name that may be given.
func judgeProblem(t *testing.T, texts map[string]map[string]string, at, code string, call *ast.CallExpr, from int) {
	t.Helper()
	given := []string{"read", "file", "sheet", "cell"}
	for _, arg := range call.Args[from:] {
		if name, ok := literal(arg); ok {
			given = append(given, name)
		}
	}
	for _, part := range []string{"title", "expected", "remedy"} {
		if by := texts["problem."+code+"."+part]; by == nil {
			t.Errorf("%s: the problem %s has no %s", at, code, part)
		} else if part == "title" && len(values(by["uk"])) > 0 {
			t.Errorf("%s: the title of %s asks for values", at, code)
		} else if !call.Ellipsis.IsValid() {
			for _, asked := range append(values(by["uk"]), values(by["en"])...) {
				if !slices.Contains(given, asked) {
					t.Errorf("%s: problem.%s.%s asks for {%s}, which is not given", at, code, part, asked)
				}
			}
		}
	}
}

// notTold are errors that no user meets: marks that one part of the program gives
// another, faults of the program itself, and what tests say.
var notTold = regexp.MustCompile(`/(internal/.*|sample/.*|assets/.*|pack/.*|lemma/.*|packed\.go|yamlfile\.go|pdf/.*|chart\.go|shell\.go|site\.go|publish\.go|files\.go|held\.go|statement\.go|workbook\.go|templates\.go)$`)

// TestErrorsAreNoSentencesInCode: an error that a user may meet has its words in the
// wording; a package variable (var err… = errors.New) is a mark and is not told.
func TestErrorsAreNoSentencesInCode(t *testing.T) {
	words := regexp.MustCompile(`[A-Za-z]{2,} [A-Za-z]{2,}`)
	eachCall(t, func(at string, call *ast.CallExpr) {
		if len(call.Args) == 0 || nameOf(call) != "Errorf" && !isErrorsNew(call) {
			return
		}
		file, _, _ := strings.Cut(filepath.ToSlash(at), ":")
		text, ok := literal(call.Args[0])
		if ok && words.MatchString(text) && !notTold.MatchString("/"+file) {
			t.Errorf("%s: an error says %q in code", at, text)
		}
	})
}

// isErrorsNew reports whether a call is errors.New.
func isErrorsNew(call *ast.CallExpr) bool {
	s, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	from, isIdent := s.X.(*ast.Ident)
	return isIdent && from.Name == "errors" && s.Sel.Name == "New"
}
