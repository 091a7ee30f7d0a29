package outcome

import (
	"fmt"
	"io"
	"strings"

	"depository.example/depository/pipeline/checking"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/legible"
	"depository.example/depository/pipeline/tell/account"
	"depository.example/depository/pipeline/tell/wording"
)

// Check prints the files one after another and a line for them all.
func Check(w io.Writer, found *checking.Checking, texts *wording.Catalogue) error {
	var b strings.Builder
	for i := range found.Files {
		file(&b, &found.Files[i], texts)
	}
	for _, name := range found.Hidden {
		fmt.Fprintln(&b, texts.T("command.unread", "file", name, "what", texts.T("problem.folder-hidden.title")))
	}
	errs, warnings := found.Count(cell.Error), found.Count(cell.Warning)
	fmt.Fprintln(&b, texts.T("command.check.total", "files", len(found.Files), "errors", errs, "warnings", warnings))
	_, err := io.WriteString(w, b.String())
	return err
}

// file prints one file as its partner would want to read it: who and what,
// then the problems, grouped.
func file(b *strings.Builder, f *checking.Checked, texts *wording.Catalogue) {
	title := legible.Line(f.Path)
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
	account.Problems(b, f.Problems, texts)
	b.WriteString("\n")
}
