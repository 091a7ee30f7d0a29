package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"depository.example/depository/templates"
)

// TestDoneWithErrorsIsNoCrash: a fatal error of Go exits with 2 (runtime: "exit
// status 2"), so that status can mean nothing that was done. Every text that
// states the statuses says the same.
func TestDoneWithErrorsIsNoCrash(t *testing.T) {
	if statusCorrect != 3 {
		t.Errorf("statusCorrect is %d, want 3", statusCorrect)
	}
	said := regexp.MustCompile(`(?i)(exit )?status(es)?( is|:)? [^.\n]*\b2\b|код завершення[^.\n]*\b2\b|-eq 2\b`)
	judge := func(where, text string) {
		if found := said.FindString(text); found != "" {
			t.Errorf("%s still says %q", where, found)
		}
	}
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		judge(cmd.CommandPath()+" --help", cmd.Long)
		for _, c := range cmd.Commands() {
			walk(c)
		}
	}
	for _, lang := range templates.Languages {
		walk(newRootCommand(textsIn(t, lang)))
	}
	root := filepath.Join("..", "..")
	for _, name := range []string{"Makefile", "README.md", ".ci/run"} {
		judge(name, read(t, filepath.Join(root, name)))
	}
	err := filepath.WalkDir(filepath.Join(root, "docs"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".md") {
			judge(path, read(t, path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, say := range map[string]string{"Makefile": "-eq 3", "README.md": "3: done, but a partner has errors to correct"} {
		if !strings.Contains(read(t, filepath.Join(root, name)), say) {
			t.Errorf("%s does not say %q", name, say)
		}
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
