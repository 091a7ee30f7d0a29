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

	"pgregory.net/rapid"

	"depository.example/depository/pipeline/media/ingest/clean"
	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/place"
	"depository.example/depository/pipeline/survey/reply"
)

// A text that is too long to be a label, a word, a name or an address costs no
// matcher anything.
func TestNoMatcherLooksAtLongTexts(t *testing.T) {
	opts := realOptions(t)
	reader := &tables{book: &sheet.Book{}, opts: tableOptions{Questionnaire: opts.Questionnaire, Layouts: opts.Layouts, Places: opts.Places}}
	h := newHead(&opts.Layouts[0], nil)
	known := newLabelled(opts.Layouts, opts.Questionnaire)
	for _, text := range []string{
		strings.Repeat("1-0 ", 8_000), strings.Repeat("так ", 8_000), "так, " + strings.Repeat("ні ", 8_000),
		strings.Repeat("Вінницька територіальна громада ", 500), strings.Repeat("район ", 5_000), strings.Repeat("№(", 16_000),
	} {
		got := testing.AllocsPerRun(5, func() {
			switch {
			case h.means(text) != reply.Unknown, len(opts.Layouts[0].candidates(readLabel(text)))+len(known.candidates(0, text)) > 0,
				place.RaionIn(text) != "", speaksOfHromada(text), named(text, text) != "", reader.particular(text) != nil,
				len(opts.Places.Match(text, "").Candidates) > 0:
				t.Errorf("%.30s… was taken for something", text)
			}
			if _, ok := place.FindOblast(text); ok {
				t.Errorf("%.30s… is a region", text)
			}
		})
		if got > 0 {
			t.Errorf("%.30s…: %v allocations", text, got)
		}
	}
}

// The pairs of letters only spare searches: they find what a search would find.
func TestPairsSpareSearches(t *testing.T) {
	word := rapid.StringOfN(rapid.RuneFrom([]rune("абвгї")), 1, 4, -1)
	rapid.Check(t, func(t *rapid.T) {
		s := stemmed{with: rapid.SliceOfN(rapid.SliceOfN(word, 1, 3), 1, 4).Draw(t, "with"), without: rapid.SliceOfN(word, 0, 1).Draw(t, "without")}
		for _, stems := range s.with {
			var pairs pairSet
			for _, stem := range stems {
				for i, bits := range pairsOf(stem) {
					pairs[i] |= bits
				}
			}
			s.pairs = append(s.pairs, pairs)
		}
		key := rapid.StringOfN(rapid.RuneFrom([]rune("абвгї")), 0, 12, -1).Draw(t, "key")
		has := func(stem string) bool { return strings.Contains(key, stem) }
		want := 1 + slices.IndexFunc(s.with, func(stems []string) bool {
			return !slices.ContainsFunc(stems, func(stem string) bool { return !has(stem) })
		})
		if slices.ContainsFunc(s.without, has) {
			want = 0
		}
		pairs := pairsOf(key)
		if got := s.fits(key, &pairs); got != want {
			t.Fatalf("%q fits %d, want %d", key, got, want)
		}
	})
}

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
	weight := sheet.Weigh(files[0].Path, sheet.Limits{})
	if weight < 1_000 || weight > 1<<20 {
		t.Fatalf("a table of 40 rows weighs %d bytes", weight)
	}
	opts := realOptions(t)
	book, problems := sheet.ReadAs(files[0].Name, files[0].Path, sheet.Limits{})
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

// A file may hold so many answers and problems, and says where that ends.
func TestAnswersAndProblemsOfAFileAreBounded(t *testing.T) {
	reader := &tables{book: &sheet.Book{File: "a.csv"}, count: mostAnswers}
	at := cell.Ref{File: "a.csv", Row: 7}
	first, again := reader.isFull(at), reader.isFull(at)
	if !first || !again || len(reader.problems) != 1 || reader.problems[0].At.Row != 7 || !reader.problems[0].Ends() {
		t.Errorf("got %+v", reader.problems)
	}
	for range mostAlike + 50 {
		reader.tell(cell.Note, "row-passed-over", at, "")
	}
	if len(reader.problems) != 1+mostAlike || reader.untold != 50 {
		t.Errorf("%d problems, %d untold", len(reader.problems), reader.untold)
	}
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
	for above, want := range map[int]string{headless - 1: "", headless + 1: "far.csv!5001:5001"} {
		text := strings.Repeat("примітка;примітка\n", above) + header
		book, problems := sheet.ReadBytes("far.csv", []byte(text), sheet.Limits{})
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
	r := Result{Contacts: []Contact{{Texts: []string{name}}}, persons: Persons(name)}
	r.detach()
	for _, kept := range []string{r.Contacts[0].Texts[0], r.persons[0].Name} {
		if kept != name || unsafe.StringData(kept) == unsafe.StringData(row) {
			t.Errorf("%q lies in the row that it was typed in", kept)
		}
	}
}

// What is passed over without being folded begins with none of the words, and is no
// label of a criterion.
func TestPassedOverIsNothing(t *testing.T) {
	layouts := realOptions(t).Layouts
	var pieces []string
	for i := range layouts {
		pieces = append(append(pieces, layouts[i].Totals...), layouts[i].Notes...)
		for _, c := range layouts[i].Columns {
			pieces = append(append(pieces, c.Labels...), c.Stems...)
		}
	}
	piece := rapid.SampledFrom(append(pieces, "УСЬОГО", "pазом", "и\u0306", "1. ", "2) ", "(", ")", "[", "]", "№", "«", "-", "\u00ad", "\u200b", "Х", "x"))
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(piece, 1, 5).Draw(t, "pieces"), rapid.SampledFrom([]string{"", " "}).Draw(t, "between"))
		for i := range layouts {
			l := &layouts[i]
			for _, b := range []*beginnings{&l.totals, &l.notes} {
				key := strings.TrimLeft(reply.Key(text), "*0123456789.) ")
				if slices.ContainsFunc(b.words, func(w string) bool { return startsWith(key, w) }) != b.begin(text) {
					t.Fatalf("%q and the words it begins with", text)
				}
			}
			list := l.candidates(readLabel(text))
			if len(list) > 0 && l.Columns[list[0].column].kind == criterion && !mayAsk(layouts, text) {
				t.Fatalf("%q is a label of a criterion and is passed over", text)
			}
		}
	})
}
