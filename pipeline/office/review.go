package office

import (
	"bytes"
	"io"
	"path/filepath"

	"depository.example/depository/pipeline"
	"depository.example/depository/pipeline/media/publish"
	"depository.example/depository/pipeline/media/reviewbook"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
	"depository.example/depository/pipeline/tell/account"
	"depository.example/depository/pipeline/tell/wording"
	"depository.example/depository/pipeline/workspace"
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

// Partner returns the id of a partner of the period that is called by id or name; ""
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
