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

func TestPartnerIDs(t *testing.T) {
	for given, want := range map[string]string{
		"vinnytsia":         "vinnytsia",
		"Вінниця":           "vinnytsia",
		"KYIV":              "kyiv",
		"Івано-Франківськ":  "ivano-frankivsk",
		"Львівська область": "lvivska-oblast",
		"Згурівка":          "zghurivka",
		"м. Яготин":         "m-yahotyn",
		"Кам’янець-Подільський":         "kamianets-podilskyi",
		"../../etc/passwd":              "etc-passwd",
		"Їжакевичі та Щасливе (Юність)": "yizhakevychi-ta-shchaslyve-yunist",
		" « » ": "",
	} {
		if got := partnerOf(given).ID; got != want {
			t.Errorf("%q: %q, want %q", given, got, want)
		}
	}
}

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

// The committed workbooks of the sample are what its answers and the form give.
func TestCommittedSample(t *testing.T) {
	to := t.TempDir()
	cmd := newSampleCommand()
	cmd.SetOut(new(bytes.Buffer))
	cmd.SetArgs([]string{"--from", filepath.Join("..", "..", "testdata", "sample"), "--inputs", to})
	if err := cmd.Execute(); err != nil {
		t.Fatal(err)
	}
	made, err := filepath.Glob(filepath.Join(to, "*", "*.xlsx"))
	if err != nil || len(made) != 10 {
		t.Fatalf("%d workbooks, want 10 (%v)", len(made), err)
	}
	for _, file := range made {
		rel, _ := filepath.Rel(to, file)
		want, _ := os.ReadFile(file)
		got, err := os.ReadFile(filepath.Join("..", "..", "inputs", rel))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("inputs/%s is not what make sample writes (%v)", rel, err)
		}
	}
}
