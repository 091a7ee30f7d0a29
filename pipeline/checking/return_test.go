package checking

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/system"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/workspace"
	"depository.example/depository/templates"
)

// checkOptions reads as a run of the sample does.
func checkOptions(inputs string) pipeline.Options {
	return pipeline.Options{Sources: workspace.Sources{Inputs: inputs, Method: "egov-practices"}, Lang: "uk"}
}

// opened is the workspace that a check opens before it reads.
var opened = sync.OnceValues(func() (*workspace.Workspace, error) { return workspace.Open(checkOptions("").Sources) })

// reading is the workspace, opened once.
func reading(t *testing.T) *workspace.Workspace {
	t.Helper()
	w, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// readAlone reads one workbook as the check does.
func readAlone(t *testing.T, path string) ingest.Result {
	t.Helper()
	w := reading(t)
	return ingest.ReadFiles([]ingest.Source{{Name: filepath.Base(path), Path: path}}, w.Reading(""), nil)
}

// returned checks one file of the sample and returns where its workbook that goes back is.
func returned(t *testing.T, path, dir string) string {
	t.Helper()
	texts, err := templates.Wording("uk")
	if err != nil {
		t.Fatal(err)
	}
	found, err := Check(checkOptions("../../inputs"), []string{path}, nil)
	if err != nil {
		t.Fatal(err)
	}
	written, err := found.Return(dir, texts)
	if err != nil || len(written) != 1 {
		t.Fatalf("%v %v", written, err)
	}
	return written[0].Path
}

var apartFromPlaces = cmp.Options{cmpopts.IgnoreTypes(cell.Ref{}, survey.Spot{}), cmpopts.EquateEmpty(),
	cmpopts.IgnoreFields(survey.Submission{}, "SHA256")}

const toCorrect = "../../inputs/2026-H1/nadberezhansk.xlsx"

// A formBack is the form of toCorrect as it goes back, which several tests take for theirs.
var formBack struct {
	sync.Once
	name string
	data []byte
}

// goneBack lays it into a folder of its own and returns its path.
func goneBack(t *testing.T) string {
	t.Helper()
	formBack.Do(func() {
		path := returned(t, toCorrect, t.TempDir())
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		formBack.name, formBack.data = filepath.Base(path), data
	})
	if formBack.data == nil {
		t.Fatal("the form did not go back")
	}
	path := filepath.Join(t.TempDir(), formBack.name)
	if err := os.WriteFile(path, formBack.data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestReturnedFormIsReadAsTheFirst(t *testing.T) {
	back := goneBack(t)
	if filepath.Base(back) != "nadberezhansk.xlsx" {
		t.Errorf("the partner's file is called %s", back)
	}
	first, second := readAlone(t, toCorrect), readAlone(t, back)
	if diff := cmp.Diff(first.Submissions, second.Submissions, apartFromPlaces); diff != "" {
		t.Error(diff)
	}
	if a, b := codes(first.Problems), codes(second.Problems); a != b {
		t.Errorf("problems of the first %s, of the second %s", a, b)
	}
}

func codes(problems cell.Problems) string {
	var out []string
	for _, p := range problems {
		out = append(out, p.Code+" "+p.Read)
	}
	return strings.Join(out, "; ")
}

// marked reads the list of errors: what is wrong, and the cell that its link
// leads to, as sheet and address.
func marked(t *testing.T, f *excelize.File) map[string][2]string {
	t.Helper()
	out := map[string][2]string{}
	for row := 5; row < 40; row++ {
		at := func(col string) string {
			v, err := f.GetCellValue("Помилки", col+strconv.Itoa(row))
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
		if at("A") == "" {
			break
		}
		_, link, err := f.GetCellHyperLink("Помилки", "C"+strconv.Itoa(row))
		if err != nil || link != "'"+at("B")+"'!"+at("C") {
			t.Errorf("the link of %s!%s is %q (%v)", at("B"), at("C"), link, err)
		}
		out[at("D")+" "+at("E")] = [2]string{at("B"), at("C")}
	}
	return out
}

func TestCorrectedFormIsClean(t *testing.T) {
	back := goneBack(t)
	f, err := excelize.OpenFile(back)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	where := marked(t, f)
	for what, right := range map[string]any{
		"Рівень не прочитано 2–3":       "3 – визначений",
		"Невідомий напрям Цифровізація": "Електронні послуги",
		"Частка понад 100 % 140":        40,
		"Число не прочитано багато":     55,
		"Рівень без доказу ":            "https://example.org/proof",
		"Немає відповіді ":              "2 – керований",
	} {
		at, there := where[what]
		if !there {
			t.Errorf("%q is not on the list: %v", what, where)
			continue
		}
		if err := f.SetCellValue(at[0], at[1], right); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
	got := readAlone(t, back)
	if len(got.Problems) > 0 {
		t.Errorf("still wrong: %s", codes(got.Problems))
	}
	before, after := readAlone(t, toCorrect).Submissions[0], got.Submissions[0]
	changed := 0
	for i := range before.Practices {
		for j := range before.Practices[i].Answers {
			if !cmp.Equal(before.Practices[i].Answers[j], after.Practices[i].Answers[j], apartFromPlaces) {
				changed++
			}
		}
	}
	if changed != 5 { // all but the theme, which is no answer
		t.Errorf("%d answers changed", changed)
	}
}

func TestCorrectedFormReplacesTheFirst(t *testing.T) {
	back := goneBack(t)
	dir := filepath.Dir(back)
	if err := os.Rename(back, filepath.Join(dir, "nadberezhansk-2.xlsx")); err != nil {
		t.Fatal(err)
	}
	first, err := os.ReadFile(toCorrect)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "nadberezhansk.xlsx"), first, 0o644); err != nil {
		t.Fatal(err)
	}
	got, err := ingest.ReadDir(dir, reading(t).Reading(""), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Submissions) != 1 || got.Submissions[0].File != "nadberezhansk-2.xlsx" {
		t.Errorf("%d submissions: %s", len(got.Submissions), codes(got.Problems))
	}
	if n := strings.Count(codes(got.Problems), "file-replaced"); n != 1 {
		t.Errorf("the former file is not said to be replaced: %s", codes(got.Problems))
	}
}

func TestReturnOverwritesNothing(t *testing.T) {
	dir := t.TempDir()
	kept := filepath.Join(dir, "nadberezhansk.xlsx")
	if err := os.WriteFile(kept, []byte("somebody's"), 0o644); err != nil {
		t.Fatal(err)
	}
	texts, _ := templates.Wording("uk")
	found, err := Check(checkOptions("../../inputs"), []string{toCorrect}, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = found.Return(dir, texts)
	var exists *publish.ExistsError
	if !errors.As(err, &exists) || exists.Paths[0] != kept {
		t.Errorf("%v", err)
	}
	if names, _ := os.ReadDir(dir); len(names) != 1 {
		t.Errorf("%d files written beside it", len(names)-1)
	}
}

func TestReturnOfOwnTable(t *testing.T) {
	dir := t.TempDir()
	table := filepath.Join(dir, "Таблиця №1.xlsx")
	if err := os.WriteFile(table, []byte("not a workbook"), 0o644); err != nil {
		t.Fatal(err)
	}
	back := returned(t, table, filepath.Join(t.TempDir(), "back"))
	if want := "Таблиця №1 – помилки.xlsx"; filepath.Base(back) != want {
		t.Errorf("written to %s", back)
	}
	f, err := excelize.OpenFile(back)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if what, _ := f.GetCellValue("Помилки", "D4"); what == "" {
		t.Error("the list says nothing")
	}
	got := readAlone(t, back)
	if codes(got.Problems) != "file-list-of-errors " || len(got.Submissions) != 0 {
		t.Errorf("the list is read: %s", codes(got.Problems))
	}
}

// A file that is saved anew between the check and what goes back is named, and nothing is
// written.
func TestReturnOfAFileThatHasChanged(t *testing.T) {
	path, dir := goneBack(t), filepath.Join(t.TempDir(), "back")
	found, err := Check(checkOptions("../../inputs"), []string{path}, nil)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f.SetCellValue(f.GetSheetList()[0], "Z99", "пізніше"), f.Save(), f.Close()); err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{"uk": "файл " + path + " змінився, доки його читали", "en": "the file " + path + " changed while it was read"} {
		texts, err := templates.Wording(lang)
		if err != nil {
			t.Fatal(err)
		}
		written, err := found.Return(dir, texts)
		if err == nil || !strings.Contains(system.Told(texts, err), want) || len(written) > 0 {
			t.Errorf("%v, %v", written, err)
		}
	}
	if left, err := os.ReadDir(dir); !errors.Is(err, os.ErrNotExist) && len(left) > 0 {
		t.Errorf("written: %v", left)
	}
}
