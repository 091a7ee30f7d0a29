package checking

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/ingest/forms"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/tell/account"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/templates"
)

// A Returned is a workbook that goes back to a partner.
type Returned struct {
	File string // of Checked
	Path string // what was written
	Form bool   // a form with the answers given; else only the list of problems
	Fine bool   // there is nothing to correct in it
}

// Return writes into a folder, for each file with problems, what goes back to
// its partner: a form anew with the answers given and every problem marked, of
// any other table the list of its problems. A form keeps its file name. The
// folder is made where it is missing; it may not be, lie in or hold what the
// check reads. A file there is replaced only if an earlier call wrote it and
// nobody has changed it since: otherwise the error is a *publish.ExistsError and
// nothing has been written.
func (c *Checking) Return(dir string, texts *wording.Catalogue) (out []Returned, err error) {
	return c.giveBack(dir, false, texts)
}

// ReturnAll is Return, with the forms in which there is nothing to correct besides: they
// say what would raise their practices. It is not entered that those went back.
func (c *Checking) ReturnAll(dir string, texts *wording.Catalogue) (out []Returned, err error) {
	return c.giveBack(dir, true, texts)
}

func (c *Checking) giveBack(dir string, all bool, texts *wording.Catalogue) (out []Returned, err error) {
	place := publish.Target{Reads: c.read, Flag: "--return", Existing: publish.Recorded}
	files, err := publish.AddTo(place, dir)
	if err != nil {
		return nil, err
	}
	c.Stopped = files.Stopped()
	defer func() { err = errors.Join(err, files.Close()) }()
	if err := c.keepsRegisters(); err != nil {
		return nil, err
	}
	names := map[string]bool{}
	for i := range c.Files {
		f := &c.Files[i]
		c.tell.Report(pipeline.Reading, i, len(c.Files), f.File)
		fine := f.Problems.Count(cell.Error)+f.Problems.Count(cell.Warning) == 0
		if fine && !(all && f.counts()) {
			continue
		}
		filled, read, err := c.filled(f)
		if err != nil {
			return nil, err
		}
		name, data, err := c.returned(f, filled, read, texts)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Path, err)
		}
		path := filepath.Join(dir, name)
		if names[strings.ToLower(name)] {
			return nil, &publish.ExistsError{Paths: []string{path}}
		}
		names[strings.ToLower(name)] = true
		if err := files.Create(name, func(w io.Writer) error { _, err := w.Write(data); return err }); err != nil {
			return nil, err
		}
		out = append(out, Returned{f.Path, path, filled != nil, fine})
	}
	if err := files.Publish(); err != nil {
		return nil, err
	}
	var back []string
	for _, r := range out {
		if !r.Fine {
			back = append(back, r.File)
		}
	}
	return out, c.wentBack(back)
}

// counts tells whether a file is a form that nothing has taken the place of.
func (f *Checked) counts() bool {
	return f.ReadAs == "form" && f.Practices > 0 && !slices.ContainsFunc(f.Problems, func(p cell.Problem) bool { return p.Code == "file-replaced" || p.Code == "file-twice" })
}

// keepsRegisters returns nil where it can be entered what goes back.
func (c *Checking) keepsRegisters() error {
	asked := map[string]bool{}
	for _, f := range c.Files {
		if asked[f.Period] || f.Period == "" {
			continue
		}
		asked[f.Period] = true
		if err := c.opts.KeepsRegister(f.Period); err != nil {
			return err
		}
	}
	return nil
}

// filled reads a form once more for what stands in its cells, which is too much to
// be kept of all files; nil where it is no form of this method. The error is that
// of a file that is not the one which was checked.
func (c *Checking) filled(f *Checked) (*forms.Filled, *ingest.Result, error) {
	if f.ReadAs != "form" {
		return nil, nil, nil
	}
	options := c.workspace.Reading("")
	options.KeepForms = true
	read := ingest.ReadFiles([]ingest.Source{{Name: f.File, Path: f.Path}}, options, nil)
	if len(read.Files) != 1 || read.Files[0].SHA256 != f.sha256 {
		return nil, nil, wording.Fail("command.run.changed", "file", f.Path)
	}
	return read.Files[0].Form, &read, nil
}

// returned returns the workbook for one file and its name; filled is what stands in
// a form.
func (c *Checking) returned(f *Checked, filled *forms.Filled, read *ingest.Result, texts *wording.Catalogue) (name string, data []byte, err error) {
	base := strings.ToValidUTF8(strings.TrimSuffix(filepath.FromSlash(f.File), filepath.Ext(f.File)), "\uFFFD") // a name that a record can list
	var out bytes.Buffer
	if filled == nil {
		name = base + " – " + strings.ToLower(texts.T("form.sheet.errors")) + ".xlsx"
		err = form.WriteList(&out, path.Base(f.File), f.marks(nil, texts), texts)
		return name, out.Bytes(), err
	}
	opts := filled.Options
	if own, err := templates.Wording(opts.Lang); err == nil { // a letter in the language of the form
		texts = own
	}
	opts.Lang, opts.Marks, opts.Model = texts.Lang(), f.marks(filled, texts), &c.workspace.Method.Model
	opts.Raions = forms.Raions(c.workspace.Places, opts.Partner.Place)
	if opts.Ways, err = c.ahead.Ways(filled, read, texts); err != nil {
		return "", nil, err
	}
	err = form.Write(&out, &c.workspace.Method.Questionnaire, opts, nil, texts)
	return base + ".xlsx", out.Bytes(), err
}

// marks says each problem as the partner reads it, the most serious first.
func (f *Checked) marks(filled *forms.Filled, texts *wording.Catalogue) []form.Mark {
	field := func(cell.Problem) string { return "" }
	if filled != nil {
		field = filled.Field
	}
	return Marks(f.Problems, texts, field)
}

// Marks says each problem as whoever it goes back to reads it, the most serious first;
// field is what the cell of a problem is called ("": it has none).
func Marks(problems cell.Problems, texts *wording.Catalogue, field func(cell.Problem) string) []form.Mark {
	problems = slices.Clone(problems)
	slices.SortStableFunc(problems, func(a, b cell.Problem) int { return int(b.Severity) - int(a.Severity) })
	out := make([]form.Mark, len(problems))
	for i, p := range problems {
		expected, remedy := account.Explain(p, texts)
		out[i] = form.Mark{Field: field(p), Sheet: p.At.Sheet, Cell: p.At.Name(), Title: account.Heading(p, texts), Read: p.Read,
			Text: strings.TrimSpace(expected + " " + remedy)}
	}
	return out
}

// wentBack enters which workbooks went back.
func (c *Checking) wentBack(files []string) error {
	hashes := map[string][]string{} // by period
	for _, f := range c.Files {
		if slices.Contains(files, f.Path) && f.Period != "" {
			hashes[f.Period] = append(hashes[f.Period], f.sha256)
		}
	}
	return c.opts.WentBack(hashes)
}
