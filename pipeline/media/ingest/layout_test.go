package ingest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"depository.example/depository/pipeline/media/ingest/foreign"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

func TestFaultsOfLayouts(t *testing.T) {
	good := "layout: 1\nneeds: 1\ncolumns:\n  - {is: id, labels: [код]}\n  - {is: criterion, id: a, labels: [перше]}\n"
	if _, err := foreign.ParseLayout("x.yaml", []byte(good)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ from, to, want string }{
		{"layout: 1", "layout: 2", "layout.version"},
		{"needs: 1", "needs: 2", "layout.needs"},
		{"is: id", "is: ident", "layout.is file=x.yaml column=1 read=ident"},
		{"id: a, ", "", "layout.id"},
		{"labels: [код]", "colour: red", "colour"},
		{"[перше]", "[КОД*]", "layout.twice"},
		{"columns:", "yes: [так]\nno: [Так.]\ncolumns:", "layout.word"},
	} {
		_, err := foreign.ParseLayout("x.yaml", []byte(strings.Replace(good, c.from, c.to, 1)))
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "x.yaml") && !strings.Contains(err.Error(), "[") {
			t.Errorf("%s: got %v, want %q", c.to, err, c.want)
		}
	}
}

// TestBrokenFilesGiveOneProblemEach: what cannot be read is named once, and the
// other partners are read all the same.
func TestBrokenFilesGiveOneProblemEach(t *testing.T) {
	dir := t.TempDir()
	good, err := os.ReadFile("../../../inputs/2026-H1/tykhoozersk.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	encrypted := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 512)...)
	for _, r := range "EncryptedPackage" {
		encrypted = append(encrypted, byte(r), 0)
	}
	for name, data := range map[string][]byte{
		"good.xlsx": good, "empty.xlsx": nil, "text.xlsx": []byte("це не книга"), "cut.xlsx": good[:len(good)/2],
		"locked.xlsx": encrypted, "~$good.xlsx": []byte("\x05user"), "letter.docx": []byte("x"), "page.xlsx": []byte("<html><table></table></html>"),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r, err := ReadDir(dir, egovOptions(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]string{}
	for _, p := range r.Problems {
		got[p.At.File] = append(got[p.At.File], p.Code)
	}
	for name, code := range map[string]string{
		"empty.xlsx": "file-empty", "text.xlsx": "file-not-workbook", "cut.xlsx": "file-damaged", "locked.xlsx": "file-encrypted",
		"~$good.xlsx": "file-open-elsewhere", "letter.docx": "file-ignored", "page.xlsx": "file-html",
	} {
		if len(got[name]) != 1 || got[name][0] != code {
			t.Errorf("%s: got %v, want %s", name, got[name], code)
		}
	}
	if len(r.Submissions) != 1 || r.Submissions[0].Partner.ID != "tykhoozersk" {
		t.Errorf("the good file gave %d submissions", len(r.Submissions))
	}
}

func egovOptions(t *testing.T) Options {
	t.Helper()
	return Options{Period: "2026-H1", Questionnaire: egov(t)}
}

// TestTwoFilesOfOnePartner: the same file counts once; two that speak of the
// same practices contradict each other, and neither is guessed.
func TestTwoFilesOfOnePartner(t *testing.T) {
	practice := func(file string) survey.Practice {
		return survey.Practice{ID: "1", At: cell.Ref{File: file}}
	}
	sub := func(file, sum string, p ...survey.Practice) survey.Submission {
		return survey.Submission{Partner: survey.Partner{ID: "a"}, File: file, SHA256: sum, Practices: p}
	}
	for _, c := range []struct {
		name      string
		subs      []survey.Submission
		practices int // -1: the partner does not count
		codes     string
	}{
		{"twice", []survey.Submission{sub("1.xlsx", "s", practice("1.xlsx")), sub("2.xlsx", "s", practice("2.xlsx"))}, 1, "file-twice"},
		{"against", []survey.Submission{sub("1.xlsx", "s", practice("1.xlsx")), sub("2.xlsx", "t", practice("2.xlsx"))}, -1, "file-contradicts file-contradicts"},
		{"parts", []survey.Submission{sub("1.xlsx", "s", practice("1.xlsx")), sub("2.xlsx", "t", survey.Practice{ID: "2"})}, 2, ""},
	} {
		r := Result{Single: c.subs}
		of := r.settle()
		var codes []string
		for _, p := range r.Problems {
			codes = append(codes, p.Code)
		}
		got := -1
		if len(of) == 1 {
			got = len(joined(of[0]).Practices)
		}
		if got != c.practices || strings.Join(codes, " ") != c.codes {
			t.Errorf("%s: %d practices and %v, want %d and %s", c.name, got, codes, c.practices, c.codes)
		}
	}
}
