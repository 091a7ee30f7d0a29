package office

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/checking"
	"depository.example/depository/pipeline/media/form"
	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/reviewbook"
	"depository.example/depository/pipeline/media/sheet/open"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/account"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
	"depository.example/depository/templates"
)

// A Reviewing is a period whose practices are reviewed.
type Reviewing struct {
	Period string
	Reads  publish.Reads // the files that all this comes from

	job    *pipeline.Job
	intake *pipeline.Intake
}

// OpenReviewing reads the period of the options.
func OpenReviewing(opts pipeline.Options) (*Reviewing, error) {
	job, intake, err := pipeline.ReadPeriod(opts, nil)
	if err != nil {
		return nil, err
	}
	return &Reviewing{job.Period, opts.Reads(job.Workspace.Method), job, intake}, nil
}

// partner returns the id of a partner of the period that is called by id or name; ""
// of "".
func (r *Reviewing) Partner(called string) (string, error) {
	if called == "" {
		return "", nil
	}
	var known []survey.Partner
	for _, s := range r.intake.Submissions {
		known = append(known, s.Partner)
	}
	p, ok := workspace.PartnerAmong(known, called)
	if !ok {
		return "", workspace.NoPartner(known, called, "review.no-partner")
	}
	return p.ID, nil
}

// Write writes a reviewer's workbook, of one partner or of all (""), where there is
// anything to review; n is how many levels it asks for.
func (r *Reviewing) Write(files *publish.Results, reviewer, partner string, texts *wording.Catalogue) (n int, err error) {
	var book bytes.Buffer
	opts := reviewbook.Options{Period: r.Period, Reviewer: reviewer, Partner: partner}
	n, err = reviewbook.Write(&book, &r.job.Workspace.Method.Questionnaire, r.intake.Submissions, opts, texts)
	if err != nil || n == 0 {
		return n, err
	}
	return n, files.Put(files.Out, func(w io.Writer) error { _, err := book.WriteTo(w); return err })
}

// Folder is where reviewers' workbooks belong.
func (r *Reviewing) Folder() string { return r.job.ReviewsFolder() + string(filepath.Separator) }

// Tell sums up what reviewers found, and reports whether they have errors to correct.
func (r *Reviewing) Tell(w io.Writer, texts *wording.Catalogue) (errors bool, err error) {
	problems := r.intake.ReviewProblems()
	if r.intake.Marks == 0 && len(problems) == 0 {
		_, err := io.WriteString(w, texts.T("review.none", "folder", r.job.ReviewsFolder())+"\n")
		return false, err
	}
	return problems.Count(cell.Error) > 0, account.Reviews(w, texts, r.intake.Evidence.Verified, problems)
}

// Return writes into a folder, for each reviewer's workbook with problems, what goes
// back to the reviewer, in the language of the workbook: the workbook anew with what
// was typed and its problems marked; of a file that is none the list of its problems.
// What the folder may be, and what is replaced there, is as of checking.Checking.Return.
func (r *Reviewing) Return(dir string, texts *wording.Catalogue) (out []checking.Returned, stopped []string, err error) {
	files, err := publish.AddTo(publish.Target{Reads: r.Reads, Flag: "--return", Existing: publish.Recorded}, dir)
	if err != nil {
		return nil, nil, err
	}
	stopped = files.Stopped()
	defer func() { err = errors.Join(err, files.Close()) }()
	of := map[string]cell.Problems{}
	for _, p := range r.intake.ReviewProblems() {
		of[p.At.File] = append(of[p.At.File], p)
	}
	for _, file := range slices.Sorted(maps.Keys(of)) {
		if of[file].Count(cell.Error)+of[file].Count(cell.Warning) == 0 {
			continue
		}
		name, data, whole, err := r.returned(file, of[file], texts)
		if err != nil {
			return nil, stopped, fmt.Errorf("%s: %w", file, err)
		}
		if err := files.Create(name, func(w io.Writer) error { _, err := w.Write(data); return err }); err != nil {
			return nil, stopped, err
		}
		out = append(out, checking.Returned{File: file, Path: filepath.Join(dir, name), Form: whole})
	}
	return out, stopped, files.Publish()
}

// returned returns the workbook for one file of the reviewers, its name, and whether it
// holds what they found.
func (r *Reviewing) returned(file string, problems cell.Problems, texts *wording.Catalogue) (name string, data []byte, whole bool, err error) {
	filled, err := r.filled(file)
	if err != nil {
		return "", nil, false, err
	}
	for _, lang := range templates.Languages { // a letter in the language of the workbook
		if own, err := templates.Wording(lang); err == nil && filled != nil && filled.Speaks(own) {
			texts = own
		}
	}
	marks := checking.Marks(problems, texts, func(p cell.Problem) string {
		return cell.Ref{Sheet: p.At.Sheet, Row: p.At.Row, Col: p.At.Col}.String()
	})
	base := strings.TrimSuffix(path.Base(file), path.Ext(file))
	var book bytes.Buffer
	if filled == nil {
		err = form.WriteList(&book, path.Base(file), marks, texts)
		return base + " – " + strings.ToLower(form.SheetOfMarks(texts)) + ".xlsx", book.Bytes(), false, err
	}
	err = filled.Return(&book, &r.job.Workspace.Method.Questionnaire, r.intake.Submissions, r.Period, marks, texts)
	return base + ".xlsx", book.Bytes(), true, err
}

// filled reads a reviewer's workbook once more for what stands in its cells; nil where
// it is none. The error is that of a file that is not the one which was read.
func (r *Reviewing) filled(file string) (*reviewbook.Filled, error) {
	at := filepath.Join(r.job.ReviewsFolder(), path.Base(file))
	book, _ := open.Read(at, r.job.Workspace.Reading(r.Period).Limits)
	if book == nil {
		return nil, nil
	}
	if !slices.ContainsFunc(r.intake.Reviewed, func(f ingest.File) bool { return f.Name == file && f.SHA256 == book.SHA256 }) {
		return nil, wording.Fail("command.run.changed", "file", at)
	}
	return reviewbook.Fill(book), nil
}
