package pipeline

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/reviewbook"
	"depository.example/depository/pipeline/survey/legible"
	"depository.example/depository/templates"
)

// What is planted (invented) besides withContacts: names of persons, what could
// harm a reader's program, and links that nobody should follow.
const (
	plantedReviewer = "Рецензентова Ольга"
	plantedAuthor   = "Підсаджений Захар Левович"
	credentials     = "tayemnytsia"
	unseenMark      = "НЕВИДИМЕ" // becomes _x0001__xFFFE__x202E_ in the parts of a workbook
)

// withHostility adds to a folder of inputs with contacts: names of the contact
// person in the texts of another partner, a plan that names persons, a sheet, a
// file and reviewers' workbooks with contacts, characters that cannot be seen, a
// formula, and links that nobody should follow.
func withHostility(t *testing.T) string {
	t.Helper()
	inputs := withContacts(t)
	period := filepath.Join(inputs, "2026-H1")
	own, err := os.ReadFile(filepath.Join(period, "sontsepilsk.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(period, "sontsepilsk.xlsx")); err != nil {
		t.Fatal(err)
	}
	sontsepilsk := planted(t, own, map[string]string{slot.PlanName(slot.PlanResponsible): plantedAuthor + ", начальник відділу"})
	write(t, filepath.Join(period, "Особа_Підсаджена 0677654321.xlsx"), sontsepilsk)
	data, err := os.ReadFile(filepath.Join("..", "inputs", "2026-H1", "verbodolsk.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	other := planted(t, data, map[string]string{
		slot.Contacts[0]:                        plantedAuthor,
		slot.FieldName(1, slot.FieldTitle):      `=HYPERLINK("https://e.ua","натисніть")`,
		slot.FieldName(1, "summary"):            "Погоджено з Підсадженою Особою та З. Л. Підсадженим" + unseenMark,
		slot.FieldName(1, "link"):               "https://user:" + credentials + "@rada.gov.ua/",
		slot.FieldName(2, "link"):               "http://192.168.0.1/" + unseenMark,
		slot.FieldName(3, "link"):               "https://intranet/a",
		slot.EvidenceName(1, "legal.basis"):     "https://user:" + credentials + "@rada.gov.ua/ " + plantedReviewer,
		slot.CommentName(1, "legal.procedure"):  "+ зателефонувати Ользі Рецензентовій",
		slot.EvidenceName(2, "legal.procedure"): "@SUM(A1)" + unseenMark,
	})
	write(t, filepath.Join(period, "verbodolsk.xlsx"), hidden(t, other))
	reviews(t, filepath.Join(period, ingest.ReviewsFolder), inputs)
	return inputs
}

// planted puts texts into the cells that bear names.
func planted(t *testing.T, data []byte, plant map[string]string) []byte {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	n := 0
	for _, name := range book.GetDefinedName() {
		for want, text := range plant {
			if !strings.EqualFold(want, name.Name) {
				continue
			}
			sheet, at, _ := strings.Cut(name.RefersTo, "!")
			at, _, _ = strings.Cut(strings.ReplaceAll(at, "$", ""), ":")
			if err := book.SetCellStr(strings.Trim(sheet, "'"), at, text); err != nil {
				t.Fatal(err)
			}
			n++
		}
	}
	if n < len(plant) {
		t.Fatalf("%d of %d texts were planted", n, len(plant))
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// hidden puts characters that cannot be seen where they are marked, and a contact
// into the name of a sheet.
func hidden(t *testing.T, data []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	n := 0
	for _, part := range z.File {
		in, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		n += bytes.Count(text, []byte(unseenMark))
		to, err := w.Create(part.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := strings.NewReplacer(unseenMark, "_x0001__xFFFE__x202E__x001B_[31m", `name="Практика 1"`, `name="тел 0677654321"`, "&#39;Практика 1&#39;!", "&#39;тел 0677654321&#39;!").WriteString(to, string(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil || n < 3 {
		t.Fatalf("%d marks, %v", n, err)
	}
	return out.Bytes()
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// reviews writes the workbooks of two reviewers: one named on the sheet and in the
// file's name, with contacts in reasons and in a level that is none.
func reviews(t *testing.T, folder, inputs string) {
	t.Helper()
	opts := sampleOptions()
	opts.Inputs = inputs
	job, in, err := ReadPeriod(opts, nil)
	if err != nil {
		t.Fatal(err)
	}
	texts, err := templates.Wording("uk")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{plantedReviewer + ".xlsx", "друга.xlsx"} {
		var out bytes.Buffer
		if _, err := reviewbook.Write(&out, &job.Workspace.Method.Questionnaire, in.Submissions, reviewbook.Options{Period: job.Period, Reviewer: plantedReviewer}, texts); err != nil {
			t.Fatal(err)
		}
		if file == "друга.xlsx" {
			out.Reset()
			if _, err := reviewbook.Write(&out, &job.Workspace.Method.Questionnaire, in.Submissions, reviewbook.Options{Period: job.Period, Reviewer: "Друга Надія Підсаджена"}, texts); err != nil {
				t.Fatal(err)
			}
		}
		book, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		sheet := book.GetSheetName(0)
		for at, text := range map[string]string{"I9": "0", "J9": "Немає акта; " + plantedReviewer + ", " + plantedPhone + ", " + plantedMail, "I10": "спитати " + plantedPhone} {
			if err := book.SetCellStr(sheet, at, text); err != nil {
				t.Fatal(err)
			}
		}
		out.Reset()
		if err := book.Write(&out); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(folder, file), out.Bytes())
	}
}

// TestNothingHarmfulIsPublished looks for all of it in everything published: the
// text of every report and factsheet, the parts of every workbook, the tables, the
// dashboard and the manifest.
func TestNothingHarmfulIsPublished(t *testing.T) {
	t.Parallel()
	opts := quickOptions(t)
	home := t.TempDir()
	opts.Inputs, opts.Outputs, opts.Factsheets, opts.Docx = withHostility(t), filepath.Join(home, "outputs"), true, true
	summary, err := Run(opts, nil)
	if err != nil {
		t.Fatal(err)
	}
	noContactIsTold(t, summary)
	searchForContacts(t, home, "none")
	if left, err := os.ReadDir(home); err != nil || len(left) != 1 {
		t.Errorf("beside the outputs something was kept: %v, %v", left, err)
	}
	err = filepath.WalkDir(opts.Outputs, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := publishedText(t, path)
		text = strings.ReplaceAll(text, "\f", "") // pages of a PDF
		for _, around := range harmful(text) {
			t.Errorf("%s publishes %q", filepath.Base(path), around)
		}
		if strings.HasSuffix(path, ".html") && strings.Contains(text, `<a href="https://user`) || strings.Contains(text, `<a href="http://192`) || strings.Contains(text, `<a href="https://intranet`) {
			t.Errorf("%s has a link that nobody should follow", filepath.Base(path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	period := filepath.Join(opts.Outputs, "2026-H1")
	noFormulas(t, period)
	answers, err := os.ReadFile(filepath.Join(period, "answers.csv"))
	if err != nil || !strings.Contains(string(answers), "\nverbodolsk.xlsx,тел […],") || strings.Contains(string(answers), "(2).xlsx") {
		t.Errorf("the addresses of answers: %v", err)
	}
	reviewed, err := os.ReadFile(filepath.Join(period, "reviews.csv"))
	if err != nil || !strings.Contains(string(reviewed), "рецензент 1; рецензент 2") || !strings.Contains(string(reviewed), "reviews/рецензент 1.xlsx!") {
		t.Errorf("%v, %s", err, reviewed)
	}
	listed, err := os.ReadFile(filepath.Join(period, "manifest.json"))
	if err != nil || strings.Count(string(listed), `"path": "2026-H1/reviews/рецензент `) != 2 || strings.Count(string(listed), `"read_as": "review"`) != 2 {
		t.Errorf("the manifest does not have the two reviewers' workbooks: %v", err)
	}
}

// harmful returns what stands around the first of each that nobody may publish, in
// whatever case: names, words and escapes that were planted, and what cannot be seen.
func harmful(text string) (found []string) {
	lower := strings.ToLower(text)
	say := func(at int) { found = append(found, lower[max(0, at-60):min(len(lower), at+60)]) }
	for _, planted := range []string{"Рецензентов", "Підсаджен", "Контактівн", "Захар", "Надія Підс", "Pidsadzh", credentials, "_x0001_", "_xFFFE_", "_x202E_"} {
		if at := strings.Index(lower, strings.ToLower(planted)); at >= 0 {
			say(at)
		}
	}
	unseen := func(c rune) bool {
		return c < ' ' && c != '\t' && c != '\n' && c != '\f' && c != '\r' || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069 || c == 0xfffe
	}
	if at := strings.IndexFunc(lower, unseen); at >= 0 {
		say(at)
	}
	return found
}

// TestHarmfulIsSeen proves that the test above can fail.
func TestHarmfulIsSeen(t *testing.T) {
	for text, want := range map[string]int{"ПІДСАДЖЕНА і " + strings.ToUpper(credentials): 2, "a\x1b[m": 1, "a\u202eb": 1, "_X0001_": 1, "рядок\r\n\tі ще": 0} {
		if got := harmful(text); len(got) != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}

// noFormulas reads every table: no field begins like a formula, and none is lost.
func noFormulas(t *testing.T, folder string) {
	t.Helper()
	tables, err := filepath.Glob(filepath.Join(folder, "*.csv"))
	if err != nil || len(tables) < 4 {
		t.Fatalf("%v, %v", tables, err)
	}
	found := false
	for _, path := range tables {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			for _, field := range row {
				if legible.Cell(field) != field && !strings.HasPrefix(field, "'") {
					t.Errorf("%s: %q", path, field)
				}
				found = found || field == `'=HYPERLINK("https://e.ua","натисніть")`
			}
		}
	}
	if !found {
		t.Error("the title that begins like a formula is in no table")
	}
}
