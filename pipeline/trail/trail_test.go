package trail_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/trail"
	"depository.example/depository/pipeline/workspace"
	"depository.example/depository/templates"
)

// options are a copy of the sample whose method draws less: what is drawn is drawn
// alike, and a run takes a tenth.
func options(t testing.TB) pipeline.Options {
	t.Helper()
	dir := t.TempDir()
	method, err := templates.Files.ReadFile("methods/egov-practices.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(method)
	for _, cut := range [][2]string{{"replications: 1000", "replications: 20"}, {"sensitivity: sobol", ""}} {
		if !strings.Contains(text, cut[0]) {
			t.Fatalf("the method has no %q", cut[0])
		}
		text = strings.Replace(text, cut[0], cut[1], 1)
	}
	inputs := filepath.Join(dir, "inputs")
	if err := os.CopyFS(inputs, os.DirFS("../../inputs")); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "egov-practices.yaml")
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return pipeline.Options{Sources: workspace.Sources{Method: file, Inputs: inputs, Layouts: filepath.Join(inputs, "layouts")},
		Lang: "uk", Reports: []string{"uk"}, Date: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)}
}

// trials is how many cells are tried.
func trials() int {
	if need.All() {
		return 200
	}
	return 4
}

// What a cell is used for is the difference of two runs: one over three partners of the
// sample, in make torture over all, one over a copy in which excelize has written
// something else into the cell.
func TestUsesAreTheDifferenceOfTwoRuns(t *testing.T) {
	opts := options(t)
	if !need.All() {
		for _, file := range []string{"2025-H2/nadberezhansk.xlsx", "2025-H2/zorianohirsk.xlsx", "2026-H1/nadberezhansk.xlsx", "2026-H1/zorianohirsk.xlsx"} {
			if err := os.Remove(filepath.Join(opts.Inputs, file)); err != nil {
				t.Fatal(err)
			}
		}
	}
	was, err := trail.Open(opts, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	before := was.Numbers()
	draw := rand.New(rand.NewPCG(7, 13))
	changed := 0
	for i := range trials() {
		file := "verbodolsk.xlsx"
		if i%3 == 1 {
			file = "tykhoozersk.xlsx"
		}
		at, value := anyCell(was, draw, file)
		uses, err := was.Uses(at, value)
		if err != nil {
			t.Fatalf("%s: %v", at, err)
		}
		other := opts
		other.Inputs = rewritten(t, opts.Inputs, at, value)
		is, err := trail.Open(other, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		if want := trail.Differences(before, is.Numbers()); !slices.Equal(uses, want) {
			t.Errorf("%s = %q: %d numbers change, a run says %d:\n%v\n%v", at, value, len(uses), len(want), uses[:min(5, len(uses))], want[:min(5, len(want))])
		}
		if len(uses) > 0 {
			changed++
		}
	}
	if changed == 0 {
		t.Error("no cell changes any number")
	}
}

// anyCell draws a cell of a file and what is to stand there: mostly of answers, else
// anywhere.
func anyCell(tr *trail.Trail, draw *rand.Rand, file string) (at, value string) {
	values := []string{"", "0", "1", "3", "5", "2 – керований", "5 – удосконалюваний", "не застосовно", "так", "ні", "багато", "97.5", "12,5", "Рішення № 12 від 12.02.2025", "2026"}
	value = values[draw.IntN(len(values))]
	var refs []cell.Ref
	for _, s := range tr.In.Submissions {
		for _, p := range s.Practices {
			for _, a := range p.Answers {
				if a.At.File == file {
					refs = append(refs, a.At, a.EvidenceAt(), p.Where(p.Cells.Title), p.Where(p.Cells.Theme))
				}
			}
		}
	}
	refs = slices.DeleteFunc(refs, func(r cell.Ref) bool { return r.IsZero() })
	r := refs[draw.IntN(len(refs))]
	if draw.IntN(6) == 0 {
		r.Row, r.Col = 1+draw.IntN(60), 1+draw.IntN(6)
	}
	return r.String(), value
}

// rewritten copies inputs with something else in one cell.
func rewritten(t testing.TB, inputs, at, value string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "inputs")
	if err := os.CopyFS(dir, os.DirFS(inputs)); err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(at, "!")
	path := filepath.Join(dir, "2026-H1", parts[0])
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	put := func() error { return book.SetCellStr(parts[1], parts[2], value) }
	if x, err := strconv.ParseFloat(value, 64); err == nil {
		put = func() error { return book.SetCellFloat(parts[1], parts[2], x, -1, 64) }
	} else if value == "" {
		put = func() error { return book.SetCellValue(parts[1], parts[2], nil) }
	}
	if err := put(); err != nil {
		t.Fatal(err)
	}
	if err := book.Save(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// Every number of the sample has a tree that ends at cells with what stands there and
// the sum of their file, or says that it is the method's.
func TestTreesEndAtCells(t *testing.T) {
	opts := options(t)
	tr, err := trail.Open(opts, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	texts, err := templates.Wording("uk")
	if err != nil {
		t.Fatal(err)
	}
	for _, ref := range []string{"score/verbodolsk/legal", "mean/replicability", "rank/verbodolsk/maturity", "change/tykhoozersk", "gap/verbodolsk/legal", "gain/SEC-03", "level/sontsepilsk/maturity", "before/verbodolsk/maturity", "advice/SEC-03/short", "range", "interval/verbodolsk/low", "interval/verbodolsk/ZZ68010000000000022-VER-01/legal/high", "given/legal.basis"} {
		var b bytes.Buffer
		if err := tr.Explain(&b, texts, ref); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{ref + " = ", ".xlsx!Практика ", "SHA-256"} {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%s: no %q in\n%s", ref, want, b.String()[:min(b.Len(), 600)])
			}
		}
	}
	for wrong, want := range map[string]string{
		"score/verbodolks/legal": "ви мали на увазі score/verbodolsk/legal",
		"score/verbodolsk/leg":   "ви мали на увазі score/verbodolsk/legal",
		"Тихоозерськ":            "change/tykhoozersk",
		"nothing/at/all":         "починаються так: above, advice, answer, ",
	} {
		if err := tr.Explain(&bytes.Buffer{}, texts, wrong); err == nil || !strings.Contains(texts.Tell(err, error.Error), want) {
			t.Errorf("%s: %v, want %s", wrong, err, want)
		}
	}
	for _, wrong := range []string{"", "verbodolsk.xlsx", "verbodolsk.xlsx!Практика 1!14D", "nobody.xlsx!Практика 1!D14", "verbodolsk.xlsx!Нема!D14"} {
		if _, err := tr.Uses(wrong, ""); err == nil {
			t.Errorf("%q is a cell", wrong)
		} else if fmt.Sprint(err) == "" {
			t.Errorf("%q: no word", wrong)
		}
	}
}
