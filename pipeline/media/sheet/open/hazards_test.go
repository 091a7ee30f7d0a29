package open

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"depository.example/depository/pipeline/media/sheet"
	"depository.example/depository/pipeline/survey/cell"
)

var update = flag.Bool("update", false, "write the hazards and their golden table anew")

const hazardDir = "../../../../testdata/hazards"

// A hazard is a file that some reader of workbooks has lost cells of, crashed or
// hung on.
type hazard struct {
	file  string
	data  []byte
	codes string // of its problems, each once, in alphabetical order
	cells int    // that are given all the same
}

// TestHazards reads each file of testdata/hazards. What was found there, in full,
// stands in the golden table; codes and numbers of cells stand beside each hazard,
// by hand.
func TestHazards(t *testing.T) {
	var table strings.Builder
	for _, h := range hazards() {
		path := filepath.Join(hazardDir, h.file)
		if *update {
			if err := os.WriteFile(path, h.data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		stored, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(stored, h.data) {
			t.Errorf("%s is not what the program makes: run go test ./pipeline/media/sheet/open -update", h.file)
		}
		b, problems := Read(path, sheet.Limits{})
		if got := codes(problems); got != h.codes {
			t.Errorf("%s: problems %q, want %q", h.file, got, h.codes)
		}
		if got := filled(b); got != h.cells {
			t.Errorf("%s: %d cells, want %d", h.file, got, h.cells)
		}
		table.WriteString(describe(b, problems))
	}
	golden(t, filepath.Join(hazardDir, "expected.txt"), table.String())
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	i := 0
	for i < len(g) && i < len(w) && g[i] == w[i] {
		i++
	}
	t.Errorf("%s differs from line %d: run with -update and look at the change\ngot\n%s", path, i+1, strings.Join(g[i:min(len(g), i+5)], "\n"))
}

func codes(problems cell.Problems) string {
	var out []string
	for _, p := range problems {
		out = append(out, p.Code)
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), " ")
}

func filled(b *sheet.Book) int {
	n := 0
	for i := range b.Sheets {
		n += len(b.Sheets[i].Cells)
	}
	return n
}

var typeNames = [...]string{sheet.Text: "text", sheet.Number: "number", sheet.Bool: "bool", sheet.Error: "error"}

// describe prints problems and the first cells of a workbook.
func describe(b *sheet.Book, problems cell.Problems) string {
	const most = 12
	var out strings.Builder
	fmt.Fprintf(&out, "%s: %d sheets, %d cells\n", b.File, len(b.Sheets), filled(b))
	for i, p := range problems {
		if i == most {
			fmt.Fprintf(&out, "  and %d more\n", len(problems)-i)
			break
		}
		fmt.Fprintf(&out, "  %s %s at %s %q %v\n", p.Severity, p.Code, p.At, p.Read, p.Args)
	}
	for i, printed := 0, 0; i < len(b.Sheets); i++ {
		for _, c := range b.Sheets[i].Cells {
			if printed++; printed > most {
				return out.String()
			}
			fmt.Fprintf(&out, "  %s %s %q", cell.Ref{Row: c.Row, Col: c.Col}.Name(), typeNames[c.Type], sheet.Short(c.Text))
			if c.Format != "" {
				fmt.Fprintf(&out, " as %s", c.Format)
			}
			if d, ok := c.Time(b.Date1904); ok {
				fmt.Fprintf(&out, " is %s", d.Format("2006-01-02 15:04"))
			}
			if c.Formula {
				out.WriteString(" by formula")
			}
			out.WriteByte('\n')
		}
	}
	return out.String()
}
