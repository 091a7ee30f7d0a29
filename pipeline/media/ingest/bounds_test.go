package ingest

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unsafe"

	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/ingest/clean"
	"depository.example/depository/pipeline/media/ingest/forms"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/media/sheet/open"
	"depository.example/depository/pipeline/survey/cell"
)

// writtenTables writes tables of some rows and returns them as sources.
func writtenTables(t *testing.T, n, rows int) (files []Source) {
	t.Helper()
	dir := t.TempDir()
	for i := range n {
		var b strings.Builder
		b.WriteString("Вінницька область\nКод;Назва ЦНАП;Кількість працівників;Зупинка;Паркінг;Запис на прийом;Каса банку;Картка\n")
		for j := range rows {
			fmt.Fprintf(&b, "V-%d-%d;ЦНАП номер %d;%d;так;ні;так;ні;так\n", i%10, j, j, j%50)
		}
		name := fmt.Sprintf("%02d.csv", i)
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, Source{Name: name, Path: path})
	}
	return files
}

// However many files are read at a time, the weight of those that are open stays
// below the bound, and the same ones are refused.
func TestMemoryIsBounded(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(8))
	files := writtenTables(t, 12, 40)
	weight := open.Weigh(files[0].Path, sheet.Limits{})
	if weight < 1_000 || weight > 1<<20 {
		t.Fatalf("a table of 40 rows weighs %d bytes", weight)
	}
	opts := realOptions(t)
	book, problems := open.ReadAs(files[0].Name, files[0].Path, sheet.Limits{})
	one := Read(book, problems, opts)
	size := one.detach()
	var before []Result
	for range 5 {
		f := newFlight(files, opts, nil, 2*weight, 7*size)
		results := f.read()
		if !f.room.TryAcquire(2 * weight) {
			t.Fatal("room was not given back")
		}
		for i, r := range results {
			refused := slices.ContainsFunc(r.Problems, func(p cell.Problem) bool { return p.Code == "file-beyond-all" })
			if refused != (i >= 7) || refused == (len(r.Submissions) > 0) {
				t.Errorf("file %d: refused is %v with %d submissions", i, refused, len(r.Submissions))
			}
		}
		if before != nil && !reflect.DeepEqual(results, before) {
			t.Fatal("the results differ from run to run")
		}
		before = results
	}
}

// A file may hold so many problems, and says how many are left out.
func TestProblemsOfAFileAreBounded(t *testing.T) {
	var many cell.Problems
	for i := range 3 * clean.MostProblems {
		many.Add(cell.Severity(i%3), "level-unreadable", cell.Ref{File: "a.csv", Row: i + 1}, "")
	}
	got := clean.Bound(many, "a.csv", 5)
	last := got[len(got)-1]
	if len(got) != clean.MostProblems+1 || got.Count(cell.Error) != clean.MostProblems+1 || last.Code != "file-more" || last.Read != "4005" {
		t.Errorf("%d problems, %d errors, %+v", len(got), got.Count(cell.Error), last)
	}
	if few := clean.Bound(many[:clean.MostProblems], "a.csv", 0); len(few) != clean.MostProblems {
		t.Errorf("%d problems of %d are left", len(few), clean.MostProblems)
	}
}

// What is kept of a file holds no other text of it.
func TestKeptTextsStandAlone(t *testing.T) {
	row := "ЦНАП" + strings.Repeat("x", 1<<20)
	r := Result{Problems: cell.Problems{{Read: row[:8]}, {Read: row[:8]}}}
	if size := r.detach(); size > 1_000 {
		t.Errorf("8 letters are %d bytes", size)
	}
}

// Who puts a header below so many rows that it is not looked for is told.
func TestFarHeadersAreTold(t *testing.T) {
	const header = "Код;Назва ЦНАП;Кількість працівників;Зупинка;Паркінг;Запис на прийом;Каса банку;Картка\nV-1;ЦНАП;5;так;ні;так;ні;так\n"
	for above, want := range map[int]string{4_999: "", 5_001: "far.csv!5001:5001"} {
		text := strings.Repeat("примітка;примітка\n", above) + header
		book, problems := open.ReadBytes("far.csv", []byte(text), sheet.Limits{})
		got := ""
		for _, p := range Read(book, problems, realOptions(t)).Problems {
			if p.Code == "sheet-header-far" {
				got = p.At.String()
				if p.Severity != cell.Warning {
					t.Errorf("it is a %s", p.Severity)
				}
			}
		}
		if got != want {
			t.Errorf("%d rows above: told at %q, want %q", above, got, want)
		}
	}
}

// The contact persons of a form, too, hold no other text of it.
func TestContactsStandAlone(t *testing.T) {
	row := "Особа Підсаджена" + strings.Repeat("x", 1<<10)
	name := row[:len("Особа Підсаджена")]
	r := Result{Contacts: []forms.Contact{{Texts: []string{name}}}, persons: forms.Persons(name)}
	r.detach()
	for _, kept := range []string{r.Contacts[0].Texts[0], r.persons[0].Name} {
		if kept != name || unsafe.StringData(kept) == unsafe.StringData(row) {
			t.Errorf("%q lies in the row that it was typed in", kept)
		}
	}
}

// However many cells somebody has typed before it, the sheet that says whose form this is
// is read: nobody becomes another partner by the name on a page.
func TestWhoseFormIsReadBeyondTheLimit(t *testing.T) {
	path := filepath.Join(t.TempDir(), "form.xlsx")
	if err := os.WriteFile(path, writtenForm(t, formQuestions(), "uk", everyAnswer("uk")), 0o600); err != nil {
		t.Fatal(err)
	}
	for most, forms := range map[int]int{30: 0, 100: 0, 300: 1, 400: 1} { // of few cells not even the texts are read
		got := ReadFiles([]Source{{Name: "form.xlsx", Path: path}}, Options{Questionnaire: formQuestions(), Period: "2026-H1", Limits: sheet.Limits{Cells: most}}, nil)
		for _, p := range got.Problems {
			if p.At.Sheet == form.IdentitySheet && p.Code == "sheet-too-many-cells" {
				t.Errorf("%d cells: %+v", most, p)
			}
		}
		if told := slices.ContainsFunc(got.Problems, func(p cell.Problem) bool { return p.Code == "sheet-too-many-cells" }); !told || len(got.Single) != forms {
			t.Errorf("%d cells: %d submissions, told of too many cells: %v", most, len(got.Single), told)
		}
		for _, s := range got.Single {
			if s.Partner.ID != pilot().ID || !s.Partner.At.IsZero() {
				t.Errorf("%d cells: the partner is %q, typed in %s", most, s.Partner.ID, s.Partner.At)
			}
		}
	}
}
