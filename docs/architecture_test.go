// Package docs holds the documents of the project and the tests that keep them true.
package docs

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "depository/"

// A row is one line of the import table.
type row struct {
	core bool
	uses []string
}

// banned gives what the core may not import, and why. Only direct imports are
// judged, since fmt itself imports os.
var banned = map[string]string{
	"os": "the core reads and writes nothing", "io/fs": "the core reads and writes nothing",
	"path/filepath": "the core knows no files", "net": "the core reads and writes nothing",
	"net/http": "the core reads and writes nothing", "database/sql": "the core reads and writes nothing",
	"log": "return problems, do not print them", "log/slog": "return problems, do not print them",
	"math/rand": "draws are keyed: use package stat", "crypto/rand": "draws are keyed: use package stat",
}

// allowed are the modules beside the standard library that the core may import.
var allowed = []string{"golang.org/x/text/", "gonum.org/v1/gonum/"}

func TestImportsObeyTheTable(t *testing.T) {
	text, err := os.ReadFile("architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	table, faults := readTable(string(text))
	for _, f := range faults {
		t.Error(f)
	}
	seen := map[string]bool{}
	err = filepath.WalkDir("..", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		source, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel("..", file)
		if err != nil {
			return err
		}
		pkg := path.Dir(filepath.ToSlash(rel))
		seen[pkg] = true
		for _, f := range judge(table, pkg, rel, source) {
			t.Error(f)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for p := range table {
		if !seen[p] {
			t.Errorf("architecture.md has a row for %s, which does not exist", p)
		}
	}
}

// judge lists what is wrong with the imports of one file of package pkg.
func judge(table map[string]row, pkg, file string, source []byte) (faults []string) {
	r, ok := table[pkg]
	if !ok {
		return []string{file + ": package " + pkg + " has no row in architecture.md"}
	}
	f, err := parser.ParseFile(token.NewFileSet(), file, source, 0)
	if err != nil {
		return []string{err.Error()}
	}
	for _, im := range f.Imports {
		p, _ := strconv.Unquote(im.Path.Value)
		own, isOwn := strings.CutPrefix(p, module)
		switch {
		case isOwn && !slices.Contains(r.uses, own):
			faults = append(faults, file+" imports "+own+", which its row does not allow")
		case !isOwn && r.core && banned[p] != "":
			faults = append(faults, file+" imports "+p+": "+banned[p])
		case !isOwn && r.core && foreign(p):
			faults = append(faults, file+" imports "+p+": the core uses the standard library, x/text and gonum only")
		}
	}
	if r.core && callsNow(f) {
		faults = append(faults, file+" calls time.Now: the core is given its dates")
	}
	return faults
}

func foreign(p string) bool {
	domain, _, _ := strings.Cut(p, "/")
	return strings.Contains(domain, ".") &&
		!slices.ContainsFunc(allowed, func(a string) bool { return strings.HasPrefix(p+"/", a) })
}

func callsNow(f *ast.File) (found bool) {
	ast.Inspect(f, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok && s.Sel.Name == "Now" {
			if x, ok := s.X.(*ast.Ident); ok && x.Name == "time" {
				found = true
			}
		}
		return !found
	})
	return found
}

// readTable reads the import table and lists the rows that use what is not above them.
func readTable(text string) (table map[string]row, faults []string) {
	table = map[string]row{}
	for line := range strings.Lines(text) {
		col := strings.Split(strings.TrimSpace(line), "|")
		if len(col) != 6 || !strings.Contains(col[1], "`") {
			continue
		}
		pkg := strings.Trim(col[1], " `")
		r := row{core: strings.TrimSpace(col[2]) == "yes"}
		for _, u := range strings.Fields(col[3]) {
			if u != "templates" && u != "pipeline" {
				u = "pipeline/" + u
			}
			above, ok := table[u]
			if !ok {
				faults = append(faults, "architecture.md: "+pkg+" uses "+u+", which is not above it")
			}
			if r.core && ok && !above.core {
				faults = append(faults, "architecture.md: core "+pkg+" uses "+u+", which is not core")
			}
			r.uses = append(r.uses, u)
		}
		table[pkg] = r
	}
	return table, faults
}

// TestTheJudgeSeesViolations proves that the test above can fail.
func TestTheJudgeSeesViolations(t *testing.T) {
	table, faults := readTable("| `pipeline/a` | yes | | x |\n| `pipeline/e` | | a | x |\n| `pipeline/c` | yes | a e z | x |\n")
	if len(faults) != 2 {
		t.Errorf("a core row that uses an edge and one that is not above: %q", faults)
	}
	for _, c := range []struct{ pkg, source string }{
		{"pipeline/none", `package none`},
		{"pipeline/a", `package a; import _ "depository/pipeline/e"`},
		{"pipeline/a", `package a; import _ "os"`},
		{"pipeline/a", `package a; import _ "github.com/spf13/cobra"`},
		{"pipeline/a", `package a; import "time"; var x = time.Now()`},
		{"pipeline/e", `package e; import _ "depository/pipeline/c"`},
	} {
		if got := judge(table, c.pkg, "x.go", []byte(c.source)); len(got) != 1 {
			t.Errorf("%s: got %q, want one fault", c.source, got)
		}
	}
	for _, source := range []string{`package a; import _ "golang.org/x/text/collate"`, `package a; import _ "strings"`} {
		if got := judge(table, "pipeline/a", "x.go", []byte(source)); len(got) > 0 {
			t.Errorf("%s: got %q, want none", source, got)
		}
	}
}
