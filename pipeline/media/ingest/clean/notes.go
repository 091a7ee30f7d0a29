package clean

import (
	"strconv"
	"strings"

	"depository.example/depository/pipeline/survey/cell"
	"depository.example/depository/pipeline/survey/reply"
	"depository.example/depository/pipeline/survey/survey"
)

// FaultCode is the code of the problem that an unreadable reply is.
func FaultCode(k *survey.Criterion, why reply.Fault) string {
	switch {
	case why == reply.Broken:
		return "formula-in-answer"
	case why == reply.TooLong:
		return "reply-too-long"
	case why == reply.Inapt:
		return "not-applicable-here"
	case why == reply.DateForOne && k.Kind.Measured():
		return "number-as-date"
	case why == reply.OtherUnit && len(k.Unit) > 0:
		return "number-of-other-unit"
	case k.Kind.Measured():
		return "number-unreadable"
	case k.Kind.Graded():
		return "level-unreadable"
	case k.Kind.Truth():
		return "yesno-unreadable"
	}
	return "choice-unreadable"
}

// A teller adds a problem, as cell.Problems.Add does.
type teller func(s cell.Severity, code string, at cell.Ref, read string, args ...string)

// TellNotes tells what should be said of an answer that was understood. One that
// may have been meant otherwise is doubted, and counts as typed.
func TellNotes(tell teller, a *survey.Answer, notes []reply.Note) {
	for _, n := range notes {
		switch n {
		case reply.PerCentOrShare:
			a.Doubted = true
			tell(cell.Warning, string(n), a.At, a.Raw, "typed", Plain(a.Number), "other", Plain(shifted(a.Number)))
		case reply.InWords:
			tell(cell.Note, string(n), a.At, a.Raw, "level", Plain(a.Number))
		default:
			tell(cell.Note, string(n), a.At, a.Raw)
		}
	}
}

// shifted is a hundred times a number, to the same decimals.
func shifted(x float64) float64 {
	hundred, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'f', -1, 64)+"e2", 64)
	return hundred
}

// Plain prints a number of the method as the method has it, with a decimal
// comma.
func Plain(x float64) string {
	return strings.ReplaceAll(strconv.FormatFloat(x, 'f', -1, 64), ".", ",")
}
