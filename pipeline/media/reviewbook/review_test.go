package reviewbook

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"depository.example/depository/pipeline/measure/review"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/open"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/wording"
)

func questions() *survey.Questionnaire {
	levels := []survey.RubricLevel{{Level: 0}, {Level: 1, Name: survey.Text{"uk": "є наказ"}, Text: survey.Text{"uk": "Є наказ."}}, {Level: 2}}
	return &survey.Questionnaire{Name: survey.Text{"uk": "Методика"}, Version: "1", Criteria: []survey.Criterion{
		{ID: "legal.basis", Name: survey.Text{"uk": "Акт"}, Kind: survey.Level, Levels: levels}, {ID: "users", Kind: survey.Number},
	}}
}

func submission() survey.Submission {
	s := survey.Submission{Partner: survey.Partner{ID: "sumy", Name: survey.Text{"uk": "Суми"}}}
	for _, p := range []struct {
		id    string
		state survey.State
		level float64
	}{{"П/1 «а»", survey.Given, 1}, {"=2+2", survey.Given, 2}, {"3", survey.Blank, 0}} {
		s.Practices = append(s.Practices, survey.Practice{ID: p.id, Title: "=HYPERLINK(1)", Place: "UA59", PlaceName: "Суми", Answers: []survey.Answer{
			{Criterion: "legal.basis", State: p.state, Number: p.level, Beside: &survey.Beside{Evidence: "Рішення № 1"}},
			{Criterion: "users", State: survey.Given, Number: 5},
		}})
	}
	return s
}

// texts print their keys.
func texts() *wording.Catalogue {
	return wording.New("uk", map[string]string{"review.sheet": "Review", "review.rubrics": "Rubrics"})
}

// written returns a workbook for review with some cells filled in.
func written(t *testing.T, cells map[string]any) []byte {
	t.Helper()
	var b bytes.Buffer
	n, err := Write(&b, questions(), []survey.Submission{submission()}, Options{Period: "2026-H1", Reviewer: "Олена"}, texts())
	if err != nil || n != 2 {
		t.Fatalf("%d rows, %v", n, err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	for at, v := range cells {
		if err := f.SetCellValue("Review", at, v); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestEveryTableIsLookedAt: a review under the name of any workbook is read by what
// it holds, and of one that cannot be read it is said; other files are none.
func TestEveryTableIsLookedAt(t *testing.T) {
	for name, read := range map[string]bool{"r.xlsx": true, "r.ODS": true, "r.xlsm": true, "r.txt": false, "~$r.xlsx": false, ".~lock.r.ods#": false} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, name), written(t, map[string]any{"I9": 0, "J9": "Наказ скасовано"}), 0o600); err != nil {
			t.Fatal(err)
		}
		found, err := ReadDir(dir, questions(), sheet.DefaultLimits)
		if err != nil || (len(found.Marks) > 0) != read {
			t.Errorf("%s: %d marks, %v", name, len(found.Marks), err)
		}
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "r.ods"), []byte("PK\x03\x04"), 0o600); err != nil {
		t.Fatal(err)
	}
	if found, err := ReadDir(dir, questions(), sheet.DefaultLimits); err != nil || len(found.Problems) == 0 || found.Problems[0].Code != "file-damaged" {
		t.Errorf("%v, %v", found.Problems, err)
	}
}

