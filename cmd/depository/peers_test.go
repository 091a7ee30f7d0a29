package main

import (
	"bytes"
	"encoding/csv"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
)

// printedTable runs the command and reads the table that it prints.
func printedTable(t *testing.T, args ...string) [][]string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if status := Main(args, &stdout, &stderr); status != statusDone {
		t.Fatalf("%v: status %d: %s", args, status, stderr.String())
	}
	rows, err := csv.NewReader(&stdout).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// within compares two tables: numbers with a decimal point within a tolerance,
// everything else letter by letter.
func within(t *testing.T, got, want [][]string, tolerance float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d rows, want %d", len(got), len(want))
	}
	for i := range want {
		if !slices.EqualFunc(got[i], want[i], func(a, b string) bool {
			x, errX := strconv.ParseFloat(a, 64)
			y, errY := strconv.ParseFloat(b, 64)
			return a == b || strings.Contains(b, ".") && errX == nil && errY == nil && math.Abs(x-y) <= tolerance
		}) {
			t.Errorf("row %d: %v, want %v", i, got[i], want[i])
		}
	}
}

// The command prints what an independent program found, within 1e-9.
func TestPeersOfHromadas(t *testing.T) {
	for data, expected := range map[string]string{
		"attributes.csv": "expected/peers-attributes.csv", "likeness.csv": "expected/peers-likeness.csv", "expected/small-attributes.csv": "expected/small-peers.csv",
	} {
		want := csvFile(t, need.Shared(t, "peers/"+expected))
		args := []string{"peers", "--method", "egov-practices", "--csv", "--k", "7", "--attributes", need.Shared(t, "peers/"+data)}
		for i, row := range want[1:] {
			if i == 0 || want[i][0] != row[0] {
				args = append(args, row[0])
			}
		}
		within(t, printedTable(t, args...), want, 1e-9)
	}
}
