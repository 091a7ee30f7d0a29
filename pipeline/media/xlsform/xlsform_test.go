package xlsform_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/xuri/excelize/v2"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/media/xlsform"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/templates"
)

// TestPyxformTakesTheQuestionnaires: what KoboToolbox and ODK use to read XLSForms takes
// the built-in methods without a warning, and asks each question under its id.
func TestPyxformTakesTheQuestionnaires(t *testing.T) {
	python := need.Tool(t, "python3")
	home, err := os.UserHomeDir()
	if err != nil {
		t.Fatal(err)
	}
	packages := filepath.Join(home, ".cache", "depository", "python")
	if _, err := os.Stat(filepath.Join(packages, "pyxform")); err != nil {
		need.Missing(t, "pyxform is not in %s: testdata/tools.sh fetches it", packages)
	}
	script := filepath.Join(t.TempDir(), "convert.py")
	if err := os.WriteFile(script, []byte(`import sys; sys.path.insert(0, sys.argv[1])
from pyxform.xls2xform import convert
for path in sys.argv[2:]:
    r = convert(path, validate=False)
    for w in r.warnings:
        print("warning:", w)
    print(r.xform)
    print("END OF FORM")
`), 0o600); err != nil {
		t.Fatal(err)
	}
	args, dir := []string{script, packages}, t.TempDir()
	var methods []*method.Method
	for _, name := range []string{"egov-practices", "local-services"} {
		for _, partner := range []survey.Partner{{}, {ID: "bar", Name: survey.Text{"uk": "м. Бар «п'ять»", "en": "Bar"}, Place: "UA05020030000031457"}} {
			m, data := written(t, name, partner)
			path := filepath.Join(dir, fmt.Sprintf("form%d.xlsx", len(methods)))
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			methods, args = append(methods, m), append(args, path)
		}
	}
	out, err := need.Run(t, python, args...)
	forms := strings.Split(out, "END OF FORM\n")
	if err != nil || strings.Contains(out, "warning:") || len(forms) != len(methods)+1 {
		t.Fatalf("%v: %d forms: %s", err, len(forms)-1, out[:min(len(out), 2000)])
	}
	for n, m := range methods {
		for i := range m.Questionnaire.Criteria {
			k := &m.Questionnaire.Criteria[i]
			if !strings.Contains(forms[n], `/`+k.ID+`" type=`) {
				t.Errorf("form %d: %s is not asked", n, k.ID)
			}
			if k.Ask != nil && !strings.Contains(forms[n], "../"+k.Ask.Any[0][0].Criterion) {
				t.Errorf("form %d: nothing depends on %s", n, k.Ask.Any[0][0].Criterion)
			}
		}
	}
}

// TestTheEnglishQuestionnaireIsEnglish: only the names of partners and what is an example
// of Ukrainian have its letters.
func TestTheEnglishQuestionnaireIsEnglish(t *testing.T) {
	_, data := written(t, "egov-practices", survey.Partner{})
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	texts := 0
	for _, sheet := range []string{"survey", "choices"} {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows[1:] {
			for i, text := range row {
				if !strings.HasSuffix(rows[0][i], "::English (en)") || text == "" {
					continue
				}
				texts++
				if strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) || strings.HasSuffix(text, ":") {
					t.Errorf("%s, %s: %q", row[1], rows[0][i], text)
				}
			}
		}
	}
	if texts < 300 {
		t.Errorf("%d texts", texts)
	}
}

// TestAListOfMonthsIsConstrained to as many numbers as are read of it.
func TestAListOfMonthsIsConstrained(t *testing.T) {
	_, data := written(t, "egov-practices", survey.Partner{})
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("survey")
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(rows, func(row []string) bool { return len(row) > 4 && row[1] == "results.days" })
	pattern, is := strings.CutPrefix(rows[at][slices.Index(rows[0], "constraint")], "regex(., '")
	pattern, ends := strings.CutSuffix(pattern, "')")
	if !is || !ends {
		t.Fatalf("%q", rows[at])
	}
	allowed := regexp.MustCompile(pattern)
	for text, right := range map[string]bool{"12": true, "3,5": true, "12; 9; 10": true, "1;2;3;4;5;6;7;8;9;10;11;12": true, "1;2;": true,
		"1;2;3;4;5;6;7;8;9;10;11;12;13": false, "3, 5": false, "": false, ";": false, "-1": false, "5 днів": false} {
		if allowed.MatchString(text) != right {
			t.Errorf("%q", text)
		}
	}
}

func written(t *testing.T, name string, partner survey.Partner) (*method.Method, []byte) {
	t.Helper()
	text, err := templates.Files.ReadFile("methods/" + name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	m, err := method.Parse(name, text)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]*wording.Catalogue{}
	for _, lang := range templates.Languages {
		if texts[lang], err = templates.Wording(lang); err != nil {
			t.Fatal(err)
		}
	}
	var one, two bytes.Buffer
	for _, out := range []*bytes.Buffer{&one, &two} {
		if err := xlsform.Write(out, &m.Questionnaire, xlsform.Options{Period: "2026-H2", Partner: partner, Texts: texts}); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Errorf("%s: two writings differ", name)
	}
	return m, one.Bytes()
}
