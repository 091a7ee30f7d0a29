package account

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"depository.example/depository/pipeline/survey/brief"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/tell/plaintext"
	"depository.example/depository/pipeline/tell/wording"
)

// Explain says what is expected in the place of a problem, and what to do.
func Explain(p cell.Problem, t *wording.Catalogue) (expected, remedy string) {
	args := p.Values()
	return t.T("problem."+p.Code+".expected", args...), t.T("problem."+p.Code+".remedy", args...)
}

// Title names the kind of a problem.
func Title(p cell.Problem, t *wording.Catalogue) string { return t.T("problem." + p.Code + ".title") }

// Heading is Title with a capital letter.
func Heading(p cell.Problem, t *wording.Catalogue) string {
	s := Title(p, t)
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// checkWidth is the width that problems are broken to.
const checkWidth = 96

// Problems prints the problems of one file as its partner would want to read them:
// those of one severity together, and of these each text once with all its cells.
func Problems(b *strings.Builder, problems cell.Problems, t *wording.Catalogue) {
	for _, severity := range []cell.Severity{cell.Error, cell.Warning, cell.Note} {
		if n := problems.Count(severity); n > 0 {
			fmt.Fprintf(b, "\n  %s\n", t.T("command.check."+severity.String(), "n", n))
			for _, g := range alike(problems, severity, t) {
				g.print(b, t)
			}
		}
	}
}

// A problemGroup are problems of one file with one text.
type problemGroup struct {
	title, text string
	at          []cell.Problem
}

// alike groups problems of a severity by what they say, in order of the first.
func alike(problems cell.Problems, severity cell.Severity, t *wording.Catalogue) []problemGroup {
	var out []problemGroup
	index := map[string]int{}
	for _, p := range problems {
		if p.Severity != severity {
			continue
		}
		expected, remedy := Explain(p, t)
		g := problemGroup{title: Title(p, t), text: expected + " " + remedy}
		key := g.title + "\x00" + g.text
		if _, known := index[key]; !known {
			index[key] = len(out)
			out = append(out, g)
		}
		at := &out[index[key]].at
		*at = append(*at, p)
	}
	return out
}

func (g *problemGroup) print(b *strings.Builder, t *wording.Catalogue) {
	fmt.Fprintf(b, "\n    %s\n", g.title)
	for _, line := range plaintext.Wrap(g.text, checkWidth-6) {
		fmt.Fprintf(b, "      %s\n", line)
	}
	width := 0
	for _, p := range g.at {
		width = max(width, utf8.RuneCountInString(inFile(p.At)))
	}
	for _, p := range g.at {
		at := inFile(p.At)
		if at+p.Read == "" {
			continue
		}
		line := "      → " + at
		switch {
		case p.Read == "":
		case at == "": // of the whole file
			line += t.T("command.check.typed", "read", shortened(p.Read))
		default:
			line += strings.Repeat(" ", width-utf8.RuneCountInString(at)+2) + t.T("command.check.typed", "read", shortened(p.Read))
		}
		fmt.Fprintln(b, strings.TrimRight(line, " "))
	}
}

// inFile names a cell within its file: «Практика 1», C14.
func inFile(at cell.Ref) string {
	at.File = ""
	return at.String()
}

// shortened returns the beginning of a text on one line.
func shortened(s string) string { return brief.Letters(strings.Join(strings.Fields(s), " "), 60) }
