package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"depository.example/depository/pipeline"
	tables "depository.example/depository/pipeline/media/table"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/tell/plaintext"
	"depository.example/depository/pipeline/tell/wording"
)

func newCheckCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "check",
		Example: `  depository check
  depository check inputs/2026-H1/nadberezhansk.xlsx
  depository check --return back inputs/2026-H1
  depository check --json --lang en vinnytsia.xlsx`,
		RunE: check,
	}
	f := cmd.Flags()
	addInputFlags(f)
	settingFlags(f, "period")
	f.String("return", "", "")
	f.Bool("quiet", false, "")
	f.Bool("json", false, "")
	return cmd
}

func check(cmd *cobra.Command, names []string) error {
	opts, texts, err := optionsOf(cmd)
	if err != nil {
		return err
	}
	opts.Return, _ = cmd.Flags().GetString("return")
	quiet, _ := cmd.Flags().GetBool("quiet")
	asJSON, _ := cmd.Flags().GetBool("json")
	show := newProgress(cmd.ErrOrStderr(), texts, quiet || asJSON)
	found, err := pipeline.Check(opts, names, show.update)
	show.end()
	if err != nil {
		return explain(err, texts)
	}
	if opts.Return != "" {
		if err := returnTo(cmd.ErrOrStderr(), opts.Return, found, texts); err != nil {
			return err
		}
	}
	if asJSON {
		err = printChecked(cmd.OutOrStdout(), found, texts)
	} else {
		err = printCheck(cmd.OutOrStdout(), found, texts)
	}
	if err == nil && found.Count(cell.Error) > 0 {
		err = statusError(statusCorrect)
	}
	return err
}

// returnTo writes what goes back to partners and says what it is.
func returnTo(w io.Writer, dir string, found *pipeline.Checking, texts *wording.Catalogue) error {
	written, err := found.Return(dir, texts)
	tellStopped(w, texts, found.Stopped)
	if err != nil {
		return err
	}
	for _, r := range written {
		what := "command.check.returned.list"
		if r.Form {
			what = "command.check.returned.form"
		}
		fmt.Fprintln(w, texts.T(what, "file", r.Path))
	}
	if len(written) == 0 {
		fmt.Fprintln(w, texts.T("command.check.returned.none"))
	}
	return nil
}

// A checkedFile is a file in the JSON of the check.
type checkedFile struct {
	Path      string           `json:"path"`
	ReadAs    string           `json:"read_as"`
	Partner   string           `json:"partner"`
	Period    string           `json:"period"`
	Practices int              `json:"practices"`
	Asked     int              `json:"asked"`
	Given     int              `json:"given"`
	Problems  []checkedProblem `json:"problems"`
}

type checkedProblem struct {
	Severity string `json:"severity"`
	Code     string `json:"code"`
	Sheet    string `json:"sheet"`
	Cell     string `json:"cell"`
	Read     string `json:"read"`
	Title    string `json:"title"`
	Expected string `json:"expected"`
	Remedy   string `json:"remedy"`
}

func printChecked(w io.Writer, found *pipeline.Checking, texts *wording.Catalogue) error {
	out := []checkedFile{}
	for _, f := range found.Files {
		c := checkedFile{Path: f.Path, ReadAs: f.ReadAs, Partner: f.Partner.In(texts.Lang()), Period: f.Period,
			Practices: f.Practices, Asked: f.Asked, Given: f.Given, Problems: []checkedProblem{}}
		for _, p := range f.Problems {
			expected, remedy := tables.Explain(p, texts)
			c.Problems = append(c.Problems, checkedProblem{p.Severity.String(), p.Code, p.At.Sheet, p.At.Name(), p.Read,
				texts.T("problem." + p.Code + ".title"), expected, remedy})
		}
		out = append(out, c)
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(out)
}

// printCheck prints the files one after another and a line for them all.
func printCheck(w io.Writer, found *pipeline.Checking, texts *wording.Catalogue) error {
	var b strings.Builder
	for i := range found.Files {
		checkText(&b, &found.Files[i], texts)
	}
	for _, name := range found.Hidden {
		fmt.Fprintln(&b, texts.T("command.unread", "file", name, "what", texts.T("problem.folder-hidden.title")))
	}
	errs, warnings := found.Count(cell.Error), found.Count(cell.Warning)
	fmt.Fprintln(&b, texts.T("command.check.total", "files", len(found.Files), "errors", errs, "warnings", warnings))
	_, err := io.WriteString(w, b.String())
	return err
}

// checkWidth is the width that texts of the check are broken to.
const checkWidth = 96

// checkText prints one file as its partner would want to read it: who and what,
// then the problems, grouped.
func checkText(b *strings.Builder, f *pipeline.Checked, texts *wording.Catalogue) {
	title := f.Path
	if name := f.Partner.In(texts.Lang()); name != "" {
		title += " · " + name
	}
	if f.Period != "" {
		title += " · " + f.Period
	}
	fmt.Fprintf(b, "%s\n", title)
	what := "command.check.read"
	switch {
	case f.ReadAs == "":
		what = "command.check.unread"
	case f.ReadAs == "form":
		what = "command.check.form"
	}
	fmt.Fprintf(b, "  %s\n", texts.T(what, "practices", f.Practices, "given", f.Given, "asked", f.Asked, "layout", f.ReadAs))
	for _, severity := range []cell.Severity{cell.Error, cell.Warning, cell.Note} {
		if n := f.Problems.Count(severity); n > 0 {
			fmt.Fprintf(b, "\n  %s\n", texts.T("command.check."+severity.String(), "n", n))
			for _, g := range alike(f.Problems, severity, texts) {
				g.print(b, texts)
			}
		}
	}
	b.WriteString("\n")
}

// A problemGroup are problems of one file with one text.
type problemGroup struct {
	title, text string
	at          []cell.Problem
}

// alike groups problems of a severity by what they say, in order of the first.
func alike(problems cell.Problems, severity cell.Severity, texts *wording.Catalogue) []problemGroup {
	var out []problemGroup
	index := map[string]int{}
	for _, p := range problems {
		if p.Severity != severity {
			continue
		}
		expected, remedy := tables.Explain(p, texts)
		g := problemGroup{title: texts.T("problem." + p.Code + ".title"), text: expected + " " + remedy}
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

func (g *problemGroup) print(b *strings.Builder, texts *wording.Catalogue) {
	fmt.Fprintf(b, "\n    %s\n", g.title)
	for _, line := range plaintext.Wrap(g.text, checkWidth-6) {
		fmt.Fprintf(b, "      %s\n", line)
	}
	width := 0
	for _, p := range g.at {
		width = max(width, utf8.RuneCountInString(cellText(p.At)))
	}
	for _, p := range g.at {
		at := cellText(p.At)
		if at+p.Read == "" {
			continue
		}
		line := "      → " + at
		if p.Read != "" {
			line += strings.Repeat(" ", width-utf8.RuneCountInString(at)+2) + texts.T("command.check.typed", "read", shortened(p.Read, 60))
		}
		fmt.Fprintln(b, strings.TrimRight(line, " "))
	}
}

// cellText names a cell within its file: «Практика 1», C14.
func cellText(at cell.Ref) string {
	at.File = ""
	return at.String()
}

// shortened returns at most n letters of a text on one line.
func shortened(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