func TestRoundTrip(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "reviews")
	if found, err := ReadDir(dir, questions(), sheet.DefaultLimits); found.Marks != nil || found.Problems != nil || err != nil {
		t.Errorf("no folder: %+v %v", found, err)
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "o.xlsx"), written(t, map[string]any{"I9": 0, "J9": "Наказ скасовано", "I10": "2 – стан"}), 0o644); err != nil {
		t.Fatal(err)
	}
	found, err := ReadDir(dir, questions(), sheet.DefaultLimits)
	marks := found.Marks
	if err != nil || len(found.Problems) > 0 || len(marks) != 2 {
		t.Fatalf("%+v %v", found, err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "o.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	hash := fmt.Sprintf("%x", sha256.Sum256(data))
	if who := (Reviewer{Name: "Олена", File: "reviews/o.xlsx", Hash: hash}); !slices.Equal(found.By, []Reviewer{who}) {
		t.Errorf("%+v", found.By)
	}
	want := review.Mark{Key: review.Key{PracticeKey: survey.PracticeKey{Partner: "sumy", Place: "UA59", ID: "П/1 «а»"}, Criterion: "legal.basis"}, Reviewer: "Олена",
		Claimed: 1, Level: 0, Reason: "Наказ скасовано", At: cell.Ref{File: "reviews/o.xlsx", Sheet: "Review", Row: 9, Col: 9}}
	if marks[0] != want {
		t.Errorf("got %+v, want %+v", marks[0], want)
	}
	if marks[1].ID != "=2+2" || marks[1].Claimed != 2 || marks[1].Level != 2 {
		t.Errorf("%+v", marks[1])
	}
	found.Name(found.By[0], "рецензент 1")
	if found.Marks[0].Reviewer != "рецензент 1" || found.Marks[1].Reviewer != "рецензент 1" || found.By[0].Label != "рецензент 1" {
		t.Errorf("%+v", found)
	}
}

func TestProblemsOfReviewers(t *testing.T) {
	for what, c := range map[string]struct {
		cells map[string]any
		want  string
	}{
		"a level that is none":    {map[string]any{"I9": "сім"}, "review-level"},
		"a level of no rubric":    {map[string]any{"I9": 3}, "review-level"},
		"no reason":               {map[string]any{"I9": 0}, "review-reason"},
		"another layout":          {map[string]any{"A7": "something"}, "review-unreadable"},
		"an unknown criterion":    {map[string]any{"A9": "sumy/UA59/1/zzz", "I9": 1}, "review-unknown"},
		"a row without its key":   {map[string]any{"A9": "", "I9": 1}, ""},
		"nothing verified":        {nil, ""},
		"a key with a bad escape": {map[string]any{"A9": "sumy/%zz/1/legal.basis", "I9": 1}, ""},
	} {
		book, _ := open.ReadBytes("r.xlsx", written(t, c.cells), sheet.DefaultLimits)
		_, problems := read(book, questions())
		var codes []string
		for _, p := range problems {
			codes = append(codes, p.Code)
		}
		if got := strings.Join(codes, " "); got != c.want {
			t.Errorf("%s: %q, want %q", what, got, c.want)
		}
	}
}

// A text that begins like a formula stays a text.
func TestTextsStayTexts(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(written(t, nil)))
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []string{"D9", "D10"} {
		if formula, err := f.GetCellFormula("Review", at); formula != "" || err != nil {
			t.Errorf("%s holds the formula %q, %v", at, formula, err)
		}
	}
	if text, _ := f.GetCellValue("Review", "D10"); text != "=2+2 =HYPERLINK(1)" {
		t.Errorf("D10 is %q", text)
	}
}

func TestKeysComeBack(t *testing.T) {
	for _, k := range []review.Key{{}, {PracticeKey: survey.PracticeKey{Partner: "a/b", Place: "%", ID: "ї + \t"}, Criterion: "c.d"}} {
		if got, ok := decode(encode(k)); !ok || got != k {
			t.Errorf("%+v came back as %+v, %v", k, got, ok)
		}
	}
	if _, ok := decode("a/b/c"); ok {
		t.Error("three parts are no key")
	}
}

// A reviewer's level is read as a partner's is.
func TestLevelsAsReviewersWriteThem(t *testing.T) {
	for typed, want := range map[string]string{"II": "2 level-in-words", "рівень 2": "2 level-in-words", "1 – є наказ": "1", "1 (частково)": "review-level", "3": "review-level", "так": "review-level", "н/д": ""} {
		book, problems := open.ReadBytes("o.xlsx", written(t, map[string]any{"I9": typed, "J9": "бо так"}), sheet.DefaultLimits)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		marks, problems := read(book, questions())
		got := ""
		for _, m := range marks {
			got += strconv.FormatFloat(m.Level, 'f', -1, 64)
		}
		for _, p := range problems {
			got += " " + p.Code
		}
		if strings.TrimSpace(got) != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

func TestDayOfReview(t *testing.T) {
	for typed, want := range map[string]string{"14.05.2026": "2026-05-14", "14 травня 2026 року": "2026-05-14", "": "", "навесні": ""} {
		book, _ := open.ReadBytes("r.xlsx", written(t, map[string]any{"I9": 1, "C6": typed}), sheet.DefaultLimits)
		marks, problems := read(book, questions())
		if len(marks) != 1 || marks[0].On != want {
			t.Errorf("%q: %+v", typed, marks)
		}
		told := slices.ContainsFunc(problems, func(p cell.Problem) bool {
			return p.Code == "review-day" && p.At.Name() == "C6"
		})
		if told != (typed == "навесні") {
			t.Errorf("%q: %v", typed, problems)
		}
	}
}
