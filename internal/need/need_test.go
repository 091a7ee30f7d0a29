package need

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// fake is a test whose end is looked at.
type fake struct {
	testing.TB
	ended, said string
}

func (f *fake) Helper() {}
func (f *fake) Skipf(format string, args ...any) {
	f.ended, f.said = "skipped", fmt.Sprintf(format, args...)
	panic(f)
}
func (f *fake) Fatalf(format string, args ...any) {
	f.ended, f.said = "failed", fmt.Sprintf(format, args...)
	panic(f)
}
func (f *fake) Logf(string, ...any) { f.ended = "went on" }

// endOf tells how a test ends that asks for something.
func endOf(t *testing.T, ask func(testing.TB)) string {
	f := &fake{TB: t}
	func() {
		defer func() {
			if r := recover(); r != nil && r != any(f) {
				panic(r)
			}
		}()
		ask(f)
	}()
	return f.ended
}

// What is missing is skipped, and a failure where everything is promised.
func TestMissing(t *testing.T) {
	asks := map[string]func(testing.TB){
		"tool":   func(t testing.TB) { Tool(t, "no-such-program") },
		"shared": func(t testing.TB) { Shared(t, "no/such/file") },
		"table":  func(t testing.TB) { Published(t, "no/such/table.csv") },
		"more":   func(t testing.TB) { More(t, "no/such/file") },
	}
	for require, want := range map[string]string{"": "skipped", "all": "failed"} {
		t.Setenv("REQUIRE", require)
		for name, ask := range asks {
			if want := map[bool]string{true: "went on", false: want}[name == "more" && require == ""]; endOf(t, ask) != want {
				t.Errorf("REQUIRE=%q, %s: the test %s, want %s", require, name, endOf(t, ask), want)
			}
		}
		if end := endOf(t, func(t testing.TB) { Tool(t, "no-such-program", "go") }); end != "" {
			t.Errorf("REQUIRE=%q: a program that is there %s", require, end)
		}
	}
}

// A program that hangs is ended at its deadline with what it started.
func TestDeadlineLeavesNoOrphan(t *testing.T) {
	mark := filepath.Join(t.TempDir(), "mark")
	if _, err := run(t, time.Second, Tool(t, "sh"), "-c", "(while :; do echo x >>'"+mark+"'; sleep 0.02; done) & wait"); err == nil {
		t.Fatal("the program ended by itself")
	}
	size := func() int64 {
		info, err := os.Stat(mark)
		if err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	before := size()
	time.Sleep(500 * time.Millisecond)
	if after := size(); after != before {
		t.Errorf("what the program started runs on: %d bytes, then %d", before, after)
	}
}

// The command that a test starts itself as has the room of the program, not of tests.
func TestRoomIsForTestsAlone(t *testing.T) {
	for args, want := range map[string]bool{
		"-test.paniconexit0 -test.timeout=10m0s": true,
		"check --quiet in.csv":                   false,
		"":                                       false,
		"-test.timeout=0 -test.bench=.":          false,
		"-test.timeout=0 -test.fuzz=FuzzRead":    false,
	} {
		if got := roomy(strings.Fields(args)); got != want {
			t.Errorf("%q: %t, want %t", args, got, want)
		}
	}
}

// What a test finds missing goes through this package, so that REQUIRE=all sees it.
func TestNoTestSkipsByItself(t *testing.T) {
	root := Root(t)
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (strings.HasPrefix(d.Name(), ".") || filepath.Base(filepath.Dir(file)) == "internal"):
			return filepath.SkipDir
		case !strings.HasSuffix(file, "_test.go"):
			return nil
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		for _, fault := range skips(t, file, string(data)) {
			t.Error(fault)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// skips lists where a test file skips, looks for programs, or names ../shared itself.
func skips(t *testing.T, name, text string) (faults []string) {
	t.Helper()
	files := token.NewFileSet()
	f, err := parser.ParseFile(files, name, text, 0)
	if err != nil {
		t.Fatal(err)
	}
	say := func(n ast.Node, what string) {
		faults = append(faults, fmt.Sprintf("%s: %s: use package need", files.Position(n.Pos()), what))
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if strings.Contains(n.Value, "../shared/") || n.Value == `"shared"` || n.Value == `"../shared"` {
				say(n, n.Value)
			}
		case *ast.SelectorExpr:
			x, _ := n.X.(*ast.Ident)
			if x != nil && (slices.Contains([]string{"Skip", "Skipf", "SkipNow"}, n.Sel.Name) || x.Name == "exec" && n.Sel.Name == "LookPath") {
				say(n, x.Name+"."+n.Sel.Name)
			}
		}
		return true
	})
	return faults
}

// TestTheJudgeSeesSkips proves that the test above can fail.
func TestTheJudgeSeesSkips(t *testing.T) {
	for body, want := range map[string]int{
		`func TestA(t *testing.T) { t.Skip("x") }`:                                            1,
		`func help(t testing.TB) { t.Skipf("x") }`:                                            1,
		`func TestA(t *testing.T) { t.Run("a", func(t *testing.T) { t.SkipNow() }) }`:         1,
		`func TestA(t *testing.T) { rapid.Check(t, func(t *rapid.T) { t.Skip("x") }) }`:       1,
		`func TestA(t *testing.T) { exec.LookPath("java") }`:                                  1,
		`const a = "../../../shared/cases"`:                                                   1,
		`var a = filepath.Join("..", "..", "shared", "cases")`:                                1,
		`func TestA(t *testing.T) { need.Missing(t, "no links here"); need.Tool(t, "java") }`: 0,
	} {
		if got := skips(t, "x_test.go", "package x\n"+body); len(got) != want {
			t.Errorf("%s: %q, want %d", body, got, want)
		}
	}
}
