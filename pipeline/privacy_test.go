package pipeline

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"unicode"

	"github.com/xuri/excelize/v2"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/media/contacts"
	"depository.example/depository/pipeline/media/form/slot"
	"depository.example/depository/pipeline/media/store"
	"depository.example/depository/templates"
)

// Contacts that are planted (invented): in every kind of text of a workbook, and
// on its partner page.
const (
	plantedMail, plantedPhone = "ivan.planted@rada.example.ua", "067 765 43 21"
	plantedPerson             = "Підсаджена Особа Контактівна"
	plantedPosition           = "підсаджена посада"
	pagePhone, pageMail       = "044 278 65 43", "page.planted@rada.example.ua"
)

// withContacts is a folder of inputs whose one workbook has the contacts.
func withContacts(t *testing.T) string {
	t.Helper()
	const mail, phone = plantedMail, plantedPhone
	inputs := t.TempDir()
	data, err := os.ReadFile(filepath.Join("..", "inputs", "2026-H1", "sontsepilsk.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	plant := map[string]string{
		slot.FieldName(1, slot.FieldTitle):       "Запис до дитячого садка, тел. 765-43-21, " + mail,
		slot.FieldName(1, "summary"):             "Питання: " + phone + ", " + mail,
		slot.FieldName(1, "link"):                "mailto:" + mail,
		slot.FieldName(2, slot.FieldTheme):       "спитати " + mail,
		slot.AnswerName(1, "legal.basis"):        "рівень 3, " + phone,
		slot.EvidenceName(1, "legal.procedure"):  "https://rada.example.ua, " + phone,
		slot.CommentName(1, "legal.procedure"):   mail,
		slot.EvidenceName(2, "people.owner"):     "Наказ від 01.02.2025 № 15, виконавець " + phone,
		slot.AnswerName(2, "results.online"):     phone,
		slot.CommentName(2, "legal.basis"):       "дзвоніть: +380677654321",
		slot.AnswerName(3, "results.satisfied"):  mail,
		slot.FieldName(3, slot.FieldStarted):     mail,
		slot.FieldName(3, slot.FieldCode):        "код " + mail,
		slot.FieldName(4, slot.FieldPlace):       "Київ, " + phone,
		slot.EvidenceName(3, "legal.basis"):      mail,
		slot.CommentName(3, "security.personal"): phone,
	}
	for i, text := range []string{plantedPerson, plantedPosition, pagePhone, pageMail} {
		plant[slot.Contacts[i]] = text
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
	if err := book.SaveAs(filepath.Join(inputs, "2026-H1", "sontsepilsk.xlsx")); err != nil {
		t.Fatal(err)
	}
	return inputs
}

// TestNoContactIsPublished looks for the contacts in everything published when
// contact persons are kept: then they stand in one file and nowhere else. When they
// are not kept they stand nowhere: TestNothingHarmfulIsPublished.
func TestNoContactIsPublished(t *testing.T) {
	opts := quickOptions(t)
	home := t.TempDir()
	opts.Inputs, opts.Outputs, opts.Contacts, opts.Reports = withContacts(t), filepath.Join(home, "outputs"), filepath.Join(home, "private"), []string{"uk"}
	summary, err := Run(opts, toTheEnd(t))
	if err != nil {
		t.Fatal(err)
	}
	noContactIsTold(t, summary)
	if searched := searchForContacts(t, home, opts.Contacts); searched < 10 {
		t.Errorf("only %d files were searched", searched)
	}
	problems, err := os.ReadFile(filepath.Join(opts.Outputs, "2026-H1", "problems.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(problems), "contact-in-text"); n < 10 {
		t.Errorf("the partner is told of %d contacts in texts, want at least 10", n)
	}
	checkKeptContacts(t, opts.Contacts)
}

// noContactIsTold looks for contacts in what a run returns.
func noContactIsTold(t *testing.T, summary *Summary) {
	t.Helper()
	if text := fmt.Sprintf("%+v", summary); strings.Contains(text, "planted") || strings.Contains(text, plantedPerson) {
		t.Errorf("the summary has a contact: %s", text)
	}
}

// searchForContacts looks through every file below a folder but those of another
// one, and tells how many.
func searchForContacts(t *testing.T, home, but string) (files int) {
	t.Helper()
	secrets := []string{"planted", "765 43 21", "765-43-21", "765\u00a043\u00a021", "7654321", "278 65 43", "278\u00a065\u00a043", "2786543", plantedPerson, "Контактівна", plantedPosition}
	err := filepath.WalkDir(home, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(path, but) {
			return err
		}
		files++
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
	return files
}

// checkKeptContacts reads the file of contact persons, which its owner alone may
// read.
func checkKeptContacts(t *testing.T, folder string) {
	t.Helper()
	file := filepath.Join(folder, "2026-H1", contacts.File)
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := "partner,person,position,phone,email,file,sheet\nsontsepilsk," + strings.Join([]string{plantedPerson, plantedPosition, pagePhone, pageMail}, ",") + ",sontsepilsk.xlsx,Партнер\n"
	if string(got) != want {
		t.Errorf("contacts\n%s\nwant\n%s", got, want)
	}
	if runtime.GOOS == "windows" {
		return
	}
	twin := filepath.Join(folder, "2026-H1", contacts.Book)
	if text, err := unpacked(twin); err != nil || !strings.Contains(text, plantedPerson) {
		t.Errorf("the workbook of contacts: %v", err)
	}
	for path, want := range map[string]fs.FileMode{folder: 0o700, filepath.Dir(file): 0o700, file: 0o600, twin: 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v, want %v", path, info.Mode().Perm(), err, want)
		}
	}
	if left, err := filepath.Glob(filepath.Join(folder, "*", ".*")); err != nil || len(left) != 1 || filepath.Base(left[0]) != ".depository.json" {
		t.Errorf("left behind %v, %v, want the record alone", left, err)
	}
}

// TestContactsAreNotKeptAmongOutputs: a folder below the outputs is refused before
// anything is read, by whatever path it is named.
func TestContactsAreNotKeptAmongOutputs(t *testing.T) {
	home := t.TempDir()
	opts := sampleOptions()
	opts.Outputs = filepath.Join(home, "outputs")
	if err := os.Mkdir(opts.Outputs, 0o755); err != nil {
		t.Fatal(err)
	}
	folders := []string{opts.Outputs, filepath.Join(opts.Outputs, "private"), filepath.Join(home, "x", "..", "outputs", "a", "b")}
	if err := os.Symlink(opts.Outputs, filepath.Join(home, "link")); err == nil {
		folders = append(folders, filepath.Join(home, "link", "private"))
	}
	for _, folder := range folders {
		opts.Contacts = folder
		var refused *contacts.PublishedError
		if _, err := Run(opts, nil); !errors.As(err, &refused) {
			t.Errorf("%s: %v", folder, err)
		}
	}
	if left, err := os.ReadDir(opts.Outputs); err != nil || len(left) > 0 {
		t.Errorf("something was written: %v, %v", left, err)
	}
	opts.Contacts = filepath.Join(home, "outputs-private")
	if err := contacts.Allowed(opts.Contacts, opts.Outputs); err != nil {
		t.Error(err)
	}
}

// publishedText returns what a reader of a file can read; of a workbook all its
// parts, of a PDF with pdftotext.
func publishedText(t *testing.T, path string) (string, error) {
	if ext := filepath.Ext(path); ext == ".xlsx" || ext == ".docx" {
		return unpacked(path)
	}
	if filepath.Ext(path) == ".parquet" { // columns of what the tables have, between bytes of their own
		data, err := os.ReadFile(path)
		return strings.Map(func(r rune) rune {
			if unicode.IsControl(r) || r == unicode.ReplacementChar {
				return ' '
			}
			return r
		}, string(data)), err
	}
	if filepath.Ext(path) == ".png" {
		picture, err := os.Open(path)
		if err != nil {
			return "", err
		}
		defer picture.Close()
		return "", wordless(picture)
	}
	if filepath.Ext(path) == ".db" {
		return dumped(path)
	}
	if filepath.Ext(path) == ".woff2" {
		return "", carriedFont(path)
	}
	if filepath.Ext(path) != ".pdf" {
		data, err := os.ReadFile(path)
		return string(data), err
	}
	return printedText(t, path)
}

// printedTexts are those of PDF files by the hash of each: an edition and its site hold the
// same reports, and tests look at a report more than once.
var printedTexts sync.Map

// printedText returns what pdftotext reads in a PDF.
func printedText(t *testing.T, path string) (string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(data)
	if text, ok := printedTexts.Load(sum); ok {
		return text.(string), nil
	}
	out, err := exec.Command(need.Tool(t, "pdftotext"), path, "-").Output()
	text := strings.ReplaceAll(string(out), "\u00ad\n", "")
	if err == nil {
		printedTexts.Store(sum, text)
	}
	return text, err
}

// carriedFont makes sure that a font is one that the program carries.
func carriedFont(path string) error {
	got, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	own, err := fs.Glob(templates.Files, "site/fonts/*.woff2")
	for _, name := range own {
		if font, err := templates.Files.ReadFile(name); err == nil && bytes.Equal(font, got) {
			return nil
		}
	}
	return errors.Join(err, fmt.Errorf("%s is no font of the program", path))
}

// wordless makes sure that a picture holds no texts beside its pixels (PNG, 11.3.3).
func wordless(picture io.Reader) error {
	data, err := io.ReadAll(picture)
	for _, chunk := range []string{"tEXt", "zTXt", "iTXt", "eXIf"} {
		if bytes.Contains(data, []byte(chunk)) {
			err = errors.Join(err, fmt.Errorf("a chunk %s", chunk))
		}
	}
	return err
}

// dumped returns every row of a depository.
func dumped(path string) (string, error) {
	db, err := store.OpenExisting(path)
	if err != nil {
		return "", err
	}
	defer db.Close()
	var out strings.Builder
	err = db.Dump(&out)
	return out.String(), err
}

// unpacked returns the parts of a workbook one after the other.
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
		if filepath.Ext(part.Name) == ".png" {
			if err := wordless(in); err != nil {
				return "", fmt.Errorf("%s in %s: %w", part.Name, path, err)
			}
			continue
		}
		if _, err := io.Copy(&out, in); err != nil {
			return "", err
		}
	}
	return out.String(), nil
}
