package pipeline

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"depository/pipeline/cell"
	"depository/pipeline/form"
	"depository/pipeline/ingest"
	"depository/pipeline/table"
	"depository/pipeline/wording"
	"depository/templates"
)

// A Returned is a workbook that goes back to a partner.
type Returned struct {
	File string // of Checked
	Path string // what was written
	Form bool   // a form with the answers given; else only the list of problems
}

// Return writes into a folder, for each file with problems, what goes back to
// its partner: a form anew with the answers given and every problem marked, of
// any other table the list of its problems. A form keeps its file name. The
// folder is made where it is missing; a file there that differs from what would
// be written is not touched: the error is an ExistsError, and nothing has been
// written.
func (c *Checking) Return(dir string, texts *wording.Catalogue) ([]Returned, error) {
	var out []Returned
	contents := map[string][]byte{}
	for i := range c.Files {
		f := &c.Files[i]
		c.run.tell(Reading, i, len(c.Files), f.File)
		if f.Problems.Count(cell.Error)+f.Problems.Count(cell.Warning) == 0 {
			continue
		}
		name, data, err := c.returned(f, texts)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Path, err)
		}
		path := filepath.Join(dir, name)
		if contents[path] != nil {
			return nil, &ExistsError{path}
		}
		if old, err := os.ReadFile(path); err == nil && !bytes.Equal(old, data) {
			return nil, &ExistsError{path}
		}
		contents[path] = data
		out = append(out, Returned{f.Path, path, f.form != nil})
	}
	if len(out) == 0 {
		return nil, nil
	}
	var err error
	for _, r := range out { // one of a subfolder goes back into a subfolder
		err = errors.Join(err, os.MkdirAll(filepath.Dir(r.Path), 0o755), os.WriteFile(r.Path, contents[r.Path], 0o644))
	}
	return out, err
}

// An ExistsError names a file that would have been lost.
type ExistsError struct{ Path string }

func (e *ExistsError) Error() string {
	return fmt.Sprintf("%s: another file of that name is there", e.Path)
}

// returned gives the workbook for one file and its name.
func (c *Checking) returned(f *Checked, texts *wording.Catalogue) (name string, data []byte, err error) {
	base := strings.TrimSuffix(filepath.FromSlash(f.File), filepath.Ext(f.File))
	var out bytes.Buffer
	if f.form == nil {
		name = base + " – " + strings.ToLower(texts.T("form.sheet.errors")) + ".xlsx"
		err = form.WriteList(&out, path.Base(f.File), f.marks(texts), texts)
		return name, out.Bytes(), err
	}
	opts := f.form.Options
	if own, err := templates.Wording(opts.Lang); err == nil { // a letter in the language of the form
		texts = own
	}
	opts.Lang, opts.Marks, opts.Model = texts.Lang(), f.marks(texts), &c.run.method.Model
	opts.Raions = ingest.FormRaions(c.run.ingest.Places, opts.Partner.Place)
	err = form.Write(&out, c.run.ingest.Questionnaire, opts, nil, texts)
	return base + ".xlsx", out.Bytes(), err
}

// marks says each problem as the partner reads it, the most serious first.
func (f *Checked) marks(texts *wording.Catalogue) []form.Mark {
	problems := slices.Clone(f.Problems)
	slices.SortStableFunc(problems, func(a, b cell.Problem) int { return int(b.Severity) - int(a.Severity) })
	out := make([]form.Mark, len(problems))
	for i, p := range problems {
		expected, remedy := table.Explain(p, texts)
		out[i] = form.Mark{Sheet: p.At.Sheet, Cell: p.At.Name(), Title: sentence(texts.T("problem." + p.Code + ".title")), Read: p.Read,
			Text: strings.TrimSpace(expected + " " + remedy)}
		if f.form != nil {
			out[i].Field = f.form.Field(p)
		}
	}
	return out
}

// sentence gives a text with a capital letter.
func sentence(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}
