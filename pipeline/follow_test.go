package pipeline

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/survey/survey"
)

// What a person has decided of who is who counts in the comparison of a run: the earlier
// practice is called as the later one, and the manifest names the table.
func TestComparisonFollowsDecisions(t *testing.T) {
	opts := sampleOptions()
	inputs := filepath.Join(t.TempDir(), "inputs")
	if err := os.CopyFS(inputs, os.DirFS(filepath.Join(need.Root(t), "inputs"))); err != nil {
		t.Fatal(err)
	}
	opts.Inputs, opts.Layouts = inputs, filepath.Join(inputs, "layouts")
	earlier := func() (ids []string, named bool) {
		t.Helper()
		job, err := Open(opts)
		if err != nil {
			t.Fatal(err)
		}
		in, err := Read(job, nil)
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(in.Evidence.Earlier, func(s survey.Submission) bool { return s.Partner.ID == "verbodolsk" })
		for _, p := range in.Evidence.Earlier[at].Practices {
			ids = append(ids, p.ID)
		}
		text, err := job.manifest(in).JSON()
		return ids, err == nil && strings.Contains(string(text), "identity.csv")
	}
	before, named := earlier()
	if !slices.Contains(before, "VER-01") || slices.Contains(before, "VER-10") || named {
		t.Fatal(before, named)
	}
	write(t, filepath.Join(inputs, "identity.csv"), []byte("decision,earlier_period,earlier,later_period,later,who,why\nrenamed,2025-H2,verbodolsk/VER-01,2026-H1,verbodolsk/VER-10,аналітик,лист\n"))
	after, named := earlier()
	if slices.Contains(after, "VER-01") || !slices.Contains(after, "VER-10") || len(after) != len(before) || !named {
		t.Error(after, named)
	}
}
