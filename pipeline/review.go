package pipeline

import (
	"path/filepath"
	"slices"

	"depository.example/depository/pipeline/measure/review"
	"depository.example/depository/pipeline/media/ingest"
	"depository.example/depository/pipeline/media/method"
	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/survey"
)

// A Period is what the workbooks of one period say, partners' and reviewers'.
type Period struct {
	Name        string
	Method      *method.Method
	Submissions []survey.Submission // with what reviewers found
	Problems    cell.Problems
	Verified    review.Summary
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
		Verified: r.evidence.Verified, Reviews: filepath.Join(opts.Inputs, r.period, ingest.ReviewsFolder), Marks: r.marks,
	}, nil
}

// verify enters what the reviewers found into what partners claim.
func (r *reading) verify(q *survey.Questionnaire) review.Summary {
	subs, sum, more := review.Apply(q, r.Submissions, r.reviews.Marks)
	r.Submissions = subs
	r.Problems = slices.Concat(r.Problems, r.reviews.Problems, more)
	return sum
}
