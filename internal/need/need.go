// Package need believes that a test that cannot look says what is missing: it
// skips on a desk, and fails where everything is promised. It is the one room from
// which tests get what is not Go: programs of the system, the data beside the
// repository, the references in testdata.
//
// Where REQUIRE=all is set, as .ci/run does, nothing may be missing.
package need

import (
	"bytes"
	"errors"
	"flag"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// room is how much a test may take beside what it keeps, in per cent, before what it
// no longer needs is looked for: tests are short, and a third of their time would go
// into looking.
const room = 400

// init sets the room of tests; benchmarks, fuzzing and whoever sets GOGC have their own.
func init() {
	if os.Getenv("GOGC") == "" && roomy(os.Args[1:]) {
		debug.SetGCPercent(room)
	}
}

// roomy tells whether a process runs tests, by its arguments. A test that starts itself
// as the command is the command there: it has the settings of the program.
func roomy(args []string) bool {
	has := func(prefix string) bool {
		return slices.ContainsFunc(args, func(arg string) bool { return strings.HasPrefix(arg, prefix) })
	}
	return has("-test.") && !has("-test.bench=") && !has("-test.fuzz=")
}

// Room is the setting of the environment that gives the same to a program of ours that
// a test starts, where it is not to be measured.
func Room() (name, value string) { return "GOGC", strconv.Itoa(room) }

// all tells that whatever a test needs has to be there.
func all() bool { return os.Getenv("REQUIRE") == "all" }

// Missing ends a test that cannot look: it skips, and fails under REQUIRE=all.
func Missing(t testing.TB, format string, args ...any) {
	t.Helper()
	if all() {
		t.Fatalf("REQUIRE=all: "+format, args...)
	}
	t.Skipf(format, args...)
}

// All tells that a test is to try all that it has, however long that takes: make
// torture. Otherwise it tries a part that proves the same.
func All() bool { return os.Getenv("TORTURE") != "" }

// Checks lets the drawn trials of a test that are dear be so many, and those of make
// torture as many as ever. The test cannot run beside others of its package.
func Checks(t testing.TB, n int) {
	t.Helper()
	drawn := flag.Lookup("rapid.checks")
	if All() || drawn == nil {
		return
	}
	was := drawn.Value.String()
	if err := flag.Set(drawn.Name, strconv.Itoa(n)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = flag.Set(drawn.Name, was) }) // it was one of its values
}

// Minutes ends a test that takes minutes, unless TORTURE=1 asks for it: make torture.
func Minutes(t testing.TB) {
	t.Helper()
	if !All() {
		t.Skip("takes minutes: make torture")
	}
}

// Long ends a test that takes seconds and proves what a smaller one proves a part of, or
// what few changes can break, unless LONG=1 asks for it: make long, as .ci/run does, and
// make torture. docs/tests.md lists them all, each with the reason.
func Long(t testing.TB) {
	t.Helper()
	if !Longer() {
		t.Skip("takes long: make long")
	}
}

// Longer tells that Long ends no test, and that a test looks at what would take long.
func Longer() bool { return os.Getenv("LONG") != "" || All() }

// Unable ends a test of what this system cannot do, whatever is installed: no root,
// no links, a kernel without the file system. It always skips.
func Unable(t testing.TB, format string, args ...any) {
	t.Helper()
	t.Skipf("this system cannot: "+format, args...)
}

// less notes that a test looks at less than it could, and fails under REQUIRE=all.
func less(t testing.TB, format string, args ...any) {
	t.Helper()
	if all() {
		t.Fatalf("REQUIRE=all: "+format, args...)
	}
	t.Logf(format, args...)
}

// Tool returns the path of the first of the programs that is installed.
func Tool(t testing.TB, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	Missing(t, "%s is not installed: run make tools", strings.Join(names, " or "))
	return ""
}

// Root returns the folder of the repository.
func Root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if filepath.Dir(dir) == dir {
			t.Fatal("no go.mod above this test")
		}
		dir = filepath.Dir(dir)
	}
}

// Shared returns the path of a file or folder of ../shared, the data beside the
// repository that are no part of it, named with slashes.
func Shared(t testing.TB, name string) string {
	t.Helper()
	path, ok := shared(t, name)
	if !ok {
		Missing(t, "../shared/%s is not here: it is no part of this repository", name)
	}
	return path
}

// More is Shared for a test that looks at other things as well: where the file is
// not here, it says so and goes on.
func More(t testing.TB, name string) (path string, ok bool) {
	t.Helper()
	if path, ok = shared(t, name); !ok {
		less(t, "../shared/%s is not here: this test looks at less", name)
	}
	return path, ok
}

func shared(t testing.TB, name string) (path string, ok bool) {
	t.Helper()
	path = filepath.Join(Root(t), "..", "shared", filepath.FromSlash(name))
	_, err := os.Stat(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return path, err == nil
}

// Published returns the paths of a published table to reproduce, named as below
// ../shared/refdata: the one that the repository carries in testdata/reference,
// which may be an excerpt, and, where it is here and holds other rows, the whole.
func Published(t testing.TB, name string) (paths []string) {
	t.Helper()
	own := filepath.Join(Root(t), "testdata", "reference", filepath.FromSlash(name))
	carried, err := os.ReadFile(own)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	if err == nil {
		paths = append(paths, own)
	}
	path, ok := shared(t, "refdata/"+name)
	switch {
	case ok:
		if whole, err := os.ReadFile(path); err != nil {
			t.Fatal(err)
		} else if len(paths) == 0 || !bytes.Equal(whole, carried) {
			paths = append(paths, path)
		}
	case len(paths) > 0:
		less(t, "../shared/refdata/%s is not here: the table of the repository alone is looked at", name)
	default:
		Missing(t, "../shared/refdata/%s is not here, nor does the repository carry it", name)
	}
	return paths
}
