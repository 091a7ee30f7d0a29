package settings

import (
	"fmt"
	"strings"

	"depository.example/depository/pipeline/tell/plaintext"
	"depository.example/depository/pipeline/tell/wording"
)

// Explained explains every setting in a few lines, broken to a width.
func Explained(t *wording.Catalogue, width int) string {
	var b strings.Builder
	b.WriteString(t.T("help.depository.settings.lead"))
	for i := range All {
		s := &All[i]
		fmt.Fprintf(&b, "\n%s\n", s.Key)
		for _, line := range plaintext.Wrap(t.T("setting.for."+s.Key), width-2) {
			b.WriteString("  " + line + "\n")
		}
		facts := s.allowed(t)
		if s.Otherwise != "" {
			facts += " (" + t.T("setting.default", "value", fmt.Sprint(s.Otherwise)) + ")"
		}
		fmt.Fprintf(&b, "  %s\n  %s\n", facts, s.variable())
	}
	return b.String()
}
