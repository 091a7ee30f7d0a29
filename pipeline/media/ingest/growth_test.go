package ingest

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"depository.example/depository/internal/trial"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/open"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

// tableHead is the header of a table of service centres.
const tableHead = "Код;Назва ЦНАП;Кількість працівників;Зупинка;Паркінг;Запис на прийом;Каса банку;Картка\n"

// tableOf returns a table of n rows; row may be what each is made by.
func tableOf(n int, row string) *sheet.Book {
	var text strings.Builder
	text.WriteString("Вінницька область\n" + tableHead)
	for i := range n {
		fmt.Fprintf(&text, row+"\n", i)
	}
	book, _ := open.ReadBytes("a.csv", []byte(text.String()), sheet.Limits{})
	return book
}

// TestCheckingGrowsWithItsInput counts the memory that is taken and how often: of
// twice as much twice as much, with some room for lists that double.
func TestCheckingGrowsWithItsInput(t *testing.T) {
	opts := realOptions(t)
	ordinary := "V-%[1]d;ЦНАП номер %[1]d;5;так;ні;так;ні;так"
	sheets := func(n int, hidden bool) *sheet.Book {
		one := tableOf(3, ordinary).Sheets[0]
		book := &sheet.Book{File: "a.xlsx"}
		for i := range n {
			s := one
			s.Name, s.Hidden = fmt.Sprintf("Аркуш %d", i), hidden
			book.Sheets = append(book.Sheets, s)
		}
		return book
	}
	hiddenRows := func(n int) *sheet.Book {
		var text strings.Builder
		text.WriteString("Вінницька область\n")
		for i := range n { // a header over every row
			fmt.Fprintf(&text, tableHead+ordinary+"\n", i)
		}
		book, _ := open.ReadBytes("a.csv", []byte(text.String()), sheet.Limits{})
		for row := range 2 * n {
			book.Sheets[0].HiddenRows = append(book.Sheets[0].HiddenRows, row+2)
			book.Sheets[0].Totals = append(book.Sheets[0].Totals, 10*n+row)
		}
		return book
	}
	for name, of := range map[string]func(n int) *sheet.Book{
		"practices": func(n int) *sheet.Book { return tableOf(8*n, ordinary) },
		"one id": func(n int) *sheet.Book {
			return tableOf(8*n, "V-1;ЦНАП номер %d;5;так;ні;так;ні;так")
		},
		"problems": func(n int) *sheet.Book {
			return tableOf(8*n, "V-%[1]d;ЦНАП %[1]d;п’ять;може;?;або;%[1]d%%;хто")
		},
		"contacts": func(n int) *sheet.Book {
			return tableOf(8*n, "V-%[1]d;ЦНАП, тел. 067 123 45 %02[1]d;5;так;ні;так;ні;так")
		},
		"notes":         func(n int) *sheet.Book { return tableOf(8*n, "Примітка %d") },
		"sheets":        func(n int) *sheet.Book { return sheets(n, false) },
		"hidden sheets": func(n int) *sheet.Book { return sheets(n, true) },
		"hidden rows":   hiddenRows,
		"many partners in one table": func(n int) *sheet.Book {
			var text strings.Builder
			for i := range n { // each under a title of its own
				fmt.Fprintf(&text, "%s область\n"+tableHead+ordinary+"\n\n", []string{"Вінницька", "Черкаська", "Одеська", "Сумська"}[i%4], i)
			}
			book, _ := open.ReadBytes("a.csv", []byte(text.String()), sheet.Limits{})
			return book
		},
	} {
		t.Run(name, func(t *testing.T) {
			trial.Grows(t, func(n int) func() {
				book := of(n)
				return func() { Read(book, nil, opts) }
			})
		})
	}
	t.Run("partners", func(t *testing.T) {
		trial.Grows(t, func(n int) func() {
			return func() { settled(n, func(i int) string { return fmt.Sprintf("Громада %d", i) }) }
		})
	})
	t.Run("long names of files", func(t *testing.T) {
		trial.Grows(t, func(n int) func() {
			return func() { settled(n, func(i int) string { return strings.Repeat("я", 100) + fmt.Sprint(i) }) }
		})
	})
	t.Run("hostile files", func(t *testing.T) {
		trial.Grows(t, func(n int) func() {
			files := hostileFiles(t, 4*n)
			return func() { ReadFiles(files, opts, nil) }
		})
	})
}

// settled joins the submissions of n partners, each of which a second one replaces.
func settled(n int, called func(i int) string) {
	var r Result
	for i := range n {
		who := survey.Partner{ID: called(i), Name: survey.Text{"uk": called(i)}}
		for _, by := range []string{"1", "2"} {
			file, hash := called(i)+by+".xlsx", fmt.Sprint(i, by)
			r.Single = append(r.Single, survey.Submission{Partner: who, File: file, SHA256: hash, Practices: []survey.Practice{{ID: "V-1"}}})
			r.Files = append(r.Files, File{Name: file, SHA256: hash, replaces: map[string]string{"2": fmt.Sprint(i, "1")}[by]})
			r.Problems.Add(cell.Note, "form-empty", cell.Ref{File: file}, "")
		}
	}
	r.settle()
}

// hostileFiles writes n small files of all kinds: damaged, empty, none of ours.
func hostileFiles(t *testing.T, n int) (files []Source) {
	dir := t.TempDir()
	kinds := [][]byte{nil, []byte("PK\x03\x04"), bytes.Repeat([]byte{0}, 64), []byte("a;b\n1;2\n"), []byte("\xff\xfe"), []byte("{}")}
	for i := range n {
		name := fmt.Sprintf("%05d%s", i, []string{".xlsx", ".csv", ".ods", ".txt"}[i%4])
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, kinds[i%len(kinds)], 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, Source{name, path})
	}
	return files
}
