package attributes

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "attributes.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Values are read as people type them, the last year counts of which one is known,
// and what cannot be read is told with its cell.
func TestRead(t *testing.T) {
	table, problems, err := Read(write(t, "value,year,code,attribute,source\n"+
		"10,2021,A,population,census\n12,2022,A,population,\n,2023,A,population,\n\"1,5\",2022,B,area,\nmany,2022,B,population,\n1,2022,,population,\n7,2022,C,area,\n8,2022,C,area,\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		code, attribute string
		want            float64
		known           bool
	}{{"A", "population", 12, true}, {"B", "area", 1.5, true}, {"B", "population", 0, false}, {"C", "area", 7, true}, {"A", "area", 0, false}} {
		if x, ok := table.Value(c.code, c.attribute); x != c.want || ok != c.known {
			t.Errorf("%s %s: %v, %t", c.code, c.attribute, x, ok)
		}
	}
	var told []string
	for _, p := range problems {
		told = append(told, p.Code+" "+p.At.Name()+" "+p.Read)
	}
	if want := []string{"attribute-number A6 many", "attribute-unnamed C7 population", "attribute-twice A9 8"}; !slices.Equal(told, want) {
		t.Errorf("%q", told)
	}
	for text, missing := range map[string]string{"": "code, attribute, value", "code,value\nA,1\n": "attribute"} {
		if _, _, err := Read(write(t, text)); err == nil || text != "" && !strings.Contains(err.Error(), missing) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// What was never looked up is not known, and is no zero.
func TestReadAdoption(t *testing.T) {
	a, problems, err := ReadAdoption(write(t, "code,petitions,budget\nA,1,\nB,0,1\nC,yes,0\n"))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(a.Tools, []string{"petitions", "budget"}) || len(a.Known["petitions"]) != 2 || !a.Known["petitions"]["A"] || a.Known["petitions"]["B"] || len(a.Known["budget"]) != 2 {
		t.Errorf("%+v", a)
	}
	if len(problems) != 1 || problems[0].Code != "adoption-mark" || problems[0].At.Name() != "B4" {
		t.Errorf("%+v", problems)
	}
}
