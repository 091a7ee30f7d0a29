package ingest

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/templates"
)

// A fillValue is what the programs of testdata/fill type into a cell.
type fillValue struct {
	Sheet  string   `json:"sheet"`
	Cell   string   `json:"cell"`
	Text   *string  `json:"text,omitempty"`
	Number *float64 `json:"number,omitempty"`
}

// followingQuestions are countedQuestions of which one is asked only after another: what
// is printed of a card is a formula then.
func followingQuestions() *survey.Questionnaire {
	q := countedQuestions()
	for i := range q.Criteria {
		if q.Criteria[i].ID == "results.channel" {
			q.Criteria[i].Ask = &survey.Ask{Text: "results.open == 'yes'", Any: [][]survey.Term{{{Criterion: "results.open", Op: "==", Word: "yes"}}}}
		}
	}
	return q
}

// fillValues returns what a partner types to answer countedAnswers, cell by cell of a
// blank form.
func fillValues(t *testing.T, blank string) []fillValue {
	t.Helper()
	texts, err := templates.Wording("uk")
	if err != nil {
		t.Fatal(err)
	}
	given, err := form.GivenOf(followingQuestions(), countedAnswers(), texts)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenFile(blank)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	where := map[string]string{}
	for _, n := range f.GetDefinedName() {
		where[strings.ToLower(n.Name)] = strings.ReplaceAll(n.RefersTo, "$", "")
	}
	var out []fillValue
	for name, v := range given {
		ref, down := where[strings.ToLower(name)], 0
		if ref == "" { // of the plan: a column and a row
			dot := strings.LastIndexByte(name, '.')
			ref = where[strings.ToLower(name[:dot])]
			down, _ = strconv.Atoi(name[dot+1:])
			down--
		}
		sheet, cells, ok := strings.Cut(ref, "!")
		cell, _, _ := strings.Cut(cells, ":")
		col, row, err := excelize.CellNameToCoordinates(cell)
		if !ok || err != nil {
			t.Fatalf("%s is at %q (%v)", name, ref, err)
		}
		at, _ := excelize.CoordinatesToCellName(col, row+down)
		typed := fillValue{Sheet: strings.Trim(sheet, "'"), Cell: at, Text: &v.Text}
		if x, err := strconv.ParseFloat(v.Text, 64); err == nil && v.Kind == workbook.NumberValue {
			typed.Text, typed.Number = nil, &x
		}
		out = append(out, typed)
	}
	return out
}

// interpreter finds a Python that has a module, where the programs that the module
// speaks to are there too.
func interpreter(module string, programs ...string) func(testing.TB) string {
	return func(t testing.TB) string {
		t.Helper()
		for _, program := range programs {
			need.Tool(t, program)
		}
		for _, python := range []string{"python3", "/usr/bin/python3"} {
			if exec.Command(python, "-c", "import "+module).Run() == nil {
				return python
			}
		}
		need.Missing(t, "no Python has the module %s: run make tools", module)
		return ""
	}
}

// nodeModules is where the tools of the tests put what they take from npm.
func nodeModules() string {
	home, err := os.UserHomeDir()
	if dir := os.Getenv("NODE_PATH"); dir != "" || err != nil {
		return dir
	}
	return filepath.Join(home, ".cache", "depository", "node_modules")
}

// TestFormFilledByOtherPrograms fills a blank form with each of the programs that
// partners and offices use, and reads it back equal.
func TestFormFilledByOtherPrograms(t *testing.T) {
	need.Long(t)
	for _, program := range []struct {
		name, script string
		interpreter  func(testing.TB) string
	}{
		{"LibreOffice", "libreoffice_fill.py", interpreter("uno", "soffice")},
		{"openpyxl", "openpyxl_fill.py", interpreter("openpyxl")},
		{"exceljs", "exceljs_fill.js", exceljs},
	} {
		t.Run(program.name, func(t *testing.T) {
			interpreter := program.interpreter(t)
			dir := t.TempDir()
			blank, values, filled := filepath.Join(dir, "form.xlsx"), filepath.Join(dir, "values.json"), filepath.Join(dir, "filled.xlsx")
			if err := os.WriteFile(blank, writtenForm(t, followingQuestions(), "uk", nil), 0o644); err != nil {
				t.Fatal(err)
			}
			data, err := json.Marshal(fillValues(t, blank))
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(values, data, 0o644); err != nil {
				t.Fatal(err)
			}
			t.Setenv("NODE_PATH", nodeModules())
			if out, err := need.Run(t, interpreter, filepath.Join("testdata", "fill", program.script), blank, values, filled); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			if data, err = os.ReadFile(filled); err != nil {
				t.Fatal(err)
			}
			got, problems := read(t, data, followingQuestions(), "2026-H1")
			if at := slices.Concat(atCodes(problems, "sheet-no-value"), atCodes(problems, "form-beside")); len(at) > 0 {
				t.Errorf("what the form itself says is told at %v", at)
			}
			if diff := cmp.Diff(*countedAnswers(), got, withoutPlaces); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// exceljs returns the program that runs it.
func exceljs(t testing.TB) string {
	t.Helper()
	cmd := exec.Command("node", "-e", "require('exceljs')")
	cmd.Env = append(os.Environ(), "NODE_PATH="+nodeModules())
	if cmd.Run() != nil {
		need.Missing(t, "exceljs is not here: run make tools")
	}
	return "node"
}
