package pipeline

import (
	"path/filepath"

	"depository/pipeline/cell"
	"depository/pipeline/ingest"
	"depository/pipeline/method"
	"depository/pipeline/review"
	"depository/pipeline/survey"
	"depository/pipeline/verdict"
)

// ReviewsFolder is the folder of a period that holds reviewers' workbooks.
const ReviewsFolder = "reviews"

// A Period is what the workbooks of one period say, partners' and reviewers'.
type Period struct {
	Name        string
	Method      *method.Method
	Submissions []survey.Submission // with what reviewers found
	Problems    cell.Problems
	Verified    verdict.Summary
	Reviews     string // the folder of reviewers' workbooks
	Marks       int    // that reviewers made
}

// ReadPeriod reads the workbooks of a period without scoring anything.
func ReadPeriod(opts Options) (*Period, error) {
	r := &run{opts: opts, tell: func(Stage, int, int, string) {}}
	if err := r.open(); err != nil {
		return nil, err
	}
	r.previous = ""
	if err := r.readPeriods(); err != nil {
		return nil, err
	}
	return &Period{
		Name: r.period, Method: r.method, Submissions: r.evidence.Submissions, Problems: r.evidence.Problems,
		Verified: r.evidence.Verified, Reviews: filepath.Join(opts.Inputs, r.period, ReviewsFolder), Marks: r.marks,
	}, nil
}

// reviewed enters what the reviewers of a period found into what was read.
func (r *run) reviewed(period string, read *ingest.Result) (verdict.Summary, error) {
	marks, problems, err := review.ReadDir(filepath.Join(r.opts.Inputs, period, ReviewsFolder), &r.method.Questionnaire, r.opts.Limits)
	if err != nil {
		return verdict.Summary{}, err
	}
	subs, sum, more := verdict.Apply(&r.method.Questionnaire, read.Submissions, marks)
	read.Submissions = subs
	read.Problems = append(append(read.Problems, problems...), more...)
	r.marks = len(marks)
	return sum, nil
}
