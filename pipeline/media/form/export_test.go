package form

import (
	"testing"

	"depository.example/depository/internal/need"
)

// Vinnytsia serves the tests that read a form as the pipeline does.
var Vinnytsia = vinnytsia

// ComputedToo adds a trial of theirs to those that LibreOffice computes, in make long alone
// where it is long.
func ComputedToo(name string, long bool, prepare func(t *testing.T) ([][]byte, func(*testing.T, []need.Book))) {
	officeTrials = append(officeTrials, officeTrial{name, prepare, long})
}
