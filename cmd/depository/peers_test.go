package main

import (
	"bytes"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
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

// The hit rates are those that an independent program found, within 1e-6.
func TestAdoptCheck(t *testing.T) {
	const eight = "population,urban_share,area_km2,settlements,travel_minutes,own_income_per_head,transfers_share,kind"
	want := csvFile(t, need.Shared(t, "peers/expected/hit-rates.csv"))
	for name, only := range map[string]string{"eight attributes": eight, "all attributes": "", "population alone": "population"} {
		for _, data := range []string{"likeness.csv", "attributes.csv"} {
			for _, k := range []string{"7", "15"} {
				expected := [][]string{want[0]}
				for _, row := range want {
					if row[0] == name+", "+data && row[1] == k {
						expected = append(expected, row)
					}
				}
				if len(expected) == 1 {
					continue
				}
				args := []string{"adopt", "--check", "--method", "egov-practices", "--inputs", t.TempDir(), "--k", k, "--adoption", need.Shared(t, "peers/edem.csv"), "--attributes", need.Shared(t, "peers/"+data)}
				if only != "" {
					args = append(args, "--only", only)
				}
				within(t, printedTable(t, args...), expected, 1e-6)
			}
		}
	}
}

// Beside likeness stand the map and the oblast where it is known where places lie.
func TestAdoptCheckOnTheMap(t *testing.T) {
	inputs := t.TempDir()
	var extra bytes.Buffer
	w := csv.NewWriter(&extra)
	for _, row := range csvFile(t, need.Shared(t, "peers/places.csv")) {
		if err := w.Write([]string{row[0], row[5], row[6]}); err != nil {
			t.Fatal(err)
		}
	}
	w.Flush()
	if err := os.WriteFile(filepath.Join(inputs, "places-extra.csv"), extra.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	const eight = "population,urban_share,area_km2,settlements,travel_minutes,own_income_per_head,transfers_share,kind"
	got := printedTable(t, "adopt", "--check", "--method", "egov-practices", "--inputs", inputs, "--adoption", need.Shared(t, "peers/edem.csv"),
		"--attributes", need.Shared(t, "peers/likeness.csv"), "--only", eight)
	by := map[string][]string{}
	for _, row := range got {
		by[strings.Join(row[:3], "|")] = row
	}
	n := 0
	for _, row := range csvFile(t, need.Shared(t, "peers/expected/hit-rates.csv")) {
		if row[0] == "same oblast" || row[0] == "nearest on the map" && row[1] == "15" {
			n++
			within(t, [][]string{by[strings.Join(row[:3], "|")]}, [][]string{row}, 1e-6)
		}
	}
	if n != 8 {
		t.Errorf("%d rows were compared, want 8", n)
	}
}
