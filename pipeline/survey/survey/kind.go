package survey

// A Kind says what an answer to a criterion is.
type Kind uint8

const (
	Number Kind = iota // a number in the criterion's unit
	Level              // a level of the criterion's rubric
	YesNo              // yes or no
	Choice             // one of the criterion's choices
)

// String returns the word of the method file: number, level, yesno or choice.
func (k Kind) String() string { return [...]string{"number", "level", "yesno", "choice"}[k] }
