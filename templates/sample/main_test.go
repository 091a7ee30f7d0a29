package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// The committed workbooks of the sample are what its answers and the form give.
func TestCommittedSample(t *testing.T) {
	to := t.TempDir()
	if err := writeSample(io.Discard, filepath.Join("..", "..", "testdata", "sample"), to, "egov-practices"); err != nil {
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
