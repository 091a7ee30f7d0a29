package main

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"depository.example/depository/internal/trial"
)

func BenchmarkZZ(b *testing.B) {
	n, _ := strconv.Atoi(os.Getenv("ZZ"))
	home := os.Getenv("ZZHOME")
	for _, period := range []string{"2025-H2", "2026-H1"} {
		manyBooks(b, filepath.Join(home, "inputs", period), period, n)
	}
	q, _ := os.ReadFile(trial.Quick(b))
	os.WriteFile(filepath.Join(home, "method.yaml"), q, 0o644)
	os.WriteFile(filepath.Join(home, "config.yaml"), []byte("method: "+home+"/method.yaml\ninputs: inputs\noutputs: outputs\nprivate: private\nreports: uk\nperiod: 2026-H1\n"), 0o644)
}
