package report

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"depository.example/depository/internal/need"
	"depository.example/depository/pipeline/tell/document"
)

// tool runs a program of the system on a file and returns what it says.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := need.Run(t, need.Tool(t, name), args...)
	if err != nil {
		t.Errorf("%s: %v\n%.2000s", name, err, out)
	}
	return out
}

// saved writes the reports of the tests, and others, into a folder and returns their paths.
func saved(t *testing.T, others ...[]byte) []string {
	t.Helper()
	dir := t.TempDir()
	var out []string
	printed := maps.Clone(files(t))
	for i, pdf := range others {
		printed[fmt.Sprint("other ", i)] = pdf
	}
	for name, pdf := range printed {
		path := filepath.Join(dir, strings.ReplaceAll(name, " ", "-")+".pdf")
		if err := os.WriteFile(path, pdf, 0o600); err != nil {
			t.Fatal(err)
		}
		out = append(out, path)
	}
	slices.Sort(out)
	return out
}

func TestQpdfFindsNothing(t *testing.T) {
	for _, path := range saved(t) {
		if out := tool(t, "qpdf", "--check", path); strings.Contains(strings.ToLower(out), "warning") {
			t.Errorf("%s: %s", filepath.Base(path), out)
		}
	}
}

func TestFontsAreEmbeddedAsSubsets(t *testing.T) {
	for _, path := range saved(t) {
		out := tool(t, "pdffonts", path)
		for _, line := range strings.Split(strings.TrimSpace(out), "\n")[2:] {
			if !strings.HasPrefix(line, "DEPOS") || !strings.Contains(line, "Identity-H       yes yes yes") {
				t.Errorf("%s: %s", filepath.Base(path), line)
			}
		}
	}
}

func TestInfoSaysWhatTheDocumentIs(t *testing.T) {
	for _, path := range saved(t) {
		if filepath.Base(path) != "uk.pdf" {
			continue
		}
		out := tool(t, "pdfinfo", path)
		for _, want := range []string{"Title:           Цифрова зрілість громад України — 2025", "Tagged:          yes", "Page size:       595.28 x 841.89 pts (A4)", "PDF version:     1.7"} {
			if !strings.Contains(out, want) {
				t.Errorf("no %q in\n%s", want, out)
			}
		}
	}
}

func TestTextCanBeCopied(t *testing.T) {
	for _, path := range saved(t) {
		if filepath.Base(path) != "uk.pdf" {
			continue
		}
		out := strings.Join(strings.Fields(strings.ReplaceAll(tool(t, "pdftotext", path, "-"), "\u00a0", " ")), " ")
		out = strings.ReplaceAll(out, "\u00ad ", "") // a divided word bears a soft hyphen, which readers drop
		for _, want := range []string{
			"Перша трійка випереджає останню більш ніж на півтора бала, і за рік різниця майже не змінилася.",
			"обов’язкове підключення до «Трембіти» за рахунок цільової субвенції",
			"Демонстраційні дані. Не є офіційною статистикою.",
		} {
			if !strings.Contains(out, want) {
				t.Errorf("the text does not hold %q", want)
			}
		}
	}
}

// veraPDF looks at the figures and at a report with every kind of block, in make long at a
// draft and at hostile texts too, in make torture also at the English one, whose structure
// is that of the Ukrainian.
func TestVeraPDFPasses(t *testing.T) {
	folder := filepath.Dir(saved(t, printedFigures(t))[0])
	var without []string
	if !need.All() {
		without = []string{"en.pdf"}
	}
	if !need.Longer() {
		without = append(without, "official-draft.pdf", "hostile.pdf")
	}
	for _, name := range without {
		if err := os.Remove(filepath.Join(folder, name)); err != nil {
			t.Fatal(err)
		}
	}
	need.Valid(t, folder)
}

// printedFigures prints the figures that go wrong easily: every trial with one kind in
// turn, and so every kind, but in make torture with all.
func printedFigures(t *testing.T) []byte {
	t.Helper()
	doc := &document.Document{Lang: "uk", Title: "Рисунки"}
	made := trials()
	for i, name := range slices.Sorted(maps.Keys(made)) {
		for k, kind := range kinds {
			if k == i%len(kinds) || need.All() {
				doc.Blocks = append(doc.Blocks, made[name](kind))
			}
		}
	}
	pdf, _ := write(t, doc, Options{})
	return pdf
}

// manyRows is a document of one table of so many rows.
func manyRows(n int) *document.Document {
	table := &document.Table{ID: "t", Number: "A1", Title: "Відповіді", Compact: true, Columns: []document.Column{{Title: "Партнер"}, {Title: "Критерій"}, {Title: "Бал", Align: document.Right}, {Title: "Доказ", Width: 3}}}
	for i := range n {
		table.Rows = append(table.Rows, document.Row{Cells: []document.Cell{{Spans: document.Plain(fmt.Sprint("Партнер ", i)), Head: true}, {Spans: document.Plain("Правова основа")}, {Spans: document.Plain("3,25"), Class: 3}, {Spans: document.Plain("Рішення сесії № 12/2025 оприлюднено на сайті громади")}}})
	}
	return &document.Document{Lang: "uk", Title: "Таблиця", Labels: document.Labels{Table: "Таблиця", Continued: "продовження"}, Blocks: []document.Block{table}}
}

func benchmark(b *testing.B, doc *document.Document) {
	b.ReportAllocs()
	for b.Loop() {
		var out bytes.Buffer
		if _, err := Write(&out, doc, Options{}); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(out.Len())/1024, "KB/file")
	}
}

func BenchmarkSample(b *testing.B) { benchmark(b, sampleDocument("uk")) }

func BenchmarkFactsheet(b *testing.B) {
	doc := sampleDocument("uk")
	doc.Blocks = doc.Blocks[:8]
	benchmark(b, doc)
}
