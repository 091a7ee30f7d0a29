package findings

import (
	"depository.example/depository/pipeline/measure/grade"
	"depository.example/depository/pipeline/measure/score"
	"depository.example/depository/pipeline/survey/survey"
)

// Borne returns how well the score of a unit at a node is borne out: the parts of its
// weight at each grade of evidence or better. All are 0 where nothing was graded.
func (f *Findings) Borne(u *score.Unit, node string) grade.Shares {
	if f.analysis.Grades == nil {
		return grade.Shares{}
	}
	return f.analysis.Grades.Shares(u, node)
}

// Grade returns the grade of evidence of an answer; false where there is none.
func (f *Findings) Grade(practice survey.PracticeKey, criterion string) (grade.Grade, bool) {
	if f.analysis.Grades == nil {
		return grade.Claimed, false
	}
	return f.analysis.Grades.Answer(practice, criterion)
}
