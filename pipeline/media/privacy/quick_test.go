package privacy

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// What is passed over without being judged holds no contact: the judge finds none
// in it.
func TestPassedOverHoldsNothing(t *testing.T) {
	piece := rapid.SampledFrom(append(append(strings.Fields("номером Номер за № вул. буд. ЦНАП Бар особа область грн V- о О o 0432 59-50-50 2-15-50 278 65 43 067 123 45 67 1 22 333 4444 55555"),
		phoneWords...), " ", "-", ".", ", ", "; ", "–", "«", "»", " т. ", "\n"))
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(piece, 1, 9).Draw(t, "pieces"), rapid.SampledFrom([]string{"", " "}).Draw(t, "between"))
		if found := contacts(s); len(found) > 0 && !mayHoldContact(s) {
			t.Fatalf("%q holds %q and is passed over", s, s[found[0].from:found[0].to])
		}
	})
	for _, sign := range spelledSigns {
		if !mayHoldContact("ivan " + sign + " gov ua") {
			t.Errorf("%q is passed over", sign)
		}
	}
}

// Recent texts are known by where they lie.
func TestRecent(t *testing.T) {
	var r Recent
	text := strings.Clone("так")
	if r.Has(text) {
		t.Error("an empty memory knows a text")
	}
	r.Add(text)
	if !r.Has(text) || r.Has(strings.Clone("так")) || r.Has(text[:2]) {
		t.Error("a text is known by where it lies, and no other one")
	}
}
