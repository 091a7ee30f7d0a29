// Package docs holds the documents of the project and the tests that keep them true.
package docs

import (
	"flag"
	"fmt"
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

var update = flag.Bool("update", false, "write the picture and the table of architecture.md anew")

const module = "depository.example/depository/"

// A group is a folder whose packages obey one sentence.
type group struct {
	name string
	uses []string // groups that it may import, besides packages of its own
	pure bool     // no files, network, clock, logging or unseeded randomness
}

// groups are the sentences of architecture.md, from the ground up. A program
// (package main) stands on top wherever it lies.
var groups = []group{
	{name: "survey", pure: true},
	{name: "measure", uses: []string{"survey"}, pure: true},
	{name: "tell", uses: []string{"survey", "measure"}, pure: true},
	{name: "templates", uses: []string{"tell"}},
	{name: "media", uses: []string{"survey", "measure", "tell", "templates"}},
	{name: "top", uses: []string{"survey", "measure", "tell", "templates", "media"}},
}

// banned is what pure packages may not import, and why. Only direct imports are
// judged, since fmt itself imports os.
var banned = map[string]string{
	"os": "a pure package reads and writes nothing", "io/fs": "a pure package reads and writes nothing",
	"path/filepath": "a pure package knows no files", "net": "a pure package reads and writes nothing",
	"net/http": "a pure package reads and writes nothing", "database/sql": "a pure package reads and writes nothing",
	"log": "return problems, do not print them", "log/slog": "return problems, do not print them",
	"math/rand": "draws are keyed: use package stat", "math/rand/v2": "draws are keyed: use package stat", "crypto/rand": "draws are keyed: use package stat",
}

// sole are the libraries that one package alone imports, so that whoever changes a
// medium, or takes another library, looks in one room.
var sole = map[string]string{
	"github.com/xuri/excelize/v2":           "pipeline/media/workbook",
	"github.com/jung-kurt/gofpdf":           "pipeline/media/pdf",
	"github.com/go-echarts/go-echarts/v2/*": "pipeline/media/chart",
}

// onlyIn returns the one package that may import a package of a library; "" any.
func onlyIn(p string) string {
	for library, room := range sole {
		root, all := strings.CutSuffix(library, "/*")
		if p == root || all && strings.HasPrefix(p, root+"/") {
			return room
		}
	}
	return ""
}

// allowed are the modules beside the standard library that pure packages may import.
var allowed = []string{"golang.org/x/text/", "gonum.org/v1/gonum/"}

// A source is one file with what it imports.
type source struct {
	file, pkg string // below the module
	main      bool
	imports   []string
	now       bool // calls time.Now
}

func TestImportsObeyTheFourSentences(t *testing.T) {
	text, err := os.ReadFile("architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	media := readTable(string(text))
	seen := map[string]bool{}
	for _, s := range sources(t) {
		seen[s.pkg] = true
		for _, fault := range judge(s, media) {
			t.Error(fault)
		}
	}
	for p := range media {
		if !seen["pipeline/media/"+p] {
			t.Errorf("architecture.md has a row for pipeline/media/%s, which does not exist", p)
		}
	}
}

// judge lists what is wrong with the imports of one file; media says which media
// each medium may import.
func judge(s source, media map[string][]string) (faults []string) {
	own := groupOf(s.pkg, s.main)
	say := func(format string, args ...any) {
		faults = append(faults, s.file+": "+fmt.Sprintf(format, args...))
	}
	if own.name == "media" {
		if _, ok := media[medium(s.pkg)]; !ok {
			say("package %s has no row in architecture.md", s.pkg)
		}
	}
	for _, p := range s.imports {
		ours, isOurs := strings.CutPrefix(p, module)
		other := groupOf(ours, false)
		switch {
		case isOurs && own.name == "media" && other.name == "media":
			if medium(ours) != medium(s.pkg) && !slices.Contains(media[medium(s.pkg)], medium(ours)) {
				say("imports %s, which its row of architecture.md does not name", ours)
			}
		case isOurs && own.name == "templates" && ours != "pipeline/tell/wording":
			say("imports %s: templates know wording alone", ours)
		case isOurs && own.name == "top" && other.name == "top":
			if rank(ours) >= rank(s.pkg) && !s.main {
				say("imports %s, which stands above it", ours)
			}
		case isOurs && own.name != other.name && !slices.Contains(own.uses, other.name):
			say("imports %s: %s may import %s only", ours, own.name, strings.Join(own.uses, ", "))
		case !isOurs && onlyIn(p) != "" && onlyIn(p) != s.pkg:
			say("imports %s, which is for %s alone", p, onlyIn(p))
		case !isOurs && own.pure && banned[p] != "":
			say("imports %s: %s", p, banned[p])
		case !isOurs && own.pure && foreign(p):
			say("imports %s: a pure package uses the standard library, x/text and gonum only", p)
		}
	}
	if own.pure && s.now {
		say("calls time.Now: a pure package is given its dates")
	}
	return faults
}

// groupOf returns the group of a package.
func groupOf(pkg string, isMain bool) group {
	parts := strings.Split(pkg, "/")
	name := "top"
	switch {
	case isMain:
	case parts[0] == "templates":
		name = "templates"
	case parts[0] == "pipeline" && len(parts) > 2:
		name = parts[1]
	}
	for _, g := range groups {
		if g.name == name {
			return g
		}
	}
	return groups[len(groups)-1]
}

// rank orders what stands on top: workspace, door and edition, what is ahead, pipeline, checking, commands.
func rank(pkg string) int {
	switch {
	case pkg == "pipeline/workspace":
		return 1
	case pkg == "pipeline/door" || pkg == "pipeline/edition":
		return 2
	case pkg == "pipeline/ahead":
		return 3
	case pkg == "pipeline":
		return 4
	case pkg == "pipeline/checking":
		return 5
	}
	return 6
}

// medium is the name of a medium: its folder below pipeline/media.
func medium(pkg string) string { return strings.TrimPrefix(pkg, "pipeline/media/") }

func foreign(p string) bool {
	domain, _, _ := strings.Cut(p, "/")
	return strings.Contains(domain, ".") &&
		!slices.ContainsFunc(allowed, func(a string) bool { return strings.HasPrefix(p+"/", a) })
}

// sources reads the files of the program, tests aside.
func sources(t testing.TB) []source {
	t.Helper()
	var out []source
	for _, top := range []string{"cmd", "pipeline", "templates"} {
		err := filepath.WalkDir(filepath.Join("..", top), func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
				return err
			}
			rel, err := filepath.Rel("..", file)
			if err != nil {
				return err
			}
			data, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			s, err := parse(filepath.ToSlash(rel), data)
			out = append(out, s)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func parse(file string, data []byte) (source, error) {
	f, err := parser.ParseFile(token.NewFileSet(), file, data, 0)
	if err != nil {
		return source{}, err
	}
	s := source{file: file, pkg: path.Dir(file), main: f.Name.Name == "main", now: callsNow(f)}
	for _, im := range f.Imports {
		p, _ := strconv.Unquote(im.Path.Value)
		s.imports = append(s.imports, p)
	}
	return s, nil
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

// readTable reads which media each medium may import: rows of three columns
// whose first is a name in code.
func readTable(text string) map[string][]string {
	table := map[string][]string{}
	for line := range strings.Lines(text) {
		col := strings.Split(strings.TrimSpace(line), "|")
		if len(col) != 5 || !strings.HasPrefix(strings.TrimSpace(col[1]), "`") {
			continue
		}
		table[strings.Trim(col[1], " `")] = strings.Fields(strings.NewReplacer("`", "", ",", "").Replace(col[2]))
	}
	return table
}

// TestTheJudgeSeesViolations proves that the test above can fail.
func TestTheJudgeSeesViolations(t *testing.T) {
	media := readTable("| `sheet` | | x |\n| `ingest` | `sheet` | x |\n")
	for _, c := range []struct {
		file, source string
		faults       int
	}{
		{"pipeline/survey/cell/x.go", `package cell; import _ "depository.example/depository/pipeline/survey/place"`, 0},
		{"pipeline/survey/cell/x.go", `package cell; import _ "depository.example/depository/pipeline/measure/score"`, 1},
		{"pipeline/survey/cell/x.go", `package cell; import _ "os"`, 1},
		{"pipeline/survey/cell/x.go", `package cell; import "time"; var x = time.Now()`, 1},
		{"pipeline/measure/score/x.go", `package score; import _ "github.com/spf13/cobra"`, 1},
		{"pipeline/measure/score/x.go", `package score; import _ "gonum.org/v1/gonum/stat"`, 0},
		{"pipeline/measure/score/x.go", `package score; import _ "depository.example/depository/pipeline/tell/wording"`, 1},
		{"pipeline/tell/compose/x.go", `package compose; import _ "depository.example/depository/templates"`, 1},
		{"pipeline/media/ingest/x.go", `package ingest; import _ "depository.example/depository/pipeline/media/sheet"`, 0},
		{"pipeline/media/sheet/x.go", `package sheet; import _ "depository.example/depository/pipeline/media/ingest"`, 1},
		{"pipeline/media/new/x.go", `package new`, 1},
		{"pipeline/media/sheet/x.go", `package sheet; import _ "depository.example/depository/pipeline/workspace"`, 1},
		{"pipeline/workspace/x.go", `package workspace; import _ "depository.example/depository/pipeline"`, 1},
		{"pipeline/x.go", `package pipeline; import _ "depository.example/depository/pipeline/workspace"`, 0},
		{"pipeline/x.go", `package pipeline; import _ "depository.example/depository/pipeline/checking"`, 1},
		{"pipeline/outcome/x.go", `package outcome; import _ "depository.example/depository/pipeline/checking"`, 0},
		{"templates/x.go", `package templates; import _ "depository.example/depository/pipeline/tell/wording"`, 0},
		{"templates/x.go", `package templates; import _ "depository.example/depository/pipeline/tell/document"`, 1},
		{"pipeline/media/sheet/x.go", `package sheet; import _ "github.com/xuri/excelize/v2"`, 1},
		{"cmd/depository/x.go", `package main; import _ "github.com/jung-kurt/gofpdf"`, 1},
		{"pipeline/media/sheet/x.go", `package sheet; import _ "github.com/go-echarts/go-echarts/v2/opts"`, 1},
		{"pipeline/media/workbook/x.go", `package workbook; import _ "github.com/xuri/excelize/v2"`, 1}, // of the table above: no row
	} {
		s, err := parse(c.file, []byte(c.source))
		if err != nil {
			t.Fatal(err)
		}
		if got := judge(s, media); len(got) != c.faults {
			t.Errorf("%s, %s: %d faults, want %d: %q", c.file, c.source, len(got), c.faults, got)
		}
	}
}
