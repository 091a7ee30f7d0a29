package authored_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"depository.example/depository/pipeline/media/authored"
	"depository.example/depository/pipeline/tell/document"
)

func TestTextsOfTheOffice(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"foreword.uk.md":    "---\nauthor: \"Ім’я Прізвище\"\npost: голова\n---\nПерший *важливий* абзац\nдвома рядками, тел. 067 123 45 67.\n\n- один\n- **два**\n\n<script>alert(1)</script> 2 * 3",
		"practices.uk.md":   strings.Repeat("а", authored.Most+1),
		"advice.en.md":      "\xff\xfe",
		"unknown.uk.md":     "Ніде",
		"partner-a.uk.docx": "x",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "summary.uk.md")); err != nil {
		t.Fatal(err)
	}
	got, err := authored.ReadDir(dir, func(name string) bool { return name != "unknown" })
	if err != nil {
		t.Fatal(err)
	}
	text := got.By["uk"]["foreword"]
	if text.Author != "Ім’я Прізвище" || text.Post != "голова" || len(text.Blocks) != 3 || len(got.Files) != 1 || got.Files[0].Name != "texts/foreword.uk.md" {
		t.Fatalf("%+v %+v", got.By, got.Files)
	}
	first := document.Text(text.Blocks[0].(*document.Paragraph).Spans)
	if !strings.HasPrefix(first, "Перший **важливий** абзац двома рядками") || strings.Contains(first, "123") {
		t.Errorf("%q", first)
	}
	if list := text.Blocks[1].(*document.List); len(list.Items) != 2 || !list.Items[1][0].Bold || list.Items[1][0].Text != "два" {
		t.Errorf("%+v", list)
	}
	if last := document.Text(text.Blocks[2].(*document.Paragraph).Spans); last != "<script>alert(1)</script> 2 * 3" {
		t.Errorf("%q", last)
	}
	codes := map[string]int{}
	for _, p := range got.Problems {
		codes[p.Code]++
	}
	if codes["text-long"] != 1 || codes["text-unreadable"] != 1 || codes["text-name"] != 3 {
		t.Errorf("%v", got.Problems)
	}
	if none, err := authored.ReadDir(filepath.Join(dir, "none"), nil); err != nil || len(none.By) > 0 {
		t.Errorf("%v %v", none, err)
	}
}
