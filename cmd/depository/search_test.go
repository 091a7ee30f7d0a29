package main

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
)

// The command finds what another dictionary says is relevant, with a line for each
// query in order.
func TestSearchOfDocuments(t *testing.T) {
	queries := need.Shared(t, "search/queries.tsv")
	var stdout, stderr bytes.Buffer
	if status := Main([]string{"search", "--documents", need.Shared(t, "search/documents.jsonl"), "--queries", queries, "--exact"}, &stdout, &stderr); status != statusDone {
		t.Fatal(stderr.String())
	}
	data, err := os.ReadFile(queries)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(strings.TrimSpace(string(data)), "\n")[1:]
	got := strings.Split(strings.TrimSuffix(stdout.String(), "\n"), "\n")
	if len(got) != len(want) {
		t.Fatalf("%d lines, want %d", len(got), len(want))
	}
	found, relevant, both := 0, 0, 0
	for i, line := range got {
		query, ids, _ := strings.Cut(line, "\t")
		f := strings.Split(want[i], "\t")
		if query != f[0] {
			t.Fatalf("line %d is about %q, want %q", i+1, query, f[0])
		}
		right := strings.Fields(f[3])
		relevant += len(right)
		for _, id := range strings.Fields(ids) {
			found++
			if slices.Contains(right, id) {
				both++
			}
		}
	}
	if recall, precision := float64(both)/float64(relevant), float64(both)/float64(found); recall < 0.95 || precision < 0.95 {
		t.Errorf("recall %.4f, precision %.4f: both are to be at least 0.95", recall, precision)
	}
}
