package watch

import (
	"os"
	"path/filepath"
	"testing"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/workspace"
)

// The state changes with what is read, and with nothing else.
func TestStateFollowsWhatIsRead(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) {
		t.Helper()
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("inputs/2026-H1/a.csv", "a")
	put("outputs/x", "a")
	opts := pipeline.Options{Sources: workspace.Sources{Inputs: filepath.Join(dir, "inputs"), Layouts: filepath.Join(dir, "layouts"), Method: "egov-practices"}, Outputs: filepath.Join(dir, "outputs")}
	met := map[uint64]string{state(opts): "first"}
	for _, change := range []struct{ name, text string }{{"inputs/2026-H1/a.csv", "aa"}, {"inputs/2026-H1/b.csv", ""}, {"layouts/l.yaml", "x"}} {
		put(change.name, change.text)
		if was, ok := met[state(opts)]; ok {
			t.Errorf("%s: the state is that of %s", change.name, was)
		}
		met[state(opts)] = change.name
	}
	now := state(opts)
	put("outputs/x", "b")
	if state(opts) != now {
		t.Error("what is written changes the state")
	}
}
