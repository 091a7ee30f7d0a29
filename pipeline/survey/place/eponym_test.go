package place

import "testing"

// The centres are those that the laws on the hromadas name; the codes are the codifier's.
func TestEponym(t *testing.T) {
	r := own(t)
	for code, want := range map[string]string{
		"UA05020030000031457": "Вінниця", "UA18060150000038188": "Народичі", "UA44160050000040019": "Станиця Луганська",
		"UA53060030000045288": "Велика Багачка", "UA53060230000098362": "Миргород",
		"UA80000000000093317": "", "UA99999999999999999": "", "": "",
	} {
		if got := Eponym(r, code); got != want {
			t.Errorf("%s is named after %q, want %q", code, got, want)
		}
	}
	if got := Eponym(nil, "UA53060230000098362"); got != "" {
		t.Errorf("without a codifier: %q", got)
	}
}
