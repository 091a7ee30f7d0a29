package privacy

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"depository.example/depository/pipeline/media/privacy/sight"
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
	signs := rapid.SampledFrom(append(append(append(append(strings.Fields(`ivan Іван rada.gov.ua gov ua com . .. , / // : :// ( [ { < ) ] } > * - – — № ’ « » at AT dot DOT собака Собака сОБАКА
		собачка равлик РАВЛИК sobaka ет эт dog а a А @ skype SKYPE Скайп скайп: telegram тг Тг t.me/ivan wa.me m.me/ linkedin.com/in/ facebook.com/people/ https://a.ua http mailto tel tel: TEL: viber: xmpp
		ivan.ivanenko live:ivan нуль Нуль нУЛЬ шістдесят сім 0 5 12 345 06 о5 O67 I23 OO З3 l 45 67 067 0432 59-50-50 | = міський тел ukr,net xn--p1`), sight.Bracketed...), dots...), contactSchemes...), " ", "  ", "\n", "\u00a0", "\u00ad"))
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(signs, 1, 9).Draw(t, "signs"), rapid.SampledFrom([]string{"", " "}).Draw(t, "between"))
		if found := contacts(s); len(found) > 0 && !mayHoldContact(s) && mayHaveHeld(s) {
			t.Fatalf("%q holds %q and is passed over", s, s[found[0].from:found[0].to])
		}
	})
	for _, sign := range spelledSigns {
		if !mayHoldContact("ivan " + sign + " gov ua") {
			t.Errorf("%q is passed over", sign)
		}
	}
}

// mayHaveHeld reports whether a text has a sign of an address: others are looked at for
// numbers and for spelled signs alone.
func mayHaveHeld(s string) bool { return strings.ContainsAny(s, "@:/%([{<&_") }

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
