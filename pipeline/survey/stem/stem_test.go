package stem

import (
	"slices"
	"testing"
)

// Forms of a word as dictionaries decline it meet; other words do not.
func TestFormsMeet(t *testing.T) {
	of := func(word string) (out []string) {
		Stemmer{}.Each(word, func(stem string) { out = append(out, stem) })
		return out
	}
	for _, forms := range [][]string{
		{"петиція", "петиції", "петицій", "петиціями"}, {"бюджет", "бюджету", "бюджетом", "бюджети"}, {"послуга", "послузі", "послуг", "послугами"},
		{"школа", "школі", "шкіл", "школами"}, {"звернення", "звернень", "зверненням"},
	} {
		for _, form := range forms[1:] {
			if !slices.Equal(of(form), of(forms[0])) {
				t.Errorf("%s: %v, %s: %v", forms[0], of(forms[0]), form, of(form))
			}
		}
	}
	if slices.Equal(of("школа"), of("послуга")) {
		t.Error("school and service meet")
	}
	if got := of("онлайн-послуги"); !slices.Contains(got, of("послуга")[0]) {
		t.Errorf("the parts of a word are not found: %v", got)
	}
}
