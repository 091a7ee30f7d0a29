package pipeline

import (
	"archive/zip"
	"bytes"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"depository/pipeline/form"
)

// TestNoContactIsPublished plants telephone numbers and addresses (invented) in
// every kind of text of a workbook and looks for them in everything published.
func TestNoContactIsPublished(t *testing.T) {
	const mail, phone = "ivan.planted@rada.example.ua", "067 765 43 21"
	inputs, outputs := t.TempDir(), t.TempDir()
	data, err := os.ReadFile(filepath.Join("..", "inputs", "2026-H1", "kyiv.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	plant := map[string]string{
		form.FieldName(1, form.FieldTitle):       "Запис до дитячого садка, тел. 765-43-21, " + mail,
		form.FieldName(1, form.FieldSummary):     "Питання: " + phone + ", " + mail,
		form.FieldName(1, form.FieldLink):        "mailto:" + mail,
		form.FieldName(2, form.FieldTheme):       "спитати " + mail,
		form.AnswerName(1, "legal.basis"):        "рівень 3, " + phone,
		form.EvidenceName(1, "legal.procedure"):  "https://rada.example.ua, " + phone,
		form.CommentName(1, "legal.procedure"):   mail,
		form.EvidenceName(2, "people.owner"):     "Наказ від 01.02.2025 № 15, виконавець " + phone,
		form.AnswerName(2, "results.online"):     phone,
		form.CommentName(2, "legal.basis"):       "дзвоніть: +380677654321",
		form.AnswerName(3, "results.satisfied"):  mail,
		form.FieldName(3, form.FieldStarted):     mail,
		form.FieldName(3, form.FieldCode):        "код " + mail,
		form.FieldName(4, form.FieldPlace):       "Київ, " + phone,
		form.EvidenceName(3, "legal.basis"):      mail,
		form.CommentName(3, "security.personal"): phone,
	}
	planted := 0
	for _, n := range book.GetDefinedName() {
		text, ok := plant[n.Name]
		if !ok {
			continue
		}
		sheet, cell, _ := strings.Cut(n.RefersTo, "!")
		if err := book.SetCellStr(strings.Trim(sheet, "'"), strings.ReplaceAll(cell, "$", ""), text); err != nil {
			t.Fatal(err)
		}
		planted++
	}
	if planted < len(plant)-3 {
		t.Fatalf("only %d of %d texts were planted: the form has other names", planted, len(plant))
	}
	if err := os.MkdirAll(filepath.Join(inputs, "2026-H1"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := book.SaveAs(filepath.Join(inputs, "2026-H1", "kyiv.xlsx")); err != nil {
		t.Fatal(err)
	}
	opts := sampleOptions()
	opts.Inputs, opts.Outputs = inputs, outputs
	if _, err := Run(opts, nil); err != nil {
		t.Fatal(err)
	}
	secrets := []string{"planted", "765 43 21", "765-43-21", "765\u00a043\u00a021", "7654321"}
	err = filepath.WalkDir(outputs, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := publishedText(t, path)
		if err != nil {
			return err
		}
		for _, s := range secrets {
			if at := strings.Index(text, s); at >= 0 {
				t.Errorf("%s publishes %q: …%s…", filepath.Base(path), s, text[max(0, at-60):min(len(text), at+60)])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	problems, err := os.ReadFile(filepath.Join(outputs, "2026-H1", "problems.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(problems), "contact-in-text"); n < 10 {
		t.Errorf("the partner is told of %d contacts in texts, want at least 10", n)
	}
}

// publishedText gives what a reader of a file can read; of a workbook all its
// parts, of a PDF with pdftotext, where that is there.
func publishedText(t *testing.T, path string) (string, error) {
	if filepath.Ext(path) == ".xlsx" {
		return unpacked(path)
	}
	if filepath.Ext(path) != ".pdf" {
		data, err := os.ReadFile(path)
		return string(data), err
	}
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Log("pdftotext is not here: the text of the reports is not searched")
		return "", nil
	}
	text, err := exec.Command("pdftotext", path, "-").Output()
	return strings.ReplaceAll(string(text), "\u00ad\n", ""), err
}

// unpacked gives the parts of a workbook one after the other.
func unpacked(path string) (string, error) {
	z, err := zip.OpenReader(path)
	if err != nil {
		return "", err
	}
	defer z.Close()
	var out strings.Builder
	for _, part := range z.File {
		in, err := part.Open()
		if err != nil {
			return "", err
		}
		if _, err := io.Copy(&out, in); err != nil {
			return "", err
		}
	}
	return out.String(), nil
}
