package survey

import "testing"

func TestNamesEvidence(t *testing.T) {
	for text, want := range map[string]bool{
		"https://vmr.gov.ua/a": true, "http://a.b/1": false, "www.gov.ua": true, "Рішення № 12 від 12.02.2025": true,
		"Наказ №7-ОД від 5 березня 2024 року": true, "Decision No. 5 of 2024-03-01": true,
		"Рішення від 12.02.2025": false, "№ 12 від 12.02.2025": false, "Рішення № 12": false, "-": false, "немає": false, "": false, "так": false, "2024": false,
	} {
		if got := NamesEvidence(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
