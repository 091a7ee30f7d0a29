package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// BenchmarkIndex scores a plain CSV file of 100,000 units and 30 indicators.
func BenchmarkIndex(b *testing.B) {
	const units, indicators = 100_000, 30
	var method, data strings.Builder
	method.WriteString("method: 1\nid: t\nunit: {id: [unit]}\ntree:\n  id: t\n  parts:\n")
	data.WriteString("unit")
	for i := range indicators {
		fmt.Fprintf(&method, "    - {id: x%d, normalise: {by: goalposts, low: 0, high: 100}}\n", i)
		fmt.Fprintf(&data, ",x%d", i)
	}
	for u := range units {
		fmt.Fprintf(&data, "\nГромада %d", u)
		for i := range indicators {
			fmt.Fprintf(&data, ",%d.%02d", (u*7919+i*104729)%101, (u*31+i)%100)
		}
	}
	dir := b.TempDir()
	for name, text := range map[string]string{"m.yaml": method.String(), "t.csv": data.String()} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(data.Len()))
	for b.Loop() {
		if status, _, errs := command("index", "--method", filepath.Join(dir, "m.yaml"), "--data", filepath.Join(dir, "t.csv"), "--out", filepath.Join(dir, "r.csv")); status != 0 {
			b.Fatal(errs)
		}
	}
}
