package docs

import (
	"os"
	"os/exec"
	"testing"
)

// TestAnotherModuleAnalyses: what stands on a program of another module: it requires
// this one, opens a method and runs an analysis, without the network.
func TestAnotherModuleAnalyses(t *testing.T) {
	cmd := exec.Command("go", "run", "-ldflags", "-s -w", ".") // nobody debugs it
	cmd.Dir = "../testdata/module"
	flags := os.Getenv("GOFLAGS") + " -mod=mod" // as the others were compiled: nothing is compiled twice
	cmd.Env = append(os.Environ(), "GOFLAGS="+flags, "GOPROXY=off", "GOWORK=off")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	const want = "a: rank 3\nb: rank 2\nc: rank 1\nplanned: 3\n"
	if string(out) != want {
		t.Errorf("it says %q, want %q", out, want)
	}
}
