package memory

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"depository.example/depository/pipeline/media/attributes"
	"depository.example/depository/pipeline/media/store"
	"depository.example/depository/templates"
)

// A person decides in the workbook that p2 has become p3; from then on diff and history
// follow, nobody is asked again, and another decision is refused.
func TestIdentityIsDecidedByAPerson(t *testing.T) {
	db, opts := empty(t), sampleOptions(t, "")
	enter(t, db, "2025-H2", "2026-01-10", weighing("1"), nil, map[string][2]float64{"p1": {4, 2}, "p2": {0, 0}})
	enter(t, db, "2026-H1", "2026-07-10", weighing("1"), nil, map[string][2]float64{"p1": {4, 2}, "p3": {10, 10}})
	opts.Inputs = t.TempDir()
	registry := func() *Registry {
		t.Helper()
		r, err := Identities(db, store.Known{}, opts.Inputs)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	book, n, err := registry().Proposals()
	if err != nil || n != 1 {
		t.Fatalf("%d proposals, %v", n, err)
	}
	path := filepath.Join(t.TempDir(), "identity.xlsx")
	fill := func(decision string) {
		t.Helper()
		x, err := excelize.OpenReader(bytes.NewReader(book))
		if err != nil {
			t.Fatal(err)
		}
		for cell, text := range map[string]string{"A2": decision, "F2": "аналітик", "G2": "лист від 1 липня"} {
			if err := x.SetCellStr(x.GetSheetName(0), cell, text); err != nil {
				t.Fatal(err)
			}
		}
		if err := x.SaveAs(path); err != nil {
			t.Fatal(err)
		}
	}
	fill("renamed")
	csv, added, doubts, err := registry().Decide(path)
	if err != nil || added != 1 || len(doubts) > 0 {
		t.Fatalf("%d added, %v, %v", added, doubts, err)
	}
	if err := os.WriteFile(filepath.Join(opts.Inputs, attributes.IdentityFile), csv, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, n, _ := registry().Proposals(); n > 0 {
		t.Error("what was decided is asked again")
	}
	fill("ended")
	if _, _, _, err := registry().Decide(path); err == nil {
		t.Error("a decision was overruled")
	}
	changes, err := diff(opts, db, "2025-H2", "2026-H1", "", store.Known{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range changeRows(changes)[1:] {
		got = append(got, strings.Join(row[:6], " "))
	}
	// Of p1 (30) and p2 (0), 15; of p1 and p3 (100), 65: all of it from answers.
	want := []string{"score a  overall 15.000000 65.000000", "answers a  overall 15.000000 65.000000", "practice a p3  Practice p2 Practice p3"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	texts, err := templates.Wording("en")
	if err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	if err := (Asked{DB: db, Texts: texts}).History(&said, opts.Inputs, "a/p3"); err != nil || !strings.Contains(said.String(), "Practice p2") || !strings.Contains(said.String(), "Practice p3") {
		t.Errorf("%s, %v", said.String(), err)
	}
}
