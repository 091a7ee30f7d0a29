package pipeline

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/edition"
	"depository.example/depository/pipeline/media/attributes"
	"depository.example/depository/pipeline/media/system"
	"depository.example/depository/pipeline/workspace"
)

// A file that is saved anew while a run goes on is noticed and named, in both languages,
// and nothing is published, wherever more than its reading goes by its hash; without that,
// the manifest has the hash of what was read.
func TestAFileThatChangesDuringARunIsNamed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, file string
		stage      Stage // at its first report the file becomes another
		archive    bool
	}{
		{"a workbook, after it was read", "2026-H1/verbodolsk.xlsx", Scoring, true},
		{"a workbook of the period before, before it is read", "2025-H2/verbodolsk.xlsx", Reading, true},
		{"a file beside, which is told of", "2026-H1/list.txt", Scoring, true},
		{"who is who", attributes.IdentityFile, Scoring, true},
		{"a workbook, and no archive", "2026-H1/verbodolsk.xlsx", Scoring, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			opts, read := changing(t, c.archive)
			path := filepath.Join(opts.Inputs, filepath.FromSlash(c.file))
			done := false
			_, err := Run(opts, func(stage Stage, _, _ int, _ string) {
				if stage == c.stage && !done {
					done = true
					replace(t, path)
				}
			})
			if !done {
				t.Fatal("the file did not change")
			}
			if !c.archive {
				if err != nil || hashInManifest(t, opts, c.file) != read[c.file] {
					t.Errorf("%v: the manifest has another hash than what was read", err)
				}
				return
			}
			if err == nil {
				t.Fatal("the change was not noticed")
			}
			for lang, say := range map[string]string{"uk": "змінився, доки його читали", "en": "changed while it was read"} {
				if text := system.Told(catalogue(t, lang), err); !strings.Contains(text, say) || !strings.Contains(text, filepath.Base(c.file)) {
					t.Errorf("%s: %s", lang, text)
				}
			}
			if _, err := os.Stat(filepath.Join(opts.Outputs, opts.Period)); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("an edition was published: %v", err)
			}
			if _, err := Run(opts, nil); err != nil { // as it is now
				t.Errorf("the next run: %v", err)
			}
		})
	}
}

// changing lays two workbooks of two periods, and files beside them; read has the hash of each.
func changing(t *testing.T, archive bool) (opts Options, read map[string]string) {
	t.Helper()
	home := t.TempDir()
	opts = quickOptions(t)
	opts.Sources = workspace.Sources{Method: opts.Method, Inputs: filepath.Join(home, "inputs")}
	opts.Outputs, opts.Period, opts.Reports, opts.Parts = filepath.Join(home, "outputs"), "2026-H1", []string{"uk"}, nil
	if archive {
		opts.Archive = filepath.Join(home, "private", "archive")
	}
	read = map[string]string{}
	for _, file := range []string{"2025-H2/verbodolsk.xlsx", "2026-H1/verbodolsk.xlsx", "2026-H1/tykhoozersk.xlsx"} {
		data, err := os.ReadFile(filepath.Join(need.Root(t), "inputs", filepath.FromSlash(file)))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(opts.Inputs, filepath.FromSlash(file)), data)
		read[file] = edition.Sum(data)
	}
	write(t, filepath.Join(opts.Inputs, "2026-H1", "list.txt"), []byte("хто що надіслав"))
	write(t, filepath.Join(opts.Inputs, attributes.IdentityFile), []byte("decision,earlier_period,earlier,later_period,later,who,why\n,2025-H2,,,,,ще не відомо\n"))
	return opts, read
}

// replace puts another file in the place of one, as long as it, as a program that saves does.
func replace(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if at := 10; bytes.HasPrefix(data, []byte("PK")) { // when its first part was packed, which no reader looks at
		data[at]++
	} else {
		data[len(data)-1] = ' '
	}
	write(t, path+".new", data)
	if err := os.Rename(path+".new", path); err != nil {
		t.Fatal(err)
	}
}

func hashInManifest(t *testing.T, opts Options, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(opts.Outputs, opts.Period, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	var m edition.Manifest
	if err := json.Unmarshal(data, &m); err != nil {
		t.Fatal(err)
	}
	for _, f := range m.Inputs {
		if f.Path == name {
			return f.SHA256
		}
	}
	return ""
}
