package pipeline

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// tablesWithContacts is a folder of partners' own tables with contacts in every
// place that such a table has: the name of the file and of the sheet, the rows above
// the header, its labels, cells that are answers and such that are none, columns
// that nobody asks for, notes and signatures below, also in a language of its own.
func tablesWithContacts(t *testing.T) string {
	t.Helper()
	inputs := t.TempDir()
	folder := filepath.Join(inputs, "2026-H1")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	book := excelize.NewFile()
	defer book.Close()
	const centres, hromadas = "ЦНАП тел 067 765 43 21", "е-дем ivan.planted@e.ua"
	if err := book.SetSheetName("Sheet1", centres); err != nil {
		t.Fatal(err)
	}
	if _, err := book.NewSheet(hromadas); err != nil {
		t.Fatal(err)
	}
	put := func(sheet string, rows ...string) {
		for r, row := range rows {
			for c, text := range strings.Split(row, "|") {
				at, _ := excelize.CoordinatesToCellName(c+1, r+1)
				if err := book.SetCellStr(sheet, at, strings.TrimSpace(text)); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	put(centres,
		"Чернігівська область, тел. (04622) 7-65-43, "+plantedMail,
		"Партнер: | Чернігівська ОВА, "+plantedPhone,
		"Код | Громада | Назва | Адреса | Працівники | Wi-Fi | Пандус | Термінал | Брайль "+plantedMail+" | Туалет | Чат-бот, тел. "+plantedPhone+" | Телефон",
		"7 | Ладанська | ЦНАП Ладан, тел. 765-43-21 | вул. 1, "+plantedMail+" | 5 | + | - | + | - | - | x | "+plantedPhone,
		"8 | Носівська т. "+plantedPhone+" | ЦНАП Носівка | вул. 2 | спитати "+plantedPhone+" | так, "+plantedMail+" | так | "+plantedPhone+" | + | ні | y | "+plantedMail,
		plantedPhone+" | Прилуцька | ЦНАП Прилуки | вул. 3 | 3 | + | + | + | + | + | | ",
		"8 | Носівська | ЦНАП Носівка | "+plantedPhone+" | 4 | ні | так | так | так | ні | y | ",
		"Виконавець: Особа Підсаджена, "+plantedPhone+", "+plantedMail,
		"Начальник | | Підсаджена О. К. | | тел. 7654321")
	put(hromadas,
		"Чернігівська область",
		"Громада | Петиції "+plantedPhone+" | Консультації | Громадський бюджет | Відкрита громада",
		"Ладанська | так, "+plantedPhone+" | ні | так | "+plantedMail,
		"Носівська ("+plantedMail+") | так | ні | можливо | так",
		"Довідково: тел. "+plantedPhone)
	if err := book.SaveAs(filepath.Join(folder, "чернігів 0677654321 ivan.planted@rada.example.ua.xlsx")); err != nil {
		t.Fatal(err)
	}
	csv := "Черкаська область;" + plantedPhone + "\nГромада;Петиції;Консультації;Громадський бюджет;Відкрита громада;" + plantedMail + "\nУманська;так;ні;так;" + plantedPhone + ";x\n" + plantedMail + ";так;ні;так;ні;y\n"
	write(t, filepath.Join(folder, "черкаси +380677654321.csv"), []byte(csv))
	return inputs
}

// TestNoContactOfTablesIsPublished: partners' own tables pass the same door.
func TestNoContactOfTablesIsPublished(t *testing.T) {
	t.Parallel()
	opts := sampleOptions()
	home := t.TempDir()
	opts.Method, opts.Inputs, opts.Outputs, opts.Factsheets, opts.Docx = "local-services", tablesWithContacts(t), filepath.Join(home, "outputs"), true, true
	summary, err := Run(opts, nil)
	if err != nil {
		t.Fatal(err)
	}
	if searched := searchForContacts(t, home, "none"); searched < 10 {
		t.Errorf("only %d files were searched: %+v", searched, summary)
	}
	problems, err := os.ReadFile(filepath.Join(opts.Outputs, "2026-H1", "problems.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(problems), "contact-in-text"); n < 4 || !strings.Contains(string(problems), "[…]") {
		t.Errorf("the partner is told of %d contacts:\n%s", n, problems)
	}
	answers, err := os.ReadFile(filepath.Join(opts.Outputs, "2026-H1", "answers.csv"))
	if err != nil || strings.Count(string(answers), "\n") < 20 || !strings.Contains(string(answers), "чернігів […] […].xlsx,е-дем […],") {
		t.Errorf("the tables were hardly read: %v\n%s", err, answers)
	}
}
