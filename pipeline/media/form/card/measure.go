package card

import (
	"depository.example/depository/pipeline/media/form/look"
	"depository.example/depository/pipeline/media/form/said"
	"depository.example/depository/pipeline/media/workbook"
	"depository.example/depository/pipeline/survey/survey"
)

// minLine is the least height of the line of a question in points: room for two lines
// of evidence.
const minLine = 27.5

// A Measured criterion is what is printed of it and the heights that it takes, in points.
type Measured struct {
	Question []workbook.Run
	Top      float64 // of the question's row
	Rows     [][]said.Below
	Heights  []float64 // of each row under the question
}

// rubricColumns are the columns of a rubric, first and last.
var rubricColumns = [said.RubricColumns][2]int{{Text, Text}, {More, Answer}, {Evidence, Status}}

// Spread returns the columns of what stands below a question, first and last.
func Spread(b said.Below) (first, last int) {
	if b.Column < 0 {
		return Text, Status
	}
	return rubricColumns[b.Column][0], rubricColumns[b.Column][1]
}

// Measure lays a criterion out before it is drawn; width is that of columns of the sheet,
// first to last.
func Measure(s said.Speaker, k *survey.Criterion, width func(first, last int) float64) Measured {
	m := Measured{Question: said.Question(s, k), Rows: said.Under(s, k)}
	lines := workbook.Lines(said.Plain(m.Question), width(Text, More)-1, look.QuestionSize, false)
	m.Top = max(workbook.Height(lines, look.QuestionSize), minLine)
	for _, row := range m.Rows {
		n := 1
		for _, b := range row {
			first, last := Spread(b)
			n = max(n, workbook.Lines(said.Plain(b.Runs), width(first, last)-1, look.RubricSize, false))
		}
		m.Heights = append(m.Heights, workbook.Height(n, look.RubricSize)-2)
	}
	return m
}
