package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"depository.example/depository/pipeline/media/publish"
)

func TestTemplateIsWrittenOnce(t *testing.T) {
	out := filepath.Join(t.TempDir(), "kyiv.xlsx")
	run := func(args ...string) (string, error) {
		cmd := newTemplateCommand()
		cmd.SilenceErrors, cmd.SilenceUsage = true, true
		var said bytes.Buffer
		cmd.SetOut(&said)
		cmd.SetArgs(append([]string{"--partner", "kyiv", "--period", "2026-H1", "--out", out}, args...))
		err := cmd.Execute()
		return said.String(), err
	}
	said, err := run("--practices", "2")
	if err != nil || !strings.Contains(said, out) || !strings.Contains(said, "2 картки") {
		t.Fatalf("%q, %v", said, err)
	}
	before, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var exists *publish.ExistsError
	if _, err := run(); !errors.As(err, &exists) || !exists.Taken {
		t.Errorf("a form that exists: %v", err)
	}
	if after, _ := os.ReadFile(out); !bytes.Equal(before, after) {
		t.Error("a form that exists was changed")
	}
	for _, wrong := range [][]string{{"--period", "2026/H1"}, {"--lang", "de"}, {"--practices", "0"}, {"--practices", "100", "--out", out + "x"}, {"--method", "none"}, {"--partner", "«»"}} {
		if _, err := run(wrong...); err == nil {
			t.Errorf("%v: no error", wrong)
		}
	}
	if _, err := os.Stat(out + "x"); err == nil {
		t.Error("a form that could not be written was left behind")
	}
}
